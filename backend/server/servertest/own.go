package servertest

// What has an id of its own: promises. Who may do what is the table of ledgertest; how it
// is told, and what it must look like, is here.

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/wasm/wire"
)

// ownOp is a valid operation of this kind on something; on "" it begins it.
func ownOp(kind, subject string) wire.OpIn {
	o := wire.OpIn{OpID: newID(), Kind: kind, Subject: subject}
	if wire.Own(kind) == kind {
		o.Subject = o.OpID
	}
	switch kind {
	case wire.OpPromise:
		o.Conversation = conversation("promised")
		o.Fact = &wire.Fact{Text: "the 07:40 runs again", DueMs: ledgertest.Due}
	case wire.OpLate:
		o.Fact = &wire.Fact{Why: "the spare part is in Bergen", DueMs: ledgertest.Later}
	case wire.OpSignal:
		o.Fact = &wire.Fact{Kind: "rival", Text: "they sail to Leirvik from May", Link: "https://fjordlinje.example/may"}
	case wire.OpNotAboutUs, wire.OpAboutUs:
		o.Subject, o.Fact = "", &wire.Fact{Scope: "author", Value: "x/" + subject}
	case wire.OpIncident:
		o.Fact = &wire.Fact{Text: "tickets", Status: map[string]string{"en": "No tickets by card", "nb": "Ikke billetter med kort"}, DueMs: ledgertest.Due}
	case wire.OpUpdate:
		o.Fact = &wire.Fact{DueMs: ledgertest.Later}
	case wire.OpWithdrawn:
		o.Fact = &wire.Fact{Why: "the quay is closed for good"}
	}
	return o
}

func own(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin := m.join(m.first)
	t.Run("who may do what", func(t *testing.T) {
		who := map[string]*device{ledgertest.Me: m.person("Kari Nes", wire.Staff), ledgertest.Other: m.person("Per Dahl", wire.Staff),
			ledgertest.Leader: m.person("Lise Berg", wire.Lead)}
		id := func(name string) string {
			if d := who[name]; d != nil {
				return d.me.Member.ID
			}
			return name // nobody, or a stranger
		}
		for _, c := range ledgertest.Cases {
			var r wire.OpResult
			subject := newID()
			for i, in := range append(append([]ledgertest.In{}, c.Before...), c.Do) {
				o := ownOp(in.Kind, subject)
				o.Target = id(in.Target)
				if in.Until != 0 {
					o.Fact.DueMs = in.Until
				}
				if i == 0 && o.Subject != "" {
					subject = o.Subject
				}
				r = who[in.User].post(o).Results[0]
			}
			if r.OK != c.OK || r.Outcome != c.Outcome || r.Holder != id(c.Holder) || r.ExpiresMs != c.Expires || r.Replied != c.Replied || r.Code != "" {
				t.Errorf("%s: got %+v, want %+v", c.Name, r, c)
			}
		}
	})
	t.Run("a promise outlives its conversation's end", func(t *testing.T) { promised(t, h) })
	t.Run("a signal to a colleague", func(t *testing.T) {
		o := ownOp(wire.OpSignal, "")
		o.Target = admin.me.Member.ID
		out := admin.post(o)
		want := fmt.Sprintf(`{"text":"they sail to Leirvik from May","kind":"rival","link":"https://fjordlinje.example/may","to":%q}`, o.Target)
		if last := out.Changes[len(out.Changes)-1]; string(last.Body) != want || last.Outcome != "sent" || last.Conv != o.OpID || last.Conversation.Key != "" {
			t.Errorf("told as %+v %s", last, last.Body)
		}
	})
	t.Run("an incident is told until it is over", func(t *testing.T) { incident(t, admin) })
	t.Run("what is not about us", func(t *testing.T) { notAboutUs(t, admin, m.person("Ola Vik", wire.Staff)) })
	t.Run("what it must look like", func(t *testing.T) { badOwn(t, admin) })
}

