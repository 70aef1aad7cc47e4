//go:build !js

package main

// A sealed ledger is changed with nothing but SQL, and the command names day and row.

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/backend/server"
)

func TestTeamVerify(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	inv := createTeam(t, dir)
	file := filepath.Join(dir, "teams", inv.Team+".sqlite")
	fillLedger(t, file, 5000)
	sql := func(do string) {
		t.Helper()
		change(t, file, do)
	}
	sql(`UPDATE ledger SET at_ms = at_ms * 100000`) // days 0 to 5
	command := []string{"team", "verify", "--home", dir, "--team", inv.Team}
	if out := mustRun(t, command...); out != "0 rows are sealed, 0 of them purged since; 5000 rows are not sealed yet\n" {
		t.Errorf("before the daily job: %s", out)
	}
	home, err := server.OpenHome(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := home.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	home.Close()
	out := mustRun(t, command...)
	if !strings.HasPrefix(out, "6 days up to 1970-01-06 are as they were sealed\ndigest  ") || !strings.HasSuffix(out, "\n5000 rows are sealed, 0 of them purged since; 0 rows are not sealed yet\n") {
		t.Errorf("sealed: %s", out)
	}
	kept := filepath.Join(t.TempDir(), "kept.json")
	if err := os.WriteFile(kept, []byte(mustRun(t, append(command, "--json")...)), 0o600); err != nil {
		t.Fatal(err)
	}
	mustRun(t, append(command, "--kept", kept)...)

	sql(`UPDATE ledger SET actor = 'per' WHERE seq = 900`)
	sql(`DELETE FROM ledger WHERE seq = 4999`)
	code, out, said := runCommand("", command...)
	want := "1970-01-02\trow 900 (note) was changed\n1970-01-06\trow 4999 (note) was removed\n5000 rows are sealed, 0 of them purged since; 0 rows are not sealed yet\n"
	if code != failed || out != want || said != "porchlight team verify: 2 of 6 days differ from what was sealed\n" {
		t.Errorf("changed: %d %s%s", code, out, said)
	}

	// Somebody makes all digests anew; the copy elsewhere knows.
	sql(`DELETE FROM prints`)
	sql(`DELETE FROM digests`)
	if home, err = server.OpenHome(dir, nil); err != nil {
		t.Fatal(err)
	}
	if err := home.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	home.Close()
	mustRun(t, command...)
	code, out, _ = runCommand("", append(command, "--kept", kept)...)
	if code != failed || strings.HasPrefix(out, "1970-01-01") || !strings.HasPrefix(out, "1970-01-02\tthe digest is another than the one kept") {
		t.Errorf("made anew: %d %s", code, out)
	}
	for args, want := range map[string]string{
		"--kept " + file: "is nothing that team verify --json wrote",
		"--kept /nosuch": "what was kept: ",
		"more":           `unexpected "more"`,
	} {
		if code, _, said := runCommand("", append(command, strings.Fields(args)...)...); code == done || !strings.Contains(said, want) {
			t.Errorf("%s: %d %s", args, code, said)
		}
	}
}

// change is what somebody does to a team's file behind the program's back.
func change(t *testing.T, file, do string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(do); err != nil {
		t.Fatal(err)
	}
}
