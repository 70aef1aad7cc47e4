package edge

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/backend/server/servertest"
)

// F24, F26 and F27: workerd is killed in the middle, clients send the same operation
// again until it is answered; two teams at once. One order explains every answer, and
// every answered operation is in the feed.
func TestHistoriesWithAKilledHomeAreLinearizable(t *testing.T) {
	unlimited(t)
	h := start(t, home)
	each := 60 * *ledgertest.Times
	first := servertest.Crowd{URL: h.URL, Secret: h.Secret, Each: each, KillAfter: max(50, 4*each/16),
		Fuse: &servertest.Fuse{Blow: func() error { return errors.Join(h.Kill(), h.Restart()) }}}
	second := first
	second.KillAfter = 0
	var wg sync.WaitGroup
	for name, c := range map[string]servertest.Crowd{"workerd, first team": first, "workerd, second team": second} {
		x := c.Gather(t)
		wg.Go(func() { x.Run(t, name) })
	}
	wg.Wait()
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	for _, db := range h.databases() {
		if err := ledgertest.Invariants(context.Background(), db); err != nil {
			t.Error(err)
		}
		db.Close()
	}
}

// databases opens the files of all teams; the home must not be running.
func (h *running) databases() []*sql.DB {
	h.t.Helper()
	var list []*sql.DB
	err := filepath.WalkDir(filepath.Join(h.Dir, "objects"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".sqlite") || filepath.Base(path) == "metadata.sqlite" {
			return err
		}
		db, err := sql.Open("sqlite", path)
		list = append(list, db)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}
