package desk

import (
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

// Rows of kinds that this device has no button for, and of kinds made after it: the
// state columns say all, and nobody is told what did not happen.
func TestKindsOfOthers(t *testing.T) {
	mine := func() *wire.Head {
		return &wire.Head{Seq: 3, Fence: 1, Holder: "me", ExpiresMs: srvNow + ttl, MineUntil: heardAt + ttl}
	}
	for _, c := range []struct {
		name   string
		known  *wire.Head
		row    wire.Change
		state  wire.State
		notice string
	}{
		{"a lead gives mine to another", mine(), change(4, "assign", "lea", "bjorn", 2, srvNow+ttl), wire.Lost, "lost"},
		{"a lead gives it to me", nil, change(4, "assign", "lea", "me", 1, srvNow+ttl), wire.Mine, ""},
		{"a lead gives a free one to another", nil, change(4, "assign", "lea", "bjorn", 1, srvNow+ttl), wire.Theirs, ""},
		{"another gives it back", nil, change(4, "bounce", "bjorn", "", 2, 0), wire.Free, ""},
		{"my other device gives it back", mine(), change(4, "bounce", "me", "", 1, 0), wire.Free, ""},
		{"put on the board", nil, change(4, "raise", "bjorn", "", 0, 0), wire.Free, ""},
		{"a refusal", nil, ended(change(4, "refuse", "bjorn", "", 1, 0), "refused"), wire.Answered, ""},
		{"a refusal while I hold it", mine(), ended(change(4, "refuse", "bjorn", "me", 1, srvNow+ttl), "refused"), wire.Mine, ""},
		{"listened to", nil, ended(change(4, "listened", "bjorn", "", 1, 0), "listened"), wire.Answered, ""},
		{"mine, which I had answered before", mine(), ended(change(4, "note", "bjorn", "me", 1, srvNow+ttl), "answered"), wire.Mine, ""},
		{"reopened", nil, ended(change(4, "reopen", "bjorn", "", 1, 0), "reopened"), wire.Free, ""},
		{"a kind of a later version", mine(), change(4, "frobnicate", "bjorn", "me", 1, srvNow+ttl), wire.Mine, ""},
		{"a later kind that takes mine", mine(), change(4, "frobnicate", "bjorn", "bjorn", 2, srvNow+ttl), wire.Lost, "lost"},
	} {
		c.row.Body = []byte(`{"note":"x","link":3}`) // whatever a body is, it decides nothing
		d := answer("", c.known, nil, false, c.row)
		if got := stateAfter(d); got != c.state {
			t.Errorf("%s: %s, want %s", c.name, got, c.state)
		}
		said := ""
		for _, n := range d.Notices {
			said += n.Code
		}
		if said != c.notice || d.Cursor.Seq != 20 {
			t.Errorf("%s: told %q, want %q; cursor %d", c.name, said, c.notice, d.Cursor.Seq)
		}
	}
}

func ended(c wire.Change, outcome string) wire.Change {
	c.Outcome = outcome
	return c
}

// What a person may write with each kind, who may give a conversation to whom, and that
// only a decision about now is dropped when it is late.
func TestNotesAndWhoHasIt(t *testing.T) {
	held := &wire.Head{Fence: 3, Holder: "me", ExpiresMs: 1000}
	settled := &wire.Head{Outcome: "answered", Replied: 1}
	for _, c := range []struct {
		name, kind, role, target, note string
		head                           *wire.Head
		want                           string
		late                           bool // it is sent however late
	}{
		{"a note", "note", "staff", "", "ask Kari", nil, "note", true},
		{"a note on what another has", "note", "staff", "", "ask Kari", &wire.Head{Holder: "bjorn", ExpiresMs: 1000}, "note", true},
		{"an empty note", "note", "staff", "", " \n", nil, "!invalid", false},
		{"a long note", "note", "staff", "", strings.Repeat("x", 2001), nil, "!too_large", false},
		{"a claim with a note", "claim", "staff", "", "mine", nil, "!invalid", false},
		{"given back", "bounce", "staff", "", "not my field", held, "bounce", true},
		{"given back without a word", "bounce", "staff", "", "", held, "!invalid", false},
		{"given back by another", "bounce", "staff", "", "x", nil, "!not_yours", false},
		{"assigned", "assign", "lead", "bjorn", "for you", nil, "assign", false},
		{"assigned by staff", "assign", "staff", "bjorn", "", nil, "!forbidden", false},
		{"assigned to nobody", "assign", "lead", "", "", nil, "!invalid", false},
		{"handed on with a word", "handoff", "staff", "bjorn", "you know ships", held, "handoff", false},
		{"put on the board", "raise", "staff", "", "", nil, "raise", true},
		{"put on the board, and I have it", "raise", "staff", "", "", held, "!not_yours", false},
		{"put on the board, and it is answered", "raise", "staff", "", "", settled, "!has_outcome", false},
	} {
		got := Act(wire.Act{Random: dice, Kind: c.kind, Me: "me", Role: c.role, Target: c.target, Note: c.note, Head: c.head,
			Conversation: wire.Conversation{Key: "k"}})
		if acted(got) != c.want {
			t.Errorf("%s: %s, want %s", c.name, acted(got), c.want)
		}
		if got.Op == nil {
			continue
		}
		f := Flush(wire.Flush{NowMs: staleMs + 1, Outbox: []wire.OutboxOp{*got.Op}})
		if len(f.Inflight) == 1 != c.late || c.late && c.note != "" && !strings.Contains(f.Body, `"note":"`+c.note+`"`) {
			t.Errorf("%s, late: %+v", c.name, f)
		}
	}
}

// A snapshot tells facts of all kinds beside the heads; the newest reply stays known.
func TestFactsInASnapshot(t *testing.T) {
	reply := change(2, "reply", "lea", "", 1, 0)
	reply.Replied, reply.Body = 1, []byte(`{"link":"https://x.example/1"}`)
	note := change(5, "note", "lea", "bjorn", 2, srvNow+ttl)
	note.Replied, note.Body = 1, []byte(`{"note":"ask Kari"}`)
	refusal := change(3, "refuse", "lea", "", 1, 0)
	refusal.Replied, refusal.Body = 1, []byte(`{"reason":"no"}`)
	d := Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", First: true, Snapshot: &wire.Snapshot{
		ServerNowMs: srvNow, Epoch: "e", AsOf: 5, Heads: []wire.Change{note}, Replies: []wire.Change{note, reply, refusal}}})
	h := d.Heads[0]
	if len(d.Heads) != 1 || h.RepliedBy != "lea" || h.ReplyLink != "https://x.example/1" || h.Holder != "bjorn" || h.Fence != 2 || h.Seq != 5 {
		t.Errorf("%+v", d.Heads)
	}
	if h.OutcomeBy != "lea" || h.Refusal == nil || h.Refusal.Reason != "no" {
		t.Errorf("refused by %q: %+v", h.OutcomeBy, h.Refusal)
	}
	if len(d.Notices) != 0 || stateAfter(d) != wire.Theirs {
		t.Errorf("told %+v, looks %s", d.Notices, stateAfter(d))
	}
}

