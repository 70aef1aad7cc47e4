package desk

import (
	"cmp"

	"porchlight/wasm/wire"
)

// How what has an id of its own looks now: what is due, and whom an incident's news is
// still owed to.

// From when whoever owes something is reminded of it: an update comes every half hour or
// so, and a promise takes a working day to keep.
const (
	soonUpdateMs  = 10 * 60_000
	soonPromiseMs = 24 * 3_600_000
)

// What breaks is noticed before anybody declares it: posts about an outage that are at most
// a day older than that are about it, too.
const earlyMs = 24 * 3_600_000

// matters are those of the heads and those that are still on their way, in no order.
func matters(v *wire.View) []wire.Matter {
	var list []wire.Matter
	for i := range v.Heads {
		if m := v.Heads[i].Matter; m != nil && m.State != "" { // "": its first op was refused
			list = append(list, *m)
			show(&list[len(list)-1], v, &v.Heads[i])
		}
	}
	for i := range v.Outbox {
		op := &v.Outbox[i]
		if op.Kind == op.Fact.Of(op.Kind) && op.State != parked {
			m := wire.Matter{ID: op.Subject, Kind: op.Kind, State: string(wire.Pending), By: v.Me, Owner: op.Target, Fact: *op.Fact, AtMs: op.MadeMs}
			m.Fact.DueMs -= v.OffsetMs
			if op.Kind == wire.OpIncident {
				m.Owner, m.SinceMs = v.Me, op.MadeMs
			}
			list = append(list, m)
		}
	}
	return list
}

// show makes m, a head's matter, what it looks like now, on this clock.
func show(m *wire.Matter, v *wire.View, h *wire.Head) {
	m.AtMs, m.Fact.DueMs = m.AtMs-v.OffsetMs, m.Fact.DueMs-v.OffsetMs
	m.Close = mayClose(h, v.Me, wire.Role(v.Role))
	for i := range v.Outbox {
		if op := &v.Outbox[i]; op.Subject == m.ID && op.State != parked {
			m.Unsent = op.Kind
		}
	}
	switch m.State {
	case promised:
		m.Late, m.SoonMs = m.Fact.DueMs < v.NowMs, m.Fact.DueMs-soonPromiseMs
	case open:
		m.Late, m.SoonMs = m.Fact.DueMs < v.NowMs, m.Fact.DueMs-soonUpdateMs
	}
	if m.Kind == wire.OpIncident {
		m.People = people(v, m)
		m.SinceMs, m.NewsMs = m.SinceMs-v.OffsetMs, m.NewsMs-v.OffsetMs
	}
}

// people are the conversations that an incident is about, in no order: that were
// answered with its line, or that tell of an outage and began while it went on or within a
// day before. Whoever was answered after its newest news is told, and so is whom nobody
// owes another answer; what is not about us is nobody's.
func people(v *wire.View, m *wire.Matter) []wire.Tell {
	var list []wire.Tell
	for i := range v.Heads {
		h := &v.Heads[i]
		if h.Matter != nil || h.SameAs != "" || h.Outcome == wire.OpNotAboutUs || h.ReplyOf != m.ID && !befell(h, m) {
			continue
		}
		t := wire.Tell{Key: h.Key, State: "waits", AtMs: began(h)}
		switch {
		case done(h) && h.Outcome != "" && h.Outcome != "answered" && (h.Replied == 0 || h.OutcomeMs >= m.NewsMs): // refused, listened
			t.State, t.AtMs = "told", h.OutcomeMs
		case done(h) && h.RepliedMs >= m.NewsMs:
			t.State, t.AtMs = "told", h.RepliedMs
		case done(h):
			t.State, t.AtMs = "outdated", h.RepliedMs
		}
		t.AtMs -= v.OffsetMs
		list = append(list, t)
	}
	return list
}

// befell reports whether a post may tell of this outage: by when it was written, as well
// as its page said, else first seen.
func befell(h *wire.Head, m *wire.Matter) bool {
	at := began(h)
	return h.Triage != nil && h.Triage.Intent == "outage" && at >= m.SinceMs-earlyMs && (m.State == open || at <= m.NewsMs)
}

func began(h *wire.Head) int64 {
	if h.Posted != nil && h.Posted.FromMs > 0 {
		return h.Posted.FromMs
	}
	return cmp.Or(h.SeenMs, h.AtMs)
}
