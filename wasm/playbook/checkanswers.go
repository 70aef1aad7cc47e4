package playbook

import (
	"slices"
	"strings"
)

// The kinds of posts, slots and people that an answer may name.
var (
	intents   = []string{"question", "complaint", "praise", "request", "purchase", "job", "outage", "other"}
	roles     = []string{"staff", "lead", "admin", "leader"}
	slotKinds = []string{"name", "link", "date", "amount", "choice", "text"}
)

// Given are the holes that every block may have, beside those of its facts and slots:
// {quote} is what they ask, in their words, {name} who they are. {own} is a leader's sentence.
var Given = []string{"quote", "name", "own"}

// checkAnswers says what is wrong with one answer after the other.
func (d *decoder) checkAnswers(p *Playbook) {
	ids := map[string]bool{}
	for i, a := range p.Answers {
		at := index("answers", i)
		switch {
		case strings.TrimSpace(a.ID) == "":
			d.wrong("id_missing", d.names[at], at, at)
		case ids[a.ID]:
			d.wrong("id_twice", d.names[at+".id"], at+".id", a.ID)
		}
		ids[a.ID] = true
		d.date(join(at, "review"), a.Review)
		d.checkUse(join(at, "use"), a.Use)
		known := d.checkParts(at, a)
		for _, lang := range a.Languages() {
			for _, name := range BlockNames {
				for k, text := range a.Blocks[lang].Named(name) {
					d.checkHoles(index(join(join(join(at, "blocks"), lang), name), k), text, known)
				}
			}
		}
	}
}

// checkParts returns the ids that the answer's blocks may name.
func (d *decoder) checkParts(at string, a Answer) []string {
	known := slices.Clone(Given)
	take := func(path, id string) {
		switch {
		case strings.TrimSpace(id) == "" || strings.ContainsAny(id, "{}"):
			d.wrong("no_id", d.placeOf(join(path, "id"), path), join(path, "id"), id)
		case slices.Contains(known, id):
			d.wrong("hole_taken", d.names[join(path, "id")], join(path, "id"), id)
		}
		known = append(known, id)
	}
	for k, fact := range a.Facts {
		path := index(join(at, "facts"), k)
		take(path, fact.ID)
		d.date(join(path, "until"), fact.Until)
	}
	for k, slot := range a.Slots {
		path := index(join(at, "slots"), k)
		take(path, slot.ID)
		d.oneOf(join(path, "kind"), slot.Kind, slotKinds...)
		if slot.Kind == "choice" && len(slot.Choices) == 0 {
			d.wrong("no_choices", d.names[path], path, slot.ID)
		}
	}
	return known
}

func (d *decoder) checkUse(path string, u *Use) {
	if u == nil {
		return
	}
	for i, intent := range u.Intents {
		d.oneOf(index(join(path, "intents"), i), intent, intents...)
	}
	for i, role := range u.Roles {
		d.oneOf(index(join(path, "roles"), i), role, roles...)
	}
}

// checkHoles warns of a {hole} that nothing fills: a person would have to, each time.
func (d *decoder) checkHoles(path, text string, known []string) {
	for {
		_, after, ok := strings.Cut(text, "{")
		if !ok {
			return
		}
		id, rest, closed := strings.Cut(after, "}")
		if closed && !strings.Contains(id, "{") && !slices.Contains(known, id) {
			d.warn("unknown_hole", d.names[path], path, id, strings.Join(known, ", "))
		}
		if text = rest; !closed {
			return
		}
	}
}

// date reports what is no day of the calendar, 2026-11-30.
func (d *decoder) date(path, s string) {
	if s != "" && !isDate(s) {
		d.wrong("no_date", d.names[path], path, s)
	}
}
