//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func TestTeamMember(t *testing.T) {
	home, err := server.OpenHome(filepath.Join(t.TempDir(), "served"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer home.Close()
	web := httptest.NewServer(home.Handler(""))
	defer web.Close()
	flags := []string{"--home", web.URL, "--secret-file", filepath.Join(home.Dir(), "operator.secret")}
	inv := createTeam(t, web.URL, flags[2:]...)
	at := append(flags, "--team", inv.Team)
	redeem(t, web.URL, inv)
	list := mustRun(t, append([]string{"team", "member"}, at...)...)
	id, rest, _ := strings.Cut(list, "\t")
	if rest != "admin\tactive\tIngrid Solvang\n" {
		t.Fatalf("team member: %q", list)
	}
	var further wire.Invite
	said := mustRun(t, append([]string{"invite", "--member", id, "--json"}, at...)...)
	if err := json.Unmarshal([]byte(said), &further); err != nil {
		t.Fatalf("%v in %s", err, said)
	}
	redeem(t, web.URL, further)
	for _, c := range []struct {
		args, out, err string
		code           int
	}{
		{id + " --leader yes", id + "\tadmin, leader\tactive\tIngrid Solvang\n", "", done},
		{id + " --leader no --json", `"leader":false`, "", done},
		{id + " --duty no", id + "\tadmin\toff duty\tIngrid Solvang\n", "", done},
		{id + " --duty yes", id + "\tadmin\tactive\tIngrid Solvang\n", "", done},
		{id + " --active no", "", "keeps one active admin", failed},
		{"nobody --role lead", "", "it has no member nobody", failed},
		{"", id + "\tadmin\tactive\tIngrid Solvang\n", "", done},
	} {
		code, out, err := runCommand("", append(append([]string{"team", "member"}, strings.Fields(c.args)...), at...)...)
		if code != c.code || !strings.Contains(out, c.out) || !strings.Contains(err, c.err) {
			t.Errorf("team member %s: exit %d\nout: %s\nerr: %s", c.args, code, out, err)
		}
	}
}

// redeem joins with a browser that nobody uses afterwards.
func redeem(t *testing.T, home string, inv wire.Invite) {
	t.Helper()
	_, secret, _ := strings.Cut(inv.Link, "#"+inv.Team+".")
	in, _ := json.Marshal(wire.RedeemIn{Invite: secret, Device: server.Random(16), Hash: server.Hash("x"), Label: "test"})
	res, err := http.Post(home+"/v1/teams/"+inv.Team+"/redeem", "application/json", bytes.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("redeem answered %d", res.StatusCode)
	}
}
