package simulation

// What has an id of its own: promises, signals, incidents, and rules of what is not about
// us. A browser shows of each what the rows that it was told add up to.

import (
	"maps"
	"reflect"

	"porchlight/wasm/desk"
	"porchlight/wasm/wire"
)

// sum is what rows say of what has an id of its own.
func sum(rows []*row, upTo int64) (m wire.Matter, none bool) {
	none = true
	for _, r := range rows {
		if r.Seq > upTo {
			break
		}
		if none {
			none = false
			m = wire.Matter{ID: r.key, Kind: r.in.Fact.Of(r.kind), By: r.by}
			if r.in.Conversation.Key != "" {
				m.From = &r.in.Conversation
			}
		}
		m.State, m.Owner, m.Told, m.AtMs = r.Outcome, r.Holder, r.Replied, r.AtMs
		if r.OK && r.kind == m.Kind {
			m.By = r.by
		}
		if r.OK {
			overlay(&m, r)
		}
	}
	return m, none
}

// overlay replaces what a row tells anew.
func overlay(m *wire.Matter, r *row) {
	if r.kind == wire.OpSignal {
		m.Owner = r.in.Target
	}
	f := r.in.Fact
	if r.kind == wire.OpIncident {
		m.SinceMs = r.AtMs
	}
	if r.kind == wire.OpResolve { // what is over is no longer so
		m.Fact.Status, m.NewsMs = nil, r.AtMs
	}
	if f == nil {
		return
	}
	for _, part := range []struct {
		old *string
		now string
	}{{&m.Fact.Text, f.Text}, {&m.Fact.Kind, f.Kind}, {&m.Fact.Why, f.Why}, {&m.Fact.Link, f.Link}, {&m.Fact.Scope, f.Scope}, {&m.Fact.Value, f.Value}} {
		if part.now != "" {
			*part.old = part.now
		}
	}
	if f.DueMs != 0 {
		m.Fact.DueMs = f.DueMs
	}
	if f.Status != nil {
		m.Fact.Status = maps.Clone(f.Status)
		if m.Kind == wire.OpIncident {
			m.NewsMs = r.AtMs
		}
	}
}

// checkFacts holds what d knows of promises and their like against what it was told, and
// what it shows of them: one that is owed is shown as long as it is owed, whatever became
// of the conversation.
func (t *town) checkFacts(d *machine) {
	epoch, whole := d.disk.life()
	life := t.lives[epoch]
	if life == nil || !whole || d.hollow {
		return
	}
	v := wire.View{NowMs: d.local(), OffsetMs: d.disk.offset, Outbox: d.disk.rows()}
	for _, h := range d.disk.matters {
		v.Heads = append(v.Heads, *h)
	}
	shown := map[string]wire.Matter{}
	for _, m := range desk.View(v).Matters {
		if m.State != string(wire.Pending) {
			shown[m.ID] = m
		} else if len(of(d.disk.rows(), m.ID)) == 0 {
			t.fail(d, "is shown that %+v waits", m)
		}
	}
	for _, h := range d.disk.matters {
		want, none := sum(life.keys[h.Key], h.Seq)
		if got := *h.Matter; none || !same(got, want) {
			t.fail(d, "knows %+v, was told %+v", got, want)
		}
		m, there := shown[h.Key]
		if there != (want.State != "") || there && (m.State != want.State || m.Fact.Text != want.Fact.Text || m.Fact.DueMs != want.Fact.DueMs-d.disk.offset) {
			t.fail(d, "is shown %+v of what was told as %+v", m, want)
		}
	}
}

func same(a, b wire.Matter) bool {
	from := func(m wire.Matter) string {
		if m.From == nil {
			return ""
		}
		return m.From.Key
	}
	if from(a) != from(b) {
		return false
	}
	if a.From, b.From = nil, nil; a.State == "" { // its first op was refused, and it is not shown
		a.By, a.Fact, b.By, b.Fact = "", wire.Fact{}, "", wire.Fact{}
	}
	return reflect.DeepEqual(a, b)
}
