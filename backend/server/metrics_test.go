package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func TestMetrics(t *testing.T) {
	h := openHome(t, t.TempDir())
	status, said := ask(h, "POST", "/v1/teams", h.Secret(), `{"name":"Havblikk","admin":"Ingrid Solvang"}`)
	var inv wire.Invite
	if err := json.Unmarshal([]byte(said), &inv); err != nil {
		t.Fatalf("%d %s", status, said)
	}
	_, invite, _ := strings.Cut(inv.Link, "#"+inv.Team+".")
	id, secret := server.Random(16), server.Random(43)
	at, token := "/v1/teams/"+inv.Team, server.Token(id, secret)
	ask(h, "POST", at+"/redeem", "", fmt.Sprintf(`{"invite":%q,"device":%q,"hash":%q,"label":"x"}`, invite, id, server.Hash(secret)))
	op := func(kind string) {
		o := wire.OpIn{OpID: uuid.Must(uuid.NewV7()).String(), Kind: kind, Conversation: wire.Conversation{
			Key: "hn:canarykey", Link: "https://canary.example/", Author: "canaryauthor", Names: []string{}}}
		raw, _ := json.Marshal(o)
		in, _ := json.Marshal(wire.OpsIn{Ops: []json.RawMessage{raw}})
		for range 2 {
			if status, said := ask(h, "POST", at+"/ops", token, string(in)); status != 200 {
				t.Fatalf("%d %s", status, said)
			}
		}
	}
	op("claim")
	op("renew")
	op("canarykind")
	ask(h, "GET", at+"/canarypath", token, "")
	for _, bearer := range []string{"", token, h.Secret() + "x"} {
		if status, said := ask(h, "GET", "/metrics", bearer, ""); status != 401 || strings.Contains(said, "porchlight_") {
			t.Errorf("told to %q: %d", bearer, status)
		}
	}
	status, said = ask(h, "GET", "/metrics", h.Secret(), "")
	for _, line := range []string{
		"# TYPE porchlight_requests_total counter",
		`porchlight_requests_total{route="POST /v1/teams/{team}/ops",status="200"} 6`,
		`porchlight_requests_total{route="none",status="404"} 1`,
		`porchlight_operations_total{kind="claim",result="ok"} 1`,
		`porchlight_operations_total{kind="claim",result="replay"} 1`,
		`porchlight_operations_total{kind="renew",result="refused"} 1`,
		`porchlight_operations_total{kind="other",result="invalid"} 2`,
		`porchlight_request_seconds_bucket{le="+Inf"} 9`,
		"porchlight_request_seconds_count 9",
		"porchlight_teams_open 1",
		"porchlight_sockets 0",
	} {
		if !strings.Contains(said, line+"\n") {
			t.Errorf("%d: no line %q in\n%s", status, line, said)
		}
	}
	for _, never := range []string{"canary", inv.Team, id, h.Secret(), "Havblikk"} {
		if strings.Contains(said, never) {
			t.Errorf("tells %q:\n%s", never, said)
		}
	}
}
