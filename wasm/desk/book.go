package desk

import (
	"encoding/json"
	"slices"

	"porchlight/wasm/wire"
)

// book is the heads while one answer is applied to them.
type book struct {
	in        wire.Settle
	out       wire.Settled
	heads     []*wire.Head
	touched   map[*wire.Head]bool
	serverNow int64
	complete  bool // nothing newer exists than what this answer tells
	silent    bool // old news: no notices
}

// row is a ledger row, and the op of this outbox that made it, if one did.
type row struct {
	wire.Change
	own    *wire.OutboxOp
	replay bool
	fed    bool // the feed tells it, so nothing before it is missing
}

// told is the body of a row that says what became of a conversation.
type told struct {
	Link     string `json:"link"`
	Note     string `json:"note"`
	Incident string `json:"incident,omitempty"`
	wire.Refusal
}

func newBook(s wire.Settle) *book {
	b := &book{in: s, touched: map[*wire.Head]bool{}}
	b.out = wire.Settled{Heads: []wire.Head{}, Done: []string{}, Parked: []wire.OutboxOp{}, Changed: []string{},
		Notices: []wire.Notice{}, Cursor: s.Cursor, Next: idle}
	for _, h := range s.Heads {
		b.heads = append(b.heads, &h)
	}
	return b
}

// hear sets the clocks from one answer: the offset by the middle of the round trip. An
// answer that took longer than any request may is from before a sleep or a set clock:
// it confirms nothing, and another one is asked for.
func (b *book) hear(serverNow int64) {
	b.serverNow = serverNow
	b.out.OffsetMs = serverNow - (b.in.SentMs+b.in.NowMs)/2
	if !b.prompt() {
		b.out.OffsetMs = serverNow - b.in.NowMs
		b.out.Next = more
	}
}

func (b *book) prompt() bool {
	took := b.in.NowMs - b.in.SentMs
	return took >= 0 && took <= jumpMs
}

func (b *book) forget() {
	for _, h := range b.heads {
		b.change(h.Key)
	}
	b.heads = nil
}

// head finds the head of a row by the server's id, else by key, else makes one. It is
// nil for a conversation erased before this device heard of it.
func (b *book) head(c wire.Change, of string) *wire.Head {
	for _, h := range b.heads {
		if h.Conv == c.Conv {
			return h
		}
	}
	if of != "" {
		h := &wire.Head{Conversation: wire.Conversation{Key: c.Conv, Names: []string{}}}
		b.heads = append(b.heads, h)
		return h
	}
	if c.Conversation.Key == "" {
		return nil
	}
	for _, h := range b.heads {
		if h.Key == c.Conversation.Key {
			return h
		}
	}
	h := &wire.Head{Conversation: c.Conversation}
	b.heads = append(b.heads, h)
	return h
}

// answered takes the ops that have a result off the outbox and returns their rows. An
// op that the answer passes over goes back into the queue.
func (b *book) answered(results []wire.OpResult) (rows []row) {
	for _, op := range b.in.Outbox {
		i := slices.IndexFunc(results, func(r wire.OpResult) bool { return r.OpID == op.OpID })
		switch {
		case i < 0:
			b.putBack(op)
			b.out.Next = retry
		case results[i].Code != "":
			b.park(op, results[i].Code)
		default:
			b.out.Done = append(b.out.Done, op.OpID)
			b.change(keyOf(op))
			rows = append(rows, rowOf(results[i], op, b.in.Me))
		}
	}
	return rows
}

