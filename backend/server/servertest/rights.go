package servertest

// Every route for everybody. The table is openapi.yaml itself: who may is told there as
// security and x-role, so a route that is added there is tried here, and one that is
// not is found by the test that compares the two.

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// right is one operation: who may, and how it is asked.
type right struct {
	method, path     string // below the team's address
	device, operator bool   // whether a token of that kind may do at all
	from             wire.Role
}

var roles = []wire.Role{wire.Staff, wire.Lead, wire.Admin}

// rightsOf reads the operations of a team from the contract.
func rightsOf(t *testing.T, doc *openapi3.T) []right {
	t.Helper()
	var list []right
	for path, item := range doc.Paths.Map() {
		rest, ofTeam := strings.CutPrefix(path, "/v1/teams/{team}/")
		for method, o := range item.Operations() {
			if !ofTeam {
				continue
			}
			r := right{method: method, path: "/" + strings.ReplaceAll(rest, "{id}", server.Random(16))}
			need := o.Security
			if need == nil {
				need = &doc.Security
			}
			for _, s := range *need {
				_, device := s["device"]
				_, operator := s["operator"]
				r.device, r.operator = r.device || device, r.operator || operator
			}
			role, _ := o.Extensions["x-role"].(string)
			if r.from = wire.Role(role); r.device != slices.Contains(roles, r.from) {
				t.Errorf("%s %s: x-role is %q, which does not go with its security", method, path, role)
			}
			for _, p := range o.Parameters {
				if p.Value.In == openapi3.ParameterInQuery && p.Value.Required {
					r.path += "?" + p.Value.Name + "=0"
				}
			}
			list = append(list, r)
		}
	}
	return list
}

func everyRight(t *testing.T, h *Home) {
	list := rightsOf(t, Contract(t))
	if len(list) < len(server.Routes())-1 { // all but making the team
		t.Fatalf("%d operations for %d routes", len(list), len(server.Routes()))
	}
	m, other := h.newTeam(t, 0), h.newTeam(t, 0)
	admin := m.join(m.first)
	inside := []*device{m.person("Kari Nes", wire.Staff), m.person("Lise Berg", wire.Lead), admin}
	outside := outsiders(m, admin, other)
	gone := m.person("Siri Moe", wire.Admin)
	no := false
	m.ask("POST", "/members/"+gone.me.Member.ID, h.Secret, wire.MemberIn{Active: &no}).want(t, 200, "")
	for _, r := range list {
		name := r.method + " " + r.path
		if !r.device && !r.operator {
			indifferent(t, m, r, outside)
			continue
		}
		lowest := slices.Index(roles, r.from)
		if !r.device {
			lowest = len(roles)
		}
		for i, d := range inside {
			a := d.ask(r.method, r.path, bodyFor(r))
			if denied := a.status == 403; denied != (i < lowest) || a.status == 401 || a.status >= 500 {
				t.Errorf("%s by %s: %d %s", name, roles[i], a.status, a.body)
			}
		}
		a := m.ask(r.method, r.path, h.Secret, bodyFor(r))
		if denied := a.status == 403; denied == r.operator || a.status == 401 || a.status >= 500 {
			t.Errorf("%s by the operator: %d %s", name, a.status, a.body)
		}
		gone.ask(r.method, r.path, bodyFor(r)).want(t, 401, "unauthorized")
		seen := map[string]string{}
		for who, token := range outside {
			a := m.ask(r.method, r.path, token, bodyFor(r))
			a.want(t, 401, "unauthorized")
			seen[a.same()] = who
		}
		if len(seen) != 1 {
			t.Errorf("%s tells strangers apart: %v", name, seen)
		}
	}
	if a := m.ask("POST", "", h.Secret, wire.CreateTeam{Name: "x", Admin: "x"}); a.status != 404 && a.status != 409 {
		t.Errorf("making a team of a known id: %d", a.status)
	}
	outside["this team's admin"], outside["the secret and more"] = admin.token(), h.Secret+"x"
	for _, bearer := range outside {
		a := h.do(t, request{method: "POST", path: "/v1/teams", bearer: bearer, body: wire.CreateTeam{Name: "x", Admin: "x"}})
		a.want(t, 401, "unauthorized")
	}
}

// outsiders are tokens that are of no use in m.
func outsiders(m *team, admin *device, other *team) map[string]string {
	m.t.Helper()
	revoked := m.person("Ola Vik", wire.Admin)
	admin.ask("DELETE", "/devices/"+revoked.id, nil).want(m.t, 204, "")
	good := admin.token()
	return map[string]string{
		"nobody": "", "a revoked device": revoked.token(), "another team's admin": other.join(other.first).token(),
		"another team's staff":    other.person("Per Dahl", wire.Staff).token(),
		"a device that never was": server.Token(server.Random(16), server.Random(43)),
		"another secret":          server.Token(admin.id, server.Random(43)),
		"another id":              server.Token(server.Random(16), admin.secret),
		"nonsense":                "pl_d_x", "cut": good[:len(good)-1], "longer": good + "0", "other case": swapCase(good),
		"no prefix": strings.TrimPrefix(good, "pl_d_"), "half of the operator's": m.Secret[:len(m.Secret)/2],
	}
}