// promised is told with where it was made, and nothing that happens there closes it.
func promised(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari := m.join(m.first)
	siv := m.person("Siv Moen", wire.Staff)
	begin := ownOp(wire.OpPromise, "")
	begin.Target = kari.me.Member.ID
	kari.post(begin)
	kari.op(wire.OpClaim, "promised", 0)
	kari.op(wire.OpReply, "promised", 1)
	kari.post(filled(newOp(wire.OpReopen, "promised", 1)))
	kari.op(wire.OpListened, "promised", 1) // their "thanks"
	kari.post(ownOp(wire.OpLate, begin.Subject))
	kept := ownOp(wire.OpKept, begin.Subject)
	kept.Fact = &wire.Fact{Link: "https://havblikk.example/0740"}
	if r := kari.post(kept).Results[0]; !r.OK || r.Conv != begin.Subject || r.ExpiresMs != ledgertest.Later {
		t.Errorf("kept: %+v", r)
	}
	if r := kari.post(kept).Results[0]; !r.Replay || !r.OK {
		t.Errorf("kept again: %+v", r)
	}
	var fed wire.Changes
	siv.changes("", 0).into(t, &fed)
	var s wire.Snapshot
	siv.ask("GET", "/snapshot", nil).into(t, &s)
	if len(s.Heads) != 2 || len(s.Replies) != 6 {
		t.Fatalf("%d heads, %d facts: %+v", len(s.Heads), len(s.Replies), s)
	}
	told := map[string]wire.Change{}
	for _, c := range fed.Changes {
		if c.Conv == begin.Subject {
			told[c.Kind] = c
		}
	}
	for _, c := range s.Replies {
		if c.Conv == begin.Subject && !reflect.DeepEqual(told[c.Kind], c) {
			t.Errorf("the snapshot tells %+v, the feed %+v", c, told[c.Kind])
		}
	}
	first := told["promise"]
	if first.From == nil || !reflect.DeepEqual(*first.From, begin.Conversation) || first.Conversation.Key != "" || first.Outcome != "promised" {
		t.Errorf("the promise is told as %+v", first)
	}
	conv := fed.Changes[1].Conv
	for kind, want := range map[string]string{
		"promise": fmt.Sprintf(`{"text":"the 07:40 runs again","due_ms":%d,"conv":%q}`, ledgertest.Due, conv),
		"late":    fmt.Sprintf(`{"why":"the spare part is in Bergen","due_ms":%d}`, ledgertest.Later),
		"kept":    `{"link":"https://havblikk.example/0740"}`,
	} {
		if c := told[kind]; string(c.Body) != want || c.Holder != kari.me.Member.ID || kind != "promise" && c.From != nil {
			t.Errorf("%s is told as %+v, %s", kind, c, c.Body)
		}
	}
}

// incident: an update without news counts, and how it is stays known.
func incident(t *testing.T, d *device) {
	begin := ownOp(wire.OpIncident, "")
	news, over := ownOp(wire.OpUpdate, begin.Subject), ownOp(wire.OpResolve, begin.Subject)
	news.Fact.Replies = []string{wire.Everybody}
	over.Fact = &wire.Fact{Status: map[string]string{"en": "Cards work again"}}
	var last wire.OpsAnswer
	for i, o := range []wire.OpIn{begin, ownOp(wire.OpUpdate, begin.Subject), news, over} {
		last = d.post(o)
		if r := last.Results[0]; !r.OK || r.Replied != []int64{0, 1, 2, 2}[i] || r.Conv != begin.Subject || r.Holder != d.me.Member.ID {
			t.Errorf("%s: %+v", o.Kind, r)
		}
	}
	want := []string{fmt.Sprintf(`{"text":"tickets","status":{"en":"No tickets by card","nb":"Ikke billetter med kort"},"due_ms":%d}`, ledgertest.Due),
		fmt.Sprintf(`{"due_ms":%d}`, ledgertest.Later), fmt.Sprintf(`{"due_ms":%d,"replies":["*"]}`, ledgertest.Later), `{"status":{"en":"Cards work again"}}`}
	for i, c := range last.Changes[len(last.Changes)-4:] {
		if string(c.Body) != want[i] {
			t.Errorf("%s is told as %s", c.Kind, c.Body)
		}
	}
	reply := filled(newOp(wire.OpReply, "ticketless", 0))
	reply.ReplyLink, reply.Fact = "https://x.example/1", &wire.Fact{Incident: begin.Subject}
	if last = d.post(reply); string(last.Changes[len(last.Changes)-1].Body) != `{"link":"https://x.example/1","incident":"`+begin.Subject+`"}` {
		t.Errorf("a reply with its line is told as %s", last.Changes[len(last.Changes)-1].Body)
	}
	var s wire.Snapshot
	d.ask("GET", "/snapshot", nil).into(t, &s)
	kinds := ""
	for _, c := range s.Replies {
		if c.Conv == begin.Subject {
			kinds += c.Kind + " "
		}
	}
	if kinds != "incident update resolve " {
		t.Errorf("the snapshot tells %s", kinds)
	}
}

