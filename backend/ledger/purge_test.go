package ledger

// What the daily purge takes and what it must leave, and which ids are still accepted.

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/wasm/wire"
)

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
	write("old", "note", "kari", 1, 1*day+2)
	write("old", "claim", "per", 0, 2*day) // the head of old
	for i, kind := range []string{"promise", "late", "kept"} {
		n++
		l.do(fmt.Sprint("purge", n), "promised", ledgertest.In{Kind: kind, User: "kari", Target: "kari", Due: day}, int64(1+i)*day)
	}
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
		return c.Seq == heads[c.Conv] || Fact(c.Kind) || c.AtMs >= now-90*day && c.Kind != "renew"
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
		if len(s.Heads) != len(heads) || len(s.Replies) != 5 {
			return fmt.Errorf("after step %d: %d heads, %d replies", steps, len(s.Heads), len(s.Replies))
		}
	}
	var left int
	if err := db.QueryRow(`SELECT count(*) FROM ledger WHERE subject IN ('old', 'long')`).Scan(&left); err != nil || left != 5 {
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

// BE-19.a: in the whole backend, what deletes from the ledger or changes it is in one file.
func TestTheLedgerIsChangedInOnePlace(t *testing.T) {
	changes := regexp.MustCompile(`(?i)(UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+ledger\b`)
	found := map[string]int{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !slices.Contains([]string{".go", ".sql", ".js"}, filepath.Ext(path)) || strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		if n := len(changes.FindAll(b, -1)); n > 0 {
			found[filepath.ToSlash(path)] = n
		}
		return err
	})
	if want := map[string]int{"../ledger/window.go": 3, "../migrations/0012_outcome_of_heads.sql": 1}; err != nil || !maps.Equal(found, want) {
		t.Errorf("%v, %v", found, err)
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
