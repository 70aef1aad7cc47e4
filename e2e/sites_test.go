package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/e2e/heard"
	"porchlight/wasm/wire"
)

// names are two single names that occur in posts of each saved page; a page that is not
// here is looked at for posts alone.
var names = map[string][2]string{
	"hn--item.html":                                              {"Carmack", "Judea"},
	"x--tweet-sample.html":                                       {"Shutdown", "Skies"},
	"x--tweet-quote.html":                                        {"quote", "commentary"},
	"x--tweet-quote-video.html":                                  {"share", "links"},
	"github--issue.html":                                         {"Cloudflare", "Claude"},
	"reddit--thread.html":                                        {"Madagascar", "Honduras"},
	"stackexchange--question.html":                               {"Perfekt", "Sarah"},
	"wordpress--wptavern.html":                                   {"Overflow", "Rarst"},
	"wordpress--lemire.me.json.html":                             {"Daniel", "Modern"},
	"wordpress--moritz-meyer.net.vreni.html":                     {"Instagram", "Vreni"},
	"wordpress--spektrum.de.engelbart.html":                      {"Sexus", "Umfrage"},
	"wordpress--0a4a8ab61c054192b1ec70cc3570cf45.html":           {"München", "Lounge"},
	"wordpress--archive.org.muffinrezept.net.grundrezept.html":   {"Nutella", "Kaba"},
	"wordpress--archive.org.the-pain.net.silkroad.html":          {"Joymax", "Shaitan"},
	"wordpress--californiaglobe.com.amazon.html":                 {"Amazon", "Bezos"},
	"wordpress--d32ad974a4b04657bb6e4d91852bd52d.html":           {"Erdogan", "Chamberlain"},
	"wordpress--dietagespresse.com-halloween.html":               {"Haimbuchner", "Graz"},
	"wordpress--exxpress.at-zaehne.html":                         {"Opernball", "Rosenkranz"},
	"wordpress--flawlessfood.co.uk.olive.html":                   {"Jenny", "Kelly"},
	"wordpress--golfpost.de-premiere.html":                       {"Knauss", "Carlo"},
	"wordpress--grossefragen.wordpress.com.projekt.html":         {"Zarnajew", "Motorrad"},
	"wordpress--hearya.com.metal.html":                           {"Patton", "Dickinson"},
	"wordpress--skispringen.com-verpasst.html":                   {"Kramer", "Willingen"},
	"wordpress--stylegart.de.naturkosmetik.html":                 {"Naturkosmetik", "Siegel"},
	"wordpress--thenervousbreakdown.com.loneliest.html":          {"Wilson", "Milwaukee"},
	"wordpress--thisisjanewayne.com.bauch.html":                  {"Kaiserschnitt", "Geburt"},
	"wordpress--youhadmeatgardening.com.lemon.html":              {"Roberta", "Celsius"},
	"wordpress--zulang.wordpress.com.genitalverstuemmelung.html": {"Judentum", "Deutschland"},
}

type savedPage struct {
	File, URL, Kind, Charset string
	Comments, Posts          int
}

