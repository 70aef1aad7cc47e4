package servertest

// A team that is full: what would be one too many is refused in so many words, whoever
// comes at once; a reply is written all the same.

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// smallTeam is a team that may have no more than most.
func (h *Home) smallTeam(t *testing.T, most map[string]int64) *team {
	t.Helper()
	var inv wire.Invite
	in := wire.CreateTeam{Name: "Havblikk", Admin: "Ingrid Solvang", Most: most}
	h.do(t, request{method: "POST", path: "/v1/teams", bearer: h.Secret, body: in}).into(t, &inv)
	return &team{h, t, inv.Team, secretOf(t, h, inv)}
}

// full expects the refusal that names what there is too much of.
func (a answer) full(t *testing.T, what string) {
	t.Helper()
	var p wire.APIProblem
	if json.Unmarshal(a.body, &p); a.status != 409 || p.Title != "The team is full" || !strings.Contains(p.Detail, "its limit of "+what) {
		t.Errorf("answered %d %s, want the limit of %s", a.status, a.body, what)
	}
}

func caps(t *testing.T, h *Home) {
	t.Run("people", func(t *testing.T) {
		m := h.smallTeam(t, map[string]int64{"members": 3})
		admin := m.join(m.first)
		m.person("Kari Nes", wire.Staff)
		invites := []string{m.invite("Per Dahl", wire.Staff), m.invite("Siv Moen", wire.Staff), m.invite("Ola Lie", wire.Staff)}
		if joined, refused := race(m, invites); joined != 1 || len(refused) != 2 {
			t.Fatalf("%d of 3 came in, %d were refused", joined, len(refused))
		} else {
			refused[0].full(t, "3 members")
		}
		m.newDevice().redeem(server.Random(24)).want(t, 404, "not_found") // a stranger hears nothing of it
		admin.ask("POST", "/invites", wire.InviteIn{Name: "Lise Berg", Role: wire.Staff}).full(t, "3 members")
		admin.ask("POST", "/invites", wire.InviteIn{Member: admin.me.Member.ID}).want(t, 201, "") // nobody new
	})
	t.Run("browsers", func(t *testing.T) {
		m := h.smallTeam(t, map[string]int64{"devices": 2})
		admin := m.join(m.first)
		var invites []string
		for range 3 {
			var inv wire.Invite
			admin.ask("POST", "/invites", wire.InviteIn{Member: admin.me.Member.ID}).into(t, &inv)
			invites = append(invites, secretOf(t, h, inv))
		}
		if joined, refused := race(m, invites); joined != 1 || len(refused) != 2 {
			t.Fatalf("%d of 3 browsers came in, %d were refused", joined, len(refused))
		} else {
			refused[0].full(t, "2 devices")
		}
		admin.ask("POST", "/invites", wire.InviteIn{Member: admin.me.Member.ID}).full(t, "2 devices")
	})
	t.Run("rows", func(t *testing.T) {
		m := h.smallTeam(t, map[string]int64{"rows": 20})
		kari := m.join(m.first)
		first := newOp(wire.OpClaim, "0", 0)
		kari.post(first)
		var wg sync.WaitGroup
		for n := range 25 {
			wg.Go(func() { kari.ask("POST", "/ops", opsIn("", 0, newOp(wire.OpClaim, fmt.Sprint(n+1), 0))) })
		}
		wg.Wait()
		kari.ask("POST", "/ops", opsIn("", 0, newOp(wire.OpClaim, "more", 0))).full(t, "20 rows")
		if r := kari.post(first).Results[0]; !r.Replay || !r.OK {
			t.Errorf("the retry of what was written: %+v", r)
		}
		for range 2 {
			if r := kari.op(wire.OpReply, "0", 1); !r.OK {
				t.Errorf("a reply: %+v", r)
			}
		}
		kari.ask("POST", "/ops", opsIn("", 0, newOp(wire.OpReply, "0", 1))).full(t, "20 rows")
		var fed wire.Changes
		if kari.changes("", 0).into(t, &fed); len(fed.Changes) != 22 {
			t.Errorf("%d rows", len(fed.Changes))
		}
	})
	t.Run("conversations", func(t *testing.T) {
		m := h.smallTeam(t, map[string]int64{"conversations": 2})
		kari := m.join(m.first)
		kari.op(wire.OpClaim, "1", 0)
		kari.op(wire.OpClaim, "2", 0)
		kari.ask("POST", "/ops", opsIn("", 0, newOp(wire.OpClaim, "3", 0))).full(t, "2 conversations")
		kari.op(wire.OpRelease, "2", 1)
		if r := kari.op(wire.OpReply, "3", 0); !r.OK || r.Replied != 1 {
			t.Errorf("a reply: %+v", r)
		}
	})
	t.Run("playbooks", func(t *testing.T) {
		m := h.smallTeam(t, map[string]int64{"playbooks": 2})
		lead := m.join(m.first)
		for base := range int64(2) {
			lead.ask("PUT", "/playbook", wire.PlaybookIn{Base: base, Playbook: book("Havblikk")}).want(t, 200, "")
		}
		lead.ask("PUT", "/playbook", wire.PlaybookIn{Base: 2, Playbook: book("Fjord")}).full(t, "2 playbooks")
		lead.ask("PUT", "/playbook", wire.PlaybookIn{Base: 1, Playbook: book("Havblikk")}).want(t, 200, "") // whose answer was lost
	})
	for _, most := range []map[string]int64{{"members": 0}, {"rows": -1}, {"everything": 5}} {
		in := wire.CreateTeam{Name: "Havblikk", Admin: "Ingrid Solvang", Most: most}
		h.do(t, request{method: "POST", path: "/v1/teams", bearer: h.Secret, body: in}).want(t, 400, "invalid")
	}
}

// race redeems all invites at once, each on a device of its own.
func race(m *team, invites []string) (joined int, refused []answer) {
	answers := make([]answer, len(invites))
	var wg sync.WaitGroup
	for i, secret := range invites {
		wg.Go(func() { answers[i] = m.newDevice().redeem(secret) })
	}
	wg.Wait()
	for _, a := range answers {
		if a.status == 200 {
			joined++
		} else {
			refused = append(refused, a)
		}
	}
	return joined, refused
}
