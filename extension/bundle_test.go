package main

// What leaves the build: the manifest against its golden, the files of a package against
// the list, the bundles against what may not be in them, and two builds against each other.

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// SEC-01.a and SEC-02.a: permissions, hosts and policy are exactly these. A change here is
// a change of what people are asked to trust: read the difference twice.
func TestManifestIsGolden(t *testing.T) {
	for _, target := range []string{"chrome", "firefox"} {
		got, err := packageManifest("../manifest.json", target, "https: wss:")
		if err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", "manifest."+target+".json")
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from the manifest; if that is meant: go test ./extension -update\n%s", golden, got)
		}
	}
}

// The rules that hold whatever a golden says.
func TestManifestAsksForNoMore(t *testing.T) {
	b, err := packageManifest("../manifest.json", "chrome", "https://porch.example wss://porch.example")
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Permissions []string `json:"permissions"`
		Hosts       []string `json:"host_permissions"`
		Scripts     []any    `json:"content_scripts"`
		Incognito   string   `json:"incognito"`
		External    struct{ IDs, Matches []string }
		CSP         map[string]string `json:"content_security_policy"`
	}
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	if want := []string{"storage", "unlimitedStorage", "alarms", "scripting", "sidePanel", "activeTab", "contextMenus"}; !slices.Equal(m.Permissions, want) {
		t.Errorf("permissions %q, want %q", m.Permissions, want)
	}
	if len(m.Hosts) > 0 || len(m.Scripts) > 0 || m.Incognito != "not_allowed" {
		t.Errorf("hosts %q, content scripts %v, incognito %q", m.Hosts, m.Scripts, m.Incognito)
	}
	csp := m.CSP["extension_pages"]
	if !strings.Contains(csp, "connect-src 'self' https://porch.example wss://porch.example http://127.0.0.1:*") ||
		regexp.MustCompile(`connect-src[^;]* https:( |;)`).MatchString(csp) || strings.Contains(csp, "'unsafe-inline'") || strings.Contains(csp, "'unsafe-eval'") {
		t.Errorf("policy of a build for one home: %s", csp)
	}
}

// listed is every file that a package may hold (SEC-14.b).
var listed = regexp.MustCompile(`^(manifest\.json|sites\.json|(engine|workbench)\.wasm|(background|content)\.js|` +
	`(card|popup|panel|options|reports)\.(html|js|css)|icons/(16|32|48|128)\.png|_locales/(en|nb|nn)/messages\.json)$`)

func TestPackages(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	build(t, a)
	build(t, b)
	first, second := files(t, a), files(t, b)
	if len(first) < 30 {
		t.Fatalf("only %d files in both packages", len(first))
	}
	for name, src := range first {
		_, in, _ := strings.Cut(name, "/")
		if !listed.MatchString(in) {
			t.Errorf("%s is not a listed file of a package", name)
		}
		if !bytes.Equal(src, second[name]) {
			t.Errorf("%s differs between two builds from one tree (SEC-14.a)", name)
		}
	}
	if len(first) != len(second) {
		t.Errorf("%d files, then %d", len(first), len(second))
	}
	never := map[string]string{
		"chrome/content.js":    `chrome\.storage|indexedDB|\bfetch\(|XMLHttpRequest|WebSocket|innerHTML|preact`,
		"chrome/card.js":       `chrome\.storage|indexedDB|\bfetch\(|XMLHttpRequest|WebSocket`,
		"chrome/background.js": `innerHTML|XMLHttpRequest|\beval\(|new Function`,
	}
	for name, words := range never {
		if hit := regexp.MustCompile(words).Find(first[name]); hit != nil {
			t.Errorf("%s holds %q", name, hit)
		}
	}
	for name, src := range first {
		if strings.HasSuffix(name, ".js") && bytes.Contains(src, []byte(`addEventListener("message"`)) {
			t.Errorf("%s listens for window messages (SEC-06.c)", name)
		}
	}
}

func build(t *testing.T, dir string) {
	t.Helper()
	cmd := exec.Command("make", "-s", "extension", "DIST="+dir, "BIN="+filepath.Join(t.TempDir(), "bin"))
	cmd.Dir = ".."
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("make extension: %v\n%s", err, said)
	}
}

func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
