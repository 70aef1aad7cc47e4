package migrations

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

func open(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "x.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func schema(t *testing.T, db *sql.DB) string {
	t.Helper()
	rows, err := db.Query(`SELECT COALESCE(sql, name) FROM sqlite_schema ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return strings.Join(all, "\n")
}

// A database knows how many statements it has run, so a file may only come after all others.
func TestFilesAreNumberedWithoutAGap(t *testing.T) {
	list, err := fs.Glob(files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range list {
		if want := fmt.Sprintf("%04d_", i+1); !strings.HasPrefix(name, want) {
			t.Errorf("%s is file number %d and must begin with %s", name, i+1, want)
		}
	}
}

// BE-07.b: stopped after each statement, before and after it was recorded.
func TestInterruptedAnywhereTheNextStartFinishes(t *testing.T) {
	whole := open(t)
	if err := Apply(context.Background(), whole); err != nil {
		t.Fatal(err)
	}
	want := schema(t, whole)
	list := Statements()
	for ran := range list {
		for _, recorded := range []int{ran, ran + 1} {
			db := open(t)
			for _, s := range list[:ran+1] {
				if _, err := db.Exec(s); err != nil {
					t.Fatal(err)
				}
			}
			if recorded > 0 {
				db.Exec(`INSERT INTO meta (k, i) VALUES ('schema_version', ?1)`, int64(recorded))
			}
			if err := Apply(context.Background(), db); err != nil {
				t.Fatalf("after %d statements, %d recorded: %v", ran+1, recorded, err)
			}
			if got := schema(t, db); got != want {
				t.Errorf("after %d statements, %d recorded, the schema is\n%s", ran+1, recorded, got)
			}
		}
	}
}

func TestApplyTwiceKeepsTheData(t *testing.T) {
	db := open(t)
	for range 2 {
		if err := Apply(context.Background(), db); err != nil {
			t.Fatal(err)
		}
		db.Exec(`INSERT INTO meta (k, t) VALUES ('name', 'Havblikk') ON CONFLICT DO NOTHING`)
	}
	var name string
	var version int
	if err := db.QueryRow(`SELECT t FROM meta WHERE k = 'name'`).Scan(&name); err != nil || name != "Havblikk" {
		t.Errorf("%q, %v", name, err)
	}
	if err := db.QueryRow(`SELECT i FROM meta WHERE k = 'schema_version'`).Scan(&version); err != nil || version != len(Statements()) {
		t.Errorf("schema %d, %v", version, err)
	}
}

func TestANewerDatabaseIsLeftAlone(t *testing.T) {
	db := open(t)
	if err := Apply(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	db.Exec(`UPDATE meta SET i = i + 1 WHERE k = 'schema_version'`)
	before := schema(t, db)
	if err := Apply(context.Background(), db); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v", err)
	}
	if schema(t, db) != before {
		t.Error("the schema was changed")
	}
}

// BE-07.d, and one statement a file.
func TestStatementsAreWhatBothHomesTake(t *testing.T) {
	for i, s := range Statements() {
		if regexp.MustCompile(`(?i)\b(trigger|view|begin|commit)\b`).MatchString(s) {
			t.Errorf("statement %d: %s", i+1, s)
		}
		if strings.Contains(strings.TrimSpace(s), ";") {
			t.Errorf("statement %d is more than one, or ends in ;", i+1)
		}
	}
}

// What was answered before there were outcomes has one afterwards.
func TestOldHeadsGetTheirOutcome(t *testing.T) {
	db := open(t)
	for n, s := range Statements()[:9] {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
		db.Exec(`INSERT INTO meta (k, i) VALUES ('schema_version', ?1) ON CONFLICT (k) DO UPDATE SET i = excluded.i`, int64(n+1))
	}
	write := func(subject, kind string, ok int64) {
		t.Helper()
		_, err := db.Exec(`INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok, fence, since_ms, expires_ms,
			replied, in_lease, body) SELECT 'op' || count(*), '', ?1, ?2, 'kari', 'd', 1, ?3, 0, 0, 0, 0, 0, '' FROM ledger`, subject, kind, ok)
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []string{"answered", "refused", "listened", "nothing", "denied"} {
		write(s, "claim", 1)
	}
	write("answered", "listened", 1)
	write("answered", "reply", 1)
	write("answered", "note", 1)
	write("refused", "refuse", 1)
	write("listened", "listened", 1)
	write("denied", "reply", 0) // by somebody who had left
	if err := Apply(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(`SELECT subject, outcome FROM ledger WHERE seq IN (SELECT MAX(seq) FROM ledger GROUP BY subject)`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var subject, outcome string
		if err := rows.Scan(&subject, &outcome); err != nil {
			t.Fatal(err)
		}
		if want := strings.NewReplacer("nothing", "", "denied", "").Replace(subject); outcome != want {
			t.Errorf("%s: %q", subject, outcome)
		}
	}
}
