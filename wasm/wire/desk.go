package wire

// Op kinds, as the ledger writes them.
const (
	OpClaim    = "claim"
	OpRenew    = "renew"
	OpKeep     = "keep" // renew for the owner time, by a press
	OpRelease  = "release"
	OpHandoff  = "handoff"
	OpTakeover = "takeover"
	OpReply    = "reply"
	OpAssign   = "assign" // a lead gives it to Target, from any state
	OpBounce   = "bounce" // the holder gives it back, with a note
	OpRaise    = "raise"  // puts on the board what nobody has
	OpReopen   = "reopen" // puts back on the board what had an outcome

	// Two conversations are one: the later is pointed at the earlier, and what is done to it
	// then is done to that. Aliased is what the later's row says; no op is of that kind.
	OpAlias   = "alias"
	OpAliased = "aliased"

	// Facts, like a reply: always recorded.
	OpRefuse   = "refuse"   // an honest no; see Refusal
	OpListened = "listened" // read, and no answer is needed
	OpNote     = "note"     // for colleagues

	// Of one post, or of all by an author, on a site or with a word: see Fact.Scope.
	OpNotAboutUs = "notAboutUs"
	OpAboutUs    = "aboutUs" // takes it back

	// About a promise, by its own id.
	OpPromise   = "promise"   // Target owes it until Fact.DueMs
	OpLate      = "late"      // why, and until when now
	OpKept      = "kept"      // where, if anywhere
	OpWithdrawn = "withdrawn" // why

	OpSignal = "signal" // something to know; to Target, or to everybody

	// About an incident, by its own id. Leads alone.
	OpIncident = "incident" // something is broken; the next update is due at Fact.DueMs
	OpUpdate   = "update"   // the next one is due then, with or without news
	OpResolve  = "resolve"  // it is over
)

// State is what a badge, a card and a list row show of a conversation; it is also
// data-state everywhere.
type State string

// The seven states. Pending is "not confirmed": never shown as the person's own.
const (
	Free       State = "free"
	Pending    State = "pending"
	Mine       State = "mine"
	Theirs     State = "theirs"
	Lost       State = "lost"
	Unverified State = "unverified"
	Answered   State = "answered"
)

// Conversation is all that a claim tells the backend about what is claimed: the exact
// fields of the "what leaves" preview. Post text is never among them.
type Conversation struct {
	Key    string   `json:"key"`
	Link   string   `json:"link"`
	Site   string   `json:"site"`
	Author string   `json:"author"` // public handle
	Names  []string `json:"names"`  // playbook names matched
	Triage *Triage  `json:"triage,omitempty"`
	Posted *Range   `json:"posted,omitempty"`  // when, as the page tells it
	SeenMs int64    `json:"seen_ms,omitempty"` // when this browser first found it
}

// Range is from when to when something may have been, in ms: of "3h" an hour.
type Range struct {
	FromMs int64 `json:"from_ms"`
	ToMs   int64 `json:"to_ms"`
}

// Head is the newest known state of one conversation, as the desk keeps it: one row of
// the IndexedDB store "heads", keyed by Key.
type Head struct {
	Conversation
	Conv       string   `json:"conv"` // the server's opaque id
	Seq        int64    `json:"seq"`  // of the row this state comes from
	Fence      int64    `json:"fence"`
	Holder     string   `json:"holder"`              // member id, "" when nobody
	SinceMs    int64    `json:"sinceMs"`             // server time of this grant
	ExpiresMs  int64    `json:"expiresMs"`           // server time
	Replied    int64    `json:"replied"`             // replies so far
	RepliedBy  string   `json:"repliedBy"`           // member of the newest reply
	RepliedMs  int64    `json:"repliedMs"`           // server time of the newest reply
	ReplyLink  string   `json:"replyLink"`           // its permalink
	ReplyOf    string   `json:"replyOf,omitempty"`   // the incident whose line it gave
	Outcome    string   `json:"outcome,omitempty"`   // as in Change
	OutcomeBy  string   `json:"outcomeBy,omitempty"` // member of the newest reply, refuse or listened
	OutcomeMs  int64    `json:"outcomeMs,omitempty"` // its server time
	Refusal    *Refusal `json:"refusal,omitempty"`   // of that one, if a refuse
	DueMs      int64    `json:"dueMs,omitempty"`     // as in Change
	AtMs       int64    `json:"atMs"`                // server time of the newest row
	MineUntil  int64    `json:"mineUntil"`           // local time until which "mine" may be shown; 0 if not mine
	VerifiedMs int64    `json:"verifiedMs"`          // local time of the answer that confirmed it
	LostTo     string   `json:"lostTo"`              // who took or won it from this person; "" otherwise
	GivenBy    string   `json:"givenBy,omitempty"`   // who gave it to Holder, who has not taken it up or given it back
	Word       *Word    `json:"word,omitempty"`      // the newest since it was last given or claimed
	OverMs     int64    `json:"overMs,omitempty"`    // the ExpiresMs of which a lead has been told that it passed
	SameAs     string   `json:"sameAs,omitempty"`    // conv of what it was found to be; its head has the state
	Matter     *Matter  `json:"matter,omitempty"`    // what has an id of its own, which is Key; no conversation
}