// indifferent is a route that looks at no token: whoever asks hears the same, but that a
// router may turn a mangled token away unseen.
func indifferent(t *testing.T, m *team, r right, outside map[string]string) {
	t.Helper()
	seen := map[string]string{}
	for who, token := range outside {
		a := m.ask(r.method, r.path, token, bodyFor(r))
		if a.status/100 == 2 || a.status >= 500 {
			t.Errorf("%s %s by %s: %d %s", r.method, r.path, who, a.status, a.body)
		}
		if _, _, whole := server.ParseToken(token); whole || a.status != 401 {
			seen[a.same()] = who
		}
	}
	if len(seen) != 1 {
		t.Errorf("%s %s tells people apart: %v", r.method, r.path, seen)
	}
}

// bodyFor is a body that is right as far as rights go. A route without one here is
// asked with nothing, and then refuses only who may not.
func bodyFor(r right) any {
	route := r.method + " /" + strings.SplitN(r.path[1:], "/", 2)[0]
	switch route {
	case "POST /ops":
		return opsIn("", 0)
	case "PUT /playbook":
		return wire.PlaybookIn{Base: 99, Playbook: json.RawMessage(`{"brands":[{"name":"Havblikk"}]}`)}
	case "PUT /retention":
		days := int64(0)
		return wire.Retention{Days: &days}
	case "PUT /me":
		return wire.MeIn{OnDuty: as(true)}
	case "PUT /token":
		return wire.TokenIn{Hash: strings.Repeat("0", 64)}
	case "POST /members":
		return wire.MemberIn{Role: wire.Staff}
	case "POST /invites":
		return wire.InviteIn{Name: "Per Dahl", Role: wire.Staff}
	case "POST /redeem":
		return wire.RedeemIn{Invite: strings.Repeat("x", 32), Device: strings.Repeat("x", 16),
			Hash: strings.Repeat("0", 64), Label: "x"}
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
	t.Run("BE-01 names of another team", func(t *testing.T) { otherTeamsNames(t, h, m, d) })
	t.Run("a team that does not exist", func(t *testing.T) {
		// Its id is good, for this home could have made it; nobody is signed in there.
		gone := &team{h, t, server.NewTeamID(h.Secret), ""}
		gone.ask("GET", "/me", good, nil).want(t, 401, "unauthorized")
		gone.newDevice().redeem(server.Random(32)).want(t, 404, "not_found")
		gone.ask("POST", "/invites", h.Secret, wire.InviteIn{Name: "x", Role: wire.Admin}).want(t, 404, "not_found")
	})
}

// otherTeamsNames uses, as an admin, every name that another team has given out.
func otherTeamsNames(t *testing.T, h *Home, m *team, d *device) {
	there := h.newTeam(t, 0)
	theirs := there.join(there.first)
	member := theirs.me.Member.ID
	claim := newOp(wire.OpClaim, "shared", 0)
	row := theirs.post(claim).Results[0]
	for n := range 5 {
		theirs.op(wire.OpClaim, fmt.Sprint("only-there-", n), 0)
	}
	var fed wire.Changes
	theirs.changes("", 0).into(t, &fed)

	d.ask("DELETE", "/devices/"+theirs.id, nil).want(t, 404, "not_found")
	d.ask("POST", "/members/"+member, wire.MemberIn{Role: wire.Staff}).want(t, 404, "not_found")
	d.ask("POST", "/invites", wire.InviteIn{Member: member}).want(t, 404, "not_found")
	d.newDevice().redeem(there.invite("Per Dahl", wire.Staff)).want(t, 404, "not_found")
	d.changes(fed.Epoch, fed.Cursor).want(t, 410, "gone")
	if r := d.post(claim).Results[0]; !r.OK || r.Replay || r.Conv == row.Conv || r.Holder != d.me.Member.ID {
		t.Errorf("an operation id of another team: %+v", r)
	}
	give := newOp(wire.OpAssign, "shared", 1)
	give.Target = member
	if r := d.post(give).Results[0]; r.OK || r.Holder != d.me.Member.ID {
		t.Errorf("assigned to another team's member: %+v", r)
	}
	for _, after := range []string{"", row.Conv, row.Conv[:8], "zzzz", "'"} {
		var s wire.Snapshot
		d.ask("GET", "/snapshot?after="+after, nil).into(t, &s)
		for _, c := range append(s.Heads, s.Replies...) {
			if c.Actor == member || strings.Contains(c.Conversation.Key, "only-there") {
				t.Errorf("after %q another team's row: %+v", after, c)
			}
		}
	}
	theirs.ask("GET", "/me", nil).want(t, 200, "")
	if r := theirs.op(wire.OpRenew, "shared", row.Fence); !r.OK {
		t.Errorf("the other team's claim afterwards: %+v", r)
	}
}
