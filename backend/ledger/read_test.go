package ledger

// Reading the ledger: feed, snapshot, epoch, purge and the window of ids. The checks
// are functions, for the mutations run them too.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"porchlight/wasm/wire"
)

var ctx = context.Background()

// checkFeed writes more than a page and follows it.
func checkFeed(l *Ledger) error {
	const rows = Page + 50
	for n := range rows {
		if _, _, err := l.do(fmt.Sprint("feed", n), fmt.Sprint("c", n%7), in("claim", "kari", 0), int64(n)); err != nil {
			return err
		}
	}
	var seen []int64
	for cursor, more := int64(0), true; more; {
		f, err := l.Feed(ctx, "first", cursor)
		if err != nil {
			return err
		}
		for _, c := range f.Changes {
			seen = append(seen, c.Seq)
		}
		cursor, more = f.Cursor, f.More
		if len(seen) > 2*rows {
			break
		}
	}
	if len(seen) != rows || !slices.IsSorted(seen) || len(slices.Compact(slices.Clone(seen))) != rows {
		return fmt.Errorf("the feed gave %d rows in this order: %v…", len(seen), seen[:min(9, len(seen))])
	}
	return nil
}

func TestFeed(t *testing.T) {
	if err := checkFeed(New(openTest(t))); err != nil {
		t.Error(err)
	}
}

func TestCursorsThatAreOfNoUse(t *testing.T) {
	db := openTest(t)
	l := New(db)
	l.do("a", "x", in("claim", "kari", 0), 0)
	for _, c := range []struct {
		epoch  string
		cursor int64
		want   error
	}{
		{"first", 0, nil}, {"first", 1, nil}, {"", 0, nil},
		{"first", 2, ErrResync}, {"second", 0, ErrResync}, {"", 1, ErrResync},
	} {
		if _, err := l.Feed(ctx, c.epoch, c.cursor); !errors.Is(err, c.want) {
			t.Errorf("epoch %q, cursor %d: %v, want %v", c.epoch, c.cursor, err, c.want)
		}
	}
	mustExec(t, db, `UPDATE meta SET t = 'second' WHERE k = 'epoch'`) // a restore
	if _, err := l.Feed(ctx, "first", 1); !errors.Is(err, ErrResync) {
		t.Errorf("after a restore: %v", err)
	}
}

func TestSnapshotPagesThenDeltaIsTheServersState(t *testing.T) {
	db := openTest(t)
	l := New(db)
	write := func(n int, kind string) {
		t.Helper()
		if _, _, err := l.do(fmt.Sprint(kind, n), fmt.Sprintf("c%04d", n), in(kind, "kari", 0), int64(n)); err != nil {
			t.Fatal(err)
		}
	}
	const conversations = 2*Page + 30
	for n := range conversations {
		write(n, "claim")
		if n%3 == 0 {
			write(n, "reply")
		}
	}
	heads, answered := map[string]int64{}, 0
	var asOf int64
	for after, first := "", true; first || after != ""; first = false {
		s, err := l.Snapshot(ctx, after)
		if err != nil {
			t.Fatal(err)
		}
		if first {
			asOf = s.AsOf
		}
		for _, h := range s.Heads {
			heads[h.Conv] = h.Seq
		}
		answered += len(s.Replies)
		after = s.Next
		write(len(heads)-1, "renew") // writes go on between the pages
	}
	f, err := l.Feed(ctx, "first", asOf)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range f.Changes {
		heads[c.Conv] = max(heads[c.Conv], c.Seq)
	}
	if answered != conversations/3+1 {
		t.Errorf("%d replies", answered)
	}
	rows, err := db.Query(`SELECT subject, MAX(seq) FROM ledger GROUP BY subject`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var subject string
		var seq int64
		if err := rows.Scan(&subject, &seq); err != nil {
			t.Fatal(err)
		}
		if heads[subject] != seq {
			t.Errorf("%s: head %d, want %d", subject, heads[subject], seq)
		}
		delete(heads, subject)
	}
	if len(heads) > 0 {
		t.Errorf("heads of nothing: %v", heads)
	}
}