// Word is what a colleague wrote about a conversation for whoever has it, or had it.
type Word struct {
	Kind string `json:"kind"` // handoff, assign, bounce, note, listened
	By   string `json:"by"`   // member id
	Text string `json:"text"`
	Seq  int64  `json:"seq"`
}

// OutboxOp is one thing a person did that the backend has not answered yet: one row of
// the IndexedDB store "outbox", keyed by OpID, in order of MadeMs then OpID.
type OutboxOp struct {
	OpID         string       `json:"opId"` // UUIDv7, made once
	Kind         string       `json:"kind"`
	Conversation Conversation `json:"conversation"`
	Target       string       `json:"target,omitempty"`    // handoff, assign
	Note         string       `json:"note,omitempty"`      // as in OpIn
	ReplyLink    string       `json:"replyLink,omitempty"` // reply
	Refusal      *Refusal     `json:"refusal,omitempty"`   // refuse
	Same         string       `json:"same,omitempty"`      // alias
	Subject      string       `json:"subject,omitempty"`   // of what has an id of its own
	Fact         *Fact        `json:"fact,omitempty"`      // of that
	MadeMs       int64        `json:"madeMs"`              // local time
	SentMs       int64        `json:"sentMs,omitempty"`    // local time just before the last send
	State        string       `json:"state"`               // queued, inflight, parked
	Bytes        string       `json:"bytes,omitempty"`     // the op exactly as sent, fixed at the first send
	Problem      string       `json:"problem,omitempty"`   // why it is parked
}

// Cursor is the place in the feed up to which this device has read.
type Cursor struct {
	Epoch string `json:"epoch"`
	Seq   int64  `json:"seq"`
}

// Act asks for the op of something a person just did. NowMs is local time, OffsetMs
// server time minus local time as last seen, Random 16 random bytes in hex.
type Act struct {
	NowMs        int64        `json:"nowMs"`
	OffsetMs     int64        `json:"offsetMs"`
	Random       string       `json:"random"`
	Kind         string       `json:"kind"`
	Conversation Conversation `json:"conversation"`
	Target       string       `json:"target,omitempty"`
	Note         string       `json:"note,omitempty"` // as in OpIn
	ReplyLink    string       `json:"replyLink,omitempty"`
	Refusal      *Refusal     `json:"refusal,omitempty"`
	Same         string       `json:"same,omitempty"`    // of alias: the other key
	Subject      string       `json:"subject,omitempty"` // of what has an id of its own, but for the kind that begins it
	Fact         *Fact        `json:"fact,omitempty"`    // of that
	Me           string       `json:"me"`                // member id
	Role         string       `json:"role"`              // staff, lead, admin
	Head         *Head        `json:"head,omitempty"`    // of what SameAs leads to
	Outbox       []OutboxOp   `json:"outbox"`            // all rows of this conversation, or of Subject
}

// Acted is the op to store before anything is sent, or why there is none (for
// instance a second claim while the first is unanswered: Op is nil, no Problem).
type Acted struct {
	Op      *OutboxOp `json:"op,omitempty"`
	Problem *Problem  `json:"problem,omitempty"`
}

// Flush asks what to send now. Heads has at least the conversations of the outbox.
type Flush struct {
	NowMs    int64      `json:"nowMs"`
	OffsetMs int64      `json:"offsetMs"`
	Cursor   Cursor     `json:"cursor"`
	Outbox   []OutboxOp `json:"outbox"` // all rows, in order
	Heads    []Head     `json:"heads"`
	Failures int        `json:"failures"` // requests that failed in a row
	Random   string     `json:"random"`
}

// Flushed: store Inflight and delete Dropped in one transaction, tell the person about
// Dropped, then POST Body to /ops if it is not empty. RetryMs is how long to wait
// before the next attempt if this one fails.
type Flushed struct {
	Inflight []OutboxOp `json:"inflight"`
	Dropped  []Notice   `json:"dropped"`
	Body     string     `json:"body"`
	RetryMs  int64      `json:"retryMs"`
}

// Notice is something the person must hear about one conversation. The words are the
// UI's; Code chooses them.
type Notice struct {
	Code string `json:"code"` // dropped_offline, dropped_unanswered, lost, refused, parked, reply_collision, expired, storage_full
	Key  string `json:"key"`
	OpID string `json:"opId,omitempty"`
	Kind string `json:"kind,omitempty"`
	Who  string `json:"who,omitempty"` // member id
	AtMs int64  `json:"atMs"`          // local time
}

