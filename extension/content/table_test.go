package content

// The table: per site how many posts, authors, times, permalinks and texts are found of
// those expected, in our own fixtures and in the saved pages of real sites. TestFixtures
// and TestSavedPages fill it; run the three together.

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"porchlight/e2e/heard"
	"porchlight/wasm/place"
)

// share is how many were found of how many expected.
type share struct{ found, of int }

func (s *share) count(found bool) {
	s.of++
	if found {
		s.found++
	}
}

func (s share) String() string {
	if s.of == 0 {
		return "–"
	}
	return fmt.Sprintf("%d/%d", s.found, s.of)
}

// row is one site; wrong are authors and keys that are another's.
type row struct {
	pages                              int
	posts, authors, times, links, text share
	wrong                              []string
	shows                              map[string]bool
}

var own, real = map[string]*row{}, map[string]*row{}

func of(table map[string]*row, site string) *row {
	if table[site] == nil {
		table[site] = &row{shows: map[string]bool{}}
	}
	table[site].pages++
	return table[site]
}

// Every site's fixtures show a thread, a long post that is cut, an emoji that is a picture,
// somebody else's post inside a post and a reply box. A site that has no such thing is here.
var without = map[string]string{
	"bluesky": "cut", "discourse": "cut", "generic": "cut quote emoji", "github": "cut", "hn": "cut quote emoji",
	"instagram": "cut quote", "reddit": "cut", "stackexchange": "cut quote emoji", "threads": "cut", "trustpilot": "cut box",
	"disqus": "cut emoji", "ghost": "cut emoji", "wordpress": "cut quote", "quora": "quote", "youtube": "quote", "mastodon": "cut", "facebook": "quote",
}

var shows = map[string]*regexp.Regexp{
	"emoji": regexp.MustCompile(`<(?:img|g-emoji)[^>]*(?:alt="[^"a-zA-Z]+"|alt=":\w+:"|>)`),
	"quote": regexp.MustCompile(`quoted|advertisement|annet innlegg|<blockquote`),
	"box":   regexp.MustCompile(`<textarea|contenteditable`),
}

func tellOfFixture(t *testing.T, site, html, file string, found []golden) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want []golden
	if err := json.Unmarshal(src, &want); err != nil {
		t.Fatal(err)
	}
	r := of(own, site)
	for what, re := range shows {
		r.shows[what] = r.shows[what] || re.MatchString(html)
	}
	r.shows["thread"] = r.shows["thread"] || len(want) > 1
	for i, w := range want {
		g := golden{}
		if i < len(found) {
			g = found[i]
		}
		r.shows["cut"] = r.shows["cut"] || w.Cut
		r.tell(g.Key == w.Key, w.Author, g.Author, w.Time, g.Time, w.Link, g.Link)
		r.text.count(g.Text == w.Text)
		if g.Author != w.Author || g.Key != w.Key {
			r.wrong = append(r.wrong, g.Key)
		}
	}
}

func (r *row) tell(post bool, author, gotAuthor, time, gotTime, link, gotLink string) {
	r.posts.count(post)
	for _, c := range []struct {
		s         *share
		want, got string
	}{{&r.authors, author, gotAuthor}, {&r.times, time, gotTime}, {&r.links, link, gotLink}} {
		if c.want != "" {
			c.s.count(c.got == c.want)
		}
	}
}

var keyEnd = regexp.MustCompile(`(comment-\d+|t[13]_[a-z0-9]+|[qac]\d+|#\d+|\d+)$`)

// Kinds of saved pages that show a time in each post; the others show it in words or not at all.
var timed = map[string]bool{"hn": true, "x": true, "github": true, "stackexchange": true}

func tellOfPage(t *testing.T, p saved, html string, got readPage) {
	t.Helper()
	r := of(real, p.Kind)
	byID, keys := map[string]int{}, goldens(got, p.URL, sites(t))
	for i, g := range keys {
		if id := keyEnd.FindString(g.Key); g.Key != place.None {
			if _, twice := byID[id]; twice {
				r.wrong = append(r.wrong, "two posts are "+g.Key)
			}
			byID[id] = i
		}
	}
	for id, said := range heard.Posts(p.Kind, html) {
		if said.Author == "" && strings.TrimSpace(said.Words) == "" {
			continue // a heading that only points at a post
		}
		if other, is := strings.CutPrefix(id, "t3_"); is && !strings.Contains(p.URL, other) {
			continue // teasers of other posts beside the thread, which pages.jsonl does not count either
		}
		i, ok := byID[id]
		r.posts.count(ok)
		if !ok {
			continue
		}
		g := keys[i]
		who := strings.TrimPrefix(said.Author, "@")
		right := strings.TrimPrefix(g.Author, "@") == who || who == "" && strings.Contains(folded(said.All), folded(g.Author))
		if who != "" || g.Author != "" {
			r.authors.count(right && g.Author != "")
		}
		if g.Author != "" && !right {
			r.wrong = append(r.wrong, fmt.Sprintf("%s by %q, the page says %q", g.Key, g.Author, said.Author))
		}
		if timed[p.Kind] {
			r.times.count(g.Time != "")
		}
		r.links.count(g.Link != "")
		if p.Kind == "x" { // whose words hold the quoted post's, too
			said.Words = g.Text
		}
		r.text.count(g.Text != "" && mostly(g.Text, said.Words))
	}
}

func folded(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// mostly says whether nine of ten words of a post are in the text that was read.
func mostly(text, words string) bool {
	has, all := 0, strings.Fields(strings.ToLower(words))
	read := strings.ToLower(text)
	for _, w := range all {
		if strings.Contains(read, w) {
			has++
		}
	}
	return has*10 >= len(all)*9
}

func TestTable(t *testing.T) {
	if len(own) == 0 {
		t.Skip("SKIPPED: TestFixtures and TestSavedPages fill the table; run them with it")
	}
	wantTable(t, "our own fixtures", own, 100)
	for site, r := range own {
		if r.pages < 2 {
			t.Errorf("%s has %d fixture; every site has two layouts at least", site, r.pages)
		}
		for _, what := range []string{"thread", "cut", "emoji", "quote", "box"} {
			if !r.shows[what] && !slices.Contains(strings.Fields(without[site]), what) {
				t.Errorf("no fixture of %s shows: %s", site, what)
			}
		}
	}
	if len(real) == 0 {
		t.Log("SKIPPED: the saved pages of real sites are not beside this checkout")
		return
	}
	wantTable(t, "saved pages of real sites", real, 98)
}

func wantTable(t *testing.T, name string, table map[string]*row, percent int) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-30s %5s %10s %10s %10s %10s %10s %6s\n", name, "pages", "posts", "authors", "times", "permalinks", "texts", "wrong")
	for _, site := range slices.Sorted(maps.Keys(table)) {
		r := table[site]
		fmt.Fprintf(&b, "%-30s %5d %10s %10s %10s %10s %10s %6d\n", site, r.pages, r.posts, r.authors, r.times, r.links, r.text, len(r.wrong))
		for _, w := range r.wrong {
			t.Errorf("%s: wrong: %s", site, w)
		}
		for what, s := range map[string]share{"posts": r.posts, "authors": r.authors, "times": r.times, "permalinks": r.links, "texts": r.text} {
			if s.found*100 < s.of*percent {
				t.Errorf("%s: %s of the %s expected are found, want %d %%", site, s, what, percent)
			}
		}
	}
	t.Log(b.String())
}
