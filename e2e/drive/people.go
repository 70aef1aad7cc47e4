package drive

import (
	"fmt"
	"strings"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/proto"
)

// What the screens call their controls; kept here once for all tests.
const (
	Claim   = `[data-act=claim]`
	Take    = `[data-act=take]`
	Release = `[data-act=release]`
)

// Joined says whether this browser has joined a team.
func (b *Browser) Joined() bool {
	b.t.Helper()
	p := b.Extension("options.html")
	defer p.Close()
	yes, err := p.Want(`[data-joined]`).Attribute("data-joined")
	must(b.t, err)
	return *yes == "true"
}

// Join redeems an invite on the real options page, as a new person does.
func (b *Browser) Join(link string) {
	b.t.Helper()
	p := b.Extension("options.html")
	defer p.Close()
	p.Fill(`input[name=invite]`, link)
	p.Press(`[data-act=join]`)
	p.Want(`[data-joined=true]`)
}

// Fill types into a field of the page.
func (p *Page) Fill(css, text string) {
	p.B.t.Helper()
	must(p.B.t, p.sought(css).Input(text))
}

// Press clicks an element with a real mouse.
func (p *Page) Press(css string) {
	p.B.t.Helper()
	must(p.B.t, p.sought(css).Click(proto.InputMouseButtonLeft, 1))
}

// sought is an element of a page that is being drawn, with an end to all waiting: a window
// that the browser takes for covered is brought to the front, as a person does.
func (p *Page) sought(css string) *rod.Element {
	p.B.t.Helper()
	p.Want(css)
	drawn, err := p.Page.Timeout(Patience).Eval(`() => new Promise(done => { requestAnimationFrame(() => done(true)); setTimeout(done, 2000, false) })`)
	must(p.B.t, err)
	if !drawn.Value.Bool() {
		_, err := p.Page.Activate()
		must(p.B.t, err)
	}
	e, err := p.Page.Timeout(Patience).Element(css)
	must(p.B.t, err)
	return e
}

// Want waits for an element and fails with what the page shows when it does not come.
func (p *Page) Want(css string) *rod.Element {
	p.B.t.Helper()
	patient := p.Page.Timeout(Patience)
	e, err := patient.Element(css)
	for patient.GetContext().Err() == nil && err != nil && strings.Contains(err.Error(), "target navigated") { // on its way to the page that is asked
		e, err = patient.Element(css)
	}
	if err != nil {
		body, _ := p.Page.Eval(`() => document.body.innerText.slice(0, 2000)`)
		said := ""
		if body != nil {
			said = body.Value.Str()
		}
		p.B.t.Fatalf("no %s in %s: %v\nit shows: %s\nerrors: %q\nconsole: %q", css, p.url(), err, said, p.Errors(), p.B.Console(ID))
	}
	return e.CancelTimeout()
}

// Row is one list row of popup or panel.
type Row struct{ Key, Kind, Author, State, Text string }

// Rows lists the rows of popup or panel now.
func (p *Page) Rows() []Row {
	p.B.t.Helper()
	got, err := p.Page.Eval(`() => [...document.querySelectorAll("[data-key]")].map(e => ({
	  Key: e.dataset.key, Kind: e.dataset.kind ?? "", Author: e.dataset.author ?? "", State: e.dataset.state ?? "", Text: e.innerText || e.textContent}))`)
	must(p.B.t, err)
	var rows []Row
	must(p.B.t, got.Value.Unmarshal(&rows))
	return rows
}

// WaitRow waits until the row of a conversation shows a state, and returns it.
func (p *Page) WaitRow(key, state string) Row {
	p.B.t.Helper()
	var hit Row
	Until(p.B.t, fmt.Sprintf("the row %s shows %s", key, state), func() (string, bool) {
		rows := p.Rows()
		for _, r := range rows {
			if r.Key == key && r.State == state {
				hit = r
				return "", true
			}
		}
		return fmt.Sprintf("%+v", rows), false
	})
	return hit
}

// TabID is the browser's number of this page's tab, as panel.html?tab= wants it.
func (p *Page) TabID() string {
	p.B.t.Helper()
	at := p.url()
	helper := p.B.Extension("options.html")
	defer helper.Close()
	got, err := helper.Eval(`async (url) => String((await chrome.tabs.query({})).find(t => t.url === url)?.id ?? "")`, at)
	must(p.B.t, err)
	if got.Value.Str() == "" {
		p.B.t.Fatalf("no tab shows %s (a tab's address is visible to us only when its origin is granted)", at)
	}
	return got.Value.Str()
}

// Panel opens the side panel's page for a tab, in a tab of its own.
func (p *Page) Panel() *Page {
	p.B.t.Helper()
	return p.B.Extension("panel.html?tab=" + p.TabID())
}

