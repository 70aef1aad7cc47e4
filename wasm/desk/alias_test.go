package desk

import (
	"encoding/json"
	"testing"

	"porchlight/wasm/wire"
)

// merged are the rows of an alias by which late is early, held by who.
func merged(seq int64, actor, who string) []wire.Change {
	root, pointer := change(seq, "alias", actor, who, 3, srvNow+ttl), change(seq+1, "aliased", actor, who, 3, srvNow+ttl)
	root.Conv, root.Conversation.Key, root.Replied = "early", "e", 2
	pointer.Conv, pointer.Conversation.Key, pointer.Body, pointer.Replied = "late", "l", []byte(`{"to":"early"}`), 2
	return []wire.Change{root, pointer}
}

func headOf(conv, key, holder string) wire.Head {
	h := wire.Head{Conversation: wire.Conversation{Key: key}, Conv: conv, Seq: 3, Fence: 1, Holder: holder, ExpiresMs: srvNow + ttl, SinceMs: 1}
	if conv == "late" {
		h.RepliedBy, h.RepliedMs = "lea", 2
	}
	return h
}

// Both keys look alike from then on, whoever held which, and who lost hears it.
func TestAliases(t *testing.T) {
	for _, c := range []struct {
		name        string
		early, late string // holders before
		who, actor  string
		state       wire.State
		notice      string
	}{
		{"nobody had either", "", "", "", "bjorn", wire.Answered, ""},
		{"mine survives", "me", "bjorn", "me", "bjorn", wire.Mine, ""},
		{"mine on the later survives", "bjorn", "me", "me", "bjorn", wire.Mine, ""},
		{"another's survives", "lea", "bjorn", "lea", "bjorn", wire.Theirs, ""},
		{"I lose the later", "bjorn", "me", "bjorn", "lea", wire.Lost, "lost l"},
		{"I lose the earlier", "me", "bjorn", "bjorn", "lea", wire.Lost, "lost e"},
		{"I lose by what my own browser found", "bjorn", "me", "bjorn", "me", wire.Lost, "lost l"},
	} {
		s := wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Heads: []wire.Head{headOf("early", "e", c.early), headOf("late", "l", c.late)},
			Changes: &wire.Changes{ServerNowMs: srvNow, Cursor: 20, Changes: merged(4, c.actor, c.who)}}
		d := Settle(s)
		said := ""
		for _, n := range d.Notices {
			said += n.Code + " " + n.Key
		}
		v := View(wire.View{NowMs: heardAt, OffsetMs: d.OffsetMs, Me: "me", Role: "staff", Heads: d.Heads, Keys: []string{"l", "e"}})
		l, e := v.Looks[0], v.Looks[1]
		if l.State != c.state || e.State != c.state || said != c.notice || l.Key != "l" || l.Replied != 2 || e.RepliedBy != "lea" || l.May != e.May || l.Holder != e.Holder {
			t.Errorf("%s: %+v and %+v, told %q, want %s and %q", c.name, l, e, said, c.state, c.notice)
		}
		if board := View(wire.View{NowMs: heardAt, OffsetMs: d.OffsetMs, Me: "me", Heads: d.Heads}).Looks; len(board) != 1 || board[0].Key != "e" {
			t.Errorf("%s: the board has %+v", c.name, board)
		}
		if f := Flush(wire.Flush{NowMs: heardAt, Heads: d.Heads, Outbox: []wire.OutboxOp{queuedOp("1", "reply", "l", heardAt)}}); fenceIn(t, f) != 3 {
			t.Errorf("%s: sent %s", c.name, f.Body)
		}
	}
}

func fenceIn(t *testing.T, f wire.Flushed) int64 {
	t.Helper()
	var op wire.OpIn
	if err := json.Unmarshal([]byte(f.Inflight[0].Bytes), &op); err != nil {
		t.Fatal(err)
	}
	return op.Fence
}

// What is done to the later is answered in the name of the earlier.
func TestOpsOnAnAlias(t *testing.T) {
	early, late := headOf("early", "e", ""), headOf("late", "l", "")
	late.SameAs = "early"
	claim := queuedOp("1", "claim", "l", heardAt)
	result := wire.OpResult{OpID: "1", Moved: true, Seq: 9, OK: true, Conv: "early", Fence: 4, Holder: "me", AtMs: srvNow, SinceMs: srvNow, ExpiresMs: srvNow + ttl}
	look := func(heads []wire.Head, key string) wire.Look {
		return View(wire.View{NowMs: heardAt, OffsetMs: srvNow - heardAt, Me: "me", Role: "staff", Heads: heads, Keys: []string{key}}).Looks[0]
	}
	d := Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Outbox: []wire.OutboxOp{claim}, Heads: []wire.Head{early, late},
		Ops: &wire.OpsAnswer{ServerNowMs: srvNow, Results: []wire.OpResult{result}}})
	if len(d.Heads) != 1 || d.Heads[0].Key != "e" || look(append(d.Heads, late), "l").State != wire.Mine || len(d.Changed) != 2 {
		t.Errorf("%+v", d)
	}
	// This device has not heard of the alias yet: its own head of the later stays as it was.
	late.SameAs = ""
	d = Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Outbox: []wire.OutboxOp{claim}, Heads: []wire.Head{late},
		Ops: &wire.OpsAnswer{ServerNowMs: srvNow, More: true, Results: []wire.OpResult{result}}})
	if len(d.Heads) != 0 || len(d.Done) != 1 {
		t.Errorf("before the alias was heard of: %+v", d)
	}
	a := Act(wire.Act{NowMs: heardAt, Random: dice, Kind: "alias", Me: "me", Role: "staff", Conversation: wire.Conversation{Key: "l"}, Same: "e"})
	b := Act(wire.Act{NowMs: heardAt, Random: dice, Kind: "alias", Me: "me", Role: "staff", Conversation: wire.Conversation{Key: "l"}, Same: "l"})
	if a.Op == nil || a.Op.Same != "e" || b.Problem == nil {
		t.Errorf("%+v, %+v", a, b)
	}
}
