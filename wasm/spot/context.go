package spot

import (
	"strings"

	"porchlight/wasm/fold"
	"porchlight/wasm/playbook"
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
	if s.fullName(h.form.entry) {
		h.say(ByFullName)
		return true
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
	near, not := s.beside(h, n)
	if not {
		return false
	}
	if len(n.Near) == 0 || h.form.role == asHandle || h.form.role == asHashtag || h.form.role == asDomain {
		return true
	}
	if near {
		h.say(ByContext)
	}
	return near
}

// beside looks for the near and the not words of a name: in the sentence, or once for
// the whole post.
func (s *Spotter) beside(h *hit, n *playbook.Name) (near, not bool) {
	if n.Within == "sentence" {
		around := s.sentence(h)
		return holds(around, n.Near), holds(around, n.Not)
	}
	if got, ok := s.seen.near[h.form.entry]; ok {
		return got[0], got[1]
	}
	if s.seen.near == nil {
		s.seen.near = map[int][2]bool{}
		s.seen.words = s.scanner.spaced(0, len(s.scanner.words), -1, -1)
	}
	got := [2]bool{holds(s.seen.words, others(n.Near, n.Name)), holds(s.seen.words, others(n.Not, n.Name))}
	s.seen.near[h.form.entry] = got
	return got[0], got[1]
}

// others are the phrases that are no part of the name, which always stands near itself.
func others(phrases []string, name string) (out []string) {
	for _, p := range phrases {
		if !strings.Contains(spaced(name), spaced(p)) {
			out = append(out, p)
		}
	}
	return out
}

func holds(text string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(text, spaced(p)) {
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

// widest is how many words on each side a sentence reaches at most.
const widest = 100

// sentence is the sentence of the hit without it, in folded words.
func (s *Spotter) sentence(h *hit) string {
	words := s.scanner.words
	from, to := h.first, h.last+1
	for ; from > max(0, h.first-widest) && words[from].gap&(gStop|gNewline) == 0; from-- {
	}
	for ; to < min(len(words), h.last+widest) && words[to].gap&(gStop|gNewline) == 0; to++ {
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
