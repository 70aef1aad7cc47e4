package servertest

// POST /ops: ids, replays, batches, and what is refused.

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"porchlight/wasm/wire"
)

func operations(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	t.Run("F02 a lost answer is given again", func(t *testing.T) {
		claim := newOp("claim", "1", 0)
		first := kari.post(claim).Results[0]
		again := kari.post(claim).Results[0]
		if !first.OK || first.Replay || first.SinceMs != first.AtMs || first.ExpiresMs != first.AtMs+15*60_000 {
			t.Errorf("first: %+v", first)
		}
		if !again.Replay {
			t.Errorf("again: %+v", again)
		}
		if again.Replay = false; again != first {
			t.Errorf("again: %+v, first: %+v", again, first)
		}
	})
	t.Run("the loser is told who has it", func(t *testing.T) {
		first, second := kari.op("claim", "2", 0), per.op("claim", "2", 0)
		if !first.OK || second.OK || second.Holder != kari.me.Member.ID || second.ExpiresMs != first.ExpiresMs || second.Fence != 1 {
			t.Errorf("first %+v, second %+v", first, second)
		}
	})
	t.Run("F09 an id is for one request", func(t *testing.T) {
		op := newOp("claim", "3", 0)
		kari.post(op)
		for what, other := range map[string]wire.OpIn{
			"kind":         {OpID: op.OpID, Kind: "release", Conversation: op.Conversation},
			"fence":        {OpID: op.OpID, Kind: "claim", Conversation: op.Conversation, Fence: 1},
			"conversation": {OpID: op.OpID, Kind: "claim", Conversation: conversation("4")},
		} {
			if r := kari.post(other).Results[0]; r.Code != "mismatch" || r.Seq != 0 || r.Detail == "" {
				t.Errorf("other %s: %+v", what, r)
			}
		}
		if r := per.post(op).Results[0]; r.Code != "mismatch" {
			t.Errorf("other actor: %+v", r)
		}
	})
	t.Run("a reply keeps its link", func(t *testing.T) {
		fence := kari.op("claim", "5", 0).Fence
		reply := newOp("reply", "5", fence)
		reply.ReplyLink = "https://news.ycombinator.com/item?id=55"
		out := kari.post(reply)
		last := out.Changes[len(out.Changes)-1]
		if r := out.Results[0]; !r.OK || !r.InLease || r.Replied != 1 || r.Holder != "" || r.SinceMs != 0 {
			t.Errorf("result %+v", r)
		}
		if last.Kind != "reply" || string(last.Body) != `{"link":"https://news.ycombinator.com/item?id=55"}` ||
			last.Conversation.Key != "hn:5" || last.Conversation.Author != "ola" || last.Actor != kari.me.Member.ID {
			t.Errorf("change %+v", last)
		}
	})
	t.Run("a note goes with it", func(t *testing.T) {
		const note = "She asks about the 07:40 to \"Leirvik\" & back.\n<b>You know</b> the timetable."
		give := newOp("handoff", "6", kari.op("claim", "6", 0).Fence)
		give.Target, give.Note = per.me.Member.ID, note
		back := newOp("bounce", "6", kari.post(give).Results[0].Fence)
		back.Note = strings.Repeat("\"", 2000)
		out := per.post(back)
		for i, want := range []string{note, back.Note} {
			var said struct{ Note string }
			c := out.Changes[len(out.Changes)-2+i]
			if err := json.Unmarshal(c.Body, &said); err != nil || said.Note != want || !c.OK {
				t.Errorf("%s: %+v, %v", c.Kind, c, err)
			}
		}
		if r := out.Results[0]; r.Holder != "" || r.Fence != 2 {
			t.Errorf("after the bounce: %+v", r)
		}
		other := back // the note is part of what was asked
		other.Note = "again"
		if r := per.post(other).Results[0]; r.Code != "mismatch" {
			t.Errorf("the same id with another note: %+v", r)
		}
	})
	t.Run("assigned over somebody's live claim", func(t *testing.T) {
		held := per.op("claim", "7", 0)
		give := newOp("assign", "7", 0)
		give.Target = kari.me.Member.ID
		if r := kari.post(give).Results[0]; !r.OK || r.Holder != kari.me.Member.ID || r.Fence != held.Fence+1 {
			t.Errorf("assigned: %+v", r)
		}
		if r := per.op("renew", "7", held.Fence); r.OK {
			t.Errorf("the old fence still renews: %+v", r)
		}
		give.OpID = newID()
		if r := per.post(give).Results[0]; r.OK || r.Code != "" {
			t.Errorf("staff assigned: %+v", r)
		}
	})
	t.Run("facts come back whole", func(t *testing.T) { facts(t, h) })
	t.Run("F23 one bad op in a batch", func(t *testing.T) { batch(t, kari) })
	t.Run("clocks", func(t *testing.T) { clocks(t, kari) })
	t.Run("what an op must look like", func(t *testing.T) { badOps(t, kari) })
}

