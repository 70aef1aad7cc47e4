package spot

import (
	"unicode/utf8"

	"porchlight/wasm/fold"
)

// gap says what stands between a word and the one before it.
type gap uint16

const (
	gSpace gap = 1 << iota
	gNewline
	gBreak // two line ends, or what parts sentences and words alike
	gApostrophe
	gHyphen
	gDot
	gUnderscore
	gAt
	gHash
	gSlash
	gCamel // nothing: a capital after a small letter, a digit beside a letter
	gStop  // . ! ? and their like in other scripts: a sentence may begin after it
	gQuote // an opening or closing quotation mark or bracket
)

// word is a run of folded characters with no boundary inside. Offsets are bytes of the
// text; off and n count folded characters. The characters are not kept, for nearly no
// word is looked at twice: letters folds them again.
type word struct {
	hash       uint64
	start, end int32
	off, n     int32
	gap        gap
	shape      shape
	class      fold.Class
}

// shape is how a word is written.
type shape uint8

const (
	upperFirst shape = 1 << iota
	upperLater
	lowerAny
	digitAny
	foreign // holds a letter of another script that looks Latin
	wide    // holds a character beyond ASCII, seen or not
)

// scanner cuts a text into words. It is kept between posts for its memory.
type scanner struct {
	text   string
	words  []word
	count  int32  // folded characters so far
	buffer []rune // of letters
}

// keep bounds what stays allocated after one very long post.
const keep = 1 << 16

func (s *scanner) reset(text string) {
	s.text = text
	if cap(s.words) > keep {
		s.words = nil
	}
	s.words, s.count = s.words[:0], 0
}

// scan reads the text once. Linear in its length.
func (s *scanner) scan(text string) {
	s.reset(text)
	var w word
	var last fold.Info
	open, before := false, gBreak
	for at := 0; at < len(text); {
		if open && w.class == fold.Word && isSmall(text[at]) && !last.Digit() {
			at = s.small(&w, at)
			last = smallLetter
			continue
		}
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[at:])
		}
		info := fold.Look(r)
		class := info.Class()
		if class >= fold.Word && class <= fold.Single {
			if open && parted(w.class, class, last, info) {
				s.words = append(s.words, w)
				open, before = false, gCamel
			}
			if !open {
				w = word{start: int32(at), off: s.count, gap: before, class: class}
				open = true
			}
			s.letter(&w, info, r)
			w.end = int32(at + size)
			last = info
		} else if class == fold.Mark {
			if open {
				w.end = int32(at + size)
				w.shape |= wide
			}
		} else if class == fold.Ignore {
			w.shape |= wide
		} else {
			if open {
				s.words = append(s.words, w)
				open, before = false, 0
			}
			before = widen(before, class, r)
		}
		at += size
	}
	if open {
		s.words = append(s.words, w)
	}
}

// letters are the folded characters of words i to j, good until the next call.
func (s *scanner) letters(i, j int) []rune {
	s.buffer = s.lettersInto(s.buffer[:0], i, j)
	return s.buffer
}

func (s *scanner) lettersInto(out []rune, i, j int) []rune {
	for _, r := range s.text[s.words[i].start:s.words[j].end] {
		info := fold.Look(r)
		if c := info.Class(); c < fold.Word || c > fold.Single {
			continue
		}
		if one, ok := info.One(); ok {
			out = append(out, one)
		} else {
			out = append(out, info.Several()...)
		}
	}
	return out
}

// last is the last folded character of a word where that is ASCII, else 0x80.
func (s *scanner) last(w *word) byte {
	b := s.text[w.end-1]
	switch {
	case b >= utf8.RuneSelf:
		return utf8.RuneSelf
	case b >= 'A' && b <= 'Z':
		return b + 'a' - 'A'
	}
	return b
}

var smallLetter = fold.Look('a')

func isSmall(c byte) bool { return c-'a' <= 'z'-'a' }

// small takes a run of small ASCII letters, which is most of most texts.
func (s *scanner) small(w *word, at int) int {
	text, hash, from := s.text, w.hash, at
	for ; at < len(text) && isSmall(text[at]); at++ {
		hash = hash*factor + uint64(text[at])
	}
	n := int32(at - from)
	w.hash, w.n, w.end, s.count = hash, w.n+n, int32(at), s.count+n
	w.shape |= lowerAny
	return at
}

func (s *scanner) letter(w *word, info fold.Info, r rune) {
	switch {
	case info.Lower():
		w.shape |= lowerAny
	case info.Upper() && w.n == 0:
		w.shape |= upperFirst
	case info.Upper():
		w.shape |= upperLater
	case info.Digit():
		w.shape |= digitAny
	}
	if r >= utf8.RuneSelf {
		w.shape |= wide
		if info.HasAlike() {
			w.shape |= foreign
		}
	}
	if one, ok := info.One(); ok {
		w.hash = w.hash*factor + uint64(one)
		w.n++
		s.count++
		return
	}
	for _, f := range info.Several() {
		w.hash = w.hash*factor + uint64(f)
		w.n++
		s.count++
	}
}

// parted reports a boundary with nothing between two letters: between scripts, between
// characters that are words by themselves, and at humps (havblikkPass, Havblikk2026).
func parted(before, class fold.Class, last, info fold.Info) bool {
	switch {
	case info.Extends():
		return false
	case class != before || class == fold.Single:
		return true
	}
	return info.Upper() && last.Lower() || info.Digit() != last.Digit()
}

// widen adds one character to what stands between two words.
func widen(g gap, class fold.Class, r rune) gap {
	switch class {
	case fold.Space:
		return g | gSpace
	case fold.Newline:
		if g&gNewline != 0 && r != '\n' {
			return g | gBreak
		}
		return g | gNewline
	case fold.Apostrophe:
		return g | gApostrophe
	case fold.Hyphen:
		return g | gHyphen
	case fold.Dot:
		return g | gDot | gStop
	case fold.Underscore:
		return g | gUnderscore
	case fold.At:
		return g | gAt
	case fold.Hash:
		return g | gHash
	case fold.Slash:
		return g | gSlash
	}
	switch r {
	case '!', '?', '…', '。', '！', '？', '؟', '।':
		return g | gBreak | gStop
	case '"', '(', ')', '[', ']', '“', '”', '«', '»', '„', '*':
		return g | gBreak | gQuote
	}
	return g | gBreak
}
