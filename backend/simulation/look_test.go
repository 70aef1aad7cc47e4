package simulation

// What people are shown. A look may say only what follows from a row that the home told
// this browser, by the browser's own clock; and "mine" only while the lease runs on the
// home's clock, with its margin.

import (
	"porchlight/wasm/desk"
	"porchlight/wasm/wire"
)

// known are the conversations that d knows of, in the order of their keys.
func (d *machine) known() (keys []string) {
	acted := map[string]bool{}
	for _, op := range d.disk.outbox {
		acted[op.Conversation.Key] = acted[op.Conversation.Key] || op.Subject == ""
	}
	for i, key := range d.town.keys {
		if d.disk.heads[i] != nil || acted[key] {
			keys = append(keys, key)
		}
	}
	return keys
}

// view is what d would be shown of some conversations now.
func (d *machine) view(keys ...string) []wire.Look {
	v := wire.View{NowMs: d.local(), OffsetMs: d.disk.offset, Keys: keys, Outbox: d.disk.rows()}
	if d.disk.me != nil {
		v.Me, v.Role = d.disk.me.Member.ID, string(d.disk.me.Member.Role)
	}
	v.Heads = d.town.keyed(&d.disk, keys...)
	return desk.View(v).Looks
}

// doubts tells whether a look would only be made after doubt.
func (d *machine) doubts() bool {
	if d.worker == nil {
		return !d.beaten()
	}
	return d.worker.jumped() || !d.worker.beaten()
}

// checkMine holds every "mine" on any machine against the home's clock, at each step.
func (t *town) checkMine() {
	for _, d := range t.machines {
		if d.asleep || d.doubts() {
			continue
		}
		for _, h := range d.disk.heads {
			if h == nil || h.MineUntil <= d.local() || d.local() < h.VerifiedMs-jump {
				continue
			}
			early, unseen := margin(h), int64(0)
			if d.steady > d.confirmed[h.Key]-missed { // a clock set back by less than this goes unnoticed
				unseen = 2 * minute
			}
			if t.now <= h.ExpiresMs-early+unseen {
				continue
			}
			if l := d.view(h.Key)[0]; l.State == wire.Mine {
				t.fail(d, "is shown %s as its own, %d ms before the lease ends, whose margin is %d: %+v", h.Key, h.ExpiresMs-t.now, early, h)
			}
		}
	}
}

// checkLooks holds what d would be shown of all conversations against what it was told.
func (t *town) checkLooks(d *machine) {
	if d.asleep || d.doubts() || len(d.known()) == 0 {
		return
	}
	epoch, _ := d.disk.life()
	waits := map[string]bool{}
	for _, op := range d.disk.outbox {
		waits[op.Conversation.Key] = waits[op.Conversation.Key] || op.State != "parked" && op.Subject == ""
	}
	for _, l := range d.view(d.known()...) {
		var r row
		if known := t.keyed(&d.disk, l.Key); len(known) > 0 {
			r = t.lives[epoch].rows[known[len(known)-1].Seq].shown()
		}
		if !d.mayShow(l, r, waits[l.Key]) {
			t.fail(d, "is shown %s as %s by %q, having been told %+v; outbox %+v", l.Key, l.State, l.Holder, r, of(d.disk.rows(), l.Key))
		}
	}
}

// mayShow is section 8 of the claim protocol as a table of what each state asserts.
func (d *machine) mayShow(l wire.Look, r row, waits bool) bool {
	me := ""
	if d.disk.me != nil {
		me = d.disk.me.Member.ID
	}
	live := r.Holder != "" && r.ExpiresMs > d.local()+d.disk.offset
	done := r.Outcome != "" && r.Outcome != "reopened"
	switch l.State {
	case wire.Mine:
		return me != "" && r.Holder == me && live && l.Holder == me
	case wire.Theirs, wire.Lost:
		return live && r.Holder != me && l.Holder == r.Holder
	case wire.Unverified:
		return r.Holder == me && me != ""
	case wire.Pending:
		return waits
	case wire.Answered:
		return done && !live && l.Outcome == r.Outcome
	case wire.Free:
		return !done && !live && l.Holder == ""
	}
	return false
}
