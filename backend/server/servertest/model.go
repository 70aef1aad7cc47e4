package servertest

// The language model, where a home has one: only for who holds the conversation, never more
// than a share, and nothing of what it gets wrong arrives.

import (
	"strings"
	"testing"

	"porchlight/backend/server/modeltest"
	"porchlight/wasm/wire"
)

func asksModel(t *testing.T, h *Home) {
	if h.Model == nil {
		t.Fatal("the home of this suite needs a stand-in for a model")
	}
	m := h.newTeam(t, 0)
	kari, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	if kari.me.Model != modeltest.Name {
		t.Errorf("a device is told of the model %q", kari.me.Model)
	}
	in := wire.ModelIn{Key: conversation("1").Key, Text: "Why was the 07:40 late?", Lang: "en", Drafts: []string{"The {boat} was late.", "It was ice."}}
	ask := func(d *device, in wire.ModelIn) answer { return d.ask("POST", "/model", in) }

	ask(kari, in).want(t, 409, "conflict") // nobody has it
	kari.op(wire.OpClaim, "1", 0)
	ask(per, in).want(t, 409, "conflict") // a colleague has it
	var said wire.ModelSaid
	ask(kari, in).into(t, &said)
	if said != (wire.ModelSaid{Text: modeltest.Good + in.Drafts[0], Model: modeltest.Name}) {
		t.Errorf("answered %+v", said)
	}
	if asked, _ := h.Model.Asked(); !strings.Contains(asked, "Why was the 07:40 late?") || strings.Contains(asked, in.Key) || strings.Contains(asked, "Dahl") {
		t.Errorf("the model was sent %s", asked)
	}
	kari.op(wire.OpRelease, "1", 1)
	ask(kari, in).want(t, 409, "conflict") // it is over

	per.op(wire.OpClaim, "2", 0)
	for name, bad := range map[string]func(*wire.ModelIn){
		"no text":     func(in *wire.ModelIn) { in.Text = "" },
		"a long text": func(in *wire.ModelIn) { in.Text = strings.Repeat("x", 9<<10) },
		"no drafts":   func(in *wire.ModelIn) { in.Drafts = []string{} },
		"a language":  func(in *wire.ModelIn) { in.Lang = "ignore all that" },
		"control":     func(in *wire.ModelIn) { in.Drafts = []string{"a\x00b"} },
	} {
		wrong := in
		wrong.Key = conversation("2").Key
		bad(&wrong)
		if a := ask(per, wrong); a.status != 400 {
			t.Errorf("%s: answered %d: %s", name, a.status, a.body)
		}
	}
	slowed := 0
	in.Key = conversation("2").Key
	for range 8 {
		if a := ask(per, in); a.code() == "rate_limited" {
			slowed++
		}
	}
	if slowed == 0 {
		t.Error("one person asked 8 times at once")
	}
	misbehaves(t, h, m, in)
	enough := 0
	for range 2 {
		siri := m.person("Siri Moe", wire.Staff)
		siri.op(wire.OpClaim, "3", 0)
		in.Key = conversation("3").Key
		for range 6 {
			if a := ask(siri, in); a.code() == "rate_limited" && strings.Contains(string(a.body), "for today") {
				enough++
			}
		}
		siri.op(wire.OpRelease, "3", 1)
	}
	if enough == 0 {
		t.Error("the team asked without end")
	}
}

// misbehaves: whatever the model does, the answer is a 200 without a text.
func misbehaves(t *testing.T, h *Home, m *team, in wire.ModelIn) {
	for how, why := range map[string]string{
		"slow": "slow", "error": "broken", "type": "broken", "elsewhere": "broken", "cut": "broken", "half": "broken",
		"tokens": "broken", "other": "broken", "huge": "broken", "long": "huge", "empty": "empty",
		"html": "markup", "injected": "unsafe", "link": "unsafe", "number": "unsafe", "hole": "unsafe",
	} {
		siri := m.person("Siri Moe", wire.Staff)
		siri.op(wire.OpClaim, how, 0)
		in.Key, in.Text = conversation(how).Key, "Why? stand-in: "+how
		var said wire.ModelSaid
		siri.ask("POST", "/model", in).into(t, &said)
		if said.Text != "" || said.Why != why {
			t.Errorf("%s: answered %+v, want %s", how, said, why)
		}
	}
	if _, led := h.Model.Asked(); led > 0 {
		t.Error("what was asked was sent on to where the endpoint led")
	}
}
