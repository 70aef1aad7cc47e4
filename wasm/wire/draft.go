package wire

// Drafting says for whom and when drafts are made; every field may be missing.
type Drafting struct {
	Lang       string          `json:"lang,omitempty"`       // that a person chose; else the post's
	Tone       string          `json:"tone,omitempty"`       // shorter, warmer, plainer
	Leader     bool            `json:"leader,omitempty"`     // a leader writes: one own sentence, and facts
	Initials   string          `json:"initials,omitempty"`   // of who writes
	Personal   bool            `json:"personal,omitempty"`   // from an own account, not the brand's
	Seed       string          `json:"seed,omitempty"`       // who and what: two people get two texts
	NowMs      int64           `json:"nowMs,omitempty"`      // 0: no fact is out of date
	ZoneOffset int             `json:"zoneOffset,omitempty"` // minutes east of UTC of who writes
	Incident   *IncidentStatus `json:"incident,omitempty"`   // that goes on
}

// IncidentStatus is what may be said of an incident now.
type IncidentStatus struct {
	ID     string            `json:"id"`
	Hit    string            `json:"hit"`              // what is broken, in words: which posts are about it
	Status map[string]string `json:"status"`           // by language
	NextMs int64             `json:"nextMs,omitempty"` // when the next update is due
}

// SuggestedDraft is the beginning of an answer, a draft: blocks of the playbook, put together
// for one post. A person's own words are still missing.
type SuggestedDraft struct {
	Answer   string      `json:"answer"` // the entry's id; the incident's for its status line
	Text     string      `json:"text"`   // with {id} where a slot is to be filled, {own} for a whole own sentence
	Lang     string      `json:"lang"`
	Wanted   string      `json:"wanted,omitempty"` // the language that was asked for and that the entry does not have
	Langs    []string    `json:"langs"`            // that the entry has, by the alphabet
	Blocks   []string    `json:"blocks"`           // quote, acknowledge, answer, commit, refuse, next, facts, status, own, disclosure
	Slots    []DraftSlot `json:"slots,omitempty"`  // in order of the text
	Facts    []DraftFact `json:"facts,omitempty"`  // that the text states
	Problems []Problem   `json:"problems"`
}

// DraftSlot is a hole in a draft's text.
type DraftSlot struct {
	ID      string   `json:"id"`
	Kind    string   `json:"kind"` // name, link, date, amount, choice, text
	Label   string   `json:"label,omitempty"`
	Choices []string `json:"choices,omitempty"`
}

// DraftFact is a fact in a draft's text, with where it is from.
type DraftFact struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Source string `json:"source,omitempty"`
	Until  string `json:"until,omitempty"` // last valid date
}
