package engine

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"porchlight/wasm/playbook"
	"porchlight/wasm/reply"
	"porchlight/wasm/reply/rank"
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
	book   *playbook.Playbook // nil: none is loaded
	ranker *rank.Ranker       // nil: not yet
	chosen []choice           // that it has learnt from
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
		if s.Drafting != nil {
			e.draft(&out.Suggestions[i], s.Posts[i], t, *s.Drafting)
		}
	}
	return out, nil
}

// learn makes the ranker ready, anew when the choices are other ones.
func (a *answering) learn(chosen []choice) {
	if a.ranker != nil && slices.Equal(a.chosen, chosen) {
		return
	}
	if a.book == nil {
		a.book = &playbook.Playbook{}
	}
	entries, at := make([]rank.Entry, len(a.book.Answers)), map[string]int{}
	for i, answer := range a.book.Answers {
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
	answers := e.answering.book.Answers
	allowed := func(i int) bool {
		use := answers[i].Use
		if use == nil {
			return true
		}
		if len(use.Intents) > 0 && post.Intent == "" {
			post.Intent = e.triaged(post, text).Intent
		}
		return holds(use.Sites, post.Site) && holds(use.Intents, post.Intent) && holds(use.Roles, s.Role) && (s.Incident || !use.Incident)
	}
	hits, abstain := e.answering.fit(text, allowed, cmp.Or(s.Most, mostAnswers))
	out := wire.Suggestion{ID: post.ID, Abstain: abstain, Answers: make([]wire.Ranked, len(hits)), Drafts: []wire.SuggestedDraft{}}
	for i, h := range hits {
		out.Answers[i] = wire.Ranked{ID: answers[h.Entry].ID, Score: math.Round(h.Score*1e4) / 1e4, Like: clip(h.Like)}
	}
	return out
}

// mostSentences are as many of a post as are asked for one by one.
const mostSentences = 8

// fit ranks for the whole post, and where that is not clear for each of its sentences:
// people tell of their children's school before they ask why the boat is late.
func (a *answering) fit(text string, allowed func(int) bool, most int) (hits []rank.Hit, abstain bool) {
	hits, abstain = a.ranker.Rank(text, allowed, most)
	if !abstain {
		return hits, false
	}
	sentences := reply.Sentences(text)
	if len(sentences) < 2 {
		return hits, true
	}
	for _, s := range sentences[:min(len(sentences), mostSentences)] {
		if found, unsure := a.ranker.Rank(s, allowed, most); !unsure && (abstain || found[0].Score > hits[0].Score) {
			hits, abstain = found, false
		}
	}
	return hits, abstain
}

// holds reports that a list allows a value; what is not known is allowed.
func holds(list []string, value string) bool {
	return len(list) == 0 || value == "" || slices.Contains(list, value)
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
