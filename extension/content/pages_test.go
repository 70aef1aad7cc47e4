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
			noAuthor, noLink, links := 0, 0, map[string]bool{}
			for _, post := range got.Posts {
				if post.Author == "" {
					noAuthor++
				}
				if post.Link == "" {
					noLink++
				}
				links[post.Link] = true
			}
			t.Logf("%s: %d posts (want %d); without author %d, without link %d, links %d", got.Site, len(got.Posts), p.Comments+p.Posts, noAuthor, noLink, len(links))
			if os.Getenv("SHOW") != "" {
				b, _ := json.MarshalIndent(got.Posts, "", " ")
				_ = os.WriteFile("/tmp/c/"+p.File+".json", b, 0o644)
			}
			if len(got.Posts) != p.Comments+p.Posts {
				t.Errorf("found %d posts, want %d", len(got.Posts), p.Comments+p.Posts)
			}
		})
	}
}
