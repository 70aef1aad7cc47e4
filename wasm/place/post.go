package place

import (
	"fmt"
	"hash/fnv"
	"strings"

	"porchlight/wasm/wire"
)

// Post returns the key of one post on a page: of its permalink where it has one, else
// of the page with a hash of author and text behind it, as in web:host/path#t-91af….
// A site of the table shows posts under addresses of their own, so there a post without
// a link has no key: an invented one would look certain.
func Post(page wire.PageFacts, post wire.ScanPost, text string) wire.Placing {
	at, ok := parse(page.URL)
	if !ok {
		return wire.Placing{Key: None}
	}
	if post.Link != "" {
		facts := page
		facts.URL = post.Link
		link, ok := parse(post.Link)
		// The canonical link is about this page alone; software speaks for its own
		// host, but for Mastodon, where the link of a post is its author's server.
		if ok && (link.hostPort() != at.hostPort() || link.path != at.path || link.query != at.query) {
			facts.Canonical = ""
		}
		if ok && link.hostPort() != at.hostPort() && page.Software != "mastodon" && page.Site != "mastodon" {
			facts.Software, facts.Site = "", ""
		}
		return Key(facts)
	}
	if Known(page.URL) {
		return wire.Placing{Key: None}
	}
	page.URL, _, _ = strings.Cut(page.URL, "#")
	p := wire.Placing{Key: Key(page).Key}
	if p.Key != None {
		p.Key += "#t-" + fingerprint(post.Author, text)
	}
	return p
}

// fingerprint tells posts of one page apart; spacing and invisible marks do not count,
// because sites change them at will. It is no secret and no proof.
func fingerprint(author, text string) string {
	h := fnv.New64a()
	h.Write([]byte(author + "\n"))
	for word := range strings.FieldsSeq(text) {
		h.Write([]byte(strings.Map(visible, word) + " "))
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

func visible(r rune) rune {
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r == 0x2060, r == 0xFEFF:
		return -1
	}
	return r
}
