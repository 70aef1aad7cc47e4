package servertest

// What became of a conversation: every browser hears it in the row, in the feed and in
// the snapshot, and it stays until somebody says something else.

import (
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

func outcomes(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	t.Run("what a reply was like", func(t *testing.T) { sketched(t, h) })
	answer := newOp(wire.OpReopen, "1", 0)
	answer.ReplyLink = "https://news.ycombinator.com/item?id=99"
	for i, step := range []struct {
		by   *device
		op   wire.OpIn
		ok   bool
		want string
	}{
		{kari, newOp(wire.OpReopen, "1", 0), false, ""},
		{kari, newOp(wire.OpRaise, "1", 0), true, ""},
		{kari, newOp(wire.OpClaim, "1", 0), true, ""},
		{kari, filled(newOp(wire.OpRefuse, "1", 1)), true, "refused"},
		{per, newOp(wire.OpRaise, "1", 0), false, "refused"},
		{per, newOp(wire.OpClaim, "1", 0), true, "refused"},
		{per, newOp(wire.OpRelease, "1", 2), true, "refused"},
		{per, newOp(wire.OpReply, "1", 2), true, "answered"},
		{kari, answer, true, "reopened"},
		{per, newOp(wire.OpReopen, "1", 0), false, "reopened"}, // both saw the new answer
		{per, newOp(wire.OpListened, "1", 0), true, "listened"},
		{kari, filled(newOp(wire.OpNotAboutUs, "1", 0)), true, "notAboutUs"},
		{per, newOp(wire.OpRaise, "1", 0), false, "notAboutUs"},
		{per, filled(newOp(wire.OpAboutUs, "1", 0)), true, "reopened"},
		{per, filled(newOp(wire.OpNotAboutUs, "1", 0)), true, "notAboutUs"},
	} {
		r := step.by.post(step.op).Results[0]
		if r.OK != step.ok || r.Outcome != step.want || r.Holder != "" && step.op.Kind != wire.OpClaim {
			t.Errorf("step %d, %s: %+v, want %v %q", i, step.op.Kind, r, step.ok, step.want)
		}
	}
	var fed wire.Changes
	per.changes("", 0).into(t, &fed)
	reopened := fed.Changes[8]
	if reopened.Outcome != "reopened" || string(reopened.Body) != `{"link":"https://news.ycombinator.com/item?id=99"}` {
		t.Errorf("the feed tells %+v", reopened)
	}
	var s wire.Snapshot
	per.ask("GET", "/snapshot", nil).into(t, &s)
	if len(s.Heads) != 1 || s.Heads[0].Outcome != "notAboutUs" || len(s.Replies) != 6 || s.Heads[0].Replied != 1 {
		t.Errorf("the snapshot tells %+v", s.Heads)
	}
}

// sketched: a reply may tell by which sketch its text is known again, and nothing more of it.
func sketched(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari := m.join(m.first)
	for sketch, code := range map[string]string{"YWJjZGVm": "", "abc": "invalid", "a text": "invalid", strings.Repeat("abcd", 65): "invalid"} {
		o := filled(newOp(wire.OpReply, "sketched", 0))
		o.ReplyLink, o.Fact = "https://square.example/#p112", &wire.Fact{Sketch: sketch}
		var out wire.OpsAnswer
		kari.doSloppy(opsIn("", 0, o)).into(t, &out)
		if r := out.Results[0]; r.Code != code {
			t.Errorf("%.20q: answered %+v, want %q", sketch, r, code)
		}
		if code != "" {
			continue
		}
		want := `{"link":"https://square.example/#p112","sketch":"YWJjZGVm"}`
		if last := out.Changes[len(out.Changes)-1]; string(last.Body) != want {
			t.Errorf("told as %s, want %s", last.Body, want)
		}
	}
}
