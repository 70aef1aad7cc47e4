package desk

import (
	"encoding/json"
	"fmt"
	"testing"

	"porchlight/wasm/wire"
)

func queuedOp(id, kind, key string, made int64) wire.OutboxOp {
	return wire.OutboxOp{OpID: id, Kind: kind, State: queued, MadeMs: made, Conversation: wire.Conversation{Key: key, Names: []string{}}}
}

func sentOps(t *testing.T, f wire.Flushed) []wire.OpIn {
	t.Helper()
	if f.Body == "" {
		return nil
	}
	var body wire.OpsIn
	if err := json.Unmarshal([]byte(f.Body), &body); err != nil {
		t.Fatal(err)
	}
	ops := make([]wire.OpIn, len(body.Ops))
	for i, raw := range body.Ops {
		if err := json.Unmarshal(raw, &ops[i]); err != nil {
			t.Fatal(err)
		}
	}
	return ops
}

func TestFlushSendsTheOldestOfEachConversation(t *testing.T) {
	const now = 1_000_000
	f := wire.Flush{NowMs: now, Cursor: wire.Cursor{Epoch: "e", Seq: 7}, Heads: []wire.Head{{Conversation: wire.Conversation{Key: "a"}, Fence: 5}}}
	f.Outbox = append(f.Outbox, queuedOp("2", "release", "a", now-1), queuedOp("1", "renew", "a", now-2), queuedOp("0", "reply", "p", now))
	f.Outbox[2].State = parked
	for i := range 30 {
		f.Outbox = append(f.Outbox, queuedOp(fmt.Sprintf("x%02d", i), "claim", fmt.Sprintf("x%02d", i), now))
	}
	got := Flush(f)
	ops := sentOps(t, got)
	if len(ops) != 20 || len(got.Inflight) != 20 {
		t.Fatalf("%d ops, %d rows inflight; want 20", len(ops), len(got.Inflight))
	}
	if ops[0].OpID != "1" || ops[0].Fence != 5 || ops[1].OpID != "x00" || ops[1].Fence != 0 {
		t.Errorf("sent %+v, %+v", ops[0], ops[1])
	}
	if row := got.Inflight[0]; row.State != inflight || row.SentMs != now || row.Bytes == "" {
		t.Errorf("stored %+v", row)
	}
}

func TestFlushSendsTheSameBytesAgain(t *testing.T) {
	const now = 1_000_000
	first := Flush(wire.Flush{NowMs: now, Outbox: []wire.OutboxOp{queuedOp("1", "release", "a", now)},
		Heads: []wire.Head{{Conversation: wire.Conversation{Key: "a"}, Fence: 1}}})
	again := Flush(wire.Flush{NowMs: now + 5, Outbox: first.Inflight, Heads: []wire.Head{{Conversation: wire.Conversation{Key: "a"}, Fence: 9}}})
	if again.Inflight[0].Bytes != first.Inflight[0].Bytes || sentOps(t, again)[0].Fence != 1 {
		t.Errorf("first %s, then %s", first.Inflight[0].Bytes, again.Inflight[0].Bytes)
	}
	if again.Inflight[0].SentMs != now+5 {
		t.Error("the time of the last send was not kept")
	}
}

func TestFlushSendsTheRefusal(t *testing.T) {
	op := queuedOp("1", "refuse", "a", 5)
	op.Refusal = &wire.Refusal{Reason: "no boat in winter", Decides: "the council"}
	got := sentOps(t, Flush(wire.Flush{NowMs: 5, Outbox: []wire.OutboxOp{op}}))
	if len(got) != 1 || got[0].Refusal == nil || *got[0].Refusal != *op.Refusal {
		t.Errorf("sent %+v", got)
	}
}

func TestFlushDropsDecisionsThatAreOld(t *testing.T) {
	const now = 10_000_000
	for _, c := range []struct {
		kind string
		age  int64
		sent bool
	}{
		{"claim", 120_000, true}, {"claim", 120_001, false}, {"renew", 120_001, false}, {"handoff", 120_001, false},
		{"takeover", 120_001, false}, {"release", 3 * 3_600_000, true}, {"reply", 3 * 3_600_000, true},
		{"refuse", 3 * 3_600_000, true}, {"listened", 3 * 3_600_000, true}, {"reopen", 3 * 3_600_000, true}, {"aboutUs", 3 * 3_600_000, true},
		{"notAboutUs", 3 * 3_600_000, true}, {"promise", 3 * 3_600_000, true},
		{"claim", -30_000, true}, {"claim", -30_001, false}, {"reply", -3_600_000, true}, // the clock was set back
	} {
		got := Flush(wire.Flush{NowMs: now, Outbox: []wire.OutboxOp{queuedOp("1", c.kind, "a", now-c.age)}})
		if sent := got.Body != ""; sent != c.sent || len(got.Dropped) == 1 == c.sent {
			t.Errorf("%s of %d ms: sent %v, dropped %+v", c.kind, c.age, sent, got.Dropped)
		}
		if !c.sent && (got.Dropped[0].Code != "dropped_offline" || got.Dropped[0].OpID != "1" || got.Dropped[0].Key != "a") {
			t.Errorf("reported as %+v", got.Dropped[0])
		}
	}
}

// An op that was sent may have been carried out: it is not reported as never made.
func TestFlushDropsWhatWasSentAsUnanswered(t *testing.T) {
	const now = 10_000_000
	first := Flush(wire.Flush{NowMs: now, Outbox: []wire.OutboxOp{queuedOp("1", "claim", "a", now)}})
	for _, state := range []string{inflight, queued} { // as a worker leaves it that died, and as a lost answer does
		sent := first.Inflight[0]
		sent.State = state
		got := Flush(wire.Flush{NowMs: now + 120_001, Outbox: []wire.OutboxOp{sent}})
		if got.Body != "" || len(got.Dropped) != 1 || got.Dropped[0].Code != "dropped_unanswered" || got.Dropped[0].OpID != "1" {
			t.Errorf("%s: body %q, reported as %+v", state, got.Body, got.Dropped)
		}
	}
}

func TestBackoff(t *testing.T) {
	for failures, most := range []int64{1000, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000} {
		if got := backoff(failures, "ffffffff00000000"); got != most-1 {
			t.Errorf("%d failures: at most %d ms, want %d", failures, got, most-1)
		}
		if got := backoff(failures, "00000000ffffffff"); got != 0 {
			t.Errorf("%d failures: at least %d ms, want full jitter", failures, got)
		}
	}
	if backoff(1000, "") != 60_000 {
		t.Error("without randomness the wait is the longest")
	}
}
