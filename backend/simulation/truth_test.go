package simulation

// What the home said: every row it ever wrote, by life of its file, each held against the
// specification of the ledger when it was written.

import (
	"cmp"
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"porchlight/backend/ledger"
	"porchlight/backend/ledger/ledgertest"
	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// row is one row of the ledger, what was asked, and the state after it.
type row struct {
	wire.OpResult
	kind, key string // of what has an id of its own, key is that
	in        wire.OpIn
	by        string
	state     ledgertest.State
	hadMs     int64 // when somebody last had it
}

// shown is the row as a head says it: what was found to be another conversation is
// nobody's.
func (r *row) shown() row {
	said := *r
	if r.kind == wire.OpAliased {
		said.Holder, said.SinceMs, said.ExpiresMs = "", 0, 0
	}
	return said
}

// truth is one life of the home's file; rows that are purged stay here.
type truth struct {
	epoch   string
	rows    map[int64]*row
	keys    map[string][]*row // of each conversation, in order
	ops     map[string]*row
	to      map[string]string // key → of what it was found to be
	matters []string          // what has an id of its own, in the order in which it began
}

func newTruth(epoch string, before *truth, upTo int64) *truth {
	t := &truth{epoch: epoch, rows: map[int64]*row{}, keys: map[string][]*row{}, ops: map[string]*row{}, to: map[string]string{}}
	if before == nil {
		return t
	}
	for _, seq := range slices.Sorted(maps.Keys(before.rows)) {
		if seq <= upTo {
			t.add(before.rows[seq], before.to)
		}
	}
	return t
}

// add notes a row; to says what its conversation was found to be, if the row says so.
func (t *truth) add(r *row, to map[string]string) {
	t.rows[r.Seq] = r
	if r.kind == wire.OpAliased {
		t.to[r.key] = to[r.key]
	} else {
		t.ops[r.OpID] = r
	}
	if len(t.keys[r.key]) == 0 && r.key == r.Conv {
		t.matters = append(t.matters, r.key)
	}
	t.keys[r.key] = append(t.keys[r.key], r)
}

// root is what a conversation was found to be, which may be itself.
func (t *truth) root(key string) string {
	for t.to[key] != "" {
		key = t.to[key]
	}
	return key
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
		case r.Code == "invalid":
			t.fail(p.on, "the %s %s was let through and is invalid: %s", in.Kind, r.OpID, r.Detail)
		case r.Code != "":
		case !r.Replay:
			t.writesRow(p, in, r)
		case known == nil || known.Seq != r.Seq:
			t.fail(p.on, "the op %s is replayed as row %d and is another", r.OpID, r.Seq)
		}
	}
}

// writesRow holds a new row against the specification.
func (t *town) writesRow(p *press, in wire.OpIn, r wire.OpResult) {
	if again := t.truth.ops[r.OpID]; again != nil {
		t.fail(nil, "the op %s is in the ledger twice", r.OpID)
	}
	if in.Note != p.op.Note || in.ReplyLink != p.op.ReplyLink || !reflect.DeepEqual(in.Refusal, p.op.Refusal) || !reflect.DeepEqual(in.Fact, p.op.Fact) {
		t.fail(p.on, "pressed %+v, the ledger was told %+v", p.op, in)
	}
	if in.Kind == wire.OpAlias {
		t.writesAlias(p, in, r)
		return
	}
	made := &row{OpResult: r, kind: in.Kind, key: cmp.Or(t.names[r.Conv], r.Conv), in: in, by: p.on.person.id}
	if in.Conversation.Key != "" && in.Subject == "" && t.truth.root(in.Conversation.Key) != made.key {
		t.fail(nil, "the %s of %s was written to %s", in.Kind, in.Conversation.Key, made.key)
	}
	var s ledgertest.State
	if was := t.truth.newest(made.key, r.Seq); was != nil {
		s, made.hadMs = was.state, was.hadMs
	}
	asked := ledgertest.In{Kind: in.Kind, User: made.by, Target: in.Target, Fence: in.Fence, TTL: lease}
	if ledgertest.Owned[in.Kind] {
		asked.TTL = server.OwnerTime.Milliseconds()
	}
	if in.Fact != nil {
		asked.Until = in.Fact.DueMs
	}
	world := t.world(made.by, in.Target, s.Last)
	next, want := ledgertest.Step(world, s, asked, t.now)
	if outOf(r) != want && made.hadMs < t.now-ledger.PurgeAge.Milliseconds() { // the purge may have taken the row that told the last holder
		s.Last = ""
		next, want = ledgertest.Step(world, s, asked, t.now)
	}
	if outOf(r) != want {
		t.fail(nil, "%s of %s by %s wrote %+v, the specification says %+v", in.Kind, made.key, p.on.person.name, outOf(r), want)
	}
	made.state = next
	if next.Holder != "" || r.OK && (in.Kind == wire.OpRelease || in.Kind == wire.OpBounce) {
		made.hadMs = r.AtMs
	}
	t.truth.add(made, nil)
}

