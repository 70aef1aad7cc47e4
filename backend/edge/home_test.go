package edge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/coder/websocket"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// The command line makes a team on the edge, publishes its playbook, and two people who
// join by its links see each other's claims.
func TestATeamLivesOnTheEdge(t *testing.T) {
	h := start(t, home)
	bin := filepath.Join(t.TempDir(), "porchlight")
	if text, err := exec.Command("go", "build", "-o", bin, "..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	at := h
	run := func(args ...string) wire.Invite {
		t.Helper()
		cmd := exec.Command(bin, append(args, "--home", at.URL, "--secret-file", filepath.Join(at.Dir, "operator.secret"), "--json")...)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		said, err := cmd.Output()
		if err != nil {
			t.Fatalf("porchlight %v: %v\n%s", args, err, stderr.String())
		}
		var in wire.Invite
		if err := json.Unmarshal(said, &in); err != nil {
			t.Fatalf("porchlight %v: %v in %s", args, err, said)
		}
		return in
	}
	made := run("team", "create", "--name", "Havblikk", "--admin", "Ingrid Solvang")
	if !strings.HasPrefix(made.Link, h.URL+"/join#") {
		t.Fatalf("the link does not lead to the home: %s", made.Link)
	}
	ingrid := h.join(made.Link)
	per := h.join(run("invite", "--team", made.Team, "--name", "Per", "--role", "staff").Link)

	claim := per.mustDo(op(wire.OpClaim, "x:post:123", 0))
	if !claim.OK || claim.Holder != per.id || claim.Fence != 1 {
		t.Errorf("Per's claim: %+v", claim)
	}
	if lost := ingrid.mustDo(op(wire.OpClaim, "x:post:123", 0)); lost.OK || lost.Holder != per.id {
		t.Errorf("Ingrid's claim: %+v", lost)
	}
	if taken := ingrid.mustDo(op(wire.OpTakeover, "x:post:123", 0)); !taken.OK || taken.Holder != ingrid.id || taken.Fence != 2 {
		t.Errorf("Ingrid's takeover: %+v", taken)
	}
	var feed wire.Changes
	var snap wire.Snapshot
	h.json("GET", per.path+"/snapshot", per.token, nil, &snap)
	if len(snap.Heads) != 1 || snap.Heads[0].Holder != ingrid.id || snap.Heads[0].Conversation.Key != "x:post:123" {
		t.Errorf("snapshot: %+v", snap.Heads)
	}
	h.json("GET", fmt.Sprintf("%s/changes?epoch=%s&cursor=0", per.path, snap.Epoch), per.token, nil, &feed)
	if len(feed.Changes) != 3 || feed.Changes[0].Kind != "claim" || feed.Changes[1].OK {
		t.Errorf("feed: %+v", feed.Changes)
	}

	// It moves to another edge, by way of a file, and its browsers stay signed in.
	file, there := filepath.Join(t.TempDir(), "team.sqlite"), start(t, home)
	run("team", "export", "--team", made.Team, "--to", file)
	if err := there.Stop(); err != nil {
		t.Fatal(err)
	}
	there.Secret = h.Secret
	if err := os.WriteFile(filepath.Join(there.Dir, "operator.secret"), []byte(h.Secret), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := there.Restart(); err != nil {
		t.Fatal(err)
	}
	at = there
	run("team", "import", file)
	var moved wire.Snapshot
	there.json("GET", per.path+"/snapshot", per.token, nil, &moved)
	if !reflect.DeepEqual(moved.Heads, snap.Heads) || moved.Epoch == snap.Epoch {
		t.Errorf("snapshot after the move: %+v", moved)
	}
}

// BE-01: a token of one team is nonsense in another, and what one team writes is in no
// answer to the other.
func TestTwoTeamsOnOneHomeDoNotMeet(t *testing.T) {
	h := start(t, home)
	a, b := h.newTeam("Havblikk", 0), h.newTeam("Kystekspressen Nord", 0)
	a.mustDo(op(wire.OpClaim, "x:post:canary", 0))
	nonsense := server.Token(server.Random(16), server.Random(43))
	for _, route := range server.Routes() {
		method, path, _ := strings.Cut(route, " ")
		if strings.HasSuffix(path, "/{team}") || strings.HasSuffix(path, "/redeem") || route == "GET /v1/teams/{team}/live" {
			continue
		}
		path = strings.NewReplacer("/v1/teams/{team}", b.path, "{id}", server.Random(16)).Replace(path)
		body := ""
		if method == "POST" || method == "PUT" {
			body = "{}"
		}
		foreign, none := h.ask(method, path, a.token, body), h.ask(method, path, nonsense, body)
		if foreign.status != 401 || without(foreign) != without(none) {
			t.Errorf("%s with another team's token: %d %s, with nonsense: %d %s", route, foreign.status, foreign.body, none.status, none.body)
		}
		if own := h.ask(method, path, b.token, body); own.status == 401 || strings.Contains(own.body, "canary") || strings.Contains(own.body, a.id) {
			t.Errorf("%s with its own token: %d %s", route, own.status, own.body)
		}
	}
	if first := b.mustDo(op(wire.OpClaim, "x:post:canary", 0)); !first.OK || first.Seq != 1 {
		t.Errorf("the other team's first claim: %+v", first)
	}
}

// without is a problem's body without what differs between any two requests.
func without(a answer) string {
	var p wire.APIProblem
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		return a.body
	}
	p.RequestID = ""
	return fmt.Sprintf("%+v", p)
}

// F13 on the edge, where other requests run between any two statements.
func TestThreeHundredClaimsHaveOneWinner(t *testing.T) {
	unlimited(t)
	h := start(t, home)
	people := []*person{h.newTeam("Havblikk", 0)}
	for _, name := range []string{"Per", "Kari", "Lise"} {
		people = append(people, people[0].invite(name, wire.Staff))
	}
	var mu sync.Mutex
	holders, fences := map[string]int{}, map[int64]int{}
	errs := parallel(60, 300, func(n int) error {
		r, a, err := people[n%len(people)].do(op(wire.OpClaim, "x:post:1", 0))
		if err != nil || a.status != 200 {
			return fmt.Errorf("%d: %v %d %s", n, err, a.status, a.body)
		}
		if r.OK != (r.Holder == people[n%len(people)].id) {
			return fmt.Errorf("%d: accepted %v, but %s holds", n, r.OK, r.Holder)
		}
		mu.Lock()
		defer mu.Unlock()
		holders[r.Holder]++
		fences[r.Fence]++
		return nil
	})
	for _, err := range errs {
		t.Error(err)
	}
	if len(holders) != 1 || len(fences) != 1 || fences[1] != 300 {
		t.Errorf("holders %v, fences %v; want one holder and fence 1, 300 times", holders, fences)
	}
}

// BE-13.a–c through the real handler: a ticket is good once, in its team, for our origin.
func TestTheLiveSocketOfTheEdge(t *testing.T) {
	h := start(t, home)
	ada, other := h.newTeam("Havblikk", 0), h.newTeam("Kystekspressen Nord", 0)
	ticket := func() string {
		var out wire.Ticket
		h.json("POST", ada.path+"/live", ada.token, struct{}{}, &out)
		return out.Ticket
	}
	dial := func(path, ticket, origin string) (*websocket.Conn, int) {
		conn, res, _ := websocket.Dial(t.Context(), h.URL+path+"/live?ticket="+ticket,
			&websocket.DialOptions{HTTPHeader: map[string][]string{"Origin": {origin}}})
		if res == nil {
			return conn, 0
		}
		return conn, res.StatusCode
	}
	one := ticket()
	if _, status := dial(ada.path, one, "https://evil.example"); status != 403 {
		t.Errorf("a page's origin: %d", status)
	}
	if _, status := dial(other.path, one, server.Chrome); status != 401 {
		t.Errorf("another team's ticket: %d", status)
	}
	conn, status := dial(ada.path, one, server.Chrome)
	if status != 101 {
		t.Fatalf("a good ticket: %d", status)
	}
	if _, status := dial(ada.path, one, server.Chrome); status != 401 {
		t.Errorf("a ticket's second use: %d", status)
	}
	if got := h.read(conn); got != "0" {
		t.Errorf("greeted with %q, want seq 0", got)
	}
	ada.mustDo(op(wire.OpClaim, "x:post:1", 0))
	if got := h.read(conn); got != "1" {
		t.Errorf("poked with %q, want seq 1", got)
	}
	var me wire.Me
	h.json("GET", ada.path+"/me", ada.token, nil, &me)
	if a := h.ask("DELETE", ada.path+"/devices/"+me.Device, ada.token, ""); a.status != 204 {
		t.Errorf("revoke: %d %s", a.status, a.body)
	}
	if got := h.read(conn); !strings.HasPrefix(got, "closed") {
		t.Errorf("after revoking: %q", got)
	}
	if a := h.ask("GET", ada.path+"/me", ada.token, ""); a.status != 401 {
		t.Errorf("the revoked device's next request: %d", a.status)
	}
}
