package main

// A saved page belongs to those who wrote it. Of a fixture only the structure stays:
// every word is invented, scripts, styles, pictures and comments are gone, and names in
// addresses and attributes go the same way as in the text.

import (
	"hash/fnv"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// syllables make words that mean nothing in any of our languages.
var syllables = []string{"ba", "do", "fi", "gu", "la", "me", "no", "pi", "ra", "su", "ta", "ve", "lin", "mor", "sol", "tun"}

var dropped = []string{"script", "style", "link", "noscript", "iframe", "object", "embed", "svg", "picture", "source", "video", "audio", "template", "base"}

// Attributes that name things to selectors; all others that hold words are invented anew.
var kept = []string{"class", "id", "role", "itemtype", "itemprop", "itemscope", "rel", "type", "name", "lang", "dir", "datetime", "slot", "for",
	"contenteditable", "depth", "tabindex", "colspan", "rowspan", "charset", "aria-hidden", "data-testid"}

// clean turns a page into a fixture, in place.
func clean(doc *html.Node) {
	var gone []*html.Node
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.CommentNode, n.Type == html.ElementNode && slices.Contains(dropped, n.Data):
			gone = append(gone, n)
		case n.Type == html.TextNode:
			n.Data = invent(n.Data)
		case n.Type == html.ElementNode:
			n.Attr = cleanAttrs(n.Attr)
		}
	}
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
}

func cleanAttrs(attrs []html.Attribute) []html.Attribute {
	var out []html.Attribute
	for _, a := range attrs {
		key := strings.ToLower(a.Key)
		switch {
		case strings.HasPrefix(key, "on"), key == "style", key == "srcset", key == "src", key == "content", key == "nonce", key == "integrity":
			continue
		case key == "href", key == "action", key == "permalink":
			a.Val = cleanAddress(a.Val)
		case !slices.Contains(kept, key):
			a.Val = invent(a.Val)
		}
		out = append(out, a)
	}
	return out
}

// cleanAddress keeps the shape of an address: short and numeric parts stay, because ids
// and routes are made of them, and all longer words are invented.
func cleanAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http" {
		return "#"
	}
	if u.Host != "" {
		u.Scheme, u.Host, u.User = "https", u.Hostname(), nil
	}
	parts := strings.Split(u.Path, "/")
	for i, p := range parts {
		if i > 1 && len(p) > 3 && strings.IndexFunc(p, unicode.IsDigit) < 0 {
			parts[i] = invent(p)
		}
	}
	u.Path, u.RawPath, u.RawQuery = strings.Join(parts, "/"), "", idsOnly(u.Query()).Encode()
	return u.String()
}

func idsOnly(q url.Values) url.Values {
	for k, v := range q {
		if len(v) != 1 || len(v[0]) > 32 || strings.IndexFunc(v[0], unicode.IsDigit) < 0 {
			q.Del(k)
		}
	}
	return q
}

// invent replaces each word by an invented one, the same word always by the same, and
// leaves blanks, digits and punctuation where they are.
func invent(text string) string {
	var b strings.Builder
	rest := []rune(text)
	for len(rest) > 0 {
		n := 0
		for n < len(rest) && unicode.IsLetter(rest[n]) {
			n++
		}
		if n == 0 {
			b.WriteRune(rest[0])
			rest = rest[1:]
			continue
		}
		b.WriteString(word(rest[:n]))
		rest = rest[n:]
	}
	return b.String()
}

func word(old []rune) string {
	h := fnv.New32a()
	h.Write([]byte(strings.ToLower(string(old))))
	seed := h.Sum32()
	var b strings.Builder
	for b.Len() < len(old) && b.Len() < 12 {
		b.WriteString(syllables[seed%16])
		seed = seed>>4 | seed<<28
	}
	made := []rune(b.String())[:min(len(old), b.Len())]
	if unicode.IsUpper(old[0]) {
		made[0] = unicode.ToUpper(made[0])
	}
	return string(made)
}