// facts are told in the feed and, to a device that comes late, in the snapshot.
func facts(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	no := newOp("refuse", "8", kari.op("claim", "8", 0).Fence)
	no.Refusal = &wire.Refusal{Reason: strings.Repeat("\"", 600), Instead: strings.Repeat("\\", 600), Decides: strings.Repeat("\n", 600)}
	if r := kari.post(no).Results[0]; !r.OK || !r.InLease || r.Holder != "" || r.Replied != 0 {
		t.Errorf("refuse: %+v", r)
	}
	heard, first, second := newOp("listened", "8", 0), newOp("note", "8", 0), newOp("note", "8", 0)
	first.Note, second.Note = "one", "two"
	for _, o := range []wire.OpIn{heard, first, second, newOp("claim", "8", 0)} {
		if r := per.post(o).Results[0]; !r.OK {
			t.Errorf("%s: %+v", o.Kind, r)
		}
	}
	var s wire.Snapshot
	per.ask("GET", "/snapshot", nil).into(t, &s)
	told := map[string]string{}
	for _, c := range s.Replies {
		told[c.Kind] += string(c.Body)
	}
	var said wire.Refusal
	if err := json.Unmarshal([]byte(told["refuse"]), &said); err != nil || said != *no.Refusal {
		t.Errorf("the refusal came back as %s", told["refuse"])
	}
	if _, heard := told["listened"]; len(told) != 3 || !heard || told["note"] != `{"note":"two"}` || len(s.Heads) != 1 || s.Heads[0].Kind != "claim" {
		t.Errorf("snapshot: %+v", s)
	}
}

func batch(t *testing.T, d *device) {
	in := opsIn("", 0)
	for n := range 20 {
		op := newOp("claim", fmt.Sprint("batch", n), 0)
		if n == 7 {
			op.Kind = "shout"
		}
		b, _ := json.Marshal(op)
		in.Ops = append(in.Ops, b)
	}
	var out wire.OpsAnswer
	a := d.doSloppy(in)
	a.into(t, &out)
	for n, r := range out.Results {
		if (r.Code == "") != (n != 7) || r.OK != (n != 7) {
			t.Errorf("result %d: %+v", n, r)
		}
	}
	if r := out.Results[7]; r.Code != "invalid" || !strings.Contains(r.Detail, `"shout"`) {
		t.Errorf("the bad one: %+v", r)
	}
	in.Ops = append(in.Ops, in.Ops[0])
	d.ask("POST", "/ops", in).want(t, 400, "invalid")
	twice := newOp("claim", "twice", 0)
	d.ask("POST", "/ops", opsIn("", 0, twice, twice)).want(t, 400, "invalid")
	d.ask("POST", "/ops", opsIn("", 0, twice, newOp("reply", "twice", 0))).want(t, 400, "invalid")
}

// doSloppy sends ops that openapi.yaml forbids but that are answered one by one.
func (d *device) doSloppy(in wire.OpsIn) answer {
	d.t.Helper()
	h := *d.Home
	h.contract = &contract{} // no router: nothing is held against it
	return h.do(d.t, request{method: "POST", path: d.path("/ops"), bearer: d.token(), body: in})
}

func at(ms int64) string {
	u := uuid.Must(uuid.NewV7())
	for i := range 6 {
		u[i] = byte(ms >> (8 * (5 - i)))
	}
	return u.String()
}

func clocks(t *testing.T, d *device) {
	now := d.me.ServerNowMs
	day := (24 * time.Hour).Milliseconds()
	for n, c := range []struct {
		kind string
		ms   int64
		code string
	}{
		{"claim", now - 10*60_000, ""}, {"claim", now + 10*60_000, ""},
		{"claim", now - 6*day, "clock"}, {"claim", now + 2*day, "clock"},
		{"note", now - 6*day, ""}, {"reply", now - 6*day, ""}, {"reply", now - 81*day, "clock"},
	} {
		op := newOp(c.kind, fmt.Sprint("clock", n), 0)
		op.OpID = at(c.ms)
		op = filled(op)
		out := d.post(op)
		if r := out.Results[0]; r.Code != c.code || (c.code != "") != (r.Seq == 0) || out.ServerNowMs < now {
			t.Errorf("%s with a clock %d min off: %+v", c.kind, (c.ms-now)/60_000, r)
		}
	}
}

