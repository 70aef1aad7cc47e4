package ledger

// Reading the ledger: feed, snapshot, epoch. A check that mutations run too is a
// function.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

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
		if _, err := l.Describe(ctx, "x", d.who, d.c, 0); err != nil {
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

// plan is how the database goes about a statement.
func plan(t *testing.T, db *sql.DB, text string, args ...any) string {
	t.Helper()
	rows, err := db.Query("EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	said := ""
	for rows.Next() {
		var a, b, c any
		var detail string
		if err := rows.Scan(&a, &b, &c, &detail); err != nil {
			t.Fatal(err)
		}
		said += detail + "\n"
	}
	return said
}

func TestHeadsAreFoundByIndex(t *testing.T) {
	db := openTest(t)
	for kind, text := range standard.op {
		args := []any{"a", "b", "c", "d", "e", int64(1), int64(1), int64(1), "", int64(1), "t"}
		if !Targeted(kind) {
			args = args[:10]
		}
		if p := plan(t, db, text, args...); !strings.Contains(p, "USING INDEX ledger_head (subject=?)") || strings.Contains(p, "SCAN ledger") {
			t.Errorf("%s looks its head up by\n%s", kind, p)
		}
	}
}

// Facts are found by their indexes, which hold every kind of fact, and what a row is
// about by its subject.
func TestFactsAreFoundByIndex(t *testing.T) {
	db := openTest(t)
	p := plan(t, db, standard.replies, "a", "b")
	for _, index := range []string{"ledger_facts (subject>? AND subject<?)", "ledger_told (subject>? AND subject<?)", "ledger_given (subject>? AND subject<?)"} {
		if !strings.Contains(p, index) {
			t.Errorf("%s is not used:\n%s", index, p)
		}
	}
	for name, p := range map[string]string{"replies": p, "feed": plan(t, db, standard.feed, int64(1)), "snapshot": plan(t, db, standard.snapshot, "a")} {
		if !strings.Contains(p, "SEARCH c USING INDEX sqlite_autoindex_conversations_1 (conv=?)") || strings.Contains(p, "SCAN ledger") {
			t.Errorf("%s reads by\n%s", name, p)
		}
	}
	for _, kind := range facts {
		if tells := strings.Contains(said+told, "'"+kind+"'"); tells != (kind != "alias" && kind != "aliased") {
			t.Errorf("a snapshot tells of %s: %v", kind, tells)
		}
	}
}
