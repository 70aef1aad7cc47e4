package simulation

// What the home said: every row it ever wrote, by life of its file, each held against the
// specification of the ledger when it was written.

import (
	"encoding/json"
	"slices"

	"porchlight/backend/ledger"
	"porchlight/backend/ledger/ledgertest"
	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// row is one row of the ledger, and what was asked.
type row struct {
	wire.OpResult
	kind, key string
}

// truth is one life of the home's file; rows that are purged stay here.
type truth struct {
	epoch string
	rows  map[int64]*row
	keys  map[string][]*row // of each conversation, in order
	ops   map[string]*row
}

func newTruth(epoch string, before *truth, upTo int64) *truth {
	t := &truth{epoch, map[int64]*row{}, map[string][]*row{}, map[string]*row{}}
	if before == nil {
		return t
	}
	for seq, r := range before.rows {
		if seq <= upTo {
			t.rows[seq], t.ops[r.OpID] = r, r
			t.keys[r.key] = append(t.keys[r.key], r)
		}
	}
	for _, rows := range t.keys {
		slices.SortFunc(rows, func(a, b *row) int { return int(a.Seq - b.Seq) })
	}
	return t
}

// newest is the last row of a conversation at or below seq.
func (t *truth) newest(key string, seq int64) *row {
	for _, r := range slices.Backward(t.keys[key]) {
		if r.Seq <= seq {
			return r
		}
	}
	return nil
}

// last is who had a conversation last and did not give it back, as a reopening looks for it.
func (t *truth) last(key string, seq int64) (who string, atMs int64) {
	for _, r := range slices.Backward(t.keys[key]) {
		if r.Seq <= seq && (r.Holder != "" || r.OK && (r.kind == wire.OpRelease || r.kind == wire.OpBounce)) {
			return r.Holder, r.AtMs
		}
	}
	return "", 0
}

// passing tells whether a row may have been purged with no floor, because a later one of
// its conversation carries the state.
func (t *truth) passing(r *row) bool { return r.kind == wire.OpRenew && r != t.newest(r.key, 1<<53) }

// hears notes what the home wrote in answer to a request, whether the answer arrives or
// not.
func (t *town) hears(bearer, body string, status int, said []byte) {
	if status != 200 {
		return
	}
	var asked wire.OpsIn
	var a wire.OpsAnswer
	t.home.try(json.Unmarshal([]byte(body), &asked))
	t.home.try(json.Unmarshal(said, &a))
	for i, r := range a.Results {
		var in wire.OpIn
		t.home.try(json.Unmarshal(asked.Ops[i], &in))
		p := t.made[r.OpID]
		switch known := t.truth.ops[r.OpID]; {
		case p == nil || p.on.person != t.tokens[bearer]:
			t.fail(nil, "the op %s of %s %s was made by nobody's press", r.OpID, in.Kind, in.Conversation.Key)
		case r.Code == "mismatch":
			t.fail(p.on, "the op %s was sent with two contents", r.OpID)
		case r.Code != "":
		case !r.Replay:
			t.writesRow(in, r)
		case known == nil || known.Seq != r.Seq:
			t.fail(p.on, "the op %s is replayed as row %d and is another", r.OpID, r.Seq)
		}
	}
}

// writesRow holds a new row against the specification.
func (t *town) writesRow(in wire.OpIn, r wire.OpResult) {
	by := t.made[r.OpID].on.person
	world := ledgertest.World{{ID: by.id, Role: string(by.role), Active: by.active}}
	var s ledgertest.State
	var had int64
	if was := t.truth.newest(in.Conversation.Key, r.Seq); was != nil {
		s = ledgertest.State{Fence: was.Fence, Since: was.SinceMs, Expires: was.ExpiresMs, At: was.AtMs, Replied: was.Replied,
			Holder: was.Holder, Outcome: was.Outcome}
		s.Last, had = t.truth.last(in.Conversation.Key, r.Seq)
	}
	for _, p := range t.people {
		if who := (ledgertest.Person{ID: p.id, Role: string(p.role), Active: p.active}); p.id == in.Target {
			world[1] = who
		} else if p.id == s.Last {
			world[2] = who
		}
	}
	grant := int64(lease)
	if ledgertest.Owned[in.Kind] {
		grant = server.OwnerTime.Milliseconds()
	}
	asked := ledgertest.In{Kind: in.Kind, User: by.id, Target: in.Target, Fence: in.Fence, TTL: grant}
	_, want := ledgertest.Step(world, s, asked, t.now)
	got := ledgertest.Out{OK: r.OK, InLease: r.InLease, Fence: r.Fence, Since: r.SinceMs, Expires: r.ExpiresMs,
		Replied: r.Replied, At: r.AtMs, Holder: r.Holder, Outcome: r.Outcome}
	if got != want && had < t.now-ledger.PurgeAge.Milliseconds() { // the purge may have taken that row
		s.Last = ""
		_, want = ledgertest.Step(world, s, asked, t.now)
	}
	if got != want {
		t.fail(nil, "%s of %s by %s wrote %+v, the specification says %+v", in.Kind, in.Conversation.Key, by.name, got, want)
	}
	if again := t.truth.ops[r.OpID]; again != nil {
		t.fail(nil, "the op %s is in the ledger twice", r.OpID)
	}
	made := &row{r, in.Kind, in.Conversation.Key}
	t.truth.rows[r.Seq], t.truth.ops[r.OpID] = made, made
	t.truth.keys[made.key] = append(t.truth.keys[made.key], made)
}

// written tells whether an op has been in the ledger of any life.
func (t *town) written(op string) bool {
	for _, life := range t.lives {
		if life.ops[op] != nil {
			return true
		}
	}
	return false
}

// headIs tells whether a head says what a row says.
func headIs(h *wire.Head, r *row) bool {
	return r != nil && h.Conv == r.Conv && h.Key == r.key && h.Seq == r.Seq && h.Fence == r.Fence && h.Holder == r.Holder &&
		h.SinceMs == r.SinceMs && h.ExpiresMs == r.ExpiresMs && h.Replied == r.Replied && h.Outcome == r.Outcome && h.AtMs == r.AtMs
}
