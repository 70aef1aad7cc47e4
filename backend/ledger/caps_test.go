package ledger

import (
	"errors"
	"fmt"
	"testing"

	"porchlight/wasm/wire"
)

// What the daily job removes makes room again, and no more than that.
func TestWhatIsGoneMakesRoom(t *testing.T) {
	db := openTest(t)
	l := New(db)
	mustExec(t, db, `INSERT INTO meta (k, i) VALUES ('most_rows', 4), ('most_conversations', 2), ('retention_days', 30)`)
	const day = 24 * 60 * minute
	n := 0
	fits := func(kind, subject string, at int64, want bool) {
		t.Helper()
		n++
		_, _, err := l.Apply(ctx, Op{ID: opID(n), Kind: kind, Subject: subject, Actor: "kari", NowMs: at, TTLMs: minute})
		var full *Full
		if errors.As(err, &full) == want || want && err != nil {
			t.Errorf("%s on %s at day %d: %v", kind, subject, at/day, err)
		}
	}
	described := func(subject string, at int64, want bool) {
		t.Helper()
		first, err := l.Describe(ctx, subject, "kari", wire.Conversation{Key: subject}, at)
		if first != want || want && err != nil {
			t.Errorf("%s at day %d: %v, %v", subject, at/day, first, err)
		}
	}
	for i, subject := range []string{"x", "y"} {
		described(subject, day, true)
		fits("claim", subject, day+int64(i), true)
		fits([]string{"listened", "claim"}[i], subject, day+2, true)
	}
	described("z", day, false)
	fits("claim", "z", day, false)
	fits("listened", "y", 2*day, false) // a tenth of four is less than one
	mustDaily(t, l, 95*day)             // a claim of each, and what x was about
	described("z", 95*day, true)
	described("w", 95*day, false)
	for i, want := range []bool{true, true, false} {
		fits("claim", fmt.Sprint("more", i), 95*day, want)
	}
}

// A team of which some rows are still to come is not sealed: what a day's digest is over must
// all be there.
func TestTheDailyJobWaitsForAMove(t *testing.T) {
	db := openTest(t)
	l := New(db)
	l.do("a", "x", in("claim", "kari", 0), 0)
	sealed := func(want int) {
		t.Helper()
		mustDaily(t, l, 5*24*60*minute)
		var n int
		if err := db.QueryRow(`SELECT count(*) FROM digests`).Scan(&n); err != nil || n != want {
			t.Errorf("%d days are sealed, want %d, %v", n, want, err)
		}
	}
	mustExec(t, db, `INSERT INTO meta (k, t) VALUES ('moving', 'copy')`)
	sealed(0)
	mustExec(t, db, `DELETE FROM meta WHERE k = 'moving'`)
	sealed(1)
}
