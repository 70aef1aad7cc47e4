package triage

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// grade is a list of words of one strength.
type grade struct {
	strength float64
	words    string
}

// lexicon is the tables turned around: word to strength, and for words with a star the
// beginnings by length.
type lexicon struct {
	words  map[string]float64
	starts map[string]float64
	signs  map[string]float64
	begin  [utf8.RuneSelf][utf8.RuneSelf]bool // the first two bytes of signs, where they are ASCII
}

// tables is made when it is first needed: most posts need no triage.
var tables = sync.OnceValue(func() *lexicon {
	l := &lexicon{words: map[string]float64{}, starts: map[string]float64{}, signs: map[string]float64{}}
	for _, g := range append(append([]grade{}, others...), english...) { // the last wins: English
		for _, w := range strings.Fields(g.words) {
			if start, ok := strings.CutSuffix(w, "*"); ok {
				l.starts[start] = g.strength
			} else {
				l.words[w] = g.strength
			}
		}
	}
	for _, g := range signs {
		for _, s := range strings.Fields(g.words) {
			l.signs[s] = g.strength
			if len(s) > 1 && s[0] < utf8.RuneSelf && s[1] < utf8.RuneSelf {
				l.begin[s[0]][s[1]] = true
			}
		}
	}
	return l
})

// strength of a word in small letters; 0 for a word without feeling.
func (l *lexicon) strength(w string) float64 {
	if s, ok := l.words[w]; ok {
		return s
	}
	for _, ending := range []string{"s", "ed", "d", "ing", "ly", "er", "y"} {
		if base, ok := strings.CutSuffix(w, ending); ok && utf8.RuneCountInString(base) >= 4 {
			if s, ok := l.words[base]; ok {
				return s
			}
		}
	}
	for n := min(len(w), 10); n >= 3; n-- {
		if s, ok := l.starts[w[:n]]; ok {
			return s
		}
	}
	if short := squeeze(w); short != w {
		return l.strength(short)
	}
	return 0
}

// squeeze makes sooooo goooood so good: no letter three times in a row.
func squeeze(w string) string {
	if !repeats(w) {
		return w
	}
	var b strings.Builder
	var last rune
	run := 0
	for _, r := range w {
		if r == last {
			run++
		} else {
			last, run = r, 1
		}
		if run < 3 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// repeats reports a byte three times in a row, or anything beyond ASCII.
func repeats(w string) bool {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf || i > 1 && w[i] == w[i-1] && w[i] == w[i-2] {
			return true
		}
	}
	return false
}
