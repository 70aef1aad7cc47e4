package desk

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

const (
	promiseID = "0190f5fe-7c00-7000-8000-000000000001"
	due       = int64(srvNow + 86_400_000)
)

// owed is the head of a promise that this person owes.
func owed(owner, state string) *wire.Head {
	return &wire.Head{Conversation: wire.Conversation{Key: promiseID}, Conv: promiseID, Seq: 3,
		Matter: &wire.Matter{ID: promiseID, Kind: "promise", State: state, By: "lea", Owner: owner, Fact: wire.Fact{Text: "a new quay", DueMs: due}}}
}

// Who may do what, before the server says so too.
func TestActOnPromises(t *testing.T) {
	text, late, why := &wire.Fact{Text: " a new quay ", DueMs: due}, &wire.Fact{Why: "no stone", DueMs: due}, &wire.Fact{Why: "no money"}
	no, hit := map[string]string{"en": "No tickets"}, &wire.Head{Matter: &wire.Matter{Kind: "incident", State: open, Owner: "me"}}
	waits := []wire.OutboxOp{{Kind: "kept", Subject: promiseID, State: queued}}
	for _, c := range []struct {
		name, kind, role, target string
		head                     *wire.Head
		fact                     *wire.Fact
		outbox                   []wire.OutboxOp
		want                     string // the op's kind, "" for nothing, or a problem's code behind !
	}{
		{"I promise", "promise", "staff", "me", nil, text, nil, "promise"},
		{"staff promise for another", "promise", "staff", "bjorn", nil, text, nil, "!forbidden"},
		{"a lead promises for another", "promise", "lead", "bjorn", nil, text, nil, "promise"},
		{"a promise of nobody", "promise", "lead", "", nil, text, nil, "!invalid"},
		{"a promise without words", "promise", "staff", "me", nil, &wire.Fact{DueMs: due}, nil, "!invalid"},
		{"a promise without a date", "promise", "staff", "me", nil, &wire.Fact{Text: "x"}, nil, "!invalid"},
		{"a long promise", "promise", "staff", "me", nil, &wire.Fact{Text: strings.Repeat("x", 2001), DueMs: due}, nil, "!too_large"},
		{"two promises of one post", "promise", "staff", "me", nil, text, []wire.OutboxOp{{Kind: "promise", Subject: "another"}}, "promise"},
		{"my promise is late", "late", "staff", "", owed("me", promised), late, nil, "late"},
		{"kept", "kept", "staff", "", owed("me", promised), nil, nil, "kept"},
		{"kept, pressed twice", "kept", "staff", "", owed("me", promised), nil, waits, ""},
		{"a colleague's", "kept", "staff", "", owed("bjorn", promised), nil, nil, "!forbidden"},
		{"a colleague's, by a lead", "withdrawn", "lead", "", owed("bjorn", promised), why, nil, "withdrawn"},
		{"withdrawn without a word", "withdrawn", "staff", "", owed("me", promised), nil, nil, "!invalid"},
		{"kept already", "withdrawn", "admin", "", owed("me", "kept"), why, nil, "!forbidden"},
		{"no promise known", "kept", "admin", "", nil, nil, nil, "!forbidden"},
		{"a signal to everybody", "signal", "staff", "", nil, &wire.Fact{Text: "x", Kind: "talent"}, nil, "signal"},
		{"a signal of no kind", "signal", "staff", "", nil, &wire.Fact{Text: "x"}, nil, "!invalid"},
		{"a signal is not kept", "kept", "admin", "", &wire.Head{Matter: &wire.Matter{Kind: "signal", State: "sent"}}, nil, nil, "!forbidden"},
		{"staff open an incident", "incident", "staff", "", nil, &wire.Fact{Text: "x", Status: no, DueMs: due}, nil, "!forbidden"},
		{"a lead opens an incident", "incident", "lead", "", nil, &wire.Fact{Text: "x", Status: no, DueMs: due}, nil, "incident"},
		{"an incident of which nothing is told", "incident", "lead", "", nil, &wire.Fact{Text: "x", DueMs: due}, nil, "!invalid"},
		{"an update without news", "update", "lead", "", hit, &wire.Fact{DueMs: due}, nil, "update"},
		{"an update by who opened it and leads no more", "update", "staff", "", hit, &wire.Fact{DueMs: due}, nil, "!forbidden"},
		{"an incident is not kept", "kept", "lead", "", hit, nil, nil, "!forbidden"},
		{"resolved", "resolve", "admin", "", hit, nil, nil, "resolve"},
		{"resolved already", "resolve", "admin", "", &wire.Head{Matter: &wire.Matter{Kind: "incident", State: "resolved"}}, nil, nil, "!forbidden"},
		{"an author is not about us", "notAboutUs", "staff", "", nil, &wire.Fact{Scope: "author", Value: "x/ola"}, nil, "notAboutUs"},
		{"the same, pressed twice", "notAboutUs", "staff", "", nil, &wire.Fact{Scope: "author", Value: "x/ola"}, []wire.OutboxOp{{Kind: "notAboutUs", Subject: "author x/ola"}}, ""},
		{"about us after all", "aboutUs", "staff", "", &wire.Head{Matter: &wire.Matter{Kind: "notAboutUs", State: "notAboutUs"}}, &wire.Fact{Scope: "author", Value: "x/ola"}, nil, "aboutUs"},
		{"about us already", "aboutUs", "staff", "", &wire.Head{Matter: &wire.Matter{Kind: "notAboutUs", State: "reopened"}}, &wire.Fact{Scope: "author", Value: "x/ola"}, nil, "!forbidden"},
		{"no such kind", "broken", "admin", "", owed("me", promised), nil, nil, "!invalid"},
	} {
		act := wire.Act{NowMs: heardAt, Random: dice, Kind: c.kind, Me: "me", Role: c.role, Target: c.target, Head: c.head, Fact: c.fact, Outbox: c.outbox}
		if c.kind == c.fact.Of(c.kind) {
			act.Conversation = wire.Conversation{Key: "k"}
		} else {
			act.Subject = promiseID
		}
		a := Act(act)
		if got := acted(a); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if a.Op != nil && a.Op.Kind == "promise" && (a.Op.Subject != a.Op.OpID || a.Op.Fact.Text != "a new quay" || a.Op.Target != c.target) {
			t.Errorf("%s: %+v", c.name, a.Op)
		}
	}
}

