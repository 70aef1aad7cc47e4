package simulation

// What people say that has an id of its own: promises, signals, incidents, and rules of
// what is not about us.

import (
	"fmt"

	"porchlight/wasm/wire"
)

// tells begins something, or says how it stands.
func (d *machine) tells() {
	t := d.town
	if n := len(d.disk.matters); n > 0 && t.chance(0.6) {
		m := d.disk.matters[t.rng.IntN(n)].Matter
		if a := d.next(m); a.Kind != "" {
			a.Subject = m.ID
			d.acts(a)
			return
		}
	}
	d.acts(d.begins())
}

// next is what somebody may say of m, as its page offers it; an answer of the home may
// say that it was over.
func (d *machine) next(m *wire.Matter) wire.Act {
	t, words := d.town, d.words().Reason
	due := t.now + t.about(day)
	switch m.Kind {
	case wire.OpPromise:
		return []wire.Act{
			{Kind: wire.OpLate, Fact: &wire.Fact{Why: words, DueMs: due}},
			{Kind: wire.OpKept, Fact: &wire.Fact{Link: fmt.Sprint("https://square.example/kept/", t.texts)}},
			{Kind: wire.OpKept},
			{Kind: wire.OpWithdrawn, Fact: &wire.Fact{Why: words}},
		}[t.rng.IntN(4)]
	case wire.OpIncident:
		return []wire.Act{
			{Kind: wire.OpUpdate, Fact: &wire.Fact{Status: map[string]string{"nb": words}, DueMs: due}},
			{Kind: wire.OpUpdate, Fact: &wire.Fact{DueMs: due}},
			{Kind: wire.OpResolve, Fact: &wire.Fact{Status: map[string]string{"nb": words, "en": words}}},
			{Kind: wire.OpResolve},
		}[t.rng.IntN(4)]
	case wire.OpNotAboutUs:
		return wire.Act{Kind: wire.OpAboutUs, Fact: &wire.Fact{Scope: m.Fact.Scope, Value: m.Fact.Value}}
	}
	return wire.Act{}
}

func (d *machine) begins() wire.Act {
	t, words := d.town, d.words().Reason
	due := t.now + t.about(day)
	other := t.people[t.rng.IntN(len(t.people))].id
	switch t.rng.IntN(5) {
	case 0:
		return wire.Act{Kind: wire.OpSignal, Fact: &wire.Fact{Text: words, Kind: pick(t, wire.Signals...)}, Target: pick(t, "", other)}
	case 1:
		return wire.Act{Kind: wire.OpIncident, Fact: &wire.Fact{Text: words, Status: map[string]string{"nb": words}, DueMs: due}}
	case 2:
		return wire.Act{Kind: wire.OpNotAboutUs, Fact: &wire.Fact{Scope: pick(t, "author", "site", "word"), Value: fmt.Sprint("square/", t.rng.IntN(20))}}
	}
	return wire.Act{Kind: wire.OpPromise, Conversation: about(t.key()), Target: pick(t, d.person.id, d.person.id, other), Fact: &wire.Fact{Text: words, DueMs: due}}
}
