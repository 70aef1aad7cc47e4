package spot

// judge decides whether a hit is a mention, and says why in h.evidence.
func (s *Spotter) judge(h *hit) bool {
	switch h.form.role {
	case asLastName, asInitials, asHandle, asHashtag, asDomain:
		return false
	}
	if s.part(h) {
		return false
	}
	h.evidence = "name"
	return true
}

// part reports that the hit is only a part of a longer word: a hump of CamelCase or
// the digits beside it.
func (s *Spotter) part(h *hit) bool {
	words := s.scanner.words
	glued := func(a, b int) bool { return words[b].gap == gCamel && words[a].class == words[b].class }
	return h.first > 0 && glued(h.first-1, h.first) || h.last+1 < len(words) && glued(h.last, h.last+1)
}
