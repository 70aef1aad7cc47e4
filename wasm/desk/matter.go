package desk

import (
	"cmp"
	"encoding/json"

	"porchlight/wasm/place"
	"porchlight/wasm/wire"
)

// What has an id of its own: a promise, a signal, an incident, or a rule of what is not
// about us. It is nobody's claim, so its head holds nothing that a conversation's does but
// where it comes from in the ledger.

// The states in which a promise is owed, and an incident is told of.
const (
	promised = "promised"
	open     = "open"
)

const longestText = 2000 // each text of a fact

// keyOf is the key of the head that an op is about.
func keyOf(op wire.OutboxOp) string { return cmp.Or(op.Subject, op.Conversation.Key) }

// about are the ops about what has this id, "" for those about a conversation.
func about(id string, outbox []wire.OutboxOp) (rows []wire.OutboxOp) {
	for i := range outbox {
		if outbox[i].Subject == id {
			rows = append(rows, outbox[i])
		}
	}
	return rows
}

// actOn is Act of what has an id of its own: of is the kind that such a thing begins with.
func actOn(a *wire.Act, of string) wire.Acted {
	if a.Fact != nil {
		f := *a.Fact
		f.Text, f.Why = lines(f.Text), lines(f.Why)
		a.Fact = &f
	}
	amiss := a.Fact.Amiss(a.Kind)
	id, ok := opID(a.NowMs+a.OffsetMs, a.Random)
	switch {
	case a.Me == "":
		return refuse("signed_out")
	case amiss != "":
		return wrong("%s", amiss)
	case a.Fact != nil && max(len(a.Fact.Text), len(a.Fact.Why)) > longestText:
		return refuse("too_large")
	case !ok:
		return wrong("an act needs 16 random bytes in hex, not %q", a.Random)
	}
	op := wire.OutboxOp{OpID: id, Kind: a.Kind, Subject: a.Subject, Fact: a.Fact, MadeMs: a.NowMs, State: queued}
	if a.Kind != of {
		if !mayClose(a.Head, a.Me, wire.Role(a.Role)) || a.Head.Matter.Kind != of {
			return refuse("forbidden")
		}
		if waits(about(a.Subject, a.Outbox), a.Kind) {
			return wire.Acted{}
		}
		if a.Kind == wire.OpUpdate && a.Fact.Replies == nil { // the newest update tells it all
			a.Fact.Replies = a.Head.Matter.Fact.Replies
		}
		return wire.Acted{Op: &op}
	}
	op.Subject, op.Target = id, a.Target
	if of == wire.OpNotAboutUs {
		op.Subject = a.Fact.Scope + " " + a.Fact.Value // until the server names it
		if waits(about(op.Subject, a.Outbox), a.Kind) {
			return wire.Acted{}
		}
	}
	if of == wire.OpIncident && rank[wire.Role(a.Role)] < rank[wire.Lead] {
		return refuse("forbidden")
	}
	if of != wire.OpPromise {
		return wire.Acted{Op: &op}
	}
	switch {
	case a.Conversation.Key == "" || a.Conversation.Key == place.None:
		return refuse("no_key")
	case a.Target == "":
		return wrong("a promise needs its owner")
	case a.Target != a.Me && rank[wire.Role(a.Role)] < rank[wire.Lead]:
		return refuse("forbidden")
	}
	op.Conversation = tidy(a.Conversation, a.OffsetMs)
	return wire.Acted{Op: &op}
}

// mayClose reports whether a person may say how it stands.
func mayClose(h *wire.Head, me string, role wire.Role) bool {
	if h == nil || h.Matter == nil {
		return false
	}
	m, leads := h.Matter, rank[role] >= rank[wire.Lead]
	return m.State == promised && (m.Owner == me || leads) || m.State == open && leads || m.State == wire.OpNotAboutUs && me != ""
}

// matterOf is the kind of the matter that a row is about, "" for a conversation's.
func matterOf(c *wire.Change) string {
	var f wire.Fact
	if c.Kind == wire.OpNotAboutUs || c.Kind == wire.OpAboutUs {
		_ = json.Unmarshal(c.Body, &f)
	}
	return f.Of(c.Kind)
}

// matter makes h what a row says of what has an id of its own.
func (b *book) matter(h *wire.Head, r *row, of string) {
	if r.own != nil && !r.OK {
		b.notice("refused", h.Key, r.own, "")
	}
	if r.Seq <= h.Seq || !r.fed && !b.complete {
		return
	}
	b.touched[h] = true
	m := wire.Matter{ID: r.Conv, Kind: of, By: r.Actor}
	if h.Matter != nil {
		m = *h.Matter
	}
	h.Conv, h.Seq, h.AtMs = r.Conv, r.Seq, r.AtMs
	m.State, m.Owner, m.Told, m.AtMs = r.Outcome, r.Holder, r.Replied, r.AtMs
	if r.OK && r.Kind == of { // a rule may be made again, by another
		m.By = r.Actor
	}
	if r.OK {
		before := m.Fact
		m.Fact.Status, m.Fact.Replies = nil, nil // a line in one language leaves none of the old ones standing
		said := struct {
			*wire.Fact
			To *string `json:"to"`
		}{&m.Fact, &m.Owner}
		_ = json.Unmarshal(r.Body, &said) // each part that it has replaces the older
		if m.Fact.Status != nil && of == wire.OpIncident || r.Kind == wire.OpResolve {
			m.NewsMs = r.AtMs
		}
		if m.Fact.Status == nil && r.Kind != wire.OpResolve { // what is over is no longer so
			m.Fact.Status = before.Status
		}
		if m.Fact.Replies == nil {
			m.Fact.Replies = before.Replies
		}
		if r.Kind == wire.OpIncident {
			m.SinceMs = r.AtMs
		}
	}
	if r.From != nil {
		m.From = r.From
	}
	h.Matter = &m
}
