package drive

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/proto"
)

// Page is a tab with what went wrong in it.
type Page struct {
	*rod.Page
	B      *Browser
	around *Page  // of a frame of another origin: the page it stands in
	hole   string // CSS of the frame there
	mu     sync.Mutex
	bad    []string
}

// Open opens an address in a new tab and waits for load.
func (b *Browser) Open(url string) *Page {
	b.t.Helper()
	return b.open(url, false)
}

// Extension opens one of the extension's own pages, for instance "popup.html", in a
// window of its own, so that the page in front stays visible as it is under a popup.
func (b *Browser) Extension(path string) *Page {
	b.t.Helper()
	return b.open(Origin+"/"+path, true)
}

func (b *Browser) open(url string, window bool) *Page {
	b.t.Helper()
	raw, err := b.Browser.Page(proto.TargetCreateTarget{URL: "about:blank", NewWindow: window})
	must(b.t, err)
	p := &Page{Page: raw, B: b}
	_ = proto.RuntimeEnable{}.Call(raw)
	go raw.EachEvent(func(e *proto.RuntimeExceptionThrown) {
		p.mu.Lock()
		defer p.mu.Unlock()
		said := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			said += " " + e.ExceptionDetails.Exception.Description
		}
		p.bad = append(p.bad, fmt.Sprintf("%s (%s)", said, e.ExceptionDetails.URL))
	})()
	must(b.t, raw.Timeout(Patience).Navigate(url))
	must(b.t, raw.Timeout(Patience).WaitLoad())
	if window {
		p.painted()
	}
	return p
}

// painted waits until a window of its own is drawn: a busy browser now and then leaves a new
// one undrawn until it is brought to the front, and real input to it would wait for ever.
func (p *Page) painted() {
	p.B.t.Helper()
	Until(p.B.t, "the window is drawn", func() (string, bool) {
		_, err := p.Page.Timeout(5 * time.Second).Eval(`() => new Promise(drawn => requestAnimationFrame(() => drawn(1)))`)
		if err != nil {
			_, _ = p.Activate()
		}
		return fmt.Sprint(err), err == nil
	})
}

// url is where the page is now, "" when it is gone.
func (p *Page) url() string {
	info, err := p.Info()
	if err != nil {
		return ""
	}
	return info.URL
}

// Errors lists uncaught exceptions in the page so far, the page's own scripts and ours.
// OurErrors are those of extension code alone.
func (p *Page) Errors() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.bad)
}

// OurErrors lists the uncaught exceptions that extension code threw in the page.
func (p *Page) OurErrors() []string {
	return slices.DeleteFunc(p.Errors(), func(s string) bool { return !strings.Contains(s, "chrome-extension:") })
}

// Drawn is one thing of ours in the closed root of a page, found through the debugger,
// for which closed roots are open. The page itself cannot see it.
type Drawn struct {
	Attr  map[string]string
	Tag   string
	Node  proto.DOMNodeID
	root  proto.DOMNodeID
	frame proto.PageFrameID // of an iframe
	at    *proto.Point      // where its middle was when it was found by its place
}

// Drawn lists all elements in closed shadow roots of the page, in tree order.
func (p *Page) Drawn() []Drawn {
	p.B.t.Helper()
	depth := -1
	doc, err := proto.DOMGetDocument{Depth: &depth, Pierce: true}.Call(p.Page)
	must(p.B.t, err)
	var found []Drawn
	var walk func(n *proto.DOMNode, root proto.DOMNodeID)
	walk = func(n *proto.DOMNode, root proto.DOMNodeID) {
		if root != 0 && n.NodeType == 1 {
			d := Drawn{Attr: map[string]string{}, Tag: strings.ToLower(n.NodeName), Node: n.NodeID, root: root, frame: n.FrameID}
			for i := 0; i+1 < len(n.Attributes); i += 2 {
				d.Attr[n.Attributes[i]] = n.Attributes[i+1]
			}
			found = append(found, d)
		}
		for _, c := range n.Children {
			walk(c, root)
		}
		if n.ContentDocument != nil { // a frame of the page's own origin
			walk(n.ContentDocument, 0)
		}
		for _, s := range n.ShadowRoots {
			at := root
			if s.ShadowRootType == proto.DOMShadowRootTypeClosed {
				at = n.NodeID
			}
			walk(s, at)
		}
	}
	walk(doc.Root, 0)
	return found
}

// Hosts lists the elements of the page that carry a closed root of ours.
func (p *Page) Hosts() []proto.DOMNodeID {
	p.B.t.Helper()
	var hosts []proto.DOMNodeID
	for _, d := range p.Drawn() {
		if !slices.Contains(hosts, d.root) {
			hosts = append(hosts, d.root)
		}
	}
	return hosts
}

// Badges lists the badges now: the elements of the closed root that carry data-state.
func (p *Page) Badges() []Drawn {
	return slices.DeleteFunc(p.Drawn(), func(d Drawn) bool { return d.Attr["data-state"] == "" })
}

