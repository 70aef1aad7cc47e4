package place

import (
	_ "embed"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

//go:embed testdata/keys.txt
var golden string

// goldenLines reads testdata/keys.txt.
func goldenLines(tb testing.TB) (facts []wire.PageFacts, keys []string) {
	tb.Helper()
	for line := range strings.Lines(golden) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, rest, ok := strings.Cut(line, "\t")
		if !ok {
			tb.Fatalf("keys.txt: no tab in %q", line)
		}
		var f wire.PageFacts
		for i := strings.LastIndex(rest, "\t"); i > 0; i = strings.LastIndex(rest, "\t") {
			switch name, value, _ := strings.Cut(rest[i+1:], "="); name {
			case "software":
				f.Software = value
			case "canonical":
				f.Canonical = value
			default:
				tb.Fatalf("keys.txt: unknown %q in %q", name, line)
			}
			rest = rest[:i]
		}
		f.URL = rest
		facts, keys = append(facts, f), append(keys, key)
	}
	return facts, keys
}

func TestKeys(t *testing.T) {
	facts, want := goldenLines(t)
	if len(facts) < 442 {
		t.Errorf("keys.txt has %d addresses; it may only grow", len(facts))
	}
	for i, f := range facts {
		if got := Key(f); got.Key != want[i] {
			t.Errorf("%+v\n got %s\nwant %s", f, got.Key, want[i])
		}
	}
}

// A key with web: is an address without its scheme, and keeps its key.
func TestWebKeysAreStable(t *testing.T) {
	facts, _ := goldenLines(t)
	for _, f := range facts {
		stable(t, Key(f))
	}
}

func stable(tb testing.TB, p wire.Placing) {
	tb.Helper()
	for _, key := range append([]string{p.Key}, p.Aliases...) {
		if len(key) > longest || !isAll(key, func(c byte) bool { return c > ' ' && c < 0x7f }) {
			tb.Errorf("%q is no key to store or show", key)
		}
		rest, ok := strings.CutPrefix(key, "web:")
		if !ok {
			continue
		}
		if again := Key(wire.PageFacts{URL: "https://" + rest}); again.Key != key {
			tb.Errorf("%s becomes %s", key, again.Key)
		}
	}
}

func TestAliases(t *testing.T) {
	for _, c := range []struct {
		facts wire.PageFacts
		want  string
	}{
		{wire.PageFacts{URL: "https://x.com/a/status/1"}, ""},
		{wire.PageFacts{URL: "https://www.facebook.com/Havblikk/videos/12"}, "facebook:post:havblikk/12"},
		{wire.PageFacts{URL: "https://f.example/t/x/8/2", Software: "Discourse"}, "web:f.example/t/x/8/2"},
		{wire.PageFacts{URL: "https://s.example/@anna/12", Site: "mastodon"}, "mastodon:s.example:12 web:s.example/@anna/12"},
		{wire.PageFacts{URL: "https://b.example/a/#comment-7", Software: "wordpress"}, "wp:b.example:c7"},
		{wire.PageFacts{URL: "https://b.example/?p=3#comment-7", Software: "wordpress", Canonical: "https://b.example/a/"},
			"wp:b.example:c7 web:b.example/?p=3#comment-7"},
		{wire.PageFacts{URL: "https://h.example/a?x=1", Canonical: "https://h.example/a"}, "web:h.example/a?x=1"},
		{wire.PageFacts{URL: "https://h.example/a", Canonical: "https://h.example/a"}, ""},
	} {
		if got := strings.Join(Key(c.facts).Aliases, " "); got != c.want {
			t.Errorf("%+v has %q, want %q", c.facts, got, c.want)
		}
	}
}

