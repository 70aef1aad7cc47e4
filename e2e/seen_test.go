package e2e

// The answer that a person posted is seen in the page: near what was inserted it is the
// reply, with its permalink; another text by an own account is asked about in the card.

import (
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestAnswerIsSeenInThePage(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	options := anna.Extension("options.html")
	if said := sends(t, options, 0, `{setOneself: {add: {site: "generic", handle: "You"}}}`); !contains(said, "You") {
		t.Fatalf("the own account: %s", said)
	}
	p := anna.Open(squareURL)
	card := p.OpenCard("#p102")
	card.Fill(answer, "The screens show delays from today on, sorry for this morning.")
	p.PressIn(card, insert)
	card.Want(`[data-told=paste].good`)
	typed(t, p, " Anna")
	p.Press(`#post-rich`)
	p.Want(`#p112`)
	p.Reveal("#p102")
	p.WaitBadgeOf("#p102", "answered")
	if link := p.OpenCard("#p102").Want(`.card-state a`).MustAttribute("href"); *link != squareURL+"#p112" {
		t.Errorf("the card leads to %s", *link)
	}
	wantLedger(t, c, "claim #p102 by Anna Berg", "reply #p102 by Anna Berg")

	bo := c.join(t, "Bo Lund", wire.Staff).Open(squareURL)
	theirs := bo.OpenCard("#p105")
	theirs.Fill(answer, "The screens show delays from today on, sorry for this morning.")
	wantIn(t, "a colleague who says the same", theirs.Want(`[data-code=repeated]`).MustText(), "Anna Berg")

	p.OpenCard("#p103").Want(insert)
	p.CloseCard()
	p.MustElement(`form.plain textarea`).MustInput("Takk, vi retter appen.")
	p.Press(`form.plain button`)
	p.Want(`#p113`)
	p.Reveal("#p103")
	p.WaitBadgeOf("#p103", "free")
	card = p.OpenCard("#p103")
	wantIn(t, "the card", card.Want(`.was-it`).MustText(), "Takk, vi retter appen.")
	wantAccessible(t, card, "the question")
	p.PressIn(card, `[data-act=mine]`)
	p.WaitBadgeOf("#p103", "answered")
	drive.Until(t, "the question is gone, and the card tells who answered", func() (string, bool) {
		said := card.MustElement("main").MustText()
		return said, contains(said, "Answered by Anna Berg") && !contains(said, "Was this")
	})
	wantLedger(t, c, "claim #p102 by Anna Berg", "reply #p102 by Anna Berg", "reply #p103 by Anna Berg")
	wantNoErrors(t, p)
}
