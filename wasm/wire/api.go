package wire

import "encoding/json"

// OpIn is one operation as it is sent. Key and the rest of Conversation let the server
// compute the conversation's id; a later op of the same conversation repeats them.
type OpIn struct {
	OpID         string       `json:"op_id"`
	Kind         string       `json:"kind"`
	Conversation Conversation `json:"conversation,omitzero"` // of a promise: where it was made; not with what has only its own id
	Subject      string       `json:"subject,omitempty"`     // see Own; the first op names itself
	Fence        int64        `json:"fence"`
	Target       string       `json:"target,omitempty"`
	ReplyLink    string       `json:"reply_link,omitempty"` // of reply; of reopen: their new answer
	Note         string       `json:"note,omitempty"`       // of handoff, assign, bounce, listened and note: at most 2000 bytes
	Refusal      *Refusal     `json:"refusal,omitempty"`    // of refuse
	Same         string       `json:"same,omitempty"`       // of alias: the other conversation's key
	Fact         *Fact        `json:"fact,omitempty"`       // of what has an id of its own, and of notAboutUs and aboutUs
}

// Refusal is an honest no: why, what we can do instead, and who decides. Each at most
// 600 bytes; Reason is needed.
type Refusal struct {
	Reason  string `json:"reason"`
	Instead string `json:"instead,omitempty"`
	Decides string `json:"decides,omitempty"`
}

// OpsIn is the body of POST /ops: at most 20 ops, at most one a conversation. Ops are
// the stored bytes of OutboxOp, each an OpIn.
type OpsIn struct {
	Epoch  string            `json:"epoch"`
	Cursor int64             `json:"cursor"`
	Ops    []json.RawMessage `json:"ops"`
}

// OpResult is the row that an op made, or the code of why it was not written.
type OpResult struct {
	OpID      string `json:"op_id"`
	Code      string `json:"code,omitempty"`   // mismatch (422), clock, invalid; "" when a row exists
	Detail    string `json:"detail,omitempty"` // what was wrong and where, with Code
	Replay    bool   `json:"replay,omitempty"`
	Moved     bool   `json:"moved,omitempty"` // Conv is what the op's conversation was found to be; the feed tells the row
	Seq       int64  `json:"seq"`
	OK        bool   `json:"ok"`
	Conv      string `json:"conv"`
	Fence     int64  `json:"fence"`
	Holder    string `json:"holder"`
	SinceMs   int64  `json:"since_ms"`
	ExpiresMs int64  `json:"expires_ms"`
	Replied   int64  `json:"replied"`
	Outcome   string `json:"outcome,omitempty"` // as in Change
	DueMs     int64  `json:"due_ms,omitempty"`  // as in Change
	InLease   bool   `json:"in_lease"`
	AtMs      int64  `json:"at_ms"`
}

// Change is one ledger row as the feed tells it, with the conversation it is about.
type Change struct {
	Seq          int64           `json:"seq"`
	OK           bool            `json:"ok"`
	Conv         string          `json:"conv"`
	Kind         string          `json:"kind"`
	Actor        string          `json:"actor"`
	Fence        int64           `json:"fence"`
	Holder       string          `json:"holder"`
	SinceMs      int64           `json:"since_ms"`
	ExpiresMs    int64           `json:"expires_ms"`
	Replied      int64           `json:"replied"`
	Outcome      string          `json:"outcome,omitempty"` // what became of it: answered, refused, listened, notAboutUs, reopened; of a promise promised, kept, withdrawn; of a signal sent; of an incident open, resolved
	DueMs        int64           `json:"due_ms,omitempty"`  // until when to answer by the team's target; 0 without one, or when nothing is due
	InLease      bool            `json:"in_lease"`
	AtMs         int64           `json:"at_ms"`
	Body         json.RawMessage `json:"body,omitempty"` // by kind: {"link": "https://..."}, {"note": "..."}, a Refusal, a Fact, {"to": conv} of aliased
	Conversation Conversation    `json:"conversation"`   // key "" after erasure, and for what has an id of its own
	From         *Conversation   `json:"from,omitempty"` // of a promise: where it was made
}

