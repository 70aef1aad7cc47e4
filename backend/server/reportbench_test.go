//go:build unix

package server

// What a report costs over a socket: it must depend on its period and not on how long the
// team has been at it. Figures with dates are in bench.txt.

import (
	"fmt"
	"testing"
	"time"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// fillYears writes n rows that a team left in two years: a claim, eight renewals and a reply
// to each conversation, hours after it was seen, in four languages on three sites.
func (l *loaded) fillYears(b *testing.B, n int64, now time.Time) {
	b.Helper()
	db, conversations, from := l.home.teams[l.team[0]].db, n/10, now.AddDate(-2, 0, 0).UnixMilli()
	step := (now.UnixMilli() - from) / conversations
	exec := func(text string, args ...any) {
		b.Helper()
		if _, err := db.Exec(text, args...); err != nil {
			b.Fatal(err)
		}
	}
	exec(`WITH RECURSIVE i(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < ?1 - 1)
		INSERT INTO conversations (conv, key, link, site, author, names, triage, made_ms, stamps)
		SELECT printf('%032x', n), 'hn:' || n, 'https://news.example/item?id=' || n, 'site' || (n % 3), 'ola', '["Havblikk"]',
			json_object('intent', 'question', 'needsReply', json('true'), 'urgency', 'normal', 'sentiment', 'neutral', 'lang', substr('nbennnde', 1 + 2 * (n % 4), 2)),
			?2 + n * ?3, json_object('seen_ms', ?2 + n * ?3 - 60000, 'posted', json_object('from_ms', ?2 + n * ?3 - 7200000, 'to_ms', ?2 + n * ?3 - 3600000))
		FROM i`, conversations, from, step)
	exec(`WITH RECURSIVE i(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < ?1 - 1)
		INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok, fence, holder, since_ms, expires_ms, replied, in_lease, body, outcome)
		SELECT printf('fill-%032d', n), printf('%064d', n), printf('%032x', n / 10),
			CASE n % 10 WHEN 0 THEN 'claim' WHEN 9 THEN 'reply' ELSE 'renew' END, 'kari', 'kari-device',
			?2 + n / 10 * ?3 + n % 10 * (n / 10 % 97) * 60000, 1, 1, CASE WHEN n % 10 = 9 THEN NULL ELSE 'kari' END, 0, 0, n % 10 = 9, 1, '',
			CASE WHEN n % 10 = 9 THEN 'answered' ELSE '' END
		FROM i`, n, from, step)
}

// BenchmarkReport reports a month and a year of two years.
//
//	TMPDIR=/dev/shm go test -run '^$' -bench Report -benchtime 5x ./backend/server
func BenchmarkReport(b *testing.B) {
	days := map[string][]string{}
	for _, d := range []string{"mon", "tue", "wed", "thu", "fri"} {
		days[d] = []string{"09:00-12:00", "12:30-17:00"}
	}
	for _, rows := range []int64{1e5, 1e6} {
		l, now := load(b, 1), time.Now()
		l.ask(b, "PUT", "/v1/teams/"+l.team[0]+"/playbook", l.auth[0], map[string]any{"base": 0, "playbook": playbook.Playbook{
			Brands: []playbook.Name{{Name: "Havblikk"}}, Hours: &playbook.Hours{Zone: "Europe/Oslo", Days: days, FirstMinutes: 60}}}, nil)
		l.fillYears(b, rows, now)
		for _, period := range []int{30, 365} {
			b.Run(fmt.Sprintf("rows=%d/days=%d", rows, period), func(b *testing.B) {
				var r wire.Report
				for b.Loop() {
					l.ask(b, "GET", fmt.Sprintf("/v1/teams/%s/report?from=%d&to=%d", l.team[0], now.AddDate(0, 0, -period).UnixMilli(), now.UnixMilli()), l.auth[0], nil, &r)
				}
				if want := rows / 10 * int64(period) / 730; int64(r.All.Answered) < want*9/10 || int64(r.All.Answered) > want*11/10 || r.Us.Open.P90MostMs == 0 {
					b.Fatalf("%d answered, want about %d: %+v", r.All.Answered, want, r.Us)
				}
				b.ReportMetric(float64(r.All.Taken), "conversations")
			})
		}
	}
}
