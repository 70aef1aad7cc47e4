package server

// A home of an earlier version, for each schema that there was: made by that schema's own
// statements, with rows in every table that it had. It opens, its people are signed in, what
// they knew is there, what they do next is written, and its digests hold.

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"porchlight/backend/ledger"
	"porchlight/backend/migrations"
	"porchlight/wasm/wire"
)

// Whose rows these are. Times are of 2026-11-16, and the home's clock is six days later.
const (
	oldDay    = 1_794_787_200_000
	oldDevice = "karisdevice00000"
	oldSecret = "karissecret000000000000000000000000000000000"
	oldInvite = "sivsinvite0000000000000000000000"
)

// oldRows are what a home of a schema had written, each from the schema on that had the
// table or the column.
var oldRows = []struct {
	from int // schema
	text string
	args []any
}{
	{1, `INSERT INTO meta (k, i, t) VALUES ('name', NULL, 'Havblikk'), ('secret', NULL, ?1), ('epoch', NULL, 'theepochofthen00'),
		('ttl_ms', 900000, NULL), ('feed_floor_seq', 0, NULL)`, []any{strings.Repeat("5e", 32)}},
	{2, `INSERT INTO members (user_id, name, role, leader, active, made_ms) VALUES
		('kari', 'Kari Nes', 'admin', 0, 1, 1), ('per', 'Per Dahl', 'staff', 1, 1, 1), ('gone', 'Ola Lie', 'staff', 0, 0, 1)`, nil},
	{3, `INSERT INTO devices (id, invite, member, hash, label, made_ms, seen_ms, revoked)
		VALUES (?1, 'x', 'kari', ?2, 'Chrome', 1, ?3, 0)`, []any{oldDevice, Hash(oldSecret[:43]), int64(oldDay)}},
	{4, `INSERT INTO invites (hash, member, name, role, leader, by_member, made_ms, expires_ms)
		VALUES (?1, 'siv', 'Siv Moen', 'staff', 0, 'kari', 1, 9000000000000)`, []any{Hash(oldInvite)}},
	{5, `INSERT INTO tickets (hash, device, expires_ms) VALUES ('t', ?1, 1)`, []any{oldDevice}},
	{6, `INSERT INTO conversations (conv, key, link, site, author, names, triage, made_ms) VALUES
		('aa', 'hn:1', 'https://news.ycombinator.com/item?id=1', 'hn', 'ola', '["Havblikk"]', '', 1),
		('bb', 'hn:2', 'https://news.ycombinator.com/item?id=2', 'hn', 'eva', '[]', '{"intent":"question","needs_reply":true,"urgency":"high","sentiment":"neutral"}', 1)`, nil},
	{7, `INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok, fence, holder, since_ms, expires_ms, replied, in_lease, body)
		SELECT 'op' || value, 'h', json_extract('["aa","aa","bb"]', '$[' || (value - 1) || ']'), json_extract('["claim","reply","claim"]', '$[' || (value - 1) || ']'),
			'kari', ?1, ?2 + value, 1, 1, CASE value WHEN 3 THEN 'per' END, 0, ?2 + 900000, value = 2, value = 2,
			CASE value WHEN 2 THEN '{"link":"https://news.ycombinator.com/item?id=9"}' ELSE '' END
		FROM json_each('[1,2,3]')`, []any{oldDevice, int64(oldDay)}},
	{9, `INSERT INTO playbooks (version, at_ms, by_member, playbook) VALUES (1, 1, 'kari', '{"brands":[{"name":"Havblikk"}]}')`, nil},
	{11, `UPDATE ledger SET outcome = 'answered' WHERE op_id = 'op2'`, nil},
	{13, `UPDATE devices SET next = ''`, nil},
	{17, `UPDATE members SET own = '{"on_duty":false}' WHERE user_id = 'per'`, nil},
	{18, `UPDATE ledger SET due_ms = 0`, nil},
	{19, `UPDATE conversations SET stamps = '{"seen_ms":1794787000000}' WHERE conv = 'aa'`, nil},
}

// older writes a team's file of a schema with its rows. Digests and prints, which schemas
// before the due time made alike, are those of today's program over the same rows.
func older(t *testing.T, path, id string, schema int) {
	t.Helper()
	if err := touch(path); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", dsn(path, url.Values{"mode": {"rw"}}))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	exec := func(text string, args ...any) {
		t.Helper()
		if _, err := db.Exec(text, args...); err != nil {
			t.Fatalf("schema %d: %v in %s", schema, err, text)
		}
	}
	for _, text := range migrations.Statements()[:schema] {
		exec(text)
	}
	exec(`INSERT INTO meta (k, i, t) VALUES ('schema_version', ?1, NULL), ('team', NULL, ?2)`, int64(schema), id)
	for _, rows := range oldRows {
		if schema >= rows.from {
			exec(rows.text, rows.args...)
		}
	}
	if schema < 15 {
		return
	}
	ahead := filepath.Join(t.TempDir(), "ahead.sqlite")
	exec(`VACUUM INTO ?1`, ahead)
	now, err := newest(t.Context(), ahead)
	if err != nil {
		t.Fatal(err)
	}
	if err := ledger.New(now).Seal(t.Context(), oldDay+10*24*3_600_000); err != nil {
		t.Fatal(err)
	}
	now.Close()
	exec(`ATTACH ?1 AS ahead`, ahead)
	exec(`INSERT INTO prints SELECT * FROM ahead.prints`)
	exec(`INSERT INTO digests SELECT * FROM ahead.digests`)
	exec(`DETACH ahead`)
}

