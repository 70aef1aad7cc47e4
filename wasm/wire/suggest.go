package wire

// This file is what the card asks of the playbook's answers.

// Suggest ranks the answers of the loaded playbook for posts. The text block is the
// posts' texts and behind them those of Chosen, in order.
type Suggest struct {
	Posts    []SuggestPost `json:"posts"`
	Role     string        `json:"role,omitempty"`     // of the person who answers: staff, lead, admin, leader
	Incident bool          `json:"incident,omitempty"` // one is going on
	Chosen   []Chosen      `json:"chosen,omitempty"`   // further examples, the oldest first
	Most     int           `json:"most,omitempty"`     // answers for a post, 5 when 0
	Drafting *Drafting     `json:"drafting,omitempty"` // drafts are wanted too
}

// SuggestPost is one post without its text. Answers whose use forbids its site or
// intent are not offered; an empty one forbids nothing.
type SuggestPost struct {
	ID     string `json:"id"`
	Bytes  int    `json:"bytes"` // length of its text in the text block
	Site   string `json:"site,omitempty"`
	Lang   string `json:"lang,omitempty"`   // of its Finding
	Author string `json:"author,omitempty"` // as the page names them
	Intent string `json:"intent,omitempty"` // of its Triage
}

// Chosen is a post for which the team used an answer; it is kept on the device.
type Chosen struct {
	Answer string `json:"answer"` // id in the playbook
	Bytes  int    `json:"bytes"`  // length of the post's text in the text block
}

// Suggested has one suggestion for each post, in order.
type Suggested struct {
	Suggestions []Suggestion `json:"suggestions"`
}

// Suggestion is the answers for one post, the likeliest first. Abstain says that none
// is to be offered unasked: the post is off-topic, or it is not clear enough.
type Suggestion struct {
	ID      string   `json:"id"`
	Abstain bool     `json:"abstain"`
	Answers []Ranked `json:"answers"`

	Asks   string           `json:"asks,omitempty"` // what the post asks, in its words, on one line
	Lang   string           `json:"lang,omitempty"` // of the post
	Drafts []SuggestedDraft `json:"drafts"`         // at most three; none that were not asked for
}

// Ranked is one answer with the reason that people are shown.
type Ranked struct {
	ID    string  `json:"id"`
	Score float64 `json:"score"`          // 0 to 1
	Like  string  `json:"like,omitempty"` // the example that the post is most like
}
