// Package playbook is what a team wrote: the names to spot, the answers, the voice, the
// hours. People write YAML, the wire carries JSON; both become one tree of nodes that
// know their line and column, and one strict decoder turns that into types.
//
// It is hard because the writer is a person in a hurry: "nmae: Havblikk" must be told
// as "brands[0].nmae: did you mean name?", never silently dropped. It does not decide
// what a name matches (wasm/spot does) and reads no files.
package playbook

import "porchlight/wasm/wire"

// Playbook holds everything a team wrote. Every list may be missing; brands or leaders
// of {name} alone, or answers of {id, examples} alone, make a valid one.
type Playbook struct {
	Team      *Team      `json:"team,omitempty"`
	Brands    []Name     `json:"brands,omitempty"`
	Products  []Name     `json:"products,omitempty"`
	Leaders   []Name     `json:"leaders,omitempty"`
	Rivals    []Name     `json:"rivals,omitempty"`
	Signals   []Name     `json:"signals,omitempty"`
	Accounts  Handles    `json:"accounts,omitempty"` // the brand's and colleagues' own accounts; their posts are skipped
	Exclude   *Exclude   `json:"exclude,omitempty"`
	Answers   []Answer   `json:"answers,omitempty"`
	Voice     *Voice     `json:"voice,omitempty"`
	Hours     *Hours     `json:"hours,omitempty"`
	Sites     []SiteRule `json:"sites,omitempty"`
	Incidents []Incident `json:"incidents,omitempty"`
	SiteFiles []string   `json:"siteFiles,omitempty"` // site files, each the JSON of one, in place of the packaged ones of their names; porchlight sites publish writes them
}

// Handles are account names by site ("x": ["havblikk"]), without or with the @. The
// site "any" counts everywhere.
type Handles map[string][]string

// Name is one thing to spot, in all the ways it is written. Inflections, possessives,
// case, diacritics and look-alike letters need no alias: the spotter knows them.
type Name struct {
	Name       string   `json:"name"`
	Aliases    []string `json:"aliases,omitempty"`
	Handles    Handles  `json:"handles,omitempty"`
	Hashtags   []string `json:"hashtags,omitempty"`
	Domains    []string `json:"domains,omitempty"`
	Case       string   `json:"case,omitempty"`       // exact: only as written; any: never ask for capitals
	Diacritics string   `json:"diacritics,omitempty"` // exact: Muñoz is not Munoz
	Public     *bool    `json:"public,omitempty"`     // false: no trace in a page (RULINGS 9: never widens)
	Near       []string `json:"near,omitempty"`       // one of these must stand near
	Not        []string `json:"not,omitempty"`        // none of these may stand near
	Within     string   `json:"within,omitempty"`     // near and not look at the sentence or the post (default)
	Titles     []string `json:"titles,omitempty"`     // of a person: the last name counts beside one of these
	Nicknames  []string `json:"nicknames,omitempty"`  // of a person
	Initials   string   `json:"initials,omitempty"`   // of a person; counts with near words only
	Topics     []string `json:"topics,omitempty"`     // of a leader: what to ask them about
	Exclude    *Exclude `json:"exclude,omitempty"`
}

// Exclude says whose posts and which places never count. Authors are handles or names as
// the site shows them, sites the names of site files (x, reddit). A community is the
// start of an address ("reddit.com/r/sailing", "forum.example/c/boats") or its name as
// the site shows it ("r/sailing", "sailing").
type Exclude struct {
	Authors     []string `json:"authors,omitempty"`
	Sites       []string `json:"sites,omitempty"`
	Communities []string `json:"communities,omitempty"`
}

// Entry is one name with the kind that its list gives it.
type Entry struct {
	Kind wire.Kind
	Path string // brands[2]
	Name *Name
}

// Public reports whether the name may leave a trace in a page: by kind, and the
// playbook can only take it away (RULINGS 9).
func (e Entry) Public() bool {
	switch e.Kind {
	case wire.Brand, wire.Product, wire.Leader:
		return e.Name.Public == nil || *e.Name.Public
	}
	return false
}

// Entries lists all names in the order of the kinds, each with its path.
func (p *Playbook) Entries() []Entry {
	var all []Entry
	add := func(kind wire.Kind, list string, names []Name) {
		for i := range names {
			all = append(all, Entry{Kind: kind, Path: index(list, i), Name: &names[i]})
		}
	}
	add(wire.Brand, "brands", p.Brands)
	add(wire.Product, "products", p.Products)
	add(wire.Leader, "leaders", p.Leaders)
	add(wire.Rival, "rivals", p.Rivals)
	add(wire.Talent, "signals", p.Signals)
	return all
}

// Parse reads a JSON playbook. It returns nil together with at least one problem that
// is no warning when the playbook cannot be used; warnings may stand beside a playbook. A
// problem has no message yet: it is said where people are, here by English.
func Parse(data []byte) (*Playbook, []wire.Problem) {
	root, problem := parseJSON(data)
	if problem != nil {
		return nil, []wire.Problem{*problem}
	}
	return build(root)
}

// Read reads a JSON playbook that Parse has found nothing wrong with before, in a tenth
// of the time; nil when something is wrong after all.
func Read(data []byte) *Playbook {
	root, problem := parseJSON(data)
	if problem != nil {
		return nil
	}
	p, d := &Playbook{}, &decoder{quiet: true}
	d.value(root, valueOf(p), "")
	if len(d.problems) > 0 {
		return nil
	}
	return p
}

// Judge looks at a playbook that can be used and warns of what would make it better, at
// the path of a field, answers[2].examples[0], with what the code's sentence is about.
type Judge func(p *Playbook, warn func(code, path string, parts ...string))

func build(root *node, judges ...Judge) (*Playbook, []wire.Problem) {
	p := &Playbook{}
	d := &decoder{problems: []wire.Problem{}}
	d.value(root, valueOf(p), "")
	check(p, d)
	if len(d.problems) == d.warnings {
		for _, judge := range judges {
			judge(p, func(code, path string, parts ...string) { d.warn(code, d.nearest(path), path, parts...) })
		}
	}
	for _, problem := range d.problems {
		if !problem.Warning {
			return nil, d.problems
		}
	}
	return p, d.problems
}
