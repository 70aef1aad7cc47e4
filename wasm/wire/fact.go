package wire

import "strings"

// Fact is what is told of something that has an id of its own, or is not about us. Which
// parts of it a kind has is the table below. Texts are in bytes.
type Fact struct {
	Text string `json:"text,omitempty"` // at most 2000: of promise, what was promised; of signal; of incident, what is hit
	Kind string `json:"kind,omitempty"` // of signal: one of Signals
	Why  string `json:"why,omitempty"`  // at most 2000: of late and withdrawn
	Link string `json:"link,omitempty"` // of kept and signal: where it can be seen
	// Of notAboutUs and aboutUs: post, which is the op's conversation; or author, site or
	// word, which is Value, at most 300. An author's is site/handle.
	Scope string `json:"scope,omitempty"`
	Value string `json:"value,omitempty"`
	// Of incident, update and resolve: one line a language, at most 600 each.
	Status map[string]string `json:"status,omitempty"`
	DueMs  int64             `json:"due_ms,omitempty"` // of promise and late; of incident and update, when the next one comes; data, which stops nothing
	// Of incident and update: the members who alone are to reply about it, at most 50;
	// Everybody takes that back.
	Replies  []string `json:"replies,omitempty"`
	Incident string   `json:"incident,omitempty"` // of reply: whose line it gave
	Sketch   string   `json:"sketch,omitempty"`   // of reply: of its text, as Checked gives it, at most 256
}

// Everybody stands in Fact.Replies for the whole team.
const Everybody = "*"

// Matter is what has an id of its own, as a device knows it: of Fact the newest parts.
type Matter struct {
	ID    string        `json:"id"`
	Kind  string        `json:"kind"`  // promise, signal, incident, notAboutUs
	State string        `json:"state"` // as Change.Outcome; pending while the first op is unanswered
	By    string        `json:"by"`    // member who began it
	Owner string        `json:"owner"` // member who owes it or began to tell of it, or whom a signal is for; "" for everybody
	Fact  Fact          `json:"fact"`
	From  *Conversation `json:"from,omitempty"` // where it was made
	Told  int64         `json:"told"`           // updates of an incident so far
	// Of an incident, times of the server, in Viewed local: when it began, and when its
	// newest news came, which are its beginning, an update with a line, and its end.
	SinceMs int64  `json:"sinceMs,omitempty"`
	NewsMs  int64  `json:"newsMs,omitempty"`
	AtMs    int64  `json:"atMs"`             // time of the newest row: of the server, in Viewed local, as is Fact.DueMs there
	Late    bool   `json:"late"`             // in Viewed: it is still owed, or to be told of, and was due before
	Close   bool   `json:"close"`            // in Viewed: this person may say how it stands
	SoonMs  int64  `json:"soonMs,omitempty"` // in Viewed: from when whoever owes it, or is to tell of it, is reminded
	Unsent  string `json:"unsent,omitempty"` // in Viewed: the kind of what was last said of it here and is not confirmed
	People  []Tell `json:"people,omitempty"` // in Viewed, of an incident: who is to be told of it
}

// Tell is a conversation about an incident: what the person in it knows of it.
type Tell struct {
	Key   string `json:"key"`
	State string `json:"state"` // waits: nobody answered; outdated: answered before the newest news; told: answered since
	AtMs  int64  `json:"atMs"`  // local time of the answer, or since when they wait
}

// The kinds that tell a Fact: the kind that each is about where that has an id of its own,
// and the parts that it must and may have.
var owns = []struct {
	kind, of, must, may string
}{
	{OpPromise, OpPromise, "text due_ms", ""},
	{OpLate, OpPromise, "why due_ms", ""},
	{OpKept, OpPromise, "", "link"},
	{OpWithdrawn, OpPromise, "why", ""},
	{OpSignal, OpSignal, "text kind", "link"},
	{OpIncident, OpIncident, "text status due_ms", "replies"},
	{OpUpdate, OpIncident, "due_ms", "status replies"},
	{OpResolve, OpIncident, "", "status"},
	{OpNotAboutUs, "", "scope", "value"},
	{OpAboutUs, "", "scope", "value"},
	{OpReply, "", "", "incident sketch"},
}

// Signals are the kinds of signals: a rival's move, a talent, a prospect, anything else.
var Signals = []string{"rival", "talent", "prospect", "other"}

// Own tells what an op of this kind is about where that has an id of its own, which is the
// id of its first op: the kind of that. It is "" for a kind about a conversation.
func Own(kind string) string {
	for _, o := range owns {
		if o.kind == kind {
			return o.of
		}
	}
	return ""
}

// Of is Own, or the kind of a rule about more than one post, whose id is the server's.
func (f *Fact) Of(kind string) string {
	if f != nil && f.Scope != "" && f.Scope != "post" {
		return OpNotAboutUs
	}
	return Own(kind)
}

// Amiss says what of f an op of this kind lacks or must not have, "" when nothing is amiss.
func (f *Fact) Amiss(kind string) string {
	var has Fact
	if f != nil {
		has = *f
	}
	for _, o := range owns {
		if o.kind != kind {
			continue
		}
		for _, part := range []struct {
			name  string
			given bool
		}{{"text", has.Text != ""}, {"kind", has.Kind != ""}, {"scope", has.Scope != ""}, {"value", has.Value != ""},
			{"status", len(has.Status) > 0}, {"why", has.Why != ""}, {"link", has.Link != ""}, {"due_ms", has.DueMs != 0},
			{"replies", len(has.Replies) > 0}, {"incident", has.Incident != ""}, {"sketch", has.Sketch != ""}} {
			needs := strings.Contains(o.must, part.name)
			switch {
			case needs && !part.given:
				return "a " + kind + ` needs "fact.` + part.name + `"`
			case part.given && !needs && !strings.Contains(o.may, part.name):
				return `"fact.` + part.name + `" does not belong to a ` + kind
			}
		}
		return ""
	}
	if f != nil {
		return `"fact" does not belong to a ` + kind
	}
	return ""
}
