package servertest

// Two conversations that are one, by two keys of the same post.

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

func newAlias(n, same string) wire.OpIn {
	o := newOp(wire.OpAlias, n, 0)
	o.Same = "hn:" + same
	return o
}

func aliases(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	early, late := kari.op(wire.OpClaim, "early", 0), per.op(wire.OpClaim, "late", 0)
	kari.op(wire.OpReply, "early", 0)
	per.op(wire.OpReply, "late", 0)
	o := newAlias("late", "early")
	r := per.post(o).Results[0]
	if !r.OK || !r.Moved || r.Conv != early.Conv || r.Holder != kari.me.Member.ID || r.Fence != 2 || r.Replied != 2 || r.ExpiresMs != early.ExpiresMs {
		t.Errorf("alias: %+v", r)
	}
	again := per.post(o).Results[0]
	if again.Replay = !again.Replay; again != r {
		t.Errorf("again: %+v, first %+v", again, r)
	}
	other := o
	other.Same = "hn:third"
	if r := per.post(other).Results[0]; r.Code != "mismatch" {
		t.Errorf("the same id with another key: %+v", r)
	}
	var fed wire.Changes
	kari.changes("", 0).into(t, &fed)
	rows := fed.Changes[4:]
	if len(rows) != 2 || rows[0].Kind != "alias" || rows[0].Conv != early.Conv || rows[1].Kind != "aliased" || rows[1].Conv != late.Conv ||
		rows[1].Conversation.Key != "hn:late" || rows[1].Holder != kari.me.Member.ID || string(rows[1].Body) != fmt.Sprintf(`{"to":%q}`, early.Conv) {
		t.Errorf("told as %+v", rows)
	}
	for i, step := range []struct {
		by *device
		op wire.OpIn
		ok bool
	}{
		{per, newOp(wire.OpClaim, "late", 0), false},   // kari has it
		{kari, newOp(wire.OpRelease, "late", 2), true}, // by either key
		{per, newOp(wire.OpClaim, "early", 0), true},
		{per, newAlias("early", "late"), true}, // nothing left to do
		{per, newAlias("third", "late"), true},
		{kari, newOp(wire.OpRefuse, "third", 0), true},
	} {
		r := step.by.post(filled(step.op)).Results[0]
		if r.OK != step.ok || r.Conv != early.Conv || r.Replied != 2 {
			t.Errorf("step %d, %s: %+v", i, step.op.Kind, r)
		}
	}
	var s wire.Snapshot
	kari.ask("GET", "/snapshot", nil).into(t, &s)
	heads := map[string]wire.Change{}
	for _, c := range s.Heads {
		heads[c.Conversation.Key] = c
	}
	if c := heads["hn:early"]; len(heads) != 3 || c.Kind != "refuse" || c.Holder != per.me.Member.ID || c.Fence != 4 {
		t.Errorf("the snapshot tells %+v", s.Heads)
	}
	for _, key := range []string{"hn:late", "hn:third"} {
		if c := heads[key]; c.Kind != "aliased" || string(c.Body) != fmt.Sprintf(`{"to":%q}`, early.Conv) {
			t.Errorf("%s is told as %+v", key, c)
		}
	}
	for says, change := range map[string]func(*wire.OpIn){
		`"same" belongs to an alias`:    func(o *wire.OpIn) { o.Same = "" },
		`and is another key`:            func(o *wire.OpIn) { o.Same = o.Conversation.Key },
		`"same" has control characters`: func(o *wire.OpIn) { o.Same = "a\x00b" },
		`"same" is longer`:              func(o *wire.OpIn) { o.Same = strings.Repeat("s", 2049) },
		`"target"`:                      func(o *wire.OpIn) { o.Target = per.me.Member.ID },
		`unknown kind "aliased"`:        func(o *wire.OpIn) { o.Kind = wire.OpAliased },
		`which needs it`:                func(o *wire.OpIn) { o.Kind = wire.OpClaim },
	} {
		o := newAlias("bad", "worse")
		change(&o)
		var out wire.OpsAnswer
		kari.doSloppy(opsIn("", 0, o)).into(t, &out)
		if r := out.Results[0]; r.Code != "invalid" || !strings.Contains(r.Detail, says) {
			t.Errorf("what shall say %s: %+v", says, r)
		}
	}
	kari.ask("POST", "/ops", opsIn("", 0, newOp(wire.OpClaim, "x", 0), newAlias("y", "x"))).want(t, 400, "invalid")
}
