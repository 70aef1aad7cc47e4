package server_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func openHome(t *testing.T, dir string) *server.Home {
	t.Helper()
	h, err := server.OpenHome(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

func ask(h *server.Home, method, path, bearer, body string) (int, string) {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+bearer)
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.Handler("").ServeHTTP(w, r)
	said, _ := io.ReadAll(w.Body)
	return w.Code, string(said)
}

func makeTeam(t *testing.T, h *server.Home) string {
	t.Helper()
	status, said := ask(h, "POST", "/v1/teams", h.Secret(), `{"name":"Havblikk","admin":"Ingrid Solvang"}`)
	var inv wire.Invite
	if status != 201 || json.Unmarshal([]byte(said), &inv) != nil {
		t.Fatalf("%d %s", status, said)
	}
	return inv.Team
}

// BE-06: nobody else on the machine reads it.
func TestFilesArePrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "home")
	h := openHome(t, dir)
	team := makeTeam(t, h)
	for name, want := range map[string]os.FileMode{
		"": 0o700, "teams": 0o700, "operator.secret": 0o600, "lock": 0o600,
		"teams/" + team + ".sqlite": 0o600, "teams/" + team + ".sqlite-wal": 0o600, "teams/" + team + ".sqlite-shm": 0o600,
	} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: %v, %v; want %v", name, info.Mode().Perm(), err, want)
		}
	}
}

// BE-06.a.
func TestAskingForATeamMakesNoFile(t *testing.T) {
	dir := t.TempDir()
	h := openHome(t, dir)
	id := server.NewTeamID(h.Secret())
	for _, c := range [][2]string{{"GET", "/me"}, {"POST", "/redeem"}, {"POST", "/invites"}, {"PUT", "/playbook"}} {
		for _, bearer := range []string{"", h.Secret(), server.Token(server.Random(16), server.Random(43))} {
			if status, said := ask(h, c[0], "/v1/teams/"+id+c[1], bearer, `{}`); status < 400 || status > 404 {
				t.Errorf("%s %s: %d %s", c[0], c[1], status, said)
			}
		}
	}
	files, _ := filepath.Glob(filepath.Join(dir, "teams", "*"))
	if len(files) > 0 {
		t.Errorf("made %v", files)
	}
}

// BE-06.d, within one process too.
// Guesses of one client behind a proxy do not lock out another, unless nobody tells them apart.
func TestGuessesCountForTheAddressThatTheProxyTells(t *testing.T) {
	h := openHome(t, t.TempDir())
	team := makeTeam(t, h)
	guess := func(address string) int {
		r := httptest.NewRequest("POST", "/v1/teams/"+team+"/redeem", strings.NewReader(`{}`))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Real-IP", address)
		w := httptest.NewRecorder()
		h.Handler("").ServeHTTP(w, r)
		return w.Code
	}
	exhaust := func() {
		for range 30 {
			guess("192.0.2.1")
		}
	}
	h.AddressHeader = "X-Real-IP"
	exhaust()
	if mine, theirs := guess("192.0.2.1"), guess("192.0.2.2"); mine != 429 || theirs == 429 {
		t.Errorf("behind a proxy: %d for who guessed, %d for somebody else", mine, theirs)
	}
	h.AddressHeader = ""
	exhaust()
	if theirs := guess("192.0.2.3"); theirs != 429 {
		t.Errorf("the header counts though no proxy is named: %d", theirs)
	}
}

func TestOneHomeAtATime(t *testing.T) {
	dir := t.TempDir()
	first := openHome(t, dir)
	if _, err := server.OpenHome(dir, nil); !errors.Is(err, server.ErrLocked) || !strings.Contains(err.Error(), dir) {
		t.Errorf("a second: %v", err)
	}
	first.Close()
	openHome(t, dir)
}

func TestTheFoldersNameMayBeOdd(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b?c#d%41&mode=memory")
	h := openHome(t, dir)
	team := makeTeam(t, h)
	if _, err := os.Stat(filepath.Join(dir, "teams", team+".sqlite")); err != nil {
		t.Error(err)
	}
}

func TestASecretIsNeverMadeTwice(t *testing.T) {
	dir := t.TempDir()
	h := openHome(t, dir)
	secret := h.Secret()
	h.Close()
	if again := openHome(t, dir); again.Secret() != secret {
		t.Error("another secret")
	} else {
		again.Close()
	}
	if err := os.WriteFile(filepath.Join(dir, "operator.secret"), []byte("short\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := server.OpenHome(dir, nil); err == nil || !strings.Contains(err.Error(), "operator.secret") {
		t.Errorf("a damaged secret: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "operator.secret.part")); err == nil {
		t.Error("a part is left")
	}
}

// BE-07: a newer database is answered with 503 and left alone.
func TestANewerTeamIsNotServed(t *testing.T) {
	dir := t.TempDir()
	h := openHome(t, dir)
	team := makeTeam(t, h)
	h.Close()
	path := filepath.Join(dir, "teams", team+".sqlite")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE meta SET i = 999 WHERE k = 'schema_version'`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	h = openHome(t, dir)
	status, said := ask(h, "GET", "/v1/teams/"+team+"/me", "", "")
	if status != http.StatusServiceUnavailable || !strings.Contains(said, `"unavailable"`) || strings.Contains(said, dir) {
		t.Errorf("%d %s", status, said)
	}
}

func TestDamagedTeamDoesNotStopOthers(t *testing.T) {
	dir := t.TempDir()
	h := openHome(t, dir)
	good, bad := makeTeam(t, h), makeTeam(t, h)
	h.Close()
	if err := os.WriteFile(filepath.Join(dir, "teams", bad+".sqlite"), []byte(strings.Repeat("not a database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	h = openHome(t, dir)
	if status, said := ask(h, "GET", "/v1/teams/"+bad+"/playbook", h.Secret(), ""); status != 503 {
		t.Errorf("damaged: %d %s", status, said)
	}
	if status, said := ask(h, "GET", "/v1/teams/"+good+"/playbook", h.Secret(), ""); status != 404 {
		t.Errorf("good: %d %s", status, said)
	}
	if err := h.Purge(t.Context()); err == nil || !strings.Contains(err.Error(), bad) {
		t.Errorf("purge: %v", err)
	}
}
