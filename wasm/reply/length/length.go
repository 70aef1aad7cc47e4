// Package length counts a text the way the network that it is meant for counts it, so
// that "for long" is known before the site's own button goes grey.
//
// It is hard because each counts something else: X weighs (ø is 1, の 2, a family of
// four emoji 2, an address 23), Bluesky and Mastodon count what people see as one
// character, WordPress bytes. Where the page shows a counter of its own, that one is
// right and this table is not. It does not fetch an instance's settings.
package length

import (
	"unicode/utf16"
	"unicode/utf8"
)

// Unit is what a network counts.
type Unit string

// The units.
const (
	Weighted  Unit = "weighted"  // X: twitter-text, configuration 3
	Grapheme  Unit = "grapheme"  // UAX 29, extended
	UTF16     Unit = "utf16"     // JavaScript's length
	Codepoint Unit = "codepoint" // Ruby's, Python's
	Bytes     Unit = "bytes"     // UTF-8
)

// Known reports one of the units.
func (u Unit) Known() bool {
	switch u {
	case Weighted, Grapheme, UTF16, Codepoint, Bytes:
		return true
	}
	return false
}

// Limit is the room for a reply on one network, and how it is counted.
type Limit struct {
	Max      int    // 0: none known
	Min      int    // of the text without the blanks around it
	MinShort int    // instead of Min in Chinese and Japanese
	Bytes    int    // a second limit, in bytes; 0: none
	Unit     Unit   // what Max and Min count
	Address  int    // what an address counts, however long; 0: as it is written
	Bare     bool   // an address without http:// is one too
	Mentions bool   // @anna@host.example counts as @anna
	Source   string // where the numbers are from
	Checked  string // the month: 2026-11
}

// Count returns the length of text, and the byte at which it stops to fit into most:
// len(text) where all of it fits. Bytes that are no UTF-8 count as U+FFFD does. Behind
// the first megabyte a character is one, whatever the unit: no network takes that much.
func (l Limit) Count(text string, most int) (n, over int) {
	const whole = 1 << 20
	over = len(text)
	if len(text) > whole && l.Unit != Codepoint {
		cut := whole
		for !utf8.RuneStart(text[cut]) && cut > whole-utf8.UTFMax {
			cut--
		}
		n, over = l.Count(text[:cut], most)
		rest, more := Limit{Unit: Codepoint}.Count(text[cut:], most-n)
		if n <= most {
			over = cut + more
		}
		return n + rest, over
	}
	links := l.addresses(text)
	for at := 0; at < len(text); {
		size, weight := 0, 0
		for len(links) > 0 && links[0].end <= at {
			links = links[1:]
		}
		switch {
		case len(links) > 0 && links[0].start == at:
			size, weight = links[0].end-at, l.Address
		case l.Mentions && text[at] == '@':
			size, weight = mention(text, at)
		}
		if size == 0 {
			end := len(text)
			if len(links) > 0 {
				end = links[0].start
			}
			size, weight = l.piece(text[at:end])
		}
		if n += weight; n > most && over == len(text) {
			over = at
		}
		at += size
	}
	return n, over
}

// piece is what the unit takes as one: its size in bytes and what it counts.
func (l Limit) piece(text string) (size, weight int) {
	if text[0] < utf8.RuneSelf && (len(text) == 1 || text[1] < utf8.RuneSelf) && text[0] != '\r' {
		return 1, 1
	}
	switch l.Unit {
	case Weighted:
		return weigh(text)
	case Grapheme:
		return Cluster(text), 1
	}
	r, size := utf8.DecodeRuneInString(text)
	switch l.Unit {
	case UTF16:
		return size, utf16.RuneLen(r)
	case Bytes:
		return size, size
	}
	return size, 1
}

// addresses are those that count otherwise than they are written. A text of so many
// bytes is too long by far, whatever its addresses count.
func (l Limit) addresses(text string) []address {
	const most = 1 << 16
	if l.Address == 0 || len(text) > most {
		return nil
	}
	return find(text, l.Bare)
}

// mention is the handle at text[at], "@anna@host.example", of which the host does not
// count; 0 where there is none.
func mention(text string, at int) (size, weight int) {
	if at > 0 && (word(text[at-1]) || text[at-1] == '/') {
		return 0, 0
	}
	name := at + 1
	for name < len(text) && word(text[name]) {
		name++
	}
	if name == at+1 || name == len(text) || text[name] != '@' {
		return 0, 0
	}
	end := name + 1
	for end < len(text) && (word(text[end]) && text[end] != '_' || text[end] == '.' || text[end] == '-') {
		end++
	}
	for end > name+1 && (text[end-1] == '.' || text[end-1] == '-') {
		end--
	}
	if end == name+1 {
		return 0, 0
	}
	return end - at, name - at
}

func word(c byte) bool {
	return c == '_' || c-'0' <= 9 || c|0x20 >= 'a' && c|0x20 <= 'z'
}
