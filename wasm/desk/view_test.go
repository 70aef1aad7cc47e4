package desk

import (
	"testing"

	"porchlight/wasm/wire"
)

// The table of section 8. Local time is 1,000 s; the server is 100 s ahead.
func TestStates(t *testing.T) {
	const now, offset = 1_000_000, 100_000
	held := func(by string, expires, mineUntil int64) *wire.Head {
		return &wire.Head{Conversation: wire.Conversation{Key: "k"}, Seq: 1, Fence: 1, Holder: by, ExpiresMs: expires,
			MineUntil: mineUntil, VerifiedMs: now - 1000}
	}
	answered := &wire.Head{Conversation: wire.Conversation{Key: "k"}, Replied: 1, RepliedBy: "bjorn", VerifiedMs: now}
	refused := held("", 0, 0)
	refused.Outcome = "refused"
	reopened := held("", 0, 0)
	reopened.Outcome, reopened.Replied = "reopened", 1
	taken := held("bjorn", now+offset+1, 0)
	taken.Outcome = "answered"
	lost := held("bjorn", now+offset+1, 0)
	lost.LostTo = "bjorn"
	again := held("lea", now+offset+1, 0)
	again.LostTo = "bjorn"
	back := held("me", now+offset+60_000, now+50_000)
	back.VerifiedMs = now + jumpMs + 1
	slept := held("me", now+offset-1, now-60_000)
	slept.VerifiedMs = now - 600_000
	asked := held("me", now+offset-1, now-60_000)
	asked.VerifiedMs = now
	held1 := held("me", now+offset+60_000, now+1)
	mineAgain := held("me", now+offset+60_000, now+1)
	mineAgain.Outcome = "answered"
	claim := []wire.OutboxOp{{Kind: wire.OpClaim, State: inflight}}
	for _, c := range []struct {
		name string
		head *wire.Head
		ops  []wire.OutboxOp
		want wire.State
		may  wire.May
	}{
		{"nothing known", nil, nil, wire.Free, wire.May{Claim: true, Settle: true}},
		{"released", held("", 0, 0), nil, wire.Free, wire.May{Claim: true, Settle: true}},
		{"their lease ran out", held("bjorn", now+offset, 0), nil, wire.Free, wire.May{Claim: true, Settle: true}},
		{"claimed, no answer yet", nil, claim, wire.Pending, wire.May{Release: true, Settle: true}},
		{"parked claims do not count", nil, []wire.OutboxOp{{Kind: wire.OpClaim, State: parked}}, wire.Free, wire.May{Claim: true, Settle: true}},
		{"claimed over somebody", held("bjorn", now+offset+1, 0), claim, wire.Pending, wire.May{Release: true, Settle: true}},
		{"accepted", held1, nil, wire.Mine, wire.May{Release: true, Keep: true, Settle: true}},
		{"renewed by a second claim", held1, claim, wire.Mine, wire.May{Release: true, Settle: true}},
		{"given back, no answer yet", held1, []wire.OutboxOp{{Kind: wire.OpRelease}}, wire.Pending, wire.May{}},
		{"own deadline reached", held("me", now+offset+60_000, now), nil, wire.Unverified, wire.May{Release: true, Keep: true, Settle: true}},
		{"claimed again, deadline reached", held("me", now+offset+60_000, now), claim, wire.Pending, wire.May{Release: true, Settle: true}},
		{"clock set back", back, nil, wire.Unverified, wire.May{Release: true, Keep: true, Settle: true}},
		{"slept past the lease", slept, nil, wire.Unverified, wire.May{Claim: true, Settle: true}},
		{"asked after the lease", asked, nil, wire.Free, wire.May{Claim: true, Settle: true}},
		{"another holds", held("bjorn", now+offset+1, 0), nil, wire.Theirs, wire.May{Take: true}},
		{"was mine", lost, nil, wire.Lost, wire.May{Take: true}},
		{"was mine, and went on to a third", again, nil, wire.Theirs, wire.May{Take: true}},
		{"answered", answered, nil, wire.Answered, wire.May{Claim: true, Reopen: true}},
		{"an honest no", refused, nil, wire.Answered, wire.May{Claim: true, Reopen: true}},
		{"reopened", reopened, nil, wire.Free, wire.May{Claim: true, Settle: true}},
		{"reopened, no answer yet", refused, []wire.OutboxOp{{Kind: wire.OpReopen}}, wire.Pending, wire.May{Claim: true}},
		{"listened to, no answer yet", held1, []wire.OutboxOp{{Kind: wire.OpListened}}, wire.Pending, wire.May{}},
		{"refused unclaimed, no answer yet", nil, []wire.OutboxOp{{Kind: wire.OpRefuse}}, wire.Pending, wire.May{}},
		{"a parked refusal", nil, []wire.OutboxOp{{Kind: wire.OpRefuse, State: parked}}, wire.Free, wire.May{Claim: true, Settle: true}},
		{"answered, and mine again", mineAgain, nil, wire.Mine, wire.May{Release: true, Keep: true, Settle: true, Reopen: true}},
		{"answered, and taken again", taken, nil, wire.Theirs, wire.May{Take: true, Reopen: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := wire.View{NowMs: now, OffsetMs: offset, Me: "me", Role: "lead", Keys: []string{"k"}, Outbox: c.ops}
			for i := range v.Outbox {
				v.Outbox[i].Conversation.Key = "k"
			}
			if c.head != nil {
				v.Heads = []wire.Head{*c.head}
			}
			l := View(v).Looks[0]
			l.May.Give, l.May.Raise = false, false // TestHandedOver
			if l.State != c.want || l.May != c.may {
				t.Errorf("%s, may %+v; want %s, %+v", l.State, l.May, c.want, c.may)
			}
			v.Keys = []string{"-"}
			if got := View(v).Looks[0].May; got != (wire.May{}) {
				t.Errorf("a post without an address: may %+v", got)
			}
			v.Keys, v.Role = []string{"k"}, "staff"
			if View(v).Looks[0].May.Take {
				t.Error("staff may take a claim that runs")
			}
			v.Me = ""
			if got := View(v).Looks[0].May; got != (wire.May{}) {
				t.Errorf("nobody may %+v", got)
			}
		})
	}
}

