package e2e

// The real popup, as the toolbar button opens it: the browser sizes it, and it knows the
// page behind it.

import (
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestPopupOfTheToolbar(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	liv := c.join(t, "Liv Dahl", wire.Lead)
	opener := liv.Extension("options.html")
	p := liv.Open(squareURL)
	claim(p, "#p102")
	_, err := opener.Eval(`() => chrome.action.openPopup()`)
	check(t, err)
	popup := toolbarPopup(t, liv)
	popup.WaitRow(squareKey("#p102"), "mine")
	got, err := popup.Eval(`() => innerWidth`)
	check(t, err)
	if got.Value.Int() != 384 {
		t.Errorf("the browser made the popup %d wide, want 384", got.Value.Int())
	}
	wantIn(t, "the popup's site", popup.Want(`.site[data-on=true]`).MustText(), "square.example")
	popup.Press(`[data-act=site-off]`)
	popup.Want(`[data-act=site-on]`)
	drive.Until(t, "the page behind loses its lamps", func() (string, bool) {
		n := len(p.Badges())
		return "badges are there", n == 0
	})
	wantNoErrors(t, popup)
}

// toolbarPopup waits for the popup that is no tab.
func toolbarPopup(t *testing.T, b *drive.Browser) *drive.Page {
	t.Helper()
	var popup *drive.Page
	drive.Until(t, "the popup opens", func() (string, bool) {
		got, err := proto.TargetGetTargets{}.Call(b.Browser)
		check(t, err)
		var saw []string
		for _, i := range got.TargetInfos {
			saw = append(saw, i.URL)
			if strings.HasSuffix(i.URL, "/popup.html") {
				raw, err := b.Browser.PageFromTarget(i.TargetID)
				check(t, err)
				popup = &drive.Page{Page: raw, B: b}
				return "", true
			}
		}
		return strings.Join(saw, "\n"), false
	})
	return popup
}
