package servertest

// Erasing a person: the name is nowhere, the rows are all there, and the door is shut.

import (
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

func erasing(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin := m.join(m.first)
	invite := m.invite("Zacharias Quist", wire.Admin)
	zach := m.join(invite)
	id := zach.me.Member.ID
	zach.op(wire.OpClaim, "1", 0)
	zach.op(wire.OpReply, "1", 1)
	var before, after wire.Changes
	admin.changes("", 0).into(t, &before)
	socket := zach.socket()
	hear(t, socket)

	admin.ask("DELETE", "/members/"+id, nil).want(t, 204, "")
	admin.ask("DELETE", "/members/"+id, nil).want(t, 204, "") // the first answer was lost
	ended(t, socket)
	zach.ask("GET", "/me", nil).want(t, 401, "unauthorized")
	zach.redeem(invite).want(t, 404, "not_found")
	admin.ask("POST", "/invites", wire.InviteIn{Member: id}).want(t, 409, "conflict")
	for _, path := range []string{"/members", "/devices", "/changes?cursor=0", "/snapshot"} {
		a := admin.ask("GET", path, nil)
		if a.status != 200 || strings.Contains(string(a.body), "Zacharias") || path != "/devices" && !strings.Contains(string(a.body), id) {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
	admin.changes("", 0).into(t, &after)
	if len(after.Changes) != len(before.Changes) {
		t.Errorf("%d rows of %d", len(after.Changes), len(before.Changes))
	}
	for i, c := range after.Changes {
		if b := before.Changes[i]; c.Seq != b.Seq || c.Actor != b.Actor || c.Kind != b.Kind || c.AtMs != b.AtMs {
			t.Errorf("row %d was %+v and is %+v", i, b, c)
		}
	}
	admin.ask("DELETE", "/members/"+admin.me.Member.ID, nil).want(t, 409, "conflict") // the last admin
	m.ask("DELETE", "/members/"+admin.me.Member.ID, h.Secret, nil).want(t, 409, "conflict")
	admin.ask("GET", "/me", nil).want(t, 200, "")
}

// What it does to old conversations is the matter of package ledger.
func retaining(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin := m.join(m.first)
	is := func(want int64, a answer) {
		t.Helper()
		var out wire.Retention
		if a.into(t, &out); out.Days == nil || *out.Days != want {
			t.Errorf("%s, want %d days", a.body, want)
		}
	}
	is(0, admin.ask("GET", "/retention", nil))
	for _, days := range []int64{30, 3650, 0, 365} {
		is(days, admin.ask("PUT", "/retention", wire.Retention{Days: &days}))
		is(days, m.ask("GET", "/retention", h.Secret, nil))
	}
	for _, body := range []string{`{}`, `{"days":null}`, `{"days":29}`, `{"days":-1}`, `{"days":3651}`, `{"days":30.5}`, `{"days":"30"}`} {
		admin.ask("PUT", "/retention", []byte(body)).want(t, 400, "invalid")
	}
	days := int64(90)
	is(days, m.ask("PUT", "/retention", h.Secret, wire.Retention{Days: &days}))
	is(days, admin.ask("GET", "/retention", nil))
}
