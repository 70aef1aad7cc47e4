package drive

import (
	"encoding/json"
	"fmt"
	"time"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// Observer is a device of a member without a browser: how tests see what the ledger says
// without asking any browser. It only reads, but for what Send is told.
type Observer struct {
	team  *Team
	token string
	tick  *time.Ticker // no device may ask more often for long
}

// Observe joins a reader to the team.
func (m *Team) Observe() *Observer {
	m.t.Helper()
	return m.ObserveAs(wire.InviteIn{Name: "Observer", Role: wire.Staff})
}

// ObserveAs is Observe under another name.
func (m *Team) ObserveAs(invite wire.InviteIn) *Observer {
	m.t.Helper()
	inv := m.InviteAs(invite)
	id, secret := server.Random(16), server.Random(43)
	in := wire.RedeemIn{Invite: secretOf(inv), Device: id, Hash: server.Hash(secret), Label: "observer"}
	if status, said := request("POST", m.URL+"/v1/teams/"+m.ID+"/redeem", "", in, nil); status < 200 || status > 299 {
		m.t.Fatalf("redeem: %d %s", status, said)
	}
	return &Observer{team: m, token: server.Token(id, secret), tick: time.NewTicker(100 * time.Millisecond)}
}

func secretOf(link string) string {
	for i := len(link) - 1; i >= 0; i-- {
		if link[i] == '.' {
			return link[i+1:]
		}
	}
	return ""
}

// Ledger reads every row of the feed from the start, in order.
func (o *Observer) Ledger() []wire.Change {
	o.team.t.Helper()
	<-o.tick.C
	var all []wire.Change
	for cursor, more := int64(0), true; more; {
		var page wire.Changes
		url := fmt.Sprintf("%s/v1/teams/%s/changes?cursor=%d", o.team.URL, o.team.ID, cursor)
		if status, said := request("GET", url, o.token, nil, &page); status != 200 {
			o.team.t.Fatalf("GET changes: %d %s", status, said)
		}
		all, cursor, more = append(all, page.Changes...), page.Cursor, page.More
	}
	return all
}

// Send sends one operation, as a colleague whose browser is elsewhere.
func (o *Observer) Send(op wire.OpIn) {
	o.team.t.Helper()
	raw, err := json.Marshal(op)
	must(o.team.t, err)
	url := o.team.URL + "/v1/teams/" + o.team.ID + "/ops"
	if status, said := request("POST", url, o.token, wire.OpsIn{Ops: []json.RawMessage{raw}}, nil); status != 200 {
		o.team.t.Fatalf("POST ops: %d %s", status, said)
	}
}

// Name is a member's name.
func (o *Observer) Name(id string) string {
	o.team.t.Helper()
	for _, m := range o.Members().Members {
		if m.ID == id {
			return m.Name
		}
	}
	return ""
}

// Members are the team's people and their accounts, freshly asked.
func (o *Observer) Members() wire.Members {
	o.team.t.Helper()
	<-o.tick.C
	var got wire.Members
	if status, said := request("GET", o.team.URL+"/v1/teams/"+o.team.ID+"/members", o.token, nil, &got); status != 200 {
		o.team.t.Fatalf("GET members: %d %s", status, said)
	}
	return got
}
