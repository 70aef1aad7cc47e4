package simulation

// The backend: the real handler over a real SQLite file, under the town's clock. A file
// is copied and brought back as `porchlight team export` and `import` do it.

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"porchlight/backend/ledger"
	"porchlight/backend/migrations"
	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

const operatorSecret = "an operator's secret of the simulation"

type home struct {
	town   *town
	dir    string
	team   string
	db     *sql.DB
	http   http.Handler
	down   bool
	lives  int // how often the file was put in place
	backup string
	asOf   int64 // newest seq in the backup
	purged bool
}

func (t *town) settleHome(dir string) {
	h := &home{town: t, dir: dir, team: server.NewTeamID(operatorSecret)}
	t.home = h
	h.open(h.place())
	h.must("POST", "", "operator", wire.CreateTeam{Name: "Havblikk", Admin: "Ingrid Solvang"}, nil)
	h.exec(`UPDATE meta SET t = ?1 WHERE k = 'secret'`, strings.Repeat("5e", 32)) // the order of a snapshot follows from it
	h.exec(`UPDATE meta SET t = 'life-0' WHERE k = 'epoch'`)
	t.truth = newTruth("life-0", nil, 0)
	t.lives = map[string]*truth{"life-0": t.truth}
}

// place is the folder of this life of the file, and the file in it.
func (h *home) place() string {
	dir := filepath.Join(h.dir, fmt.Sprint("life-", h.lives), "teams")
	h.try(os.MkdirAll(dir, 0o700))
	h.try(os.WriteFile(filepath.Join(filepath.Dir(dir), "operator.secret"), []byte(operatorSecret), 0o600))
	return filepath.Join(dir, h.team+".sqlite")
}

func (h *home) open(path string) {
	db, err := server.OpenPlanned((&url.URL{Scheme: "file", Opaque: path, RawQuery: "_pragma=synchronous(OFF)&_pragma=journal_mode(MEMORY)"}).String())
	h.try(err)
	h.try(migrations.Apply(context.Background(), db))
	plenty := server.Rate{PerSecond: 1e6, Burst: 1e6} // the town's own 429s are enough
	h.db, h.http = db, server.New(server.Config{DB: db, Now: func() time.Time { return time.UnixMilli(h.town.now) }, Live: h, Rate: plenty, Redeem: plenty})
}

func (h *home) try(err error) {
	if err != nil {
		h.town.fail(nil, "the home: %v", err)
	}
}

func (h *home) exec(text string, args ...any) {
	_, err := h.db.Exec(text, args...)
	h.try(err)
}

func (h *home) newest() (seq int64) {
	h.try(h.db.QueryRow(`SELECT COALESCE(MAX(seq), 0) FROM ledger`).Scan(&seq))
	return seq
}

// serve answers a request; bearer "operator" carries the router's mark.
func (h *home) serve(method, path, bearer, body string) (int, []byte) {
	address := "/v1/teams/" + h.team
	if path != "" {
		address += "/" + path
	}
	r := httptest.NewRequest(method, address, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", server.Chrome)
	if bearer == "operator" {
		r.Header.Set("Porchlight-Operator", "1")
	} else {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	w := httptest.NewRecorder()
	h.http.ServeHTTP(w, r)
	if path == "ops" {
		h.town.hears(bearer, body, w.Code, w.Body.Bytes())
	}
	if w.Code >= 500 {
		h.town.fail(nil, "the home answered %d: %s", w.Code, w.Body)
	}
	return w.Code, w.Body.Bytes()
}

func (h *home) must(method, path, bearer string, in, out any) {
	body, err := json.Marshal(in)
	h.try(err)
	status, said := h.serve(method, path, bearer, string(body))
	if status/100 != 2 {
		h.town.fail(nil, "%s %s: %d %s", method, path, status, said)
	}
	if out != nil {
		h.try(json.Unmarshal(said, out))
	}
}

func (h *home) Serve(http.ResponseWriter, *http.Request, string) {}
func (h *home) Close(string)                                     {}

// Poke tells the browsers whose socket is open. It is a hint: it may be lost or doubled.
func (h *home) Poke(seq int64) {
	t := h.town
	for _, d := range t.machines {
		if d.worker == nil || !d.worker.live {
			continue
		}
		copies := 1
		if !t.quiet && t.chance(0.05) {
			copies = 2 * t.rng.IntN(2)
		}
		for range copies {
			t.in(d, t.about(80), "is poked", func() bool {
				w := d.worker
				if w == nil || !w.live || !d.online {
					return false
				}
				w.run(func() { w.poked(seq) })
				return true
			})
		}
	}
}

// keep makes a backup while the home runs.
func (h *home) keep() {
	h.backup = filepath.Join(h.dir, fmt.Sprintf("backup-%d", h.town.n))
	m, err := server.Export(context.Background(), h.liveDir(), h.team, h.backup)
	h.try(err)
	h.asOf = m.Newest
}

func (h *home) liveDir() string { return filepath.Join(h.dir, fmt.Sprint("life-", h.lives)) }

// restore goes back to the backup: what came after it is lost, and the epoch is another.
func (h *home) restore() {
	h.try(h.db.Close())
	h.lives++
	path := h.place()
	_, err := server.Import(context.Background(), h.liveDir(), h.backup)
	h.try(err)
	h.open(path)
	epoch := fmt.Sprint("life-", h.lives)
	h.exec(`UPDATE meta SET t = ?1 WHERE k = 'epoch'`, epoch)
	t := h.town
	t.truth = newTruth(epoch, t.truth, h.asOf)
	t.lives[epoch] = t.truth
	for _, p := range t.people {
		p.read(h)
	}
}

// daily is the daily job.
func (h *home) daily() {
	h.purged = true
	h.try(ledger.New(h.db).Daily(context.Background(), h.town.now))
}
