package spot

import (
	"strings"

	"porchlight/wasm/fold"
	"porchlight/wasm/wire"
)

// The words of evidence that a mention carries; the UI says them in its language.
const (
	ByName      = "name"
	ByAlias     = "alias"
	ByHandle    = "handle"
	ByHashtag   = "hashtag"
	ByDomain    = "domain"
	ByCapitals  = "capitals"  // an ordinary word, but written as a name
	ByContext   = "context"   // a word that the playbook wants near
	ByTitle     = "title"     // a last name beside a title
	ByFullName  = "full name" // a last name after the full name
	ByEnding    = "ending"    // inflected: Havblikks
	ByCompound  = "compound"  // Havblikk-sjefen
	ByJoined    = "joined"    // written as one word
	ByLookalike = "look-alike letters"
	BySpelling  = "spelling" // other accents
)

// judge decides whether a hit is a mention, and says why in h.evidence.
func (s *Spotter) judge(h *hit) bool {
	var ok bool
	switch h.form.role {
	case asHandle, asHashtag, asDomain:
		ok = s.address(h)
	case asLastName, asInitials:
		ok = s.plain(h) && s.written(h) == exactly && s.supported(h)
	default:
		ok = s.plain(h)
	}
	return ok && s.context(h) && !excluded(s.entries[h.form.entry].Name.Exclude, s.post)
}

func (h *hit) say(evidence string) {
	if h.evidence != "" {
		h.evidence += ", "
	}
	h.evidence += evidence
}

// address judges handles, hashtags and domains: they are what they are.
func (s *Spotter) address(h *hit) bool {
	lead := s.lead(h)
	switch f := h.form; f.role {
	case asHandle:
		h.say(ByHandle)
		return lead == '@' && !s.part(h) && h.suffix == "" && (f.site == "" || s.post.Site == "" || strings.EqualFold(f.site, s.post.Site))
	case asHashtag:
		h.say(ByHashtag)
		return lead == '#' && !s.part(h)
	default:
		h.say(ByDomain)
		return h.suffix == "" && !h.joined && !s.part(h) && !s.inPath(h) && s.gapAfter(h)&(gHyphen|gAt) == 0
	}
}

// lead is the @ or # that touches the hit, or 0.
func (s *Spotter) lead(h *hit) byte {
	at := int(s.scanner.words[h.first].start)
	if at == 0 {
		return 0
	}
	r := rune(s.post.Text[at-1])
	if r >= 0x80 { // full-width signs are three bytes
		if at < 3 {
			return 0
		}
		r = []rune(s.post.Text[at-3 : at])[0]
	}
	switch fold.Look(r).Class() {
	case fold.At:
		return '@'
	case fold.Hash:
		return '#'
	}
	return 0
}

// plain judges a name by its place and by how it is written.
func (s *Spotter) plain(h *hit) bool {
	if s.inPath(h) || !s.edgesFit(h) {
		return false
	}
	lead := s.lead(h)
	whole := lead != 0 && !s.part(h)
	switch {
	case s.part(h) && !s.partCounts(h, lead):
		return false
	case len(h.form.ends) == 1 && len(h.form.folded) == 1 && !h.form.must && !whole && len(s.entries[h.form.entry].Name.Near) == 0:
		return false // one letter stands everywhere
	case lead == '@' && h.form.lead != "@" && s.entries[h.form.entry].Kind == wire.Leader:
		return false // an account of that name may be anybody's: the playbook lists handles
	case lead == '@' && h.first > 0 && s.lower(h.first-1) == "via":
		return false // what a share button writes
	case h.joined && lead == 0 && (len(h.form.folded) < 6 || s.ordinarySurface(h)):
		return false
	}
	if lead == '#' {
		h.say(ByHashtag)
	} else if lead == '@' {
		h.say(ByHandle)
	} else if h.form.role == asAlias || h.form.role == asNickname {
		h.say(ByAlias)
	} else {
		h.say(ByName)
	}
	return s.spelledFit(h) && s.casesFit(h, whole)
}

// partCounts says when a name counts inside a longer word: #HavblikkPass, HavblikkAir.
func (s *Spotter) partCounts(h *hit, lead byte) bool {
	kind := s.entries[h.form.entry].Kind
	if kind == wire.Leader || len(h.form.folded) < 5 || h.suffix != "" || h.alike || s.ordinary(h.form) {
		return false
	}
	before := h.first > 0 && s.glued(h.first-1, h.first)
	return s.written(h) == exactly && (lead == '#' || !before)
}

// part reports that the hit is only a part of a longer word: a hump of CamelCase or
// the digits beside it.
func (s *Spotter) part(h *hit) bool {
	words := s.scanner.words
	return h.first > 0 && s.glued(h.first-1, h.first) || h.last+1 < len(words) && s.glued(h.last, h.last+1)
}

// glued reports that nothing, or an underscore, stands between two words of a kind
// that puts spaces between words.
func (s *Spotter) glued(a, b int) bool {
	words := s.scanner.words
	gap := words[b].gap
	return gap == gUnderscore || gap == gCamel && words[a].class == words[b].class && words[a].class != fold.Single
}

func (s *Spotter) gapAfter(h *hit) gap {
	if h.last+1 < len(s.scanner.words) {
		return s.scanner.words[h.last+1].gap
	}
	return gBreak
}

// edgesFit judges apostrophes and hyphens that touch the hit.
func (s *Spotter) edgesFit(h *hit) bool {
	words := s.scanner.words
	before, after := words[h.first].gap, s.gapAfter(h)
	if before == gApostrophe && h.first > 0 && !elision[s.lower(h.first-1)] {
		return false // O'Brien is no Brien
	}
	if after == gApostrophe {
		if !contraction[s.lower(h.last+1)] {
			return false // can't is no Can
		}
		if h.suffix == "" {
			h.say(ByEnding)
		}
	}
	if h.form.role == asInitials && (before == gHyphen || after == gHyphen) {
		return false
	}
	if before == gHyphen && h.first > 0 {
		if words[h.first-1].shape&(upperFirst|upperLater) != 0 {
			return false // Coca-Cola is no Cola
		}
		h.say(ByCompound)
	}
	if after == gHyphen {
		if words[h.last+1].shape&upperFirst != 0 && words[h.last+1].shape&lowerAny != 0 {
			return false // Jean-Luc is no Jean
		}
		h.say(ByCompound)
	}
	return true
}

var elision = set("d l j m n s t c qu dell all nell dall sull un")

var contraction = set("s d ll re ve m n en et er a as n t ne es ene")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// lower is word i in folded letters.
func (s *Spotter) lower(i int) string {
	return string(s.scanner.letters(i, i))
}
