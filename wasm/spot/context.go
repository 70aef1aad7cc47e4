package spot

import (
	"strings"

	"porchlight/wasm/fold"
)

// supported says whether a last name or initials are backed: by a title beside them,
// by the full name elsewhere in the post, or by a context word.
func (s *Spotter) supported(h *hit) bool {
	n := s.entries[h.form.entry].Name
	for i := h.first - 2; h.form.role == asLastName && i < h.first; i++ {
		if i >= 0 && s.titled(i, n.Titles) {
			h.say(ByTitle)
			return true
		}
	}
	for i := range s.hits {
		if o := &s.hits[i]; o.form.entry == h.form.entry && o.form.role <= asAlias && o.form.role == asName {
			h.say(ByFullName)
			return true
		}
	}
	return len(n.Near) > 0 // context decides
}

func (s *Spotter) titled(i int, own []string) bool {
	w := s.lower(i)
	if titles[w] {
		return true
	}
	for _, t := range own {
		if fold.String(t) == w {
			return true
		}
	}
	return false
}

var titles = set("mr mrs ms dr prof ceo cfo cto coo chair chairman president director boss minister herr frau fru sjef sjefen direktor direktoren konsernsjef konsernsjefen toppsjef leder lederen styreleder vd chef chefen direktør")

// context judges the words that must and must not stand near.
func (s *Spotter) context(h *hit) bool {
	n := s.entries[h.form.entry].Name
	if len(n.Near) == 0 && len(n.Not) == 0 {
		return true
	}
	around := s.around(h, n.Within == "sentence")
	for _, w := range n.Not {
		if strings.Contains(around, spaced(w)) {
			return false
		}
	}
	if len(n.Near) == 0 || h.form.role == asHandle || h.form.role == asHashtag || h.form.role == asDomain {
		return true
	}
	for _, w := range n.Near {
		if strings.Contains(around, spaced(w)) {
			h.say(ByContext)
			return true
		}
	}
	return false
}

// spaced is a phrase in folded words with blanks around.
func spaced(phrase string) string {
	var sc scanner
	sc.scan(phrase)
	return sc.spaced(0, len(sc.words), -1, -1)
}

// around is the post or the sentence without the hit, in folded words.
func (s *Spotter) around(h *hit, sentence bool) string {
	from, to := 0, len(s.scanner.words)
	if sentence {
		for from = h.first; from > 0 && s.scanner.words[from].gap&(gStop|gNewline) == 0; from-- {
		}
		for to = h.last + 1; to < len(s.scanner.words) && s.scanner.words[to].gap&(gStop|gNewline) == 0; to++ {
		}
	}
	return s.scanner.spaced(from, to, h.first, h.last)
}

func (s *scanner) spaced(from, to, skipFirst, skipLast int) string {
	var b strings.Builder
	b.WriteByte(' ')
	for i := from; i < to; i++ {
		if i >= skipFirst && i <= skipLast {
			b.WriteString("| ")
			continue
		}
		b.WriteString(string(s.letters(i, i)))
		b.WriteByte(' ')
	}
	return b.String()
}
