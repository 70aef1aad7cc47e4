package desk

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"

	"porchlight/wasm/wire"
)

// Flush picks what to send: at most 20 ops, the oldest of each conversation, because op
// n+1 needs the fence that n leaves behind. Rows left inflight by a worker that died
// are sent again, the same bytes; nothing is asked first. Decisions older than two
// minutes, or from a clock that has since been set back, are dropped and reported.
func Flush(f wire.Flush) wire.Flushed {
	out := wire.Flushed{Inflight: []wire.OutboxOp{}, Dropped: []wire.Notice{}, RetryMs: backoff(f.Failures, f.Random)}
	rows := waiting(f.Outbox)
	slices.SortStableFunc(rows, func(a, b wire.OutboxOp) int {
		return cmp.Or(cmp.Compare(a.MadeMs, b.MadeMs), cmp.Compare(a.OpID, b.OpID))
	})
	fences, roots := map[string]int64{}, map[string]string{}
	for i := range f.Heads {
		key, root := f.Heads[i].Key, follow(&f.Heads[i], f.Heads)
		fences[key], roots[key] = root.Fence, root.Key
	}
	busy := map[string]bool{}
	body := wire.OpsIn{Epoch: f.Cursor.Epoch, Cursor: f.Cursor.Seq, Ops: []json.RawMessage{}}
	for _, op := range rows {
		key := keyOf(op)
		if age := f.NowMs - op.MadeMs; perishes(op.Kind) && (age > staleMs || age < -jumpMs) {
			out.Dropped = append(out.Dropped, wire.Notice{Code: dropCode(op), Key: key, OpID: op.OpID, Kind: op.Kind, AtMs: f.NowMs})
			continue
		}
		one, two := cmp.Or(roots[key], key), cmp.Or(roots[op.Same], op.Same)
		waits := busy[one] || two != "" && busy[two]
		busy[one], busy[two] = true, true // also where it waits: what comes later must not overtake it
		if waits || len(body.Ops) == maxOps {
			continue
		}
		if op.Bytes == "" {
			op.Bytes = encode(op, fences[key])
		}
		op.State, op.SentMs = inflight, f.NowMs
		out.Inflight = append(out.Inflight, op)
		body.Ops = append(body.Ops, json.RawMessage(op.Bytes))
	}
	if len(body.Ops) > 0 {
		encoded, _ := json.Marshal(body) // plain data
		out.Body = string(encoded)
	}
	return out
}

// dropCode tells what never left this device from what was sent: the server may have
// carried that out, and only the answer was lost. The feed shows what it did.
func dropCode(op wire.OutboxOp) string {
	if op.SentMs > 0 {
		return "dropped_unanswered"
	}
	return "dropped_offline"
}

// encode fixes an op as it will be sent for ever. The fence is the newest known: no op
// but one whose result is in comes before it.
func encode(op wire.OutboxOp, fence int64) string {
	subject := op.Subject
	if op.Fact.Of(op.Kind) == wire.OpNotAboutUs {
		subject = "" // the server's to know
	}
	b, _ := json.Marshal(wire.OpIn{OpID: op.OpID, Kind: op.Kind, Conversation: op.Conversation,
		Subject: subject, Same: op.Same, Fence: fence, Target: op.Target, Note: op.Note, ReplyLink: op.ReplyLink, Refusal: op.Refusal, Fact: op.Fact})
	return string(b)
}

// backoff is 1-2-4-…-60 s with full jitter, in ms.
func backoff(failures int, random string) int64 {
	most := min(int64(1000)<<min(max(failures-1, 0), 6), 60_000)
	r, err := strconv.ParseUint(random[:min(8, len(random))], 16, 32)
	if err != nil { // no randomness given: the longest wait is the polite one
		return most
	}
	return most * int64(r) >> 32
}
