package reply

import (
	"hash/fnv"
	"strings"
	"unicode/utf8"

	"porchlight/wasm/playbook"
)

// pick chooses one of the alternatives of a block: by tone where one is asked for, else
// by who writes about what, so that two people do not send the same text; ok is false
// when nothing can be said.
func (w *writer) pick(a *playbook.Answer, block string, alternatives []string) (text string, ok bool) {
	best, cost := "", 0
	for i, alternative := range alternatives {
		if w.unsayable(a, alternative) {
			continue
		}
		c := w.cost(a.ID+"\x00"+block, i, alternative)
		if !ok || c < cost {
			best, cost, ok = alternative, c, true
		}
	}
	return best, ok
}

// cost is low for what should be taken. Tones compare the texts; chance decides the rest.
func (w *writer) cost(salt string, i int, text string) int {
	h := fnv.New32a()
	h.Write([]byte(w.how.Seed + "\x00" + w.quote + "\x00" + salt + "\x00" + string(rune(i))))
	chance := int(h.Sum32() % 1000)
	switch w.how.Tone {
	case "shorter":
		return utf8.RuneCountInString(text)*1000 + chance
	case "plainer":
		return heaviness(text)*1000 + chance
	case "warmer":
		return -warmth(text)*1000 + chance
	}
	return chance
}

// heaviness is how hard a text is to read, after LIX (Björnsson 1968): the words of a
// sentence, and the share of words longer than six letters.
func heaviness(text string) int {
	words, long, sentences := strings.Fields(text), 0, 1+strings.Count(text, ". ")+strings.Count(text, "? ")
	for _, word := range words {
		if utf8.RuneCountInString(strings.Trim(word, ".,!?:;()“”«»\"")) > 6 {
			long++
		}
	}
	if len(words) == 0 {
		return 0
	}
	return len(words)/sentences + 100*long/len(words)
}

// warmth counts what people take as kind: thanks, a name, "you".
func warmth(text string) int {
	lower, n := " "+strings.ToLower(text), 0
	for _, word := range [...]string{" thank", " sorry", " glad", " happy", " understand", "{name}", " you", " takk", " beklager", " lei ", " forstår", " skjønner", " glad", " du ", " deg "} {
		n += strings.Count(lower, word)
	}
	return n
}
