package server

// Owner time by a clock that the test turns.

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"porchlight/wasm/wire"
)

// put publishes a playbook whose rules are given as JSON.
func (b *bench) put(base int64, rules string) {
	b.t.Helper()
	raw := json.RawMessage(`{"brands":[{"name":"Havblikk"}],` + rules + `}`)
	b.want(b.ask("PUT", "/playbook", "operator", wire.PlaybookIn{Base: base, Playbook: raw}), 200)
}

// op makes one operation and returns its result.
func (b *bench) op(token string, op wire.OpIn) wire.OpResult {
	b.t.Helper()
	u := uuid.Must(uuid.NewV7())
	for i, ms := 5, b.now.UnixMilli(); i >= 0; i, ms = i-1, ms>>8 { // the device's clock goes with the server's
		u[i] = byte(ms)
	}
	op.OpID = u.String()
	op.Conversation.Key, op.Conversation.Link, op.Conversation.Names = "hn:1", "https://news.ycombinator.com/item?id=1", []string{}
	raw, err := json.Marshal(op)
	if err != nil {
		b.t.Fatal(err)
	}
	w := b.ask("POST", "/ops", token, wire.OpsIn{Ops: []json.RawMessage{raw}})
	var out wire.OpsAnswer
	if json.Unmarshal(w.Body.Bytes(), &out); w.Code != 200 || len(out.Results) != 1 {
		b.t.Fatalf("answered %d: %s", w.Code, w.Body)
	}
	return out.Results[0]
}

func clockIn(t *testing.T, zone, wall string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation(time.DateTime, wall+":00", loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestOwnerTimeIsBusinessTime(t *testing.T) {
	b := newBench(t)
	lead := b.mustJoin(b.create())
	per := b.mustJoin(b.invite(lead, wire.Staff, 0))
	perID := b.member(per)
	const oslo, days = "Europe/Oslo", `"mon":["09:00-17:00"],"tue":["09:00-17:00"],"wed":["09:00-17:00"],"thu":["09:00-17:00"],"fri":["09:00-17:00"]`
	b.put(0, `"team":{"ownerMinutes":60},"hours":{"zone":"Europe/Oslo","days":{`+days+`},"holidays":["2027-03-29"]}`)
	for _, c := range []struct{ at, until string }{
		{"2027-01-13 10:00", "2027-01-13 11:00"},
		{"2027-01-15 16:30", "2027-01-18 09:30"}, // over the weekend
		{"2027-01-16 12:00", "2027-01-18 10:00"},
		{"2027-03-26 16:30", "2027-03-30 09:30"}, // over the change of clocks and a holiday
	} {
		b.now = clockIn(t, oslo, c.at)
		r := b.op(lead, wire.OpIn{Kind: wire.OpAssign, Target: perID})
		if until := clockIn(t, oslo, c.until); !r.OK || r.ExpiresMs != until.UnixMilli() {
			t.Errorf("assigned at %s until %s, want %s", c.at, time.UnixMilli(r.ExpiresMs).In(until.Location()), c.until)
		}
	}
	r := b.op(per, wire.OpIn{Kind: wire.OpHandoff, Fence: 4, Target: b.member(lead)})
	if until := clockIn(t, oslo, "2027-03-30 09:30"); !r.OK || r.ExpiresMs != until.UnixMilli() {
		t.Errorf("handed over until %d, want %d", r.ExpiresMs, until.UnixMilli())
	}
	if r := b.op(lead, wire.OpIn{Kind: wire.OpClaim}); r.ExpiresMs < r.AtMs+TTL.Milliseconds() {
		t.Errorf("claiming what one was given shortens it: %+v", r)
	}
	b.now = clockIn(t, oslo, "2027-03-30 09:31")
	if r := b.op(per, wire.OpIn{Kind: wire.OpClaim}); !r.OK || r.ExpiresMs != r.AtMs+TTL.Milliseconds() {
		t.Errorf("after the owner time, a colleague's claim: %+v", r)
	}
}

func (b *bench) member(token string) string {
	b.t.Helper()
	var me wire.Me
	if w := b.ask("GET", "/me", token, nil); w.Code != 200 || json.Unmarshal(w.Body.Bytes(), &me) != nil {
		b.t.Fatalf("answered %d: %s", w.Code, w.Body)
	}
	return me.Member.ID
}

// A version that an earlier program let pass stops nobody from working.
func TestHoursThatCannotBeReadAreAlwaysOpen(t *testing.T) {
	b := newBench(t)
	lead := b.mustJoin(b.create())
	if _, err := b.db.Exec(`INSERT INTO playbooks VALUES (1, 0, 'operator', '{"hours":{"zone":"Europe/Olso"},"team":{"ownerMinutes":20}}')`); err != nil {
		t.Fatal(err)
	}
	r := b.op(lead, wire.OpIn{Kind: wire.OpAssign, Target: b.member(lead)})
	if !r.OK || r.ExpiresMs != r.AtMs+20*60_000 || !strings.Contains(b.log.String(), "always open") {
		t.Errorf("%+v, and the log says %s", r, b.log.String())
	}
}

// Friday afternoon, Monday morning: the target's clock stands still in between.
func TestDueTimesAreBusinessTime(t *testing.T) {
	b := newBench(t)
	per := b.mustJoin(b.create())
	b.put(0, `"hours":{"zone":"Europe/Oslo","days":{"mon":["09:00-17:00"],"fri":["09:00-17:00"]},"firstMinutes":30,"nextMinutes":60}`)
	due := func(kind, seen, want string) {
		t.Helper()
		op := wire.OpIn{Kind: kind}
		if seen != "" {
			op.Conversation.SeenMs = clockIn(t, "Europe/Oslo", seen).UnixMilli()
		}
		var until int64
		if want != "" {
			until = clockIn(t, "Europe/Oslo", want).UnixMilli()
		}
		if r := b.op(per, op); !r.OK || r.DueMs != until {
			t.Errorf("%s, seen %s: due at %s, want %s", kind, seen, time.UnixMilli(r.DueMs), want)
		}
	}
	b.now = clockIn(t, "Europe/Oslo", "2027-01-15 16:50")
	due(wire.OpRaise, "2027-01-15 16:45", "2027-01-18 09:15")
	due(wire.OpClaim, "2027-01-15 16:10", "2027-01-18 09:15")
	due(wire.OpListened, "", "")
	b.now = clockIn(t, "Europe/Oslo", "2027-01-17 12:00")
	due(wire.OpReopen, "2027-01-15 16:45", "2027-01-18 10:00")
}
