package e2e

// The real popup, as the toolbar button opens it: the browser sizes it, and it knows the
// page behind it.

import (
	"regexp"
	"slices"
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

// The filter: all that the team has in hand, or only what is one's own.
func TestPopupFilter(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna, bo := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Bo Lund", wire.Staff)
	claim(anna.Open(squareURL), "#p102")
	claim(bo.Open(squareURL), "#p105")
	popup := anna.Extension("popup.html")
	popup.WaitRow(squareKey("#p102"), "mine")
	popup.WaitRow(squareKey("#p105"), "theirs")
	popup.Press(`[data-filter=mine]`)
	wantKeys(t, popup, "#p102")
	popup.Press(`[data-filter=all]`)
	wantKeys(t, popup, "#p102", "#p105")
	popup.Press(`[data-filter=mine]`)
	popup.Press(row("#p102") + ` [data-act=release]`)
	wantKeys(t, popup)
	wantIn(t, "the empty list", popup.Want(`.nothing`).MustText(), "hold nothing")
	wantNoErrors(t, popup)
}

// wantKeys waits until the list has these conversations of the square, in any order.
func wantKeys(t *testing.T, popup *drive.Page, want ...string) {
	t.Helper()
	drive.Until(t, "the list is "+strings.Join(want, " "), func() (string, bool) {
		var got []string
		for _, r := range popup.Rows() {
			got = append(got, strings.TrimPrefix(r.Key, squareKey("")))
		}
		slices.Sort(got)
		return strings.Join(got, " "), slices.Equal(got, want)
	})
}

// A press on a row opens the conversation's page, and the one that is open already is
// brought to the front instead of a second one.
func TestPopupOpensThePage(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	p := anna.Open(squareURL)
	claim(p, "#p110")
	p.CloseCard()
	p.MustEval(`() => scrollTo(0, 0)`)
	other := anna.Open("about:blank")
	popup := anna.Extension("popup.html")
	popup.WaitRow(squareKey("#p110"), "mine")
	popup.Press(row("#p110") + ` [data-open]`)
	drive.Until(t, "the open page is in front, at the post", func() (string, bool) {
		said := p.MustEval(`() => document.visibilityState + " " + (document.querySelector("#p110").getBoundingClientRect().top < innerHeight)`).Str()
		return said, said == "visible true"
	})
	if n := tabsOf(t, anna, squareURL); n != 1 {
		t.Errorf("%d tabs of the page, want the one that was open", n)
	}
	other.MustActivate()
	p.MustClose()
	popup.MustActivate()
	popup.Press(row("#p110") + ` [data-open]`)
	drive.Until(t, "the page is opened anew", func() (string, bool) {
		n := tabsOf(t, anna, squareURL+"#p110")
		return "no tab of it", n == 1
	})
}

func tabsOf(t *testing.T, b *drive.Browser, url string) (n int) {
	t.Helper()
	for _, i := range targets(t, b) {
		if i.Type == "page" && strings.HasPrefix(i.URL, url) {
			n++
		}
	}
	return n
}

// Without a backend the popup still tells what it knows, and says of what time that is.
func TestPopupSaysHowOldItIs(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	claim(anna.Open(squareURL), "#p102")
	popup := anna.Extension("popup.html")
	popup.WaitRow(squareKey("#p102"), "mine")
	popup.Want(`.line[data-line=live]`)
	if said := popup.MustElement(`.line`).MustText(); asOf.MatchString(said) {
		t.Errorf("live, and the popup says %q", said)
	}
	h.Kill()
	popup.Want(`.line[data-line=off]`)
	drive.Until(t, "the popup says as of when", func() (string, bool) {
		said := popup.MustElement(`.line`).MustText()
		return said, asOf.MatchString(said)
	})
	popup.WaitRow(squareKey("#p102"), "mine")
}

var asOf = regexp.MustCompile(`as of \d{1,2}:\d\d`)

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
