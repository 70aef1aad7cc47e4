package ledger

// What a team's retention takes, and what it must leave.

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

// What is settled and left alone is forgotten; what is not stays, and so do all rows.
func TestRetention(t *testing.T) {
	db, l, now := fourDays(t) // 12 conversations that were answered
	conv := func(subject string) wire.Conversation {
		return wire.Conversation{Key: "x:post:" + subject, Link: "https://x.example/" + subject, Site: "x", Author: "ola", Names: []string{"Havblikk"}}
	}
	describe := func(subject string, want bool) {
		t.Helper()
		first, err := l.Describe(ctx, subject, "kari", conv(subject), now)
		if err != nil || first != want {
			t.Errorf("%s described: %v, %v", subject, first, err)
		}
	}
	n := 0
	write := func(subject, kind string, fence, at int64) {
		t.Helper()
		n++
		op := Op{ID: fmt.Sprint("more", n), Kind: kind, Subject: subject, Actor: "kari", NowMs: at, TTLMs: minute, Fence: fence, Body: `{"note":"æøå"}`}
		if _, _, err := l.Apply(ctx, op); err != nil {
			t.Fatal(err)
		}
	}
	for d := 100; d < 104; d++ {
		for i := range 3 {
			describe(fmt.Sprintf("s%d.%d", d, i), true)
		}
	}
	write("open", "claim", 0, 100*day)
	write("s100.0", "reopen", 0, 104*day)
	write("s100.1", "note", 0, 104*day)  // somebody is at it
	write("s100.2", "claim", 1, 100*day) // claimed again, and left
	describe("open", true)
	kept := func() (conversations, bodies, rows int) {
		t.Helper()
		err := db.QueryRow(`SELECT (SELECT count(*) FROM conversations), (SELECT count(*) FROM ledger WHERE body <> ''), (SELECT count(*) FROM ledger)`).
			Scan(&conversations, &bodies, &rows)
		if err != nil {
			t.Fatal(err)
		}
		return conversations, bodies, rows
	}
	is := func(when string, wantC, wantB int) {
		t.Helper()
		c, b, _ := kept()
		if c != wantC || b != wantB {
			t.Errorf("%s: %d conversations and %d bodies, want %d and %d", when, c, b, wantC, wantB)
		}
		if list := differences(mustVerify(t, l, now)); len(list) > 0 {
			t.Errorf("%s: %v", when, list)
		}
	}
	mustDaily(t, l, now)
	is("without a retention", 13, 40)
	mustExec(t, db, `INSERT INTO meta (k, i) VALUES ('retention_days', 30)`)
	now = 131*day + 5 // of day 101 the first conversation, whose last row is from 2 ms after midnight
	mustDaily(t, l, now)
	is("at 30 days", 11, 40-12-2-3) // renewals are purged; s101.0, and s100.2 with its second claim
	_, _, rows := kept()
	describe("s101.0", true) // an operation comes again, by whom it is told anew
	describe("open", false)
	now = 140 * day
	for range 2 {
		mustDaily(t, l, now)
		is("at 40 days", 2, 3+1) // s100.0 and open
	}
	s, err := l.Snapshot(ctx, "")
	if _, _, after := kept(); err != nil || len(s.Heads) != 13 || after != rows {
		t.Errorf("%d heads, %d rows of %d, %v", len(s.Heads), after, rows, err)
	}
	for _, h := range s.Heads {
		if known := h.Conv == "open" || h.Conv == "s100.0"; known != (h.Conversation.Key != "") || known != (h.Body != nil) {
			t.Errorf("%+v", h)
		}
	}
	mustExec(t, db, `UPDATE meta SET i = 0 WHERE k = 'retention_days'`)
	mustDaily(t, l, now)
	is("kept again", 2, 4)
	// By hand, and newer than what was ever forgotten.
	write("young", "note", 0, 139*day)
	mustDaily(t, l, now)
	mustExec(t, db, `UPDATE ledger SET body = '' WHERE subject = 'young'`)
	if list := differences(mustVerify(t, l, now)); len(list) != 1 || !strings.Contains(list[0], "(note) has another text") {
		t.Errorf("%v", list)
	}
}

// A run that breaks off after any statement is finished by the next.
func TestRetentionBrokenOff(t *testing.T) {
	whole := forget
	defer func() { forget = whole }()
	for steps := range 3 {
		db, l, now := fourDays(t)
		mustExec(t, db, `INSERT INTO meta (k, i) VALUES ('retention_days', 30)`)
		for d := 100; d < 104; d++ {
			if _, err := l.Describe(ctx, fmt.Sprintf("s%d.0", d), "kari", wire.Conversation{Key: "k"}, now); err != nil {
				t.Fatal(err)
			}
		}
		for i := steps; i < 3; i++ {
			forget[i] = `SELECT ?1`
		}
		now += 60 * day
		mustDaily(t, l, now)
		if list := differences(mustVerify(t, l, now)); len(list) > 0 {
			t.Errorf("after %d steps: %v", steps, list)
		}
		forget = whole
		mustDaily(t, l, now)
		var conversations, bodies int
		db.QueryRow(`SELECT (SELECT count(*) FROM conversations), (SELECT count(*) FROM ledger WHERE body <> '' AND subject LIKE '%.0')`).Scan(&conversations, &bodies)
		if list := differences(mustVerify(t, l, now)); conversations != 0 || bodies != 0 || len(list) > 0 {
			t.Errorf("%d steps and again: %d conversations, %d bodies, %v", steps, conversations, bodies, list)
		}
	}
}

// What was promised and is not owed any more is forgotten after as long, and a rule that
// was undone; what is owed and what is open stays.
func TestRetentionOfPromises(t *testing.T) {
	db := openTest(t)
	l := New(db)
	const day, now = 24 * 60 * minute, 100 * 24 * 60 * minute
	n := 0
	write := func(subject, kind string, at int64) {
		n++
		op := Op{ID: fmt.Sprint("op", n), Kind: kind, Subject: subject, Actor: "kari", NowMs: at, UntilMs: day, Target: "kari", Body: `{"text":"æøå"}`}
		if row, _, err := l.Apply(ctx, op); err != nil || !row.OK {
			t.Fatal(row, err)
		}
	}
	for _, subject := range []string{"owed", "kept", "kept lately"} {
		write(subject, "promise", day)
		write(subject, "late", 2*day)
	}
	write("kept", "kept", 3*day)
	write("rule", "notAboutUs", 3*day)
	write("undone", "notAboutUs", 3*day)
	write("undone", "aboutUs", 4*day)
	write("post", "notAboutUs", 3*day)
	write("post", "aboutUs", 4*day)
	if _, err := l.Describe(ctx, "post", "kari", wire.Conversation{Key: "k"}, 3*day); err != nil {
		t.Fatal(err)
	}
	write("broken", "signal", 3*day)
	write("kept lately", "kept", 99*day)
	mustExec(t, db, `INSERT INTO meta (k, i) VALUES ('retention_days', 30)`)
	for range 2 {
		mustDaily(t, l, now)
	}
	var left string
	if err := db.QueryRow(`SELECT group_concat(subject, ', ') FROM (SELECT subject FROM ledger WHERE body <> '' ORDER BY seq)`).Scan(&left); err != nil ||
		left != "owed, owed, kept lately, kept lately, rule, post, post, kept lately" {
		t.Errorf("bodies of %s, %v", left, err)
	}
	if list := differences(mustVerify(t, l, now)); len(list) > 0 {
		t.Errorf("%v", list)
	}
}
