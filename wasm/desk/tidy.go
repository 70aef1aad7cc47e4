package desk

import (
	"strings"
	"unicode"

	"porchlight/wasm/wire"
)

// What the backend takes of a conversation, in bytes. The page that it comes from may
// hold anything, and a claim must not fail because of the author's line break.
const (
	longestLink   = 2048
	longestAuthor = 300
	longestName   = 200
	longestSite   = 100
	mostNames     = 50
	longestWhy    = 600 // each part of a refusal
)

// tidy makes a conversation fit to send. Of a link that is too long the query goes,
// which is where tracking grows; when it was seen becomes the server's time.
func tidy(c wire.Conversation, offsetMs int64) wire.Conversation {
	if c.SeenMs > 0 {
		c.SeenMs = max(c.SeenMs+offsetMs, 0)
	}
	c.Author = line(c.Author, longestAuthor)
	c.Site = line(c.Site, longestSite)
	c.Link = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, c.Link)
	if len(c.Link) > longestLink {
		c.Link, _, _ = strings.Cut(c.Link, "?")
	}
	names := make([]string, 0, len(c.Names))
	for _, n := range c.Names {
		if n = line(n, longestName); n != "" && len(names) < mostNames {
			names = append(names, n)
		}
	}
	c.Names = names
	return c
}

// line is s on one line, at most limit bytes of it, cut between letters.
func line(s string, limit int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if len(s) > limit {
		s = strings.TrimSpace(strings.ToValidUTF8(s[:limit], ""))
	}
	return s
}

// tidyRefusal makes what a person wrote fit to send: their line breaks stay.
func tidyRefusal(r *wire.Refusal) *wire.Refusal {
	if r == nil {
		return nil
	}
	return &wire.Refusal{Reason: lines(r.Reason), Instead: lines(r.Instead), Decides: lines(r.Decides)}
}

func lines(s string) string {
	all := strings.Split(s, "\n")
	for i := range all {
		all[i] = line(all[i], len(s)*3) // no cutting: a broken byte may become three
	}
	return strings.TrimSpace(strings.Join(all, "\n"))
}

// fits reports whether the backend takes a refusal. A person's words are never cut.
func fits(r *wire.Refusal) bool {
	return max(len(r.Reason), len(r.Instead), len(r.Decides)) <= longestWhy
}
