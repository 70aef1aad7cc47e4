package servertest

// The table of kinds and states, as requests.

import (
	"testing"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

const shortLease = 1500 // ms: long enough for the operations before, short enough to wait for

func kindsInStates(t *testing.T, h *Home) {
	for over, ttl := range map[bool]int64{false: 15 * 60_000, true: shortLease} {
		m := h.newTeam(t, ttl)
		staff, lead := m.join(m.first), m.person("Lise Berg", wire.Lead)
		other, target := m.person("Per Dahl", wire.Staff), m.person("Kari Nes", wire.Staff)
		type mine struct {
			name string
			in   wire.OpIn
			ends int64
			want ledgertest.Cell
			by   *device
			who  map[string]*device
		}
		var acts []mine
		var latest int64
		for kind, row := range ledgertest.Cells {
			me := staff
			if ledgertest.ForLeads[kind] {
				me = lead
			}
			who := map[string]*device{ledgertest.Me: me, ledgertest.Other: other, ledgertest.Target: target}
			for _, s := range ledgertest.Situations {
				if s.Over != over {
					continue
				}
				a := mine{name: kind + " when " + s.Name, want: row[s.Name], by: me, who: who}
				for _, b := range s.Before {
					a.ends = who[b.User].op(b.Kind, a.name, b.Fence).ExpiresMs
				}
				a.in = newOp(kind, a.name, s.Fence)
				if ledgertest.Targeted[kind] {
					a.in.Target = target.me.Member.ID
				}
				a.in = filled(a.in)
				latest = max(latest, a.ends)
				acts = append(acts, a)
			}
		}
		if over {
			m.person("Ola Vik", wire.Staff).passed(latest) // asking costs the one who asks
		}
		for _, a := range acts {
			if d := a.who[a.want.Holder]; d != nil {
				a.want.Holder = d.me.Member.ID
			}
			got := ledgertest.Read(outOf(a.by.post(a.in).Results[0]), Lease(a.in.Kind, ttl), a.ends)
			if got != a.want {
				t.Errorf("%s: got %+v, want %+v", a.name, got, a.want)
			}
		}
	}
}

// Lease is what a kind grants in a team without a playbook, which is always open.
func Lease(kind string, ttl int64) int64 {
	if ledgertest.Owned[kind] {
		return server.OwnerTime.Milliseconds()
	}
	return ttl
}

func outOf(r wire.OpResult) ledgertest.Out {
	return ledgertest.Out{OK: r.OK, InLease: r.InLease, Fence: r.Fence, Since: r.SinceMs, Expires: r.ExpiresMs,
		Replied: r.Replied, Outcome: r.Outcome, Due: r.DueMs, At: r.AtMs, Holder: r.Holder}
}

// filled gives an operation what its kind needs besides.
func filled(o wire.OpIn) wire.OpIn {
	switch o.Kind {
	case "bounce", "note":
		o.Note = "not for me"
	case "notAboutUs", "aboutUs":
		o.Fact = &wire.Fact{Scope: "post"}
	case "refuse":
		o.Refusal = &wire.Refusal{Reason: "the old ferry cannot take bicycles"}
	}
	return o
}
