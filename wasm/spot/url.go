package spot

import (
	"sort"
	"strings"
)

// address is a URL in the text: bytes from start to end, its host up to path.
type address struct{ start, path, end int }

// findURLs finds addresses with a scheme; www.havblikk.example without one is a domain.
func (s *Spotter) findURLs() {
	s.urls = s.urls[:0]
	text := s.post.Text
	for from := 0; ; {
		i := strings.Index(text[from:], "://")
		if i < 0 {
			return
		}
		u := address{start: from + i, path: len(text), end: len(text)}
		if e := strings.IndexAny(text[u.start:], " \t\r\n\"<>"); e >= 0 {
			u.end = u.start + e
		}
		u.path = u.end
		if p := strings.IndexAny(text[u.start+3:u.end], "/?#"); p >= 0 {
			u.path = u.start + 3 + p
		}
		s.urls = append(s.urls, u)
		from = max(u.end, u.start+3)
	}
}

// inPath reports that a hit is in a link, but for the domain of a link to a site's
// front page: who links to a page does not name the site that carries it.
func (s *Spotter) inPath(h *hit) bool {
	i := sort.Search(len(s.urls), func(i int) bool { return s.urls[i].end > h.start })
	if i == len(s.urls) || h.start < s.urls[i].start {
		return false
	}
	u := s.urls[i]
	return h.end > u.path || u.end > u.path+1 && h.form.role != asDomain
}
