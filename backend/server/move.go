//go:build !js

package server

// A team as one file: written beside a running home, and taken in by another. The file
// is a whole SQLite database: members, devices, ledger, playbooks, and the secret that
// names conversations. Whoever has it has all of the team.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"porchlight/backend/migrations"
)

// ErrNoTeam means that the home has no such team.
var ErrNoTeam = errors.New("this home has no such team")

// Moved tells what a team's file holds.
type Moved struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Members int64  `json:"members"`
	Devices int64  `json:"devices"`
	Rows    int64  `json:"rows"`    // of the ledger
	Newest  int64  `json:"newest"`  // seq
	Renamed bool   `json:"renamed"` // the id is another than in the file
}

// Export writes the team of dir to a new file, also while another process serves dir:
// the file is as the team was at one moment. A file that is there is never replaced, and
// none is left when Export fails.
func Export(ctx context.Context, dir, id, to string) (Moved, error) {
	files, err := teamFiles(dir)
	if err != nil {
		return Moved{}, err
	}
	from, there := files[id]
	if !there {
		return Moved{}, fmt.Errorf("%w: %s", ErrNoTeam, id)
	}
	db, err := sql.Open("sqlite", dsn(from, url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(10000)"}}))
	if err != nil {
		return Moved{}, fmt.Errorf("open team %s: %w", id, err)
	}
	defer db.Close()
	var m Moved
	err = placed(to, func(part string) error {
		if err := touch(part); err != nil { // for nobody else to read
			return err
		}
		if _, err := db.ExecContext(ctx, `VACUUM INTO ?1`, part); err != nil {
			return fmt.Errorf("write the team's rows: %w", err)
		}
		m, err = whole(ctx, part)
		return err
	})
	if err != nil {
		return Moved{}, fmt.Errorf("export team %s: %w", id, err)
	}
	return m, nil
}

// Send gives a file of Export to post, page by page, for a home that has the operator's
// secret. The team keeps its id there as it does in Import.
func Send(ctx context.Context, from, secret string, post func(team string, page Rows) error) (Moved, error) {
	dir, err := os.MkdirTemp("", "porchlight-")
	if err != nil {
		return Moved{}, err
	}
	defer os.RemoveAll(dir)
	part := filepath.Join(dir, "team.sqlite")
	m, err := adopt(ctx, part, from, secret)
	if err == nil {
		err = sendRows(ctx, part, func(page Rows) error { return post(m.ID, page) })
	}
	if err != nil {
		return Moved{}, fmt.Errorf("send %s: %w", from, err)
	}
	return m, nil
}

// adopt copies a whole file to part and makes it a team of the home with that secret.
func adopt(ctx context.Context, part, from, secret string) (Moved, error) {
	if err := copyFile(part, from); err != nil {
		return Moved{}, err
	}
	m, err := whole(ctx, part)
	if err != nil {
		return Moved{}, err
	}
	if !CheckTeamID(secret, m.ID) {
		m.ID, m.Renamed = NewTeamID(secret), true
	}
	return m, settle(ctx, part, m.ID)
}

func sendRows(ctx context.Context, path string, post func(Rows) error) error {
	db, err := sql.Open("sqlite", dsn(path, url.Values{"mode": {"ro"}}))
	if err != nil {
		return err
	}
	defer db.Close()
	from, counts := Random(16), map[string]int64{}
	for _, table := range counted {
		if counts[table], err = countRows(ctx, db, table); err != nil {
			return err
		}
	}
	for _, table := range moved {
		for after, more := int64(0), true; more; {
			page, err := readRows(ctx, db, table, after)
			if err != nil {
				return err
			}
			page.From = from
			if table == "meta" {
				page.Counts = counts
			}
			after, more = page.Next, page.Next != 0
			page.Next = 0
			if err := post(page); err != nil {
				return err
			}
		}
	}
	return nil
}

// Receive writes the team of another home to a new file, as Export does, from the pages
// that get asks it for. What people do meanwhile may be in it or not, row by row.
func Receive(ctx context.Context, to string, get func(table string, after int64) (Rows, error)) (Moved, error) {
	var m Moved
	err := placed(to, func(part string) error {
		if err := touch(part); err != nil {
			return err
		}
		db, err := newest(ctx, part)
		if err != nil {
			return err
		}
		defer db.Close()
		for _, table := range moved {
			for after, more := int64(0), true; more; {
				page, err := get(table, after)
				if err != nil {
					return err
				}
				if err := page.sameSchema(); err != nil {
					return err
				}
				if page.Table != table {
					return fmt.Errorf("asked for %s, the home gave %.40q", table, page.Table)
				}
				if err := putRows(ctx, db, page, `1`); err != nil {
					return err
				}
				after, more = page.Next, page.Next != 0
			}
		}
		if err := db.Close(); err != nil {
			return err
		}
		m, err = whole(ctx, part)
		return err
	})
	if err != nil {
		return Moved{}, fmt.Errorf("export: %w", err)
	}
	return m, nil
}

// placed lets write fill a file beside to, which gets its name when it is complete.
func placed(to string, write func(part string) error) error {
	part := to + "." + Random(8) + ".part"
	defer os.Remove(part)
	if err := write(part); err != nil {
		return err
	}
	if err := synced(part); err != nil {
		return err
	}
	return os.Link(part, to) // which fails where there is such a file, as a rename does not
}

// whole reads a team's file to its end and tells what it holds, or what is wrong.
func whole(ctx context.Context, path string) (Moved, error) {
	db, err := sql.Open("sqlite", dsn(path, url.Values{"mode": {"ro"}}))
	if err != nil {
		return Moved{}, err
	}
	defer db.Close()
	var said string
	err = db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&said)
	if err == nil && said != "ok" {
		err = errors.New(said)
	}
	if err != nil {
		return Moved{}, fmt.Errorf("the file is damaged, or no team's: %w", err)
	}
	var m Moved
	const q = `SELECT (SELECT t FROM meta WHERE k = 'team'), (SELECT t FROM meta WHERE k = 'name'),
		(SELECT count(*) FROM members), (SELECT count(*) FROM devices), (SELECT count(*) FROM ledger),
		(SELECT COALESCE(MAX(seq), 0) FROM ledger)`
	if err := db.QueryRowContext(ctx, q).Scan(&m.ID, &m.Name, &m.Members, &m.Devices, &m.Rows, &m.Newest); err != nil {
		return Moved{}, fmt.Errorf("the file is no team's: %w", err)
	}
	return m, nil
}

// newest opens a team's file that nobody else has open, in the newest schema.
func newest(ctx context.Context, path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn(path, url.Values{"mode": {"rw"}, "_pragma": {"journal_mode(DELETE)", "synchronous(FULL)"}}))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if err := migrations.Apply(ctx, db); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// settle makes a copied file the team id of its new home.
func settle(ctx context.Context, path, id string) error {
	db, err := newest(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	const q = `UPDATE meta SET t = CASE k WHEN 'team' THEN ?1 ELSE ?2 END WHERE k IN ('team', 'epoch')`
	if _, err := db.ExecContext(ctx, q, id, Random(16)); err != nil {
		return fmt.Errorf("give the team its id: %w", err)
	}
	if _, err := db.ExecContext(ctx, `DELETE FROM tickets`); err != nil {
		return fmt.Errorf("void the tickets: %w", err)
	}
	return db.Close()
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

func synced(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
