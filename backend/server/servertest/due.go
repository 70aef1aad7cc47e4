package servertest

// Until when to answer: from when the first of us saw it, in business hours, until
// somebody has settled it; and when it was posted and seen, for all to know.

import (
	"testing"
	"time"

	"porchlight/backend/hours"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

func targets(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	lead, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	if r := per.op(wire.OpRaise, "early", 0); !r.OK || r.DueMs != 0 {
		t.Errorf("without a target: %+v", r)
	}
	rules := closedNow()
	rules.FirstMinutes, rules.NextMinutes = 90, 40
	lead.publish(0, playbook.Playbook{Hours: rules})
	open, err := hours.New(rules)
	if err != nil {
		t.Fatal(err)
	}
	until := func(fromMs int64, minutes time.Duration) int64 {
		return open.Add(time.UnixMilli(fromMs), minutes*time.Minute).UnixMilli()
	}
	claim := newOp(wire.OpClaim, "1", 0)
	claim.Conversation.SeenMs = time.Now().Add(-50 * time.Hour).UnixMilli()
	claim.Conversation.Posted = &wire.Range{FromMs: claim.Conversation.SeenMs - 7_200_000, ToMs: claim.Conversation.SeenMs - 3_600_000}
	first := per.post(claim).Results[0]
	if want := until(claim.Conversation.SeenMs, 90); first.DueMs != want {
		t.Errorf("the first reply is due at %d, want %d", first.DueMs, want)
	}
	second := newOp(wire.OpTakeover, "1", 0)
	second.Conversation.SeenMs = 1 // a second browser's sighting changes nothing
	if r := lead.post(second).Results[0]; r.DueMs != first.DueMs {
		t.Errorf("taken over, it is due at %d and was at %d", r.DueMs, first.DueMs)
	}
	if r := lead.op(wire.OpReply, "1", 2); r.DueMs != 0 {
		t.Errorf("answered and still due: %+v", r)
	}
	if r := per.op(wire.OpClaim, "1", 0); r.DueMs != 0 {
		t.Errorf("claimed again without a new answer of theirs: %+v", r)
	}
	again := per.op(wire.OpReopen, "1", 0)
	if again.DueMs != until(again.AtMs, 40) {
		t.Errorf("the next reply is due at %d, want %d", again.DueMs, until(again.AtMs, 40))
	}
	var fed wire.Changes
	per.changes("", 0).into(t, &fed)
	var s wire.Snapshot
	per.ask("GET", "/snapshot", nil).into(t, &s)
	for _, c := range append(fed.Changes[1:], s.Heads...) {
		if at := c.Conversation; at.Key == "hn:1" && (at.SeenMs != claim.Conversation.SeenMs || at.Posted == nil || *at.Posted != *claim.Conversation.Posted) {
			t.Errorf("%s tells that it was posted %+v and seen at %d", c.Kind, at.Posted, at.SeenMs)
		}
		if c.Conversation.Key == "hn:1" && c.Kind == wire.OpReopen && c.DueMs != again.DueMs {
			t.Errorf("told as due at %d: %+v", again.DueMs, c)
		}
	}
	if r := per.op(wire.OpClaim, "early", 0); r.DueMs != until(r.AtMs, 90) {
		t.Errorf("known from before there was a target: %+v", r)
	}
	ahead := newOp(wire.OpClaim, "2", 0) // a clock that is wrong
	ahead.Conversation.SeenMs = time.Now().Add(1000 * time.Hour).UnixMilli()
	if r := per.post(ahead).Results[0]; r.DueMs != until(r.AtMs, 90) {
		t.Errorf("seen in the future: %+v", r)
	}
	for what, change := range map[string]func(*wire.Conversation){
		"seen before there was time":   func(c *wire.Conversation) { c.SeenMs = -1 },
		"seen above 2^53":              func(c *wire.Conversation) { c.SeenMs = 1 << 53 },
		"posted from after to":         func(c *wire.Conversation) { c.Posted = &wire.Range{FromMs: 2, ToMs: 1} },
		"posted before there was time": func(c *wire.Conversation) { c.Posted = &wire.Range{FromMs: -2, ToMs: 1} },
		"posted above 2^53":            func(c *wire.Conversation) { c.Posted = &wire.Range{ToMs: 1 << 53} },
	} {
		op := newOp(wire.OpClaim, "bad "+what, 0)
		change(&op.Conversation)
		var out wire.OpsAnswer
		if per.doSloppy(opsIn("", 0, op)).into(t, &out); out.Results[0].Code != "invalid" {
			t.Errorf("%s: %+v", what, out.Results[0])
		}
	}
}
