package desk

import (
	"encoding/json"
	"testing"

	"porchlight/wasm/wire"
)

const (
	sentAt  = int64(5_000_000)
	heardAt = sentAt + 8_000
	srvNow  = int64(9_000_000)
)

// answer settles results and changes for "me", with one op of the kind inflight for "k".
func answer(kind string, known *wire.Head, r *wire.OpResult, more bool, changes ...wire.Change) wire.Settled {
	s := wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Cursor: wire.Cursor{Epoch: "e", Seq: 3}}
	if known != nil {
		known.Key, known.Conv = "k", "c"
		s.Heads = []wire.Head{*known}
	}
	s.Ops = &wire.OpsAnswer{ServerNowMs: srvNow, Epoch: "e", Cursor: 20, More: more, Changes: changes}
	if r != nil {
		r.OpID, r.Conv = "1", "c"
		s.Ops.Results = []wire.OpResult{*r}
		op := queuedOp("1", kind, "k", sentAt)
		op.State, op.Bytes = inflight, "{}"
		s.Outbox = []wire.OutboxOp{op}
	}
	return Settle(s)
}

func change(seq int64, kind, actor, holder string, fence, expires int64) wire.Change {
	return wire.Change{Seq: seq, OK: true, Conv: "c", Kind: kind, Actor: actor, Holder: holder, Fence: fence, ExpiresMs: expires,
		AtMs: srvNow, Conversation: wire.Conversation{Key: "k"}}
}

func stateAfter(d wire.Settled) wire.State {
	return View(wire.View{NowMs: heardAt, OffsetMs: d.OffsetMs, Me: "me", Role: "staff", Heads: d.Heads, Keys: []string{"k"}}).Looks[0].State
}

// The own deadline counts from before the send, and ends a fifth early.
func TestDeadline(t *testing.T) {
	d := answer("claim", nil, &wire.OpResult{Seq: 4, OK: true, Fence: 1, Holder: "me", AtMs: srvNow, ExpiresMs: srvNow + ttl}, false)
	if got, want := d.Heads[0].MineUntil, sentAt+ttl-ttl/5; got != want {
		t.Errorf("mine until %d, want %d", got, want)
	}
	if d.OffsetMs != srvNow-(sentAt+heardAt)/2 || d.Heads[0].VerifiedMs != heardAt {
		t.Errorf("offset %d, verified %d", d.OffsetMs, d.Heads[0].VerifiedMs)
	}
	if len(d.Done) != 1 || stateAfter(d) != wire.Mine || d.Changed[0] != "k" || d.Cursor.Seq != 20 {
		t.Errorf("%+v", d)
	}
}

// Given on Friday for half an hour of business time, it is mine until Monday but for
// three minutes.
func TestDeadlineOfAnOwner(t *testing.T) {
	const weekend = 64 * 3_600_000
	d := answer("", nil, nil, false, change(4, "assign", "lea", "me", 1, srvNow+weekend))
	if got, want := d.Heads[0].MineUntil, sentAt+weekend-3*60_000; got != want || stateAfter(d) != wire.Mine {
		t.Errorf("mine until %d, want %d: %s", got, want, stateAfter(d))
	}
}

func TestSlowAnswerConfirmsNothing(t *testing.T) {
	s := wire.Settle{NowMs: sentAt + jumpMs + 1, SentMs: sentAt, Me: "me", Changes: &wire.Changes{ServerNowMs: srvNow, Epoch: "e",
		Changes: []wire.Change{change(4, "claim", "me", "me", 1, srvNow+ttl)}}}
	if d := Settle(s); d.Heads[0].MineUntil != 0 || d.Next != more {
		t.Errorf("after a sleep: %+v", d)
	}
	s.NowMs = sentAt - 1
	if d := Settle(s); d.Heads[0].MineUntil != 0 || d.Next != more {
		t.Errorf("after a clock was set back: %+v", d)
	}
}

