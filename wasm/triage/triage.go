// Package triage says what kind of post this is: its language, what it wants, whether
// it needs a reply, how soon, and how it feels about the name.
//
// It is hard because posts are short and ironic: "great, another delay" is praise to a
// word list. So it knows small tables of words and cues in eight languages, no
// meanings, and says neutral, other or und where they are silent. Nothing is learnt and
// nothing leaves the device.
package triage

import (
	"math"

	"porchlight/wasm/wire"
)

// The kinds of posts.
const (
	Question  = "question"
	Complaint = "complaint"
	Praise    = "praise"
	Request   = "request"
	Purchase  = "purchase" // somebody thinks of buying
	Job       = "job"
	Outage    = "outage" // something of ours does not work
	Other     = "other"
)

// post is what the rules look at.
type post struct {
	text     string
	tokens   []token
	cues     [cueKinds]int
	feeling  float64
	asks     bool
	mentions []wire.Mention
}

// Found is the triage of a post, with what stays on the device.
type Found struct {
	wire.Triage
	To      string // whom it speaks to: us, leader; "" for nobody of ours
	Feeling int    // −100 to 100, what Sentiment was made of
}

// Of triages one post; mentions are the names in it, which the feeling is about.
func Of(text string, mentions []wire.Mention) Found {
	p := post{text: text, tokens: cut(text), mentions: mentions}
	p.cues = count(p.tokens)
	p.feeling = sentiment(about(p.tokens, text, mentions))
	p.asks = p.question()
	t := Found{To: p.to(), Feeling: int(math.Round(100 * p.feeling))}
	t.Sentiment, t.Intent = word(p.feeling), p.intent()
	t.NeedsReply = p.needsReply(t.Intent, t.To)
	t.Urgency = p.urgency(t.Intent)
	return t
}

// The thresholds between neutral and a feeling; words lean to the friendly side in
// posts, so that side asks for more.
const (
	positive = 0.4
	negative = -0.2
)

func word(s float64) string {
	switch {
	case s >= positive:
		return "positive"
	case s <= negative:
		return "negative"
	}
	return "neutral"
}

// intent takes the most specific kind that the cues show.
func (p *post) intent() string {
	complains := p.cues[complaintCue]
	switch {
	case p.cues[outageCue] > 0 && p.feeling < positive:
		return Outage
	case p.cues[jobCue] > 0:
		return Job
	case p.cues[purchaseCue] > 0 && p.feeling > negative:
		return Purchase
	case complains > 0 && p.feeling < positive && (!p.asks || p.feeling <= negative), p.feeling <= -0.5:
		return Complaint
	case p.asks:
		return Question
	case p.cues[praiseCue] > 0 && p.feeling > 0:
		return Praise
	case p.cues[requestCue] > 0:
		return Request
	case p.feeling >= positive:
		return Praise
	case p.feeling <= negative:
		return Complaint
	}
	return Other
}

// question reports a question mark outside of addresses, or a sentence that begins as a
// question and has no mark at all.
func (p *post) question() bool {
	first := true
	for _, t := range p.tokens {
		if t.lower == "?" || t.lower == "？" || t.lower == "؟" {
			return true
		}
		if t.word && first && asking[t.lower] && len(p.tokens) > 2 && len(p.tokens) < 25 && wh[t.lower] {
			return true
		}
		first = first && !t.word
	}
	return false
}

// wh are the question words that a statement hardly begins with.
var wh = set("who why how where hvem hvorfor hvordan kven kvifor korleis vem varför hur hvornår warum wieso wer pourquoi comment quién")

// needsReply reports that somebody waits for an answer: not in news and shares.
func (p *post) needsReply(intent, to string) bool {
	switch intent {
	case Question, Request, Complaint, Outage, Purchase:
		return to != "" || !p.broadcast()
	}
	return to != "" && p.asks
}

// broadcast reports a post that speaks to nobody: a share, or a headline with a link.
func (p *post) broadcast() bool {
	link, person := false, false
	for i, t := range p.tokens {
		if i == 0 && t.lower == "rt" {
			return true
		}
		link = link || t.lower == "@" && len(p.text) > t.at && p.text[t.at] != '@'
		person = person || personal[t.lower] || second[t.lower]
	}
	return link && !person
}

func (p *post) urgency(intent string) string {
	switch intent {
	case Praise, Job, Other:
		return "low"
	case Outage:
		return "high"
	}
	if p.cues[urgentCue] > 0 || p.feeling < -0.85 {
		return "high"
	}
	return "normal"
}
