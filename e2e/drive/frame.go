package drive

import (
	"github.com/go-rod/rod/lib/proto"
)

// Frame is the document of a frame of another origin, to be used like a page: what is said
// of places in it is of its own viewport, and the mouse goes through the page around it.
func (p *Page) Frame(css string) *Page {
	p.B.t.Helper()
	f := &Page{B: p.B, around: p, hole: css}
	Until(p.B.t, "the frame "+css+" is there", func() (string, bool) {
		e, err := p.Page.Element(css)
		if err != nil {
			return err.Error(), false
		}
		node, err := e.Describe(0, false)
		if err != nil {
			return err.Error(), false
		}
		f.Page, err = p.B.Browser.PageFromTarget(proto.TargetTargetID(node.FrameID))
		if err != nil {
			return err.Error(), false
		}
		loaded, err := f.Page.Eval(`() => document.readyState`)
		return "it loads", err == nil && loaded.Value.Str() == "complete"
	})
	return f
}

// mouse moves the real mouse to a place in the page's viewport.
func (p *Page) mouse(x, y float64) {
	p.B.t.Helper()
	if p.around == nil {
		must(p.B.t, p.Page.Mouse.MoveTo(proto.NewPoint(x, y)))
		return
	}
	at, err := p.around.Want(p.hole).Eval(`() => { const r = this.getBoundingClientRect(); return [r.x + this.clientLeft, r.y + this.clientTop] }`)
	must(p.B.t, err)
	p.around.mouse(x+at.Value.Get("0").Num(), y+at.Value.Get("1").Num())
}
