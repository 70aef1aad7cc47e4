package e2e

// Every screen as people meet it: with real content from a real home, light and dark,
// narrow, at 200 %, in Norwegian, mirrored and in forced colours. axe-core finds no
// violation in any of them, nothing scrolls sideways, and the pictures in out/screens are
// for people to look at: nothing compares pixels.

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// variant is one way of looking at a screen.
type variant struct {
	name   string
	media  map[string]string // media features
	width  int               // of the viewport in CSS pixels, 0: the screen's own
	zoom   float64
	mirror bool
}

// At 200 % a screen has half the CSS pixels: that, and no more, is what zoom is to it.
var variants = []variant{
	{name: "light"},
	{name: "dark", media: map[string]string{"prefers-color-scheme": "dark"}},
	{name: "narrow", width: 320},
	{name: "zoomed", zoom: 2},
	{name: "mirrored", mirror: true},
	{name: "forced", media: map[string]string{"forced-colors": "active"}},
}

// screen is one of our pages and how wide it usually is.
type screen struct {
	name          string
	page          *drive.Page
	width, height int
}

func TestScreens(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			c := newCompany(t, &h.Home)
			anna := c.join(t, "Anna Berg", wire.Staff)
			liv := drive.Start(t, drive.Options{Dist: built.Chrome, Web: c.web, Grants: []string{squareOK}, Lang: lang})
			first := &screen{"welcome", liv.Extension("options.html#welcome"), 900, 1000}
			first.look(t, lang)
			first.page.MustClose()
			empty := &screen{"popup-new", liv.Extension("popup.html"), 384, 560}
			empty.look(t, lang)
			empty.page.MustClose()
			liv.Join(c.team.Invite("Liv Dahl", wire.Lead))
			for _, s := range busy(t, anna, liv) {
				s.look(t, lang)
			}
		})
	}
}

// busy gives the team something to do and returns the lead's screens.
func busy(t *testing.T, anna, liv *drive.Browser) []*screen {
	t.Helper()
	pa := anna.Open(squareURL)
	claim(pa, "#p102")
	claim(pa, "#p105")
	claim(pa, "#p108")
	page := liv.Open(squareURL)
	claim(page, "#p110")
	page.OpenCard("#p103").Want(drive.Claim)
	panel, popup := page.Panel(), liv.Extension("popup.html")
	popup.WaitRow(squareKey("#p108"), "theirs")
	panel.WaitRow(squareKey("#p108"), "theirs")
	page.MustActivate()
	return []*screen{
		{"page", page, 1280, 1000}, {"card", page.Card(), 0, 0},
		{"popup", popup, 384, 560}, {"panel", panel, 400, 900}, {"options", liv.Extension("options.html"), 900, 1400},
	}
}

// look takes the picture of each variant and asks axe about it.
func (s *screen) look(t *testing.T, lang string) {
	t.Helper()
	for _, v := range variants {
		if s.name == "page" && v.name != "light" && v.name != "dark" {
			continue // the page is not ours; the card in it is looked at by itself
		}
		s.show(t, v)
		if s.name != "page" {
			s.page.Want(`main:not([aria-busy]) > *`) // drawn
			wantAccessible(t, s.page, s.name+" "+v.name)
			wantNoSideways(t, s.page, s.name+" "+v.name)
		}
		if s.width > 0 {
			s.shoot(t, lang, v.name)
		}
	}
	s.show(t, variants[0])
}

func (s *screen) show(t *testing.T, v variant) {
	t.Helper()
	media := proto.EmulationSetEmulatedMedia{}
	for name, usual := range map[string]string{"prefers-color-scheme": "light", "forced-colors": "none"} { // said each time: an empty list resets nothing
		media.Features = append(media.Features, &proto.EmulationMediaFeature{Name: name, Value: cmp.Or(v.media[name], usual)})
	}
	check(t, media.Call(s.page))
	_, err := s.page.Eval(`dir => { document.documentElement.dir = dir }`, map[bool]string{true: "rtl", false: "ltr"}[v.mirror])
	check(t, err)
	if s.width == 0 {
		return // a card's size is the page's to give
	}
	width, zoom := s.width, max(v.zoom, 1)
	if v.width > 0 {
		width = v.width
	}
	if s.name == "page" {
		zoom = 1
	}
	check(t, s.page.SetViewport(&proto.EmulationSetDeviceMetricsOverride{Width: int(float64(width) / zoom), Height: int(float64(s.height) / zoom), DeviceScaleFactor: 2 * zoom}))
}

