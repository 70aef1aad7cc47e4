package spot

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"porchlight/wasm/wire"
)

// settle judges the hits and keeps the longest and most specific where they overlap.
func (s *Spotter) settle() []hit {
	var kept []hit
	for _, h := range s.hits {
		if s.judge(&h) {
			kept = append(kept, h)
		}
	}
	if len(kept) < 2 {
		return kept
	}
	slices.SortStableFunc(kept, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.end-b.start, a.end-a.start), cmp.Compare(a.form.role, b.form.role),
			cmp.Compare(len(a.suffix), len(b.suffix)), cmp.Compare(a.form.entry, b.form.entry))
	})
	var free []hit
	taken := make([]bool, len(s.scanner.words))
	for _, h := range kept {
		if !slices.Contains(taken[h.first:h.last+1], true) {
			for i := h.first; i <= h.last; i++ {
				taken[i] = true
			}
			free = append(free, h)
		}
	}
	slices.SortStableFunc(free, func(a, b hit) int { return cmp.Compare(a.start, b.start) })
	return free
}

// mentions is the one place where bytes become UTF-16 code units.
func (s *Spotter) mentions(hits []hit) []wire.Mention {
	out := make([]wire.Mention, 0, len(hits))
	text, at, units := s.scanner.text, 0, 0
	advance := func(to int) int {
		for at < to {
			r, size := utf8.DecodeRuneInString(text[at:])
			if at += size; r >= 0x10000 {
				units++
			}
			units++
		}
		return units
	}
	for _, h := range hits {
		e := s.entries[h.form.entry]
		m := wire.Mention{Start: advance(h.start), Kind: e.Kind, Name: e.Name.Name, Public: e.Public(), Evidence: h.evidence}
		m.End, m.Text = advance(h.end), text[h.start:h.end]
		out = append(out, m)
	}
	return out
}