// A promise that was made offline days ago is sent, beside what happens in its
// conversation, whose state it leaves alone.
func TestPromisesAreSent(t *testing.T) {
	made := Act(wire.Act{NowMs: heardAt, Random: dice, Kind: "promise", Me: "me", Role: "staff", Target: "me",
		Conversation: wire.Conversation{Key: "k"}, Fact: &wire.Fact{Text: "a new quay", DueMs: due}}).Op
	outbox := []wire.OutboxOp{*made, queuedOp("1", "claim", "k", heardAt+4*86_400_000)}
	f := Flush(wire.Flush{NowMs: heardAt + 4*86_400_000, Outbox: outbox})
	want := `{"op_id":"` + made.OpID + `","kind":"promise","conversation":{"key":"k","link":"","site":"","author":"","names":[]},"subject":"` +
		made.OpID + `","fence":0,"target":"me","fact":{"text":"a new quay","due_ms":`
	if len(f.Inflight) != 2 || len(f.Dropped) != 0 || !strings.HasPrefix(f.Inflight[0].Bytes, want) {
		t.Fatalf("%+v", f)
	}
	v := View(wire.View{NowMs: heardAt, Me: "me", Role: "staff", Outbox: outbox})
	if len(v.Looks) != 1 || v.Looks[0].Unsent != 1 || v.Looks[0].State != wire.Pending || len(v.Matters) != 1 {
		t.Fatalf("%+v", v)
	}
	if m := v.Matters[0]; m.State != "pending" || m.Owner != "me" || m.Fact.Text != "a new quay" || m.Close {
		t.Errorf("%+v", m)
	}
}

