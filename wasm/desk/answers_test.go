package desk

import (
	"testing"

	"porchlight/wasm/wire"
)

// Rule 9.10: what each kind of answer does to the outbox, the cursor and the heads.
func TestStatuses(t *testing.T) {
	for _, c := range []struct {
		status      int
		next, state string
		wipe        bool
	}{
		{0, retry, queued, false}, {408, retry, queued, false}, {429, retry, queued, false}, {404, retry, queued, false},
		{500, retry, queued, false}, {502, retry, queued, false}, {503, retry, queued, false},
		{401, signin, queued, false}, {403, signin, queued, false},
		{410, snapshot, queued, true},
		{400, idle, parked, false}, {413, idle, parked, false}, {422, idle, parked, false},
	} {
		op := queuedOp("1", "reply", "k", 1)
		op.State, op.Bytes = inflight, "{}"
		d := Settle(wire.Settle{NowMs: 2, SentMs: 1, Me: "me", Status: &c.status, Code: "why", Outbox: []wire.OutboxOp{op}, Cursor: wire.Cursor{Epoch: "e", Seq: 7}})
		if d.Next != c.next || d.Wipe != c.wipe || len(d.Done) != 0 || len(d.Parked) != 1 || d.Cursor != (wire.Cursor{Epoch: "e", Seq: 7}) {
			t.Errorf("%d: %+v", c.status, d)
			continue
		}
		if p := d.Parked[0]; p.State != c.state || p.Bytes != "{}" || (c.state == parked) != (len(d.Notices) == 1) || (c.state == parked) != (p.Problem == "why") {
			t.Errorf("%d: the op is %+v, notices %+v", c.status, p, d.Notices)
		}
	}
}

func TestResultsWithoutARow(t *testing.T) {
	for _, code := range []string{"mismatch", "clock", "invalid"} {
		d := answer("claim", nil, &wire.OpResult{Code: code}, false)
		if len(d.Parked) != 1 || d.Parked[0].State != parked || d.Parked[0].Problem != code || len(d.Done) != 0 || len(d.Notices) != 1 {
			t.Errorf("%s: %+v", code, d)
		}
	}
	d := Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Outbox: []wire.OutboxOp{{OpID: "1", State: inflight, Bytes: "{}"}},
		Ops: &wire.OpsAnswer{ServerNowMs: srvNow, Epoch: "e", More: true}})
	if len(d.Parked) != 1 || d.Parked[0].State != queued || d.Next != retry {
		t.Errorf("an op that the answer passes over: %+v", d)
	}
}

func TestCursor(t *testing.T) {
	at := wire.Cursor{Epoch: "e", Seq: 7}
	settle := func(c wire.Changes) wire.Settled {
		c.ServerNowMs = srvNow
		return Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Cursor: at, Changes: &c,
			Heads: []wire.Head{{Conversation: wire.Conversation{Key: "k"}, Conv: "c", Seq: 7, Holder: "me", ExpiresMs: srvNow + ttl}}})
	}
	if d := settle(wire.Changes{Epoch: "e", Cursor: 6}); d.Cursor != at || d.Next != idle {
		t.Errorf("a cursor moved back: %+v", d)
	}
	if d := settle(wire.Changes{Epoch: "e", Cursor: 9, More: true}); d.Cursor.Seq != 9 || d.Next != more || len(d.Heads) != 0 {
		t.Errorf("more to come: %+v", d)
	}
	if d := settle(wire.Changes{Epoch: "e", Cursor: 9}); len(d.Heads) != 1 || d.Heads[0].MineUntil == 0 {
		t.Errorf("a complete answer confirms what is mine: %+v", d)
	}
	d := settle(wire.Changes{Epoch: "f", Cursor: 9, Changes: []wire.Change{change(9, "claim", "me", "me", 1, srvNow+ttl)}})
	if !d.Wipe || d.Next != snapshot || len(d.Heads) != 0 || d.Cursor.Epoch == "e" || d.Cursor.Epoch == "f" || len(d.Changed) != 1 {
		t.Errorf("a new epoch: %+v", d)
	}
}

