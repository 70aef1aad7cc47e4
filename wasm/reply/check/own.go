package check

import "strings"

// holeAt is the length of the hole that a text begins with, "{name}", in bytes; 0 for
// none. Braces around code are no hole.
func holeAt(text string) int {
	const longest = 60
	end := strings.IndexAny(text[1:], "{}\n")
	if end <= 0 || end > longest || text[1+end] != '}' {
		return 0
	}
	for _, r := range text[1 : 1+end] {
		if !inWord(r) && !strings.ContainsRune("_-. ", r) {
			return 0
		}
	}
	return end + 2
}

// slots are holes that nobody has filled.
func (d *draft) slots() {
	for i := 0; i < len(d.text); i++ {
		if d.text[i] != '{' {
			continue
		}
		if n := holeAt(d.text[i:]); n > 0 {
			d.say("slot", i, i+n, d.label(d.text[i+1:i+n-1]))
			i += n - 1
		}
	}
}

// label is how people call a slot.
func (d *draft) label(id string) string {
	if a := d.answer(); a != nil {
		for _, s := range a.Slots {
			if s.ID == id && s.Label != "" {
				return s.Label
			}
		}
	}
	return id
}

// ownWords are words that were not suggested: one of anybody, a whole sentence of a
// leader. What fills a slot is of one's own too, and all where nothing was suggested.
func (d *draft) ownWords() {
	if d.ask.Leader {
		if !d.ownSentence() {
			d.say("own_sentence", 0, 0)
		}
		return
	}
	if d.suggested == "" {
		return
	}
	left := map[string]int{}
	for _, w := range wordsOf(d.suggested) {
		if !w.hole {
			left[w.form]++
		}
	}
	for _, w := range d.words {
		if left[w.form]--; !w.hole && left[w.form] < 0 {
			return
		}
	}
	d.say("own_words", 0, 0)
}

// ownSentence looks for one of three words or more whose words mostly stand beside
// others than in the suggestion.
func (d *draft) ownSentence() bool {
	pairs := map[[2]string]bool{}
	before := ""
	for _, w := range wordsOf(d.suggested) {
		pairs[[2]string{before, w.form}] = true
		before = w.form
	}
	for _, s := range d.sentences() {
		words, known := 0, 0
		for i := s.from; i < s.to; i++ {
			if d.words[i].hole {
				continue
			}
			words++
			if i > s.from && pairs[[2]string{d.words[i-1].form, d.words[i].form}] {
				known++
			}
		}
		if words >= 3 && known*2 < words-1 {
			return true
		}
	}
	return false
}
