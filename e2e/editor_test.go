package e2e

// The town square's rich editor is the real one, built from its source with the packages:
// an answer is typed into it, posted by the site's own button, and nothing of ours is in
// its way.

import (
	"testing"

	"github.com/go-rod/rod/lib/input"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestAnswerInTheRichEditor(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	p := c.join(t, "Anna Berg", wire.Staff).Open(squareURL)
	claim(p, "#p102")
	p.CloseCard()
	p.Press(`#p102 a.answer`)
	p.Want(`#rich .editor[contenteditable=true]:focus`)
	typed(t, p, "Havblikk will ")
	p.Press(`[data-mark=bold]`)
	p.Want(`#rich .editor:focus`) // it takes the focus back in its own time
	typed(t, p, "call you")
	if html := p.Want(`#rich .editor`).MustHTML(); !contains(html, "Havblikk will <strong>call you</strong>") {
		t.Errorf("the editor holds %s", html)
	}
	p.Press(`#post-rich`)
	wantIn(t, "the answer under the post", p.Want(`#p112`).MustText(), "Havblikk will call you")
	p.Reveal("#p112")
	p.WaitBadgeOf("#p112", "free") // read as every other post
	p.Reveal("#p102")
	p.WaitBadgeOf("#p102", "mine")
	wantNoErrors(t, p)
}

// typed presses one key after the other.
func typed(t *testing.T, p *drive.Page, text string) {
	t.Helper()
	for _, letter := range text {
		check(t, p.Keyboard.Type(input.Key(letter)))
	}
}
