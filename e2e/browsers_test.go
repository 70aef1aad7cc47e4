package e2e

// The settings' list of signed-in browsers: a second one joins by a link made there, and a
// lost one is signed out there.

import (
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestBrowsersAreAddedAndSignedOut(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	here, lost := chrome(t, c.web, squareOK), chrome(t, c.web, squareOK)
	here.Join(c.team.Invite("Anna Berg", wire.Staff))
	options := here.Extension("options.html")
	wantBrowsers(t, options, 1)

	options.Press(`[data-act=another]`)
	lost.Join(options.Want(`#browsers-title + .part-body .made input`).MustProperty("value").Str())
	theirs := lost.Extension("popup.html")
	options.MustReload().MustWaitLoad()
	wantBrowsers(t, options, 2)
	if n := len(options.MustElements(`[data-act=sign-out]`)); n != 1 {
		t.Fatalf("%d browsers can be signed out, want the other one alone", n)
	}

	options.Press(`[data-act=sign-out]`)
	options.Press(`[data-act=keep]`)
	wantBrowsers(t, options, 2)
	options.Press(`[data-act=sign-out]`)
	options.Press(`[data-act=sign-out-sure]`)
	wantBrowsers(t, options, 1)
	drive.Until(t, "the lost browser is out", func() (string, bool) {
		said := sends(t, theirs, 0, `{members: {}}`) + sends(t, theirs, 0, `{status: {}}`)
		return said, strings.Contains(said, `"joined":false`)
	})
	if said := sends(t, options, 0, `{members: {}}`); !strings.Contains(said, "Anna Berg") {
		t.Errorf("this browser: %s", said)
	}
	wantNoErrors(t, options)
}

// wantBrowsers waits until the list has so many rows, one of them this browser.
func wantBrowsers(t *testing.T, options *drive.Page, want int) {
	t.Helper()
	drive.Until(t, "browsers in the list", func() (string, bool) {
		rows := options.MustElements(`[data-device]`)
		here := 0
		for _, r := range rows {
			if strings.Contains(r.MustText(), "this browser") {
				here++
			}
		}
		return options.MustElement(`main`).MustText(), len(rows) == want && here == 1
	})
}