func TestSnapshotOfAnEmptyLedger(t *testing.T) {
	s, err := New(openTest(t)).Snapshot(ctx, "")
	if err != nil || s.AsOf != 0 || len(s.Heads) != 0 || s.Next != "" || s.Epoch != "first" {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestConversationsAreToldAsFirstDescribed(t *testing.T) {
	l := New(openTest(t))
	first := wire.Conversation{Key: "hn:1", Link: "https://news.ycombinator.com/item?id=1", Site: "hn",
		Author: "ola", Names: []string{"Havblikk"}, Triage: &wire.Triage{Intent: "question", NeedsReply: true}}
	other := wire.Conversation{Key: "hn:1", Link: "https://elsewhere.example/"}
	for _, d := range []struct {
		who string
		c   wire.Conversation
	}{{"stranger", other}, {"gone", other}, {"kari", first}, {"per", other}} {
		if err := l.Describe(ctx, "x", d.who, d.c, 0); err != nil {
			t.Fatal(err)
		}
	}
	l.do("a", "x", in("claim", "kari", 0), 0)
	f, err := l.Feed(ctx, "first", 0)
	if err != nil || len(f.Changes) != 1 {
		t.Fatalf("%+v, %v", f, err)
	}
	got := f.Changes[0].Conversation
	if got.Link != first.Link || got.Author != "ola" || got.Names[0] != "Havblikk" || !got.Triage.NeedsReply {
		t.Errorf("got %+v", got)
	}
}

// checkPurge stops the purge after each step, as a crash would, and asks from every
// cursor: the answer is resync, or every row that matters.
func checkPurge(db *sql.DB, l *Ledger) error {
	const day = 24 * 60 * minute
	const now = 200 * day
	n := 0
	write := func(subject, kind, who string, fence, at int64) {
		n++
		l.do(fmt.Sprint("purge", n), subject, in(kind, who, fence), at)
	}
	write("old", "claim", "kari", 0, 1*day)
	write("old", "reply", "kari", 1, 1*day+1)
	write("old", "claim", "per", 0, 2*day) // the head of old
	write("long", "claim", "kari", 0, 3*day)
	write("long", "release", "kari", 1, 4*day)
	write("long", "claim", "kari", 1, 180*day)
	for range 3 {
		write("long", "renew", "kari", 2, 180*day+1)
	}
	write("new", "claim", "kari", 0, 199*day)
	write("new", "renew", "kari", 1, 199*day+1)
	write("new", "renew", "kari", 1, 199*day+2)
	all, err := l.Feed(ctx, "first", 0)
	if err != nil {
		return err
	}
	heads := map[string]int64{}
	for _, c := range all.Changes {
		heads[c.Conv] = c.Seq
	}
	needed := func(c wire.Change) bool {
		return c.Seq == heads[c.Conv] || c.Kind == "reply" || c.AtMs >= now-90*day && c.Kind != "renew"
	}
	for steps := 1; steps <= 4; steps++ { // the fourth is a second run
		part := *l
		for i := min(steps, 3); i < 3; i++ {
			part.sql.purge[i] = `SELECT ?1`
		}
		if err := part.Purge(ctx, now); err != nil {
			return err
		}
		for cursor := range int64(n + 1) {
			f, err := l.Feed(ctx, "first", cursor)
			if errors.Is(err, ErrResync) {
				continue
			} else if err != nil {
				return err
			}
			for _, c := range all.Changes {
				if c.Seq > cursor && (needed(c) || c.AtMs < now-90*day) && !has(f.Changes, c.Seq) {
					return fmt.Errorf("after step %d, from cursor %d, row %d (%s) is missing without a word", steps, cursor, c.Seq, c.Kind)
				}
			}
		}
		s, err := l.Snapshot(ctx, "")
		if err != nil {
			return err
		}
		for _, c := range s.Heads {
			if heads[c.Conv] != c.Seq {
				return fmt.Errorf("after step %d the head of %s is %d, not %d", steps, c.Conv, c.Seq, heads[c.Conv])
			}
		}
		if len(s.Heads) != len(heads) || len(s.Replies) != 1 {
			return fmt.Errorf("after step %d: %d heads, %d replies", steps, len(s.Heads), len(s.Replies))
		}
	}
	var left int
	if err := db.QueryRow(`SELECT count(*) FROM ledger WHERE subject IN ('old', 'long')`).Scan(&left); err != nil || left != 4 {
		return fmt.Errorf("%d rows of the old conversations are left, %v", left, err)
	}
	return nil
}

func has(list []wire.Change, seq int64) bool {
	return slices.ContainsFunc(list, func(c wire.Change) bool { return c.Seq == seq })
}

func TestPurge(t *testing.T) {
	db := openTest(t)
	if err := checkPurge(db, New(db)); err != nil {
		t.Error(err)
	}
	if _, _, err := New(db).do("after", "new", in("claim", "kari", 0), 1); err != nil {
		t.Error(err)
	}
}

// A replay of an id whose row was purged would look new.
func windowFits(accepted, purged time.Duration) bool { return accepted+FutureLimit < purged }

func TestNoIDOutlivesItsRow(t *testing.T) {
	if !windowFits(AgeLimit, RenewPurgeAge) || !windowFits(AgeLimit, PurgeAge) || !windowFits(ReplyAgeLimit, PurgeAge) {
		t.Error("an id is accepted after its row may be purged")
	}
	if windowFits(AgeLimit+2*24*time.Hour, RenewPurgeAge) {
		t.Error("the check cannot fail")
	}
}

func TestCheckID(t *testing.T) {
	const now = 1_800_000_000_000
	id := func(ms int64) string {
		return fmt.Sprintf("%08x-%04x-7abc-8def-0123456789ab", ms>>16, ms&0xffff)
	}
	day := (24 * time.Hour).Milliseconds()
	for _, c := range []struct {
		id, kind string
		want     error
	}{
		{id(now), "claim", nil},
		{id(now - 5*day), "claim", nil},
		{id(now - 5*day - 1), "claim", ErrClock},
		{id(now - 6*day), "renew", ErrClock},
		{id(now - 80*day), "reply", nil},
		{id(now - 81*day), "reply", ErrClock},
		{id(now + day), "claim", nil},
		{id(now + day + 1), "claim", ErrClock},
		{id(now - 10*minute), "claim", nil}, // a clock ten minutes off is no trouble
		{id(now + 10*minute), "claim", nil},
		{strings.ToUpper(id(now)), "claim", ErrID},
		{"{" + id(now) + "}", "claim", ErrID},
		{strings.ReplaceAll(id(now), "-", ""), "claim", ErrID},
		{strings.Replace(id(now), "-7abc", "-4abc", 1), "claim", ErrID},
		{strings.Replace(id(now), "-8def", "-cdef", 1), "claim", ErrID},
		{"", "claim", ErrID},
	} {
		if err := CheckID(c.id, c.kind, now); !errors.Is(err, c.want) {
			t.Errorf("%s %s: %v, want %v", c.kind, c.id, err, c.want)
		}
	}
}

func TestHeadsAreFoundByIndex(t *testing.T) {
	db := openTest(t)
	for kind, text := range standard.op {
		args := []any{"a", "b", "c", "d", "e", int64(1), int64(1), int64(1), "", "t"}
		if kind != "handoff" {
			args = args[:9]
		}
		rows, err := db.Query("EXPLAIN QUERY PLAN "+text, args...)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		plan := ""
		for rows.Next() {
			var a, b, c any
			var detail string
			if err := rows.Scan(&a, &b, &c, &detail); err != nil {
				t.Fatal(err)
			}
			plan += detail + "\n"
		}
		if !strings.Contains(plan, "USING INDEX ledger_head (subject=?)") {
			t.Errorf("%s looks its head up by\n%s", kind, plan)
		}
	}
}
