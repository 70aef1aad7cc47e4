package e2e

// Insert: from a press in the card to text in the site's own editor, by the one rule. What
// each editor makes of it is in editors_test.go; here is what the team and the person see.

import (
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const (
	insert = `[data-act=insert]`
	answer = `[name=answer]`
)

// Badge, words, Insert: two clicks, and the conversation is claimed with the second.
func TestInsertClaimsAndWrites(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	p := c.join(t, "Anna Berg", wire.Staff).Open(squareURL)
	card := p.OpenCard("#p102")
	card.Fill(answer, "We will call you.\n\nÅse, Havblikk 🙂")
	p.PressIn(card, insert)
	card.Want(`[data-told=insertText].good`)
	p.WaitBadgeOf("#p102", "mine")
	typed(t, p, "!")
	drive.Until(t, "the next key arrives in the editor", func() (string, bool) {
		got := p.MustEval(`() => document.querySelector("#rich .editor").innerText`).Str()
		return got, contains(got, "Havblikk 🙂!")
	})
	wantLedger(t, c, "claim #p102 by Anna Berg")
	wantNoErrors(t, p)
}
