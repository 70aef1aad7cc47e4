package servertest

// Following: the feed, the snapshot, and cursors that are of no use.

import (
	"fmt"
	"reflect"
	"testing"

	"porchlight/wasm/wire"
)

func feeding(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	const conversations = 230 // more than a page
	for n := 0; n < conversations; n += 20 {
		var ops []wire.OpIn
		for k := n; k < min(n+20, conversations); k++ {
			ops = append(ops, newOp("claim", fmt.Sprint(k), 0))
		}
		kari.post(ops...)
	}
	t.Run("F14 every row once, in order", func(t *testing.T) {
		seen, cursor, epoch := 0, int64(0), ""
		for more := true; more; {
			var out wire.Changes
			per.changes(epoch, cursor).into(t, &out)
			for _, c := range out.Changes {
				if c.Seq <= cursor {
					t.Fatalf("seq %d after %d", c.Seq, cursor)
				}
				cursor = c.Seq
				seen++
			}
			if out.Cursor != cursor || out.More != (len(out.Changes) == 200) {
				t.Errorf("cursor %d after %d, more %v", out.Cursor, cursor, out.More)
			}
			epoch, more = out.Epoch, out.More
		}
		if seen != conversations {
			t.Errorf("%d rows", seen)
		}
	})
	t.Run("F17 snapshot", func(t *testing.T) {
		heads, epoch := map[string]int64{}, ""
		var asOf int64
		for after, first := "", true; first || after != ""; first = false {
			var out wire.Snapshot
			per.ask("GET", "/snapshot?after="+after, nil).into(t, &out)
			if first {
				asOf, epoch = out.AsOf, out.Epoch
				kari.op("reply", "0", 1) // a write between the pages
			}
			for _, c := range out.Heads {
				heads[c.Conversation.Key] = c.Seq
			}
			after = out.Next
		}
		if len(heads) != conversations {
			t.Errorf("%d heads", len(heads))
		}
		var out wire.Changes
		per.changes(epoch, asOf).into(t, &out)
		if len(out.Changes) != 1 || out.Changes[0].Conversation.Key != "hn:0" || out.Changes[0].Replied != 1 {
			t.Errorf("delta after the snapshot: %+v", out.Changes)
		}
	})
	t.Run("what comes with an answer is the feed", func(t *testing.T) {
		siv := m.person("Siv Moen", wire.Staff)
		ask := func(epoch string, cursor int64, ops ...wire.OpIn) (out wire.OpsAnswer) {
			siv.ask("POST", "/ops", opsIn(epoch, cursor, ops...)).into(t, &out)
			return out
		}
		now := ask("", 0)
		for now.More {
			now = ask(now.Epoch, now.Cursor)
		}
		fresh := conversation("told")
		fresh.Triage = &wire.Triage{Intent: "question", NeedsReply: true, Urgency: "high", Sentiment: "negative", Lang: "nn"}
		bare := conversation("bare")
		bare.Names = []string{}
		after := func(name string, o wire.OpIn) {
			t.Helper()
			epoch, cursor := now.Epoch, now.Cursor
			now = ask(epoch, cursor, o)
			var want wire.Changes
			siv.changes(epoch, cursor).into(t, &want)
			got := wire.Changes{Epoch: now.Epoch, Changes: now.Changes, Cursor: now.Cursor, More: now.More, PlaybookVersion: now.PlaybookVersion, ServerNowMs: want.ServerNowMs}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: with the answer %+v, the feed has %+v", name, got, want)
			}
		}
		for _, c := range []wire.Conversation{fresh, bare} {
			for _, kind := range []string{"claim", "refuse"} {
				o := filled(newOp(kind, "", 0))
				o.Conversation = c
				after(kind+" on "+c.Key, o)
				o.OpID, o.Conversation.Key = newID(), c.Key+kind
				after(kind+" first", o)
				after(kind+" again", o)
				o.OpID, o.Conversation.Author = newID(), "somebody else"
				after(kind+" described otherwise", o)
				per.op("claim", fmt.Sprint("between ", c.Key, kind), 0)
				o.OpID, o.Conversation.Key = newID(), c.Key+kind+" later"
				after(kind+" after another's", o)
			}
		}
	})
	t.Run("cursors of no use", func(t *testing.T) {
		var now wire.Changes
		per.changes("", 0).into(t, &now)
		per.changes(now.Epoch, 1_000_000).want(t, 410, "gone")
		per.changes("another", 0).want(t, 410, "gone")
		per.changes("", 1).want(t, 410, "gone")
		var out wire.OpsAnswer
		per.ask("POST", "/ops", opsIn("another", 5, newOp("reply", "0", 0))).into(t, &out)
		if !out.Resync || len(out.Changes) != 0 || !out.Results[0].OK {
			t.Errorf("ops with another epoch: %+v", out)
		}
	})
	t.Run("BE-01.b teams see nothing of each other", func(t *testing.T) {
		other := h.newTeam(t, 0)
		d := other.join(other.first)
		var out wire.Changes
		d.changes("", 0).into(t, &out)
		if len(out.Changes) != 0 {
			t.Errorf("another team's rows: %+v", out.Changes)
		}
		a, b := d.op("claim", "0", 0), kari.op("claim", "0", 0)
		if a.Conv == b.Conv {
			t.Error("two teams name a conversation alike")
		}
	})
}

// Nothing of today is sealed; the days before are the matter of package ledger.
func digests(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin := m.join(m.first)
	admin.op(wire.OpClaim, "1", 0)
	admin.op(wire.OpReply, "1", 1)
	for by, a := range map[string]answer{
		"admin": admin.ask("GET", "/digests?after=0", nil), "operator": m.ask("GET", "/digests?after=0", h.Secret, nil),
	} {
		var out wire.Digests
		if a.into(t, &out); len(out.Days) != 0 || out.More || out.Open != 2 {
			t.Errorf("the %s: %+v", by, out)
		}
	}
	for _, after := range []string{"", "-1", "x", "1"} {
		admin.ask("GET", "/digests?after="+after, nil).want(t, 400, "invalid")
	}
}
