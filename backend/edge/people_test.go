package edge

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// person is a member's device in one team of a home.
type person struct {
	*running
	path  string // /v1/teams/{team}
	token string
	id    string
}

// newTeam makes a team and joins its first admin; leases of 0 ms are the default ones.
func (h *running) newTeam(name string, leaseMs int64) *person {
	h.t.Helper()
	var in wire.Invite
	h.json("POST", "/v1/teams", h.Secret, wire.CreateTeam{Name: name, Admin: "Ada Admin", TTLMs: leaseMs}, &in)
	return h.join(in.Link)
}

// join redeems an invite link as the extension does.
func (h *running) join(link string) *person {
	h.t.Helper()
	_, fragment, _ := strings.Cut(link, "#")
	team, invite, ok := strings.Cut(fragment, ".")
	if !ok {
		h.t.Fatalf("no invite link: %s", link)
	}
	p := &person{running: h, path: "/v1/teams/" + team}
	device, secret := server.Random(16), server.Random(43)
	p.token = server.Token(device, secret)
	var me wire.Me
	h.json("POST", p.path+"/redeem", "", wire.RedeemIn{Invite: invite, Device: device, Hash: server.Hash(secret), Label: "test"}, &me)
	p.id = me.Member.ID
	return p
}

// invite brings another member into p's team.
func (p *person) invite(name string, role wire.Role) *person {
	p.t.Helper()
	var in wire.Invite
	p.json("POST", p.path+"/invites", p.token, wire.InviteIn{Name: name, Role: role}, &in)
	return p.join(in.Link)
}

// op is an operation on the conversation named key; its id is new.
func op(kind, key string, fence int64) wire.OpIn {
	return wire.OpIn{OpID: uuid.Must(uuid.NewV7()).String(), Kind: kind, Fence: fence, Conversation: wire.Conversation{
		Key: key, Link: "https://town.example/" + key, Site: "generic", Author: "@kari", Names: []string{"Havblikk"}}}
}

// opsBody asks for what came after cursor besides; epoch "" and cursor 0 for all.
func opsBody(o wire.OpIn, epoch string, cursor int64) string {
	raw, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	body, err := json.Marshal(wire.OpsIn{Epoch: epoch, Cursor: cursor, Ops: []json.RawMessage{raw}})
	if err != nil {
		panic(err)
	}
	return string(body)
}

// do sends one operation once.
func (p *person) do(o wire.OpIn) (wire.OpResult, answer, error) {
	out, a, err := p.send(opsBody(o, "", 0))
	if err != nil || len(out.Results) == 0 {
		return wire.OpResult{}, a, err
	}
	return out.Results[0], a, nil
}

func (p *person) send(body string) (wire.OpsAnswer, answer, error) {
	var out wire.OpsAnswer
	a, err := p.try("POST", p.path+"/ops", p.token, body)
	if err == nil && a.status == http.StatusOK {
		err = json.Unmarshal([]byte(a.body), &out)
	}
	return out, a, err
}

// mustDo sends one operation and fails the test when it gets no row.
func (p *person) mustDo(o wire.OpIn) wire.OpResult {
	p.t.Helper()
	r, a, err := p.do(o)
	if err != nil || a.status != 200 || r.Code != "" {
		p.t.Fatalf("%s: %v, %d %s", o.Kind, err, a.status, a.body)
	}
	return r
}

// json makes a request that must succeed.
func (h *running) json(method, path, bearer string, in, out any) {
	h.t.Helper()
	body := ""
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			h.t.Fatal(err)
		}
		body = string(b)
	}
	a := h.ask(method, path, bearer, body)
	if a.status < 200 || a.status > 299 {
		h.t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	if err := json.Unmarshal([]byte(a.body), out); err != nil {
		h.t.Fatalf("%s %s: %v in %s", method, path, err, a.body)
	}
}

// unlimited lifts the limit of each device, for tests that press a home hard.
func unlimited(t *testing.T) { t.Setenv("PORCHLIGHT_DEVICE_RATE", "100000") }
