package wire

// Report answers GET /report: how it went with the conversations that the team first told
// of in a period. It names nobody, and tells no number of any one person.
type Report struct {
	FromMs   int64 `json:"from_ms"`
	ToMs     int64 `json:"to_ms"` // exclusive
	AsOfMs   int64 `json:"as_of_ms"`
	TargetMs int64 `json:"target_ms"` // business time for a first reply; 0: the playbook has none
	Hours    bool  `json:"hours"`     // the playbook has business hours; false: all hours count

	All      Share         `json:"all"`
	Sites    []Share       `json:"sites"` // by name, each with at least one conversation
	Langs    []Share       `json:"langs"` // by tag; "" where no language was told
	Customer Spread        `json:"customer"`
	Us       Spread        `json:"us"`
	Asked    int           `json:"asked"`   // conversations that are for a leader, see Stamps
	Leaders  Spread        `json:"leaders"` // until such a leader did something about it, from posted
	Promises PromiseCounts `json:"promises"`
	Refusals int           `json:"refusals"`
	Reasons  []Reason      `json:"reasons"` // of the refusals, the most frequent first, at most 100
	Days     []Day         `json:"days"`    // every day of the period, by the team's clock
	Spikes   []Spike       `json:"spikes"`  // in order of time
}

// Share is what became of a part of the conversations. Within and Missed are those whose
// target is decided: answered in time, and answered late or still waiting after it. What
// was settled without an answer is in neither.
type Share struct {
	Name     string `json:"name"` // of the site, or the tag of the language; "" of all
	Taken    int    `json:"taken"`
	Answered int    `json:"answered"`
	Within   int    `json:"within"`
	Missed   int    `json:"missed"`
	Waiting  int    `json:"waiting"` // unanswered and not settled
	Refused  int    `json:"refused"`
	Listened int    `json:"listened"`
	NotUs    int    `json:"not_us"`
}

// Spread is how long people waited for their first answer. Unknown have an answer, and
// nobody can say when the waiting began.
type Spread struct {
	Count   int       `json:"count"`
	Unknown int       `json:"unknown"`
	Open    Quantiles `json:"open"`   // in business hours
	All     Quantiles `json:"all"`    // by the calendar
	Counts  []int     `json:"counts"` // of business time, at least: under each of WaitSteps, and the rest
}

// WaitSteps are where the classes of Spread.Counts end, in ms.
var WaitSteps = []int64{15 * 60_000, 3_600_000, 2 * 3_600_000, 4 * 3_600_000, 8 * 3_600_000, 24 * 3_600_000}

// Quantiles are by nearest rank: of n waits in order the one at n/2 and at 9n/10, rounded
// up. They are of the least and of the most that each may have waited, in ms: "3h" on a
// page is an hour.
type Quantiles struct {
	MedianLeastMs int64 `json:"median_least_ms"`
	MedianMostMs  int64 `json:"median_most_ms"`
	P90LeastMs    int64 `json:"p90_least_ms"`
	P90MostMs     int64 `json:"p90_most_ms"`
}

// PromiseCounts are what became of the promises made in the period. Late is all that was not
// kept until the date first given, KeptLate those of them that were kept after all.
type PromiseCounts struct {
	Made      int `json:"made"`
	Kept      int `json:"kept"`
	Late      int `json:"late"`
	KeptLate  int `json:"kept_late"`
	Withdrawn int `json:"withdrawn"`
	Open      int `json:"open"` // the date has not come
}

// Reason is why the team refused, and how often it said so in these words.
type Reason struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
}

// Day is how much came on one day.
type Day struct {
	Day    string `json:"day"`     // 2026-11-22
	FromMs int64  `json:"from_ms"` // when it began, or the period in it
	ToMs   int64  `json:"to_ms"`   // when it ended, or the period in it
	Taken  int    `json:"taken"`
}

// Spike is an hour in which at least 5 came, and at least three times what the same hour
// of the day brought on average in the 28 days before.
type Spike struct {
	AtMs  int64   `json:"at_ms"` // when the hour began
	Taken int     `json:"taken"`
	Usual float64 `json:"usual"` // to two decimals
}

// ReportItems answers GET /report/items: one page of what is behind a number.
type ReportItems struct {
	Items    []ReportItem    `json:"items"`
	Promises []ReportPromise `json:"promises"`
	Refusals []ReportRefusal `json:"refusals"`
	Next     string          `json:"next"` // to ask after; "" on the last page
}

// ReportItem is one conversation.
type ReportItem struct {
	Key       string  `json:"key"` // "" after erasure
	Link      string  `json:"link"`
	Site      string  `json:"site"`
	Lang      string  `json:"lang"`
	State     string  `json:"state"`   // answered, waiting, refused, listened, notAboutUs
	InTime    string  `json:"in_time"` // yes, no; "" where it is not decided, or there is no target
	TakenMs   int64   `json:"taken_ms"`
	Posted    *Range  `json:"posted,omitempty"`
	SeenMs    int64   `json:"seen_ms"`    // 0 for unknown
	RepliedMs int64   `json:"replied_ms"` // first reply, 0 for none
	Customer  *Waited `json:"customer,omitempty"`
	Us        *Waited `json:"us,omitempty"`
	ForLeader bool    `json:"for_leader"`
	Leader    *Waited `json:"leader,omitempty"` // until such a leader did something about it
}

// ReportPromise is one promise.
type ReportPromise struct {
	Text   string `json:"text"`
	State  string `json:"state"` // kept, late, kept_late, withdrawn, open
	MadeMs int64  `json:"made_ms"`
	DueMs  int64  `json:"due_ms"` // as first given
	EndMs  int64  `json:"end_ms"` // when kept or withdrawn; 0
	Why    string `json:"why"`    // of late and withdrawn
	Link   string `json:"link"`   // where it can be seen that it was kept
}

// ReportRefusal is one honest no.
type ReportRefusal struct {
	AtMs    int64   `json:"at_ms"`
	Key     string  `json:"key"`
	Link    string  `json:"link"`
	Site    string  `json:"site"`
	Refusal Refusal `json:"refusal"`
}

// AskReport asks for the Report of a period.
type AskReport struct {
	FromMs int64 `json:"fromMs"`
	ToMs   int64 `json:"toMs"`
}

// AskReportItems asks for a page of the ReportItems behind a number of it.
type AskReportItems struct {
	FromMs int64   `json:"fromMs"`
	ToMs   int64   `json:"toMs"`
	Of     string  `json:"of"` // taken, answered, waiting, refused, listened, not_us, within, missed, customer, us, promises, refusals
	Site   *string `json:"site,omitempty"`
	Lang   *string `json:"lang,omitempty"`
	After  string  `json:"after"` // Next of the page before, "" for the first
}
