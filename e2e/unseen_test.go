package e2e

// A page may keep the card's gate shut for good (SEC-04.e). Then a press changes nothing,
// the card says so, and the side panel, which no page can draw over, does the same work.

import (
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestCardThatCannotBeSeen(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	p := anna.Open(squareURL)
	p.WaitBadges()
	p.MustEval(`() => { document.documentElement.style.filter = "saturate(.9)" }`)
	card := p.OpenCard("#p102")
	card.Want(drive.Claim)
	pressBlind(t, p, card, drive.Claim)
	wantIn(t, "the card", card.Want(`[role=alert]`).MustText(), "did not count")
	pressBlind(t, p, card, `[role=alert] .link`)
	panel := openedPanel(t, anna)
	panel.WaitRow(squareKey("#p102"), "free")
	panel.Press(row("#p102") + ` [data-act=claim]`)
	panel.WaitRow(squareKey("#p102"), "mine")
	p.WaitBadgeOf("#p102", "mine")
	wantLedger(t, c, "claim #p102 by Anna Berg")
	wantNoErrors(t, p)
}

// openedPanel waits for the browser's own side panel.
func openedPanel(t *testing.T, b *drive.Browser) *drive.Page {
	t.Helper()
	var panel *drive.Page
	drive.Until(t, "the side panel opens", func() (string, bool) {
		got, err := proto.TargetGetTargets{}.Call(b.Browser)
		check(t, err)
		var saw []string
		for _, i := range got.TargetInfos {
			saw = append(saw, string(i.Type)+" "+i.URL)
			if strings.HasSuffix(i.URL, "/panel.html") {
				raw, err := b.Browser.PageFromTarget(i.TargetID)
				check(t, err)
				panel = &drive.Page{Page: raw, B: b}
				return "", true
			}
		}
		return strings.Join(saw, "\n"), false
	})
	return panel
}
