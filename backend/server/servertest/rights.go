package servertest

// Every route for everybody: the table of rights, spelt out once more.

import (
	"encoding/json"
	"strings"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// What each route answers to staff, lead, admin and operator; to a stranger, a revoked
// device and a device of another team it always answers 401. "ok" is any answer that
// is not about who asks.
var rights = map[string][4]string{
	"GET /me":              {"ok", "ok", "ok", "403"},
	"GET /members":         {"ok", "ok", "ok", "ok"},
	"POST /members/{id}":   {"403", "403", "ok", "ok"},
	"POST /ops":            {"ok", "ok", "ok", "403"},
	"GET /changes":         {"ok", "ok", "ok", "403"},
	"GET /snapshot":        {"ok", "ok", "ok", "403"},
	"GET /playbook":        {"ok", "ok", "ok", "ok"},
	"PUT /playbook":        {"403", "ok", "ok", "ok"},
	"POST /invites":        {"403", "ok", "ok", "ok"},
	"GET /devices":         {"ok", "ok", "ok", "403"},
	"DELETE /devices/{id}": {"ok", "ok", "ok", "403"},
	"POST /live":           {"ok", "ok", "ok", "403"},
}

func everyRight(t *testing.T, h *Home) {
	for _, route := range server.Routes() {
		method, path, _ := strings.Cut(route, " ")
		path = strings.TrimPrefix(path, "/v1/teams/{team}")
		if _, told := rights[method+" "+path]; !told && path != "" && path != "/redeem" && route != "GET /v1/teams/{team}/live" {
			t.Errorf("no rights are told for %s", route)
		}
	}
	m, other := h.newTeam(t, 0), h.newTeam(t, 0)
	admin := m.join(m.first)
	revoked := m.person("Ola Vik", wire.Admin)
	admin.ask("DELETE", "/devices/"+revoked.id, nil).want(t, 204, "")
	inside := []string{m.person("Kari Nes", wire.Staff).token(), m.person("Lise Berg", wire.Lead).token(), admin.token(), h.Secret}
	outside := map[string]string{
		"nobody": "", "a revoked device": revoked.token(), "another team's admin": other.join(other.first).token(),
		"nonsense": "pl_d_x", "a device that never was": server.Token(server.Random(16), server.Random(43)),
	}
	for route, want := range rights {
		method, path, _ := strings.Cut(route, " ")
		path = strings.Replace(path, "{id}", server.Random(16), 1)
		if path == "/changes" {
			path += "?cursor=0"
		}
		for i, token := range inside {
			a := m.ask(method, path, token, bodyFor(route))
			denied := a.status == 401 || a.status == 403
			if denied != (want[i] == "403") || a.status == 401 || a.status >= 500 {
				t.Errorf("%s by %d (staff, lead, admin, operator): %d %s", route, i, a.status, a.body)
			}
		}
		seen := map[string]string{}
		for who, token := range outside {
			a := m.ask(method, path, token, bodyFor(route))
			a.want(t, 401, "unauthorized")
			seen[a.same()] = who
		}
		if len(seen) != 1 {
			t.Errorf("%s tells strangers apart: %v", route, seen)
		}
	}
	if a := m.ask("POST", "", h.Secret, wire.CreateTeam{Name: "x", Admin: "x"}); a.status != 404 && a.status != 409 {
		t.Errorf("making a team of a known id: %d", a.status)
	}
	for _, bearer := range []string{"", admin.token(), h.Secret + "x"} {
		a := h.do(t, request{method: "POST", path: "/v1/teams", bearer: bearer, body: wire.CreateTeam{Name: "x", Admin: "x"}})
		a.want(t, 401, "unauthorized")
	}
}

func bodyFor(route string) any {
	switch route {
	case "POST /ops":
		return opsIn("", 0)
	case "PUT /playbook":
		return wire.PlaybookIn{Base: 99, Playbook: json.RawMessage(`{"brands":[{"name":"Havblikk"}]}`)}
	case "POST /members/{id}":
		return wire.MemberIn{Role: wire.Staff}
	case "POST /invites":
		return wire.InviteIn{Name: "Per Dahl", Role: wire.Staff}
	}
	return nil
}

func strangers(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	d := m.join(m.first)
	good := d.token()
	wrong := d.ask("GET", "/nothing", nil)
	wrong.want(t, 404, "not_found")
	t.Run("BE-08.b and c wrong tokens are one", func(t *testing.T) {
		first := m.ask("GET", "/me", server.Token(d.id, server.Random(43)), nil)
		first.want(t, 401, "unauthorized")
		for what, token := range map[string]string{
			"cut": good[:len(good)-1], "longer": good + "0", "other case": swapCase(good), "other secret": server.Token(d.id, server.Random(43)),
			"other id": server.Token(server.Random(16), d.secret), "secret alone": d.secret, "no prefix": strings.TrimPrefix(good, "pl_d_"),
			"checksum of another": good[:len(good)-6] + "000000", "hash for secret": server.Token(d.id, server.Hash(d.secret)[:43]),
			"empty": "", "quote": "pl_d_' OR 1=1",
		} {
			if a := m.ask("GET", "/me", token, nil); a.same() != first.same() {
				t.Errorf("%s: %d %s", what, a.status, a.body)
			}
		}
		m.ask("GET", "/me", good, nil).want(t, 200, "")
	})
	t.Run("a team that does not exist", func(t *testing.T) {
		// Its id is good, for this home could have made it; nobody is signed in there.
		gone := &team{h, t, server.NewTeamID(h.Secret), ""}
		gone.ask("GET", "/me", good, nil).want(t, 401, "unauthorized")
		gone.newDevice().redeem(server.Random(32)).want(t, 404, "not_found")
		gone.ask("POST", "/invites", h.Secret, wire.InviteIn{Name: "x", Role: wire.Admin}).want(t, 404, "not_found")
	})
}
