package playbook

import (
	"cmp"
	"maps"
	"slices"
)

// This file types the parts that answering, claims and incidents read. Nothing here is
// spotted; every text is plain text, never HTML.

// Team names the team and its rules for claims.
type Team struct {
	Name         string `json:"name,omitempty"`
	Mode         string `json:"mode,omitempty"`         // off, warn (default), required
	OwnerMinutes int    `json:"ownerMinutes,omitempty"` // business minutes that a kept conversation stays with its owner
	Excerpt      bool   `json:"excerpt,omitempty"`      // true: a claim carries 160 characters of the post
}

// Mode is the rule for claims on a site: off, warn or required.
func (p *Playbook) Mode(site string) string {
	mode := teamMode(p)
	for _, rule := range p.Sites {
		if rule.Site == site && rule.Mode != "" {
			mode = rule.Mode
		}
	}
	return cmp.Or(mode, "warn")
}

// Answer is one thing the team can say. ID and Examples alone can be ranked, not
// drafted.
type Answer struct {
	ID       string            `json:"id"`
	Title    string            `json:"title,omitempty"`
	Owner    string            `json:"owner,omitempty"`
	Review   string            `json:"review,omitempty"` // date, 2026-11-30
	Examples []string          `json:"examples,omitempty"`
	Blocks   map[string]Blocks `json:"blocks,omitempty"` // by language: en, nb, nn
	Facts    []Fact            `json:"facts,omitempty"`
	Slots    []Slot            `json:"slots,omitempty"`
	Links    []string          `json:"links,omitempty"` // allowed in this answer
	Use      *Use              `json:"use,omitempty"`
}

// Blocks are alternatives for each part of a draft, so that two people do not get the
// same text. {slot} and {fact} stand for what is filled in.
type Blocks struct {
	Acknowledge []string `json:"acknowledge,omitempty"`
	Answer      []string `json:"answer,omitempty"`
	Commit      []string `json:"commit,omitempty"`
	Refuse      []string `json:"refuse,omitempty"`
	Next        []string `json:"next,omitempty"`
}

// BlockNames are the parts of a draft in the order in which they are usually read.
var BlockNames = [...]string{"acknowledge", "answer", "commit", "refuse", "next"}

// Named are the alternatives of the part with one of BlockNames.
func (b Blocks) Named(name string) []string {
	switch name {
	case "acknowledge":
		return b.Acknowledge
	case "answer":
		return b.Answer
	case "commit":
		return b.Commit
	case "refuse":
		return b.Refuse
	}
	return b.Next
}

// Languages are those that an answer has blocks in, by the alphabet.
func (a Answer) Languages() []string { return slices.Sorted(maps.Keys(a.Blocks)) }

// Fact is something that can go out of date.
type Fact struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Source string `json:"source,omitempty"`
	Until  string `json:"until,omitempty"` // last valid date
}

// Slot is a hole that the person fills.
type Slot struct {
	ID      string   `json:"id"`
	Kind    string   `json:"kind"` // name, link, date, amount, choice, text
	Label   string   `json:"label,omitempty"`
	Choices []string `json:"choices,omitempty"`
}

// Use says when an answer may be offered; an empty list allows all.
type Use struct {
	Sites    []string `json:"sites,omitempty"`
	Intents  []string `json:"intents,omitempty"`
	Roles    []string `json:"roles,omitempty"`
	Incident bool     `json:"incident,omitempty"` // only during one
}

// Voice is how the team sounds.
type Voice struct {
	Register   string            `json:"register,omitempty"` // plain, warm, formal
	Level      int               `json:"level,omitempty"`    // most words in a sentence
	Avoid      []WordRule        `json:"avoid,omitempty"`
	Require    []WordRule        `json:"require,omitempty"`
	SignOff    string            `json:"signOff,omitempty"`    // "^{initials}"
	Disclosure map[string]string `json:"disclosure,omitempty"` // by language: "I work at Havblikk"
}

// WordRule is a word or phrase with the reason that people are told.
type WordRule struct {
	Word    string `json:"word"`
	Reason  string `json:"reason,omitempty"`
	Instead string `json:"instead,omitempty"`
}

// Hours are the business hours: the instants that the team is open at its own place or
// at any other. Without days a place is open always but on its holidays.
type Hours struct {
	Zone         string              `json:"zone,omitempty"`
	Days         map[string][]string `json:"days,omitempty"`
	Holidays     []string            `json:"holidays,omitempty"`
	Also         []Place             `json:"also,omitempty"`         // colleagues by another clock
	FirstMinutes int                 `json:"firstMinutes,omitempty"` // target for the first reply
	NextMinutes  int                 `json:"nextMinutes,omitempty"`  // target for the next
}

// Place is when one office is open by its own clock: intervals "09:00-17:00" by weekday
// (mon … sun), each of one day, so that a night is "22:00-24:00" and "00:00-06:00".
type Place struct {
	Zone     string              `json:"zone,omitempty"` // Europe/Oslo
	Days     map[string][]string `json:"days,omitempty"`
	Holidays []string            `json:"holidays,omitempty"` // dates, 2026-12-25
}

// Places are all of them, the own one first; none for a team that is always open.
func (h *Hours) Places() []Place {
	if h == nil {
		return nil
	}
	own := Place{h.Zone, h.Days, h.Holidays}
	if own.Zone == "" && own.Days == nil && own.Holidays == nil {
		return h.Also
	}
	return append([]Place{own}, h.Also...)
}

// SiteRule is what the team wants on one site.
type SiteRule struct {
	Site     string `json:"site"`
	Off      bool   `json:"off,omitempty"`
	Mode     string `json:"mode,omitempty"` // off, warn, required
	Limit    int    `json:"limit,omitempty"`
	SignOff  bool   `json:"signOff,omitempty"`
	Disclose bool   `json:"disclose,omitempty"`
	Manners  string `json:"manners,omitempty"`
}

// Incident is a kind of trouble prepared for in advance: the words that posts use of
// it and the line that people get.
type Incident struct {
	ID     string            `json:"id"`
	Title  string            `json:"title,omitempty"`
	Words  []string          `json:"words,omitempty"`
	Status map[string]string `json:"status,omitempty"` // by language
	Roles  []string          `json:"roles,omitempty"`  // who may reply
}
