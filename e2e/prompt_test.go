package e2e

// A leader is asked in the page that they read anyway, rarely, and nothing is left of it.

import (
	"testing"

	"porchlight/e2e/drive"
	"porchlight/e2e/square"
	"porchlight/wasm/wire"
)

// always are a leader's rules under which it does not matter when a test runs.
const always = `{most: 3, from: 0, to: 0, weekend: true}`

// leading is a leader's browser on the square, and the team with its colleagues.
func leading(t *testing.T, h *drive.Home, rules string, colleagues ...string) (*company, *drive.Browser, *drive.Page) {
	t.Helper()
	book, err := square.Playbook()
	check(t, err)
	c := newCompany(t, h)
	c.team.Publish(book)
	for _, name := range colleagues {
		c.team.Invite(name, wire.Staff)
	}
	b := chrome(t, c.web, squareOK)
	b.Join(c.team.InviteAs(wire.InviteIn{Name: "Ingrid Solvang", Role: wire.Staff, Leader: true}))
	b.InWorker(`chrome.storage.local.set({asking: ` + rules + `})`)
	return c, b, b.Open(squareURL)
}

// asked waits for the prompt of a page after it was scrolled to a post.
func asked(t *testing.T, p *drive.Page, css string) *drive.Page {
	t.Helper()
	p.WaitBadges()
	p.Reveal(css)
	card := p.Card()
	card.Want(`.asked [data-act=reply]`)
	return card
}

// From the question to the leader's own sentence in the page: three presses, and typing.
func TestLeaderAnswersInAMinute(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c, _, p := leading(t, h, always)
		card := asked(t, p, "#p105")
		said := card.MustElement("main").MustText()
		for _, want := range []string{"Sigrid Haugen", "Ingrid Solvang lovte", "has waited", "Nobody from the team has answered"} {
			wantIn(t, "the prompt", said, want)
		}
		if focused := p.MustEval(`() => document.activeElement === document.body`).Bool(); !focused {
			t.Error("the prompt took the focus")
		}
		p.PressIn(card, `[data-act=reply]`)
		card.Want(`[data-slot=own]:focus`).MustInput("Vi bestemmer det 15. desember, og jeg svarer for det her.")
		wantField(t, card, "15. desember")
		p.PressIn(card, insert)
		card.Want(`[data-told].good`)
		wantLedger(t, c, "claim #p105 by Ingrid Solvang")
		wantNoErrors(t, p)
	})
}
