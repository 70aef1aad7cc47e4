// Package due finds what a reply commits us to, and by when: "we'll get back to you by
// Friday", "vi svarer innen 24 timer", "du får pengene i morgon kl. 12".
//
// It is hard because a promise is a small word away from none: "we will not", "vil du at
// vi skal …?", "we'll see". It knows the forms that people use in English, bokmål and
// nynorsk, and stays silent elsewhere. There is no time zone data here: the offset of
// who writes is an argument, and a due time beyond a change of the clocks is an hour off.
package due

import "strings"

// Promise is a sentence that commits somebody to something. Offsets are bytes.
type Promise struct {
	Start, End int
	When       When // the words that say by when; without any, its End is 0
	Unowned    bool // it does not say who: "it will be fixed"
}

// Find lists the promises of a text in its order. offset is minutes east of UTC.
func Find(text string, nowMs int64, offset int) []Promise {
	var out []Promise
	clock := clock{now: nowMs, offset: offset}
	for _, s := range sentences(text) {
		if s.asks {
			continue
		}
		when, found := clock.when(s.tokens)
		strength, unowned := s.commits()
		if strength == none || strength == weak && !found {
			continue
		}
		p := Promise{Start: s.start, End: s.end, Unowned: unowned}
		if found {
			p.When = when
		}
		out = append(out, p)
	}
	return out
}

type strength int

const (
	none strength = iota
	weak          // a promise only with a time: "vi svarer …"
	strong
)

// commits judges a sentence by its subject and its verb.
func (s *sentence) commits() (best strength, unowned bool) {
	for i := range s.tokens {
		for _, f := range promising {
			n := match(s.tokens, i, &f.words)
			if n == 0 || f.is <= best || f.inside && i == 0 || f.denied && (denies.has(s.word(i+n)) || denies.has(s.word(i+n+1))) {
				continue
			}
			best, unowned = f.is, f.nobody
		}
	}
	return best, unowned
}

// pattern is one word after the other; an empty list takes any.
type pattern [4]list

// any is a list that takes every word; the rest of a pattern is empty.
const any list = "*"

// match is how many tokens from i on fit a pattern: all that it has, or 0.
func match(tokens []token, i int, p *pattern) int {
	n := 0
	for n < len(p) && p[n] != "" {
		if w := at(tokens, i+n); w == "" || p[n] != any && !p[n].has(w) {
			return 0
		}
		n++
	}
	return n
}

// promising are the forms of a promise. Inside: not at the beginning, where it asks.
// Denied: a word such as not, never, gjerne behind it takes it back.
var promising = [...]struct {
	words  pattern
	is     strength
	denied bool
	inside bool
	nobody bool
}{
	{words: pattern{" we'll i'll "}, is: strong, denied: true},
	{words: pattern{us, " are am ", " going ", " to "}, is: strong},
	{words: pattern{" we're i'm ", " going ", " to "}, is: strong},
	{words: pattern{us, " kommer kjem ", " til "}, is: strong},
	{words: pattern{us, modal}, is: strong, denied: true},
	{words: pattern{" skal vil ", weAfter}, is: strong, denied: true, inside: true},
	{words: pattern{us, " promise lover lovar guarantee garanterer "}, is: strong},
	{words: pattern{us, acts}, is: weak, denied: true},
	{words: pattern{acts, weAfter}, is: weak, denied: true},
	{words: pattern{them, gets}, is: weak, denied: true},
	{words: pattern{gets, them}, is: weak, denied: true, inside: true},
	{words: pattern{" will ", " be ", done}, is: strong, nobody: true},
	{words: pattern{" vil skal ", " bli ", done}, is: strong, nobody: true},
	{words: pattern{" blir ", done}, is: weak, nobody: true},
	{words: pattern{" blir ", any, done}, is: weak, nobody: true},
	{words: pattern{" it'll ", " be ", done}, is: weak, nobody: true},
}

// list is words with blanks around each: no map to be made when the engine starts.
type list string

func (l list) has(word string) bool {
	for from := 0; word != ""; {
		i := strings.Index(string(l)[from:], word)
		if i < 0 {
			break
		}
		if i += from; l[i-1] == ' ' && l[i+len(word)] == ' ' {
			return true
		}
		from = i + 1
	}
	return false
}

const (
	us      list = " we i vi jeg eg me "
	weAfter list = " vi jeg eg me " // behind its verb, as only Norwegian has it outside of questions
	them    list = " you du dere dykk de "
	modal   list = " will shall skal vil "
	acts    list = " reply answer send fix call refund update publish svarer svarar sender fikser fiksar ringer ringjer ordner ordnar retter rettar refunderer " +
		"oppdaterer oppdaterar gir gjev kommer kjem legger legg melder melder tar tek publiserer betaler betalar bytter byter "
	gets list = " will get hear receive have får hører høyrer mottar mottek "
	done list = " fixed refunded sent resolved replaced back restored repaired delivered updated answered shipped ready solved corrected rettet retta fikset fiksa refundert sendt løst løyst ordnet ordna levert oppdatert erstattet erstatta klart klar reparert "

	denies list = " not never ikke ikkje aldri no see say admit need gjerne takke beklage gratulere ønske ynskje si seie always alltid neppe happy "
)
