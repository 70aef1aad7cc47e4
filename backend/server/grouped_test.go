//go:build !js

package server

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"modernc.org/sqlite"
)

// newGroup is a database with one table, and a group over its one connection.
func newGroup(t *testing.T) (*group, *sql.DB) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.sqlite")
	if err := touch(path); err != nil {
		t.Fatal(err)
	}
	base, err := sqlite.NewConnector(dsn(path, url.Values{"mode": {"rw"}, "_pragma": {"journal_mode(WAL)"}}))
	if err != nil {
		t.Fatal(err)
	}
	g := &group{base: base}
	db := sql.OpenDB(g)
	t.Cleanup(func() { db.Close() })
	if _, err := db.Exec(`CREATE TABLE x (k INTEGER PRIMARY KEY NOT NULL)`); err != nil {
		t.Fatal(err)
	}
	return g, db
}

func insert(ctx context.Context, k int64) *asked {
	return &asked{ctx: ctx, text: `INSERT INTO x (k) VALUES (?1) RETURNING k`, args: []driver.NamedValue{{Ordinal: 1, Value: k}}}
}

func held(t *testing.T, db *sql.DB) (list string) {
	t.Helper()
	if err := db.QueryRow(`SELECT COALESCE(group_concat(k, ' ' ORDER BY k), '') FROM x`).Scan(&list); err != nil {
		t.Fatal(err)
	}
	return list
}

// What fails in a batch fails alone, whatever it does to the transaction; the others get
// what they would have got one after the other.
func TestWhatFailsInABatchFailsAlone(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		spoiled *asked
		says    string
		grouped bool // in one transaction after all
	}{
		"a constraint": {insert(t.Context(), 1), "constraint failed", true},
		"bad JSON":     {&asked{ctx: t.Context(), text: `SELECT json('{')`}, "malformed JSON", false},
		"who has left": {insert(gone, 9), "context canceled", true},
		"no statement": {&asked{ctx: t.Context(), text: `INSERT INTO nowhere VALUES (1)`, exec: true}, "no such table", false},
	} {
		t.Run(name, func(t *testing.T) {
			g, db := newGroup(t)
			look := &asked{ctx: t.Context(), text: `SELECT count(*) FROM x`}
			batch := []*asked{insert(t.Context(), 1), c.spoiled, insert(t.Context(), 2), look}
			if grouped := g.together(batch); grouped != c.grouped {
				t.Errorf("grouped %v", grouped)
			} else if got := held(t, db); !grouped && got != "" {
				t.Errorf("of a batch that is none %q is written", got)
			} else if !grouped {
				g.run(batch)
			}
			if got := held(t, db); got != "1 2" {
				t.Errorf("written: %q", got)
			}
			if c.spoiled.err == nil || !strings.Contains(c.spoiled.err.Error(), c.says) {
				t.Errorf("what fails: %v", c.spoiled.err)
			}
			for i, a := range []*asked{batch[0], batch[2], look} {
				if a.err != nil || len(a.rows.rows) != 1 || a.rows.rows[0][0] != []driver.Value{int64(1), int64(2), int64(2)}[i] {
					t.Errorf("answer %d: %+v, %v", i, a.rows, a.err)
				}
			}
		})
	}
}

func TestManyAtOnceAreEachAnswered(t *testing.T) {
	_, db := newGroup(t)
	var wg sync.WaitGroup
	for n := range 40 {
		wg.Go(func() {
			for k := range 25 {
				var got int64
				if err := db.QueryRow(`INSERT INTO x (k) VALUES (?1) RETURNING k`, n*25+k).Scan(&got); err != nil || got != int64(n*25+k) {
					t.Errorf("%d: %v", got, err)
				}
				if _, err := db.Exec(`PRAGMA user_version`); k == 7 && err != nil { // which no transaction takes
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := strings.Fields(held(t, db)); len(got) != 1000 {
		t.Error(fmt.Sprint(len(got), " rows"))
	}
}
