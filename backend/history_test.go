//go:build !js

package main

// porchlight serve is killed in the middle of writing, again and again, while four people
// send what they do until it is answered.

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/backend/server/servertest"
)

// F26.
func TestHistoriesWithAKilledServeAreLinearizable(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	args := []string{"--home", dir, "--quiet", "--address-header", "X-Real-IP", "--addr"}
	p := serveProcess(t, append(args, "127.0.0.1:0")...)
	addr := strings.TrimPrefix(p.url, "http://")
	secret, err := os.ReadFile(filepath.Join(dir, "operator.secret"))
	if err != nil {
		t.Fatal(err)
	}
	each := 150 * *ledgertest.Times
	servertest.Crowd{URL: p.url, Secret: strings.TrimSpace(string(secret)), Each: each, KillAfter: 4 * each / 12, Devices: 40, Address: "X-Real-IP",
		Fuse: &servertest.Fuse{Blow: func() error {
			p.Process.Kill()
			p.Wait()
			p = serveProcess(t, append(args, addr)...)
			return nil
		}}}.Gather(t).Run(t, "porchlight serve")
	p.Process.Kill()
	p.Wait()
	files, err := filepath.Glob(filepath.Join(dir, "teams", "*.sqlite"))
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