// Ops are executed even when the cursor is unusable.
func TestResyncKeepsResults(t *testing.T) {
	for _, a := range []wire.OpsAnswer{{Epoch: "e", Resync: true}, {Epoch: "f", Resync: true}, {Epoch: "f"}} {
		a.ServerNowMs = srvNow
		a.Results = []wire.OpResult{{OpID: "1", Seq: 4, OK: true, Conv: "c", Fence: 1, Holder: "me", AtMs: srvNow, ExpiresMs: srvNow + ttl}}
		d := Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Cursor: wire.Cursor{Epoch: "e", Seq: 3}, Ops: &a,
			Outbox: []wire.OutboxOp{queuedOp("1", "claim", "k", sentAt)}})
		if !d.Wipe || d.Next != snapshot || len(d.Done) != 1 || stateAfter(d) != wire.Mine {
			t.Errorf("%+v: %+v", a, d)
		}
	}
}

// A worker that dies between two pages has a cursor that no server knows.
func TestSnapshotInPages(t *testing.T) {
	head := func(conv string, seq int64, holder string) wire.Change {
		c := change(seq, "claim", holder, holder, 1, srvNow+ttl)
		c.Conv, c.Conversation.Key = conv, "key-"+conv
		return c
	}
	reply := head("a", 2, "")
	reply.Kind, reply.Actor, reply.Replied = "reply", "bjorn", 1
	first := Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Cursor: wire.Cursor{Epoch: "old", Seq: 99}, First: true,
		Heads:    []wire.Head{{Conversation: wire.Conversation{Key: "gone"}, Seq: 50}},
		Snapshot: &wire.Snapshot{ServerNowMs: srvNow, Epoch: "e", AsOf: 12, Next: "a", Heads: []wire.Change{head("a", 5, "me")}, Replies: []wire.Change{reply}}})
	if !first.Wipe || first.Next != snapshot || first.After != "a" || first.Cursor.Epoch == "e" || len(first.Heads) != 1 || len(first.Notices) != 0 {
		t.Fatalf("first page: %+v", first)
	}
	if h := first.Heads[0]; h.Seq != 5 || h.RepliedBy != "bjorn" || h.MineUntil == 0 || first.Changed[0] != "gone" {
		t.Errorf("its head: %+v, changed %v", h, first.Changed)
	}
	page := wire.Snapshot{ServerNowMs: srvNow, Epoch: "e", AsOf: 15, Heads: []wire.Change{head("b", 14, "lea")}}
	last := Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Cursor: first.Cursor, Snapshot: &page})
	if last.Wipe || last.Next != more || last.Cursor != (wire.Cursor{Epoch: "e", Seq: 12}) || len(last.Heads) != 1 {
		t.Errorf("last page: %+v", last)
	}
	page.Epoch = "restored"
	if d := Settle(wire.Settle{Cursor: first.Cursor, Snapshot: &page}); !d.Wipe || d.Next != more || len(d.Heads) != 0 || d.Cursor.Epoch == "restored" {
		t.Errorf("restored between two pages: %+v", d)
	}
}

func TestErased(t *testing.T) {
	gone := change(4, "release", "me", "", 1, 0)
	gone.Conversation = wire.Conversation{}
	if d := answer("", nil, nil, false, gone); len(d.Heads) != 0 || d.Cursor.Seq != 20 {
		t.Errorf("erased before it was known: %+v", d)
	}
	known := &wire.Head{Conversation: wire.Conversation{Link: "https://x.example/1", Author: "kari"}, Seq: 3}
	if h := answer("", known, nil, false, gone).Heads[0]; h.Key != "k" || h.Link != "" || h.Author != "" {
		t.Errorf("erased: %+v", h)
	}
}

func TestOldStoriesAreNotTold(t *testing.T) {
	old := change(4, "takeover", "lea", "lea", 2, srvNow+ttl)
	old.AtMs = srvNow - newsMs - 1
	if d := answer("", &wire.Head{Seq: 3, Holder: "me", ExpiresMs: srvNow + ttl}, nil, false, old); len(d.Notices) != 0 {
		t.Errorf("told %+v", d.Notices)
	}
}