func (s *screen) shoot(t *testing.T, lang, name string) {
	t.Helper()
	root, err := drive.Root()
	check(t, err)
	dir := filepath.Join(root, "out", "screens")
	check(t, os.MkdirAll(dir, 0o755))
	b, err := s.page.Screenshot(false, &proto.PageCaptureScreenshot{Format: proto.PageCaptureScreenshotFormatPng})
	check(t, err)
	check(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%s-%s.png", s.name, lang, name)), b, 0o644))
}

// album is where a journey ended, in each way of looking, under the name of the home.
func album(t *testing.T, ends ...*screen) {
	t.Helper()
	for _, s := range ends {
		for _, v := range variants[:4] {
			s.show(t, v)
			s.page.MustEval(`() => document.querySelector(":target")?.scrollIntoView({block: "center", behavior: "instant"})`)
			s.shoot(t, path.Base(t.Name()), v.name)
		}
		s.show(t, variants[0])
	}
}

// wantAccessible runs axe-core with all its rules of WCAG 2.2 AA and its best practices,
// and looks at what axe does not: what a screen reader is given, and that nothing moves.
func wantAccessible(t *testing.T, p *drive.Page, what string) {
	t.Helper()
	wantNamed(t, p, what)
	wantStill(t, p, what)
	root, err := drive.Root()
	check(t, err)
	axe, err := os.ReadFile(filepath.Join(root, "extension", "node_modules", "axe-core", "axe.min.js"))
	check(t, err)
	_, err = proto.RuntimeEvaluate{Expression: string(axe)}.Call(p)
	check(t, err)
	got, err := p.Eval(`async () => {
	  const r = await axe.run(document, { resultTypes: ["violations"] })
	  return { passed: r.passes.length, found: r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 160) + " " + n.failureSummary).join(" | ")) }
	}`)
	check(t, err)
	var said struct {
		Passed int
		Found  []string
	}
	check(t, got.Value.Unmarshal(&said))
	if said.Passed < 5 {
		t.Errorf("%s: axe passed only %d rules: it looked at nothing", what, said.Passed)
	}
	for _, v := range said.Found {
		t.Errorf("%s: %s", what, v)
	}
}

// wantNoSideways checks that nothing is wider than the screen.
func wantNoSideways(t *testing.T, p *drive.Page, what string) {
	t.Helper()
	got, err := p.Eval(`() => {
	  const page = document.documentElement, wide = page.clientWidth
	  if (page.scrollWidth <= wide) return ""
	  return page.scrollWidth + " in " + wide + "\n" + [...document.querySelectorAll("body *")].filter(e => {
	    const r = e.getBoundingClientRect()
	    return r.width > 1 && (r.right > wide + 1 || r.left < -1)
	  }).map(e => e.outerHTML.slice(0, 120)).join("\n")
	}`)
	check(t, err)
	if wide := strings.TrimSpace(got.Value.Str()); wide != "" {
		t.Errorf("%s: wider than the screen: %s", what, wide)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A busy Chromium now and then starts a process of ours without its words.
func TestScreensWithoutTheBrowsersWords(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	b := c.join(t, "Anna Berg", wire.Staff)
	for screen, says := range map[string]string{"options.html": "Signed-in browsers", "popup.html": "All quiet on the porch"} {
		p := b.Extension(screen)
		p.MustEvalOnNewDocument(`chrome.i18n.getMessage = () => ""`)
		p.MustReload().MustWaitLoad()
		drive.Until(t, screen+" has its words", func() (string, bool) {
			said := p.MustElement("body").MustText()
			return said, strings.Contains(said, says)
		})
		if lang := p.MustEval(`() => document.documentElement.lang + chrome.i18n.getMessage("name")`).Str(); lang != "en" && lang != "en-US" {
			t.Errorf("%s is in %q", screen, lang)
		}
	}
}