// world is some of the people, as the specification sees them.
func (t *town) world(ids ...string) (w ledgertest.World) {
	for _, p := range t.people {
		if i := slices.Index(ids, p.id); i >= 0 {
			w[i] = ledgertest.Person{ID: p.id, Role: string(p.role), Active: p.active}
		}
	}
	return w
}

func outOf(r wire.OpResult) ledgertest.Out {
	return ledgertest.Out{OK: r.OK, InLease: r.InLease, Fence: r.Fence, Since: r.SinceMs, Expires: r.ExpiresMs,
		Replied: r.Replied, At: r.AtMs, Holder: r.Holder, Outcome: r.Outcome, Due: r.DueMs}
}

// writesAlias is writesRow of an alias, which writes a row for each of two conversations.
func (t *town) writesAlias(p *press, in wire.OpIn, r wire.OpResult) {
	keys := [2]string{t.truth.root(in.Conversation.Key), t.truth.root(in.Same)}
	s, by, hadMs := ledgertest.Several{Rows: int(r.Seq) - 1}, p.on.person.id, int64(0)
	s.World = t.world(by)
	for i, key := range keys {
		was := t.truth.newest(key, r.Seq)
		if was == nil {
			continue
		}
		s.Of[i].State, hadMs = was.state, max(hadMs, was.hadMs)
		t.home.try(t.home.db.QueryRow(`SELECT COALESCE(MIN(seq), 0), COALESCE(MIN(CASE WHEN ok = 1 AND fence = ?3 THEN seq END), 0),
			COALESCE(MAX(CASE WHEN holder IS NOT NULL THEN seq END), 0) FROM ledger WHERE subject = ?1 AND seq < ?2`, was.Conv, r.Seq, was.Fence).
			Scan(&s.Of[i].First, &s.Of[i].Grant, &s.Of[i].Had))
	}
	two := ledgertest.Two{On: 0, Same: 1, In: ledgertest.In{Kind: wire.OpAlias, User: by}}
	if keys[0] == keys[1] {
		two.Same = 0
	}
	next, want := s.Do(two, t.now)
	root, later := keys[want.On], keys[1-want.On]
	if got := outOf(r); got != want.Out || t.names[r.Conv] != root {
		t.fail(nil, "%s is %s, says %s: wrote %+v of %s, the specification says %+v of %s", keys[0], keys[1], p.on.person.name, got, t.names[r.Conv], want.Out, root)
	}
	made := &row{OpResult: r, kind: in.Kind, key: root, in: in, by: by, state: next.Of[want.On].State, hadMs: hadMs}
	t.truth.add(made, nil)
	if !r.OK || root == later {
		return
	}
	pointer := *made
	pointer.kind, pointer.key, pointer.Conv = wire.OpAliased, later, t.conv(later)
	t.home.try(t.home.db.QueryRow(`SELECT seq FROM ledger WHERE op_id = ?1 || '/aliased' AND subject = ?2`, r.OpID, pointer.Conv).Scan(&pointer.Seq))
	t.truth.add(&pointer, map[string]string{later: root})
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
func (t *town) headIs(h *wire.Head, r *row) bool {
	if r == nil || h.Conv != r.Conv || h.Key != r.key || h.Seq != r.Seq || h.AtMs != r.AtMs {
		return false
	}
	said := r.shown()
	if m := h.Matter; m != nil {
		return m.State == r.Outcome && m.Told == r.Replied && (r.kind == wire.OpSignal || m.Owner == r.Holder)
	}
	return h.Fence == r.Fence && h.Holder == said.Holder && h.SinceMs == said.SinceMs && h.ExpiresMs == said.ExpiresMs &&
		h.Replied == r.Replied && h.Outcome == r.Outcome && (h.SameAs != "") == (r.kind == wire.OpAliased)
}
