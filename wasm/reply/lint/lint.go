// Package lint says what would make a playbook's answers better: which are out of date,
// cannot be found, say the same to everybody, or are mistaken for each other.
//
// It is hard because an answer looks fine by itself: that "my bag is late" is found
// under "late ferries" shows only when the entries are ranked against each other. So it
// asks the very ranker that people's browsers ask. It does not say what makes a playbook
// unusable; package playbook does.
package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"porchlight/wasm/fold"
	"porchlight/wasm/playbook"
	"porchlight/wasm/reply/rank"
)

// judge is one look at one playbook.
type judge struct {
	book  *playbook.Playbook
	today string // 2026-11-30
	soon  string // facts that expire until then are told of
	warn  func(code, path string, parts ...string)
}

// Answers makes the judge of a playbook's answers. today and soon are dates as the
// playbook writes them, 2026-11-30: facts that expire between them are told of.
func Answers(today, soon string) playbook.Judge {
	return func(p *playbook.Playbook, warn func(code, path string, parts ...string)) {
		j := judge{p, today, soon, warn}
		for i, a := range p.Answers {
			at := fmt.Sprintf("answers[%d]", i)
			j.dates(at, a)
			j.reach(at, a)
			j.blocks(at, a)
			j.unused(at, a)
		}
		j.languages()
		j.twice()
		j.mistaken()
	}
}

func (j judge) dates(at string, a playbook.Answer) {
	if a.Review != "" && a.Review < j.today {
		if a.Owner == "" {
			j.warn("review_due", at+".review", a.ID, a.Review)
		} else {
			j.warn("review_owed", at+".review", a.ID, a.Review, a.Owner)
		}
	}
	for k, f := range a.Facts {
		path := fmt.Sprintf("%s.facts[%d].until", at, k)
		switch {
		case f.Until != "" && f.Until < j.today:
			j.warn("expired", path, f.ID, f.Until)
		case f.Until != "" && f.Until <= j.soon:
			j.warn("expires", path, f.ID, f.Until)
		}
	}
}

// reach tells of answers that can never be offered.
func (j judge) reach(at string, a playbook.Answer) {
	if len(a.Examples) == 0 {
		j.warn("no_examples", at, a.ID)
	}
	if a.Use == nil || len(a.Use.Sites) == 0 {
		return
	}
	for _, site := range a.Use.Sites {
		if !j.off(site) {
			return
		}
	}
	j.warn("off_there", at+".use.sites", a.ID, strings.Join(a.Use.Sites, ", "))
}

func (j judge) off(site string) bool {
	return slices.ContainsFunc(j.book.Sites, func(r playbook.SiteRule) bool { return r.Site == site && r.Off })
}

// blocks tells of answers that leave people hanging, and of those that everybody would
// send in the same words.
func (j judge) blocks(at string, a playbook.Answer) {
	for _, lang := range a.Languages() {
		b, path := a.Blocks[lang], at+".blocks."+lang
		if len(b.Commit)+len(b.Refuse) == 0 && len(b.Answer)+len(b.Acknowledge) > 0 && len(b.Next) == 0 {
			j.warn("open_end", path, a.ID)
		}
		parts, choices := 0, 1
		for _, name := range playbook.BlockNames {
			if n := len(b.Named(name)); n > 0 {
				parts, choices = parts+1, choices*n
			}
		}
		if parts > 0 && choices == 1 {
			j.warn("same_text", path)
		}
	}
}

// unused tells of facts and slots that no block names.
func (j judge) unused(at string, a playbook.Answer) {
	if len(a.Blocks) == 0 {
		return
	}
	var all strings.Builder
	for _, lang := range a.Languages() {
		for _, name := range playbook.BlockNames {
			all.WriteString(strings.Join(a.Blocks[lang].Named(name), "\n"))
		}
	}
	for k, s := range a.Slots {
		if !strings.Contains(all.String(), "{"+s.ID+"}") {
			j.warn("slot_unused", fmt.Sprintf("%s.slots[%d]", at, k), a.ID, s.ID)
		}
	}
	for k, f := range a.Facts {
		if !strings.Contains(all.String(), "{"+f.ID+"}") {
			j.warn("fact_unused", fmt.Sprintf("%s.facts[%d]", at, k), a.ID, f.ID)
		}
	}
}

// languages tells of answers that miss a language which at least half of them have.
func (j judge) languages() {
	have, drafted := map[string]int{}, 0
	for _, a := range j.book.Answers {
		if len(a.Blocks) > 0 {
			drafted++
		}
		for lang := range a.Blocks {
			have[lang]++
		}
	}
	for i, a := range j.book.Answers {
		var missing []string
		for lang, n := range have {
			if _, ok := a.Blocks[lang]; !ok && len(a.Blocks) > 0 && 2*n >= drafted {
				missing = append(missing, lang)
			}
		}
		if slices.Sort(missing); len(missing) > 0 {
			j.warn("language_missing", fmt.Sprintf("answers[%d].blocks", i), a.ID, strings.Join(missing, ", "))
		}
	}
}

// twice tells of the same example in two answers, or twice in one.
func (j judge) twice() {
	first := map[string]string{}
	for i, a := range j.book.Answers {
		for k, example := range a.Examples {
			key := strings.Join(strings.Fields(fold.String(example)), " ")
			if other, ok := first[key]; ok {
				j.warn("example_twice", fmt.Sprintf("answers[%d].examples[%d]", i, k), example, other)
				continue
			}
			first[key] = cmp.Or(a.ID, fmt.Sprintf("answers[%d]", i))
		}
	}
}

// folds is into how many parts the examples are cut, so that each is once asked of a
// ranker that has not seen it. With fewer than enough examples, one says nothing of the others.
const (
	folds  = 5
	enough = 4
)

// mistaken tells of examples that another answer would get: people who write so would
// be offered the wrong one.
func (j judge) mistaken() {
	for part := range folds {
		ranker := rank.New(j.without(part))
		for i, a := range j.book.Answers {
			for k, example := range a.Examples {
				if k%folds != part || len(a.Examples) < enough {
					continue
				}
				hits, abstain := ranker.Rank(example, nil, 1)
				if !abstain && len(hits) > 0 && hits[0].Entry != i {
					other := j.book.Answers[hits[0].Entry]
					j.warn("mistaken", fmt.Sprintf("answers[%d].examples[%d]", i, k), example, other.ID, hits[0].Like, a.ID)
				}
			}
		}
	}
}

// without leaves out every fifth example.
func (j judge) without(part int) []rank.Entry {
	entries := make([]rank.Entry, len(j.book.Answers))
	for i, a := range j.book.Answers {
		entries[i].ID = a.ID
		for k, example := range a.Examples {
			if k%folds != part || len(a.Examples) < enough {
				entries[i].Examples = append(entries[i].Examples, example)
			}
		}
	}
	return entries
}
