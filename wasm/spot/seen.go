package spot

// seen is what was found out about the whole post, once: a hostile post has a hundred
// thousand hits, and each asks.
type seen struct {
	shouts, careful maybe
	words           string          // the post in folded words between blanks
	full            map[int]bool    // entries whose full name stands in the post
	near            map[int][2]bool // by entry: a near word, a not word stands in the post
}

type maybe uint8

const (
	unknown maybe = iota
	yes
	no
)

func (m *maybe) once(find func() bool) bool {
	if *m == unknown {
		*m = no
		if find() {
			*m = yes
		}
	}
	return *m == yes
}

// fullName reports that the full name of an entry stands somewhere in the post.
func (s *Spotter) fullName(entry int) bool {
	if s.seen.full == nil {
		s.seen.full = map[int]bool{}
		for i := range s.hits {
			if f := s.hits[i].form; f.role == asName {
				s.seen.full[f.entry] = true
			}
		}
	}
	return s.seen.full[entry]
}
