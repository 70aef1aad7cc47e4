// Package alike tells that nearly the same text was sent before, from a sketch that
// nobody can read it back from.
//
// It is hard because a question is much the same as another one ("How do I get my card?",
// "How do I get my card PIN?") and two answers made of the same blocks are not, while
// the same answer under another name is. So what counts is how many pairs of
// neighbouring words two texts share, of all that they have. It knows no meanings: said
// in other words it is another text, which is what is wanted.
package alike

import (
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"

	"porchlight/wasm/fold"
	"porchlight/wasm/words"
)

// most is how many pairs a sketch keeps: those with the smallest hashes, which are a
// fair sample of a longer text. The share that two samples have in common is then right
// to about 0.06.
const most = 64

// The share of pairs in common from which two texts are nearly the same. Short texts
// share more by chance: of all 72 million pairs of questions in Banking77 that are of
// different kinds the nearest, but for equal ones, share 0.75; of those with 16 pairs or
// more 0.50 (2026-11).
const (
	fewest    = 5 // pairs; "thanks a lot" may be said to everybody
	long      = 16
	nearShort = 0.8
	nearLong  = 0.55
)

// Set is the sample of a text's pairs of words: sorted hashes of 24 bits.
type Set []uint32

// Of takes the sample of a text. Handles and addresses do not count: the same answer to
// two people is the same.
func Of(text string) Set {
	const begin = 7
	set := make(Set, 0, most+1)
	before, any := uint32(begin), false
	add := func(word uint32) {
		set = set.with((before*0x9E3779B1 ^ word) * 0x85EBCA6B >> 8)
		before = word
	}
	for rest := text; rest != ""; {
		var word string
		if word, rest = next(rest); word != "" {
			add(words.Hash(fold.String(word)))
			any = true
		}
	}
	if any {
		add(begin)
	}
	return set
}

// with has h too, if it is among the smallest.
func (s Set) with(h uint32) Set {
	i := len(s)
	for i > 0 && s[i-1] > h {
		i--
	}
	if i == most || i > 0 && s[i-1] == h {
		return s
	}
	s = append(s, 0)
	copy(s[i+1:], s[i:])
	s[i] = h
	return s[:min(len(s), most)]
}

// next is the first word of a text and what follows; "" where there is none or it is a
// handle or an address.
func next(text string) (word, rest string) {
	start := strings.IndexFunc(text, func(r rune) bool { return in(r) || r == '@' })
	if start < 0 {
		return "", ""
	}
	text = text[start:]
	end := strings.IndexFunc(text, func(r rune) bool { return !in(r) })
	if end < 0 {
		end = len(text)
	}
	if text[0] == '@' || strings.HasPrefix(text[end:], "://") {
		end = strings.IndexFunc(text, unicode.IsSpace)
		if end < 0 {
			end = len(text)
		}
		return "", text[end:]
	}
	return text[:end], text[end:]
}

func in(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// Near reports that two texts are nearly the same.
func Near(a, b Set) bool {
	n := min(len(a), len(b))
	if n < fewest || n*2 < max(len(a), len(b)) {
		return false
	}
	share := nearShort
	if n >= long {
		share = nearLong
	}
	return Share(a, b) >= share
}

// Share is the part of their pairs that two texts have in common, 0 to 1.
func Share(a, b Set) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	room := len(a) + len(b) // of short texts all pairs are there
	if len(a) == most || len(b) == most {
		room = most
	}
	both, all := 0, 0
	for i, j := 0, 0; all < room && (i < len(a) || j < len(b)); all++ {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			i++
		case i == len(a) || b[j] < a[i]:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	return float64(both) / float64(all)
}

// String writes the sketch: 4 characters a pair, at most 256; "" of no words.
func (s Set) String() string {
	raw := make([]byte, 0, 3*len(s))
	for _, h := range s {
		raw = append(raw, byte(h>>16), byte(h>>8), byte(h))
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Read is the sketch that String wrote; empty for anything else.
func Read(sketch string) Set {
	if len(sketch) > 4*most || !utf8.ValidString(sketch) {
		return nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(sketch)
	if err != nil || len(raw)%3 != 0 {
		return nil
	}
	s := make(Set, 0, len(raw)/3)
	for ; len(raw) > 0; raw = raw[3:] {
		h := uint32(raw[0])<<16 | uint32(raw[1])<<8 | uint32(raw[2])
		if n := len(s); n > 0 && s[n-1] >= h {
			return nil
		}
		s = append(s, h)
	}
	return s
}
