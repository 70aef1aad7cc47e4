package rank

import (
	"unicode/utf8"

	"porchlight/wasm/fold"
)

// A text is cut after so many words and a word after so many letters: who writes longer
// has said what they want before, and a page can hold 50 MB.
const (
	maxWords   = 256
	maxLetters = 32
)

// The kinds of features: words, pairs of neighbours, pieces of 3 to 5 letters.
const (
	wordKind = iota
	pairKind
	pieceKind
	kinds
)

// feature is the hash of a word, a pair or a piece. Two that collide are one; among the
// tens of thousands of a playbook that is one in a hundred thousand.
type feature uint32

// reader cuts texts into features; its buffers are used again.
type reader struct {
	word  []rune
	count int
	last  uint32
	emit  func(kind int, f feature)
}

const (
	offset = 2166136261 // FNV-1a
	prime  = 16777619
	edge   = '^' // of a word, in its pieces
)

func mix(h uint32, r rune) uint32 {
	for range 3 {
		h = (h ^ uint32(r&0xFF)) * prime
		r >>= 8
	}
	return h
}

// spread makes the low bits depend on all (the finaliser of MurmurHash3).
func spread(h uint32) feature {
	h ^= h >> 16
	h *= 0x85EBCA6B
	h ^= h >> 13
	h *= 0xC2B2AE35
	return feature(h ^ h>>16)
}

// read calls emit for every feature of the text, in order, one that is there twice twice.
func (r *reader) read(text string) {
	r.word, r.count, r.last = r.word[:0], 0, offset
	for len(text) > 0 && r.count < maxWords {
		c, size := utf8.DecodeRuneInString(text)
		text = text[size:]
		info := fold.Look(c)
		switch info.Class() {
		case fold.Word, fold.Kana, fold.Hangul:
			r.letters(info)
		case fold.Single: // scripts without spaces: a word each, and the pairs carry the rest
			r.end()
			r.letters(info)
			r.end()
		case fold.Ignore, fold.Mark, fold.Apostrophe: // don’t is dont
		default:
			r.end()
		}
	}
	r.end()
}

func (r *reader) letters(info fold.Info) {
	if len(r.word) >= maxLetters {
		return
	}
	if one, ok := info.One(); ok {
		r.word = append(r.word, one)
		return
	}
	r.word = append(r.word, info.Several()...)
}

// end is the end of a word.
func (r *reader) end() {
	if len(r.word) == 0 {
		return
	}
	r.count++
	h := uint32(offset)
	for _, c := range r.word {
		h = mix(h, c)
	}
	r.emit(wordKind, spread(h))
	r.emit(pairKind, spread(r.last*31+h^0x5bd1e995))
	r.last = h
	r.pieces()
	r.word = r.word[:0]
}

func (r *reader) pieces() {
	at := func(i int) rune {
		if i == 0 || i == len(r.word)+1 {
			return edge
		}
		return r.word[i-1]
	}
	for i := range len(r.word) + 2 {
		h := uint32(offset)
		for j := i; j < min(i+5, len(r.word)+2); j++ {
			h = mix(h, at(j))
			if j >= i+2 {
				r.emit(pieceKind, spread(h^0x9747b28c))
			}
		}
	}
}
