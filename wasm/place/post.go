package place

import (
	"fmt"
	"hash/fnv"
	"strings"

	"porchlight/wasm/wire"
)

// Post returns the key of one post on a page: of its permalink where it has one, else
// of the page with a hash of author and text behind it, as in web:host/path#t-91af….
// A site of the table shows posts under addresses of their own. Some of its pages keep
// them back, such as LinkedIn's feed: there the key is provisional, and the same one is
// an alias of the post's true key, so that a claim under either is found under both.
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
		p := Key(facts)
		if k := provisional(withholder(link), post.Author, text); ok && p.Key != None && k != "" {
			p.Aliases = append(p.Aliases, k)
		}
		return p
	}
	if _, known := fromTable(at); known {
		if k := provisional(withholder(at), post.Author, text); k != "" {
			return wire.Placing{Key: k}
		}
		return wire.Placing{Key: None}
	}
	page.URL, _, _ = strings.Cut(page.URL, "#")
	p := wire.Placing{Key: Key(page).Key}
	if p.Key != None {
		p.Key += "#t-" + fingerprint(post.Author, text)
	}
	return p
}

// A provisional key is made of as much text as every view of a post shows, before
// "see more", and of enough that an author hardly writes it twice.
const shownText, enoughText = 120, 20

// provisional is linkedin:provisional:author/91af…; "" where the site keeps no address
// back, or author and text say too little.
func provisional(site, author, text string) string {
	if site == "" || author == "" {
		return ""
	}
	var said []rune
	for _, r := range text {
		if r > ' ' && r != '.' && r != '…' && r != 0xA0 && visible(r) == r && len(said) < shownText {
			said = append(said, r)
		}
	}
	if len(said) < enoughText {
		return ""
	}
	name := normal(strings.ToLower(strings.Join(strings.Fields(author), "-")))
	return site + Provisional + name + "/" + fingerprint(name, string(said))
}

// Provisional stands in every key that holds until the post's true one is seen.
const Provisional = ":provisional:"

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