func savedPages(t *testing.T) []savedPage {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(shared(t), "pages.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var pages []savedPage
	for s := bufio.NewScanner(strings.NewReader(string(b))); s.Scan(); {
		var p savedPage
		if err := json.Unmarshal(s.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		p.URL = strings.Replace(p.URL, "http:", "https:", 1)
		pages = append(pages, p)
	}
	return pages
}

// All saved pages under their real addresses, read by the shipped extension under one
// playbook that holds the names of all of them.
func TestSavedPagesOfRealSites(t *testing.T) {
	pages := savedPages(t)
	web := drive.NewWeb(t)
	var grants, brands []string
	for _, p := range pages {
		web.File(t, p.URL, filepath.Join(shared(t), p.File), p.Charset)
		u, err := url.Parse(p.URL)
		if err != nil {
			t.Fatal(err)
		}
		grants = append(grants, "https://"+u.Host+"/*")
		for _, name := range names[p.File] {
			if name != "" {
				brands = append(brands, name)
			}
		}
	}
	h := native(t)
	m := h.CreateTeam("Readers", "Ada Admin")
	m.Publish(exactBrands(brands))
	b := chrome(t, web, grants...)
	enrol(t, b, m.Invite("Berit", wire.Staff))
	for _, p := range pages {
		t.Run(p.File, func(t *testing.T) { readPage(t, b, p, brands) })
	}
}

// exactBrands is a playbook of the names as they are written, each once.
func exactBrands(list []string) string {
	seen := map[string]bool{}
	var parts []string
	for _, name := range list {
		if !seen[name] {
			seen[name] = true
			parts = append(parts, fmt.Sprintf(`{"name":%q,"case":"exact"}`, name))
		}
	}
	return `{"brands":[` + strings.Join(parts, ",") + `]}`
}

func readPage(t *testing.T, b *drive.Browser, p savedPage, brands []string) {
	page := b.Open(p.URL)
	defer page.Close()
	f := allRead(t, page, p)
	src, err := os.ReadFile(filepath.Join(shared(t), p.File))
	if err != nil {
		t.Fatal(err)
	}
	if p.Kind == "plain" {
		if said := heard.Text(string(src)); len(f.Rows) > 0 && !anySaid(said, brands) {
			t.Errorf("a false alarm: %d rows", len(f.Rows))
		} else if n := len(page.Badges()); len(f.Rows) == 0 && n > 0 {
			t.Errorf("%d lamps on a page where nobody is named", n)
		}
	} else {
		compare(t, p, f, heard.Posts(p.Kind, string(src)), brands)
	}
	marksStandOnNames(t, page, brands)
	if exact.MatchString(p.File) {
		bothNamesAreMarked(t, page, p, f.Rows)
	}
	if errs := page.OurErrors(); len(errs) > 0 {
		t.Errorf("our script failed in the page: %q", errs)
	}
}

// allRead waits until all posts of a page are read.
func allRead(t *testing.T, page *drive.Page, p savedPage) wire.TabFindings {
	t.Helper()
	tab, err := strconv.Atoi(page.TabID())
	if err != nil {
		t.Fatal(err)
	}
	screen := page.B.Extension("options.html")
	defer screen.Close()
	page.MustActivate() // a hidden page is not read
	var f wire.TabFindings
	want := p.Comments + p.Posts
	drive.Until(t, fmt.Sprintf("%d posts of %s are read", want, p.File), func() (string, bool) {
		var a wire.UIAnswer
		said := screen.MustEval(`async tab => JSON.stringify(await chrome.runtime.sendMessage({findings: {tab}}) ?? {})`, tab).Str()
		if err := json.Unmarshal([]byte(said), &a); err != nil || a.Findings == nil {
			return said, false
		}
		f = *a.Findings
		own := p.Kind == "wordpress" && f.Posts == want+1 // the blog's own article
		return fmt.Sprintf("%d posts, why %q", f.Posts, f.Why), f.Read && (p.Kind == "plain" || f.Posts == want || own)
	})
	return f
}

// compare holds every row against what the page says: a post whose words have a name is
// a row, and a row's post has the name somewhere; keys end in the post's own id.
func compare(t *testing.T, p savedPage, f wire.TabFindings, posts map[string]heard.Post, brands []string) {
	t.Helper()
	if len(posts) < p.Comments+p.Posts {
		t.Fatalf("the test itself finds %d posts of %d", len(posts), p.Comments+p.Posts)
	}
	rows := map[string]wire.FindingRow{}
	for _, r := range f.Rows {
		id := keyEnd.FindString(r.Look.Key)
		rows[id] = r
		for _, m := range r.Mentions {
			if post, ok := posts[id]; ok && !strings.Contains(folded(post.All), folded(m.Name)) {
				t.Errorf("%s: %q is not in that post", r.Look.Key, m.Name)
			}
		}
		if _, ok := posts[id]; !ok && p.Kind != "wordpress" {
			t.Errorf("%s is no post of the page", r.Look.Key)
		}
		if post, ok := posts[id]; ok && exact.MatchString(p.File) && post.Author != "" && strings.TrimPrefix(r.Author, "@") != post.Author {
			t.Errorf("%s is by %q, the page says %q", r.Look.Key, r.Author, post.Author)
		}
		if post, ok := posts[id]; ok && post.Author == "" && exact.MatchString(p.File) {
			t.Errorf("%s: the test itself does not know the author", r.Look.Key)
		}
		if want := exactKey(p, id); exact.MatchString(p.File) && want != "" && r.Look.Key != want {
			t.Errorf("key %s, want %s", r.Look.Key, want)
		}
		if _, ok := posts[id]; ok && r.Author == "" {
			t.Errorf("%s has no author", r.Look.Key)
		} else if ok && p.Kind != "x" && !strings.Contains(posts[id].All, r.Author) {
			t.Errorf("%s: author %q does not stand in the post", r.Look.Key, r.Author)
		}
	}
	said := 0
	for id, post := range posts {
		for _, name := range brands {
			if !heard.Says(post.Words, name) {
				continue
			}
			said++
			if _, ok := rows[id]; !ok {
				t.Errorf("%s says %q, and there is no row", id, name)
			}
		}
	}
	if said == 0 {
		t.Errorf("no name occurs in %s: the table of names is wrong", p.File)
	}
	t.Logf("%d posts, %d rows, %d times a name in a post", f.Posts, len(f.Rows), said)
}

// exactKey is the whole key of a post by its own id; "" where this test has no rule.
func exactKey(p savedPage, id string) string {
	switch {
	case p.Kind == "hn":
		return "hn:item:" + id
	case p.Kind == "x":
		return "x:post:" + id
	case p.Kind == "reddit":
		return "reddit:" + id
	case p.Kind == "wordpress" && strings.HasPrefix(id, "comment-"):
		at := strings.TrimPrefix(p.URL, "https://")
		return "web:" + at + "#" + id
	}
	return ""
}

var keyEnd = regexp.MustCompile(`(comment-\d+|t[13]_[a-z0-9]+|[qac]\d+|#\d+|\d+)$`)

func anySaid(text string, brands []string) bool {
	for _, name := range brands {
		if heard.Says(text, name) {
			return true
		}
	}
	return false
}

func folded(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// enrol joins a browser to a team without the options page, which has tests of its own.
func enrol(t *testing.T, b *drive.Browser, link string) {
	t.Helper()
	o := b.Extension("options.html")
	defer o.Close()
	said := o.MustEval(`async link => JSON.stringify(await chrome.runtime.sendMessage({join: {link, label: "test"}}) ?? {})`, link).Str()
	if !strings.Contains(said, `"joined":true`) {
		t.Fatalf("join: %s", said)
	}
}
