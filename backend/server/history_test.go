package server_test

import (
	"database/sql"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/backend/server/servertest"
)

// F06: the home's clock is up to a second off, each time anew, and three hours later each
// operation arrives once more.
func TestHistoriesOnARestlessClockAreLinearizable(t *testing.T) {
	n := &native{dir: t.TempDir(), addr: "127.0.0.1:0"}
	n.start(t)
	var later atomic.Int64
	n.home.OnClock(func() time.Time {
		return time.Now().Add(time.Duration(later.Load()) + time.Duration(rand.Int64N(int64(2*time.Second))) - time.Second)
	})
	servertest.Crowd{URL: "http://" + n.addr, Secret: n.home.Secret(), Each: 150 * *ledgertest.Times,
		Later: func() { later.Store(int64(3 * time.Hour)) }}.Gather(t).Run(t, "native, its clock ±1 s, copies three hours late")
	n.stop()
	files, err := filepath.Glob(filepath.Join(n.dir, "teams", "*.sqlite"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	db, err := sql.Open("sqlite", files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := ledgertest.Invariants(t.Context(), db); err != nil {
		t.Error(err)
	}
}
