package simulation

// What must hold when all is well again.

import (
	"context"
	"maps"
	"slices"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/wasm/wire"
)

// agreed tells whether everybody has read to the end, and has nothing left to send.
func (t *town) agreed() bool {
	for _, d := range t.machines {
		waits := slices.ContainsFunc(d.disk.rows(), func(op wire.OutboxOp) bool { return op.State != "parked" })
		if d.token == "" || waits || d.disk.cursor.Epoch != t.truth.epoch || d.disk.cursor.Seq != t.home.newest() {
			return false
		}
	}
	return true
}

// converged compares what a browser knows with the file.
func (t *town) converged(d *machine) {
	t.checkLooks(d)
	epoch, whole := d.disk.life()
	newest := t.home.newest()
	if d.token == "" || !whole || epoch != t.truth.epoch || d.disk.cursor.Seq != newest {
		t.fail(d, "has come to %+v, the home is at %s %d; signed in: %v, line %+v", d.disk.cursor, t.truth.epoch, newest, d.token != "", d.disk.line)
	}
	rows, err := t.home.db.Query(`SELECT c.key, l.kind, l.seq, l.fence, COALESCE(l.holder, ''), l.expires_ms, l.replied, l.outcome
		FROM conversations c JOIN ledger l ON l.seq = (SELECT MAX(h.seq) FROM ledger h WHERE h.subject = c.conv)`)
	t.home.try(err)
	defer rows.Close()
	for rows.Next() {
		var r row
		t.home.try(rows.Scan(&r.key, &r.kind, &r.Seq, &r.Fence, &r.Holder, &r.ExpiresMs, &r.Replied, &r.Outcome))
		r = r.shown()
		h := d.disk.heads[t.number(r.key)]
		if h == nil || h.Seq != r.Seq || h.Fence != r.Fence || h.Holder != r.Holder || h.ExpiresMs != r.ExpiresMs ||
			h.Replied != r.Replied || h.Outcome != r.Outcome {
			t.fail(d, "knows %+v, the home has %+v", h, r)
		}
		t.checkOutcome(d, h)
	}
	t.home.try(rows.Err())
	t.checkFacts(d)
	for _, op := range d.disk.rows() {
		if op.State != "parked" {
			t.fail(d, "has not sent %+v", op)
		}
	}
}

// checkOutcome holds who a browser says replied last, and who said what became of it,
// against the rows.
func (t *town) checkOutcome(d *machine, h *wire.Head) {
	var reply, said *row
	for _, r := range t.truth.keys[h.Key] {
		if r.OK && slices.Contains([]string{wire.OpReply, wire.OpRefuse, wire.OpListened, wire.OpNotAboutUs}, r.kind) {
			said = r
			if r.kind == wire.OpReply {
				reply = r
			}
		}
	}
	if t.truth.to[h.Key] != "" || slices.Contains(slices.Collect(maps.Values(t.truth.to)), h.Key) {
		return // of two that are one, either may know
	}
	if reply != nil && (h.RepliedMs != reply.AtMs || h.RepliedBy != reply.by || h.ReplyLink != reply.in.ReplyLink) {
		t.fail(d, "knows of a reply of %s to %s, %s said: %+v", h.RepliedBy, h.Key, reply.by, h)
	}
	if said != nil && (h.OutcomeMs != said.AtMs || h.OutcomeBy != said.by) {
		t.fail(d, "knows of what %s says of %s, %s said it: %+v", h.OutcomeBy, h.Key, said.by, h)
	}
}

// accounted asks of every press what became of it.
func (t *town) accounted() {
	for id, p := range t.made {
		_, waits := p.on.disk.outbox[id]
		if !t.written(id) && !waits && p.gone == "" {
			t.fail(p.on, "nobody knows what became of the %s of %s", p.op.Kind, p.op.Conversation.Key)
		}
		if p.gone != "" && !slices.Contains(decisions, p.op.Kind) && p.gone[:4] == "drop" {
			t.fail(p.on, "the %s of %s was dropped", p.op.Kind, p.op.Conversation.Key)
		}
	}
	if !t.home.purged {
		t.home.try(ledgertest.Invariants(context.Background(), t.home.db))
	}
}
