package server

// What the others are told of operations, when not everything goes well.

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/uuid"

	"porchlight/wasm/wire"
)

type ears struct {
	Live
	heard []int64
}

func (e *ears) Poke(seq int64) { e.heard = append(e.heard, seq) }

func claimOf(t *testing.T, b *bench, key string) (id string, op json.RawMessage) {
	t.Helper()
	u, err := uuid.NewV7()
	if err != nil {
		t.Fatal(err)
	}
	ms := b.now.UnixMilli()
	for i := range 6 { // the bench's clock, not the computer's
		u[i] = byte(ms >> (40 - 8*i))
	}
	op, err = json.Marshal(wire.OpIn{OpID: u.String(), Kind: wire.OpClaim, Conversation: wire.Conversation{
		Key: key, Link: "https://street.example/" + key, Site: "street", Names: []string{}}})
	if err != nil {
		t.Fatal(err)
	}
	return u.String(), op
}

func TestPokesReachTheOthersInSpiteOfFailures(t *testing.T) {
	b := newBench(t)
	e := &ears{Live: b.live}
	b.h.(*server).Live = e
	token := b.mustJoin(b.create())
	heard := func(what string, want ...int64) {
		t.Helper()
		if !slices.Equal(e.heard, want) {
			t.Errorf("%s: poked %v, want %v", what, e.heard, want)
		}
		e.heard = nil
	}
	e.heard = nil // the joining
	_, first := claimOf(t, b, "a")
	broken, second := claimOf(t, b, "b")
	if _, err := b.db.Exec(`CREATE TRIGGER broken BEFORE INSERT ON ledger WHEN NEW.op_id = '` + broken + `' BEGIN SELECT RAISE(ABORT, 'disk'); END`); err != nil {
		t.Fatal(err)
	}
	b.want(b.ask("POST", "/ops", token, wire.OpsIn{Ops: []json.RawMessage{first, second}}), 500)
	heard("an error after a written row", 1)
	b.want(b.ask("POST", "/ops", token, wire.OpsIn{Ops: []json.RawMessage{first}}), 200)
	heard("a replay", 1)
}
