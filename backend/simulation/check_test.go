package simulation

// What must hold whenever a browser writes to its disk: it knows only what the home told
// it, it forgets nothing that it was told, and nothing that a person typed is gone before
// it is in the ledger.

import (
	"fmt"
	"slices"
	"strings"

	"porchlight/wasm/wire"
)

// violation is what must never happen.
type violation struct{ text string }

func (t *town) fail(d *machine, format string, args ...any) {
	who := ""
	if d != nil {
		who = d.name + ": "
	}
	panic(violation{who + fmt.Sprintf(format, args...)})
}

// press is an op that a person made.
type press struct {
	op   wire.OutboxOp
	on   *machine
	at   int    // step
	gone string // why it left the disk without being in the ledger
}

// presses notes an op that is about to be written to the disk.
func (t *town) presses(d *machine, op wire.OutboxOp) {
	t.made[op.OpID] = &press{op: op, on: d, at: t.steps, gone: unwritten}
}

const unwritten = "never written" // the worker ended first, or the disk was full

// life is the epoch of what is on a disk; whole tells that no snapshot is under way.
func (k *disk) life() (epoch string, whole bool) {
	epoch, partial := strings.CutPrefix(k.cursor.Epoch, "partial:")
	return epoch, !partial && epoch != ""
}

// writes is called before a transaction of d is done.
func (t *town) writes(d *machine, c change) {
	next := d.disk.cursor
	if c.cursor != nil {
		next = *c.cursor
	}
	epoch, _ := strings.CutPrefix(next.Epoch, "partial:")
	for _, h := range c.heads {
		life := t.lives[epoch]
		if life == nil || !t.headIs(&h, life.rows[h.Seq]) {
			t.fail(d, "keeps a head that the home never told: %+v", h)
		}
		if was := t.head(&d.disk, h.Key); was != nil && !c.wipe && h.Seq < was.Seq {
			t.fail(d, "forgets row %d of %s for row %d", was.Seq, h.Key, h.Seq)
		} else if h.MineUntil > 0 && (was == nil || h.MineUntil != was.MineUntil) {
			t.confirms(d, &h)
		}
	}
	for _, op := range c.outbox {
		if was, there := d.disk.outbox[op.OpID]; there && was.Bytes != "" && was.Bytes != op.Bytes {
			t.fail(d, "the op %s changes its bytes", op.OpID)
		} else if p := t.made[op.OpID]; !there && p != nil && p.gone == unwritten {
			p.gone, d.pressed[op.Conversation.Key] = "", t.steps
		}
	}
	for _, id := range c.done {
		t.leaves(d, id, c.notices)
	}
	if c.wipe {
		d.hollow = true
	}
	if next != d.disk.cursor {
		d.hollow = false
	}
}

// confirms is called for each deadline that an answer sets: on the home's clock it is no
// later than the margin before the lease ends.
func (t *town) confirms(d *machine, h *wire.Head) {
	d.confirmed[h.Key] = t.now
	late := h.MineUntil - d.skew - (h.ExpiresMs - margin(h))
	if late > 0 && d.steady < t.now-missed {
		t.fail(d, "may show %s as its own for %d ms too long", h.Key, late)
	}
}

// margin is by how much "mine" ends before the lease, in ms.
func margin(h *wire.Head) int64 { return min((h.ExpiresMs-h.AtMs)/5, 3*minute) }

// leaves is called when an op goes off the outbox.
func (t *town) leaves(d *machine, id string, told []wire.Notice) {
	p := t.made[id]
	if t.written(id) || p == nil || p.gone != "" {
		return
	}
	i := slices.IndexFunc(told, func(n wire.Notice) bool { return n.OpID == id && strings.HasPrefix(n.Code, "dropped_") })
	if i < 0 || !slices.Contains(decisions, p.op.Kind) {
		t.fail(d, "the %s of %s is gone before the ledger has it: %+v", p.op.Kind, p.op.Conversation.Key, told)
	}
	p.gone = told[i].Code
}

// The kinds that are worth nothing late: section 9.7. All others are sent however late it is.
var decisions = []string{wire.OpClaim, wire.OpRenew, wire.OpKeep, wire.OpHandoff, wire.OpTakeover, wire.OpAssign}

// wrote is called when a transaction of d is done: what the cursor has passed is known.
func (t *town) wrote(d *machine) {
	epoch, whole := d.disk.life()
	life := t.lives[epoch]
	if !whole || d.hollow || life == nil {
		return
	}
	for i, key := range t.keys {
		r := life.newest(key, d.disk.cursor.Seq)
		if h := d.disk.heads[i]; r != nil && (h == nil || h.Seq < r.Seq) && !life.passing(r) {
			t.fail(d, "has read up to %d and does not know row %d of %s", d.disk.cursor.Seq, r.Seq, key)
		}
	}
	for _, id := range life.matters {
		r := life.newest(id, d.disk.cursor.Seq)
		if h := t.head(&d.disk, id); r != nil && (h == nil || h.Seq < r.Seq) {
			t.fail(d, "has read up to %d and does not know row %d of the %s %s", d.disk.cursor.Seq, r.Seq, r.kind, id)
		}
	}
}

// settled is called for each answer that was applied: what it changes, it was told in
// this very answer, and the clock is as right as the way there allows.
func (t *town) settled(d *machine, in wire.Settle, s wire.Settled) {
	told := map[int64]bool{}
	for _, c := range rowsOf(in) {
		told[c.Seq] = true
	}
	if in.Ops != nil {
		for _, r := range in.Ops.Results {
			told[r.Seq] = true
		}
	}
	for _, h := range s.Heads {
		i := slices.IndexFunc(in.Heads, func(was wire.Head) bool { return was.Key == h.Key && was.Seq == h.Seq })
		if i < 0 && !told[h.Seq] {
			t.fail(d, "knows row %d of %s that no answer told", h.Seq, h.Key)
		}
	}
	took, wrong := in.NowMs-in.SentMs, s.OffsetMs+d.skew
	most := took/2 + 1
	if took > jump { // from before a sleep, perhaps: only the answer counts
		most = took + 1
	}
	if in.Status == nil && d.steady < t.now-took-minute && took >= 0 && max(wrong, -wrong) > most {
		t.fail(d, "is %d ms off after an answer that took %d ms", wrong, took)
	}
}

// forgets is called when what was typed goes off the disk.
func (t *town) forgets(d *machine, key, why string) {
	k, there := d.disk.drafts[key]
	switch {
	case !there:
	case why == "sent" && d.typed[key] > d.pressed[key]:
		t.fail(d, "forgets %q, typed after the press", k.refusal.Reason)
	case why == "old" && d.local()-k.atMs <= 7*day:
		t.fail(d, "forgets %q after %d ms", k.refusal.Reason, d.local()-k.atMs)
	}
}

// wipes is called when a browser that was signed out forgets the team.
func (t *town) wipes(d *machine, kept map[string]wire.OutboxOp) {
	for _, op := range d.disk.rows() {
		p := t.made[op.OpID]
		if _, stays := kept[op.OpID]; stays || t.written(op.OpID) || p.gone != "" {
			continue
		}
		if !slices.Contains(moves, op.Kind) {
			t.fail(d, "signed out, it forgets the %s of %s", op.Kind, op.Conversation.Key)
		}
		p.gone = "signed out"
	}
}
