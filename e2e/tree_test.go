package e2e

// What a screen reader is given of a screen: the browser's own accessibility tree, which
// axe does not read. And that nothing moves, so that nobody has to ask for less of it.

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
)

// spoken are the roles that say nothing without a name.
var spoken = []string{"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "spinbutton",
	"DisclosureTriangle", "Date", "InputTime", "heading", "image", "dialog", "region", "table", "progressbar"}

// tree is what a screen says, in its order: "role name" of each such element.
func tree(t *testing.T, p *drive.Page) (said []string) {
	t.Helper()
	got, err := proto.AccessibilityGetFullAXTree{}.Call(p)
	check(t, err)
	nodes := map[proto.AccessibilityAXNodeID]*proto.AccessibilityAXNode{}
	for _, n := range got.Nodes {
		nodes[n.NodeID] = n
	}
	var walk func(n *proto.AccessibilityAXNode)
	walk = func(n *proto.AccessibilityAXNode) {
		if n == nil {
			return
		}
		if !n.Ignored && n.Role != nil && slices.Contains(spoken, n.Role.Value.Str()) {
			name := ""
			if n.Name != nil {
				name = strings.TrimSpace(n.Name.Value.Str())
			}
			said = append(said, n.Role.Value.Str()+" "+name)
		}
		for _, id := range n.ChildIDs {
			walk(nodes[id])
		}
	}
	walk(got.Nodes[0])
	return said
}

// wantNamed checks that no control, heading or picture of a screen is without a name.
func wantNamed(t *testing.T, p *drive.Page, what string) {
	t.Helper()
	said := tree(t, p)
	if len(said) == 0 {
		t.Errorf("%s: a screen reader is given nothing", what)
	}
	for i, s := range said {
		if strings.HasSuffix(s, " ") {
			t.Errorf("%s: a %shas no name, in %q", what, s, said[max(0, i-3):min(len(said), i+4)])
		}
	}
}

// wantSpoken checks that a screen says these, in this order, whatever stands between.
func wantSpoken(t *testing.T, p *drive.Page, what string, want ...string) {
	t.Helper()
	said, at := tree(t, p), 0
	for _, w := range want {
		i := slices.IndexFunc(said[at:], func(s string) bool { return strings.HasPrefix(s, w) })
		if i < 0 {
			t.Errorf("%s: a screen reader is not given %q after %q: %q", what, w, said[:at], said[at:])
			return
		}
		at += i + 1
	}
}

// wantStill checks that nothing of a screen moves by itself or glides.
func wantStill(t *testing.T, p *drive.Page, what string) {
	t.Helper()
	got, err := p.Eval(`() => [...document.querySelectorAll("*")].filter(e => {
	  const s = getComputedStyle(e)
	  return s.animationName !== "none" || s.transitionDuration.split(",").some(d => parseFloat(d) > 0) || s.scrollBehavior === "smooth"
	}).map(e => e.outerHTML.slice(0, 120)).join("\n") + document.getAnimations().map(a => a.constructor.name).join(" ")`)
	check(t, err)
	if moves := got.Value.Str(); moves != "" {
		t.Errorf("%s: moves: %s", what, moves)
	}
}
