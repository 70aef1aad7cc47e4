package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"porchlight/wasm/fold"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// shortest is how many letters a word needs to say what is broken: "the" does not.
const shortest = 4

// Concerns reports whether a post is about an incident: it tells of an outage, or has a
// word of what is hit, or one that the playbook prepared for that kind of trouble. P may be
// nil.
func Concerns(p *playbook.Playbook, i wire.IncidentStatus, post Post) bool {
	if post.Intent == "outage" {
		return true
	}
	hit, text := wordsOf(i.Hit), wordsOf(post.Text)
	if p == nil {
		p = &playbook.Playbook{}
	}
	for _, prepared := range p.Incidents {
		names := wordsOf(strings.Join(append([]string{prepared.ID, prepared.Title}, prepared.Words...), " "))
		if meet(names, hit) {
			for word := range names {
				hit[word] = true
			}
		}
	}
	return meet(hit, text)
}

func wordsOf(text string) map[string]bool {
	if len(text) > read {
		text = text[:read]
	}
	all := map[string]bool{}
	for _, word := range strings.FieldsFunc(fold.String(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if utf8.RuneCountInString(word) >= shortest || wideScript(word) {
			all[word] = true
		}
	}
	return all
}

func meet(a, b map[string]bool) bool {
	for word := range a {
		if b[word] {
			return true
		}
	}
	return false
}
