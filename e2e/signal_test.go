package e2e

// Something to know, not to answer: seen in the panel, sent with one key and a note to one
// colleague; and the board in the panel, from where staff give back what was given.

import (
	"fmt"
	"testing"

	"github.com/go-rod/rod/lib/input"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// A rival's post shows in the panel alone. One key opens the form, with the colleague to whom
// it would go; until it is sent nothing of it leaves, and then only what was written does.
func TestSignalIsSentAndRead(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c := newCompany(t, h)
		anna, liv, bo := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Liv Dahl", wire.Lead), c.join(t, "Bo Lund", wire.Staff)
		hers, his := liv.Extension("popup.html"), bo.Extension("popup.html")
		p := anna.Open(squareURL)
		panel := p.Panel()
		panel.WaitRow(squareKey("#p109"), "free")
		tabTo(t, panel, row("#p109")+` .finding-main`)
		press(t, panel, input.KeyS)
		wantFocus(t, panel, `[data-form=tell] [name=signal]`)
		form := panel.MustEval(`() => [...document.querySelectorAll("[data-form=tell] select")].map(s => s.selectedOptions[0].textContent).join(" ")`).Str()
		if form != "Liv Dahl rival" {
			t.Errorf("the form says %q", form)
		}
		wantAccessible(t, panel, "the form of a signal")
		wantSpoken(t, panel, "the form of a signal", "combobox To", "combobox About", "textbox Note", "checkbox with the address of the post", "button Send", "button Back")
		press(t, panel, input.Enter)
		wantIn(t, "an empty signal", panel.Want(`#signal-wrong`).MustText(), "few words")
		check(t, panel.InsertText("They go every half hour from March."))
		if rows := c.eye.Ledger(); len(rows) != 0 {
			t.Fatalf("before it was sent: %+v", rows)
		}
		press(t, panel, input.Enter)
		panel.Want(row("#p109") + `:not(:has(form))`)
		wantFocus(t, panel, row("#p109")+` [data-act=tell]`)

		said := hers.Want(`[data-section=you] [data-signal]`).MustText()
		for _, part := range []string{"They go every half hour from March.", "rival", "Anna Berg", "square.example"} {
			wantIn(t, "the colleague's popup", said, part)
		}
		if said := hers.MustElement("main").MustText(); contains(said, "Nothing fits") {
			t.Errorf("beside a signal the popup says %q", said)
		}
		album(t, &screen{"journey-signal", hers, 384, 600})
		hers.Press(`[data-act=read]`)
		hers.MustWait(`() => !document.querySelector("[data-signal]")`)
		if has, _, err := his.Has(`[data-signal]`); err != nil || has {
			t.Errorf("another colleague is told too (%v)", err)
		}
		for _, r := range c.eye.Ledger() {
			if r.Conversation.Key != "" || contains(string(r.Body), "fan") {
				t.Errorf("the ledger knows more than was written: %+v %s", r, r.Body)
			}
		}
		wantNoErrors(t, panel, hers, his)
	})
}

// Staff give back what was given, with a word, from the board in the panel; the lead reads why.
func TestStaffBouncesFromThePanel(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c := newCompany(t, h)
		anna, liv := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Liv Dahl", wire.Lead)
		p := anna.Open(squareURL)
		panel, board := p.Panel(), liv.Extension("popup.html")
		c.send(t, wire.OpRaise, "#p105", wire.OpIn{})
		board.WaitRow(squareKey("#p105"), "free")
		if said := sends(t, board, 0, fmt.Sprintf(`{act: {kind: "assign", key: %q, tab: 0, target: %q}}`, squareKey("#p105"), memberOf(t, c, "Anna Berg").ID)); !contains(said, "acted") {
			t.Fatalf("assign: %s", said)
		}
		wantIn(t, "the switch", panel.Want(`[data-view=board]:has(.number)`).MustText(), "1")
		panel.Press(`[data-view=board]`)
		wantGroups(t, panel, "you #p105")
		wantAccessible(t, panel, "the board in the panel")
		press(t, panel, input.KeyJ)
		wantFocus(t, panel, row("#p105")+` [data-open]`)
		press(t, panel, input.KeyB)
		wantFocus(t, panel, `[data-form=bounce] [name=note]`)
		press(t, panel, input.Enter)
		wantIn(t, "giving back without a word", panel.Want(`#note-wrong`).MustText(), "few words")
		check(t, panel.InsertText("I was not at the meeting, Kari was."))
		press(t, panel, input.Enter)
		wantGroups(t, board, "unclaimed #p105")
		wantIn(t, "the lead's board", board.WaitRow(squareKey("#p105"), "free").Text, "I was not at the meeting, Kari was.")
		wantGroups(t, panel, "unclaimed #p105")
		wantFocus(t, panel, row("#p105")+` [data-open]`)
		wantNumber(t, board, "1")
		wantNumber(t, panel, "")
		wantLedger(t, c, "raise #p105 by Observer", "assign #p105 by Liv Dahl", "bounce #p105 by Anna Berg")
		wantNoErrors(t, panel, board)
	})
}
