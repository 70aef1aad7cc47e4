package spot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"porchlight/wasm/fold"
)

// hit is a form found in the words first to last of the post, before and after judging.
type hit struct {
	form        *form
	first, last int
	start, end  int    // bytes of the text
	suffix      string // the ending of an inflected form
	joined      bool   // written as one word what the playbook writes as several
	alike       bool   // with letters of another script
	evidence    string
}

// worth says whether a name may begin at word i: for nearly all words of a text the bit
// sets say no, and the rest need not be asked. A word whose letters are not yet all
// (a hump follows) or are disguised is known by its first ones alone.
func (s *Spotter) worth(i int) bool {
	words := s.scanner.words
	w := &words[i]
	if s.names.may(w.hash) || s.mayStem(i) {
		return true
	}
	odd := w.shape&foreign != 0 || w.class == fold.Hangul || i+1 < len(words) && words[i+1].gap == gCamel
	return odd && s.mayBegin(s.scanner.text[w.start:])
}

// from looks for all forms that begin at word i.
func (s *Spotter) from(i int) {
	words := s.scanner.words
	hash, n, odd, digit := uint64(0), int32(0), false, false
	for j := i; j < len(words); j++ {
		w := &words[j]
		if n += w.n; n > longest || n > s.names.most+longestEnding {
			return
		}
		hash = hash*powers[w.n] + w.hash
		digit = digit || w.shape&digitAny != 0
		odd = odd || w.shape&foreign != 0 || digit && j > i
		head, found := s.names.get(hash)
		for _, f := range head.forms {
			s.compare(&s.forms[f], i, j, "")
		}
		s.inflected(hash, i, j)
		more := found && head.more
		if odd {
			more = s.lookalike(i, j) || more
		}
		if !more && !(j+1 < len(words) && words[j+1].gap == gCamel) {
			return
		}
	}
}

// compare makes sure that a form stands in words i to j, less an ending: the hash is
// only a hint, and the signs between the words have to be right too.
func (s *Spotter) compare(f *form, i, j int, suffix string) {
	sc := &s.scanner
	from, letters := sc.words[i].off, sc.letters(i, j)
	if !slices.Equal(letters[:len(letters)-utf8.RuneCountInString(suffix)], f.folded) {
		return
	}
	h := hit{form: f, first: i, last: j, suffix: suffix}
	if s.gapsFit(f, &h, from) && s.edges(f, &h) {
		s.hits = append(s.hits, h)
	}
}

func (s *Spotter) gapsFit(f *form, h *hit, from int32) bool {
	words := s.scanner.words
	at := 0 // the form's word
	for k := h.first; k <= h.last; k++ {
		end := words[k].off + words[k].n - from
		for ; at < len(f.gaps) && (f.ends[at] < end || k == h.last); at++ {
			if !strings.Contains(" -'._", f.gaps[at]) {
				return false
			}
			h.joined = true
		}
		if k == h.last {
			break
		}
		there := words[k+1].gap
		if at < len(f.gaps) && f.ends[at] == end {
			if !s.gapFits(f.gaps[at], k) {
				return false
			}
			at++
		} else if there != gCamel {
			return false
		}
	}
	return true
}

// gapFits compares what the form and the text have between two words. Blanks, hyphens
// and nothing are the same; every other sign must be there, or be there in both.
func (s *Spotter) gapFits(want string, k int) bool {
	before, after := &s.scanner.words[k], &s.scanner.words[k+1]
	if after.gap == gSpace && want == "" {
		return true
	}
	if after.gap&gNewline != 0 && strings.Count(s.scanner.text[before.end:after.start], "\n") > 1 {
		return false
	}
	got := blankless(s.scanner.text[before.end:after.start])
	switch {
	case got == want, got == "" && strings.Contains("-'.", want), want == "" && (got == "-" || got == "_"):
		return true
	case got == ".":
		return before.n <= 3 && want == "" // St. Olav, J. Solvang
	}
	return false
}

// edges finds where the hit begins and ends, with the signs that belong to the name.
func (s *Spotter) edges(f *form, h *hit) bool {
	sc := &s.scanner
	h.start, h.end = int(sc.words[h.first].start), int(sc.words[h.last].end)
	if h.suffix != "" && sc.words[h.last].class == fold.Hangul {
		h.end -= s.particleBytes(h)
	}
	if f.lead != "" {
		from := 0
		if h.first > 0 {
			from = int(sc.words[h.first-1].end)
		}
		before := sc.text[from:h.start]
		if !strings.HasSuffix(blankless(before), f.lead) {
			return !strings.ContainsAny(f.lead, "@#$&+")
		}
		h.start = from + lastBegin(before, f.lead)
	}
	if f.tail != "" && h.suffix == "" {
		to := len(sc.text)
		if h.last+1 < len(sc.words) {
			to = int(sc.words[h.last+1].start)
		}
		after := sc.text[h.end:to]
		if !strings.HasPrefix(blankless(after), f.tail) {
			return !f.must
		}
		h.end += firstEnd(after, f.tail)
	}
	return true
}

// lastBegin is the offset in gap at which its last len(lead) signs begin.
func lastBegin(gap, lead string) int {
	for i := len(gap) - 1; i >= 0; i-- {
		if utf8.RuneStart(gap[i]) && blankless(gap[i:]) == lead {
			return i
		}
	}
	return len(gap)
}

// firstEnd is the offset in gap just after the signs of tail and the accents on them.
func firstEnd(gap, tail string) int {
	for i, r := range gap {
		if blankless(gap[:i]) == tail && fold.Look(r).Class() != fold.Mark {
			return i
		}
	}
	return len(gap)
}

// lookalike compares by what letters look like, for words that mix scripts. It reports
// whether longer forms go on.
func (s *Spotter) lookalike(i, j int) bool {
	sc := &s.scanner
	hash, n := uint64(0), 0
	var seen []rune
	for _, r := range sc.text[sc.words[i].start:sc.words[j].end] {
		if c := fold.Look(r).Class(); c >= fold.Word && c <= fold.Single {
			seen = fold.Alike(seen, r)
		}
	}
	for _, r := range seen {
		hash, n = hash*factor+uint64(r), n+1
	}
	head, _ := s.alikes.get(hash)
	for _, number := range head.forms {
		f := &s.forms[number]
		h := hit{form: f, first: i, last: j, alike: true}
		if n >= 4 && slices.Equal(seen, f.alike) && s.edges(f, &h) {
			s.hits = append(s.hits, h)
		}
	}
	return head.more
}
