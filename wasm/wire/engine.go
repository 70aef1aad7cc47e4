// Package wire holds every type that crosses a border: page to worker, worker to
// engine, extension to backend. Each is written once, here, and printed to
// extension/shared/wire.ts by `go generate ./wasm/wire`; a type that is not here does
// not cross.
//
// A struct whose fields are all pointers is a union: exactly one field is set, and
// TypeScript sees one alternative a field, so that a new kind does not compile until
// it is routed. Times are unix milliseconds, spans UTF-16 code units, and all
// integers stay below 2^53.
package wire

//go:generate go run ./gen -out ../../extension/shared/wire.ts .

// Request is one question to the engine; exactly one field is set. It travels as JSON
// and is followed by one block of raw UTF-8 text, whose meaning each kind states.
type Request struct {
	Load   *Load   `json:"load,omitempty"`
	Scan   *Scan   `json:"scan,omitempty"`
	Place  *Place  `json:"place,omitempty"`
	Act    *Act    `json:"act,omitempty"`
	Flush  *Flush  `json:"flush,omitempty"`
	Settle *Settle `json:"settle,omitempty"`
	View   *View   `json:"view,omitempty"`

	Suggest *Suggest `json:"suggest,omitempty"`
	Check   *Check   `json:"check,omitempty"`

	Ask *Ask `json:"ask,omitempty"`
}

// Answer answers the Request kind of the same name, or says in Error why it could not.
type Answer struct {
	Error   *Problem `json:"error,omitempty"`
	Loaded  *Loaded  `json:"loaded,omitempty"`
	Scanned *Scanned `json:"scanned,omitempty"`
	Placed  *Placed  `json:"placed,omitempty"`
	Acted   *Acted   `json:"acted,omitempty"`
	Flushed *Flushed `json:"flushed,omitempty"`
	Settled *Settled `json:"settled,omitempty"`
	Viewed  *Viewed  `json:"viewed,omitempty"`

	Suggested *Suggested `json:"suggested,omitempty"`
	Checked   *Checked   `json:"checked,omitempty"`

	Prompted *Prompted `json:"prompted,omitempty"`
}

// Problem is an error that a person can act on: what is wrong, and where. Of a playbook
// the engine has no Message: the extension says book_<code> in the reader's language and
// the command line English, with Parts and behind them Words in the sentence's places.
type Problem struct {
	Code    string   `json:"code"`              // unknown_field, no_date, invalid, ...
	Message string   `json:"message"`           // one sentence for a person
	Parts   []string `json:"parts,omitempty"`   // as they were written
	Words   []string `json:"words,omitempty"`   // codes too, said as book_is_<code>; all that are left share the last place
	Path    string   `json:"path,omitempty"`    // brands[2].name
	Line    int      `json:"line,omitempty"`    // 1-based; 0 where the source has no lines
	Column  int      `json:"column,omitempty"`  // 1-based
	Warning bool     `json:"warning,omitempty"` // true: the playbook works all the same
}

// Load makes the JSON playbook in the text block the one that Scan uses. Checked says
// that this very text was loaded before and had no problem: looking for one takes far
// longer than reading it, and a worker that wakes up has somebody waiting.
type Load struct {
	Checked bool `json:"checked,omitempty"`
}

// Loaded says how many names the playbook holds, or what stopped it from loading; on
// any problem that is no warning the playbook loaded before stays in use.
type Loaded struct {
	OK       bool      `json:"ok"`
	Names    int       `json:"names"`
	Problems []Problem `json:"problems"`
}

// Scan finds the mentions in posts. The text block is the posts' texts, one behind the
// other, in order.
type Scan struct {
	Page  PageFacts  `json:"page"`
	Posts []ScanPost `json:"posts"`
	All   bool       `json:"all,omitempty"` // triage posts without mentions too
}

// PageFacts is what a page says of itself; all of it is hostile input.
type PageFacts struct {
	URL       string `json:"url"`
	Site      string `json:"site,omitempty"`      // the site file in use: hn, x, ...
	Software  string `json:"software,omitempty"`  // wordpress, mastodon, ... as detected
	Canonical string `json:"canonical,omitempty"` // link[rel=canonical]
	Lang      string `json:"lang,omitempty"`      // html[lang]
}

// ScanPost is one post without its text.
type ScanPost struct {
	ID     string `json:"id"`               // the caller's own name for the post
	Bytes  int    `json:"bytes"`            // length of its text in the text block
	Link   string `json:"link,omitempty"`   // absolute permalink
	Lang   string `json:"lang,omitempty"`   // what the site says, BCP 47
	Author string `json:"author,omitempty"` // public handle or name

	Community string `json:"community,omitempty"` // group or forum, as the site names it: r/sailing
}

// Scanned has one finding for each post, in order.
type Scanned struct {
	Findings []Finding `json:"findings"`
}

// Finding is what the engine knows of one post.
type Finding struct {
	ID       string    `json:"id"`
	Lang     string    `json:"lang"`              // BCP 47, "und" when unsure
	Key      string    `json:"key"`               // canonical key, "-" where there is none
	Aliases  []string  `json:"aliases,omitempty"` // further keys of the same post
	Mentions []Mention `json:"mentions"`
	Triage   *Triage   `json:"triage,omitempty"`
	To       string    `json:"to,omitempty"`      // whom it speaks to: us, leader; "" for nobody of ours
	Feeling  int       `json:"feeling,omitempty"` // of Triage.Sentiment: −100 to 100
	Ours     bool      `json:"ours,omitempty"`    // written by one of the company's accounts
}

// Kind says what a name stands for.
type Kind string

// The kinds of names. Brand, product and leader are public by nature; the others never
// leave a trace in a page.
const (
	Brand   Kind = "brand"
	Product Kind = "product"
	Leader  Kind = "leader"
	Rival   Kind = "rival"
	Talent  Kind = "signal"
)

// Mention is a span of a post's text that names something in the playbook.
type Mention struct {
	Start    int    `json:"start"` // UTF-16 code units
	End      int    `json:"end"`   // exclusive
	Kind     Kind   `json:"kind"`
	Name     string `json:"name"`               // as the playbook writes it
	Text     string `json:"text"`               // as the post writes it
	Public   bool   `json:"public"`             // may be marked in the page
	Evidence string `json:"evidence,omitempty"` // why it matched
}

// Triage is what kind of post this is and how soon it wants a person.
type Triage struct {
	Intent     string `json:"intent"` // question, complaint, praise, request, purchase, job, outage, other
	NeedsReply bool   `json:"needsReply"`
	Urgency    string `json:"urgency"`        // high, normal, low
	Sentiment  string `json:"sentiment"`      // positive, neutral, negative: toward the names found
	Lang       string `json:"lang,omitempty"` // in a Conversation alone: the post's, BCP 47
}

// Place asks for the conversation keys of addresses.
type Place struct {
	Pages []PageFacts `json:"pages"`
}

// Placed has one entry for each address, in order.
type Placed struct {
	Keys []Placing `json:"keys"`
}

// Placing is the canonical key of an address ("-" where there is none) and its aliases.
type Placing struct {
	Key     string   `json:"key"`
	Aliases []string `json:"aliases,omitempty"`
}
