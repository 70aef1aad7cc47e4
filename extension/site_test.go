package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

const savedPage = `<!doctype html><html lang="en"><head><link rel="canonical" href="https://forum.example/t/9">
<script>var visitor = "Torhild Aamodt"</script><style>.x{}</style></head><body>
<nav class="menu"><a href="/">Home of the forum with many words in its menu line</a></nav>
<div class="message css-1x9z" id="m41" onclick="go()"><a class="message-author" href="/member/torhild">Torhild Aamodt</a>
<time datetime="2026-10-01T08:00:00Z">1 Oct</time><div class="message-body">The ferry left the quay before the bus arrived, again.</div></div>
<div class="message css-1x9z" id="m42"><a class="message-author" href="/member/birk">Birk Eide</a>
<time datetime="2026-10-01T09:00:00Z">1 Oct</time><div class="message-body">Same for us on Tuesday; nobody told the passengers anything.</div></div>
<!-- rendered for torhild --></body></html>`

func scaffolded(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	saved := filepath.Join(dir, "saved.html")
	if err := os.WriteFile(saved, []byte(savedPage), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := scaffold(dir, "forum", "", saved); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestScaffoldGuessesTheSite(t *testing.T) {
	src, err := os.ReadFile(filepath.Join(scaffolded(t), "extension/sites/forum.json"))
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	var got wire.Site
	if err := d.Decode(&got); err != nil {
		t.Fatalf("the site file is not one: %v", err)
	}
	l := got.Layouts[0]
	for _, c := range []struct{ what, got, want string }{
		{"host", got.Hosts[0], "forum.example"},
		{"post", l.Post[0], "div.message"},
		{"text", l.Text.From[0].Select, "div.message-body"},
		{"author", l.Author.From[0].Select, "[class*=author]"},
		{"time", l.Time.From[0].Attr, "datetime"},
		{"link", l.Link.From[0].Into, "#{}"},
	} {
		if c.got != c.want {
			t.Errorf("%s: guessed %q, want %q", c.what, c.got, c.want)
		}
	}
}

func TestScaffoldKeepsNobodysWords(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(scaffolded(t), "e2e/pages/forum/page.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"Torhild", "torhild", "Aamodt", "ferry", "passengers", "script", "style", "onclick", "<!-- rendered"} {
		if strings.Contains(string(page), never) {
			t.Errorf("the fixture still holds %q", never)
		}
	}
	for _, always := range []string{`class="message css-1x9z"`, `id="m42"`, `datetime="2026-10-01T09:00:00Z"`} {
		if !strings.Contains(string(page), always) {
			t.Errorf("the fixture lost %q", always)
		}
	}
}

func TestScaffoldRefuses(t *testing.T) {
	dir := scaffolded(t)
	saved := filepath.Join(dir, "saved.html")
	blank := filepath.Join(dir, "blank.html")
	if err := os.WriteFile(blank, []byte("<p>nothing"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, url, file, says string }{
		{"Bad Name", "", saved, "lower-case"},
		{"forum", "", saved, "exists"},
		{"other", "http://forum.example/", saved, "https address"},
		{"other", "", blank, "saved from"},
		{"other", "https://forum.example/", blank, "no two elements"},
		{"other", "", filepath.Join(dir, "none.html"), "none.html"},
	} {
		err := scaffold(dir, c.name, c.url, c.file)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("scaffold(%q, %q, %s): %v, want %q in it", c.name, c.url, filepath.Base(c.file), err, c.says)
		}
	}
}