func TestHugeAddresses(t *testing.T) {
	for _, url := range []string{
		"https://x.com/a/status/1?" + strings.Repeat("a", 1<<20),
		"https://" + strings.Repeat("a.", 1<<19) + "example/",
		"https://h.example/" + strings.Repeat("a", longest),
		"https://h.example/" + strings.Repeat("%", 1<<13-30),
		"https://" + strings.Repeat("ü", 300) + ".example/",
		"https://x.com/a/status/" + strings.Repeat("1", 25),
	} {
		if got := Key(wire.PageFacts{URL: url}); got.Key != None || got.Aliases != nil {
			t.Errorf("%.40s… (%d bytes) has the key %.80s", url, len(url), got.Key)
		}
	}
}

func TestPost(t *testing.T) {
	blog := wire.PageFacts{URL: "https://b.example/a/?utm_source=x", Software: "wordpress", Canonical: "https://b.example/a/"}
	thread := wire.PageFacts{URL: "https://www.reddit.com/r/f/comments/1ab/x/"}
	for _, c := range []struct {
		name string
		page wire.PageFacts
		link string
		want string
	}{
		{"a comment of this page", blog, "https://b.example/a/?utm_source=x#comment-7", "web:b.example/a/#comment-7"},
		{"a post of another page of the blog: the canonical link is not about it", blog, "https://b.example/b/", "web:b.example/b/"},
		{"a post of another host: the software is not about it", blog, "https://c.example/?p=4&amp=1", "web:c.example/?p=4&amp=1"},
		{"an embedded post of a known site", blog, "https://x.com/a/status/1", "x:post:1"},
		{"a remote post, linked to its author's server", wire.PageFacts{URL: "https://h.example/home", Software: "mastodon"}, "https://s.example/@anna/12", "ap:s.example/12"},
		{"no link, on a known site", thread, "", None},
		{"no link, elsewhere", wire.PageFacts{URL: "https://h.example/a#top"}, "", "web:h.example/a#t-86ded1cc1ef3d648"},
		{"no sensible page", wire.PageFacts{URL: "about:blank"}, "https://x.com/a/status/1", None},
	} {
		if got := Post(c.page, wire.ScanPost{Link: c.link, Author: "kari"}, "Ferga er sen"); got.Key != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.Key, c.want)
		}
	}
	page := wire.PageFacts{URL: "https://h.example/a"}
	key := func(author, text string) string { return Post(page, wire.ScanPost{Author: author}, text).Key }
	if key("kari", "Ferga er sen") != key("kari", " Ferga\u200b  er\nsen ") {
		t.Error("spacing and invisible marks make another post")
	}
	if key("kari", "Ferga er sen") == key("ola", "Ferga er sen") || key("kari", "a b") == key("kari", "ab") {
		t.Error("two posts of a page have one key")
	}
}

func FuzzKey(f *testing.F) {
	facts, _ := goldenLines(f)
	for _, x := range facts {
		f.Add(x.URL, x.Software, x.Canonical)
	}
	f.Fuzz(func(t *testing.T, url, software, canonical string) {
		p := Key(wire.PageFacts{URL: url, Software: software, Canonical: canonical})
		stable(t, p)
		if again := Key(wire.PageFacts{URL: url, Software: software, Canonical: canonical}); again.Key != p.Key {
			t.Errorf("%q: %s, then %s", url, p.Key, again.Key)
		}
	})
}

// Addresses made to be slow to read: run with -bench, ns a byte should not grow.
func BenchmarkHostileKey(b *testing.B) {
	for name, url := range map[string]string{
		"linkedin": "https://www.linkedin.com/posts/" + strings.Repeat("a-activity-1-", 600),
		"comment":  "https://www.linkedin.com/x?commentUrn=urn:li:comment:(" + strings.Repeat(",1)", 2600),
		"segments": "https://github.com/" + strings.Repeat("a/", 4000),
		"params":   "https://www.facebook.com/a?" + strings.Repeat("a&", 4000),
		"dots":     "https://h.example/" + strings.Repeat("../", 2600),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Key(wire.PageFacts{URL: url})
			}
		})
	}
}
