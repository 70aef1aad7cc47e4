package ledger

// The table of kinds and states on database/sql, and who may do anything at all.

import (
	"slices"
	"testing"

	"porchlight/backend/ledger/ledgertest"
)

func in(kind, user string, fence int64) ledgertest.In {
	return ledgertest.In{Kind: kind, User: user, Fence: fence, TTL: 15 * minute}
}

func TestKindsInStates(t *testing.T) {
	db := openTest(t)
	l, n := New(db), 0
	for kind, row := range ledgertest.Cells {
		for _, s := range ledgertest.Situations {
			role := "staff"
			if ledgertest.ForLeads[kind] {
				role = "lead"
			}
			setMember(db, ledgertest.Person{ID: "kari", Role: role, Active: true})
			who := map[string]string{ledgertest.Me: "kari", ledgertest.Other: "per", ledgertest.Target: "lise"}
			var last ledgertest.Out
			do := func(i ledgertest.In, now int64) {
				t.Helper()
				n++
				i.User, i.Target, i.TTL = who[i.User], who[i.Target], 15*minute
				var err error
				if last, _, err = l.do(opID(n), kind+" "+s.Name, i, now); err != nil {
					t.Fatal(err)
				}
			}
			for _, before := range s.Before {
				do(before, 1000)
			}
			ends, at := last.Expires, int64(2*minute)
			if s.Over {
				at = 20 * minute
			}
			act := ledgertest.In{Kind: kind, User: ledgertest.Me, Fence: s.Fence}
			if ledgertest.Targeted[kind] {
				act.Target = ledgertest.Target
			}
			do(act, at)
			want := row[s.Name]
			want.Holder = who[want.Holder]
			if got := ledgertest.Read(last, 15*minute, ends); got != want {
				t.Errorf("%s when %s: got %+v, want %+v", kind, s.Name, got, want)
			}
		}
	}
}

func TestWhatHasAnIDOfItsOwn(t *testing.T) {
	l, n := New(openTest(t)), 0
	who := map[string]string{ledgertest.Me: "kari", ledgertest.Other: "per", ledgertest.Leader: "lise", "stranger": "stranger"}
	for _, c := range ledgertest.Cases {
		var out ledgertest.Out
		for _, i := range append(slices.Clone(c.Before), c.Do) {
			n++
			i.User, i.Target = who[i.User], who[i.Target]
			var err error
			if out, _, err = l.do(opID(n), c.Name, i, 1000); err != nil {
				t.Fatal(err)
			}
		}
		if out.OK != c.OK || out.Outcome != c.Outcome || out.Holder != who[c.Holder] || out.Expires != c.Expires || out.Replied != c.Replied {
			t.Errorf("%s: got %+v, want %+v", c.Name, out, c)
		}
	}
}

func TestRefusedWhoeverIsNoActiveMember(t *testing.T) {
	l := New(openTest(t))
	n := 0
	for kind := range rules {
		for _, who := range []string{"gone", "stranger"} {
			n++
			act := in(kind, who, 0)
			act.Target, act.Due = "kari", 1
			got, _, err := l.do(opID(n), "x", act, 1000)
			if err != nil || got.OK || got.Holder != "" || got.Fence != 0 || got.Replied != 0 {
				t.Errorf("%s by %s: %+v, %v; want a refused row", kind, who, got, err)
			}
		}
	}
}

func TestSomeKindsNeedALeadNow(t *testing.T) {
	for kind := range ledgertest.ForLeads {
		db := openTest(t)
		l, n := New(db), 0
		for _, c := range []struct {
			who, role string
			ok        bool
		}{{"per", "staff", false}, {"lise", "lead", true}, {"adam", "admin", true}, {"lise", "staff", false}} {
			n++
			setMember(db, ledgertest.Person{ID: c.who, Role: c.role, Active: true})
			act := in(kind, c.who, 0)
			act.Target = "kari"
			if got, _, err := l.do(opID(n), "x", act, 0); got.OK != c.ok || err != nil {
				t.Errorf("%s by %s, now %s: %+v, %v", kind, c.who, c.role, got, err)
			}
		}
	}
}

func TestTargetsAreActiveMembers(t *testing.T) {
	l, n := New(openTest(t)), 1
	l.do(opID(n), "x", in("claim", "lise", 0), 0)
	for kind := range ledgertest.Targeted {
		for _, target := range []string{"gone", "stranger", ""} {
			n++
			act := in(kind, "lise", 1)
			act.Target = target
			if got, _, err := l.do(opID(n), "x", act, 1000); got.OK || got.Holder != "lise" || err != nil {
				t.Errorf("%s to %q: %+v, %v", kind, target, got, err)
			}
		}
	}
}