// Settle applies one answer of the backend. Exactly one of Ops, Changes, Snapshot and
// Status (an HTTP status that is no success, 0 for no answer at all) is set. The text
// block is empty.
type Settle struct {
	NowMs    int64      `json:"nowMs"`
	SentMs   int64      `json:"sentMs"` // local time before the request was sent
	Me       string     `json:"me"`
	Role     string     `json:"role,omitempty"`
	Cursor   Cursor     `json:"cursor"`
	Outbox   []OutboxOp `json:"outbox"` // the rows that were inflight
	Heads    []Head     `json:"heads"`  // every head of a key or conv the answer names, all that Me holds, and for leads what ran out
	Ops      *OpsAnswer `json:"ops,omitempty"`
	Changes  *Changes   `json:"changes,omitempty"`
	Snapshot *Snapshot  `json:"snapshot,omitempty"`
	First    bool       `json:"first,omitempty"` // of Snapshot: the first page, whose as_of becomes the cursor
	Status   *int       `json:"status,omitempty"`
	Code     string     `json:"code,omitempty"` // problem code that came with Status
}

// Settled is written in one transaction: put Heads, delete Done, put Parked, set
// Cursor. Next says what to do then.
type Settled struct {
	Heads    []Head     `json:"heads"`
	Done     []string   `json:"done"`   // op ids that leave the outbox
	Parked   []OutboxOp `json:"parked"` // ops that a person must look at, or that wait for the next try
	Cursor   Cursor     `json:"cursor"`
	Wipe     bool       `json:"wipe"`     // drop all heads first: new epoch or snapshot
	OffsetMs int64      `json:"offsetMs"` // 0 after Status: keep the old one
	Changed  []string   `json:"changed"`  // keys whose state may look different now
	Notices  []Notice   `json:"notices"`
	Next     string     `json:"next"`  // idle, more (pull again), snapshot, retry, signin
	After    string     `json:"after"` // of Next snapshot: the conv to go on after
}

// View asks how conversations look now.
type View struct {
	NowMs    int64      `json:"nowMs"`
	OffsetMs int64      `json:"offsetMs"`
	Me       string     `json:"me"`
	Role     string     `json:"role"`
	Heads    []Head     `json:"heads"`
	Outbox   []OutboxOp `json:"outbox"`
	Keys     []string   `json:"keys"` // which to answer, in this order; empty: all heads and outbox rows
}

// Viewed has one look for each key asked for; of all, in board order: unclaimed ones
// by urgency, then claimed ones by deadline, then answered ones.
type Viewed struct {
	Looks   []Look   `json:"looks"`
	Matters []Matter `json:"matters,omitempty"` // without Keys: what has an id of its own, in no order
}

// Look is a conversation as people see it. Durations are local and can be counted down.
type Look struct {
	Conversation
	State     State    `json:"state"`
	Holder    string   `json:"holder"`    // member id, "" when nobody live
	LastHeld  string   `json:"lastHeld"`  // who held it last when nobody does
	SinceMs   int64    `json:"sinceMs"`   // local time of the grant
	UntilMs   int64    `json:"untilMs"`   // local time of the deadline; 0 without one
	Replied   int64    `json:"replied"`   // replies so far
	RepliedBy string   `json:"repliedBy"` // of the newest reply
	RepliedMs int64    `json:"repliedMs"` // local time
	ReplyLink string   `json:"replyLink"`
	Outcome   string   `json:"outcome,omitempty"`   // answered, refused, listened, reopened; these stay below a claim
	OutcomeBy string   `json:"outcomeBy,omitempty"` // who answered, refused or listened last; "" where this device never heard
	OutcomeMs int64    `json:"outcomeMs,omitempty"` // local time
	Refusal   *Refusal `json:"refusal,omitempty"`   // of the outcome refused
	GivenBy   string   `json:"givenBy,omitempty"`   // of what this person has and has not taken up: who gave it
	Word      *Word    `json:"word,omitempty"`      // the newest since it was last given or claimed
	Mode      string   `json:"mode,omitempty"`      // the playbook's rule for claims on this site: off, warn, required
	DueMs     int64    `json:"dueMs,omitempty"`     // local time until which the team means to answer
	May       May      `json:"may"`
	Unsent    int      `json:"unsent"` // ops of this conversation in the outbox
}

// May says which actions this person has now, from the one table of rights.
type May struct {
	Claim   bool `json:"claim"`
	Take    bool `json:"take"`    // claim of somebody's running claim: leads and admins
	Release bool `json:"release"` // give back
	Keep    bool `json:"keep"`
	Settle  bool `json:"settle,omitempty"` // say what became of it: listened, or refuse
	Reopen  bool `json:"reopen,omitempty"` // put back on the board
	Raise   bool `json:"raise,omitempty"`  // put on the board what nobody in the team has touched
	Give    bool `json:"give,omitempty"`   // give it to a colleague: hand over what one has, assign for leads and admins
	Insert  bool `json:"insert,omitempty"` // write a reply into the page; where required, with a claim that runs alone
}
