package check

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"porchlight/wasm/fold"
)

// word is a word or number of the draft: bytes, and its form with case folded and
// accents kept, since "før" is not "for".
type word struct {
	start, end int
	form       string
	hole       bool // inside {…}
}

func wordsOf(text string) []word {
	out := make([]word, 0, len(text)/6+1)
	hole := -1 // end of the hole that i is in
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '{' {
			if n := holeAt(text[i:]); n > 0 {
				hole = i + n
			}
		}
		if !inWord(r) {
			i += size
			continue
		}
		end := wordEnd(text, i)
		out = append(out, word{i, end, form(text[i:end]), i < hole})
		i = end
	}
	return out
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func wordEnd(text string, at int) int {
	for i := at; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '\'' || r == '’' {
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			if unicode.IsLetter(next) {
				i += size
				continue
			}
		}
		if !inWord(r) {
			return i
		}
		i += size
	}
	return len(text)
}

// form folds case and takes accents apart, so that é typed in two ways is one.
func form(w string) string {
	plain := true
	for i := range len(w) {
		plain = plain && (w[i]-'a' <= 'z'-'a' || w[i]-'0' <= 9)
	}
	if plain {
		return w
	}
	var room [8]rune
	var b strings.Builder
	for _, r := range w {
		if r == '’' {
			r = '\''
		}
		for _, f := range fold.Fine(room[:0], r) {
			b.WriteRune(f)
		}
	}
	return b.String()
}

// forms are the forms of a phrase's words.
func forms(phrase string) []string {
	var out []string
	for _, w := range wordsOf(phrase) {
		out = append(out, w.form)
	}
	return out
}

// find is where a phrase stands, in words from i on; -1 for nowhere. A name may end in 's.
func find(words []word, phrase []string, i int) int {
	if len(phrase) == 0 {
		return -1
	}
next:
	for ; i+len(phrase) <= len(words); i++ {
		for n, f := range phrase {
			if w := words[i+n].form; w != f && strings.TrimSuffix(w, "'s") != f {
				continue next
			}
		}
		return i
	}
	return -1
}

// span is a run of words that end as a sentence does.
type span struct{ from, to int }

// sentences cuts words at full stops, question and exclamation marks, and new lines. A
// full stop without a blank behind it is none: havblikk.no, 12.30.
func (d *draft) sentences() (out []span) {
	from := 0
	for i := range d.words {
		between := d.text[d.words[i].end:]
		if i+1 < len(d.words) {
			between = d.text[d.words[i].end:d.words[i+1].start]
		}
		if i+1 == len(d.words) || strings.ContainsAny(between, "?!\n。") || strings.Contains(between, ". ") {
			out = append(out, span{from, i + 1})
			from = i + 1
		}
	}
	return out
}

// units turns bytes into UTF-16 units: the one place where that is done for drafts.
type units struct {
	marks []mark // after each character that is not one byte and one unit
}

type mark struct{ byte, unit int }

func unitsOf(text string) units {
	var u units
	unit := 0
	for i, r := range text {
		size, width := utf8.RuneLen(r), 1
		if r >= 0x10000 {
			width = 2
		}
		if unit += width; size != width {
			u.marks = append(u.marks, mark{i + size, unit})
		}
	}
	return u
}

func (u units) at(b int) int {
	i := sort.Search(len(u.marks), func(i int) bool { return u.marks[i].byte > b })
	if i == 0 {
		return b
	}
	return u.marks[i-1].unit + b - u.marks[i-1].byte
}
