package engine

import (
	"cmp"

	"porchlight/wasm/reply"
	"porchlight/wasm/spot"
	"porchlight/wasm/triage"
	"porchlight/wasm/wire"
)

// mostAsked is how long the line of what a post asks may be, in characters.
const mostAsked = 140

// beside is the share of the first answer's score that a further one needs to be drafted.
const beside = 0.4

// draft adds to a suggestion what the post asks, and drafts of the answers that it
// names. What it abstains from is not drafted, unless an incident has a line for it.
func (e *Engine) draft(s *wire.Suggestion, post wire.SuggestPost, text string, how wire.Drafting) {
	about := e.triaged(post, text)
	about.Author, about.Lang = post.Author, cmp.Or(post.Lang, triage.Language("", "", text))
	var ids []string
	for _, a := range s.Answers {
		if !s.Abstain && a.Score >= beside*s.Answers[0].Score {
			ids = append(ids, a.ID)
		}
	}
	s.Asks, s.Lang = reply.Asks(text, mostAsked), about.Lang
	s.Drafts = reply.Drafts(e.answering.book, ids, about, how)
}

// triaged is the post as drafting sees it; its intent as the caller knows it, else as
// triage finds it.
func (e *Engine) triaged(post wire.SuggestPost, text string) reply.Post {
	var found []wire.Mention
	if e.spotter != nil {
		found = e.spotter.Find(spot.Post{Text: text, Site: post.Site})
	}
	t := triage.Of(text, found)
	return reply.Post{Text: text, Intent: cmp.Or(post.Intent, t.Intent), Urgency: t.Urgency}
}
