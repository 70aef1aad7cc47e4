package simulation

// What people do: press, type, look, open and close pages. What they are offered is what
// the desk says they may; now and then they press what a screen still showed.

import (
	"fmt"

	"porchlight/wasm/wire"
)

// often lets do happen again and again on d, every ms on the average.
func (t *town) often(d *machine, ms int64, what string, do func()) {
	t.in(d, t.about(ms), what, func() bool {
		if t.quiet {
			return false
		}
		do()
		t.often(d, ms, what, do)
		return true
	})
}

func (d *machine) live() {
	t := d.town
	t.often(d, t.pace, "presses", d.press)
	t.often(d, 6*t.pace, "tells", d.tells)
	t.often(d, 5*minute, "types", d.types)
	t.often(d, 3*minute, "looks", func() { d.message(func(w *worker) { w.reconsider(); w.nudge() }) })
	t.often(d, 4*minute, "turns to another page", d.turns)
	t.often(d, 10*minute, "tidies", d.tidies)
	t.often(d, 10*minute, "joins again", func() {
		if d.token == "" && d.person.active {
			d.message((*worker).join)
		}
	})
	d.beats()
}

// beats is the alarm of each minute, which only the browser's end stops.
func (d *machine) beats() {
	d.town.in(d, minute, "beats", func() bool {
		d.beats()
		w := d.awake()
		w.run(w.beat)
		return true
	})
}

// key is one of the conversations of the day, or seldom any other.
func (t *town) key() string {
	if t.chance(0.75) {
		return t.keys[t.rng.IntN(30)]
	}
	return t.keys[t.rng.IntN(len(t.keys))]
}

func (d *machine) press() {
	key := d.town.key()
	if own := d.disk.some(func(h *wire.Head) bool { return h.MineUntil > 0 }); len(own) > 0 && d.town.chance(0.6) {
		key = own[d.town.rng.IntN(len(own))].Key
	}
	d.does(key)
	if d.town.chance(0.05) { // in another tab at the same time
		d.town.in(d, int64(d.town.rng.IntN(8)), "presses in another tab", func() bool { d.does(key); return true })
	}
}

// does presses something about a conversation.
func (d *machine) does(key string) {
	t := d.town
	a := wire.Act{Kind: d.choose(d.view(key)[0]), Conversation: about(key)}
	switch a.Kind {
	case "":
		return
	case wire.OpAlias:
		a.Same = t.key()
	case wire.OpNotAboutUs, wire.OpAboutUs:
		a.Fact = &wire.Fact{Scope: "post"}
	case wire.OpBounce, wire.OpNote:
		a.Note = d.words().Reason
	case wire.OpAssign:
		a.Target, a.Note = t.people[t.rng.IntN(len(t.people))].id, d.words().Reason
	case wire.OpReply, wire.OpReopen:
		t.texts++
		a.ReplyLink = fmt.Sprint("https://square.example/reply/", t.texts)
	case wire.OpHandoff:
		a.Target = t.people[t.rng.IntN(len(t.people))].id
	case wire.OpRefuse:
		a.Refusal = d.words()
		if k, typed := d.disk.drafts[key]; typed {
			a.Refusal = &k.refusal
		}
	}
	d.acts(a)
}

func (d *machine) acts(a wire.Act) {
	d.message(func(w *worker) {
		w.act(a)
		w.sync(false)
	})
}

func (d *machine) choose(l wire.Look) string {
	t := d.town
	if t.chance(0.1) {
		return pick(t, wire.OpAlias, wire.OpNote, wire.OpNote, wire.OpAssign, wire.OpBounce, wire.OpRaise, wire.OpNotAboutUs, wire.OpAboutUs, wire.OpClaim, wire.OpTakeover, wire.OpRenew, wire.OpKeep, wire.OpRelease, wire.OpHandoff, wire.OpReopen, wire.OpReply, wire.OpRefuse, wire.OpListened)
	}
	var may []string
	for _, c := range []struct {
		yes  bool
		kind []string
	}{
		{l.May.Claim, []string{wire.OpClaim, wire.OpClaim, wire.OpClaim, wire.OpClaim}},
		{l.May.Take, []string{wire.OpTakeover}},
		{l.May.Release, []string{wire.OpRelease, wire.OpBounce}},
		{l.State == wire.Free, []string{wire.OpRaise}},
		{l.Outcome == wire.OpNotAboutUs, []string{wire.OpAboutUs}},
		{l.May.Keep, []string{wire.OpRenew, wire.OpKeep, wire.OpHandoff, wire.OpReply, wire.OpReply}},
		{l.May.Settle, []string{wire.OpRefuse, wire.OpListened, wire.OpNotAboutUs}},
		{l.May.Reopen, []string{wire.OpReopen}},
		{l.State == wire.Theirs, []string{wire.OpReply}},
	} {
		if c.yes {
			may = append(may, c.kind...)
		}
	}
	if may == nil {
		return ""
	}
	return pick(t, may...)
}

func pick(t *town, of ...string) string { return of[t.rng.IntN(len(of))] }

func (d *machine) words() *wire.Refusal {
	d.town.texts++
	return &wire.Refusal{Reason: fmt.Sprintf("no boat in winter, %d", d.town.texts)}
}

// types writes part of a refusal, which the form hands in at each pause.
func (d *machine) types() {
	key, words := d.town.key(), *d.words()
	d.message(func(w *worker) { w.keepDraft(key, words) })
}

func (d *machine) turns() {
	t := d.town
	d.visible, d.shown = t.chance(0.25), nil
	for range t.rng.IntN(12) {
		d.shown = append(d.shown, t.key())
	}
	for _, h := range d.disk.some(func(h *wire.Head) bool { return h.MineUntil > 0 }) {
		d.shown = append(d.shown, h.Key)
	}
	d.message(func(w *worker) {
		w.reconsider()
		if d.visible {
			w.nudge()
		}
	})
}

// tidies takes one notice off the list, and what waits for the person with it: desk.ts
// dismiss.
func (d *machine) tidies() {
	if len(d.disk.notices) == 0 {
		return
	}
	id := d.disk.notices[0].OpID
	d.message(func(w *worker) {
		var parked []string
		for _, op := range w.outbox() {
			if op.State == "parked" && op.OpID == id {
				parked = append(parked, op.OpID)
				d.town.made[id].gone = "dismissed"
			}
		}
		w.write(change{done: parked, dismiss: func(n wire.Notice) bool { return n.OpID == id }})
	})
}