// diagnose tells all that is known of a page in which something did not appear.
func (p *Page) diagnose() string {
	at := p.url()
	seen, _ := p.Eval(`() => document.visibilityState + " " + document.readyState`)
	helper := p.B.Extension("options.html")
	defer helper.Close()
	said, err := helper.Eval(`async url => {
	  const tab = (await chrome.tabs.query({})).find(t => t.url === url)?.id
	  const ask = m => Promise.race([chrome.runtime.sendMessage(m), new Promise(r => setTimeout(r, 5000, "no answer"))])
	  return JSON.stringify({tab, scripts: (await chrome.scripting.getRegisteredContentScripts()).map(s => s.matches),
	    findings: tab && await ask({findings: {tab}}), status: await ask({status: {}})})
	}`, at)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%s is %v; errors %q; console %q\n%s", at, seen.Value, p.Errors(), p.B.Console(ID, "Error"), said.Value.Str())
}

// WaitBadges waits until the page shows a badge at all.
func (p *Page) WaitBadges() []Drawn {
	p.B.t.Helper()
	var got []Drawn
	Until(p.B.t, "the page shows badges", func() (string, bool) {
		got = p.Badges()
		return "none", len(got) > 0
	}, p.diagnose)
	return got
}

// Reveal scrolls an element of the page to the middle of the window.
func (p *Page) Reveal(css string) {
	p.B.t.Helper()
	_, err := p.Want(css).Eval(`() => this.scrollIntoView({block: "center", behavior: "instant"})`)
	must(p.B.t, err)
}

// BadgeOf returns the badge that lies beside an element of the page, which must be in
// view. Marks and badges carry no name of their post, so it is found by its place.
func (p *Page) BadgeOf(css string) Drawn {
	p.B.t.Helper()
	var hit Drawn
	Until(p.B.t, "a badge beside "+css, func() (said string, ok bool) {
		hit, said, ok = p.badgeOf(css)
		return said, ok
	}, p.diagnose)
	return hit
}

// WaitBadgeOf waits until the badge beside an element shows a state.
func (p *Page) WaitBadgeOf(css, state string) Drawn {
	p.B.t.Helper()
	return p.WaitBadgeOfWithin(Patience, css, state)
}

// WaitBadgeOfWithin is WaitBadgeOf with a promise about time.
func (p *Page) WaitBadgeOfWithin(limit time.Duration, css, state string) Drawn {
	p.B.t.Helper()
	var hit Drawn
	Within(p.B.t, limit, "the badge beside "+css+" shows "+state, func() (string, bool) {
		var said string
		var ok bool
		hit, said, ok = p.badgeOf(css)
		return said + hit.Attr["data-state"], ok && hit.Attr["data-state"] == state
	}, p.diagnose)
	return hit
}

// WaitNoBadgeOf waits until there is no badge beside an element.
func (p *Page) WaitNoBadgeOf(css string) {
	p.B.t.Helper()
	Until(p.B.t, "no badge is beside "+css, func() (string, bool) {
		_, said, ok := p.badgeOf(css)
		return said, !ok && strings.HasPrefix(said, "none of")
	}, p.diagnose)
}

func (p *Page) badgeOf(css string) (Drawn, string, bool) {
	got, err := p.Want(css).Eval(`() => { const r = this.getBoundingClientRect(); return [r.top, r.bottom] }`)
	if err != nil {
		return Drawn{}, err.Error(), false
	}
	top, bottom := got.Value.Get("0").Num(), got.Value.Get("1").Num()
	badges := p.Badges()
	for _, b := range badges {
		box, err := proto.DOMGetBoxModel{NodeID: b.Node}.Call(p.Page)
		if err != nil {
			return Drawn{}, err.Error(), false // it was drawn anew meanwhile
		}
		if y := (box.Model.Border[1] + box.Model.Border[5]) / 2; y >= top-8 && y <= bottom {
			b.at = &proto.Point{X: (box.Model.Border[0] + box.Model.Border[4]) / 2, Y: y}
			return b, "", true
		}
	}
	return Drawn{}, fmt.Sprintf("none of %d badges between %.0f and %.0f", len(badges), top, bottom), false
}

// WaitBadge waits until some badge shows the state and returns it.
func (p *Page) WaitBadge(state string) Drawn {
	p.B.t.Helper()
	var hit Drawn
	Until(p.B.t, "a badge shows "+state, func() (string, bool) {
		var saw []string
		for _, b := range p.Badges() {
			if b.Attr["data-state"] == state {
				hit = b
				return "", true
			}
			saw = append(saw, b.Attr["data-state"])
		}
		return fmt.Sprintf("%q", saw), false
	}, p.diagnose)
	return hit
}

// ClickDrawn clicks the middle of something drawn, with a real mouse.
func (p *Page) ClickDrawn(d Drawn) {
	p.B.t.Helper()
	x, y := p.Middle(d)
	p.ClickAt(x, y)
}

// Middle returns the middle of something drawn in viewport coordinates.
func (p *Page) Middle(d Drawn) (x, y float64) {
	p.B.t.Helper()
	if d.at != nil { // the node may have been drawn anew since, at the same place
		return d.at.X, d.at.Y
	}
	box, err := proto.DOMGetBoxModel{NodeID: d.Node}.Call(p.Page)
	must(p.B.t, err)
	q := box.Model.Border
	return (q[0] + q[2] + q[4] + q[6]) / 4, (q[1] + q[3] + q[5] + q[7]) / 4
}

// ClickAt presses and releases the left button at viewport coordinates.
func (p *Page) ClickAt(x, y float64) {
	p.B.t.Helper()
	p.mouse(x, y)
	p.Click()
}
