// Package reply drafts answers: for a post and the playbook's entries that fit it, at most
// three short texts made of the team's blocks.
//
// It is hard because a template is what people resent: "We apologise for any
// inconvenience" answers nobody. So a draft has something of this very post in it, says
// what will be done or honestly that it will not, reads differently for each colleague,
// and stays unfinished: a slot to fill or a sentence of one's own. What cannot be said
// in the reader's language is said to be missing, never translated.
//
// It ranks no entries (wasm/reply/rank does) and judges no finished text (wasm/reply/check).
package reply

import (
	"strings"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// Most is how many drafts a person is offered: more would be a list to read.
const Most = 3

// Post is what is answered.
type Post struct {
	Text    string
	Lang    string // BCP 47; und when unsure
	Intent  string // of triage
	Urgency string // high, normal, low
	Author  string // as the page names them
}

// Drafts puts together at most Most drafts, the best first, of the entries that ids
// name in the order of their fit. While an incident goes on that
// the post is about, its line is the only one; an entry without blocks gives none. The same arguments always give the same texts.
func Drafts(p *playbook.Playbook, ids []string, post Post, how wire.Drafting) []wire.SuggestedDraft {
	drafts := []wire.SuggestedDraft{}
	w := &writer{book: p, post: post, how: how, quote: Asks(post.Text, quoteRunes)}
	if how.Incident != nil && Concerns(p, *how.Incident, post) {
		if drafts = w.add(drafts, w.status(*how.Incident)); len(drafts) > 0 {
			return drafts
		}
	}
	for i, id := range ids {
		entry := find(p, id)
		if entry == nil {
			continue
		}
		if how.Leader {
			drafts = w.add(drafts, w.leaders(entry))
			continue
		}
		drafts = w.add(drafts, w.answer(entry, ""))
		if i == 0 { // the best entry's other honest way, where it has one
			drafts = w.add(drafts, w.answer(entry, "refuse"))
		}
	}
	return drafts[:min(len(drafts), Most)]
}

// Book is the part of a playbook that answering reads; the names, which are far more,
// can be let go.
func Book(p *playbook.Playbook) *playbook.Playbook {
	return &playbook.Playbook{Answers: p.Answers, Voice: p.Voice, Sites: p.Sites, Incidents: p.Incidents}
}

func find(p *playbook.Playbook, id string) *playbook.Answer {
	for i := range p.Answers {
		if p.Answers[i].ID == id {
			return &p.Answers[i]
		}
	}
	return nil
}

// writer makes the drafts for one post.
type writer struct {
	book  *playbook.Playbook
	post  Post
	how   wire.Drafting
	quote string // what they ask, in their words; "" where there is nothing to quote
}

// add leaves out what says nothing and what says the same again.
func (w *writer) add(drafts []wire.SuggestedDraft, d *wire.SuggestedDraft) []wire.SuggestedDraft {
	if d == nil || strings.TrimSpace(d.Text) == "" {
		return drafts
	}
	for _, other := range drafts {
		if other.Text == d.Text {
			return drafts
		}
	}
	return append(drafts, *d)
}

// wanted is the language to answer in: the person's choice, else that of who is answered.
func (w *writer) wanted() string {
	if w.how.Lang != "" {
		return w.how.Lang
	}
	return w.post.Lang
}