// What rows tell of a promise, and that its conversation's head stays what it was.
func TestPromisesAreTold(t *testing.T) {
	row := func(seq int64, kind, outcome, body string) wire.Change {
		return wire.Change{Seq: seq, OK: true, Conv: promiseID, Kind: kind, Actor: "lea", Holder: "me", Outcome: outcome, AtMs: srvNow,
			ExpiresMs: due, Fence: 1, Body: []byte(body)}
	}
	begin := row(4, "promise", promised, `{"text":"a new quay","due_ms":1,"conv":"c"}`)
	begin.From = &wire.Conversation{Key: "k"}
	late := row(5, "late", promised, `{"why":"no stone","due_ms":2}`)
	kept := row(6, "kept", "kept", `{"link":"https://quay.example/"}`)
	refused := row(7, "withdrawn", "kept", `{"why":"no money"}`)
	refused.OK = false
	claim := change(3, "claim", "bjorn", "bjorn", 1, srvNow+ttl)
	show := func(d wire.Settled) wire.Viewed {
		return View(wire.View{NowMs: heardAt, OffsetMs: d.OffsetMs, Me: "me", Role: "staff", Heads: d.Heads})
	}
	for _, c := range []struct {
		name string
		rows []wire.Change
		want wire.Matter
	}{
		{"promised", []wire.Change{begin}, wire.Matter{State: promised, Fact: wire.Fact{Text: "a new quay", DueMs: 1}, Late: true, Close: true}},
		{"late", []wire.Change{begin, late}, wire.Matter{State: promised, Fact: wire.Fact{Text: "a new quay", Why: "no stone", DueMs: 2}, Late: true, Close: true}},
		{"kept", []wire.Change{begin, late, kept}, wire.Matter{State: "kept", Fact: wire.Fact{Text: "a new quay", Why: "no stone", DueMs: 2, Link: "https://quay.example/"}}},
		{"withdrawn in vain", []wire.Change{begin, late, kept, refused}, wire.Matter{State: "kept", Fact: wire.Fact{Text: "a new quay", Why: "no stone", DueMs: 2, Link: "https://quay.example/"}}},
	} {
		d := answer("", nil, nil, false, append([]wire.Change{claim}, c.rows...)...)
		v := show(d)
		if len(v.Looks) != 1 || v.Looks[0].State != wire.Theirs || len(v.Matters) != 1 || len(d.Notices) != 0 {
			t.Fatalf("%s: %+v, notices %+v", c.name, v, d.Notices)
		}
		m := v.Matters[0]
		m.Fact.DueMs += d.OffsetMs
		if m.From == nil || m.From.Key != "k" || m.ID != promiseID || m.By != "lea" || m.Owner != "me" || m.Kind != "promise" {
			t.Errorf("%s: %+v", c.name, m)
		}
		if m.State != c.want.State || !reflect.DeepEqual(m.Fact, c.want.Fact) || m.Late != c.want.Late || m.Close != c.want.Close {
			t.Errorf("%s: %+v, want %+v", c.name, m, c.want)
		}
		for _, h := range d.Heads {
			if h.Matter != nil && (h.Holder != "" || h.ExpiresMs != 0 || h.MineUntil != 0) {
				t.Errorf("%s: a promise looks like a claim: %+v", c.name, h)
			}
		}
	}
}

// A signal is known to whom it was sent, also by the answer to the own op alone.
func TestSignals(t *testing.T) {
	row := wire.Change{Seq: 4, OK: true, Conv: promiseID, Kind: "signal", Actor: "lea", Outcome: "sent", AtMs: srvNow, Body: []byte(`{"text":"x","kind":"rival","to":"me"}`)}
	d := answer("", nil, nil, false, row)
	op := wire.OutboxOp{OpID: promiseID, Kind: "signal", Subject: promiseID, Target: "me", Fact: &wire.Fact{Text: "x", Kind: "rival"}}
	own := Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "lea", Outbox: []wire.OutboxOp{op}, Ops: &wire.OpsAnswer{ServerNowMs: srvNow,
		Results: []wire.OpResult{{OpID: promiseID, OK: true, Seq: 4, Conv: promiseID, Outcome: "sent", AtMs: srvNow}}}})
	for _, s := range []wire.Settled{d, own} {
		if m := s.Heads[0].Matter; m.State != "sent" || m.Owner != "me" || m.By != "lea" || m.Fact.Kind != "rival" || m.From != nil {
			t.Errorf("%+v", m)
		}
	}
}

