package e2e

// A conversation that changes hands under somebody's eyes, all by mouse: taken by a lead,
// given back, answered. Whoever had it is told who has it now.

import (
	"testing"

	"github.com/google/uuid"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// The lead takes what a colleague holds: the colleague's lamp says "lost", and card and
// panel name the lead. Released, it is free for both.
func TestLeadTakesAndReleases(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c := newCompany(t, h)
		anna, liv := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Liv Dahl", wire.Lead)
		pa, pl := anna.Open(squareURL), liv.Open(squareURL)
		claim(pa, "#p102")
		pl.Reveal("#p102")
		pl.WaitBadgeOf("#p102", "theirs")

		card := pl.OpenCard("#p102")
		wantIn(t, "the lead's card before", card.Want(`[data-state=theirs]`).MustText(), "Anna Berg")
		pl.PressIn(card, drive.Take)
		pl.WaitBadgeOf("#p102", "mine")
		pa.WaitBadgeOf("#p102", "lost")
		wantIn(t, "the old holder's open card", pa.Card().Want(`[data-state=lost]`).MustText(), "Liv Dahl")
		panel := pa.Panel()
		wantIn(t, "the old holder's panel", panel.WaitRow(squareKey("#p102"), "lost").Text, "Liv Dahl")
		wantIn(t, "the news in the panel", panel.Want(`.notice[data-code=lost]`).MustText(), "Liv Dahl")
		pa.MustActivate()

		pl.PressIn(card, drive.Release)
		pl.WaitBadgeOf("#p102", "free")
		pa.WaitBadgeOf("#p102", "free")
		wantLedger(t, c, "claim #p102 by Anna Berg", "takeover #p102 by Liv Dahl", "release #p102 by Liv Dahl")
		wantNoErrors(t, pa, pl)
	})
}

// A colleague may not take: the card does not offer it.
func TestStaffIsNotOfferedToTake(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna, bo := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Bo Lund", wire.Staff)
	pa, pb := anna.Open(squareURL), bo.Open(squareURL)
	claim(pa, "#p102")
	pb.Reveal("#p102")
	pb.WaitBadgeOf("#p102", "theirs")
	card := pb.OpenCard("#p102")
	card.Want(`[data-state=theirs]`)
	if has, _, err := card.Has(drive.Take); err != nil || has {
		t.Errorf("the card of staff offers to take over (%v)", err)
	}
}

// An answer that a colleague recorded is a fact: every lamp says "answered", and the card
// says by whom and where.
func TestAnsweredShowsEverywhere(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	p := anna.Open(squareURL)
	p.Reveal("#p105")
	p.WaitBadgeOf("#p105", "free")
	id, err := uuid.NewV7()
	check(t, err)
	c.eye.Send(wire.OpIn{OpID: id.String(), Kind: wire.OpReply, ReplyLink: squareURL + "#p112",
		Conversation: wire.Conversation{Key: squareKey("#p105"), Link: squareURL + "#p105", Site: "generic", Names: []string{"Ingrid Solvang"}}})
	p.WaitBadgeOf("#p105", "answered")
	card := p.OpenCard("#p105")
	said := card.Want(`[data-state=answered]`)
	wantIn(t, "the card", said.MustText(), "Answered by Observer")
	if link := card.Want(`.card-state a`).MustAttribute("href"); *link != squareURL+"#p112" {
		t.Errorf("the card leads to %s", *link)
	}
	wantIn(t, "the panel", p.Panel().WaitRow(squareKey("#p105"), "answered").Text, "Observer")
}
