package servertest

// A team moves over HTTP: row by row the same, its people still signed in, and nobody's
// until the last page.

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// copied asks for all rows of m, in the order in which they are taken in, for the team to.
func copied(t *testing.T, m *team, to string) []server.Rows {
	t.Helper()
	var pages []server.Rows
	counts := map[string]int64{}
	for _, table := range []string{"ledger", "prints", "digests", "conversations", "members", "devices", "invites", "playbooks", "meta"} {
		counts[table] = 0
		for after, more := int64(0), true; more; {
			var page server.Rows
			m.ask("GET", fmt.Sprintf("/rows?table=%s&after=%d", table, after), m.Secret, nil).into(t, &page)
			after, more = page.Next, page.Next != 0
			var rows [][]any
			if err := json.Unmarshal(page.Rows, &rows); err != nil {
				t.Fatal(err)
			}
			counts[table] += int64(len(rows))
			page.Next, page.From = 0, "copy0123456789ab"
			pages = append(pages, page)
		}
	}
	delete(counts, "meta")
	last := &pages[len(pages)-1]
	last.Counts = counts
	last.Rows = json.RawMessage(strings.ReplaceAll(string(last.Rows), m.id, to))
	return pages
}

func moving(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin := m.join(m.first)
	kari := m.person("Kari <Næs> \"&\u2028 🛥", wire.Staff)
	for n := range 30 {
		kari.op(wire.OpClaim, fmt.Sprint(n), 0)
	}
	admin.ask("PUT", "/playbook", wire.PlaybookIn{Playbook: json.RawMessage(`{"brands":[{"name":"Havblikk \"Ø\""}]}`)}).want(t, 200, "")
	there := &team{h, t, server.NewTeamID(h.Secret), ""}
	moved := *kari
	moved.team = there
	pages := copied(t, m, there.id)
	last := len(pages) - 1

	stale := pages[0]
	stale.From = "another0123456789"
	there.ask("POST", "/rows", h.Secret, stale).want(t, 204, "") // of a move that broke off
	for _, page := range pages[1:last] {
		there.ask("POST", "/rows", h.Secret, page).want(t, 204, "")
	}
	there.ask("POST", "/rows", h.Secret, pages[last]).want(t, 409, "conflict") // the first is missing
	moved.ask("GET", "/me", nil).want(t, 401, "unauthorized")
	there.ask("GET", "/rows?table=meta&after=0", h.Secret, nil).want(t, 404, "not_found")
	for _, page := range append(pages[:last:last], pages[0]) { // one comes twice
		there.ask("POST", "/rows", h.Secret, page).want(t, 204, "")
	}
	foreign := pages[last]
	foreign.Rows = json.RawMessage(strings.ReplaceAll(string(foreign.Rows), there.id, m.id))
	there.ask("POST", "/rows", h.Secret, foreign).want(t, 409, "conflict")
	there.ask("POST", "/rows", h.Secret, pages[last]).want(t, 204, "")
	there.ask("POST", "/rows", h.Secret, pages[last]).want(t, 409, "conflict")
	there.ask("POST", "/rows", h.Secret, stale).want(t, 409, "conflict")

	again := copied(t, there, there.id)
	if !reflect.DeepEqual(pages[:last], again[:last]) {
		t.Errorf("the rows were\n%+v\nand are\n%+v", pages, again)
	}
	moved.ask("GET", "/me", nil).want(t, 200, "")
	var before, after wire.Snapshot
	kari.ask("GET", "/snapshot", nil).into(t, &before)
	moved.ask("GET", "/snapshot", nil).into(t, &after)
	if len(after.Heads) != 30 || !reflect.DeepEqual(before.Heads, after.Heads) {
		t.Errorf("the heads were %+v and are %+v", before.Heads, after.Heads)
	}
	if r := moved.op(wire.OpClaim, "new", 0); !r.OK || r.Seq <= before.AsOf {
		t.Errorf("a claim afterwards: %+v, after %d", r, before.AsOf)
	}
	badRows(t, h, pages[0])
}

func badRows(t *testing.T, h *Home, good server.Rows) {
	t.Helper()
	there := &team{h, t, server.NewTeamID(h.Secret), ""}
	for what, c := range map[string]struct {
		status int
		change func(*server.Rows)
	}{
		"unknown table":   {400, func(p *server.Rows) { p.Table = "ledger; DROP TABLE ledger" }},
		"tickets":         {400, func(p *server.Rows) { p.Table = "tickets" }},
		"other columns":   {400, func(p *server.Rows) { p.Columns = p.Columns[1:] }},
		"another schema":  {409, func(p *server.Rows) { p.Schema++ }},
		"no name":         {400, func(p *server.Rows) { p.From = "" }},
		"a short row":     {400, func(p *server.Rows) { p.Rows = json.RawMessage(`[[1]]`) }},
		"a fraction":      {400, func(p *server.Rows) { p.Rows = cells(len(p.Columns), `1.5`) }},
		"a large number":  {400, func(p *server.Rows) { p.Rows = cells(len(p.Columns), `9007199254740993`) }},
		"an object":       {400, func(p *server.Rows) { p.Rows = cells(len(p.Columns), `{}`) }},
		"true":            {400, func(p *server.Rows) { p.Rows = cells(len(p.Columns), `true`) }},
		"no array":        {400, func(p *server.Rows) { p.Rows = json.RawMessage(`"x"`) }},
		"nothing at last": {409, func(p *server.Rows) { p.Table = "meta" }},
	} {
		page := good
		c.change(&page)
		if a := there.ask("POST", "/rows", h.Secret, page); a.status != c.status {
			t.Errorf("%s: %d %s", what, a.status, a.body)
		}
	}
}

// cells is one row of n cells that are alike.
func cells(n int, cell string) json.RawMessage {
	return json.RawMessage(`[[` + strings.TrimSuffix(strings.Repeat(cell+",", n), ",") + `]]`)
}