// What an incident's newest line says stays known; one language leaves no old line behind.
func TestIncidents(t *testing.T) {
	row := func(seq int64, kind, outcome, body string, told int64) wire.Change {
		return wire.Change{Seq: seq, OK: true, Conv: promiseID, Kind: kind, Actor: "lea", Holder: "lea", Outcome: outcome, Replied: told, AtMs: srvNow, Body: []byte(body)}
	}
	rows := []wire.Change{row(4, "incident", open, `{"text":"tickets","status":{"en":"No tickets","nb":"Ingen billetter"},"due_ms":1}`, 0),
		row(5, "update", open, `{"due_ms":9999999999999}`, 1), row(6, "update", open, `{"status":{"nb":"Fortsatt ingen"},"due_ms":2}`, 2),
		row(7, "resolve", "resolved", `{}`, 2)}
	for i, want := range []string{
		"open late map[en:No tickets nb:Ingen billetter] 0", "open map[en:No tickets nb:Ingen billetter] 1",
		"open late map[nb:Fortsatt ingen] 2", "resolved map[] 2",
	} {
		d := answer("", nil, nil, false, rows[:i+1]...)
		m := View(wire.View{NowMs: heardAt, OffsetMs: d.OffsetMs, Me: "me", Role: "staff", Heads: d.Heads}).Matters[0]
		late := ""
		if m.Late {
			late = "late "
		}
		if got := fmt.Sprintf("%s %s%v %d", m.State, late, m.Fact.Status, m.Told); got != want || m.Fact.Text != "tickets" || m.Close {
			t.Errorf("after %d rows: %s, want %s (%+v)", i+1, got, want, m)
		}
	}
}