func badOps(t *testing.T, d *device) {
	for what, change := range map[string]func(*wire.OpIn){
		"unknown kind":           func(o *wire.OpIn) { o.Kind = "steal" },
		"kind in capitals":       func(o *wire.OpIn) { o.Kind = "CLAIM" },
		"no kind":                func(o *wire.OpIn) { o.Kind = "" },
		"id of version 4":        func(o *wire.OpIn) { o.OpID = uuid.NewString() },
		"id in capitals":         func(o *wire.OpIn) { o.OpID = strings.ToUpper(o.OpID) },
		"id without dashes":      func(o *wire.OpIn) { o.OpID = strings.ReplaceAll(o.OpID, "-", "") },
		"negative fence":         func(o *wire.OpIn) { o.Fence = -1 },
		"fence above 2^53":       func(o *wire.OpIn) { o.Fence = 1 << 53 },
		"no key":                 func(o *wire.OpIn) { o.Conversation.Key = "" },
		"key with NUL":           func(o *wire.OpIn) { o.Conversation.Key = "hn:\x00" },
		"key too long":           func(o *wire.OpIn) { o.Conversation.Key = strings.Repeat("k", 2049) },
		"script for a link":      func(o *wire.OpIn) { o.Conversation.Link = "javascript:alert(1)" },
		"data for a link":        func(o *wire.OpIn) { o.Conversation.Link = "data:text/html,x" },
		"link without host":      func(o *wire.OpIn) { o.Conversation.Link = "https:///x" },
		"51 names":               func(o *wire.OpIn) { o.Conversation.Names = strings.Split(strings.Repeat("n,", 50)+"n", ",") },
		"empty name":             func(o *wire.OpIn) { o.Conversation.Names = []string{""} },
		"author too long":        func(o *wire.OpIn) { o.Conversation.Author = strings.Repeat("a", 301) },
		"target of a claim":      func(o *wire.OpIn) { o.Target = d.me.Member.ID },
		"handoff without target": func(o *wire.OpIn) { o.Kind = "handoff" },
		"handoff to oneself":     func(o *wire.OpIn) { o.Kind, o.Target = "handoff", d.me.Member.ID },
		"assign without target":  func(o *wire.OpIn) { o.Kind = "assign" },
		"target of a bounce":     func(o *wire.OpIn) { o.Kind, o.Note, o.Target = "bounce", "x", d.me.Member.ID },
		"bounce without note":    func(o *wire.OpIn) { o.Kind = "bounce" },
		"note of a claim":        func(o *wire.OpIn) { o.Note = "x" },
		"note without words":     func(o *wire.OpIn) { o.Kind = "note" },
		"refuse without refusal": func(o *wire.OpIn) { o.Kind = "refuse" },
		"refusal of a reply":     func(o *wire.OpIn) { o.Kind, o.Refusal = "reply", &wire.Refusal{Reason: "x"} },
		"refusal without reason": func(o *wire.OpIn) { o.Kind, o.Refusal = "refuse", &wire.Refusal{Instead: "x"} },
		"reason too long": func(o *wire.OpIn) {
			o.Kind, o.Refusal = "refuse", &wire.Refusal{Reason: strings.Repeat("r", 601)}
		},
		"note of a raise":       func(o *wire.OpIn) { o.Kind, o.Note = "raise", "x" },
		"note too long":         func(o *wire.OpIn) { o.Kind, o.Note = "bounce", strings.Repeat("n", 2001) },
		"note with NUL":         func(o *wire.OpIn) { o.Kind, o.Note = "bounce", "a\x00b" },
		"reply link of a claim": func(o *wire.OpIn) { o.ReplyLink = "https://x.example/" },
		"reply link too large": func(o *wire.OpIn) {
			o.Kind, o.ReplyLink = "reply", "http://a?"+strings.Repeat("\\", 2039)
		},
		"reply link is script": func(o *wire.OpIn) { o.Kind, o.ReplyLink = "reply", "javascript:0" },
	} {
		op := newOp("claim", "bad "+what, 0)
		change(&op)
		var out wire.OpsAnswer
		d.doSloppy(opsIn("", 0, op)).into(t, &out)
		if r := out.Results[0]; r.Code != "invalid" || r.Detail == "" || r.Seq != 0 || r.OpID != op.OpID {
			t.Errorf("%s: %+v", what, r)
		}
	}
	odd := newOp("claim", "odd", 0)
	odd.Conversation.Author = `<script>{{constructor}}</script> ` + "\u202eabc\u200b"
	odd.Conversation.Names = []string{"Hav\u00adblikk", "𝓗𝓪𝓿"}
	out := d.post(odd)
	last := out.Changes[len(out.Changes)-1].Conversation
	if !out.Results[0].OK || last.Author != odd.Conversation.Author || last.Names[1] != odd.Conversation.Names[1] {
		t.Errorf("odd text came back as %+v", last)
	}
}
