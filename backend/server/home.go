//go:build !js

package server

// The native home: a folder with the operator's secret and one SQLite file for each
// team. One process has it at a time. A file is opened without the right to create it,
// so no request can make a database but the one that makes a team.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "modernc.org/sqlite" // driver "sqlite"

	"porchlight/backend/ledger"
	"porchlight/backend/migrations"
)

// ErrLocked means that another process has the folder.
var ErrLocked = errors.New("another porchlight is using this folder")

// Home is an open data folder.
type Home struct {
	// AddressHeader is the header in which a trusted proxy tells the client's address;
	// "" when none does. Set it before Handler is called.
	AddressHeader string

	// Model is what every team may ask; nil, as at first, for none. Set it before Handler is called.
	Model *Model

	dir    string
	secret string
	log    *slog.Logger
	lock   *sql.DB
	nobody *team // what a team that does not exist answers with
	mu     sync.Mutex
	teams  map[string]*team
	now    func() time.Time
	rate   Rate
	count  *Metrics
}

type team struct {
	http.Handler
	db   *sql.DB
	live *Sockets
}

// OpenHome opens dir and makes what is missing in it: dir itself and the operator's
// secret. It returns ErrLocked when another process has it. log may be nil.
func OpenHome(dir string, log *slog.Logger) (*Home, error) {
	if err := os.MkdirAll(filepath.Join(dir, "teams"), 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	h := &Home{dir: dir, log: log, teams: map[string]*team{}, now: time.Now, count: NewMetrics()}
	if err := h.acquire(); err != nil {
		return nil, err
	}
	var err error
	if h.secret, err = operatorSecret(filepath.Join(dir, "operator.secret")); err == nil {
		h.nobody, err = h.open(url.Values{"mode": {"memory"}}, "nobody")
	}
	if err != nil {
		h.lock.Close()
		return nil, err
	}
	return h, nil
}

// Dir is the folder.
func (h *Home) Dir() string { return h.dir }

// Secret is the operator's secret.
func (h *Home) Secret() string { return h.secret }

// Close ends all live sockets and closes every database.
func (h *Home) Close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	var errs []error
	for _, t := range h.teams {
		t.live.Close("")
		errs = append(errs, t.db.Close())
	}
	h.teams = map[string]*team{}
	return errors.Join(append(errs, h.nobody.db.Close(), h.lock.Close())...)
}

// Purge seals the past days of every team's ledger and removes what is old from it, and
// what was erased from the disk.
func (h *Home) Purge(ctx context.Context) error {
	files, err := teamFiles(h.dir)
	if err != nil {
		return err
	}
	var errs []error
	for id := range files {
		t, err := h.team(id, false)
		if err == nil {
			err = ledger.New(t.db).Daily(ctx, h.now().UnixMilli())
			if err == nil { // what was erased is in the log until this
				_, err = t.db.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
			}
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("purge team %s: %w", id, err))
		}
	}
	return errors.Join(errs...)
}

// metrics tells what the home counts, and what is open right now.
func (h *Home) metrics(w io.Writer) {
	h.count.Write(w)
	h.mu.Lock()
	teams, sockets := len(h.teams), 0
	for _, t := range h.teams {
		sockets += t.live.count()
	}
	h.mu.Unlock()
	head(w, "porchlight_teams_open", "Teams whose database is open.", "gauge")
	fmt.Fprintf(w, "porchlight_teams_open %d\n", teams)
	head(w, "porchlight_sockets", "Live sockets that are open.", "gauge")
	fmt.Fprintf(w, "porchlight_sockets %d\n", sockets)
}

// acquire takes the folder. SQLite's own lock is the one that works alike on every
// system and ends with the process, however it ends.
func (h *Home) acquire() error {
	path := filepath.Join(h.dir, "lock")
	if err := touch(path); err != nil {
		return fmt.Errorf("write to the data folder: %w", err)
	}
	db, err := sql.Open("sqlite", dsn(path, url.Values{
		"mode":    {"rw"},
		"_pragma": {"busy_timeout(0)", "locking_mode(EXCLUSIVE)", "journal_mode(DELETE)"},
	}))
	if err != nil {
		return fmt.Errorf("lock the data folder: %w", err)
	}
	db.SetMaxOpenConns(1)
	// In exclusive mode the lock of one write is kept until the connection closes.
	if _, err := db.Exec(`PRAGMA user_version = 1`); err != nil {
		db.Close()
		if strings.Contains(err.Error(), "SQLITE_BUSY") {
			return fmt.Errorf("%w: %s", ErrLocked, h.dir)
		}
		return fmt.Errorf("lock the data folder: %w", err)
	}
	h.lock = db
	return nil
}

// team opens a team's database, or makes it when create is true. A team that does not
// exist is nobody, which answers exactly as a team that the caller has no right to.
func (h *Home) team(id string, create bool) (*team, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t, open := h.teams[id]; open {
		return t, nil
	}
	path := filepath.Join(h.dir, "teams", id+".sqlite")
	if create {
		if err := touch(path); err != nil {
			return nil, fmt.Errorf("make the team's file: %w", err)
		}
	} else if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return h.nobody, nil
	}
	t, err := h.open(url.Values{"mode": {"rw"}}, path)
	if err != nil {
		return nil, fmt.Errorf("open team %s: %w", id, err)
	}
	h.teams[id] = t
	return t, nil
}

// open opens and migrates a database. FULL: an answered operation survives a power cut.
// secure_delete: what is erased is overwritten and not only forgotten.
func (h *Home) open(query url.Values, path string) (*team, error) {
	query["_pragma"] = []string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)"}
	db, err := OpenPlanned(dsn(path, query))
	if err != nil {
		return nil, err
	}
	if err := migrations.Apply(context.Background(), db); err != nil {
		db.Close()
		return nil, err
	}
	live := NewSockets()
	return &team{New(Config{DB: db, Now: h.now, Live: live, Log: h.log, Rate: h.rate, Count: h.count, Model: h.Model}), db, live}, nil
}

func dsn(path string, query url.Values) string {
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query.Encode()}).String()
}

func touch(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// operatorSecret reads the secret or makes it, never half: a torn file would lock the
// operator out of every team.
func operatorSecret(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err == nil {
		if s := strings.TrimSpace(string(b)); len(s) >= 32 {
			return s, nil
		}
		return "", fmt.Errorf("%s is damaged: it must hold at least 32 characters", path)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the operator's secret: %w", err)
	}
	secret := Random(deviceSecretLen)
	part := path + ".part"
	if err := os.WriteFile(part, []byte(secret+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("write the operator's secret: %w", err)
	}
	if err := os.Rename(part, path); err != nil {
		return "", fmt.Errorf("write the operator's secret: %w", err)
	}
	return secret, nil
}
