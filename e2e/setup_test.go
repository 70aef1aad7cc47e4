// Package e2e proves Porchlight as people meet it: the shipped packages in real browsers
// against real homes. What drives them is in e2e/drive; this file starts it for tests.
//
// A test takes what it needs (chrome, home, web) and everything ends with the test. Give
// each test its own home and browsers: nothing is shared but the build.
package e2e

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"porchlight/e2e/drive"
	"porchlight/e2e/square"
)

var built drive.Built

// TestMain builds the shipped packages once.
func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	out, err := os.MkdirTemp("", "porchlight-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(out)
	if built, err = drive.Build(out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer drive.Tidy()
	return m.Run()
}

// chrome starts a fresh browser with the extension, the origins granted. Origins are
// patterns such as "https://x.com/*"; loopback ones carry no port ("http://127.0.0.1/*").
func chrome(t *testing.T, web *drive.Web, grants ...string) *drive.Browser {
	t.Helper()
	return drive.Start(t, drive.Options{Dist: built.Chrome, Web: web, Grants: grants})
}

// native starts a native home over a fresh folder.
func native(t *testing.T) *drive.Native {
	t.Helper()
	return drive.StartNative(t, built.Bin, "")
}

// playbook is the invented company of all our fixtures, as small as a playbook can be.
const playbook = `{"brands":[{"name":"Havblikk","handles":{"x":["havblikk"]}},{"name":"Havblikk Pass"}],` +
	`"leaders":[{"name":"Ingrid Solvang","aliases":["Solvang"]}],"rivals":[{"name":"Kystekspressen Nord"}]}`

// team makes a team with the playbook published.
func team(t *testing.T, h *drive.Home) *drive.Team {
	t.Helper()
	m := h.CreateTeam("Havblikk", "Ada Admin")
	m.Publish(playbook)
	return m
}

// shared returns the folder of saved third-party pages, or skips the test where it is
// absent: they are not part of this repository.
func shared(t *testing.T) string {
	t.Helper()
	root, err := drive.Root()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "..", "shared", "pages")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("SKIPPED, nothing was checked: the saved pages are not at %s", dir)
	}
	return dir
}

// newSquare is the town square of make run, as a page to test on, with one of its scripts.
func newSquare(t *testing.T, script string) http.Handler {
	t.Helper()
	s, err := square.New(time.Now(), script)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// enter joins by the worker's own door, for tests that are not about the options page.
func enter(t *testing.T, b *drive.Browser, link string) {
	t.Helper()
	p := b.Extension("options.html")
	defer p.Close()
	if said := sends(t, p, 0, fmt.Sprintf(`{join: {link: %q, label: "test"}}`, link)); !strings.Contains(said, `"joined":true`) {
		t.Fatalf("join: %s", said)
	}
}
