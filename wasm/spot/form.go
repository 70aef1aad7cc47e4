package spot

import (
	"slices"
	"strings"

	"porchlight/wasm/fold"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// role says which of the ways to write a name a form is.
type role uint8

const (
	asName role = iota
	asAlias
	asNickname
	asLastName // counts beside a title, a context word or the full name
	asInitials // counts beside a context word or the full name
	asHandle
	asHashtag
	asDomain
)

// form is one way to write one name, ready to be compared with a text.
type form struct {
	entry   int
	role    role
	site    string // of a handle: where it counts; "" everywhere
	surface string // as the playbook writes it
	folded  []rune
	alike   []rune
	ends    []int32  // where its words end, in folded characters
	gaps    []string // what stands after each word but the last, blanks taken out
	lead    string   // signs before the first word that are part of the name
	tail    string   // signs after the last word
	must    bool     // tail tells the name from another: C++, not Yahoo!
	shape   shape
	known   map[string]bool // whether it is ordinary, by language; see ordinary
}

// write lists every way to write the entry.
func (s *Spotter) write(i int, e playbook.Entry) {
	n := e.Name
	s.add(i, asName, "", n.Name)
	for _, a := range n.Aliases {
		s.add(i, asAlias, "", a)
	}
	for _, a := range n.Nicknames {
		s.add(i, asNickname, "", a)
	}
	for site, handles := range n.Handles {
		if site == "any" {
			site = ""
		}
		for _, h := range handles {
			s.add(i, asHandle, site, strings.TrimPrefix(h, "@"))
		}
	}
	for _, h := range n.Hashtags {
		s.add(i, asHashtag, "", strings.TrimPrefix(h, "#"))
	}
	for _, d := range n.Domains {
		s.add(i, asDomain, "", strings.TrimPrefix(d, "www."))
	}
	if n.Initials != "" {
		s.add(i, asInitials, "", n.Initials)
	}
	if parts := strings.Fields(n.Name); e.Kind == wire.Leader && len(parts) > 1 {
		s.add(i, asLastName, "", parts[len(parts)-1])
	}
}

// keyless is how people without the key write letters that folding does not take
// apart that way: Haakon, Soerlandet, Mueller.
var keyless = strings.NewReplacer("å", "aa", "Å", "Aa", "ø", "oe", "Ø", "Oe",
	"ä", "ae", "Ä", "Ae", "ö", "oe", "Ö", "Oe", "ü", "ue", "Ü", "Ue")

func (s *Spotter) add(entry int, role role, site, surface string) {
	s.addOne(entry, role, site, surface)
	if other := keyless.Replace(surface); other != surface {
		s.addOne(entry, role, site, other)
	}
}

func (s *Spotter) addOne(entry int, role role, site, surface string) {
	var sc scanner
	sc.scan(surface)
	if len(sc.words) == 0 {
		return
	}
	f := form{entry: entry, role: role, site: site, surface: surface, folded: slices.Clone(sc.letters(0, len(sc.words)-1))}
	first, last := sc.words[0], sc.words[len(sc.words)-1]
	for i, w := range sc.words {
		if i > 0 {
			f.gaps = append(f.gaps, blankless(surface[sc.words[i-1].end:w.start]))
		}
		f.ends = append(f.ends, w.off+w.n)
		f.shape |= w.shape
	}
	f.lead, f.tail = blankless(surface[:first.start]), blankless(surface[last.end:])
	f.must = strings.ContainsAny(f.tail, "+#$&%*")
	for _, r := range surface[first.start:last.end] {
		if c := fold.Look(r).Class(); c >= fold.Word && c <= fold.Single {
			f.alike = fold.Alike(f.alike, r)
		}
	}
	s.forms = append(s.forms, f)
}

// blankless takes out blanks and what is never seen, and writes each sign one way.
func blankless(s string) string {
	if s == " " || s == "" {
		return ""
	}
	return strings.Map(func(r rune) rune {
		switch fold.Look(r).Class() {
		case fold.Space, fold.Newline, fold.Ignore, fold.Mark:
			return -1
		case fold.Apostrophe:
			return '\''
		case fold.Hyphen:
			return '-'
		case fold.Dot:
			return '.'
		}
		return r
	}, s)
}
