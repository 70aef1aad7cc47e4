package e2e

// Pages that work against the overlay (SEC-03), against the reader (SEC-12), and against
// the person's click (SEC-04.c, SEC-06).

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const hostile = "https://hostile.example"

// hostileWeb is a person at work on pages that are given one by one.
type hostileWeb struct {
	*drive.Browser
	web  *drive.Web
	team *drive.Team
	next int
}

func newHostileWeb(t *testing.T) *hostileWeb {
	t.Helper()
	web := drive.NewWeb(t)
	h := native(t)
	m := team(t, &h.Home)
	b := chrome(t, web, hostile+"/*")
	enrol(t, b, m.Invite("Berit", wire.Staff))
	return &hostileWeb{Browser: b, web: web, team: m}
}

// show opens a page of its own for the HTML.
func (w *hostileWeb) show(html string) *drive.Page {
	w.next++
	at := fmt.Sprintf("%s/page%d", hostile, w.next)
	w.web.Page(at, `<!doctype html><meta charset=utf-8><title>t</title><link rel=icon href="data:,">`+html)
	return w.Open(at)
}

const mention = `<article id=one><p>The ferry of Havblikk was late again.</p></article>`

// hostOf describes our element as the page sees it.
const hostOf = `() => {
  const e = [...document.documentElement.children].at(-1), r = e.getBoundingClientRect(), c = getComputedStyle(e)
  return JSON.stringify({
    names: e.getAttributeNames().map(n => /^[a-z]{16}$/.test(n) ? 'random' : n), style: e.getAttribute('style'), root: e.shadowRoot, children: e.childNodes.length,
    rect: r.toJSON(), scroll: [e.scrollWidth, e.scrollHeight, e.offsetWidth], computed: ['opacity', 'transform', 'filter', 'display', 'position', 'visibility', 'pointerEvents', 'clipPath', 'zIndex'].map(n => c[n]), last: e === document.documentElement.lastElementChild })
}`

