//go:build !js

package main

// Export while somebody writes, import elsewhere, and files that are not what they were.

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// table reads a whole table as text, so that two databases can be compared.
func table(t *testing.T, path, query string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, _ := rows.Columns()
	var all strings.Builder
	for rows.Next() {
		cell := make([]any, len(names))
		for i := range cell {
			cell[i] = new(any)
		}
		if err := rows.Scan(cell...); err != nil {
			t.Fatal(err)
		}
		for _, c := range cell {
			fmt.Fprintf(&all, "%v\t", *c.(*any))
		}
		all.WriteByte('\n')
	}
	return all.String()
}

// moving is a home with one team that has a ledger, and the file of its export.
type moving struct {
	dir, file string
	inv       wire.Invite
}

func exported(t *testing.T) moving {
	t.Helper()
	m := moving{dir: filepath.Join(t.TempDir(), "data")}
	m.inv = createTeam(t, m.dir)
	m.file = filepath.Join(t.TempDir(), "team.sqlite")
	fillLedger(t, filepath.Join(m.dir, "teams", m.inv.Team+".sqlite"), 5000)
	home, err := server.OpenHome(m.dir, nil) // it runs meanwhile
	if err != nil {
		t.Fatal(err)
	}
	defer home.Close()
	out := mustRun(t, "team", "export", "--home", m.dir, "--team", m.inv.Team, "--to", m.file, "--json")
	if !strings.Contains(out, `"rows":5000`) || !strings.Contains(out, `"name":"Havblikk"`) {
		t.Errorf("export: %s", out)
	}
	if info, err := os.Stat(m.file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file may be read by others: %v, %v", info.Mode(), err)
	}
	return m
}

func fillLedger(t *testing.T, path string, rows int) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Exec(`WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ?1)
		INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok, fence, since_ms, expires_ms, replied, in_lease, body)
		SELECT 'op' || n, 'hash' || n, 'subject' || n % 90, 'note', 'kari', 'd', n, 1, 0, 0, 0, 0, 0, '{"note":"æøå"}' FROM i`, rows)
	if err != nil {
		t.Fatal(err)
	}
}

func TestATeamMovesWhole(t *testing.T) {
	m := exported(t)
	for name, secret := range map[string]bool{"to a home of another secret": false, "with the secret": true} {
		t.Run(name, func(t *testing.T) {
			to := filepath.Join(t.TempDir(), "other")
			if secret {
				os.MkdirAll(to, 0o700)
				b, _ := os.ReadFile(filepath.Join(m.dir, "operator.secret"))
				os.WriteFile(filepath.Join(to, "operator.secret"), b, 0o600)
			}
			var got server.Moved
			if err := json.Unmarshal([]byte(mustRun(t, "team", "import", m.file, "--home", to, "--json")), &got); err != nil {
				t.Fatal(err)
			}
			if got.Renamed == secret || (got.ID == m.inv.Team) != secret || got.Rows != 5000 {
				t.Errorf("%+v", got)
			}
			there := filepath.Join(to, "teams", got.ID+".sqlite")
			for _, q := range []string{"SELECT * FROM ledger", "SELECT * FROM members", "SELECT * FROM devices", "SELECT * FROM invites",
				"SELECT * FROM conversations", "SELECT * FROM playbooks", "SELECT * FROM sqlite_sequence",
				"SELECT * FROM meta WHERE k NOT IN ('team', 'epoch') ORDER BY k"} {
				if table(t, there, q) != table(t, m.file, q) {
					t.Errorf("%s: not the same", q)
				}
			}
			epoch := `SELECT t FROM meta WHERE k = 'epoch'`
			if table(t, there, epoch) == table(t, m.file, epoch) {
				t.Error("the epoch is the old one")
			}
			if out := mustRun(t, "team", "member", "--home", to, "--team", got.ID); out != "" {
				t.Errorf("members of a team that nobody joined: %q", out)
			}
			if secret { // a second time it is there already
				code, _, err := runCommand("", "team", "import", m.file, "--home", to)
				if code != failed || !strings.Contains(err, "has team "+got.ID+" already") {
					t.Errorf("twice: %d %s", code, err)
				}
			}
			onlyTeams(t, to, 1)
		})
	}
}

