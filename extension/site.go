package main

// `make site` starts a new site: from a page that somebody saved it guesses the site file,
// writes a cleaned copy of the page as a fixture, and a golden that fails until a person
// has written down what stands in it. The guesses are a start, never the truth.

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"golang.org/x/net/html"

	"porchlight/wasm/wire"
)

var siteName = regexp.MustCompile(`^[a-z][a-z0-9]{1,30}$`)

// scaffold writes extension/sites/<name>.json and e2e/pages/<name>/{page.html,page.json}
// below dir. The page's first line is its address, as extension/content/fixtures_test.go
// wants it. It never overwrites.
func scaffold(dir, name, address, saved string) error {
	if !siteName.MatchString(name) {
		return fmt.Errorf("name %q: want 2 to 31 lower-case letters and digits, a letter first", name)
	}
	f, err := os.Open(saved)
	if err != nil {
		return err
	}
	defer f.Close()
	doc, err := html.Parse(f)
	if err != nil {
		return fmt.Errorf("%s: %w", saved, err)
	}
	at, err := url.Parse(cmp.Or(address, ownAddress(doc)))
	if err != nil || at.Scheme != "https" || at.Host == "" {
		return fmt.Errorf("%s does not say where it was saved from: give its https address as url=…", saved)
	}
	layout, found := guess(doc)
	if found == 0 {
		return fmt.Errorf("%s: no two elements of one kind hold a sentence each; is it the page as the browser showed it (Save as, complete)?", saved)
	}
	site := wire.Site{Name: name, Title: name, Hosts: []string{at.Hostname()}, Layouts: []wire.Layout{layout}}
	clean(doc)
	var page bytes.Buffer
	if err := html.Render(&page, doc); err != nil {
		return err
	}
	fixture := filepath.Join(dir, "e2e/pages", name)
	for path, content := range map[string][]byte{
		filepath.Join(dir, "extension/sites", name+".json"): pretty(site),
		filepath.Join(fixture, "page.html"):                 append(fmt.Appendf(nil, "<!-- %s -->\n", at), page.Bytes()...),
		filepath.Join(fixture, "page.json"):                 []byte("[]\n"),
	} {
		if err := writeNew(path, content); err != nil {
			return err
		}
	}
	fmt.Printf("%s: %d posts of one kind in %s\n", name, found, filepath.Base(saved))
	fmt.Printf("next: check each selector in %s, then\n  go test ./extension/content -run Fixtures/%s\nand write what it should find into %s\n",
		filepath.Join(dir, "extension/sites", name+".json"), name, filepath.Join(fixture, "page.json"))
	return nil
}

// ownAddress is what the page says of itself: its canonical link, else its og:url.
func ownAddress(doc *html.Node) string {
	og := ""
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "link" && attr(n, "rel") == "canonical":
			return attr(n, "href")
		case n.Data == "meta" && attr(n, "property") == "og:url":
			og = attr(n, "content")
		}
	}
	return og
}

func pretty(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func writeNew(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// guess finds the kind of element that repeats and holds most of the page's sentences,
// and in it the likeliest text, author, time and link.
func guess(doc *html.Node) (wire.Layout, int) {
	kinds := map[string][]*html.Node{}
	for n := range doc.Descendants() {
		if css := kindOf(n); css != "" && len(spoken(n)) >= 20 {
			kinds[css] = append(kinds[css], n)
		}
	}
	best, most := "", 0
	for css, all := range kinds {
		score := 0
		for _, n := range all {
			if outermost(n, all) {
				score += min(len(spoken(n)), 400) * (1 + signs(n))
			}
		}
		if len(all) > 1 && (score > most || score == most && css < best) {
			best, most = css, score
		}
	}
	if best == "" {
		return wire.Layout{}, 0
	}
	layout := wire.Layout{
		Why: "guessed from a saved page; say here what it rests on", Seen: time.Now().Format("2006-01"),
		Post: []string{best},
		Text: wire.Pick{From: []wire.PickFrom{{Select: textIn(kinds[best])}}},
	}
	for _, g := range []struct {
		into *wire.Pick
		from []wire.PickFrom
	}{
		{&layout.Author, authors}, {&layout.Time, times}, {&layout.Link, links},
	} {
		for _, from := range g.from {
			if has(kinds[best], from.Select) {
				g.into.From = append(g.into.From, from)
			}
		}
	}
	return layout, len(kinds[best])
}

// What pages commonly call these things, the surest first.
var (
	authors = []wire.PickFrom{{Select: "[itemprop=author]"}, {Select: "[rel~=author]"}, {Select: "[class*=author]"}, {Select: "[class*=user]"}}
	times   = []wire.PickFrom{{Select: "time[datetime]", Attr: "datetime"}, {Select: "[data-time]", Attr: "data-time"}}
	links   = []wire.PickFrom{{Select: "a:has(time)", Attr: "href"}, {Select: "a[rel~=bookmark]", Attr: "href"}, {Attr: "id", Into: "#{}"}}
)