func TestOverlayAgainstThePage(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)

	t.Run("the host is the same with no match and with fifty", func(t *testing.T) {
		none := w.show(strings.Repeat(`<article><p>Nobody is named here.</p></article>`, 50))
		waitRead(t, none, 50)
		all := w.show(strings.Repeat(`<article><p>Havblikk is named here.</p></article>`, 50))
		all.WaitBadge("free")
		wantEqual(t, "the host", all.MustEval(hostOf).Str(), none.MustEval(hostOf).Str())
		if got := all.MustEval(`() => CSS.highlights.size`).Int(); got != 0 {
			t.Errorf("%d highlights in the page's registry", got)
		}
		for _, d := range all.Drawn() {
			if d.Attr["aria-label"] != "" || d.Attr["title"] != "" {
				t.Errorf("words in the closed root: %v", d.Attr)
			}
		}
		if said := closedText(t, all); said != "" {
			t.Errorf("text in the closed root: %q", said)
		}
	})

	t.Run("page CSS does not reach the host", func(t *testing.T) {
		calm := w.show(mention)
		calm.WaitBadge("free")
		loud := w.show(`<style>*{opacity:0!important;transform:scale(.2)!important;filter:blur(9px)!important;display:none!important;visibility:hidden!important;clip-path:inset(50%)!important;position:static!important}
			html,head,body,article,p{all:revert!important}</style>` + mention)
		waitRead(t, loud, 1)
		wantEqual(t, "the host", loud.MustEval(hostOf).Str(), calm.MustEval(hostOf).Str())
	})

	t.Run("a patched attachShadow catches nothing", func(t *testing.T) {
		p := w.show(`<script>window.caught = 0; const real = Element.prototype.attachShadow
			Element.prototype.attachShadow = function (o) { window.caught++; return real.call(this, {...o, mode: 'open'}) }</script>` + mention)
		p.WaitBadge("free")
		if got := p.MustEval(`() => caught + [...document.querySelectorAll('*')].filter(e => e.shadowRoot).length`).Int(); got != 0 {
			t.Errorf("the page caught %d roots", got)
		}
	})

	for name, attack := range map[string]string{
		"style in a loop":  `setInterval(() => { for (let i = 0; i < 20; i++) host().style.opacity = '0.' + i }, 10)`,
		"hidden in a loop": `setInterval(() => { for (let i = 0; i < 20; i++) host().hidden = i % 2 }, 10)`,
		"taken out":        `setInterval(() => host().remove(), 20)`,
	} {
		t.Run("the host leaves for good when the page fights it: "+name, func(t *testing.T) {
			p := w.show(mention + `<script>const host = () => [...document.documentElement.children].find(e => e.popover) ?? document.createElement('i')
				addEventListener('fight', () => { ` + attack + ` })</script>`)
			p.WaitBadge("free")
			tab := mustInt(t, p.TabID())
			screen := w.Extension("options.html")
			defer screen.Close()
			p.MustActivate()
			p.MustEval(`() => void dispatchEvent(new Event('fight'))`)
			drive.Until(t, "the side panel says that we rest", func() (string, bool) {
				f := askFindings(t, screen, tab)
				return fmt.Sprintf("why %q", f.Why), f.Why == "tampered"
			})
			if got := p.MustEval(`() => [...document.documentElement.children].filter(e => e.popover).length`).Int(); got != 0 {
				t.Errorf("%d hosts are left", got)
			}
		})
	}

	t.Run("synthetic events change nothing", func(t *testing.T) {
		p := w.show(mention)
		d := p.WaitBadge("free")
		x, y := p.Middle(d)
		p.MustEval(`(x, y) => { for (const kind of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
			for (const e of [document.body, document.documentElement, document, window]) e.dispatchEvent(new MouseEvent(kind, {bubbles: true, composed: true, clientX: x, clientY: y, button: 0}))
			document.dispatchEvent(new Event('porchlightover')) }`, x, y)
		p.MustEval(`async () => { for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame) }`)
		for _, e := range p.Drawn() {
			if e.Tag == "iframe" {
				t.Error("a card opened")
			}
		}
		p.WaitBadge("free")
		p.ClickDrawn(p.WaitBadge("free"))
		p.Card() // the same place, pressed by a person
	})

	t.Run("a strict policy with Trusted Types", func(t *testing.T) {
		w.next++
		at := fmt.Sprintf("%s/page%d", hostile, w.next)
		w.web.Page(at, `<!doctype html><meta charset=utf-8><meta http-equiv=Content-Security-Policy content="default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'">`+mention)
		p := w.Open(at)
		p.WaitBadge("free")
		if errs := p.Errors(); len(errs) != 0 {
			t.Errorf("errors in the page: %q", errs)
		}
	})
}

// closedText is all text in closed roots, as the debugger sees it.
func closedText(t *testing.T, p *drive.Page) string {
	t.Helper()
	depth := -1
	doc, err := proto.DOMGetDocument{Depth: &depth, Pierce: true}.Call(p.Page)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	var walk func(n *proto.DOMNode, closed bool)
	walk = func(n *proto.DOMNode, closed bool) {
		if closed && n.NodeType == 3 {
			all.WriteString(n.NodeValue)
		}
		for _, c := range n.Children {
			walk(c, closed)
		}
		for _, r := range n.ShadowRoots {
			walk(r, closed || r.ShadowRootType == proto.DOMShadowRootTypeClosed)
		}
	}
	walk(doc.Root, false)
	return all.String()
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)
	author := `<script>alert(1)</script>{{7*7}}${7*7}"><img src=x onerror=alert(1)>`
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;")
	p := w.show(`<article><span class=author>` + escape.Replace(author) + "</span><p>\u202eHav\u200bblikk\u202c is late, \u2066Ingrid\u00a0\u200fSolvang\u2069 \U0001F6A2 says Hav\u00adblikk.</p></article>" +
		`<article><p>A ferry <img alt="⛴" src="data:,"> of <b>Hav</b><i>blikk</i>, Ingrid
		   Solvang &amp; Co.</p></article>`)
	f := waitRead(t, p, 2)
	if len(f.Rows) != 2 {
		t.Fatalf("%d rows, want 2", len(f.Rows))
	}
	for i, want := range []int{3, 2} {
		if got := len(f.Rows[i].Mentions); got != want {
			t.Errorf("post %d: %d mentions, want %d: %q", i, got, want, f.Rows[i].Excerpt)
		}
	}
	if f.Rows[0].Author != author {
		t.Errorf("author %q, want it as it is written", f.Rows[0].Author)
	}
	panel := p.Panel()
	defer panel.Close()
	panel.Want(`[data-key]`)
	if said := panel.MustEval(`() => document.body.innerText`).Str(); !strings.Contains(said, "{{7*7}}") || strings.Contains(said, "49") {
		t.Errorf("the panel shows the author otherwise: %s", said)
	}
	if errs := append(p.OurErrors(), panel.Errors()...); len(errs) != 0 {
		t.Errorf("errors: %q", errs)
	}
}