func TestBoardOrder(t *testing.T) {
	const now = 1_000_000
	head := func(key, holder string, expires, at, replied int64) wire.Head {
		return wire.Head{Conversation: wire.Conversation{Key: key}, Holder: holder, ExpiresMs: expires, AtMs: at, Replied: replied, RepliedMs: at}
	}
	due := func(key string, ms int64) wire.Head {
		h := head(key, "", 0, 999, 0)
		h.DueMs = ms
		return h
	}
	listened := head("listened between", "", 0, 0, 0)
	listened.Outcome, listened.OutcomeMs = "listened", 150
	v := View(wire.View{NowMs: now, Me: "me", Role: "staff", Heads: []wire.Head{
		head("answered early", "", 0, 100, 1), head("answered late", "", 0, 200, 1), listened,
		head("claimed long", "bjorn", now+900, 1, 0), head("claimed short", "bjorn", now+100, 1, 0),
		head("released early", "", 0, 200, 0), due("due later", 9000), due("due sooner", 8000),
		head("released late", "", 0, 900, 0), head("expired early", "bjorn", now-1, 300, 0),
	}})
	want := []string{"expired early", "due sooner", "due later", "released early", "released late", "claimed short", "claimed long", "answered late", "listened between", "answered early"}
	for i, l := range v.Looks {
		if l.Key != want[i] {
			t.Errorf("place %d: %q, want %q", i, l.Key, want[i])
		}
	}
	if l := v.Looks[1]; l.DueMs != 8000 {
		t.Errorf("due at %d", l.DueMs)
	}
	if l := v.Looks[0]; l.Holder != "" || l.LastHeld != "bjorn" {
		t.Errorf("an expired claim is held by %q and was by %q", l.Holder, l.LastHeld)
	}
}
