package content

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"porchlight/wasm/place"
	"porchlight/wasm/wire"
)

var update = flag.Bool("update", false, "write the golden files anew; read them in review")

// golden is one post as a fixture should be read.
type golden struct {
	Key       string `json:"key"`
	Author    string `json:"author,omitempty"`
	Community string `json:"community,omitempty"`
	Time      string `json:"time,omitempty"`
	Lang      string `json:"lang,omitempty"`
	Link      string `json:"link,omitempty"`
	Cut       bool   `json:"cut,omitempty"`
	Text      string `json:"text"`
}

var firstComment = regexp.MustCompile(`^<!-- (https://\S+) -->`)

// Each page of e2e/pages is read as the file beside it says. A fix for a site is a new
// page here, with the address in its first line: `go test ./extension/content -update`
// writes what is found now.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("../../e2e/pages/*/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		site := filepath.Base(filepath.Dir(file))
		t.Run(site+"/"+filepath.Base(file), func(t *testing.T) {
			html, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			url := firstComment.FindSubmatch(html)
			if url == nil {
				t.Fatalf("%s: the first line should be <!-- https://… -->, the page's address", file)
			}
			page := open(t, string(url[1]), string(html))
			got := readPosts(t, page)
			if got.Site != site {
				t.Errorf("read by %s.json, the folder says %s", got.Site, site)
			}
			found, golden := goldens(got, string(url[1]), sites(t)), strings.TrimSuffix(file, ".html")+".json"
			compare(t, golden, found)
			tellOfFixture(t, site, string(html), golden, found)
			mentionsAreFound(t, page, got.Posts)
		})
	}
}

func goldens(got readPage, url string, all []wire.Site) []golden {
	i := slices.IndexFunc(all, func(s wire.Site) bool { return s.Name == got.Site })
	facts := wire.PageFacts{URL: url, Site: got.Site, Canonical: got.Canonical}
	if len(all[i].Detect) > 0 {
		facts.Software = got.Site
	}
	list := []golden{}
	for _, p := range got.Posts {
		key := place.Post(facts, wire.ScanPost{Link: p.Link, Author: p.Author}, p.Text).Key
		list = append(list, golden{key, p.Author, p.Community, p.Time, p.Lang, p.Link, p.Cut, p.Text})
	}
	return list
}

func compare(t *testing.T, file string, got []golden) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == "[]\n" {
		t.Fatalf("%s names no post: write down what a person sees in the page. Found now:\n%s", file, b.Bytes())
	}
	if !bytes.Equal(want, b.Bytes()) {
		t.Errorf("%s\nwant %s\ngot %s", file, want, b.Bytes())
	}
}

// mentionsAreFound goes the way back: the units of a name in a post's text are those
// letters in the page, and what stands in a draft, a quote or a menu is in no post.
func mentionsAreFound(t *testing.T, page tab, posts []wire.PagePost) {
	t.Helper()
	for _, p := range posts {
		for _, not := range []string{"draft", "utkast", "quoted", "advertisement", "module", "Menü", "annet innlegg"} {
			if strings.Contains(p.Text, not) {
				t.Errorf("%q is no post's own text", p.Text)
			}
		}
		for _, name := range []string{"Havblikk", "Ingrid Solvang"} {
			at := strings.Index(p.Text, name)
			if at < 0 {
				continue
			}
			start := units(p.Text[:at])
			if said := strings.Join(strings.Fields(page.shown(p.ID, start, start+units(name))), " "); said != name {
				t.Errorf("%s: units %d to %d show %q in the page, want %q", p.ID, start, start+units(name), said, name)
			}
		}
	}
}

// units is the length of a text in UTF-16.
func units(s string) (n int) {
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
