package simulation

// What goes wrong besides the line: workers end, lids close, clocks are set, disks fill
// up, the home is away, is emptied of old rows, or comes back as an older copy, and
// people leave the team and come back.

import "porchlight/wasm/wire"

func (d *machine) suffers() {
	t := d.town
	t.wrongs(d, 2*minute, "ends its worker", d.dies)
	t.wrongs(d, 20*minute, "goes offline", func() { d.offline(t.about(5 * minute)) })
	t.wrongs(d, 2*hour, "goes offline for long", func() { d.offline(t.about(hour)) })
	t.wrongs(d, 40*minute, "closes the lid", func() { d.sleeps(t.about(15 * minute)) })
	t.wrongs(d, hour, "sets its clock", d.setsClock)
	t.wrongs(d, 2*hour, "fills its disk", func() {
		d.full = true
		t.in(d, t.about(3*minute), "has room again", func() bool { d.full = false; return true })
	})
}

// wrongs is often, storm times as often as ms says.
func (t *town) wrongs(d *machine, ms int64, what string, do func()) {
	t.in(d, t.about(ms)/storm, what, func() bool {
		if t.quiet {
			return false
		}
		do()
		t.wrongs(d, ms, what, do)
		return true
	})
}

func (d *machine) dies() {
	if d.worker != nil {
		d.worker.end()
	}
}

func (d *machine) offline(ms int64) {
	d.online = false
	if d.worker != nil {
		d.worker.live = false
	}
	d.town.in(d, ms, "is online", func() bool { d.online = true; return true })
}

func (d *machine) sleeps(ms int64) {
	d.asleep, d.from = true, d.town.now
	if d.worker != nil {
		d.worker.live = false
	}
	d.town.in(nil, ms, "a lid is opened", func() bool { return d.wakes() })
}

// wakes lets what waited happen now, in its order.
func (d *machine) wakes() bool {
	if !d.asleep {
		return false
	}
	d.asleep, d.woke = false, d.town.now
	if d.stops {
		d.slept += d.town.now - d.from
	}
	for _, e := range d.waits {
		d.town.in(d, 0, e.what, e.do)
	}
	d.waits = nil
	return true
}

// setsClock moves local time, often when nobody is there to see it. Just after a sleep
// it does not: that a clock was set back by as much as the lid was closed leaves no trace.
func (d *machine) setsClock() {
	t := d.town
	if t.now-d.woke < 2*missed || t.now-d.steady < 30*minute {
		return
	}
	if d.visible = false; t.chance(0.7) {
		d.dies()
		d.offline(t.about(40 * minute))
	}
	d.skew = int64(t.rng.IntN(int(20*minute))) - 10*minute
	d.steady = t.now
}

func (t *town) suffers() {
	h := t.home
	t.wrongs(nil, 30*minute, "the home goes away", func() {
		h.down = true
		for _, d := range t.machines {
			if d.worker != nil {
				d.worker.live = false
			}
		}
		t.in(nil, t.about(2*minute), "the home is back", func() bool { h.down = false; return true })
	})
	t.wrongs(nil, 20*minute, "a backup is made", h.keep)
	t.wrongs(nil, hour, "an older copy is restored", func() {
		if h.backup != "" {
			h.restore()
		}
	})
	t.wrongs(nil, 10*minute, "a member leaves", func() {
		p, no, yes := t.people[t.rng.IntN(len(t.people))], false, true
		p.change(h, wire.MemberIn{Active: &no})
		t.in(nil, t.about(15*minute), "a member comes back", func() bool { p.change(h, wire.MemberIn{Active: &yes}); return true })
	})
	t.wrongs(nil, 10*minute, "a role changes", func() {
		t.people[t.rng.IntN(len(t.people))].change(h, wire.MemberIn{Role: []wire.Role{wire.Staff, wire.Lead}[t.rng.IntN(2)]})
	})
	t.wrongs(nil, 40*minute, "a night passes", func() {
		t.passes(pickMs(t, 10*hour, 10*hour, 10*hour, 8*day, 40*day))
		h.daily()
	})
}

func pickMs(t *town, of ...int64) int64 { return of[t.rng.IntN(len(of))] }

// passes lets time go by while every lid is closed.
func (t *town) passes(ms int64) {
	for _, d := range t.machines {
		if d.stops && !d.asleep {
			d.slept += ms
		}
	}
	t.now += ms
	for _, d := range t.machines {
		d.woke = t.now
	}
}
