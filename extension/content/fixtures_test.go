package content

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write what was found into the goldens; read the difference")

// wanted is what a person sees in a fixture: testdata/<site>/want.json beside page.html.
// The pages are ours: the structure of the site, invented names and texts.
type wanted struct {
	URL   string       `json:"url"`
	Posts []wantedPost `json:"posts"`
}

type wantedPost struct {
	Author string `json:"author"`
	Time   string `json:"time"`
	Link   string `json:"link"`
	Text   string `json:"text"`
}

// Every fixture says exactly what its golden says. An empty golden is a new site's: it
// fails until somebody has looked.
func TestFixtures(t *testing.T) {
	pages, err := filepath.Glob("testdata/*/page.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, page := range pages {
		dir := filepath.Dir(page)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			html, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join(dir, "want.json")
			src, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			var want wanted
			if err := json.Unmarshal(src, &want); err != nil {
				t.Fatalf("%s: %v", golden, err)
			}
			got := wanted{URL: want.URL, Posts: []wantedPost{}}
			for _, p := range readPosts(t, open(t, want.URL, string(html))).Posts {
				got.Posts = append(got.Posts, wantedPost{Author: p.Author, Time: p.Time, Link: p.Link, Text: p.Text})
			}
			found := indented(t, got)
			if *update {
				if err := os.WriteFile(golden, found, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(want.Posts) == 0 {
				t.Fatalf("%s names no posts: write down what a person sees in the page. Found now:\n%s", golden, found)
			}
			if string(found) != string(indented(t, want)) {
				t.Errorf("%s: found\n%s\nwant\n%s", golden, found, indented(t, want))
			}
		})
	}
}

func indented(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(b, '\n')
}
