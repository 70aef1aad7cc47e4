package desk

import (
	"testing"

	"porchlight/wasm/wire"
)

// A claim that ran out goes back to the queue and the lead hears of it: once, and nobody
// else does.
func TestALeadHearsOfAClaimThatRanOut(t *testing.T) {
	head := func(change func(*wire.Head)) wire.Head {
		h := wire.Head{Conversation: wire.Conversation{Key: "k"}, Conv: "c", Seq: 3, Fence: 1, Holder: "per", ExpiresMs: srvNow - 1}
		if change != nil {
			change(&h)
		}
		return h
	}
	pull := func(role string, h wire.Head, more bool) wire.Settled {
		return Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Role: role, Cursor: wire.Cursor{Epoch: "e", Seq: 3},
			Heads: []wire.Head{h}, Changes: &wire.Changes{ServerNowMs: srvNow, Epoch: "e", Cursor: 3, More: more}})
	}
	for _, c := range []struct {
		name, role string
		head       wire.Head
		more, told bool
	}{
		{"a lead", "lead", head(nil), false, true},
		{"an admin", "admin", head(nil), false, true},
		{"staff", "staff", head(nil), false, false},
		{"nobody knows whom", "", head(nil), false, false},
		{"it still runs", "lead", head(func(h *wire.Head) { h.ExpiresMs = srvNow + 1 }), false, false},
		{"the lead's own", "lead", head(func(h *wire.Head) { h.Holder = "me" }), false, false},
		{"nobody has it", "lead", head(func(h *wire.Head) { h.Holder = "" }), false, false},
		{"it was answered", "lead", head(func(h *wire.Head) { h.Outcome = "answered" }), false, false},
		{"it is another by now", "lead", head(func(h *wire.Head) { h.SameAs = "d" }), false, false},
		{"a promise", "lead", head(func(h *wire.Head) { h.Matter = &wire.Matter{} }), false, false},
		{"long ago", "lead", head(func(h *wire.Head) { h.ExpiresMs = srvNow - newsMs }), false, false},
		{"there is more to read", "lead", head(nil), true, false},
	} {
		d := pull(c.role, c.head, c.more)
		if told := len(d.Notices) > 0; told != c.told || told && (d.Notices[0].Code != "expired" || d.Notices[0].Who != "per" || d.Notices[0].Key != "k") {
			t.Errorf("%s: %+v", c.name, d.Notices)
		}
	}
	once := pull("lead", head(nil), false)
	if again := pull("lead", once.Heads[0], false); len(again.Notices) > 0 || len(again.Heads) > 0 {
		t.Errorf("told again: %+v", again)
	}
	next := once.Heads[0]
	next.Fence, next.ExpiresMs = 2, srvNow-1+ttl
	if d := pull("lead", next, false); len(d.Notices) > 0 {
		t.Errorf("the next claim still runs: %+v", d.Notices)
	}
	if next.ExpiresMs = srvNow - 2; len(pull("lead", next, false).Notices) != 1 {
		t.Error("nothing is told of the next claim")
	}
}