// A rule about more than a post is a matter, and a post's is its conversation's outcome.
func TestNotAboutUs(t *testing.T) {
	const rule = "0123456789abcdef0123456789abcdef"
	act := func(kind string, fact *wire.Fact, key string, h *wire.Head) wire.Acted {
		return Act(wire.Act{NowMs: heardAt, Random: dice, Kind: kind, Me: "me", Role: "staff", Fact: fact, Head: h, Conversation: wire.Conversation{Key: key}})
	}
	wide := *act("notAboutUs", &wire.Fact{Scope: "word", Value: "hotell"}, "", nil).Op
	post := *act("notAboutUs", &wire.Fact{Scope: "post"}, "k", nil).Op
	f := Flush(wire.Flush{NowMs: heardAt + 4*86_400_000, Outbox: []wire.OutboxOp{wide, post}})
	want := []string{`"kind":"notAboutUs","fence":0,"fact":{"scope":"word","value":"hotell"}}`,
		`"kind":"notAboutUs","conversation":{"key":"k","link":"","site":"","author":"","names":[]},"fence":0,"fact":{"scope":"post"}}`}
	for i, op := range f.Inflight {
		if !strings.HasSuffix(op.Bytes, want[i]) {
			t.Errorf("sent %s", op.Bytes)
		}
	}
	said := func(seq int64, conv, kind, outcome, body string) wire.Change {
		c := wire.Change{Seq: seq, OK: true, Conv: conv, Kind: kind, Actor: "lea", Outcome: outcome, AtMs: srvNow, Body: []byte(body)}
		if conv == "c" {
			c.Conversation.Key = "k"
		}
		return c
	}
	rows := []wire.Change{said(4, rule, "notAboutUs", "notAboutUs", `{"scope":"word","value":"hotell"}`), said(5, "c", "notAboutUs", "notAboutUs", `{"scope":"post"}`),
		said(6, rule, "aboutUs", "reopened", `{"scope":"word","value":"hotell"}`), said(7, "c", "aboutUs", "reopened", `{"scope":"post"}`)}
	for n, states := range map[int][2]string{2: {"notAboutUs", "answered"}, 4: {"reopened", "free"}} {
		d := answer("", nil, nil, false, rows[:n]...)
		v := View(wire.View{NowMs: heardAt, OffsetMs: d.OffsetMs, Me: "me", Role: "staff", Heads: d.Heads})
		if len(v.Matters) != 1 || len(v.Looks) != 1 {
			t.Fatalf("%+v", v)
		}
		m, l := v.Matters[0], v.Looks[0]
		if m.State != states[0] || m.Fact.Value != "hotell" || m.ID != rule || m.Close != (n == 2) || string(l.State) != states[1] || l.May.Reopen != (n == 2) {
			t.Errorf("after %d rows: %+v, %+v", n, m, l)
		}
		if undo := act("aboutUs", &wire.Fact{Scope: "post"}, "k", &d.Heads[1]); (undo.Op != nil) != (n == 2) {
			t.Errorf("after %d rows, undone: %+v", n, undo)
		}
	}
	if v := View(wire.View{NowMs: heardAt, Me: "me", Outbox: []wire.OutboxOp{wide, post}}); len(v.Matters) != 1 || v.Matters[0].State != "pending" || v.Looks[0].State != wire.Pending {
		t.Errorf("on their way: %+v", v)
	}
	if v := View(wire.View{NowMs: heardAt, Outbox: []wire.OutboxOp{post}, Keys: []string{"k"}}); v.Looks[0].State != wire.Pending {
		t.Errorf("%+v", v)
	}
	for _, a := range []wire.Acted{act("notAboutUs", nil, "k", nil), act("notAboutUs", &wire.Fact{Scope: "post", Text: "x"}, "k", nil), act("claim", &wire.Fact{Text: "x"}, "k", nil)} {
		if a.Problem == nil || a.Problem.Code != "invalid" {
			t.Errorf("%+v", a)
		}
	}
}

// An own op that came to nothing is told, and one that began nothing shows nothing.
func TestRefusedPromises(t *testing.T) {
	op := wire.OutboxOp{OpID: promiseID, Kind: "promise", Subject: promiseID, Conversation: wire.Conversation{Key: "k"}, Fact: &wire.Fact{Text: "x", DueMs: due}}
	d := Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Outbox: []wire.OutboxOp{op},
		Ops: &wire.OpsAnswer{ServerNowMs: srvNow, Results: []wire.OpResult{{OpID: promiseID, Seq: 9, Conv: promiseID, AtMs: srvNow}}}})
	v := View(wire.View{NowMs: heardAt, Me: "me", Heads: d.Heads})
	if len(d.Done) != 1 || len(d.Notices) != 1 || d.Notices[0].Code != "refused" || d.Notices[0].Key != promiseID || len(v.Matters)+len(v.Looks) != 0 {
		t.Errorf("%+v, looks %+v", d, v)
	}
	op = wire.OutboxOp{OpID: "2", Kind: "kept", Subject: promiseID, Fact: &wire.Fact{Link: "https://quay.example/"}}
	d = Settle(wire.Settle{NowMs: heardAt, SentMs: sentAt, Me: "me", Outbox: []wire.OutboxOp{op}, Heads: []wire.Head{*owed("me", promised)},
		Ops: &wire.OpsAnswer{ServerNowMs: srvNow, Results: []wire.OpResult{{OpID: "2", OK: true, Seq: 9, Conv: promiseID, Outcome: "kept", Holder: "me", AtMs: srvNow}}}})
	if m := d.Heads[0].Matter; len(d.Heads) != 1 || m.State != "kept" || m.Fact.Link == "" || m.Fact.Text == "" || len(d.Notices) != 0 {
		t.Errorf("%+v", d)
	}
}
