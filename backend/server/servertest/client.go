package servertest

// A client as dull as can be: teams, devices, and requests that never try again.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) code() string {
	var p wire.APIProblem
	json.Unmarshal(a.body, &p)
	return p.Code
}

// same is the answer without what must differ between two requests.
func (a answer) same() string {
	var p wire.APIProblem
	if json.Unmarshal(a.body, &p) == nil && p.RequestID != "" {
		return strings.ReplaceAll(fmt.Sprint(a.status, string(a.body)), p.RequestID, "")
	}
	return fmt.Sprint(a.status, string(a.body))
}

// into decodes a success.
func (a answer) into(t testing.TB, v any) {
	t.Helper()
	if a.status/100 != 2 {
		t.Fatalf("answered %d: %s", a.status, a.body)
	}
	if err := json.Unmarshal(a.body, v); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
}

func (a answer) want(t testing.TB, status int, code string) {
	t.Helper()
	if a.status != status || a.code() != code {
		t.Errorf("answered %d %q, want %d %q: %s", a.status, a.code(), status, code, a.body)
	}
}

// request is one exchange; body may be nil, raw bytes, or anything for JSON.
type request struct {
	method, path, bearer string
	body                 any
	header               http.Header
}

func (h *Home) do(t testing.TB, r request) answer {
	t.Helper()
	var sent []byte
	switch b := r.body.(type) {
	case nil:
	case []byte:
		sent = b
	default:
		var err error
		if sent, err = json.Marshal(b); err != nil {
			t.Fatal(err)
		}
	}
	req, err := http.NewRequest(r.method, h.URL+r.path, bytes.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	if r.bearer != "" {
		req.Header.Set("Authorization", "Bearer "+r.bearer)
	}
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	maps.Copy(req.Header, r.header)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{res.StatusCode, res.Header, said}
	if err := h.contract.check(r.method, h.URL+r.path, req.Header, sent, a); err != nil {
		t.Errorf("%s %s: %v", r.method, strings.SplitN(r.path, "?", 2)[0], err)
	}
	return a
}

type team struct {
	*Home
	t     testing.TB
	id    string
	first string // the secret of the first admin's invite
}

// newTeam makes a team as the operator; ttl 0 is the default lease.
func (h *Home) newTeam(t testing.TB, ttlMs int64) *team {
	t.Helper()
	var inv wire.Invite
	in := wire.CreateTeam{Name: "Havblikk", Admin: "Ingrid Solvang", TTLMs: ttlMs}
	h.do(t, request{method: "POST", path: "/v1/teams", bearer: h.Secret, body: in}).into(t, &inv)
	return &team{h, t, inv.Team, secretOf(t, h, inv)}
}

func secretOf(t testing.TB, h *Home, inv wire.Invite) string {
	t.Helper()
	secret, ok := strings.CutPrefix(inv.Link, h.URL+"/join#"+inv.Team+".")
	if !ok || len(secret) < 22 {
		t.Fatalf("not an invite link of this home: %s", inv.Link)
	}
	return secret
}

func (m *team) path(rest string) string { return "/v1/teams/" + m.id + rest }

// ask is a request under any token.
func (m *team) ask(method, rest, bearer string, body any) answer {
	m.t.Helper()
	return m.do(m.t, request{method: method, path: m.path(rest), bearer: bearer, body: body})
}

// invite makes an invite as the operator and returns its secret.
func (m *team) invite(name string, role wire.Role) string {
	m.t.Helper()
	var inv wire.Invite
	m.ask("POST", "/invites", m.Secret, wire.InviteIn{Name: name, Role: role}).into(m.t, &inv)
	return secretOf(m.t, m.Home, inv)
}

type device struct {
	*team
	id, secret string
	me         wire.Me
}

func (m *team) newDevice() *device {
	return &device{team: m, id: server.Random(16), secret: server.Random(43)}
}

func (d *device) token() string { return server.Token(d.id, d.secret) }

func (d *device) redeem(invite string) answer {
	d.t.Helper()
	return d.team.ask("POST", "/redeem", "", wire.RedeemIn{
		Invite: invite, Device: d.id, Hash: server.Hash(d.secret), Label: "Chrome on Linux",
	})
}

// join makes a device for an invite.
func (m *team) join(invite string) *device {
	m.t.Helper()
	d := m.newDevice()
	d.redeem(invite).into(m.t, &d.me)
	return d
}

// person invites somebody and joins as that person.
func (m *team) person(name string, role wire.Role) *device {
	m.t.Helper()
	return m.join(m.invite(name, role))
}

func (d *device) ask(method, rest string, body any) answer {
	d.t.Helper()
	return d.team.ask(method, rest, d.token(), body)
}

// conversation is a conversation with this number.
func conversation(n string) wire.Conversation {
	return wire.Conversation{
		Key: "hn:" + n, Link: "https://news.ycombinator.com/item?id=" + n, Site: "hn", Author: "ola",
		Names: []string{"Havblikk"},
	}
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

func newOp(kind, n string, fence int64) wire.OpIn {
	return wire.OpIn{OpID: newID(), Kind: kind, Conversation: conversation(n), Fence: fence}
}

// post sends operations from the start of the feed.
func (d *device) post(ops ...wire.OpIn) wire.OpsAnswer {
	d.t.Helper()
	var out wire.OpsAnswer
	d.ask("POST", "/ops", opsIn("", 0, ops...)).into(d.t, &out)
	if len(out.Results) != len(ops) {
		d.t.Fatalf("%d results for %d operations", len(out.Results), len(ops))
	}
	return out
}

func (d *device) op(kind, n string, fence int64) wire.OpResult {
	d.t.Helper()
	return d.post(newOp(kind, n, fence)).Results[0]
}

func opsIn(epoch string, cursor int64, ops ...wire.OpIn) wire.OpsIn {
	in := wire.OpsIn{Epoch: epoch, Cursor: cursor, Ops: []json.RawMessage{}}
	for _, o := range ops {
		b, err := json.Marshal(o)
		if err != nil {
			panic(err)
		}
		in.Ops = append(in.Ops, b)
	}
	return in
}

func (d *device) changes(epoch string, cursor int64) answer {
	d.t.Helper()
	return d.ask("GET", fmt.Sprintf("/changes?epoch=%s&cursor=%d", epoch, cursor), nil)
}

// passed waits until the server's clock is past ms, by asking it.
func (d *device) passed(ms int64) {
	d.t.Helper()
	for {
		var me wire.Me
		a := d.ask("GET", "/me", nil)
		if a.status == http.StatusTooManyRequests {
			continue
		}
		if a.into(d.t, &me); me.ServerNowMs > ms {
			return
		}
	}
}
