package servertest

// Roles, the leader flag, leaving and coming back; and the last admin, who stays.

import (
	"strings"
	"sync"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func as(v bool) *bool { return &v }

func people(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin := m.join(m.first)
	lead, kari := m.person("Lise Berg", wire.Lead), m.person("Kari Nes", wire.Staff)
	change := func(by *device, whose string, in wire.MemberIn) answer {
		t.Helper()
		return by.ask("POST", "/members/"+whose, in)
	}
	t.Run("role and flag", func(t *testing.T) {
		want := kari.me.Member
		for _, c := range []struct {
			in  wire.MemberIn
			set func()
		}{
			{wire.MemberIn{Role: wire.Lead}, func() { want.Role = wire.Lead }},
			{wire.MemberIn{Leader: as(true)}, func() { want.Leader = true }},
			{wire.MemberIn{Role: wire.Staff, Leader: as(false)}, func() { want.Role, want.Leader = wire.Staff, false }},
		} {
			c.set()
			var got wire.Member
			change(admin, want.ID, c.in).into(t, &got)
			var me wire.Me
			kari.ask("GET", "/me", nil).into(t, &me)
			if got != want || me.Member != want {
				t.Errorf("%+v made %+v, and me %+v; want %+v", c.in, got, me.Member, want)
			}
		}
	})
	t.Run("a role counts in the next request", func(t *testing.T) {
		change(admin, kari.me.Member.ID, wire.MemberIn{Role: wire.Lead}).want(t, 200, "")
		if r := kari.op("takeover", "1", 0); !r.OK {
			t.Errorf("a new lead could not take over: %+v", r)
		}
		change(admin, kari.me.Member.ID, wire.MemberIn{Role: wire.Staff}).want(t, 200, "")
		if r := kari.op("takeover", "1", 0); r.OK {
			t.Errorf("took over after losing the role: %+v", r)
		}
	})
	t.Run("invites go with the role that made them", func(t *testing.T) {
		second := m.person("Nina Haug", wire.Admin)
		var inv wire.Invite
		second.ask("POST", "/invites", wire.InviteIn{Name: "Per Dahl", Role: wire.Admin}).into(t, &inv)
		change(admin, second.me.Member.ID, wire.MemberIn{Role: wire.Lead}).want(t, 200, "")
		m.newDevice().redeem(secretOf(t, h, inv)).want(t, 404, "not_found")
	})
	t.Run("whose, and what", func(t *testing.T) {
		foreign := h.newTeam(t, 0)
		there := foreign.join(foreign.first)
		for _, c := range []struct {
			what   string
			by     *device
			whose  string
			in     wire.MemberIn
			status int
			code   string
		}{
			{"a lead", lead, kari.me.Member.ID, wire.MemberIn{Role: wire.Lead}, 403, "forbidden"},
			{"staff, oneself", kari, kari.me.Member.ID, wire.MemberIn{Role: wire.Admin}, 403, "forbidden"},
			{"of another team", admin, there.me.Member.ID, wire.MemberIn{Role: wire.Staff}, 404, "not_found"},
			{"nobody", admin, server.Random(16), wire.MemberIn{Role: wire.Staff}, 404, "not_found"},
			{"nothing", admin, kari.me.Member.ID, wire.MemberIn{}, 400, "invalid"},
			{"no role", admin, kari.me.Member.ID, wire.MemberIn{Role: "owner"}, 400, "invalid"},
			{"the last admin's role", admin, admin.me.Member.ID, wire.MemberIn{Role: wire.Lead}, 409, "conflict"},
			{"the last admin leaves", admin, admin.me.Member.ID, wire.MemberIn{Active: as(false)}, 409, "conflict"},
			{"the last admin's flag", admin, admin.me.Member.ID, wire.MemberIn{Leader: as(true)}, 200, ""},
		} {
			a := change(c.by, c.whose, c.in)
			if a.status != c.status || a.code() != c.code {
				t.Errorf("%s: %d %s", c.what, a.status, a.body)
			}
		}
	})
	t.Run("leaving and coming back", func(t *testing.T) { leaving(t, h) })
	t.Run("sockets hear of it, and end", func(t *testing.T) {
		stays, goes := lead.socket(), kari.socket()
		hear(t, stays)
		change(admin, kari.me.Member.ID, wire.MemberIn{Active: as(false)}).want(t, 200, "")
		ended(t, goes)
		hear(t, stays)
	})
	t.Run("of two admins who remove each other one stays", func(t *testing.T) { lastAdmins(t, h) })
}

func leaving(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	id := per.me.Member.ID
	set := func(active bool) {
		t.Helper()
		admin.ask("POST", "/members/"+id, wire.MemberIn{Active: as(active)}).want(t, 200, "")
	}
	queued := newOp("claim", "9", 0)
	var inv wire.Invite
	admin.ask("POST", "/invites", wire.InviteIn{Member: id}).into(t, &inv)
	set(false)
	a := per.ask("POST", "/ops", opsIn("", 0, queued))
	a.want(t, 401, "unauthorized")
	if !strings.Contains(string(a.body), "not active in the team") {
		t.Errorf("the refusal does not say why: %s", a.body)
	}
	// Whoever does not have the secret is not told.
	if b := m.ask("GET", "/me", server.Token(per.id, server.Random(43)), nil); strings.Contains(string(b.body), "not active") {
		t.Errorf("told a stranger: %s", b.body)
	}
	m.newDevice().redeem(secretOf(t, h, inv)).want(t, 404, "not_found")
	admin.ask("POST", "/invites", wire.InviteIn{Member: id}).want(t, 409, "conflict")
	if head := admin.op("renew", "9", 0); head.OK || head.Seq != 1 { // nothing of per's was written
		t.Errorf("the ledger has %+v", head)
	}
	set(true)
	if r := per.post(queued).Results[0]; !r.OK || r.Replay {
		t.Errorf("back again: %+v", r)
	}
	m.join(secretOf(t, h, inv))
}

func lastAdmins(t *testing.T, h *Home) {
	for _, in := range []wire.MemberIn{{Role: wire.Lead}, {Active: as(false)}} {
		m := h.newTeam(t, 0)
		first := m.join(m.first)
		second := m.person("Nina Haug", wire.Admin)
		var wg sync.WaitGroup
		for _, pair := range [][2]*device{{first, second}, {second, first}, {first, first}, {second, second}} {
			wg.Go(func() { pair[0].ask("POST", "/members/"+pair[1].me.Member.ID, in) })
		}
		wg.Wait()
		var all wire.Members
		m.ask("GET", "/members", h.Secret, nil).into(t, &all)
		admins := 0
		for _, p := range all.Members {
			if p.Active && p.Role == wire.Admin {
				admins++
			}
		}
		if admins != 1 {
			t.Errorf("%+v left %d admins: %+v", in, admins, all.Members)
		}
	}
}
