package e2e

// The board: what a lead does with it by keyboard alone, what the person hears to whom
// something was given, and that both homes say the same.

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/input"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// send does something to a post of the square as a colleague whose browser is elsewhere.
func (c *company) send(t *testing.T, kind, css string, part wire.OpIn) {
	t.Helper()
	c.sendOf(t, kind, css, part, "Sigrid Haugen", 0)
}

// A lead finds what has waited longest, assigns it with three keys and a word, and sees it
// answered; the colleague finds it under "For you", takes it up and answers in the page.
func TestLeadAssignsTheOldestAndSeesItAnswered(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c := newCompany(t, h)
		anna, liv := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Liv Dahl", wire.Lead)
		hers := anna.Extension("popup.html")
		if said := sends(t, hers, 0, `{setOneself: {add: {site: "generic", handle: "You"}}}`); !contains(said, "You") {
			t.Fatalf("the own account: %s", said)
		}
		board := liv.Extension("popup.html")
		c.send(t, wire.OpRaise, "#p105", wire.OpIn{})
		c.send(t, wire.OpRaise, "#p102", wire.OpIn{})
		wantGroups(t, board, "unclaimed #p105 #p102")
		wantNumber(t, board, "2")
		wantNumber(t, hers, "")

		press(t, board, input.ArrowDown)
		wantFocus(t, board, row("#p105")+` *`)
		press(t, board, input.KeyA)
		wantFocus(t, board, `[data-form=give] select`)
		check(t, board.Keyboard.Type(input.KeyA, input.KeyN, input.Tab))
		check(t, board.InsertText("You were at the meeting."))
		press(t, board, input.Enter)
		wantGroups(t, board, "unclaimed #p102", "claimed #p105")
		wantFocus(t, board, row("#p105")+` *`)
		wantNumber(t, board, "1")

		wantGroups(t, hers, "you #p105", "unclaimed #p102")
		given := hers.WaitRow(squareKey("#p105"), "mine").Text
		wantIn(t, "the row", given, "Liv Dahl gave it to you")
		wantIn(t, "the row", given, "You were at the meeting.")
		wantNumber(t, hers, "1")
		hers.Press(row("#p105") + ` [data-act=accept]`)
		hers.Want(row("#p105") + `:not(:has([data-act=accept]))`)
		wantNumber(t, hers, "")

		p := anna.Open(squareURL)
		card := p.OpenCard("#p105")
		card.Fill(answer, "Referatet fra møtet legges ut på nettsiden i dag.")
		p.PressIn(card, insert)
		card.Want(`[data-told=paste].good`)
		typed(t, p, " Anna")
		p.Press(`#post-rich`)
		p.WaitBadgeOf("#p105", "answered")
		wantGroups(t, board, "unclaimed #p102", "waiting #p105")
		wantLedger(t, c, "raise #p105 by Observer", "raise #p102 by Observer", "assign #p105 by Liv Dahl", "keep #p105 by Anna Berg", "reply #p105 by Anna Berg")
		album(t, &screen{"journey-lead", board, 384, 600})
		wantNoErrors(t, board, hers, p)
	})
}

// What one person does, the board of another shows within a second, each time of twenty.
func TestBoardIsLiveWithinASecond(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c := newCompany(t, h)
		anna, liv := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Liv Dahl", wire.Lead)
		hers, board := anna.Extension("popup.html"), liv.Extension("popup.html")
		c.send(t, wire.OpRaise, "#p105", wire.OpIn{})
		hers.WaitRow(squareKey("#p105"), "free")
		board.WaitRow(squareKey("#p105"), "free")
		waitLive(t, board, "true")
		for i := range 20 {
			kind, state := wire.OpClaim, "theirs"
			if i%2 == 1 {
				kind, state = wire.OpRelease, "free"
			}
			sends(t, hers, 0, fmt.Sprintf(`{act: {kind: %q, key: %q, tab: 0}}`, kind, squareKey("#p105")))
			drive.Within(t, time.Second, "the lead's board shows "+state, func() (string, bool) {
				rows := board.Rows()
				return fmt.Sprintf("%+v", rows), len(rows) == 1 && rows[0].State == state
			})
		}
		wantNoErrors(t, hers, board)
	})
}

// wantGroups waits until the board has these groups with these posts of the square, in this
// order.
func wantGroups(t *testing.T, board *drive.Page, want ...string) {
	t.Helper()
	drive.Until(t, "the board is "+strings.Join(want, ", "), func() (string, bool) {
		got := board.MustEval(`key => [...document.querySelectorAll("[data-section]")].map(s => [s.dataset.section,
		  ...[...s.querySelectorAll("[data-key]")].map(r => r.dataset.key.replace(key, ""))].join(" ")).join(", ")`, squareKey("")).Str()
		return got, got == strings.Join(want, ", ")
	})
}

// wantNumber waits until the toolbar button of a screen's browser shows a number.
func wantNumber(t *testing.T, screen *drive.Page, want string) {
	t.Helper()
	drive.Until(t, fmt.Sprintf("the toolbar button shows %q", want), func() (string, bool) {
		got := screen.MustEval(`() => chrome.action.getBadgeText({})`).Str()
		return fmt.Sprintf("%q", got), got == want
	})
}
