package servertest

// Who gets back what is reopened: whoever had it last, if on duty.

import (
	"testing"

	"porchlight/wasm/wire"
)

func duties(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin := m.join(m.first)
	kari, per := m.person("Kari Nes", wire.Staff), m.person("Per Dahl", wire.Staff)
	if !kari.me.Member.OnDuty {
		t.Errorf("who joins is not on duty: %+v", kari.me.Member)
	}
	say := func(d *device, on *bool, want bool) {
		t.Helper()
		var me wire.Me
		d.ask("PUT", "/me", wire.MeIn{OnDuty: on}).into(t, &me)
		if me.Member.OnDuty != want || me.Member.ID != d.me.Member.ID || me.Device != d.id {
			t.Errorf("said %+v", me)
		}
	}
	// reopened lets kari answer a conversation and per reopen it.
	reopened := func(n string, between func()) wire.OpResult {
		t.Helper()
		kari.op(wire.OpReply, n, kari.op(wire.OpClaim, n, 0).Fence)
		between()
		r := per.op(wire.OpReopen, n, 0)
		if !r.OK || r.Outcome != "reopened" {
			t.Errorf("%s: %+v", n, r)
		}
		return r
	}
	nothing := func() {}
	r := reopened("1", nothing)
	if r.Holder != kari.me.Member.ID || r.Fence != 2 || r.SinceMs != r.AtMs || r.ExpiresMs != r.AtMs+30*60_000 {
		t.Errorf("on duty: %+v", r)
	}
	if r := per.op(wire.OpClaim, "1", 0); r.OK {
		t.Errorf("a colleague claims what came back to kari: %+v", r)
	}
	say(kari, as(false), false)
	say(kari, nil, false) // nothing said, nothing changed
	if r := reopened("2", nothing); r.Holder != "" || r.Fence != 1 {
		t.Errorf("off duty: %+v", r)
	}
	say(kari, as(true), true)
	if r := reopened("3", func() { per.op(wire.OpRelease, "3", per.op(wire.OpClaim, "3", 0).Fence) }); r.Holder != "" {
		t.Errorf("given back by who had it last: %+v", r)
	}
	if r := reopened("4", func() { per.op(wire.OpClaim, "4", 0) }); r.Holder != per.me.Member.ID || r.Fence != 2 {
		t.Errorf("a claim that runs: %+v", r)
	}
	var got wire.Member
	admin.ask("POST", "/members/"+kari.me.Member.ID, wire.MemberIn{OnDuty: as(false)}).into(t, &got)
	var all wire.Members
	per.ask("GET", "/members", nil).into(t, &all)
	for _, p := range all.Members {
		if p.OnDuty == (p.ID == kari.me.Member.ID) {
			t.Errorf("after an admin sent kari home: %+v", p)
		}
	}
	if got.OnDuty || !got.Active || got.Role != wire.Staff {
		t.Errorf("sent home: %+v", got)
	}
	per.ask("POST", "/members/"+kari.me.Member.ID, wire.MemberIn{OnDuty: as(true)}).want(t, 403, "forbidden")
	hears := per.socket()
	hear(t, hears)
	say(kari, as(true), true)
	hear(t, hears)
	admin.ask("POST", "/members/"+kari.me.Member.ID, wire.MemberIn{Active: as(false)}).want(t, 200, "")
	if r := per.op(wire.OpReopen, "2", 0); r.OK || r.Holder != "" {
		t.Errorf("reopened twice: %+v", r)
	}
}
