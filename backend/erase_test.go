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
