package engine

import (
	"fmt"
	"slices"
	"strings"

	"porchlight/wasm/place"
	"porchlight/wasm/playbook"
	"porchlight/wasm/spot"
	"porchlight/wasm/wire"
)

// load replaces the playbook, unless a problem stops it: then the old one stays.
func (e *Engine) load(text []byte) *wire.Loaded {
	p, problems := playbook.Parse(text)
	stops := slices.ContainsFunc(problems, func(p wire.Problem) bool { return !p.Warning })
	if p == nil || stops {
		return &wire.Loaded{Problems: problems}
	}
	e.spotter = spot.New(p)
	return &wire.Loaded{OK: true, Names: len(p.Entries()), Problems: problems}
}

// scan cuts the text block into the posts' texts. Bytes that are no UTF-8 become U+FFFD.
func (e *Engine) scan(s wire.Scan, text []byte) (*wire.Scanned, *wire.Problem) {
	out := &wire.Scanned{Findings: make([]wire.Finding, len(s.Posts))}
	for i, post := range s.Posts {
		if post.Bytes < 0 || post.Bytes > len(text) {
			return nil, &wire.Problem{Code: "invalid", Path: fmt.Sprintf("scan.posts[%d].bytes", i), Message: fmt.Sprintf(
				"post %q names %d bytes of text and %d are left", post.ID, post.Bytes, len(text))}
		}
		out.Findings[i] = e.find(s.Page, post, strings.ToValidUTF8(string(text[:post.Bytes]), "\uFFFD"))
		text = text[post.Bytes:]
	}
	return out, nil
}

func (e *Engine) find(page wire.PageFacts, post wire.ScanPost, text string) wire.Finding {
	at := place.Post(page, post, text)
	f := wire.Finding{ID: post.ID, Lang: language(post.Lang, page.Lang), Key: at.Key, Aliases: at.Aliases, Mentions: []wire.Mention{}}
	if e.spotter != nil {
		f.Mentions = e.spotter.Find(spot.Post{Text: text, Lang: f.Lang, Site: page.Site, Author: post.Author, Link: post.Link})
	}
	return f
}

// language is what the site says of the post, else what the page says of itself.
func language(post, page string) string {
	for _, l := range []string{post, page} {
		if l = strings.TrimSpace(l); l != "" {
			return l
		}
	}
	return "und"
}
