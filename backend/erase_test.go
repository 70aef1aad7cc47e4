//go:build !js

package main

// An erased name is not in any file of the home, and the ledger says who did what by id.

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func TestTeamEraseMember(t *testing.T) {
	const name = "Zacharias Quist"
	home, err := server.OpenHome(filepath.Join(t.TempDir(), "served"), nil)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(home.Handler(""))
	defer web.Close()
	flags := []string{"--home", web.URL, "--secret-file", filepath.Join(home.Dir(), "operator.secret")}
	inv := createTeam(t, web.URL, flags[2:]...)
	at := append(flags, "--team", inv.Team)
	redeem(t, web.URL, inv)
	var second wire.Invite
	if err := json.Unmarshal([]byte(mustRun(t, append([]string{"invite", "--name", name, "--json"}, at...)...)), &second); err != nil {
		t.Fatal(err)
	}
	redeem(t, web.URL, second)
	id := ""
	for line := range strings.Lines(mustRun(t, append([]string{"team", "member"}, at...)...)) {
		if strings.Contains(line, name) {
			id, _, _ = strings.Cut(line, "\t")
		}
	}
	if !found(t, home.Dir(), name) {
		t.Fatal("the name is not in the files to begin with")
	}
	if out := mustRun(t, append([]string{"team", "erase-member", id, "--yes"}, at...)...); out != id+" is erased\n" {
		t.Errorf("erase-member: %q", out)
	}
	if err := home.Purge(t.Context()); err != nil { // the daily job
		t.Fatal(err)
	}
	if found(t, home.Dir(), name) {
		t.Error("the name is still on the disk")
	}
	list := mustRun(t, append([]string{"team", "member"}, at...)...)
	if !strings.Contains(list, id+"\tstaff\tnot active\t"+id+"\n") {
		t.Errorf("team member: %s", list)
	}
	code, _, said := runCommand("", append([]string{"team", "erase-member", "nobody", "--yes"}, at...)...)
	if code != failed || !strings.Contains(said, "it has no member nobody") {
		t.Errorf("nobody: %d %s", code, said)
	}
	if err := home.Close(); err != nil {
		t.Fatal(err)
	}
}

// found looks for the bytes in every file of a folder.
func found(t *testing.T, dir, what string) bool {
	t.Helper()
	there := false
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		there = there || bytes.Contains(b, []byte(what))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return there
}

// What a settled conversation was about is in no file of the home after its time.
func TestTeamRetention(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	inv := createTeam(t, dir)
	at := []string{"team", "retention", "--home", dir, "--team", inv.Team}
	file := filepath.Join(dir, "teams", inv.Team+".sqlite")
	change(t, file, `INSERT INTO conversations (conv, key, link, site, author, names, triage, made_ms)
		VALUES ('c', 'x:post:quist', 'https://x.example/quist', 'x', 'quist', '[]', '', 0)`)
	change(t, file, `INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok, fence, since_ms, expires_ms, replied, in_lease, body, outcome)
		SELECT 'o', '', 'c', 'reply', 'kari', 'd', unixepoch('now', '-40 days') * 1000, 1, 0, 0, 0, 1, 0, '{"link":"https://x.example/quist"}', 'answered'`)
	for _, step := range []struct {
		days, want string
		left       bool
	}{
		{"", "conversations are kept\n", true},
		{"60", "settled conversations are forgotten after 60 days\n", true},
		{"0", "conversations are kept\n", true},
		{"30", "settled conversations are forgotten after 30 days\n", false},
	} {
		args := at
		if step.days != "" {
			args = append(at, "--days", step.days)
		}
		if out := mustRun(t, args...); out != step.want {
			t.Errorf("--days %s: %q", step.days, out)
		}
		home, err := server.OpenHome(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := home.Purge(t.Context()); err != nil {
			t.Fatal(err)
		}
		home.Close()
		if found(t, dir, "quist") != step.left {
			t.Errorf("after --days %s it is there: %v", step.days, !step.left)
		}
	}
	if out := mustRun(t, append(at, "--json")...); out != "{\"days\":30}\n" {
		t.Errorf("--json: %s", out)
	}
	for _, days := range []string{"29", "-1", "3651", "x"} {
		if code, _, said := runCommand("", append(at, "--days", days)...); code != usage {
			t.Errorf("--days %s: %d %s", days, code, said)
		}
	}
	if out := mustRun(t, "team", "verify", "--home", dir, "--team", inv.Team); !strings.Contains(out, "1 days up to") {
		t.Errorf("verify: %s", out)
	}
}
