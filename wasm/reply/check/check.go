// Package check says what is wrong with a draft while somebody types: too long for its
// network, a hole that is not filled, a fact that is out of date, the same text again, a
// promise without a day, somebody's phone number.
//
// It is hard because it speaks at each pause, to a person in a hurry: "we will" is a
// promise and "we will not" is none, "NATO" does not shout, the team's own number is no
// secret. What it cannot tell it leaves alone. It changes nothing: most of what it finds
// warns, and only what must never be public as it is stops.
package check

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"porchlight/wasm/playbook"
	"porchlight/wasm/reply/alike"
	"porchlight/wasm/triage"
	"porchlight/wasm/wire"
)

// most is as much of a draft as is read, in bytes; its length is counted to the end. No
// network takes more, but for long posts that nobody types as a reply.
const most = 1 << 16

// mostProblems are told at once.
const mostProblems = 50

// Rules are what a playbook asks of a draft. The zero value asks nothing, and what holds
// for every draft is looked at all the same.
type Rules struct {
	voice   playbook.Voice
	sites   []playbook.SiteRule
	answers []playbook.Answer
	names   []playbook.Name // the brand's
}

// New keeps the parts of the playbook that drafts are checked against.
func New(p *playbook.Playbook) Rules {
	r := Rules{sites: p.Sites, answers: p.Answers, names: p.Brands}
	if p.Voice != nil {
		r.voice = *p.Voice
	}
	return r
}

// draft is one draft on its way through the checks.
type draft struct {
	Rules
	ask       wire.Check
	text      string
	suggested string
	lang      string // BCP 47, und when unsure
	words     []word
	problems  []problem
	addresses *[]link // once they were looked for
}

// problem is one that was found: bytes, 0 to 0 for the whole draft.
type problem struct {
	code       string
	start, end int
	parts      []string
}

// say puts a problem behind those before it in the text.
func (d *draft) say(code string, start, end int, parts ...string) {
	d.problems = append(d.problems, problem{code, start, end, parts})
	for i := len(d.problems) - 1; i > 0; i-- {
		a, b := &d.problems[i-1], &d.problems[i]
		if a.start < b.start || a.start == b.start && a.end <= b.end {
			break
		}
		*a, *b = *b, *a
	}
	d.problems = d.problems[:min(len(d.problems), mostProblems)]
}

// Draft checks text, which was suggested as suggested; both are valid UTF-8.
func (r Rules) Draft(ask wire.Check, text, suggested string) wire.Checked {
	out := wire.Checked{Problems: []wire.DraftProblem{}}
	d := draft{Rules: r, ask: ask, text: cut(text), suggested: cut(suggested)}
	d.lang = cmp.Or(ask.Lang, triage.Language("", "", d.text))
	d.words = wordsOf(d.text)
	d.measure(text, &out)
	if len(d.words) == 0 && strings.TrimSpace(d.text) == "" {
		d.say("empty", 0, 0)
		d.tell(&out)
		return out
	}
	sketch := alike.Of(d.text)
	out.Sketch = sketch.String()
	d.slots()
	d.ownWords()
	d.facts()
	d.voiced()
	d.disclosed()
	d.signed()
	d.repeated(sketch)
	d.promises(&out)
	d.links()
	d.private()
	d.loud()
	d.manners()
	d.tell(&out)
	return out
}

// cut is the part of a text that is read, ending with a whole character.
func cut(text string) string {
	if len(text) <= most {
		return text
	}
	end := most
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// rule is what the team wants on the draft's site.
func (d *draft) rule() (rule playbook.SiteRule) {
	for _, s := range d.sites {
		if s.Site == d.ask.Site && s.Site != "" {
			rule = s
		}
	}
	return rule
}

// answer is the entry that the draft was made from, nil for none.
func (d *draft) answer() *playbook.Answer {
	for i := range d.answers {
		if d.answers[i].ID == d.ask.Answer && d.ask.Answer != "" {
			return &d.answers[i]
		}
	}
	return nil
}

func (d *draft) repeated(sketch alike.Set) {
	for _, one := range d.ask.Recent {
		if alike.Near(sketch, alike.Read(one.Sketch)) {
			d.say("repeated", 0, 0, one.By)
			return
		}
	}
}

// tell writes the problems, and the spans in UTF-16 units.
func (d *draft) tell(out *wire.Checked) {
	u := unitsOf(d.text)
	for _, p := range d.problems {
		level := "warns"
		if stops(p.code) {
			level, out.Stops = "stops", true
		}
		out.Problems = append(out.Problems, wire.DraftProblem{Code: p.code, Start: u.at(p.start), End: u.at(p.end), Level: level, Parts: p.parts})
	}
	for i := range out.Promises {
		p := &out.Promises[i]
		p.Start, p.End = u.at(p.Start), u.at(p.End)
	}
}
