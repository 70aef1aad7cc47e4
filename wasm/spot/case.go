package spot

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"porchlight/wasm/fold"
	"porchlight/wasm/wire"
	"porchlight/wasm/words"
)

// writing compares the case of a hit with the playbook's.
type writing uint8

const (
	otherwise writing = iota
	exactly
	inSmall
	inCapitals
)

// written says how the hit is written beside the name.
func (s *Spotter) written(h *hit) writing {
	text := s.post.Text[s.scanner.words[h.first].start:h.end]
	small, capital, exact := true, true, true
	want := h.form.surface
	for _, r := range text {
		class := fold.Look(r).Class()
		if class < fold.Word || class > fold.Single {
			continue
		}
		var w rune
		if w, want = nextLetter(want); w == 0 {
			break // the ending
		}
		small = small && !unicode.IsUpper(r)
		capital = capital && !unicode.IsLower(r)
		exact = exact && (unicode.IsUpper(r) == unicode.IsUpper(w))
	}
	switch {
	case exact:
		return exactly
	case small:
		return inSmall
	case capital:
		return inCapitals
	}
	return otherwise
}

func nextLetter(s string) (rune, string) {
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		if c := fold.Look(r).Class(); c >= fold.Word && c <= fold.Single {
			return r, s
		}
	}
	return 0, ""
}

// casesFit judges capitals. A name that is an ordinary word must look like a name; any
// other name may be written in any case, but for very short ones.
func (s *Spotter) casesFit(h *hit, whole bool) bool {
	f, e := h.form, s.entries[h.form.entry]
	how := s.written(h)
	capital := f.shape&(upperFirst|upperLater) != 0
	switch {
	case e.Name.Case == "exact":
		return how == exactly
	case e.Name.Case == "any" || whole && how == exactly:
		return true
	case h.suffix != "" && !s.endingFits(h, how):
		return false
	case s.ordinary(f) || how == inSmall && s.ordinarySurface(h):
		return s.looksLikeName(h, how, capital)
	case how == exactly || !capital:
		return true
	case len(f.folded) <= 3 || len(f.folded) == 4 && f.shape&lowerAny == 0:
		return false
	case how == inSmall && e.Kind == wire.Leader && len(f.ends) == 1:
		return false // a first name in small letters is anybody's
	case how == inSmall && s.lang&scandinavian != 0 && definite(string(f.folded)):
		return false // "kirkemøtet" is any church meeting, Kirkemøtet is one
	}
	return true
}

// endingFits: people are inflected in the genitive only, and an ending goes with the
// name's own capitals.
func (s *Spotter) endingFits(h *hit, how writing) bool {
	if s.entries[h.form.entry].Kind == wire.Leader && h.suffix != "s" {
		return false
	}
	h.say(ByEnding)
	return how == exactly || how == inSmall && len(h.form.folded) >= 5 && !s.ordinarySurface(h)
}

// looksLikeName judges an ordinary word. It counts with a capital where none is due;
// if it is none of the commonest words, also with a capital at the beginning of a
// sentence or in a headline, and in small letters if the playbook writes it so.
func (s *Spotter) looksLikeName(h *hit, how writing, capital bool) bool {
	first := &s.scanner.words[h.first]
	rare := !s.common(h.form)
	if first.shape&upperFirst == 0 {
		return !capital && how == exactly && rare && s.lang&scandinavian == 0 && !s.anyThing(h)
	}
	if capital && how != exactly || calendar[string(h.form.folded)] {
		return false
	}
	acronym := h.form.shape&(upperLater|lowerAny) == upperLater
	if s.lang&scandinavian == 0 && len(h.form.ends) == 1 && !acronym && s.inTitle(h) {
		return false
	}
	if s.shouts() || s.begins(h.first) && len(h.form.ends) == 1 {
		return rare
	}
	h.say(ByCapitals)
	return true
}

// common reports that every word of a form is one of the commonest, or an article: the
// times, your office.
func (s *Spotter) common(f *form) bool {
	for _, w := range parts(f.surface) {
		if w = strings.ToLower(w); !functionWords[fold.String(w)] && !(s.lang&(english|unsure) != 0 && words.Common(w)) {
			return false
		}
	}
	return true
}

// calendar words have a capital in English whatever they mean.
var calendar = set(`january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun god i christmas easter american british english`)

