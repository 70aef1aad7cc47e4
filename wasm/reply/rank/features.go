package rank

import (
	"unicode/utf8"

	"porchlight/wasm/fold"
)

// A text is cut after so many words and a word after so many letters: who writes longer
// has said what they want before, and a page can hold 50 MB.
const (
	maxWords   = 192
	maxLetters = 24
)

// The kinds of features, each a view of the whole text and weighed against the others
// by share.
const (
	pieces = iota // 3 to 5 letters of a word: compounds, endings, misspellings
	stems         // words without their endings
	pairs         // neighbouring stems
	skips         // two stems up to four apart, in any order, function words left out
	kinds
)

// share of the length of a text's vector, by kind; found by cross-validation.
var share = [kinds]float32{pieces: 2.0 / 7, stems: 2.0 / 7, pairs: 1.0 / 7, skips: 2.0 / 7}

// skip is how far apart the two stems of a pair may stand.
const skip = 4

// feature is the hash of a piece, a stem or a pair. Two that collide are one; of the
// tens of thousands of a playbook that happens to a handful.
type feature uint32

// reader cuts texts into features; its buffers are used again. Emit is called for each,
// in order, for one that is there twice twice.
type reader struct {
	emit    func(kind int, f feature)
	grammar *grammar

	word    []rune
	words   int
	stem    []byte // room
	last    feature
	content [skip]feature // the last ones, newest first
	nordic  bool
	all     uint64 // hash of all words
}

const (
	offset = 2166136261 // FNV-1a
	prime  = 16777619
	edge   = '^' // of a word, in its pieces
)

func mix(h uint32, r rune) uint32 {
	h = (h ^ uint32(r&0xFF)) * prime
	if r > 0xFF {
		h = (h ^ uint32(r>>8)) * prime
	}
	return h
}

// spread makes the low bits depend on all (the finaliser of MurmurHash3); salt keeps the
// kinds apart.
func spread(h, salt uint32) feature {
	h ^= salt * 0x9E3779B1
	h ^= h >> 16
	h *= 0x85EBCA6B
	h ^= h >> 13
	h *= 0xC2B2AE35
	return feature(h ^ h>>16)
}

// read calls emit for every feature of the text and returns a hash of its words, 0 when
// there are none.
func (r *reader) read(text string) uint64 {
	r.word, r.words, r.last, r.all = r.word[:0], 0, 0, 14695981039346656037
	r.content = [skip]feature{}
	r.nordic = nordic(text)
	for len(text) > 0 && r.words < maxWords {
		c, size := utf8.DecodeRuneInString(text)
		text = text[size:]
		info := fold.Look(c)
		switch info.Class() {
		case fold.Word, fold.Kana, fold.Hangul:
			r.letter(info)
		case fold.Single: // scripts without spaces: a word each, and the pairs carry the rest
			r.end()
			r.letter(info)
			r.end()
		case fold.Ignore, fold.Mark, fold.Apostrophe: // don’t is dont
		default:
			r.end()
		}
	}
	r.end()
	if r.words == 0 {
		return 0
	}
	return r.all
}

func (r *reader) letter(info fold.Info) {
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
	r.words++
	for _, c := range r.word {
		r.all = (r.all ^ uint64(c)) * 1099511628211
	}
	r.all = (r.all ^ ' ') * 1099511628211
	s, function := r.stemmed()
	r.emit(stems, spread(uint32(s), stems))
	if r.last != 0 {
		r.emit(pairs, spread(uint32(r.last)*31+uint32(s), pairs))
	}
	r.last = s
	if !function {
		r.skips(s)
		r.pieces()
	}
	r.word = r.word[:0]
}

func (r *reader) skips(s feature) {
	for _, before := range r.content {
		if before != 0 {
			a, b := min(before, s), max(before, s)
			r.emit(skips, spread(uint32(a)*31+uint32(b), skips))
		}
	}
	copy(r.content[1:], r.content[:skip-1])
	r.content[0] = s
}

func (r *reader) pieces() {
	at := func(i int) rune {
		if i == 0 || i == len(r.word)+1 {
			return edge
		}
		return r.word[i-1]
	}
	n := len(r.word) + 2
	for i := range n {
		h := uint32(offset)
		for j := i; j < min(i+5, n); j++ {
			h = mix(h, at(j))
			if j >= i+2 {
				r.emit(pieces, spread(h, pieces+kinds))
			}
		}
	}
}
