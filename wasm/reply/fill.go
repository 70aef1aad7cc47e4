package reply

import (
	"strconv"
	"strings"
	"time"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// A block's text holds {id} for a fact or a slot of its entry, and these two, which every
// entry has: {quote} is what they ask, in their words; {name} is theirs.
const (
	quoteHole = "quote"
	nameHole  = "name"
	ownHole   = "own" // in drafts alone: a whole own sentence
)

// holes calls f for each {id} of a text, in order; f gives what stands there instead,
// and false to leave it.
func holes(text string, f func(id string) (string, bool)) string {
	var out strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		length := strings.IndexAny(text[open+1:], "{}")
		if length <= 0 || text[open+1+length] != '}' {
			out.WriteString(text[:open+1])
			text = text[open+1:]
			continue
		}
		out.WriteString(text[:open])
		whole := text[open : open+length+2]
		if instead, ok := f(whole[1 : len(whole)-1]); ok {
			out.WriteString(instead)
		} else {
			out.WriteString(whole)
		}
		text = text[open+length+2:]
	}
	out.WriteString(text)
	return out.String()
}

// unsayable says whether a text states a fact that has expired, or quotes or names where
// there is nothing to quote and nobody to name.
func (w *writer) unsayable(a *playbook.Answer, text string) (is bool) {
	holes(text, func(id string) (string, bool) {
		fact := factOf(a, id)
		switch {
		case fact != nil:
			is = is || w.expired(*fact)
		case slotOf(a, id) != nil:
		case id == quoteHole:
			is = is || w.quote == ""
		case id == nameHole:
			is = is || firstName(w.post.Author) == ""
		}
		return "", false
	})
	return is
}

func factOf(a *playbook.Answer, id string) *playbook.Fact {
	for i := range a.Facts {
		if a.Facts[i].ID == id {
			return &a.Facts[i]
		}
	}
	return nil
}

// expired says whether the fact's last valid day is over where the writer is.
func (w *writer) expired(f playbook.Fact) bool {
	if f.Until == "" || w.how.NowMs == 0 {
		return false
	}
	year, month, day := w.local(w.how.NowMs).Date()
	today := digits(year, 4) + "-" + digits(int(month), 2) + "-" + digits(day, 2)
	return today > f.Until // dates of ISO 8601 sort as text
}

func digits(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

func (w *writer) local(ms int64) time.Time {
	return time.UnixMilli(ms).UTC().Add(time.Duration(w.how.ZoneOffset) * time.Minute)
}

// fill puts facts, the name and the quotation into a draft's text, and notes which
// facts it states and which slots are left.
func (w *writer) fill(d *wire.SuggestedDraft, a *playbook.Answer, text string) string {
	return holes(text, func(id string) (string, bool) {
		if fact := factOf(a, id); fact != nil {
			d.Facts = append(d.Facts, wire.DraftFact{ID: fact.ID, Text: fact.Text, Source: fact.Source, Until: fact.Until})
			return fact.Text, true
		}
		if slot := slotOf(a, id); slot != nil {
			d.Slots = append(d.Slots, wire.DraftSlot{ID: slot.ID, Kind: slot.Kind, Label: slot.Label, Choices: slot.Choices})
			return "", false
		}
		switch {
		case id == quoteHole && w.quote != "":
			return w.quote, true
		case id == nameHole && firstName(w.post.Author) != "":
			return firstName(w.post.Author), true
		}
		d.Slots = append(d.Slots, wire.DraftSlot{ID: id, Kind: "text"})
		return "", false
	})
}

func slotOf(a *playbook.Answer, id string) *playbook.Slot {
	for i := range a.Slots {
		if a.Slots[i].ID == id {
			return &a.Slots[i]
		}
	}
	return nil
}
