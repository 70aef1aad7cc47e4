package engine

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"porchlight/wasm/playbook"
	"porchlight/wasm/reply/rank"
	"porchlight/wasm/spot"
	"porchlight/wasm/triage"
	"porchlight/wasm/wire"
)

// mostAnswers are as many as a person looks through, and mostLike as much of a long
// example, in characters.
const (
	mostAnswers = 5
	mostLike    = 160
)

// answering is the part of the engine that ranks. It learns at the first question after
// a playbook is loaded: a page that is only read does not pay for it.
type answering struct {
	answers []playbook.Answer
	ranker  *rank.Ranker // nil: not yet
	chosen  []choice     // that it has learnt from
}

type choice struct{ answer, text string }

// suggest cuts the text block into the posts' texts and the chosen examples.
func (e *Engine) suggest(s wire.Suggest, text []byte) (*wire.Suggested, *wire.Problem) {
	var problem *wire.Problem
	cut := func(bytes int, format string, i int) string {
		if bytes < 0 || bytes > len(text) {
			if problem == nil {
				problem = &wire.Problem{Code: "invalid", Path: fmt.Sprintf(format, i), Message: fmt.Sprintf(
					"%d bytes of text are named and %d are left", bytes, len(text))}
			}
			return ""
		}
		t := valid(text[:bytes])
		text = text[bytes:]
		return t
	}
	texts := make([]string, len(s.Posts))
	for i, post := range s.Posts {
		texts[i] = cut(post.Bytes, "suggest.posts[%d].bytes", i)
	}
	chosen := make([]choice, len(s.Chosen))
	for i, c := range s.Chosen {
		chosen[i] = choice{c.Answer, cut(c.Bytes, "suggest.chosen[%d].bytes", i)}
	}
	if problem != nil {
		return nil, problem
	}
	e.answering.learn(chosen)
	out := &wire.Suggested{Suggestions: make([]wire.Suggestion, len(texts))}
	for i, t := range texts {
		out.Suggestions[i] = e.rank(s, s.Posts[i], t)
	}
	return out, nil
}

// learn makes the ranker ready, anew when the choices are other ones.
func (a *answering) learn(chosen []choice) {
	if a.ranker != nil && slices.Equal(a.chosen, chosen) {
		return
	}
	entries, at := make([]rank.Entry, len(a.answers)), map[string]int{}
	for i, answer := range a.answers {
		entries[i] = rank.Entry{ID: answer.ID, Examples: slices.Clone(answer.Examples)}
		at[answer.ID] = i
	}
	a.chosen = make([]choice, len(chosen))
	for i, c := range chosen {
		a.chosen[i] = choice{strings.Clone(c.answer), strings.Clone(c.text)}
		if e, ok := at[c.answer]; ok { // else the answer has left the playbook
			entries[e].Examples = append(entries[e].Examples, a.chosen[i].text)
		}
	}
	a.ranker = rank.New(entries)
}

func (e *Engine) rank(s wire.Suggest, post wire.SuggestPost, text string) wire.Suggestion {
	answers := e.answering.answers
	allowed := func(i int) bool {
		use := answers[i].Use
		if use == nil {
			return true
		}
		if len(use.Intents) > 0 && post.Intent == "" {
			post.Intent = e.intent(post, text)
		}
		return holds(use.Sites, post.Site) && holds(use.Intents, post.Intent) && holds(use.Roles, s.Role) && (s.Incident || !use.Incident)
	}
	hits, abstain := e.answering.ranker.Rank(text, allowed)
	hits = hits[:min(len(hits), max(0, cmp.Or(s.Most, mostAnswers)))]
	out := wire.Suggestion{ID: post.ID, Abstain: abstain, Answers: make([]wire.Ranked, len(hits))}
	for i, h := range hits {
		out.Answers[i] = wire.Ranked{ID: answers[h.Entry].ID, Score: math.Round(h.Score*1e4) / 1e4, Like: clip(h.Like)}
	}
	return out
}

// holds reports that a list allows a value; what is not known is allowed.
func holds(list []string, value string) bool {
	return len(list) == 0 || value == "" || slices.Contains(list, value)
}

// intent is that of the triage, for a caller that has not asked for one.
func (e *Engine) intent(post wire.SuggestPost, text string) string {
	var found []wire.Mention
	if e.spotter != nil {
		found = e.spotter.Find(spot.Post{Text: text, Site: post.Site})
	}
	return triage.Of(text, found).Triage.Intent
}

// clip ends a long text at a character.
func clip(s string) string {
	n := 0
	for i := range s {
		if n == mostLike {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