// notAboutUs is one subject a rule, whoever makes it; a post's is its conversation.
func notAboutUs(t *testing.T, a, b *device) {
	rule := func(scope, value string) wire.OpIn {
		return wire.OpIn{OpID: newID(), Kind: wire.OpNotAboutUs, Fact: &wire.Fact{Scope: scope, Value: value}}
	}
	first := a.post(rule("word", "Havblikk hotell")).Results[0]
	if again := b.post(rule("word", "Havblikk hotell")).Results[0]; again.Conv != first.Conv || !first.OK || !again.OK {
		t.Errorf("%+v, then %+v", first, again)
	}
	if site := b.post(rule("site", "Havblikk hotell")).Results[0]; site.Conv == first.Conv {
		t.Errorf("two scopes are one subject: %+v", site)
	}
	undo := rule("word", "Havblikk hotell")
	undo.Kind = wire.OpAboutUs
	post := filled(newOp(wire.OpNotAboutUs, "other", 0))
	out := b.post(undo, post)
	if r := out.Results[0]; !r.OK || r.Conv != first.Conv || r.Outcome != "reopened" {
		t.Errorf("undone: %+v", r)
	}
	told := out.Changes[len(out.Changes)-2:]
	if c := told[0]; string(c.Body) != `{"scope":"word","value":"Havblikk hotell"}` || c.Conversation.Key != "" {
		t.Errorf("the rule is told as %+v %s", c, c.Body)
	}
	if c := told[1]; string(c.Body) != `{"scope":"post"}` || c.Conversation.Key != "hn:other" || c.Outcome != "notAboutUs" {
		t.Errorf("the post is told as %+v %s", c, c.Body)
	}
}

