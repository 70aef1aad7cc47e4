package servertest

// A further browser of somebody who is in the team: the same person, another device.

import (
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func browsers(t *testing.T, h *Home) {
	m, other := h.newTeam(t, 0), h.newTeam(t, 0)
	admin := m.join(m.first)
	lead, kari, per := m.person("Lise Berg", wire.Lead), m.person("Kari Nes", wire.Staff), m.person("Per Dahl", wire.Staff)
	foreign := other.join(other.first)
	further := func(by *device, whose string) answer {
		t.Helper()
		return by.ask("POST", "/invites", wire.InviteIn{Member: whose})
	}
	link := func(a answer) string {
		t.Helper()
		var inv wire.Invite
		a.into(t, &inv)
		return secretOf(t, h, inv)
	}
	t.Run("one person, two browsers", func(t *testing.T) {
		var inv wire.Invite
		further(kari, kari.me.Member.ID).into(t, &inv)
		second := m.join(secretOf(t, h, inv))
		if left := inv.ExpiresMs - second.me.ServerNowMs; left > 3_600_000 || left < 3_500_000 {
			t.Errorf("good for %d ms", left)
		}
		if second.me.Member != kari.me.Member || second.id == kari.id {
			t.Errorf("joined as %+v, want %+v", second.me, kari.me.Member)
		}
		var people wire.Members
		if admin.ask("GET", "/members", nil).into(t, &people); len(people.Members) != 4 {
			t.Errorf("members are %+v", people.Members)
		}
		won := kari.op("claim", "1", 0)
		if r := second.op("claim", "1", 0); !r.OK || !r.InLease && r.Fence != won.Fence {
			t.Errorf("the second browser's claim: %+v", r)
		}
		m.newDevice().redeem(secretOf(t, h, inv)).want(t, 404, "not_found") // good once
	})
	t.Run("whose", func(t *testing.T) {
		for _, c := range []struct {
			by     *device
			whose  string
			status int
			code   string
		}{
			{lead, kari.me.Member.ID, 403, "forbidden"},
			{per, kari.me.Member.ID, 403, "forbidden"},
			{per, server.Random(16), 403, "forbidden"},
			{admin, kari.me.Member.ID, 201, ""},
			{lead, lead.me.Member.ID, 201, ""},
			{admin, foreign.me.Member.ID, 404, "not_found"},
			{admin, server.Random(16), 404, "not_found"},
		} {
			further(c.by, c.whose).want(t, c.status, c.code)
		}
		m.ask("POST", "/invites", h.Secret, wire.InviteIn{Member: per.me.Member.ID}).want(t, 201, "")
		m.ask("POST", "/invites", foreign.token(), wire.InviteIn{Member: foreign.me.Member.ID}).want(t, 401, "unauthorized")
	})
	t.Run("what it must look like", func(t *testing.T) {
		for what, in := range map[string]wire.InviteIn{
			"with a name": {Member: admin.me.Member.ID, Name: "x"}, "with a role": {Member: admin.me.Member.ID, Role: wire.Staff},
			"with the flag": {Member: admin.me.Member.ID, Leader: true}, "two hours": {Member: admin.me.Member.ID, Hours: 2},
			"long": {Member: server.Random(65)}, "NUL": {Member: "a\x00b"},
		} {
			if a := admin.ask("POST", "/invites", in); a.status != 400 {
				t.Errorf("%s: %d %s", what, a.status, a.body)
			}
		}
	})
	t.Run("a lost device leaves no way back", func(t *testing.T) {
		own, given := link(further(per, per.me.Member.ID)), link(further(admin, per.me.Member.ID))
		admin.ask("DELETE", "/devices/"+per.id, nil).want(t, 204, "")
		m.newDevice().redeem(own).want(t, 404, "not_found")
		if d := m.join(given); d.me.Member != per.me.Member { // the admin's stays good
			t.Errorf("joined as %+v", d.me.Member)
		}
	})
}
