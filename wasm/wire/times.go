package wire

// Times answers GET /times: one page of conversations; ask after Next while there is one.
type Times struct {
	Times []Stamps `json:"times"`
	Next  string   `json:"next"`
}

// Stamps are when what happened in a conversation, 0 for never, and how long they waited.
type Stamps struct {
	Conv       string  `json:"conv"`
	Posted     *Range  `json:"posted,omitempty"`
	SeenMs     int64   `json:"seen_ms"`
	ClaimedMs  int64   `json:"claimed_ms"`         // first claim of the last 90 days
	RepliedMs  int64   `json:"replied_ms"`         // first reply
	ReopenedMs int64   `json:"reopened_ms"`        // for their newest answer
	AgainMs    int64   `json:"again_ms"`           // first reply after that
	ForLeader  bool    `json:"for_leader"`         // it names a leader, or a colleague gave it to one
	HeardMs    int64   `json:"heard_ms"`           // when such a leader first did something about it
	Leader     *Waited `json:"leader,omitempty"`   // until then, from posted
	Customer   *Waited `json:"customer,omitempty"` // first response, from posted
	Us         *Waited `json:"us,omitempty"`       // first response, from seen
	Next       *Waited `json:"next,omitempty"`     // next response
}

// Waited is how long somebody waited, at least and at most, by the calendar and in the
// hours that the team was open, in ms. More than 400 days are told as 400.
type Waited struct {
	LeastMs     int64 `json:"least_ms"`
	MostMs      int64 `json:"most_ms"`
	OpenLeastMs int64 `json:"open_least_ms"`
	OpenMostMs  int64 `json:"open_most_ms"`
}