func badOwn(t *testing.T, d *device) {
	for _, c := range []struct {
		kind, says string
		change     func(*wire.OpIn)
	}{
		{"promise", `"conversation.key" is empty`, func(o *wire.OpIn) { o.Conversation = wire.Conversation{} }},
		{"promise", `its own op_id`, func(o *wire.OpIn) { o.Subject = newID() }},
		{"promise", `"subject"`, func(o *wire.OpIn) { o.Subject = "" }},
		{"promise", `"target"`, func(o *wire.OpIn) { o.Target = "" }},
		{"promise", `needs "fact.text"`, func(o *wire.OpIn) { o.Fact.Text = "" }},
		{"promise", `needs "fact.text"`, func(o *wire.OpIn) { o.Fact = nil }},
		{"promise", `needs "fact.due_ms"`, func(o *wire.OpIn) { o.Fact.DueMs = 0 }},
		{"promise", `"fact.due_ms" must be a time`, func(o *wire.OpIn) { o.Fact.DueMs = -1 }},
		{"promise", `"fact.due_ms" must be a time`, func(o *wire.OpIn) { o.Fact.DueMs = 1 << 53 }},
		{"promise", `"fact.text" is longer`, func(o *wire.OpIn) { o.Fact.Text = strings.Repeat("t", 2001) }},
		{"promise", `"fact.text" has control`, func(o *wire.OpIn) { o.Fact.Text = "a\x00b" }},
		{"promise", `"fact.why" does not belong`, func(o *wire.OpIn) { o.Fact.Why = "x" }},
		{"promise", `"note"`, func(o *wire.OpIn) { o.Note = "x" }},
		{"signal", `needs "fact.kind"`, func(o *wire.OpIn) { o.Fact.Kind = "" }},
		{"signal", `"fact.kind" is one of rival, `, func(o *wire.OpIn) { o.Fact.Kind = "gossip" }},
		{"signal", `"fact.text" is longer`, func(o *wire.OpIn) { o.Fact.Text = strings.Repeat("t", 2001) }},
		{"signal", `longer than 4096 bytes`, func(o *wire.OpIn) {
			o.Fact.Text, o.Fact.Link = strings.Repeat("\n", 2000), "https://x.example/"+strings.Repeat("x", 500)
		}},
		{"signal", `"fact.due_ms" does not belong`, func(o *wire.OpIn) { o.Fact.DueMs = 1 }},
		{"signal", `"conversation" does not belong`, func(o *wire.OpIn) { o.Conversation = conversation("1") }},
		{"incident", `needs "fact.status"`, func(o *wire.OpIn) { o.Fact.Status = nil }},
		{"incident", `needs "fact.due_ms"`, func(o *wire.OpIn) { o.Fact.DueMs = 0 }},
		{"incident", `no language: "English"`, func(o *wire.OpIn) { o.Fact.Status["English"] = "x" }},
		{"incident", `"fact.status.sv" is empty`, func(o *wire.OpIn) { o.Fact.Status["sv"] = "" }},
		{"incident", `"fact.status.sv" has control`, func(o *wire.OpIn) { o.Fact.Status["sv"] = "a\nb" }},
		{"incident", `"fact.status.sv" is longer`, func(o *wire.OpIn) { o.Fact.Status["sv"] = strings.Repeat("s", 601) }},
		{"incident", `more than 20 languages`, func(o *wire.OpIn) {
			for i := range 21 {
				o.Fact.Status[string(rune('a'+i))+"x"] = "x"
			}
		}},
		{"incident", `more than 50 members`, func(o *wire.OpIn) { o.Fact.Replies = make([]string, 51) }},
		{"incident", `"fact.replies" is empty`, func(o *wire.OpIn) { o.Fact.Replies = []string{""} }},
		{"incident", `"fact.incident" does not belong`, func(o *wire.OpIn) { o.Fact.Incident = "x" }},
		{"update", `"fact.text" does not belong`, func(o *wire.OpIn) { o.Fact.Text = "x" }},
		{"update", `needs "fact.due_ms"`, func(o *wire.OpIn) { o.Fact = nil }},
		{"resolve", `"target"`, func(o *wire.OpIn) { o.Target = d.me.Member.ID }},
		{"notAboutUs", `needs "fact.scope"`, func(o *wire.OpIn) { o.Fact = nil }},
		{"notAboutUs", `one of post, author, site, word`, func(o *wire.OpIn) { o.Fact = &wire.Fact{Scope: "world", Value: "x"} }},
		{"notAboutUs", `"fact.value" is empty`, func(o *wire.OpIn) { o.Conversation, o.Fact = wire.Conversation{}, &wire.Fact{Scope: "word"} }},
		{"notAboutUs", `"fact.value" is longer`, func(o *wire.OpIn) {
			o.Conversation, o.Fact = wire.Conversation{}, &wire.Fact{Scope: "word", Value: strings.Repeat("v", 301)}
		}},
		{"notAboutUs", `"fact.value" does not belong`, func(o *wire.OpIn) { o.Fact = &wire.Fact{Scope: "post", Value: "x"} }},
		{"notAboutUs", `"conversation" does not belong`, func(o *wire.OpIn) { o.Fact = &wire.Fact{Scope: "site", Value: "x"} }},
		{"aboutUs", `"conversation.key" is empty`, func(o *wire.OpIn) { o.Conversation, o.Fact = wire.Conversation{}, &wire.Fact{Scope: "post"} }},
		{"aboutUs", `"subject" does not belong`, func(o *wire.OpIn) { o.Subject, o.Fact = newID(), &wire.Fact{Scope: "post"} }},
		{"late", `needs "fact.why"`, func(o *wire.OpIn) { o.Fact.Why = "" }},
		{"late", `"target"`, func(o *wire.OpIn) { o.Target = d.me.Member.ID }},
		{"withdrawn", `needs "fact.why"`, func(o *wire.OpIn) { o.Fact = nil }},
		{"kept", `"conversation" does not belong`, func(o *wire.OpIn) { o.Conversation = conversation("1") }},
		{"kept", `"subject"`, func(o *wire.OpIn) { o.Subject = "kari" }},
		{"kept", `"subject"`, func(o *wire.OpIn) { o.Subject = strings.ToUpper(uuid.NewString()) }},
		{"kept", `"fact.link" is not a web address`, func(o *wire.OpIn) { o.Fact = &wire.Fact{Link: "javascript:0"} }},
		{"claim", `"fact" does not belong to a claim`, func(o *wire.OpIn) { o.Fact = &wire.Fact{Text: "x"} }},
		{"claim", `"subject" does not belong to a claim`, func(o *wire.OpIn) { o.Subject = newID() }},
	} {
		o := newOp(c.kind, "bad own", 0)
		if wire.Own(c.kind) != "" {
			o = ownOp(c.kind, newID())
		}
		if c.kind == wire.OpPromise {
			o.Target = d.me.Member.ID
		}
		c.change(&o)
		var out wire.OpsAnswer
		d.doSloppy(opsIn("", 0, o)).into(t, &out)
		if r := out.Results[0]; r.Code != "invalid" || !strings.Contains(r.Detail, c.says) {
			t.Errorf("%s that shall say %s: %+v", c.kind, c.says, r)
		}
	}
	var out wire.OpsAnswer
	raw := fmt.Sprintf(`{"op_id":%q,"kind":"kept","subject":%q,"fence":0,"fact":{"url":"x"}}`, newID(), newID())
	d.doSloppy(wire.OpsIn{Ops: []json.RawMessage{json.RawMessage(raw)}}).into(t, &out)
	if r := out.Results[0]; r.Code != "invalid" || !strings.Contains(r.Detail, `"fact.url" is unknown`) {
		t.Errorf("an unknown part: %+v", r)
	}
}
