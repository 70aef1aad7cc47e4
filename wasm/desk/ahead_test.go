package desk

import (
	"testing"

	"porchlight/wasm/wire"
)

// An answer may tell an own row before the feed has come to what lies before it. What a
// promise is, its rows add up to: none of them may be skipped; and who answered last is
// known from history, too.
func TestAnOwnRowAheadOfTheFeed(t *testing.T) {
	settle := func(heads []wire.Head, me string, a *wire.OpsAnswer, c *wire.Changes, ops ...wire.OutboxOp) wire.Settled {
		return Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: me, Cursor: wire.Cursor{Epoch: "e", Seq: 3}, Heads: heads, Ops: a, Changes: c, Outbox: ops})
	}
	told := func(rows ...wire.Change) *wire.Changes {
		return &wire.Changes{ServerNowMs: srvNow, Epoch: "e", Cursor: 20, Changes: rows}
	}
	answered := func(r wire.OpResult) *wire.OpsAnswer {
		r.AtMs = srvNow
		return &wire.OpsAnswer{ServerNowMs: srvNow, Epoch: "e", Cursor: 4, More: true, Results: []wire.OpResult{r}}
	}

	late := wire.Change{Seq: 5, OK: true, Conv: promiseID, Kind: "late", Actor: "lea", Holder: "me", Outcome: promised, AtMs: srvNow, Body: []byte(`{"why":"no stone","due_ms":2}`)}
	kept := wire.Change{Seq: 9, OK: true, Conv: promiseID, Kind: "kept", Actor: "me", Holder: "me", Outcome: "kept", AtMs: srvNow}
	op := wire.OutboxOp{OpID: "2", Kind: "kept", Subject: promiseID}
	d := settle([]wire.Head{*owed("me", promised)}, "me", answered(wire.OpResult{OpID: "2", OK: true, Seq: 9, Conv: promiseID, Outcome: "kept", Holder: "me"}), nil, op)
	if len(d.Done) != 1 || len(d.Heads) != 0 {
		t.Errorf("an own row ahead of the feed: %+v", d)
	}
	d = settle([]wire.Head{*owed("me", promised)}, "me", nil, told(late, kept))
	if m := d.Heads[0].Matter; m.State != "kept" || m.Fact.Why != "no stone" || m.Fact.DueMs != 2 {
		t.Errorf("after the feed: %+v", m)
	}

	reply := change(5, "reply", "bjorn", "", 1, 0)
	reply.Outcome, reply.AtMs, reply.Body = "answered", srvNow-5, []byte(`{"link":"https://x.example/1"}`)
	d = settle(nil, "me", answered(wire.OpResult{OpID: "1", Seq: 9, Conv: "c", Outcome: "answered"}), nil, queuedOp("1", "takeover", "k", sentAt))
	d = settle(d.Heads, "me", nil, told(reply))
	if h := d.Heads[0]; h.Seq != 9 || h.RepliedBy != "bjorn" || h.ReplyLink != "https://x.example/1" || h.OutcomeBy != "bjorn" {
		t.Errorf("a reply before an own row: %+v", h)
	}

	own := change(9, "listened", "me", "", 1, 0)
	own.Outcome = "listened"
	d = settle(nil, "", answered(wire.OpResult{OpID: "1", OK: true, Seq: 9, Conv: "c", Outcome: "listened"}), nil, queuedOp("1", "listened", "k", sentAt))
	d = settle(d.Heads, "me", nil, told(own))
	if h := d.Heads[0]; h.OutcomeBy != "me" {
		t.Errorf("an own row before this device knew whose it is: %+v", h)
	}
}

// Who made a rule again, and not who made it first, which a snapshot does not tell; and
// nobody is not me.
func TestWhoMadeARule(t *testing.T) {
	said := func(seq int64, actor, kind, outcome string) wire.Change {
		return wire.Change{Seq: seq, OK: true, Conv: "rule", Kind: kind, Actor: actor, Outcome: outcome, AtMs: srvNow, Body: []byte(`{"scope":"word","value":"hotell"}`)}
	}
	rows := []wire.Change{said(4, "lea", "notAboutUs", "notAboutUs"), said(5, "bjorn", "aboutUs", "reopened"), said(6, "bjorn", "notAboutUs", "notAboutUs")}
	for name, c := range map[string][]wire.Change{"the feed": rows, "a snapshot": rows[1:]} {
		if m := answer("", nil, nil, false, c...).Heads[0].Matter; m.By != "bjorn" {
			t.Errorf("from %s: %+v", name, m)
		}
	}
	d := Settle(wire.Settle{NowMs: srvNow + ttl, SentMs: srvNow + ttl, Changes: &wire.Changes{ServerNowMs: srvNow, Epoch: "e", Cursor: 20,
		Changes: []wire.Change{change(4, "release", "lea", "", 1, 0)}}})
	if d.Heads[0].MineUntil != 0 {
		t.Errorf("what nobody has is mine: %+v", d.Heads[0])
	}
}
