package wire

// Check asks what is wrong with a draft, at each pause in typing. The text block is the
// draft, behind it the draft as it was suggested, and behind that the post.
type Check struct {
	Bytes      int         `json:"bytes"`                // of the draft in the text block; the rest but Post was suggested
	Site       string      `json:"site,omitempty"`       // the site file in use: hn, x, ...
	Lang       string      `json:"lang,omitempty"`       // of the draft, BCP 47; else it is looked at
	Answer     string      `json:"answer,omitempty"`     // id of the playbook's entry that it was made from
	Personal   bool        `json:"personal,omitempty"`   // from an own account, not the brand's
	Leader     bool        `json:"leader,omitempty"`     // a leader writes: one whole own sentence
	Initials   string      `json:"initials,omitempty"`   // of who writes
	NowMs      int64       `json:"nowMs,omitempty"`      // 0: nothing is out of date and no due time is told
	ZoneOffset int         `json:"zoneOffset,omitempty"` // minutes east of UTC of who writes
	Limit      *PageLimit  `json:"limit,omitempty"`      // what the page itself says; it wins
	Recent     []RecentOne `json:"recent,omitempty"`     // what the team sent of late

	// While an incident goes on: how many bytes the post has, and its Triage.Intent.
	Incident *IncidentStatus `json:"incident,omitempty"`
	Post     int             `json:"post,omitempty"`
	Intent   string          `json:"intent,omitempty"`
}

// PageLimit is the room that the page's own counter or maxlength states. With Left the
// page has counted itself and is believed.
type PageLimit struct {
	Max  int    `json:"max,omitempty"`
	Min  int    `json:"min,omitempty"`
	Unit string `json:"unit,omitempty"` // weighted, grapheme, utf16, codepoint, bytes; else the site's, of maxlength utf16
	Left *int   `json:"left,omitempty"` // what the counter beside the text shows now; below 0 is too long
}

// RecentOne is a text that was sent, without the text.
type RecentOne struct {
	Sketch string `json:"sketch"`         // as Checked gave it
	AtMs   int64  `json:"atMs,omitempty"` // when
	By     string `json:"by,omitempty"`   // who, as people call them
}

// Checked is the length of a draft and what is wrong with it, in the order of the text.
type Checked struct {
	Length   int            `json:"length"`
	Limit    int            `json:"limit"` // 0: none known
	Min      int            `json:"min,omitempty"`
	Unit     string         `json:"unit"`
	Stops    bool           `json:"stops"` // it may not be inserted
	Problems []DraftProblem `json:"problems"`
	Promises []Promised     `json:"promises,omitempty"`
	Sketch   string         `json:"sketch,omitempty"`   // to keep once it is sent; nobody can read it
	Concerns bool           `json:"concerns,omitempty"` // the post is about the incident
}

// DraftProblem is one thing that is wrong with a draft. The engine gives no Message: the
// extension says check_<code> with Parts in it, the command line English.
type DraftProblem struct {
	Code    string   `json:"code"`
	Message string   `json:"message"`
	Start   int      `json:"start"` // UTF-16 code units; 0 to 0 is the whole draft
	End     int      `json:"end"`   // exclusive
	Level   string   `json:"level"` // stops, warns
	Parts   []string `json:"parts,omitempty"`
}

// Promised is a commitment in a draft, to be offered to the ledger.
type Promised struct {
	Start   int    `json:"start"` // UTF-16 code units
	End     int    `json:"end"`   // exclusive
	Text    string `json:"text"`
	DueMs   int64  `json:"dueMs,omitempty"`   // 0: it does not say when
	Precise bool   `json:"precise,omitempty"` // it names the hour; else the day's last minute
	When    string `json:"when,omitempty"`    // the words that say when
}
