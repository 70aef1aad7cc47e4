package desk

import (
	"testing"

	"porchlight/wasm/wire"
)

const (
	hour  = int64(3_600_000)
	begun = int64(1_800_000_000_000) // on the server's clock
)

// Who is to be told of an incident that began at begun and had its newest news an hour
// later, told of by heads alone.
func TestPeopleOfAnIncident(t *testing.T) {
	const news = begun + hour
	outage := &wire.Triage{Intent: "outage", NeedsReply: true}
	asked := func(h wire.Head) wire.Head {
		h.Key, h.Triage = "k", outage
		if h.SeenMs == 0 {
			h.SeenMs = begun
		}
		return h
	}
	answered := func(at int64) wire.Head {
		return asked(wire.Head{Replied: 1, RepliedMs: at, Outcome: "answered", OutcomeMs: at})
	}
	other := answered(begun + 2*hour)
	other.Triage = &wire.Triage{Intent: "praise"}
	given := other
	given.ReplyOf = promiseID
	elses := other
	elses.ReplyOf = "another"
	settled := func(outcome string, replied, at int64) wire.Head {
		return asked(wire.Head{Replied: replied, RepliedMs: replied * begun, Outcome: outcome, OutcomeMs: at})
	}
	posted := func(at int64) wire.Head {
		h := asked(wire.Head{})
		h.Posted = &wire.Range{FromMs: at, ToMs: at + hour}
		return h
	}
	seen := func(at int64) wire.Head { h := asked(wire.Head{}); h.SeenMs = at; return h }
	for _, c := range []struct {
		name  string
		state string
		head  wire.Head
		want  string // "" for nobody
	}{
		{"nobody has it", open, asked(wire.Head{}), "waits"},
		{"a colleague has it", open, asked(wire.Head{Holder: "bo", ExpiresMs: news}), "waits"},
		{"answered before the news", open, answered(news - 1), "outdated"},
		{"answered with the news", open, answered(news), "told"},
		{"answered before it was declared", open, answered(begun - hour), "outdated"},
		{"answered, and asks again", open, settled("reopened", 1, news), "waits"},
		{"declined", open, settled("refused", 0, begun), "told"},
		{"read, and no answer is needed", open, settled("listened", 0, begun), "told"},
		{"answered, and after the news no answer is needed", open, settled("listened", 1, news+1), "told"},
		{"answered and done with before the news", open, settled("listened", 1, begun), "outdated"},
		{"answered before this device kept outcomes", open, settled("", 1, begun), "outdated"},
		{"not about us", open, settled("notAboutUs", 0, begun), ""},
		{"found to be another", open, asked(wire.Head{SameAs: "c2"}), ""},
		{"praise, answered", open, other, ""},
		{"praise, answered with its line", open, given, "told"},
		{"answered with another's line", open, elses, ""},
		{"nothing is known of what it is", open, wire.Head{Conversation: wire.Conversation{Key: "k", SeenMs: begun}}, ""},
		{"posted the day before", open, posted(begun - 24*hour), "waits"},
		{"posted earlier", open, posted(begun - 25*hour), ""},
		{"seen the day before", open, seen(begun - 24*hour), "waits"},
		{"seen earlier", open, seen(begun - 25*hour), ""},
		{"seen while it went on", open, seen(news + hour), "waits"},
		{"seen when it was over", "resolved", seen(news + 1), ""},
		{"seen before the end", "resolved", seen(news), "waits"},
		{"answered before the end", "resolved", answered(news - 1), "outdated"},
		{"told of the end", "resolved", answered(news + 1), "told"},
		{"praised before the end, with its line", "resolved", given, "told"},
	} {
		m := wire.Matter{ID: promiseID, Kind: "incident", State: c.state, SinceMs: begun, NewsMs: news}
		v := View(wire.View{NowMs: begun, OffsetMs: 7, Me: "me", Role: "staff",
			Heads: []wire.Head{c.head, {Conversation: wire.Conversation{Key: promiseID}, Matter: &m}}})
		got := v.Matters[0].People
		if c.want == "" && len(got) == 0 {
			continue
		}
		if len(got) != 1 || got[0].State != c.want || got[0].Key != "k" {
			t.Errorf("%s: %+v, want %q", c.name, got, c.want)
		}
	}
}

// When whoever owes something is reminded, and until when it is not late; on this clock.
func TestReminders(t *testing.T) {
	const now, late = int64(heardAt), int64(5000) // the server's clock is 5 s ahead
	for _, c := range []struct {
		name, kind, state string
		due               int64 // local
		soon              int64 // before that; 0: never
		over              bool
	}{
		{"an update in an hour", "incident", open, now + hour, 10 * 60_000, false},
		{"an update that was due", "incident", open, now - 1, 10 * 60_000, true},
		{"an update due now", "incident", open, now, 10 * 60_000, false},
		{"an incident that is over", "incident", "resolved", now - hour, 0, false},
		{"a promise of next week", "promise", promised, now + 7*24*hour, 24 * hour, false},
		{"a promise of yesterday", "promise", promised, now - 24*hour, 24 * hour, true},
		{"a promise that was kept", "promise", "kept", now - 24*hour, 0, false},
		{"one that was withdrawn", "promise", "withdrawn", now - 24*hour, 0, false},
	} {
		m := wire.Matter{ID: promiseID, Kind: c.kind, State: c.state, Owner: "me", Fact: wire.Fact{DueMs: c.due + late}, SinceMs: now + late, NewsMs: now + late}
		head := wire.Head{Conversation: wire.Conversation{Key: promiseID}, Matter: &m}
		got := View(wire.View{NowMs: now, OffsetMs: late, Me: "me", Role: "staff", Heads: []wire.Head{head}}).Matters[0]
		soon := int64(0)
		if c.soon > 0 {
			soon = c.due - c.soon
		}
		if got.SoonMs != soon || got.Late != c.over || got.Fact.DueMs != c.due || c.kind == "incident" && (got.SinceMs != now || got.NewsMs != now) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// What was said of it and is not confirmed is told as that, and nothing more is asked.
func TestUnconfirmedMatters(t *testing.T) {
	kept := wire.OutboxOp{OpID: "1", Kind: "kept", Subject: promiseID, State: queued}
	for state, want := range map[string]string{queued: "kept", inflight: "kept", parked: ""} {
		kept.State = state
		m := View(wire.View{NowMs: heardAt, Me: "me", Role: "staff", Heads: []wire.Head{*owed("me", promised)}, Outbox: []wire.OutboxOp{kept}}).Matters[0]
		if m.Unsent != want || m.State != promised {
			t.Errorf("%s: %+v", state, m)
		}
	}
	begin := Act(wire.Act{NowMs: heardAt, Random: dice, Kind: "incident", Me: "liv", Role: "lead",
		Fact: &wire.Fact{Text: "tickets", Status: map[string]string{"en": "No tickets"}, DueMs: due, Replies: []string{"bo"}}})
	m := View(wire.View{NowMs: heardAt, Me: "liv", Role: "lead", Outbox: []wire.OutboxOp{*begin.Op}}).Matters[0]
	if m.State != "pending" || m.Owner != "liv" || m.SinceMs != heardAt || m.Fact.Status["en"] != "No tickets" {
		t.Errorf("%+v", m)
	}
}
