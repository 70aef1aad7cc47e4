package servertest

// Handles: each member names their own, and the team's browsers get them all.

import (
	"fmt"
	"slices"
	"testing"

	"porchlight/wasm/wire"
)

func handles(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin := m.join(m.first)
	kari, per := m.person("Kari Nes", wire.Staff), m.person("Per Dahl", wire.Staff)
	name := func(d *device, list ...wire.Handle) {
		t.Helper()
		list = append([]wire.Handle{}, list...)
		d.ask("PUT", "/me", wire.MeIn{Handles: &list}).want(t, 200, "")
	}
	roster := func(want ...string) {
		t.Helper()
		var all wire.Members
		per.ask("GET", "/members", nil).into(t, &all)
		var got []string
		for _, h := range all.Handles {
			i := slices.IndexFunc(all.Members, func(p wire.Member) bool { return p.ID == h.Member })
			got = append(got, fmt.Sprint(all.Members[i].Name[:4], " ", h.Site, " ", h.Handle))
		}
		if !slices.Equal(got, want) {
			t.Errorf("the roster is %q, want %q", got, want)
		}
	}
	roster()
	name(kari, wire.Handle{Site: "x", Handle: "@kari_n"}, wire.Handle{Site: "mastodon", Handle: "kari@coast.example"})
	name(per, wire.Handle{Site: "reddit", Handle: "u/per \"d\""})
	kari.ask("PUT", "/me", wire.MeIn{OnDuty: as(false)}).want(t, 200, "") // leaves them as they are
	roster("Kari x kari_n", "Kari mastodon kari@coast.example", `Per  reddit u/per "d"`)
	name(kari, wire.Handle{Site: "hn", Handle: "kari"}) // these are all
	roster("Kari hn kari", `Per  reddit u/per "d"`)
	name(per)
	roster("Kari hn kari")
	for what, in := range map[string]wire.Handle{
		"no site":      {Handle: "kari"},
		"an address":   {Site: "x.com", Handle: "kari"},
		"no handle":    {Site: "x", Handle: "@"},
		"a line break": {Site: "x", Handle: "a\nb"},
		"a colleague":  {Member: per.me.Member.ID, Site: "x", Handle: "per"},
	} {
		if a := kari.doWrong("/me", wire.MeIn{Handles: &[]wire.Handle{in}}); a.code() != "invalid" {
			t.Errorf("%s: %d %s", what, a.status, a.body)
		}
	}
	many := make([]wire.Handle, 51)
	for i := range many {
		many[i] = wire.Handle{Site: "x", Handle: fmt.Sprint("kari", i)}
	}
	kari.doWrong("/me", wire.MeIn{Handles: &many}).want(t, 400, "invalid")
	roster("Kari hn kari")
	admin.ask("POST", "/members/"+kari.me.Member.ID, wire.MemberIn{Active: as(false)}).want(t, 200, "")
	roster()
	admin.ask("POST", "/members/"+kari.me.Member.ID, wire.MemberIn{Active: as(true)}).want(t, 200, "")
	roster("Kari hn kari")
	admin.ask("DELETE", "/members/"+kari.me.Member.ID, nil).want(t, 204, "")
	roster()
}

// doWrong puts what openapi.yaml forbids.
func (d *device) doWrong(path string, body any) answer {
	d.t.Helper()
	h := *d.Home
	h.contract = &contract{} // no router: nothing is held against it
	return h.do(d.t, request{method: "PUT", path: d.path(path), bearer: d.token(), body: body})
}