// OpenCard brings a post into view and clicks its badge; a card that is open is closed
// first, as it may lie over the badge.
func (p *Page) OpenCard(css string) *Page {
	p.B.t.Helper()
	p.CloseCard()
	p.Reveal(css)
	p.ClickDrawn(p.BadgeOf(css))
	card := p.Card()
	p.Settle()
	return card
}

// CloseCard presses the open card's own button, if one is open.
func (p *Page) CloseCard() {
	p.B.t.Helper()
	if p.cardFrame() == "" {
		return
	}
	p.Settle()
	p.rest(p.Card(), `[data-act=close]`, "on it")
	p.Click()
	Until(p.B.t, "the card closes", func() (string, bool) { return "still open", p.cardFrame() == "" })
}

// Settle waits until the card stands still: what it still learns makes it higher, and a
// higher card may begin elsewhere, away from under the mouse.
func (p *Page) Settle() {
	p.B.t.Helper()
	var last [2]float64
	same := 0
	Until(p.B.t, "the card stands still", func() (string, bool) {
		x, y := p.frame()
		same++
		if now := [2]float64{x, y}; now != last {
			last, same = now, 0
		}
		return fmt.Sprint(last), same >= 8
	})
}

func (p *Page) cardFrame() proto.PageFrameID {
	p.B.t.Helper()
	for _, d := range p.Drawn() {
		if d.Tag == "iframe" {
			return d.frame
		}
	}
	return ""
}

// Card waits for the open card of the page and returns its document. Its clicks must be
// made with PressIn: they go through the page, as a person's do.
func (p *Page) Card() *Page {
	p.B.t.Helper()
	var card *Page
	Until(p.B.t, "the card opens", func() (string, bool) {
		frame := p.cardFrame()
		if frame == "" {
			return "no frame of ours", false
		}
		raw, err := p.B.Browser.PageFromTarget(proto.TargetTargetID(frame)) // a frame of another origin is a target of its own
		if err != nil {
			return err.Error(), false
		}
		card = &Page{Page: raw, B: p.B}
		return "", true
	}, p.diagnose)
	return card
}

// WaitArmed waits until a control of the card counts clicks: it was really visible for
// long enough (SEC-04).
func (p *Page) WaitArmed(css string) {
	p.B.t.Helper()
	p.Want(css + `[data-armed=true]`)
}

// PressIn clicks a control of the open card with the real mouse of the page around it.
func (p *Page) PressIn(card *Page, css string) {
	p.B.t.Helper()
	p.Aim(card, css)
	p.Click()
}

// Aim moves the mouse onto a control of the card and waits until it is armed there: a
// frame that comes under the pointer, or a pointer that comes into the frame, must rest.
// A card that still moves takes the control away from under the mouse, which follows.
func (p *Page) Aim(card *Page, css string) {
	p.B.t.Helper()
	card.WaitArmed(css)
	p.rest(card, css, "armed")
}

func (p *Page) rest(card *Page, css, as string) {
	p.B.t.Helper()
	p.moveTo(card, css) // a frame that the mouse left for the page goes on to say that it is over it
	Until(p.B.t, "the mouse rests on "+css, func() (string, bool) {
		got, err := card.Eval(`css => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => { // a move has been heard
		  const e = document.querySelector(css)
		  done(!e?.matches(':hover') ? 'beside' : e.dataset.armed === 'true' ? 'armed' : 'on it')
		})))`, css)
		must(p.B.t, err)
		if got.Value.Str() == "beside" {
			p.moveTo(card, css)
		}
		return got.Value.Str(), got.Value.Str() == as
	}, card.diagnose)
}

// Click presses the left button where the mouse is.
func (p *Page) Click() {
	p.B.t.Helper()
	if p.around != nil {
		p.around.Click()
		return
	}
	must(p.B.t, p.Page.Mouse.Click(proto.InputMouseButtonLeft, 1))
}

// moveTo moves the mouse of the page to the middle of an element of its card.
func (p *Page) moveTo(card *Page, css string) {
	p.B.t.Helper()
	e := card.Want(css)
	got, err := e.Eval(`() => { const r = this.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] }`)
	must(p.B.t, err)
	x, y := p.frame()
	p.mouse(x+got.Value.Get("0").Num(), y+got.Value.Get("1").Num())
}

// frame is the top left corner of the card's iframe in the page.
func (p *Page) frame() (x, y float64) {
	p.B.t.Helper()
	for _, d := range p.Drawn() {
		if d.Tag != "iframe" {
			continue
		}
		box, err := proto.DOMGetBoxModel{NodeID: d.Node}.Call(p.Page)
		must(p.B.t, err)
		return box.Model.Content[0], box.Model.Content[1]
	}
	p.B.t.Fatalf("no card in %s", p.url())
	return 0, 0
}
