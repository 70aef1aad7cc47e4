//go:build !js

package main

// What people read on a saved page, block by block, and what the page says of itself.

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"porchlight/wasm/wire"
)

// readPage gives the texts of a page's smallest blocks: paragraphs, list items, cells.
func readPage(raw []byte) (blocks []string, said wire.PageFacts, err error) {
	root, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		return nil, said, fmt.Errorf("read the page: %w", err)
	}
	for n := range root.Descendants() {
		switch {
		case n.DataAtom == atom.Html:
			said.Lang = attribute(n, "lang")
		case n.DataAtom == atom.Link && attribute(n, "rel") == "canonical":
			said.URL = attribute(n, "href")
		}
	}
	return blocksOf(root), said, nil
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func blocksOf(root *html.Node) []string {
	var blocks []string
	var text strings.Builder
	flush := func() {
		if s := strings.Join(strings.Fields(text.String()), " "); s != "" {
			blocks = append(blocks, s)
		}
		text.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			text.WriteString(n.Data)
		case n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Noscript, n.DataAtom == atom.Template, n.DataAtom == atom.Head:
			return
		case n.DataAtom == atom.Br:
			text.WriteByte(' ')
		}
		block := n.Type == html.ElementNode && !inline[n.DataAtom]
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			flush()
		}
	}
	walk(root)
	return blocks
}

var inline = map[atom.Atom]bool{atom.A: true, atom.B: true, atom.I: true, atom.Em: true, atom.Strong: true, atom.Span: true, atom.Code: true,
	atom.Small: true, atom.Sub: true, atom.Sup: true, atom.Mark: true, atom.Img: true, atom.Br: true, atom.Wbr: true, atom.U: true, atom.S: true,
	atom.Q: true, atom.Cite: true, atom.Abbr: true, atom.Time: true, atom.Font: true, atom.Bdi: true, atom.Bdo: true, atom.Kbd: true}