// parts are the words of a surface; one with a digit is in no word list.
func parts(surface string) []string {
	return strings.FieldsFunc(surface, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
}

// begins reports that a sentence begins at word i, so that its capital says nothing.
func (s *Spotter) begins(i int) bool {
	return i == 0 || s.scanner.words[i].gap&(gStop|gNewline|gQuote|gAt|gHash) != 0
}

// shouts reports a text in capitals.
func (s *Spotter) shouts() bool { return s.seen.shouts.once(s.inCapitals) }

func (s *Spotter) inCapitals() bool {
	upper, all := 0, 0
	for i := range s.scanner.words {
		w := &s.scanner.words[i]
		if w.n < 2 || w.shape&(upperFirst|upperLater|lowerAny) == 0 {
			continue
		}
		all++
		if w.shape&upperFirst != 0 {
			upper++
		}
	}
	return all >= 6 && upper*10 >= all*7
}

// ordinary reports that every word of a form is an ordinary word of the post's
// language. It is asked again and again of the same names, and remembers.
func (s *Spotter) ordinary(f *form) bool {
	is, ok := f.known[s.listed]
	if !ok {
		if f.known == nil {
			f.known = map[string]bool{}
		}
		is = ordinaryWords(f, s.listed)
		f.known[s.listed] = is
	}
	return is
}

func ordinaryWords(f *form, language string) bool {
	if f.role > asLastName || strings.Contains(f.surface, "_") {
		return false
	}
	for _, w := range parts(f.surface) {
		if !words.Ordinary(strings.ToLower(w), language) {
			return false
		}
	}
	return true
}

// ordinarySurface reports that what the post has is an ordinary word.
func (s *Spotter) ordinarySurface(h *hit) bool {
	for i := h.first; i <= h.last; i++ {
		w := &s.scanner.words[i]
		if !words.Ordinary(strings.ToLower(s.post.Text[w.start:w.end]), s.listed) {
			return false
		}
	}
	return true
}

// definite reports a Scandinavian noun in its definite form.
func definite(w string) bool {
	if len(w) < 6 {
		return false
	}
	for _, e := range []string{"en", "et", "ene", "ane", "a", "erne", "arna", "erna"} {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// spelledFit judges letters that folding makes one: where å, ø, æ, ä, ö and ü are
// letters of their own, they tell words apart.
func (s *Spotter) spelledFit(h *hit) bool {
	text := s.post.Text[s.scanner.words[h.first].start:s.scanner.words[h.last].end]
	same, more := compareMarks(text, h.form.surface)
	if same {
		return true
	}
	h.say(BySpelling)
	e := s.entries[h.form.entry].Name
	if e.Diacritics == "exact" {
		return false
	}
	return !(more && s.lang&(scandinavian|german) != 0) && !s.ordinarySurface(h)
}

// compareMarks compares with accents; more says that the text has some that the name
// has not.
func compareMarks(text, name string) (same, more bool) {
	var a, b []rune
	marks := func(s string) (all []rune, n int) {
		for _, r := range s {
			c := fold.Look(r).Class()
			if c < fold.Word || c > fold.Single && c != fold.Mark {
				continue
			}
			for _, f := range fold.Fine(nil, r) {
				if all = append(all, f); f >= 0x80 {
					n++
				}
			}
		}
		return all, n
	}
	a, n := marks(text)
	b, m := marks(name)
	if len(a) > len(b) && n == m {
		a = a[:len(b)] // the ending
	}
	return string(a) == string(b), n > m
}

// careful reports a post whose writer uses capitals: one begins it, and no i is small.
func (s *Spotter) careful() bool { return s.seen.careful.once(s.usesCapitals) }

func (s *Spotter) usesCapitals() bool {
	for i := range s.scanner.words {
		w := &s.scanner.words[i]
		if w.n == 1 && s.post.Text[w.start] == 'i' {
			return false
		}
	}
	return s.scanner.words[0].shape&upperFirst != 0
}

// anyThing reports a thing in small letters in the post of a careful writer: "twitter",
// where people who mean the company write Twitter.
func (s *Spotter) anyThing(h *hit) bool {
	kind := s.entries[h.form.entry].Kind
	return kind != wire.Leader && len(h.form.ends) == 1 && s.careful()
}

// inTitle reports a capital just before: Radio Times is no Times.
func (s *Spotter) inTitle(h *hit) bool {
	if h.first == 0 || s.scanner.words[h.first].gap != gSpace || s.begins(h.first-1) {
		return false
	}
	w := &s.scanner.words[h.first-1]
	return w.shape&(upperFirst|lowerAny) == upperFirst|lowerAny
}