// From a folder to a home that is only an address, and back to a file.
func TestATeamMovesToAnAddressAndBack(t *testing.T) {
	m := exported(t)
	home, err := server.OpenHome(filepath.Join(t.TempDir(), "there"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer home.Close()
	web := httptest.NewServer(home.Handler(""))
	defer web.Close()
	t.Setenv(secretVariable, home.Secret())
	var got server.Moved
	if err := json.Unmarshal([]byte(mustRun(t, "team", "import", m.file, "--home", web.URL, "--json")), &got); err != nil {
		t.Fatal(err)
	}
	if !got.Renamed || got.Rows != 5000 {
		t.Errorf("%+v", got)
	}
	back := filepath.Join(t.TempDir(), "back.sqlite")
	if out := mustRun(t, "team", "export", "--home", web.URL, "--team", got.ID, "--to", back); !strings.Contains(out, "5000 rows up to 5000") {
		t.Errorf("export: %s", out)
	}
	for _, q := range []string{"SELECT * FROM ledger", "SELECT * FROM members", "SELECT * FROM devices", "SELECT * FROM invites",
		"SELECT * FROM conversations", "SELECT * FROM playbooks", "SELECT seq FROM sqlite_sequence",
		"SELECT * FROM meta WHERE k NOT IN ('team', 'epoch') ORDER BY k"} {
		if table(t, back, q) != table(t, m.file, q) {
			t.Errorf("%s: not the same", q)
		}
	}
	t.Setenv(secretVariable, "another")
	code, _, said := runCommand("", "team", "export", "--home", web.URL, "--team", got.ID, "--to", back+"2")
	if code != failed || !strings.Contains(said, "does not know this operator's secret") {
		t.Errorf("a stranger: %d %s", code, said)
	}
	code, _, said = runCommand("", "team", "import", m.file, "--home", web.URL)
	if code != failed || !strings.Contains(said, "does not know this operator's secret") {
		t.Errorf("a stranger: %d %s", code, said)
	}
	if files, _ := filepath.Glob(back + "*"); len(files) != 1 {
		t.Errorf("left behind: %v", files)
	}
}

// Each table but meta and the tickets goes along.
func TestEveryTableMoves(t *testing.T) {
	m := exported(t)
	var page server.Rows
	home, err := server.OpenHome(m.dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer home.Close()
	web := httptest.NewServer(home.Handler(""))
	defer web.Close()
	c := client{base: web.URL, secret: home.Secret()}
	names := strings.Fields(table(t, m.file, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'tickets'`))
	if len(names) < 9 {
		t.Fatalf("tables: %v", names)
	}
	for _, name := range names {
		if err := c.ask("GET", "/v1/teams/"+m.inv.Team+"/rows?after=0&table="+name, nil, &page); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// onlyTeams sees that nothing half-made is left.
func onlyTeams(t *testing.T, dir string, want int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "teams", "*"))
	if err != nil || len(files) != want && len(files) != 3*want { // with -wal and -shm
		t.Errorf("left behind: %v, %v", files, err)
	}
	for _, f := range files {
		if strings.Contains(f, ".part") {
			t.Errorf("left behind: %s", f)
		}
	}
}

func TestExportReplacesNothing(t *testing.T) {
	m := exported(t)
	before, _ := os.ReadFile(m.file)
	code, _, err := runCommand("", "team", "export", "--home", m.dir, "--team", m.inv.Team, "--to", m.file)
	after, _ := os.ReadFile(m.file)
	if code != failed || !strings.Contains(err, "file exists") || !bytes.Equal(before, after) {
		t.Errorf("%d %s", code, err)
	}
	code, _, err = runCommand("", "team", "export", "--home", m.dir, "--team", "nobody", "--to", m.file+"2")
	if code != failed || !strings.Contains(err, "no such team") {
		t.Errorf("%d %s", code, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := server.Export(ended, m.dir, m.inv.Team, m.file+"3"); err == nil {
		t.Error("an export that was stopped says that it is done")
	}
	if files, _ := filepath.Glob(m.file + "*"); len(files) != 1 {
		t.Errorf("left behind: %v", files)
	}
}

func TestADamagedFileIsNotTakenIn(t *testing.T) {
	m := exported(t)
	good, err := os.ReadFile(m.file)
	if err != nil {
		t.Fatal(err)
	}
	torn := bytes.Clone(good)
	copy(torn[len(torn)/2:], bytes.Repeat([]byte{0xa5}, 4096))
	other := filepath.Join(t.TempDir(), "other.sqlite")
	table(t, other, `CREATE TABLE x (y)`)
	stranger, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	for what, b := range map[string][]byte{"cut short": good[:len(good)/2], "a page of rubbish": torn, "no database": []byte("hello"),
		"empty": {}, "another database": stranger} {
		file, dir := filepath.Join(t.TempDir(), "f"), filepath.Join(t.TempDir(), "data")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, said := runCommand("", "team", "import", file, "--home", dir)
		if code != failed || out != "" || !strings.Contains(said, "no team's") {
			t.Errorf("%s: %d %s%s", what, code, out, said)
		}
		onlyTeams(t, dir, 0)
	}
	newer := filepath.Join(t.TempDir(), "newer")
	os.WriteFile(newer, good, 0o600)
	table(t, newer, `UPDATE meta SET i = i + 1 WHERE k = 'schema_version'`)
	code, _, said := runCommand("", "team", "import", newer, "--home", filepath.Join(t.TempDir(), "data"))
	if code != failed || !strings.Contains(said, "newer version of Porchlight") {
		t.Errorf("newer: %d %s", code, said)
	}
}
