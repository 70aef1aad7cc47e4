package servertest

// Two copies of a team that arrive at once: one of them becomes the team, whole, and no row
// of the other is in it.

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func movesAtOnce(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari := m.join(m.first)
	for n := range 20 {
		o := filled(newOp(wire.OpNote, fmt.Sprint("north-", n), 0))
		o.Note = "north"
		kari.post(o)
	}
	for round := range 3 {
		there := &team{h, t, server.NewTeamID(h.Secret), ""}
		north := copied(t, m, there.id)
		south := make([]server.Rows, len(north))
		for i, page := range north {
			page.Rows, page.From = json.RawMessage(strings.ReplaceAll(string(page.Rows), "north", "south")), "copyfedcba9876543210"
			south[i] = page
		}
		var wg sync.WaitGroup
		wg.Go(func() { there.take(south) }) // which may break off
		wg.Go(func() {
			for !there.take(north) {
			}
		})
		wg.Wait()
		all := ""
		for _, page := range copied(t, there, there.id) {
			all += string(page.Rows)
		}
		if strings.Contains(all, "north") == strings.Contains(all, "south") {
			t.Fatalf("round %d: two copies became one: %s", round, all)
		}
	}
}

// take sends a copy, and tells whether there is a team now.
func (m *team) take(pages []server.Rows) bool {
	for _, page := range pages {
		if a := m.ask("POST", "/rows", m.Secret, page); a.status != 204 {
			return strings.Contains(string(a.body), "already")
		}
	}
	return true
}