func rowOf(r wire.OpResult, op wire.OutboxOp, me string) row {
	said := told{Link: op.ReplyLink, Note: op.Note}
	if op.Fact != nil {
		said.Incident = op.Fact.Incident
	}
	if op.Refusal != nil {
		said.Refusal = *op.Refusal
	}
	body, _ := json.Marshal(said) // plain data
	c := wire.Change{Seq: r.Seq, OK: r.OK, Conv: r.Conv, Kind: op.Kind, Actor: me,
		Fence: r.Fence, Holder: r.Holder, SinceMs: r.SinceMs, ExpiresMs: r.ExpiresMs, Replied: r.Replied, Outcome: r.Outcome, DueMs: r.DueMs,
		InLease: r.InLease, AtMs: r.AtMs, Body: body, Conversation: op.Conversation}
	if r.Moved { // of another conversation, which the feed names
		c.Conversation = wire.Conversation{}
	}
	if op.Subject != "" {
		c.Body, _ = json.Marshal(struct {
			*wire.Fact
			To string `json:"to,omitempty"`
		}{op.Fact, op.Target})
		if op.Conversation.Key != "" {
			c.From = &op.Conversation
		}
	}
	return row{own: &op, replay: r.Replay, Change: c}
}

// merge joins results with the feed, which tells the same row more fully.
func merge(rows []row, changes []wire.Change) []row {
	for _, c := range changes {
		i := slices.IndexFunc(rows, func(r row) bool { return r.Seq == c.Seq })
		if i < 0 {
			rows = append(rows, row{Change: c, fed: true})
			continue
		}
		rows[i].Change, rows[i].fed = c, true
	}
	return rows
}

func (b *book) park(op wire.OutboxOp, code string) {
	op.State, op.Problem = parked, code
	if code == "" {
		op.Problem = "invalid"
	}
	b.out.Parked = append(b.out.Parked, op)
	b.notice("parked", keyOf(op), &op, "")
	b.change(keyOf(op))
}

// putBack lets an op wait for the next try. Its bytes stay.
func (b *book) putBack(op wire.OutboxOp) {
	op.State = queued
	b.out.Parked = append(b.out.Parked, op)
	b.change(keyOf(op))
}

func (b *book) change(key string) {
	if !slices.Contains(b.out.Changed, key) {
		b.out.Changed = append(b.out.Changed, key)
	}
}

func (b *book) notice(code, key string, op *wire.OutboxOp, who string) {
	n := wire.Notice{Code: code, Key: key, Who: who, AtMs: b.in.NowMs}
	if op != nil {
		n.OpID, n.Kind = op.OpID, op.Kind
	}
	b.out.Notices = append(b.out.Notices, n)
}

// tells reports whether an answer says of h how it is: a page of a snapshot says nothing
// of the heads of the pages before it.
func (b *book) tells(h *wire.Head) bool {
	return b.in.Snapshot == nil || slices.ContainsFunc(b.in.Snapshot.Heads, func(c wire.Change) bool { return c.Conv == h.Conv })
}

// lapsed tells a lead, once, that somebody's claim ran out: nobody writes that, so it is seen
// by the clock, and only in an answer after which nothing newer is known.
func (b *book) lapsed(h *wire.Head) {
	passed := h.Holder != "" && h.ExpiresMs <= b.serverNow && h.ExpiresMs != h.OverMs
	if !b.complete || b.silent || !passed || h.Holder == b.in.Me || h.SameAs != "" || h.Matter != nil || rank[wire.Role(b.in.Role)] < rank[wire.Lead] {
		return
	}
	h.OverMs = h.ExpiresMs
	b.touched[h] = true
	if !done(h) && h.ExpiresMs > b.serverNow-newsMs {
		b.notice("expired", h.Key, nil, h.Holder)
	}
}

// close confirms what a complete answer confirms and hands over the transaction.
func (b *book) close() wire.Settled {
	for _, h := range b.heads {
		if b.complete && h.Holder != "" && h.Holder == b.in.Me && b.tells(h) {
			b.confirm(h)
		}
		b.lapsed(h)
		if b.touched[h] {
			b.out.Heads = append(b.out.Heads, *h)
			b.change(h.Key)
			for _, other := range b.heads {
				if other.SameAs == h.Conv {
					b.change(other.Key)
				}
			}
		}
	}
	return b.out
}
