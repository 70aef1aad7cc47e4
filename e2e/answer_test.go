package e2e

// The whole way of an answer: a post, a draft that is finished, the site's own editor, the
// reply seen in the page, and what it promises in the lead's popup.

import (
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestFromDraftToPromise(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, post, own, promise string
		home                     func(t *testing.T) *drive.Home
	}{
		{"native, English", "#p102", " I will write here what we found by Friday.", "I will write here what we found by Friday",
			func(t *testing.T) *drive.Home { return &native(t).Home }},
		{"edge, Norwegian", "#p103", " Vi kommer tilbake med svar innen fredag.", "Vi kommer tilbake med svar innen fredag",
			func(t *testing.T) *drive.Home { return &drive.StartEdge(t, "").Home }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			company, p := answering(t, c.home(t), "Anna Berg", wire.Staff, false)
			popup := company.join(t, "Liv Dahl", wire.Lead).Extension("popup.html")
			options := p.B.Extension("options.html")
			if said := sends(t, options, 0, `{setOneself: {add: {site: "generic", handle: "You"}}}`); !contains(said, "You") {
				t.Fatalf("the own account: %s", said)
			}
			options.Close()
			card := p.OpenCard(c.post)
			wantField(t, card, "{boat}")
			card.Fill(`[data-slot=boat]`, "07:40")
			card.Fill(`[data-slot=why]`, "is")
			pick(card, `[data-slot=from]`, "2030-12-02")
			card.Fill(answer, c.own)
			wantIn(t, "the promise", card.Want(`.promises label`).MustText(), c.promise)
			p.PressIn(card, insert)
			card.Want(`[data-told].good`)
			typed(t, p, "!")
			p.Press(`#post-rich`)
			p.Want(`#p112`)
			p.WaitBadgeOf(c.post, "answered")
			popup.WaitRow(squareKey(c.post), "answered")
			wantIn(t, "the popup", popup.Want(`[data-promise]`).MustText(), c.promise)
			wantAccessible(t, popup, "what was promised")
			wantNoErrors(t, p)
		})
	}
}