// pressBlind clicks where an element of the card is, whatever can be seen of it.
func pressBlind(t *testing.T, p, card *drive.Page, css string) {
	t.Helper()
	p.Settle()
	at := card.MustElement(css).MustEval(`() => { const r = this.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] }`)
	scroll := p.MustEval(`() => scrollY`).Num()
	for _, d := range p.Drawn() {
		if place := boxPlace.FindStringSubmatch(d.Attr["style"]); d.Tag == "iframe" && place != nil {
			p.ClickAt(number(place[1])+at.Get("0").Num(), number(place[2])-scroll+at.Get("1").Num())
			return
		}
	}
	t.Fatal("no card")
}

// Clickjacking (SEC-04.c): a real click while the page tricks the eye makes no claim, and
// one after the trick has been gone for a while makes exactly one.
func TestClickjacking(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)
	watch := w.team.Observe()
	host := `[...document.documentElement.children].find(e => e.popover)`
	for name, trick := range map[string][2]string{
		"body opacity":          {`document.documentElement.style.opacity = '.5'`, `document.documentElement.style.opacity = ''`},
		"filter on the root":    {`document.documentElement.style.filter = 'blur(3px)'`, `document.documentElement.style.filter = ''`},
		"overlay of no pointer": {`window.o = document.createElement('div'); o.style.cssText = 'position:fixed;inset:0;background:#fffc;pointer-events:none;z-index:2147483647;margin:0;width:100%;height:100%;border:0'; o.popover = 'manual'; document.body.append(o); o.showPopover()`, `o.remove()`},
		"covered by a popover":  {`window.o = document.createElement('div'); o.style.cssText = 'position:fixed;inset:0;background:#fff;pointer-events:none;margin:0;width:100%;height:100%;border:0'; o.popover = 'manual'; document.body.append(o); o.showPopover()`, `o.remove()`},
		"moved by the layout":   {`document.body.style.marginTop = '97px'`, `;`},
		"moved by scrolling":    {`document.body.style.height = '4000px'; scrollTo(0, 31)`, `;`},
		"filter on the host":    {host + `.style.filter = 'opacity(.4)'`, ``},
		"scale on the host":     {host + `.style.transform = 'scale(.5)'`, ``},
	} {
		t.Run(name, func(t *testing.T) {
			p := w.show(`<p id=` + strings.ReplaceAll(name, " ", "-") + `>The ferry of Havblikk was late again.</p>`)
			defer p.Close()
			p.ClickDrawn(p.WaitBadge("free"))
			card := p.Card()
			card.Want(`[data-act=claim][data-armed=true]`)
			before := len(watch.Ledger())
			if trick[1] != "" {
				p.MustEval(`async () => { ` + trick[0] + `; for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame) }`)
				pressBlind(t, p, card, `[data-act=claim]`)
				p.MustEval(`async () => { for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame) }`)
				if now := len(watch.Ledger()); now != before {
					t.Fatalf("the click under a trick made %d ops", now-before)
				}
				p.MustEval(`() => { ` + trick[1] + ` }`)
			} else {
				p.MustEval(`() => { ` + trick[0] + ` }`) // user-origin style does not care
			}
			p.MustEval(`async () => { for (let i = 0; i < 60; i++) await new Promise(requestAnimationFrame) }`)
			p.PressIn(card, `[data-act=claim]`)
			p.WaitBadge("mine")
			if now := len(watch.Ledger()); now != before+1 {
				t.Errorf("%d ops, want exactly one", now-before)
			}
		})
	}
}
