package server

// Back to a backup in place: the browsers, which have read on since, are told so.

import (
	"encoding/json"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

func TestBrowsersNoticeAnOlderLife(t *testing.T) {
	dir, backup := t.TempDir(), filepath.Join(t.TempDir(), "backup.sqlite")
	h, err := OpenHome(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	o := &opened{t, h, ""}
	var inv wire.Invite
	r := o.try("POST", "/v1/teams", h.Secret(), wire.CreateTeam{Name: "Havblikk", Admin: "Ingrid Solvang"})
	if err := json.Unmarshal(r.Body.Bytes(), &inv); err != nil {
		t.Fatal(err)
	}
	o.id = inv.Team
	_, secret, _ := strings.Cut(inv.Link, o.id+".")
	token := o.redeem(secret)
	claim := func(key string) json.RawMessage {
		raw, _ := json.Marshal(wire.OpIn{OpID: idAt(&bench{now: h.now()}), Kind: wire.OpClaim, Conversation: wire.Conversation{
			Key: key, Link: "https://news.ycombinator.com/item?id=1", Site: "hn", Author: "ola", Names: []string{}}})
		return raw
	}
	send := func(in wire.OpsIn) (out wire.OpsAnswer) {
		t.Helper()
		o.ask("POST", "/ops", token, in, &out)
		return out
	}
	send(wire.OpsIn{Ops: []json.RawMessage{claim("hn:1")}})
	if _, err := Export(t.Context(), dir, o.id, backup); err != nil {
		t.Fatal(err)
	}
	late := claim("hn:2")
	read := send(wire.OpsIn{Ops: []json.RawMessage{late, claim("hn:3")}})
	if _, err := Restore(t.Context(), dir, backup); !errors.Is(err, ErrLocked) {
		t.Errorf("while the home runs: %v", err)
	}
	h.Close()
	if _, err := Import(t.Context(), dir, backup); err == nil || !strings.Contains(err.Error(), "--replace") {
		t.Errorf("a team that is there is replaced unasked: %v", err)
	}
	if m, err := Restore(t.Context(), dir, backup); err != nil || m.ID != o.id || m.Rows != 1 || m.Renamed {
		t.Fatalf("%+v, %v", m, err)
	}
	aside, _ := filepath.Glob(filepath.Join(dir, "teams", o.id+".sqlite.replaced-*"))
	if len(aside) != 1 {
		t.Fatalf("put aside: %v", aside)
	} else if m, err := whole(t.Context(), aside[0]); err != nil || m.Rows != 3 {
		t.Errorf("what was put aside: %+v, %v", m, err)
	}
	if o.h, err = OpenHome(dir, nil); err != nil {
		t.Fatal(err)
	}
	defer o.h.Close()
	if w := o.try("GET", "/v1/teams/"+o.id+"/changes?epoch="+read.Epoch+"&cursor=3", token, nil); w.Code != http.StatusGone {
		t.Errorf("a cursor of the newer life: %d %s", w.Code, w.Body)
	}
	again := send(wire.OpsIn{Epoch: read.Epoch, Cursor: read.Cursor, Ops: []json.RawMessage{late}})
	if !again.Resync || again.Epoch == read.Epoch || !again.Results[0].OK || again.Results[0].Replay {
		t.Errorf("what the backup lacks is sent again: %+v", again)
	}
	var s wire.Snapshot
	if o.ask("GET", "/snapshot", token, nil, &s); len(s.Heads) != 2 {
		t.Errorf("the snapshot: %+v", s.Heads)
	}
}
