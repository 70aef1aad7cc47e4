package ledger

// What a ledger costs as it grows. Nothing that a browser waits for may depend on how
// long the team has been at it: a claim, the delta of the last hundred rows, and a page
// of a snapshot are each timed at a thousand rows and at a million. Figures with dates
// are in bench.txt.

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"testing"
	"time"
)

// fill makes a ledger of n rows as a team leaves one: a claim, eight renewals and a
// reply in each conversation; the first conversation has a tenth of all rows, for
// someone always has a thread that never ends.
func fill(t testing.TB, db *sql.DB, n int) {
	t.Helper()
	mustExec(t, db, `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ?1)
		INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok, fence, holder, since_ms,
			expires_ms, replied, in_lease, body)
		SELECT printf('fill-%032d', n), printf('%064d', n),
			printf('%032d', CASE WHEN n / 10 % 10 = 0 THEN 0 ELSE n / 10 END),
			CASE n % 10 WHEN 0 THEN 'claim' WHEN 9 THEN 'reply' ELSE 'renew' END, 'kari', 'kari-device',
			1000000 + n, 1, 1, CASE WHEN n % 10 = 9 THEN NULL ELSE 'kari' END, 1000000 + n, 1000000 + n + 900000, 1, 1, ''
		FROM i`, int64(n))
	mustExec(t, db, `INSERT INTO conversations (conv, key, link, site, author, names, triage, made_ms)
		SELECT DISTINCT subject, 'hn:' || subject, 'https://news.example/item?id=' || subject, 'hn', 'ola',
			'["Havblikk"]', '', 0 FROM ledger`)
}

// BenchmarkLength reports the median and the 99th percentile in µs.
//
//	go test -run '^$' -bench Length -benchtime 2000x ./backend/ledger
func BenchmarkLength(b *testing.B) {
	for _, rows := range []int{1e3, 1e4, 1e5, 1e6} {
		db := openTest(b)
		fill(b, db, rows)
		l, seq, after := New(db), int64(rows), ""
		for name, once := range map[string]func() error{
			"delta of 100": func() error {
				f, err := l.Feed(ctx, "first", seq-100)
				if err == nil && len(f.Changes) != 100 {
					err = fmt.Errorf("%d changes", len(f.Changes))
				}
				return err
			},
			"delta of 0": func() error {
				f, err := l.Feed(ctx, "first", seq)
				if err == nil && len(f.Changes) != 0 {
					err = fmt.Errorf("%d changes", len(f.Changes))
				}
				return err
			},
			"snapshot, long thread": func() error {
				_, err := l.Snapshot(ctx, "")
				return err
			},
			"snapshot page": func() error {
				s, err := l.Snapshot(ctx, after)
				after = s.Next
				return err
			},
		} {
			b.Run(fmt.Sprintf("%s/rows=%d", name, rows), func(b *testing.B) { timed(b, once) })
		}
		b.Run(fmt.Sprintf("claim/rows=%d", rows), func(b *testing.B) {
			timed(b, func() error {
				seq++
				out, _, err := l.do(opID(int(seq)), fmt.Sprint("new", seq), in("claim", "kari", 0), seq+2_000_000)
				if err == nil && !out.OK {
					err = fmt.Errorf("%+v", out)
				}
				return err
			})
		})
		db.Close()
	}
}

func timed(b *testing.B, once func() error) {
	b.Helper()
	took := make([]time.Duration, 0, b.N)
	for b.Loop() {
		began := time.Now()
		if err := once(); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.SortFunc(took, cmp.Compare[time.Duration])
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1e3, "µs-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1e3, "µs-p99")
}
