package main

// The small eye of `make site`: kinds of elements, and the few selectors it can check by
// itself. It knows no CSS engine; what it cannot check it leaves to the browser's test.

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A class that a build made: it is gone with the next release.
var hashed = regexp.MustCompile(`\d{2,}|[a-z][A-Z].*\d|_{2}|^[a-zA-Z]{1,3}$|^css-|^sc-|^jsx-|[-_][0-9a-zA-Z]*\d[0-9a-zA-Z]*$`)

// kindOf is a selector for elements like this one: a custom element by its name, else a
// role, a test id, an item type or a class that reads like a word; "" where there is none.
func kindOf(n *html.Node) string {
	if n.Type != html.ElementNode || n.Data == "html" || n.Data == "body" || n.Data == "head" {
		return ""
	}
	if strings.Contains(n.Data, "-") {
		return n.Data
	}
	for _, name := range []string{"data-testid", "itemtype", "role"} {
		if v := attr(n, name); v != "" && !strings.ContainsAny(v, `"\`) {
			return n.Data + "[" + name + `="` + v + `"]`
		}
	}
	for _, class := range strings.Fields(attr(n, "class")) {
		if !hashed.MatchString(class) && !strings.ContainsAny(class, ":/[]()!@.%#&,>") {
			return n.Data + "." + class
		}
	}
	if n.Data == "article" {
		return n.Data
	}
	return ""
}

// signs counts what posts have: a time, an author, an address of their own.
func signs(n *html.Node) int {
	one := []*html.Node{n}
	count := 0
	for _, css := range []string{"time[datetime]", "[class*=author]", "[rel~=author]", "[class*=user]", ""} {
		if has(one, css) {
			count++
		}
	}
	return count
}

// has says whether most of the elements hold what the selector names; "" is an id of
// their own. It understands exactly the selectors of the tables in site.go.
func has(all []*html.Node, css string) bool {
	hits := 0
	for _, n := range all {
		if css == "" {
			if attr(n, "id") != "" {
				hits++
			}
			continue
		}
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && matches(d, css) {
				hits++
				break
			}
		}
	}
	return hits*2 > len(all)
}

var simple = regexp.MustCompile(`^([a-z]*)(?:\[([a-z-]+)(?:([~*]?)=([a-z]+))?\])?(:has\(time\))?$`)

func matches(n *html.Node, css string) bool {
	m := simple.FindStringSubmatch(css)
	if m == nil || m[1] != "" && n.Data != m[1] {
		return false
	}
	if m[5] != "" && !has([]*html.Node{n}, "time") {
		return false
	}
	v := attr(n, m[2])
	switch {
	case m[2] == "":
		return true
	case m[3] == "*":
		return strings.Contains(v, m[4])
	case m[3] == "~":
		return slices.Contains(strings.Fields(v), m[4])
	case m[4] != "":
		return v == m[4]
	}
	return v != ""
}

// textIn is the kind of element that holds most of the words in most of the posts.
func textIn(posts []*html.Node) string {
	held := map[string]int{}
	for _, p := range posts {
		seen := map[string]bool{}
		for d := range p.Descendants() {
			css := kindOf(d)
			if css == "" || seen[css] || has([]*html.Node{d}, "time[datetime]") {
				continue
			}
			seen[css] = true
			if 2*len(spoken(d)) >= len(spoken(p)) {
				held[css] += len(spoken(d))
			}
		}
	}
	best := ""
	for css, n := range held {
		if best == "" || n > held[best] || n == held[best] && css < best {
			best = css
		}
	}
	return best
}

func outermost(n *html.Node, all []*html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if slices.Contains(all, p) {
			return false
		}
	}
	return true
}

// spoken is what an element says, without scripts and styles.
func spoken(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
