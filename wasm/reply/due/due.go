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
		strength, nobody := s.commitAt(i)
		if strength > best {
			best, unowned = strength, nobody
		}
	}
	return best, unowned
}

func (s *sentence) commitAt(i int) (strength, bool) {
	w, next, third := s.word(i), s.word(i+1), s.word(i+2)
	switch {
	case contracted.has(w): // we'll
		return s.unless(i+1, strong), false
	case us.has(w) && (next == "are" || next == "am") && third == "going" && s.word(i+3) == "to", (w == "we're" || w == "i'm") && next == "going" && third == "to":
		return strong, false
	case us.has(w) && next == "kommer" && third == "til", us.has(w) && next == "kjem" && third == "til":
		return strong, false
	case us.has(w) && modal.has(next):
		return s.unless(i+2, strong), false
	case modal.has(w) && us.has(next) && i > 0: // "da skal vi …"; at the beginning it asks
		return s.unless(i+2, strong), false
	case us.has(w) && vows.has(next):
		return strong, false
	case us.has(w) && acts.has(next), acts.has(w) && us.has(next):
		return s.unless(i+2, weak), false
	case them.has(w) && gets.has(next), gets.has(w) && them.has(next) && i > 0:
		return s.unless(i+2, weak), false
	case (w == "will" && next == "be" || w == "vil" && next == "bli" || w == "skal" && next == "bli") && done.has(third):
		return strong, true
	case (w == "blir" || w == "be" && s.word(i-1) == "'ll" || w == "it'll" && next == "be") && (done.has(next) || done.has(third)):
		return weak, true
	}
	return none, false
}

// unless takes back what a word behind the verb denies: not, never, gjerne.
func (s *sentence) unless(i int, is strength) strength {
	if denies.has(s.word(i)) || denies.has(s.word(i+1)) && s.word(i+1) != "see" {
		return none
	}
	return is
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

var (
	us         = list(" we i vi jeg eg me ")
	them       = list(" you du dere dykk de ")
	contracted = list(" we'll i'll ")
	modal      = list(" will shall skal vil ")
	vows       = list(" promise lover lovar guarantee garanterer ")
	acts       = list(" reply answer send fix call refund update publish svarer svarar sender fikser fiksar ringer ringjer ordner ordnar retter rettar refunderer " +
		"oppdaterer oppdaterar gir gjev kommer kjem legger legg melder melder tar tek publiserer betaler betalar bytter byter ")
	gets   = list(" will get hear receive have får hører høyrer mottar mottek ")
	done   = list(" fixed refunded sent resolved replaced back restored repaired delivered updated answered shipped ready solved corrected rettet retta fikset fiksa refundert sendt løst løyst ordnet ordna levert oppdatert erstattet erstatta klart klar reparert ")
	denies = list(" not never ikke ikkje aldri no see say admit need gjerne takke beklage si seie always alltid neppe happy ")
)
