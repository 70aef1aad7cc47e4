package spot

// judge decides whether a hit is a mention, and says why in h.evidence.
func (s *Spotter) judge(h *hit) bool {
	h.evidence = "name"
	switch h.form.role {
	case asLastName, asInitials, asHandle, asHashtag, asDomain:
		return false
	}
	return true
}