// Changes answers GET /changes. A poke that repeats the newest seq says that something
// beside the ledger is new: pull, and compare PlaybookVersion.
type Changes struct {
	ServerNowMs     int64    `json:"server_now_ms"`
	Epoch           string   `json:"epoch"`
	Changes         []Change `json:"changes"`
	Cursor          int64    `json:"cursor"`
	More            bool     `json:"more"`
	PlaybookVersion int64    `json:"playbook_version"` // newest; 0: none published yet
}

// OpsAnswer answers POST /ops. Resync means: cursor unusable, take a snapshot.
type OpsAnswer struct {
	ServerNowMs     int64      `json:"server_now_ms"`
	Epoch           string     `json:"epoch"`
	Results         []OpResult `json:"results"`
	Changes         []Change   `json:"changes"`
	Cursor          int64      `json:"cursor"`
	More            bool       `json:"more"`
	Resync          bool       `json:"resync,omitempty"`
	PlaybookVersion int64      `json:"playbook_version"` // newest; 0: none published yet
}

// Snapshot answers GET /snapshot: one page of heads, each as the change that made it,
// together with the newest fact of each kind of it: Replies holds replies, refusals,
// listened, notes and notAboutUs, and what was told of promises, signals and incidents.
type Snapshot struct {
	ServerNowMs int64    `json:"server_now_ms"`
	Epoch       string   `json:"epoch"`
	AsOf        int64    `json:"as_of"`
	Heads       []Change `json:"heads"`
	Replies     []Change `json:"replies"`
	Next        string   `json:"next"` // conv to ask after; "" on the last page
}

// Digest is one day of the ledger as it was sealed, and how its rows differ now. Days are
// ranges of seq; two may have the same date.
type Digest struct {
	Day    string   `json:"day"` // UTC, 2026-11-22
	First  int64    `json:"first"`
	Last   int64    `json:"last"` // seq
	Rows   int64    `json:"rows"` // as sealed
	Purged int64    `json:"purged"`
	Digest string   `json:"digest"` // SHA-256 in hex, over the one before it, too
	Wrong  []string `json:"wrong"`  // a sentence for each difference
}

// Digests answers GET /digests: one page of days; ask after the seq of the last.
type Digests struct {
	Days []Digest `json:"days"`
	More bool     `json:"more"`
	Open int64    `json:"open"` // rows not sealed yet, on the last page
}

// Retention answers GET /retention and is the body of PUT /retention: after how many days
// a settled conversation loses what it was about; 0 is never.
type Retention struct {
	Days *int64 `json:"days"`
}

// PlaybookIn is the body of PUT /playbook. Base is the version that was edited; a
// different newest version is a conflict (409), so no publish overwrites another.
type PlaybookIn struct {
	Base     int64           `json:"base"`
	Playbook json.RawMessage `json:"playbook"`
}

// PlaybookOut answers GET and PUT /playbook.
type PlaybookOut struct {
	Version  int64           `json:"version"`
	AtMs     int64           `json:"at_ms"`
	By       string          `json:"by"` // member id, "operator" for the command line
	Playbook json.RawMessage `json:"playbook"`
}

// Ticket answers POST /live: good once, for 30 s, in GET /live?ticket=…
type Ticket struct {
	Ticket string `json:"ticket"`
}

// APIProblem is an RFC 9457 problem, application/problem+json. Code is one of invalid,
// not_found, conflict, unauthorized, forbidden, too_large, rate_limited, gone,
// unavailable, internal.
type APIProblem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Code      string `json:"code"`
	Detail    string `json:"detail,omitempty"`
	RequestID string `json:"request_id"`
}
