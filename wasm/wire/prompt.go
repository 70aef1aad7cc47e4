package wire

// This file is what is asked before a leader is asked anything in a page.

// Ask asks whether this leader may be prompted now, and about which of Posts. Times are
// milliseconds of the local clock on the wall since 1970, minutes those of its day; a span
// whose end is before its start goes over midnight, an empty one is all day.
type Ask struct {
	WallMs  int64     `json:"wallMs"`
	Most    int       `json:"most"`    // prompts a day; 0 for who is off duty
	From    int64     `json:"from"`    // minute at which quiet hours end
	To      int64     `json:"to"`      // minute at which they begin
	Weekend bool      `json:"weekend"` // Saturdays and Sundays, too
	Asked   Asked     `json:"asked"`
	Posts   []AskPost `json:"posts"`
}

// Asked is all that is remembered of prompts: those of one day, and what shall never be
// asked about again. It cannot grow: Shown has at most Most keys, Never one for each intent.
type Asked struct {
	Day    int64    `json:"day"` // days on the wall since 1970
	Shown  []string `json:"shown"`
	LastMs int64    `json:"lastMs"` // when the last one was
	Never  []string `json:"never"`  // intents, as Triage has them
}

// AskPost is one post that could be asked about.
type AskPost struct {
	Key    string `json:"key"`
	Why    string `json:"why"` // the strongest of AskWhys that fits, "" for none
	Intent string `json:"intent"`
	Urgent bool   `json:"urgent"`
	WaitMs int64  `json:"waitMs"` // since it was posted, 0 where nobody knows
}

// AskWhys are the reasons to ask about a post, the strongest first: a colleague gave it to
// this person, it speaks to them, it wants an answer and names them. The last two are of
// posts that nobody has and nobody answered.
var AskWhys = []string{"given", "asked", "named"}

// Prompted is the answer: Best is the place in Posts of the one to ask about, -1 for none.
// Asked is what to remember before it is shown.
type Prompted struct {
	Best  int   `json:"best"`
	ForMs int64 `json:"forMs"` // after which the prompt goes by itself
	Asked Asked `json:"asked"`
}
