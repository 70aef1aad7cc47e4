package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"porchlight/wasm/place"
	"porchlight/wasm/playbook"
	"porchlight/wasm/reply"
	"porchlight/wasm/reply/check"
	"porchlight/wasm/spot"
	"porchlight/wasm/triage"
	"porchlight/wasm/wire"
)

// load replaces the playbook, unless a problem stops it: then the old one stays.
func (e *Engine) load(l wire.Load, text []byte) *wire.Loaded {
	var p *playbook.Playbook
	problems := []wire.Problem{}
	if l.Checked {
		p = playbook.Read(text)
	}
	if p == nil { // what a storage has damaged is told as any other
		p, problems = playbook.Parse(text)
	}
	stops := slices.ContainsFunc(problems, func(p wire.Problem) bool { return !p.Warning })
	if p == nil || stops {
		return &wire.Loaded{Problems: problems}
	}
	e.spotter, e.mode, e.answering, e.rules = spot.New(p), p.Mode, answering{book: reply.Book(p)}, check.New(p)
	return &wire.Loaded{OK: true, Names: len(p.Entries()), Problems: problems}
}

// scan cuts the text block into the posts' texts. Bytes that are no UTF-8 become U+FFFD.
func (e *Engine) scan(s wire.Scan, text []byte) (*wire.Scanned, *wire.Problem) {
	out := &wire.Scanned{Findings: make([]wire.Finding, len(s.Posts))}
	known := place.Known(s.Page.URL)
	for i, post := range s.Posts {
		if post.Bytes < 0 || post.Bytes > len(text) {
			return nil, &wire.Problem{Code: "invalid", Path: fmt.Sprintf("scan.posts[%d].bytes", i), Message: fmt.Sprintf(
				"post %q names %d bytes of text and %d are left", post.ID, post.Bytes, len(text))}
		}
		out.Findings[i] = e.find(s, known, post, valid(text[:post.Bytes]))
		text = text[post.Bytes:]
	}
	return out, nil
}

// valid is a view of the text of a post, good for this call. Nearly all are UTF-8, which
// is quick to see.
func valid(text []byte) string {
	if utf8.Valid(text) {
		return unsafe.String(unsafe.SliceData(text), len(text))
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

// find is one post. On a known site a post without link and author has no key, so its
// page is not looked up again for each.
func (e *Engine) find(s wire.Scan, known bool, post wire.ScanPost, text string) wire.Finding {
	at := wire.Placing{Key: place.None}
	if !known || post.Link != "" || post.Author != "" {
		at = place.Post(s.Page, post, text)
	}
	f := wire.Finding{ID: post.ID, Lang: triage.Language(post.Lang, s.Page.Lang, text), Key: at.Key, Aliases: at.Aliases, Mentions: []wire.Mention{}}
	if e.spotter != nil {
		p := spot.Post{Text: text, Lang: f.Lang, Site: s.Page.Site, Author: post.Author, Community: post.Community, Link: cmp.Or(post.Link, s.Page.URL)}
		f.Mentions, f.Ours = e.spotter.Find(p), e.spotter.Company(p)
	}
	for i := range f.Mentions {
		f.Mentions[i].Text = strings.Clone(f.Mentions[i].Text)
	}
	if s.All || len(f.Mentions) > 0 {
		t := triage.Of(text, f.Mentions)
		f.Triage, f.To, f.Feeling = &t.Triage, t.To, t.Feeling
	}
	return f
}
