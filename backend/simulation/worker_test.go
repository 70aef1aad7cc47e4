package simulation

// A worker's life: what wakes it and what it does then, as main.ts, beat.ts, live.ts,
// desk.ts and ui.ts of extension/background have it. Of the socket only the poke is here,
// which may be lost, doubled and late; tickets and pings are not.

import (
	"cmp"

	"porchlight/wasm/desk"
	"porchlight/wasm/wire"
)

type worker struct {
	on      *machine
	threads []*thread
	over    bool

	wanted, pulls bool
	syncing       *promise
	retries       int
	nudged, asked int64
	acting        lock
	started, skew int64 // of doubt
	knows         bool  // beaten has been asked
	live          bool  // the socket is open
}

// awake is the worker, started if there is none: main.ts woke.
func (d *machine) awake() *worker {
	if d.worker != nil {
		return d.worker
	}
	w := &worker{on: d, nudged: -hour, asked: -hour}
	w.started = d.local() - d.monotonic()
	d.worker = w
	w.run(func() {
		if w.await("wakes"); d.token == "" {
			return
		}
		w.doubt()
		if d.disk.me != nil {
			w.run(func() { w.refreshTeam(false) })
		} else {
			w.refreshTeam(true)
		}
		w.of(w.sync(true))
		w.reconsider()
	})
	return w
}

// on lets something happen that wakes the worker: a message is answered after doubt.
func (d *machine) message(f func(w *worker)) {
	w := d.awake()
	w.run(func() {
		w.doubt()
		f(w)
	})
}

const (
	jump   = 30 * second
	missed = 150 * second // since a beat
)

func (w *worker) jumped() bool {
	now := w.on.local() - w.on.monotonic() - w.started
	return now-w.skew >= jump || w.skew-now >= jump
}

// beaten is beat.ts beatenBefore.
func (d *machine) beaten() bool {
	since := d.local() - d.beatAt
	return since > -jump && since < missed || d.town.bug == anyWake
}

// beaten is asked once in a worker's life.
func (w *worker) beaten() bool {
	return w.knows || w.on.beaten()
}

// doubt is beat.ts doubt: when local time jumped, or nobody knows for how long nothing
// ran, no claim counts as ours until the backend says so again.
func (w *worker) doubt() {
	skew, jumped := w.on.local()-w.on.monotonic()-w.started, w.jumped()
	if w.beaten() && !jumped {
		w.knows = true
		return
	}
	if w.on.town.bug == beatsFirst {
		w.on.beatAt = w.on.local()
		w.later(w.on.town.running, w.on.town.about(10*minute), "has said that it is there")
		w.wait()
	}
	own := w.doubtOwn()
	w.on.beatAt = w.on.local()
	w.await("beats")
	w.skew, w.knows = skew, true
	if jumped {
		w.of(w.sync(true))
	} else if own {
		w.sync(true)
	}
}

// beat is beat.ts beat, each minute.
func (w *worker) beat() {
	d := w.on
	if w.await("reads its home"); d.token == "" {
		return
	}
	w.doubt()
	d.beatAt = d.local()
	w.renew()
	if d.visible || len(w.outbox()) > 0 {
		w.of(w.sync(true))
	}
	if d.visible {
		w.refreshTeam(false)
	}
	w.forgetDrafts()
	w.reconsider()
}

// renew is beat.ts renew: own claims whose page is visible, after a third of their time.
func (w *worker) renew() {
	d := w.on
	if d.disk.me == nil || !d.visible {
		return
	}
	now := d.local() + d.disk.offset
	for _, h := range w.keyed(d.shown...) {
		left := h.ExpiresMs - now
		if h.Holder == d.disk.me.Member.ID && left > 0 && left <= d.disk.me.Team.TTLMs*2/3 {
			w.act(wire.Act{Kind: wire.OpRenew, Conversation: about(h.Key)})
		}
	}
}

// act is desk.ts act: the op is on the disk before anything is sent. What was typed is
// forgotten once it is in an op.
func (w *worker) act(a wire.Act) (out wire.Acted) {
	w.locked(&w.acting, func() {
		d := w.on
		if out = w.decide(a); out.Op == nil {
			return
		}
		d.town.presses(d, *out.Op)
		if err := w.write(change{outbox: []wire.OutboxOp{*out.Op}}); err != nil {
			out = wire.Acted{Problem: &wire.Problem{Code: "storage_full"}}
			return
		}
		if a.Kind == wire.OpRefuse || a.Kind == wire.OpReply {
			w.keepDraft(a.Conversation.Key, wire.Refusal{})
		}
	})
	return out
}

// decide is desk.ts decide.
func (w *worker) decide(a wire.Act) wire.Acted {
	d := w.on
	if w.await("reads who it is"); d.disk.me == nil {
		return wire.Acted{Problem: &wire.Problem{Code: "signed_out"}}
	}
	me, key := d.disk.me.Member, cmp.Or(a.Subject, a.Conversation.Key)
	if own := w.keyed(key); len(own) > 0 {
		a.Head = &own[len(own)-1]
	}
	a.Outbox = of(w.outbox(), key)
	a.NowMs, a.OffsetMs, a.Random, a.Me, a.Role = d.local(), d.disk.offset, d.town.random(16), me.ID, string(me.Role)
	return desk.Act(a)
}

// nudge is sync.ts nudge: somebody looks.
func (w *worker) nudge() {
	if w.await("reads the line"); w.on.disk.line.failures > 0 && w.on.monotonic()-w.nudged > 3*second {
		w.nudged = w.on.monotonic()
		w.sync(true)
	}
}

// reconsider is live.ts reconsider: the socket is open while somebody looks or holds. It
// only hears hints, so its awaits are left out.
func (w *worker) reconsider() {
	d := w.on
	holds := func(h *wire.Head) bool {
		return d.disk.me != nil && h.Holder == d.disk.me.Member.ID && h.ExpiresMs > d.local()+d.disk.offset
	}
	was := w.live
	w.live = d.token != "" && d.online && !d.town.home.down && (d.visible || len(d.disk.some(holds)) > 0)
	if w.live && !was { // greeted with the newest seq
		w.run(w.nudge)
		w.sync(true)
	}
}

// poked is main.ts poked.
func (w *worker) poked(seq int64) {
	if w.await("hears a poke"); seq > w.on.disk.cursor.Seq {
		w.sync(true)
		return
	}
	w.refreshTeam(true)
}
