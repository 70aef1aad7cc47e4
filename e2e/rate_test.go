package e2e

import (
	"testing"

	"porchlight/wasm/wire"
)

// What a draft was worth reaches the owner of its entry, in the popup, until it is read.
func TestADraftsOwnerHearsWhatItWasWorth(t *testing.T) {
	t.Parallel()
	h := native(t)
	c, p := answering(t, &h.Home, "Anna Berg", wire.Staff, false)
	popup := c.join(t, "Kari Nes", wire.Staff).Extension("popup.html")
	other := c.join(t, "Bo Lund", wire.Staff).Extension("popup.html")
	card := p.OpenCard("#p102")
	wantField(t, card, "{boat}")
	card.Press(`[data-rate=bad]`)
	card.Fill(`[name=rate-why]`, "nobody asked for taxis")
	card.Press(`.rate button`)
	wantIn(t, "the card", card.Want(`.drafts [role=status]`).MustText(), "Told to its owner")
	said := popup.Want(`[data-signal]`).MustText()
	wantIn(t, "the owner's popup", said, "late-boat: − nobody asked for taxis")
	wantIn(t, "the owner's popup", said, "Anna Berg")
	wantAccessible(t, popup, "for you")
	popup.Press(`[data-act=read]`)
	popup.MustWait(`() => !document.querySelector("[data-signal]")`)
	if has, _, err := other.Has(`[data-signal]`); err != nil || has {
		t.Errorf("a colleague is told too (%v)", err)
	}
	wantNoErrors(t, p)
}
