package rank

import (
	"strings"
	"sync"
)

// This file knows the grammar of English and Norwegian, and no meanings: which words
// only hold a sentence together, which are forms of one, and which endings to drop. In
// other languages the pieces of words do that work.

// grammar is made at the first question: a page that is only read does not pay for it.
type grammar struct {
	function, negations map[string]bool
	irregular           map[string]string // form → word
}

var theGrammar = sync.OnceValue(func() *grammar {
	g := &grammar{set(functionWords), set(negations), map[string]string{}}
	for line := range strings.Lines(irregular) {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			g.irregular[w] = words[0]
		}
	}
	return g
})

// set puts the words of a list, in small letters without accents, into a map.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

const functionWords = `i be the a an to of in on for it do have can you will would could please that this with at and or so if
but as there just any some we us our your by from
jeg eg og er det den de en et ei til av som har kan vi dere dykk du deg min mi mitt mine meg oss vil skal om at sa bare fra
ved pa hei det dette disse var vart sin sitt`

// negations all become "not".
const negations = `not no never unable cannot cant dont doesnt didnt couldnt wont wouldnt isnt arent wasnt werent hasnt havent
hadnt shouldnt without ikke ikkje aldri ingen ingenting inkje uten utan`

// irregular forms, behind the word that they are of.
const irregular = `i im ive id ill my me mine
be is are am was were been being
do does did done
have has had having
get got gotten
pay paid
send sent
take took taken
buy bought
lose lost
steal stole stolen
give gave given
go went gone
make made
withdraw withdrew withdrawn
come came
find found
keep kept
forget forgot forgotten
leave left
say said
see saw seen
know knew known
think thought
tell told
hold held
break broke broken
spend spent
eg jeg
fa far fikk fatt
ga gar gikk gatt
ta tar tok tatt
gi gir gav ga gitt
se ser sa sett
komme kommer kom kommet
betale betalt`

var (
	englishEndings = []string{"ingly", "edly", "ings", "ing", "ies", "ied", "es", "ed", "ly", "s"}
	nordicEndings  = []string{"elsene", "elsen", "ingen", "inger", "enes", "ene", "ane", "ede", "else", "ing", "ens", "ets", "ers", "er", "en", "et", "ar", "te", "es", "a", "e", "s", "r", "t"}
)

// nordicWords tell a Norwegian (or Danish or Swedish) text from an English one.
var nordicWords = []string{" jeg ", " eg ", " ikke ", " ikkje ", " og ", " det ", " er ", " har ", " kan ", " hvor", " kor ", " hva ", " kva ", " til ", " som ", " med ", " dere ", " min ", " mitt "}

// nordic judges by the start of a text.
func nordic(text string) bool {
	head := text[:min(len(text), 512)]
	if strings.ContainsAny(head, "æøåÆØÅäöÄÖ") {
		return true
	}
	padded := " " + strings.ToLower(head) + " "
	for _, w := range nordicWords {
		if strings.Contains(padded, w) {
			return true
		}
	}
	return false
}

// stemmed hashes the stem of the word being read, never 0, and says whether it is a
// function word.
func (r *reader) stemmed() (s feature, function bool) {
	r.stem = r.stem[:0]
	for _, c := range r.word {
		if c >= 0x80 { // no endings that we know
			return hashOf(r.word), false
		}
		r.stem = append(r.stem, byte(c))
	}
	w := r.stem
	switch base, ok := r.grammar.irregular[string(w)]; {
	case r.grammar.negations[string(w)]:
		w = []byte("not")
	case ok:
		w = []byte(base)
	case r.nordic:
		w = cut(w, nordicEndings)
	default:
		w = english(w)
	}
	return hashOf(w), r.grammar.function[string(w)]
}

func hashOf[T byte | rune](w []T) feature {
	h := uint32(offset)
	for _, c := range w {
		h = mix(h, rune(c))
	}
	return spread(h, 77) | 1
}

// cut drops the first ending that leaves three letters.
func cut(w []byte, endings []string) []byte {
	for _, e := range endings {
		n := len(w) - len(e)
		if n >= 3 && string(w[n:]) == e && (e != "s" || w[n-1] != 's') {
			return w[:n]
		}
	}
	return w
}

// english is a light stemmer: topping, topped, tops → top; rates, rate → rat.
func english(w []byte) []byte {
	w = cut(w, englishEndings)
	if n := len(w); n > 3 && w[n-1] == w[n-2] && w[n-1] != 's' && w[n-1] != 'l' {
		w = w[:n-1]
	}
	if n := len(w); n > 3 {
		if w[n-1] == 'e' {
			w = w[:n-1]
		}
		if w[len(w)-1] == 'y' {
			w[len(w)-1] = 'i'
		}
	}
	return w
}
