package content

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

const shared = "../../../shared/pages"

type saved struct {
	File, URL, Kind, Charset  string
	Comments, Posts, Left_out int
}

func savedPages(t *testing.T) []saved {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, "pages.jsonl"))
	if err != nil {
		t.Skipf("SKIPPED: the saved pages of real sites are not beside this checkout: %v", err)
	}
	defer f.Close()
	var pages []saved
	for s := bufio.NewScanner(f); s.Scan(); {
		var p saved
		if err := json.Unmarshal(s.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	return pages
}

// Every post of a saved page is found once, with text; nothing that is no post is.
func TestSavedPages(t *testing.T) {
	for _, p := range savedPages(t) {
		t.Run(p.File, func(t *testing.T) {
			html, err := os.ReadFile(filepath.Join(shared, p.File))
			if err != nil {
				t.Fatal(err)
			}
			got := readPosts(t, open(t, p.URL, string(html)))
			want, links := p.Comments+p.Posts, map[string]bool{}
			for _, post := range got.Posts {
				if links[post.Link] && p.Kind != "plain" {
					t.Errorf("two posts at %s", post.Link)
				}
				links[post.Link] = true
			}
			if p.Kind != "plain" {
				tellOfPage(t, p, string(html), got)
			}
			article := 0 // a blog's own article may be one post more
			if p.Kind == "wordpress" && len(got.Posts) == want+1 {
				article = 1
			}
			if p.Kind != "plain" && len(got.Posts) != want+article {
				t.Errorf("%s: found %d posts, want %d", got.Site, len(got.Posts), want)
			}
		})
	}
}
