// Package heard tells what a saved page says, found without any code of ours: an HTML
// parser and the rule by which pages.jsonl was counted. The tests compare the extension
// with this.
package heard

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Post is one post: Words is its own text and nothing else, All is everything that
// stands in its container, so that what a row says lies between the two. Author is exact
// where the rule knows how the page writes it, else "".
type Post struct{ Words, All, Author string }

// Posts returns the posts of a page of that kind by the end of their key.
func Posts(kind, src string) map[string]Post {
	doc := parse(src)
	posts := map[string]Post{}
	rule := rules[kind]
	each(doc, func(n *html.Node) {
		id := rule.id(n)
		if id == "" || posts[id] != (Post{}) {
			return
		}
		other := func(m *html.Node) bool { i := rule.id(m); return m != n && i != "" && i != id }
		h := Post{All: text(n, other)}
		for m := n.NextSibling; m != nil && n.Data == rule.head && !(m.Type == html.ElementNode && rule.id(m) != ""); m = m.NextSibling {
			h.All += " " + text(m, other)
			h.Words += " " + words(m, rule.words, other)
		}
		h.Words += " " + words(n, rule.words, other)
		if rule.author != nil {
			h.Author = authorOf(n, rule, other)
		}
		posts[id] = h
	})
	return posts
}

// authorOf is the first author in a post, or in the row behind it as a list of stories has it.
func authorOf(n *html.Node, rule pageRule, other test) (author string) {
	var walk func(*html.Node)
	walk = func(m *html.Node) {
		if author != "" || other(m) {
			return
		}
		author = rule.author(m)
		for c := m.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	for m := n.NextSibling; m != nil && author == "" && rule.behind; m = m.NextSibling {
		walk(m)
	}
	return author
}

// wrote is the text of an element that names the author.
func wrote(in test) func(*html.Node) string {
	return func(n *html.Node) string {
		if n.Type != html.ElementNode || !in(n) {
			return ""
		}
		return strings.Join(strings.Fields(text(n, func(*html.Node) bool { return false })), " ")
	}
}

// Text is all that a page says.
func Text(src string) string {
	return text(parse(src), func(*html.Node) bool { return false })
}

func parse(src string) *html.Node {
	doc, err := html.Parse(strings.NewReader(src))
	if err != nil { // a string cannot fail to be read
		panic(err)
	}
	return doc
}

// rule says by what attribute a post is known, where its words are, and whether it goes
// on in the elements behind it.
type pageRule struct {
	id    func(*html.Node) string
	words func(*html.Node) bool
	head  string // an element that only heads its post

	author func(*html.Node) string // of an element that names the author, "" of any other
	behind bool                    // the author may stand in the elements behind the post
}

var rules = map[string]pageRule{
	"hn": {id: both(class("athing"), attr("id", `^(\d+)$`)), words: class("commtext").or(class("titleline")),
		author: wrote(class("hnuser")), behind: true},
	"x": {id: func(n *html.Node) string {
		if n.Data != "article" {
			return ""
		}
		return found(n, "href", `/status/(\d+)$`)
	}, words: has("data-testid", `^tweetText$`), author: attr("href", `^/(\w+)$`)},
	"reddit": {id: attr("id", `^(t[13]_[a-z0-9]+)$`), words: has("data-testid", `^comment$`).or(element("h1")),
		author: both(has("data-testid", `^(comment|post)_author_link$`), attr("href", `^/user/([^/]+)/$`))},
	"wordpress": {id: func(n *html.Node) string {
		if class("pingback")(n) || class("trackback")(n) || attr("id", `^(?:li-|div-)?(comment-\d+)$`)(n) != "" && inside(n, class("widget")) {
			return ""
		}
		return attr("id", `^(?:li-|div-)?(comment-\d+)$`)(n)
	}, words: func(n *html.Node) bool { return element("p")(n) && !has("class", `author|meta`)(n) }, head: "dt",
		author: wrote(class("fn"))},
	"stackexchange": {id: func(n *html.Node) string {
		for name, kind := range map[string]string{"data-questionid": "q", "data-answerid": "a", "data-comment-id": "c"} {
			if n.Data != "div" && n.Data != "li" {
				continue
			}
			if id := attr(name, `^(\d+)$`)(n); id != "" {
				return kind + id
			}
		}
		return ""
	}, words: class("js-post-body").or(class("comment-copy"))},
	"github": {id: func(n *html.Node) string {
		if class("react-issue-comment")(n) {
			return strings.TrimPrefix(found(n, "id", `^(issuecomment-\d+)$`), "issuecomment-")
		}
		if has("data-testid", `^issue-viewer-issue-container$`)(n) {
			return "#56"
		}
		return ""
	}, words: class("markdown-body")},
}

type test func(*html.Node) bool

func (a test) or(b test) test { return func(n *html.Node) bool { return a(n) || b(n) } }

func class(name string) test {
	return func(n *html.Node) bool { return strings.Contains(" "+value(n, "class")+" ", " "+name+" ") }
}

func element(name string) test {
	return func(n *html.Node) bool { return n.Type == html.ElementNode && n.Data == name }
}

func has(name, pattern string) test {
	return func(n *html.Node) bool { return attr(name, "("+pattern+")")(n) != "" }
}

func attr(name, pattern string) func(*html.Node) string {
	re := regexp.MustCompile(pattern)
	return func(n *html.Node) string {
		if m := re.FindStringSubmatch(value(n, name)); m != nil && n.Type == html.ElementNode {
			return m[1]
		}
		return ""
	}
}

func both(a test, id func(*html.Node) string) func(*html.Node) string {
	return func(n *html.Node) string {
		if !a(n) {
			return ""
		}
		return id(n)
	}
}

func found(n *html.Node, name, pattern string) (id string) {
	get := attr(name, pattern)
	each(n, func(m *html.Node) {
		if id == "" {
			id = get(m)
		}
	})
	return id
}

func inside(n *html.Node, in test) bool {
	for ; n != nil; n = n.Parent {
		if in(n) {
			return true
		}
	}
	return false
}

func value(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func each(n *html.Node, visit func(*html.Node)) {
	visit(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, visit)
	}
}

func text(n *html.Node, other test) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.Data == "script" || n.Data == "style" || n.Data == "noscript" || n.Data == "form" || other(n) {
		return ""
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(text(c, other))
	}
	return b.String() + " "
}

func words(n *html.Node, in, other test) string {
	if other(n) {
		return ""
	}
	if in(n) {
		return text(n, other)
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(words(c, in, other))
	}
	return b.String()
}

// Says reports whether a text has the name as a word of its own: what a hyphen or a
// slash joins may be another word, which is the engine's to judge.
func Says(text, name string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		after, _ := utf8.DecodeRuneInString(text[at+i+len(name):])
		if !joins(before) && !joins(after) {
			return true
		}
		at += i + len(name)
	}
}

func joins(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_/#@", r)
}