// Who said last what became of it is known, with the words of a refusal, from the feed and
// from the answer to the own op alone; a claim on top takes nothing away, a reopening
// hides it, and what somebody else says later replaces it.
func TestOutcomeIsTold(t *testing.T) {
	said := wire.Refusal{Reason: "no boat in winter", Instead: "the bus", Decides: "the council"}
	refuse := ended(change(4, "refuse", "bjorn", "", 1, 0), "refused")
	refuse.Body = []byte(`{"reason":"no boat in winter","instead":"the bus","decides":"the council"}`)
	claim := ended(change(5, "claim", "lea", "lea", 2, srvNow+ttl), "refused")
	listened := ended(change(6, "listened", "lea", "", 2, 0), "listened")
	reopened := ended(change(7, "reopen", "me", "", 2, 0), "reopened")
	look := func(d wire.Settled) wire.Look {
		return View(wire.View{NowMs: heardAt, OffsetMs: d.OffsetMs, Me: "me", Role: "staff", Heads: d.Heads}).Looks[0]
	}
	for _, c := range []struct {
		name string
		rows []wire.Change
		by   string
		why  bool
	}{
		{"refused", []wire.Change{refuse}, "bjorn", true},
		{"claimed again", []wire.Change{refuse, claim}, "bjorn", true},
		{"then only listened to", []wire.Change{refuse, claim, listened}, "lea", false},
		{"reopened", []wire.Change{refuse, claim, listened, reopened}, "", false},
	} {
		l := look(answer("", nil, nil, false, c.rows...))
		if l.OutcomeBy != c.by || (l.Refusal != nil) != c.why || c.why && *l.Refusal != said {
			t.Errorf("%s: by %q, %+v", c.name, l.OutcomeBy, l.Refusal)
		}
	}
	op := queuedOp("1", "refuse", "k", heardAt)
	op.Refusal = &said
	d := Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Outbox: []wire.OutboxOp{op}, Ops: &wire.OpsAnswer{ServerNowMs: srvNow, More: true,
		Results: []wire.OpResult{{OpID: "1", Seq: 9, OK: true, Conv: "c", Outcome: "refused", AtMs: srvNow}}}})
	if l := look(d); l.OutcomeBy != "me" || l.Refusal == nil || *l.Refusal != said {
		t.Errorf("from the answer alone: by %q, %+v", l.OutcomeBy, l.Refusal)
	}
}
