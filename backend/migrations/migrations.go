// Package migrations lays out a team's database and moves an older one forward.
//
// One file is one statement, the same on native SQLite and on a Durable Object: no
// triggers, no transactions. A statement and the record that it ran are two writes, so
// every statement must be harmless when it runs again. Files are never edited once
// released; a change is a new file with the next number, wide first and narrow one release
// later.
package migrations

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed *.sql
var files embed.FS

// ErrNewer means that a newer program has already changed this database. It must not
// be written by this one.
var ErrNewer = errors.New("the database was made by a newer version of Porchlight")

// Statements returns all statements in order. The schema version of a database is the
// number of them that ran.
func Statements() []string {
	names, err := fs.Glob(files, "*.sql") // sorted by name
	if err != nil {
		panic(err)
	}
	list := make([]string, 0, len(names))
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		list = append(list, string(text))
	}
	return list
}

// Apply brings db to the newest schema. It may be stopped anywhere and started again.
// It returns ErrNewer, and writes nothing, when db has a schema it does not know.
func Apply(ctx context.Context, db *sql.DB) error {
	list := Statements()
	// The first statement makes the table that records the others.
	if _, err := db.ExecContext(ctx, list[0]); err != nil {
		return fmt.Errorf("migrate to schema 1: %w", err)
	}
	done, err := version(ctx, db)
	if err != nil {
		return err
	}
	if done > len(list) {
		return fmt.Errorf("%w: it has schema %d, this program knows %d", ErrNewer, done, len(list))
	}
	for n := done + 1; n <= len(list); n++ {
		_, err := db.ExecContext(ctx, list[n-1])
		// SQLite has no ADD COLUMN IF NOT EXISTS. Both homes tell it in these words.
		if err != nil && !strings.Contains(err.Error(), "duplicate column name") {
			return fmt.Errorf("migrate to schema %d: %w", n, err)
		}
		const record = `INSERT INTO meta (k, i) VALUES ('schema_version', ?1)
			ON CONFLICT (k) DO UPDATE SET i = excluded.i`
		if _, err := db.ExecContext(ctx, record, int64(n)); err != nil {
			return fmt.Errorf("record schema %d: %w", n, err)
		}
	}
	return nil
}

func version(ctx context.Context, db *sql.DB) (int, error) {
	var n int64
	err := db.QueryRowContext(ctx, `SELECT i FROM meta WHERE k = 'schema_version'`).Scan(&n)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read schema version: %w", err)
	}
	return int(n), nil
}
