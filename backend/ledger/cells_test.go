package ledger

// One line for each cell of the table of kinds and states, in the words of the table.

import (
	"testing"

	"porchlight/backend/ledger/ledgertest"
)

// The states as kari sees them; each is made by operations before hers.
type state struct {
	name   string
	before []ledgertest.In
	fence  int64 // the fence she names
	at     int64 // when she acts
}

func in(kind, user string, fence int64) ledgertest.In {
	return ledgertest.In{Kind: kind, User: user, Fence: fence, TTL: 15 * minute}
}

var states = []state{
	{"free", nil, 0, 1000},
	{"mine", []ledgertest.In{in("claim", "kari", 0)}, 1, 2 * minute},
	{"mine old fence", []ledgertest.In{in("claim", "kari", 0), in("release", "kari", 1), in("claim", "kari", 0)}, 1, 2 * minute},
	{"mine over", []ledgertest.In{in("claim", "kari", 0)}, 1, 20 * minute},
	{"theirs", []ledgertest.In{in("claim", "per", 0)}, 1, 2 * minute},
	{"theirs over", []ledgertest.In{in("claim", "per", 0)}, 1, 20 * minute},
}

type cell struct {
	ok, inLease bool
	holder      string
	fence       int64
	kept        int64 // expires, when the claim stays; 0 when it ends
}

// All claims above were made at time 0: their leases end at 15 min. A new grant at
// time at ends at at + 15 min.
var cells = map[string]map[string]cell{
	"claim": {
		"free":           {true, false, "kari", 1, 1000 + 15*minute},
		"mine":           {true, true, "kari", 1, 17 * minute},
		"mine old fence": {true, false, "kari", 2, 17 * minute},
		"mine over":      {true, false, "kari", 2, 35 * minute},
		"theirs":         {false, false, "per", 1, 15 * minute},
		"theirs over":    {true, false, "kari", 2, 35 * minute},
	},
	"renew": {
		"free":           {false, false, "", 0, 0},
		"mine":           {true, true, "kari", 1, 17 * minute},
		"mine old fence": {false, false, "kari", 2, 15 * minute},
		"mine over":      {false, false, "kari", 1, 15 * minute},
		"theirs":         {false, false, "per", 1, 15 * minute},
		"theirs over":    {false, false, "per", 1, 15 * minute},
	},
	"release": {
		"free":           {false, false, "", 0, 0},
		"mine":           {true, true, "", 1, 0},
		"mine old fence": {false, false, "kari", 2, 15 * minute},
		"mine over":      {true, false, "", 1, 0},
		"theirs":         {false, false, "per", 1, 15 * minute},
		"theirs over":    {false, false, "per", 1, 15 * minute},
	},
	"handoff": { // to lise
		"free":           {false, false, "", 0, 0},
		"mine":           {true, true, "lise", 2, 17 * minute},
		"mine old fence": {false, false, "kari", 2, 15 * minute},
		"mine over":      {false, false, "kari", 1, 15 * minute},
		"theirs":         {false, false, "per", 1, 15 * minute},
		"theirs over":    {false, false, "per", 1, 15 * minute},
	},
	"takeover": { // kari is made a lead for it
		"free":           {true, false, "kari", 1, 1000 + 15*minute},
		"mine":           {true, true, "kari", 2, 17 * minute},
		"mine old fence": {true, false, "kari", 3, 17 * minute},
		"mine over":      {true, false, "kari", 2, 35 * minute},
		"theirs":         {true, false, "kari", 2, 17 * minute},
		"theirs over":    {true, false, "kari", 2, 35 * minute},
	},
	"reply": {
		"free":           {true, false, "", 0, 0},
		"mine":           {true, true, "", 1, 0},
		"mine old fence": {true, false, "kari", 2, 15 * minute},
		"mine over":      {true, false, "", 1, 0},
		"theirs":         {true, false, "per", 1, 15 * minute},
		"theirs over":    {true, false, "per", 1, 15 * minute},
	},
}

func TestKindsInStates(t *testing.T) {
	db := openTest(t)
	l, n := New(db), 0
	for kind, row := range cells {
		for _, s := range states {
			want, told := row[s.name]
			if !told {
				t.Fatalf("no cell for %s in %s", kind, s.name)
			}
			role := "staff"
			if kind == "takeover" {
				role = "lead"
			}
			setMember(db, ledgertest.Person{ID: "kari", Role: role, Active: true})
			subject := kind + " " + s.name
			for _, before := range s.before {
				n++
				if _, _, err := l.do(opID(n), subject, before, 0); err != nil {
					t.Fatal(err)
				}
			}
			n++
			act := in(kind, "kari", s.fence)
			if kind == "handoff" {
				act.Target = "lise"
			}
			got, _, err := l.do(opID(n), subject, act, s.at)
			if err != nil {
				t.Fatal(err)
			}
			if is := (cell{got.OK, got.InLease, got.Holder, got.Fence, got.Expires}); is != want {
				t.Errorf("%s in %s: got %+v, want %+v", kind, s.name, is, want)
			}
		}
	}
}

func TestRefusedWhoeverIsNoActiveMember(t *testing.T) {
	l := New(openTest(t))
	n := 0
	for kind := range cells {
		for _, who := range []string{"gone", "stranger"} {
			n++
			act := in(kind, who, 0)
			act.Target = "kari"
			got, _, err := l.do(opID(n), "x", act, 1000)
			if err != nil || got.OK || got.Holder != "" || got.Fence != 0 || got.Replied != 0 {
				t.Errorf("%s by %s: %+v, %v; want a refused row", kind, who, got, err)
			}
		}
	}
}

func TestTakeoverNeedsALeadNow(t *testing.T) {
	db := openTest(t)
	l := New(db)
	if got, _, _ := l.do(opID(1), "x", in("takeover", "per", 0), 0); got.OK {
		t.Errorf("staff took over: %+v", got)
	}
	if got, _, _ := l.do(opID(2), "x", in("takeover", "lise", 0), 0); !got.OK {
		t.Errorf("a lead could not take over: %+v", got)
	}
	setMember(db, ledgertest.Person{ID: "lise", Role: "staff", Active: true})
	if got, _, _ := l.do(opID(3), "x", in("takeover", "lise", 0), 0); got.OK {
		t.Errorf("took over just after losing the role: %+v", got)
	}
}

func TestHandoffNeedsAnActiveTarget(t *testing.T) {
	l := New(openTest(t))
	l.do(opID(1), "x", in("claim", "kari", 0), 0)
	for i, target := range []string{"gone", "stranger"} {
		act := in("handoff", "kari", 1)
		act.Target = target
		if got, _, _ := l.do(opID(2+i), "x", act, 1000); got.OK || got.Holder != "kari" {
			t.Errorf("handoff to %s: %+v", target, got)
		}
	}
}
