package reply

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// answer makes a draft of an entry; way is refuse for the honest no where the entry has
// both, else "". nil: the entry has no such blocks, or all of them state what has expired.
func (w *writer) answer(a *playbook.Answer, way string) *wire.SuggestedDraft {
	lang := choose(a.Blocks, w.wanted())
	b := a.Blocks[lang]
	if way == "refuse" && (len(b.Refuse) == 0 || len(b.Commit) == 0) {
		return nil
	}
	d := w.begin(a.ID, lang, a.Languages())
	var parts []string
	for _, name := range w.order(b, way) {
		if text, ok := w.pick(a, name, b.Named(name)); ok {
			parts = append(parts, w.fill(d, a, text))
			d.Blocks = append(d.Blocks, name)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	parts = w.personal(d, parts)
	d.Text = w.close(d, strings.Join(parts, " "))
	return d
}

func (w *writer) begin(id, lang string, langs []string) *wire.SuggestedDraft {
	d := &wire.SuggestedDraft{Answer: id, Lang: lang, Langs: langs, Blocks: []string{}, Problems: []wire.Problem{}}
	if !sameLanguage(w.wanted(), lang) {
		d.Wanted = w.wanted()
	}
	return d
}

// order is which blocks a draft has, by what kind of post it is and how urgent. Who
// complains is heard first; who is in a hurry reads what will be done before why.
func (w *writer) order(b playbook.Blocks, way string) []string {
	outcome := "commit"
	if way == "refuse" || len(b.Commit) == 0 {
		outcome = "refuse"
	}
	names := []string{"answer", outcome}
	if w.post.Urgency == "high" {
		names = []string{outcome, "answer"}
	}
	short := w.how.Tone == "shorter"
	heard := w.post.Intent == "complaint" || w.post.Intent == "outage" || w.post.Intent == "praise"
	if heard || w.how.Tone == "warmer" || !short && w.post.Urgency != "low" {
		names = append([]string{"acknowledge"}, names...)
	}
	if !short && w.post.Urgency != "low" || len(b.Answer)+len(b.Commit)+len(b.Refuse) == 0 {
		names = append(names, "next")
	}
	return names
}

// personal puts something of this very post before the blocks, unless a block has it.
func (w *writer) personal(d *wire.SuggestedDraft, parts []string) []string {
	f, choice := frames[d.Lang], w.cost(d.Answer+"\x00frame", 0, "")
	if w.quote != "" && w.how.Tone != "shorter" && !strings.Contains(strings.Join(parts, " "), w.quote) {
		parts = append([]string{f.quoteOf(w.quote, abs(choice))}, parts...)
		d.Blocks = append([]string{"quote"}, d.Blocks...)
	}
	if name := firstName(w.post.Author); name != "" && w.how.Tone == "warmer" && len(f.greetings) > 0 {
		greeting := f.greetings[abs(choice)%len(f.greetings)]
		parts = append([]string{strings.ReplaceAll(greeting, "{name}", name)}, parts...)
	}
	return parts
}

func abs(n int) int { return max(n, -n) }

// status is the answer while an incident goes on: its approved line and when more is
// known. Nothing else is said then.
func (w *writer) status(i wire.IncidentStatus) *wire.SuggestedDraft {
	lang := choose(i.Status, w.wanted())
	if strings.TrimSpace(i.Status[lang]) == "" {
		return nil
	}
	d := w.begin(i.ID, lang, slices.Sorted(maps.Keys(i.Status)))
	d.Blocks = append(d.Blocks, "status")
	parts := []string{strings.TrimSpace(i.Status[lang])}
	if w.how.Leader {
		d.Blocks, d.Slots = append(d.Blocks, ownHole), []wire.DraftSlot{{ID: ownHole, Kind: "text"}}
		parts = append([]string{"{" + ownHole + "}"}, parts...)
	}
	if i.NextMs > 0 {
		at := w.local(i.NextMs)
		clock := digits(at.Hour(), 2) + ":" + digits(at.Minute(), 2)
		parts = append(parts, cmp.Or(frames[lang].nextUpdate, "→ ")+clock+".")
		d.Blocks = append(d.Blocks, "next")
	}
	if !w.how.Leader {
		parts = w.personal(d, parts)
	}
	d.Text = w.close(d, strings.Join(parts, " "))
	return d
}

// leaders is what a leader starts from: room for one whole sentence of their own, and
// the team's facts. Nobody writes it for them.
func (w *writer) leaders(a *playbook.Answer) *wire.SuggestedDraft {
	d := w.begin(a.ID, choose(a.Blocks, w.wanted()), a.Languages())
	d.Blocks = append(d.Blocks, ownHole)
	d.Slots = append(d.Slots, wire.DraftSlot{ID: ownHole, Kind: "text"})
	parts := []string{"{" + ownHole + "}"}
	for _, fact := range a.Facts {
		if !w.expired(fact) && !foreign(a, d.Lang, fact.ID) {
			parts = append(parts, fact.Text)
			d.Facts = append(d.Facts, wire.DraftFact{ID: fact.ID, Text: fact.Text, Source: fact.Source, Until: fact.Until})
		}
	}
	if len(d.Facts) > 0 {
		d.Blocks = append(d.Blocks, "facts")
	}
	d.Text = w.close(d, strings.Join(parts, " "))
	return d
}

// foreign says whether a fact is put into words for other languages alone: blocks of those
// state it, and none of this one. A fact that no block states is for all.
func foreign(a *playbook.Answer, lang, id string) bool {
	is := false
	for of, b := range a.Blocks {
		for _, name := range playbook.BlockNames {
			for _, text := range b.Named(name) {
				if strings.Contains(text, "{"+id+"}") {
					if of == lang {
						return false
					}
					is = true
				}
			}
		}
	}
	return is
}

// close says that the writer works here where that is due, within the first words: the FTC
// wants it in the message, not in the profile. The sign-off comes when it is inserted.
func (w *writer) close(d *wire.SuggestedDraft, text string) string {
	v := w.book.Voice
	if v == nil {
		return text
	}
	if w.how.Personal {
		if line := strings.TrimRight(v.Disclosure[choose(v.Disclosure, d.Lang)], ". "); line != "" {
			text = line + ". " + text
			d.Blocks = append([]string{"disclosure"}, d.Blocks...)
		}
	}
	return text
}
