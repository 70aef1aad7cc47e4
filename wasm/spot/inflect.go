package spot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"porchlight/wasm/fold"
)

// language is what the rules tell apart, as a set, so that a rule names all it holds for.
type language uint8

const (
	english language = 1 << iota
	bokmal
	nynorsk
	danish
	swedish
	german
	unsure

	norwegian    = bokmal | nynorsk
	scandinavian = norwegian | danish | swedish
)

func languageOf(tag string) language {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch primary {
	case "en":
		return english
	case "nb":
		return bokmal
	case "nn":
		return nynorsk
	case "no":
		return norwegian
	case "da":
		return danish
	case "sv":
		return swedish
	case "de":
		return german
	case "", "und":
		return unsure
	}
	return 0
}

// ending is one inflection of names, as it stands after the name's last letter.
type ending struct {
	letters string
	in      language
	vowel   bool // only after a name that ends in e: Havblikke → Havblikken
}

const longestEnding = 5

// endings by their last letter: genitive, definite and plural forms of names. Longer
// ones first.
var endings = [128][]ending{
	's': {
		{"enes", norwegian, false}, {"ernes", danish, false},
		{"ens", scandinavian, false}, {"ets", scandinavian, false}, {"ers", scandinavian, false},
		{"ns", scandinavian, true}, {"es", german, false},
		{"s", scandinavian | german | unsure, false},
	},
	'n': {{"en", scandinavian, false}, {"n", scandinavian, true}},
	't': {{"et", scandinavian, false}, {"t", scandinavian, true}},
	'e': {{"erne", danish, false}, {"ene", norwegian, false}, {"ane", nynorsk, false}, {"ne", norwegian, true}},
	'r': {{"er", scandinavian, false}, {"ar", nynorsk | swedish, false}, {"r", norwegian, true}},
	'a': {{"a", norwegian, false}},
}

// mayInflect says whether a word ends as an inflected name of the post's language may.
func (s *Spotter) mayInflect(w *word) bool {
	if w.class == fold.Hangul {
		return true
	}
	if s.lang&(scandinavian|german|unsure) == 0 || w.n == 0 {
		return false // elsewhere names are inflected by an apostrophe only
	}
	last := s.scanner.last(w)
	return last >= utf8.RuneSelf || endings[last] != nil
}

// inflected looks for a name with an ending in words i to j.
func (s *Spotter) inflected(hash uint64, i, j int) {
	w := &s.scanner.words[j]
	if !s.mayInflect(w) {
		return
	}
	if w.class == fold.Hangul {
		s.particle(hash, i, j)
		return
	}
	s.tail = s.scanner.tail(s.tail[:0], w, j)
	tail := s.tail
	if last := tail[len(tail)-1]; last < utf8.RuneSelf {
		s.endings(endings[last], tail, hash, i, j)
	}
}

// tail appends the last characters of a word, as many as an ending and the letter
// before it take.
func (s *scanner) tail(out []rune, w *word, j int) []rune {
	if w.shape&wide != 0 {
		return s.lettersInto(out, j, j)
	}
	for _, b := range []byte(s.text[max(w.start, w.end-longestEnding-1):w.end]) {
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		out = append(out, rune(b))
	}
	return out
}

func (s *Spotter) endings(of []ending, tail []rune, hash uint64, i, j int) {
	for _, e := range of {
		short, ok := s.stem(&e, tail, hash)
		if !ok {
			continue
		}
		if head, ok := s.names.get(short); ok {
			for _, f := range head.forms {
				s.compare(&s.forms[f], i, j, e.letters)
			}
		}
	}
}

// stem is the hash of a word less an ending, and whether it may have that one.
func (s *Spotter) stem(e *ending, tail []rune, hash uint64) (uint64, bool) {
	n := len(e.letters)
	if e.in&s.lang == 0 || len(tail) <= n || e.vowel && tail[len(tail)-n-1] != 'e' || !ends(tail, e.letters) {
		return 0, false
	}
	for k := range n {
		hash = (hash - uint64(tail[len(tail)-1-k])) * inverse
	}
	return hash, true
}

func ends(word []rune, letters string) bool {
	for i := range len(letters) {
		if word[len(word)-len(letters)+i] != rune(letters[i]) {
			return false
		}
	}
	return true
}

// particles are glued to Korean words; each is kept as its jamo, as folding leaves it.
var particles = func() (all [][]rune) {
	for _, p := range strings.Fields("은 는 이 가 을 를 의 에 에서 에게 한테 께 와 과 랑 이랑 로 으로 도 만 까지 부터 처럼 보다 라고 이라고 님 씨 요") {
		all = append(all, []rune(fold.String(p)))
	}
	return all
}()

// particle looks for a name with a Korean particle behind it.
func (s *Spotter) particle(hash uint64, i, j int) {
	tail := s.scanner.lettersInto(nil, j, j)
	for _, p := range particles {
		if len(tail) <= len(p) || !slices.Equal(tail[len(tail)-len(p):], p) {
			continue
		}
		short := hash
		for k := range p {
			short = (short - uint64(p[len(p)-1-k])) * inverse
		}
		if head, ok := s.names.get(short); ok {
			for _, f := range head.forms {
				s.compare(&s.forms[f], i, j, string(p))
			}
		}
	}
}

// particleBytes is the length of the particle as the post writes it: no part of the name.
func (s *Spotter) particleBytes(h *hit) (n int) {
	w := &s.scanner.words[h.last]
	for text, left := s.scanner.text[w.start:w.end], utf8.RuneCountInString(h.suffix); left > 0 && n < len(text); {
		r, size := utf8.DecodeLastRuneInString(text[:len(text)-n])
		n += size
		left -= utf8.RuneCountInString(fold.String(string(r)))
	}
	return n
}
