package server

// One team's handler over a real file, with a clock that the test turns.

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"porchlight/backend/migrations"
	"porchlight/wasm/wire"
)

type bench struct {
	t    *testing.T
	db   *sql.DB
	h    http.Handler
	now  time.Time
	log  bytes.Buffer
	id   string
	live *Sockets
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, now: time.UnixMilli(1_800_000_000_000), id: Random(32), live: NewSockets()}
	path := filepath.Join(t.TempDir(), "team.sqlite")
	if err := touch(path); err != nil {
		t.Fatal(err)
	}
	var err error
	if b.db, err = sql.Open("sqlite", dsn(path, url.Values{"mode": {"rw"}})); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.db.Close() })
	if err := migrations.Apply(t.Context(), b.db); err != nil {
		t.Fatal(err)
	}
	b.h = New(Config{DB: b.db, Now: func() time.Time { return b.now }, Live: b.live,
		Log: slog.New(slog.NewTextHandler(&b.log, nil)), Redeem: Rate{PerSecond: 1000, Burst: 1000}})
	return b
}

// ask is a request; bearer "operator" carries the router's mark.
func (b *bench) ask(method, path, bearer string, body any) *httptest.ResponseRecorder {
	b.t.Helper()
	sent, err := json.Marshal(body)
	if err != nil {
		b.t.Fatal(err)
	}
	r := httptest.NewRequest(method, "/v1/teams/"+b.id+path, bytes.NewReader(sent))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", Chrome)
	if bearer == "operator" {
		r.Header.Set("Porchlight-Operator", "1")
	} else {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	return w
}

func (b *bench) want(w *httptest.ResponseRecorder, status int) {
	b.t.Helper()
	if w.Code != status {
		b.t.Errorf("answered %d, want %d: %s", w.Code, status, w.Body)
	}
}

// create makes the team and returns its first invite's secret.
func (b *bench) create() string {
	b.t.Helper()
	return b.secret(b.ask("POST", "", "operator", wire.CreateTeam{Name: "Havblikk", Admin: "Ingrid Solvang"}))
}

func (b *bench) invite(by string, role wire.Role, hours int) string {
	b.t.Helper()
	return b.secret(b.ask("POST", "/invites", by, wire.InviteIn{Name: "Kari Nes", Role: role, Hours: hours}))
}

func (b *bench) secret(w *httptest.ResponseRecorder) string {
	b.t.Helper()
	var inv wire.Invite
	if w.Code != http.StatusCreated || json.Unmarshal(w.Body.Bytes(), &inv) != nil {
		b.t.Fatalf("answered %d: %s", w.Code, w.Body)
	}
	_, secret, _ := strings.Cut(inv.Link, "#"+b.id+".")
	return secret
}

// join redeems and returns the answer and the token.
func (b *bench) join(invite string) (*httptest.ResponseRecorder, string) {
	b.t.Helper()
	id, secret := Random(16), Random(43)
	w := b.ask("POST", "/redeem", "", wire.RedeemIn{Invite: invite, Device: id, Hash: Hash(secret), Label: "test"})
	return w, Token(id, secret)
}

func (b *bench) mustJoin(invite string) string {
	b.t.Helper()
	w, token := b.join(invite)
	if w.Code != 200 {
		b.t.Fatalf("answered %d: %s", w.Code, w.Body)
	}
	return token
}