// A replay is history.
func TestReplays(t *testing.T) {
	ok := func(seq, expires int64) *wire.OpResult {
		return &wire.OpResult{Replay: true, Seq: seq, OK: true, Fence: 1, Holder: "me", AtMs: srvNow - 60_000, ExpiresMs: expires}
	}
	taken := change(9, "takeover", "lea", "lea", 2, srvNow+ttl)
	for _, c := range []struct {
		name  string
		known *wire.Head
		r     *wire.OpResult
		more  bool
		feed  []wire.Change
		want  wire.State
	}{
		{"still true", nil, ok(4, srvNow+ttl), false, nil, wire.Mine},
		{"older than what is known", &wire.Head{Seq: 9, Fence: 2, Holder: "lea", ExpiresMs: srvNow + ttl}, ok(4, srvNow+ttl), false, nil, wire.Theirs},
		{"taken since, in the same answer", nil, ok(4, srvNow+ttl), false, []wire.Change{taken}, wire.Lost},
		{"more to come", nil, ok(4, srvNow+ttl), true, nil, wire.Unverified},
		{"ran out since", nil, ok(4, srvNow-1), false, nil, wire.Free},
	} {
		d := answer("claim", c.known, c.r, c.more, c.feed...)
		if c.known != nil && len(d.Heads) == 0 {
			d.Heads = []wire.Head{*c.known}
		}
		if got := stateAfter(d); got != c.want || len(d.Done) != 1 {
			t.Errorf("%s: %s, done %v; want %s", c.name, got, d.Done, c.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	theirs := wire.OpResult{Seq: 4, Fence: 1, Holder: "bjorn", AtMs: srvNow, ExpiresMs: srvNow + ttl}
	free := wire.OpResult{Seq: 4, Fence: 1, AtMs: srvNow}
	mineNow := wire.OpResult{Seq: 4, Fence: 2, Holder: "me", AtMs: srvNow, ExpiresMs: srvNow + ttl}
	was := func() *wire.Head { return &wire.Head{Seq: 3, Fence: 1, Holder: "me", ExpiresMs: srvNow + ttl} }
	for _, c := range []struct {
		name, kind string
		known      *wire.Head
		r          wire.OpResult
		notice     string
		who        string
		state      wire.State
	}{
		{"the other was first", "claim", nil, theirs, "lost", "bjorn", wire.Lost},
		{"renewed too late", "renew", was(), theirs, "lost", "bjorn", wire.Lost},
		{"renewed what is gone", "renew", was(), free, "refused", "", wire.Free},
		{"released what is gone", "release", was(), theirs, "", "", wire.Lost},
		{"released under an old fence", "release", was(), mineNow, "refused", "", wire.Mine},
		{"no longer a member", "reply", nil, free, "refused", "", wire.Free},
	} {
		d := answer(c.kind, c.known, &c.r, false)
		notice, who := "", ""
		if len(d.Notices) > 0 {
			notice, who = d.Notices[0].Code, d.Notices[0].Who
		}
		if notice != c.notice || who != c.who || stateAfter(d) != c.state || len(d.Done) != 1 {
			t.Errorf("%s: notices %+v, state %s, done %v", c.name, d.Notices, stateAfter(d), d.Done)
		}
	}
}

func TestTakenFromMe(t *testing.T) {
	known := &wire.Head{Seq: 3, Fence: 1, Holder: "me", ExpiresMs: srvNow + ttl}
	d := answer("", known, nil, false, change(4, "takeover", "lea", "lea", 2, srvNow+ttl))
	if stateAfter(d) != wire.Lost || len(d.Notices) != 1 || d.Notices[0].Who != "lea" {
		t.Errorf("taken over: %s, %+v", stateAfter(d), d.Notices)
	}
	d = answer("", known, nil, false, change(4, "handoff", "me", "lea", 2, srvNow+ttl))
	if stateAfter(d) != wire.Theirs || len(d.Notices) != 0 {
		t.Errorf("handed over from another device of mine: %s, %+v", stateAfter(d), d.Notices)
	}
	d = answer("", known, nil, false, change(4, "takeover", "lea", "lea", 2, srvNow+ttl), change(5, "release", "lea", "", 2, 0))
	if stateAfter(d) != wire.Free {
		t.Errorf("taken over and released: %s", stateAfter(d))
	}
}

// The table of reply rows in section 5.
func TestReplyCollisions(t *testing.T) {
	reply := func(actor string, inLease bool, holder string, replied int64) wire.Change {
		c := change(4, "reply", actor, holder, 1, srvNow+ttl)
		c.InLease, c.Replied, c.Body = inLease, replied, json.RawMessage(`{"link":"https://x.example/r"}`)
		return c
	}
	for _, c := range []struct {
		name  string
		known *wire.Head
		own   bool
		row   wire.Change
		who   string
	}{
		{"as it should be", &wire.Head{Seq: 3}, true, reply("me", true, "", 1), ""},
		{"mine into theirs", &wire.Head{Seq: 3}, true, reply("me", false, "bjorn", 1), "bjorn"},
		{"theirs into mine", &wire.Head{Seq: 3}, false, reply("bjorn", false, "me", 1), "bjorn"},
		{"theirs into somebody's", &wire.Head{Seq: 3}, false, reply("bjorn", false, "lea", 1), ""},
		{"mine without a claim", &wire.Head{Seq: 3}, true, reply("me", false, "", 1), ""},
		{"mine after theirs", &wire.Head{Seq: 3, RepliedBy: "bjorn"}, true, reply("me", true, "", 2), "bjorn"},
		{"theirs after mine", &wire.Head{Seq: 3, RepliedBy: "me"}, false, reply("bjorn", true, "", 2), "bjorn"},
		{"my follow-up", &wire.Head{Seq: 3, RepliedBy: "me"}, true, reply("me", true, "", 2), ""},
		{"mine from another device", &wire.Head{Seq: 3, RepliedBy: "bjorn"}, false, reply("me", true, "", 2), ""},
	} {
		var r *wire.OpResult
		if c.own {
			r = &wire.OpResult{Seq: 4, OK: true, Holder: c.row.Holder, InLease: c.row.InLease, Replied: c.row.Replied, AtMs: srvNow, ExpiresMs: c.row.ExpiresMs}
		}
		d := answer("reply", c.known, r, false, c.row)
		who := ""
		for _, n := range d.Notices {
			who += n.Who
		}
		if who != c.who || d.Heads[0].RepliedBy != c.row.Actor || d.Heads[0].ReplyLink != "https://x.example/r" {
			t.Errorf("%s: notices %+v, head %+v; want %q told", c.name, d.Notices, d.Heads[0], c.who)
		}
	}
}
