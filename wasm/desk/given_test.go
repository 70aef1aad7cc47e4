package desk

import (
	"testing"

	"porchlight/wasm/wire"
)

// Who gave me what I have, until I take it up; and the word that came with it, or after it.
func TestGiven(t *testing.T) {
	row := func(seq int64, kind, actor, holder string, fence int64, note string) wire.Change {
		c := change(seq, kind, actor, holder, fence, srvNow+ttl)
		c.Body = []byte(`{"note":"` + note + `"}`)
		return c
	}
	given := row(4, "assign", "lea", "me", 1, "yours, I think")
	refused := row(5, "assign", "me", "me", 1, "no")
	refused.OK = false
	for _, c := range []struct {
		name string
		rows []wire.Change
		by   string
		word string // who: what
		give bool
	}{
		{"assigned", []wire.Change{given}, "lea", "lea: yours, I think", true},
		{"handed on", []wire.Change{row(4, "handoff", "bjorn", "me", 1, "")}, "bjorn", "", true},
		{"reopened by a colleague, and mine before", []wire.Change{row(4, "reopen", "bjorn", "me", 1, "")}, "bjorn", "", true},
		{"assigned, and a word since", []wire.Change{given, row(5, "note", "bjorn", "me", 1, "how is it going?")}, "lea", "bjorn: how is it going?", true},
		{"taken up", []wire.Change{given, row(5, "keep", "me", "me", 1, "")}, "", "lea: yours, I think", true},
		{"renewed by my page", []wire.Change{given, row(5, "renew", "me", "me", 1, "")}, "lea", "lea: yours, I think", true},
		{"my refused act is none", []wire.Change{given, refused}, "lea", "lea: yours, I think", true},
		{"my own note is taking it up", []wire.Change{given, row(5, "note", "me", "me", 1, "on it")}, "", "me: on it", true},
		{"given on", []wire.Change{given, row(5, "handoff", "me", "bjorn", 2, "")}, "", "", false},
		{"given back", []wire.Change{given, row(6, "bounce", "me", "", 1, "not my field")}, "", "me: not my field", false},
		{"taken myself", []wire.Change{row(4, "claim", "me", "me", 1, "")}, "", "", true},
		{"a word about what another has", []wire.Change{row(4, "note", "lea", "bjorn", 1, "still on it?")}, "", "lea: still on it?", false},
		{"a body that is none", []wire.Change{{Seq: 4, OK: true, Conv: "c", Kind: "note", Actor: "lea", Holder: "me", ExpiresMs: srvNow + ttl, Body: []byte(`3`),
			Conversation: wire.Conversation{Key: "k"}}}, "", "", true},
	} {
		d := answer("", nil, nil, false, c.rows...)
		l := View(wire.View{NowMs: heardAt, OffsetMs: d.OffsetMs, Me: "me", Role: "staff", Heads: d.Heads, Keys: []string{"k"}}).Looks[0]
		word := ""
		if l.Word != nil {
			word = l.Word.By + ": " + l.Word.Text
		}
		if l.GivenBy != c.by || word != c.word || l.May.Give != c.give {
			t.Errorf("%s: given by %q, word %q, may %+v", c.name, l.GivenBy, word, l.May)
		}
	}
}

// Who may give it to whom, and put it on the board.
func TestHandedOver(t *testing.T) {
	held := func(by string) *wire.Head {
		return &wire.Head{Conversation: wire.Conversation{Key: "k"}, Holder: by, ExpiresMs: 1000, MineUntil: 1000}
	}
	for _, c := range []struct {
		name, role string
		head       *wire.Head
		waits      string
		give       bool
		raise      bool
	}{
		{"new, for staff", "staff", nil, "", false, true},
		{"new, for a lead", "lead", nil, "", true, true},
		{"on the board, for staff", "staff", held(""), "", false, false},
		{"mine", "staff", held("me"), "", true, false},
		{"mine, and I lead", "lead", held("me"), "", true, false},
		{"a colleague's", "staff", held("bjorn"), "", false, false},
		{"a colleague's, for a lead", "lead", held("bjorn"), "", true, false},
		{"asked for", "lead", nil, "claim", false, false},
		{"given already", "lead", held("bjorn"), "assign", false, false},
	} {
		v := wire.View{NowMs: 1, Me: "me", Role: c.role, Keys: []string{"k"}}
		if c.head != nil {
			v.Heads = []wire.Head{*c.head}
		}
		if c.waits != "" {
			v.Outbox = []wire.OutboxOp{{Kind: c.waits, Conversation: wire.Conversation{Key: "k"}}}
		}
		if may := View(v).Looks[0].May; may.Give != c.give || may.Raise != c.raise {
			t.Errorf("%s: %+v", c.name, may)
		}
	}
}
