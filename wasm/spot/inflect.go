package spot

import "strings"

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

// inflected looks for a name with an ending in words i to j.
func (s *Spotter) inflected(hash uint64, i, j int) {
	w := &s.scanner.words[j]
	if w.n == 0 {
		return
	}
	last := s.scanner.folded[w.off+w.n-1]
	if last >= 128 || endings[last] == nil {
		return
	}
	tail := s.scanner.folded[w.off : w.off+w.n]
	for _, e := range endings[last] {
		n := len(e.letters)
		if e.in&s.lang == 0 || len(tail) <= n || e.vowel && tail[len(tail)-n-1] != 'e' || !ends(tail, e.letters) {
			continue
		}
		short := hash
		for k := range n {
			short = (short - uint64(tail[len(tail)-1-k])) * inverse
		}
		if head, ok := s.names.get(short); ok {
			for _, f := range head.forms {
				s.compare(&s.forms[f], i, j, e.letters)
			}
		}
	}
}

func ends(word []rune, letters string) bool {
	for i := range len(letters) {
		if word[len(word)-len(letters)+i] != rune(letters[i]) {
			return false
		}
	}
	return true
}
