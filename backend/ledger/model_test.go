package ledger

// The ledger against the specification, one operation after the other, at random; and
// every operation sent again a million milliseconds later.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"porchlight/backend/ledger/ledgertest"
)

// The kinds of one subject: a conversation's, and those of what has an id of its own.
var (
	claims   = []string{"claim", "renew", "keep", "release", "handoff", "takeover", "reply", "assign", "bounce", "raise", "refuse", "listened", "note", "reopen", "notAboutUs", "aboutUs"}
	promises = []string{"promise", "promise", "late", "late", "kept", "withdrawn"}
	signals  = []string{"signal", "kept"}
	broken   = []string{"incident", "update", "update", "update", "resolve"}
	subjects = [][]string{claims, promises, signals, broken}
)

// kindsWith are the kinds of a subject that this one is about; all of them may be for "".
func kindsWith(kind string) []string {
	for _, kinds := range subjects {
		if slices.Contains(kinds, kind) {
			return kinds
		}
	}
	return claims
}

// random is an operation on a subject whose newest fence is fence.
func random(kinds []string, fence int64, pick func(n int) int) ledgertest.In {
	in := ledgertest.In{Kind: kinds[pick(len(kinds))], User: everybody[pick(people)].ID, TTL: 1000 + 2000*int64(pick(2)), Due: int64(pick(3)) * 5_000_000, Fence: fence}
	if Targeted(in.Kind) && (in.Kind != "signal" || pick(2) > 0) {
		in.Target = everybody[pick(people)].ID
	}
	if Dated(in.Kind) {
		in.Until = 1 + int64(pick(4))*1_000_000
	}
	return in
}

// play makes steps random operations on one fresh subject. Pick returns a number
// from 0 to n-1. An error is a difference from the specification.
func play(db *sql.DB, l *Ledger, run string, kinds []string, steps int, pick func(n int) int) error {
	w, s, now := everybody, ledgertest.State{}, int64(1_000_000)
	for _, p := range w[:people-1] {
		if err := setMember(db, p); err != nil {
			return err
		}
	}
	type sent struct {
		in  ledgertest.In
		out ledgertest.Out
	}
	var all []sent
	for n := range steps {
		now += int64([]int{0, 1, 300, 700, 1500, -400}[pick(6)])
		if pick(10) == 0 {
			i := pick(people - 1)
			w[i].Role, w[i].Active = []string{"staff", "lead", "admin"}[pick(3)], pick(3) > 0
			w[i].Off = pick(3) == 0
			if err := setMember(db, w[i]); err != nil {
				return err
			}
		}
		in := random(kinds, max(0, s.Fence+int64([]int{0, 0, 0, -1, 1}[pick(5)])), pick)
		if s.Holder != "" && pick(2) == 0 {
			in.User = s.Holder // else most would be refused
		}
		var want ledgertest.Out
		s, want = ledgertest.Step(w, s, in, now)
		got, replayed, err := l.do(fmt.Sprintf("%s-%d", run, n), run, in, now)
		if err != nil || replayed || got != want {
			return fmt.Errorf("step %d, %+v at %d: got %+v (replay %v, %v), want %+v", n, in, now, got, replayed, err, want)
		}
		all = append(all, sent{in, want})
	}
	for n, o := range all {
		got, replayed, err := l.do(fmt.Sprintf("%s-%d", run, n), run, o.in, now+1_000_000)
		if err != nil || !replayed || got != o.out {
			return fmt.Errorf("replay of step %d: got %+v (replay %v, %v), want %+v", n, got, replayed, err, o.out)
		}
	}
	return nil
}

func TestAgainstTheSpecification(t *testing.T) {
	db := openTest(t)
	l, run := New(db), 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		if err := play(db, l, fmt.Sprint("run", run), subjects[pick(len(subjects))], 25, pick); err != nil {
			t.Fatal(err)
		}
	})
	if err := ledgertest.Invariants(context.Background(), db); err != nil {
		t.Error(err)
	}
}

// mismatches sends ids again with something else in each place that counts.
func mismatches(l *Ledger) error {
	claim := ledgertest.In{Kind: "handoff", User: "kari", Target: "per", Fence: 1, TTL: 1000}
	if _, _, err := l.do("mismatch", "m", claim, 0); err != nil {
		return err
	}
	for what, change := range map[string]func(*ledgertest.In){
		"kind":   func(i *ledgertest.In) { i.Kind, i.Target = "claim", "" },
		"fence":  func(i *ledgertest.In) { i.Fence++ },
		"target": func(i *ledgertest.In) { i.Target = "lise" },
		"actor":  func(i *ledgertest.In) { i.User = "lise" },
	} {
		other := claim
		change(&other)
		if _, _, err := l.do("mismatch", "m", other, 0); !errors.Is(err, ErrMismatch) {
			return fmt.Errorf("same id with another %s: %v", what, err)
		}
	}
	if _, _, err := l.do("mismatch", "other", claim, 0); !errors.Is(err, ErrMismatch) {
		return fmt.Errorf("same id for another conversation: %v", err)
	}
	var rows int
	if err := l.db.QueryRow(`SELECT count(*) FROM ledger WHERE op_id = 'mismatch'`).Scan(&rows); err != nil || rows != 1 {
		return fmt.Errorf("%d rows for one id, %v", rows, err)
	}
	return nil
}

func TestAnIDIsForOneRequest(t *testing.T) {
	if err := mismatches(New(openTest(t))); err != nil {
		t.Error(err)
	}
}

func TestNegativeFenceIsNotAReplay(t *testing.T) {
	l := New(openTest(t))
	_, _, err := l.do("x", "x", ledgertest.In{Kind: "claim", User: "kari", Fence: -1, TTL: 1}, 0)
	if err == nil || errors.Is(err, ErrMismatch) {
		t.Errorf("got %v, want an internal error", err)
	}
}
