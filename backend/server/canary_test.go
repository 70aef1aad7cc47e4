package server

// What must never be written down or told: secrets in the database, tokens and
// addresses of pages in the log, the text of drivers in answers.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"

	"porchlight/wasm/wire"
)

// BE-08.a and BE-21.b.
func TestNoSecretIsKeptOrLogged(t *testing.T) {
	b := newBench(t)
	invite := b.create()
	token := b.mustJoin(invite)
	_, secret, _ := ParseToken(token)
	var ticket wire.Ticket
	json.Unmarshal(b.ask("POST", "/live", token, nil).Body.Bytes(), &ticket)
	op, _ := json.Marshal(wire.OpIn{OpID: idAt(b), Kind: "claim", Conversation: wire.Conversation{
		Key: "hn:canary", Link: "https://canary.example/secret-page", Author: "canaryauthor", Names: []string{}}})
	b.want(b.ask("POST", "/ops", token, wire.OpsIn{Ops: []json.RawMessage{op}}), 200)
	b.want(b.ask("GET", "/live?ticket=wrong"+ticket.Ticket, token, nil), 401)
	b.want(b.ask("GET", "/me", token+"x", nil), 401)
	b.want(b.ask("GET", "/nothing/canary-path", token, nil), 404)

	var files []byte
	var path string
	if err := b.db.QueryRow(`SELECT file FROM pragma_database_list`).Scan(&path); err != nil {
		t.Fatal(err)
	}
	names, _ := filepath.Glob(path + "*")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, data...)
	}
	if !bytes.Contains(files, []byte("canary.example")) {
		t.Fatal("the search finds nothing at all")
	}
	if !strings.Contains(b.log.String(), "POST /v1/teams/{team}/ops") {
		t.Fatal("the log is empty")
	}
	for what, s := range map[string]string{"invite": invite, "token": token, "token's secret": secret, "ticket": ticket.Ticket} {
		if bytes.Contains(files, []byte(s)) {
			t.Errorf("the %s is in the database", what)
		}
		if strings.Contains(b.log.String(), s) {
			t.Errorf("the %s is in the log", what)
		}
	}
	for _, s := range []string{"canary", b.id, "Ingrid", "Havblikk"} {
		if strings.Contains(b.log.String(), s) {
			t.Errorf("%q is in the log", s)
		}
	}
}

func idAt(b *bench) string {
	u := uuid.Must(uuid.NewV7())
	for i := range 6 {
		u[i] = byte(b.now.UnixMilli() >> (8 * (5 - i)))
	}
	return u.String()
}

// BE-21.a: whatever fails inside, the answer is from the list.
func TestFailuresInsideStayInside(t *testing.T) {
	for what, spoil := range map[string]func(*bench){
		"closed database": func(b *bench) { b.db.Close() },
		"missing table":   func(b *bench) { b.db.Exec(`DROP TABLE ledger`) },
		"damaged secret":  func(b *bench) { b.db.Exec(`UPDATE meta SET t = 'zz' WHERE k = 'secret'`) },
		"damaged names":   func(b *bench) { b.db.Exec(`UPDATE conversations SET names = '{'`) },
	} {
		b := newBench(t)
		token := b.mustJoin(b.create())
		op := func() []json.RawMessage {
			o, _ := json.Marshal(wire.OpIn{OpID: idAt(b), Kind: "claim", Conversation: wire.Conversation{
				Key: "hn:1", Link: "https://x.example/", Names: []string{}}})
			return []json.RawMessage{o}
		}
		b.want(b.ask("POST", "/ops", token, wire.OpsIn{Ops: op()}), 200)
		spoil(b)
		w := b.ask("POST", "/ops", token, wire.OpsIn{Ops: op()})
		var p wire.APIProblem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 500 || p.Code != "internal" || p.Detail != "" || p.RequestID == "" {
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
		}
		if !strings.Contains(b.log.String(), p.RequestID) {
			t.Errorf("%s: the log does not name the request", what)
		}
	}
}

func TestAPanicIsOneAnswer(t *testing.T) {
	b := newBench(t)
	s := b.h.(*server)
	s.Live = bomb{s.Live}
	token := b.mustJoinQuietly(b.create())
	w := b.ask("PUT", "/playbook", token, wire.PlaybookIn{Playbook: json.RawMessage(`{"brands":[{"name":"Havblikk"}]}`)})
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "boom") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if !strings.Contains(b.log.String(), "boom") {
		t.Error("the log does not tell of it")
	}
	b.want(b.ask("GET", "/me", token, nil), 200)
}

type bomb struct{ Live }

func (bomb) Poke(int64) { panic("boom") }

// mustJoinQuietly joins where the poke afterwards fails: the device is in all the same.
func (b *bench) mustJoinQuietly(invite string) string {
	_, token := b.join(invite)
	return token
}

func TestEveryCodeHasATitleAndAStatus(t *testing.T) {
	for code := range problems {
		w := httptest.NewRecorder()
		if status := WriteProblem(w, "r", fail(code, "x")); status < 400 || w.Code != status {
			t.Errorf("%s: %d", code, status)
		}
	}
	w := httptest.NewRecorder()
	WriteProblem(w, "r", fmt.Errorf("SQLITE_CORRUPT: %w", os.ErrClosed))
	if strings.Contains(w.Body.String(), "SQLITE") || w.Code != 500 {
		t.Errorf("%s", w.Body)
	}
}