func TestEachEarlierSchemaGoesOn(t *testing.T) {
	for schema := 1; schema <= len(migrations.Statements()); schema++ {
		t.Run(fmt.Sprint(schema), func(t *testing.T) {
			dir := t.TempDir()
			h, err := OpenHome(dir, nil) // which makes the secret
			if err != nil {
				t.Fatal(err)
			}
			id := NewTeamID(h.Secret())
			h.Close()
			older(t, filepath.Join(dir, "teams", id+".sqlite"), id, schema)
			if h, err = OpenHome(dir, nil); err != nil {
				t.Fatal(err)
			}
			defer h.Close()
			h.now = func() time.Time { return time.UnixMilli(oldDay + 6*24*3_600_000) }
			goesOn(t, &opened{t, h, id}, schema)
		})
	}
}

type opened struct {
	t  *testing.T
	h  *Home
	id string
}

// ask is a request below the team's address that must succeed.
func (o *opened) ask(method, path, bearer string, in, out any) {
	o.t.Helper()
	w := o.try(method, "/v1/teams/"+o.id+path, bearer, in)
	if w.Code/100 != 2 {
		o.t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	if out != nil && w.Code != http.StatusNoContent {
		if err := json.Unmarshal(w.Body.Bytes(), out); err != nil {
			o.t.Fatal(err)
		}
	}
}

func (o *opened) try(method, path, bearer string, in any) *httptest.ResponseRecorder {
	o.t.Helper()
	sent, err := json.Marshal(in)
	if err != nil {
		o.t.Fatal(err)
	}
	r := httptest.NewRequest(method, path, bytes.NewReader(sent))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+bearer)
	w := httptest.NewRecorder()
	o.h.Handler("http://home.example").ServeHTTP(w, r)
	return w
}

func (o *opened) redeem(invite string) (token string) {
	o.t.Helper()
	device, secret := Random(16), Random(43)
	o.ask("POST", "/redeem", "", wire.RedeemIn{Invite: invite, Device: device, Hash: Hash(secret), Label: "new"}, nil)
	return Token(device, secret)
}

func goesOn(t *testing.T, o *opened, schema int) {
	var inv wire.Invite
	o.ask("POST", "/invites", o.h.Secret(), wire.InviteIn{Name: "Ny Admin", Role: wire.Admin}, &inv)
	_, secret, _ := strings.Cut(inv.Link, o.id+".")
	admin := o.redeem(secret)
	if schema >= 3 {
		var me wire.Me
		o.ask("GET", "/me", Token(oldDevice, oldSecret[:43]), nil, &me)
		if me.Member.Name != "Kari Nes" || me.Member.Role != wire.Admin || !me.Member.OnDuty || me.Team.Name != "Havblikk" {
			t.Errorf("kari is %+v", me)
		}
	}
	if schema >= 4 {
		o.redeem(oldInvite)
	}
	if schema >= 9 {
		var book wire.PlaybookOut
		if o.ask("GET", "/playbook", admin, nil, &book); book.Version != 1 {
			t.Errorf("the playbook: %+v", book)
		}
	}
	var had wire.Changes
	o.ask("GET", "/changes?epoch=&cursor=0", admin, nil, &had)
	var s wire.Snapshot
	o.ask("GET", "/snapshot", admin, nil, &s)
	if schema >= 7 {
		known(t, had, s)
	} else if len(had.Changes) != 0 {
		t.Errorf("rows of nothing: %+v", had.Changes)
	}
	for n, kind := range []string{wire.OpClaim, wire.OpReply, wire.OpReopen} {
		raw, _ := json.Marshal(wire.OpIn{OpID: idAt(&bench{now: o.h.now()}), Kind: kind, Fence: 1, Conversation: wire.Conversation{
			Key: "hn:77", Link: "https://news.ycombinator.com/item?id=77", Site: "hn", Author: "ola", Names: []string{}}})
		var out wire.OpsAnswer
		o.ask("POST", "/ops", admin, wire.OpsIn{Epoch: had.Epoch, Cursor: had.Cursor, Ops: []json.RawMessage{raw}}, &out)
		if r := out.Results[0]; !r.OK || r.Seq != had.Cursor+int64(n)+1 || len(out.Changes) != n+1 {
			t.Errorf("%s: %+v", kind, out)
		}
	}
	var times wire.Times
	o.ask("GET", "/times", admin, nil, &times)
	if err := o.h.Purge(t.Context()); err != nil { // seals the old day, where no program has
		t.Error(err)
	}
	var d wire.Digests
	o.ask("GET", "/digests?after=0", admin, nil, &d)
	if days := min(1, max(0, schema-6)); len(d.Days) != days || d.Open != 3 {
		t.Errorf("the digests: %+v", d)
	}
	for _, day := range d.Days {
		if len(day.Wrong) > 0 || day.Rows != 3 {
			t.Errorf("a day of then: %+v", day)
		}
	}
}

// known is what every reader of those rows has to know: who answered one post, and who
// had the other.
func known(t *testing.T, fed wire.Changes, s wire.Snapshot) {
	t.Helper()
	if fed.Epoch != "theepochofthen00" || len(fed.Changes) != 3 || len(s.Heads) != 2 || len(s.Replies) != 1 {
		t.Fatalf("%+v\n%+v", fed, s)
	}
	answered, held := s.Heads[0], s.Heads[1]
	if answered.Conversation.Key != "hn:1" || answered.Outcome != "answered" || answered.Replied != 1 || answered.Holder != "" ||
		held.Conversation.Key != "hn:2" || held.Holder != "per" || held.Fence != 1 || held.Conversation.Triage == nil {
		t.Errorf("the heads are %+v", s.Heads)
	}
}
