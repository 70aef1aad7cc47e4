package reply

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// frame is what we put around a team's words, in one language. The team's own blocks
// come before ours: a block with {quote} in it needs none of these.
type frame struct {
	quotes     []string // around a question, around anything, around what is told
	greetings  []string
	nextUpdate string // before a time
}

var frames = map[string]frame{
	"en": {
		quotes:     []string{"You ask: “{quote}”", "About “{quote}”:", "You wrote “{quote}”."},
		greetings:  []string{"Hi {name}!", "Hello {name}!"},
		nextUpdate: "Next update at ",
	},
	"nb": {
		quotes:     []string{"Du spør: «{quote}»", "Om «{quote}»:", "Du skrev «{quote}»."},
		greetings:  []string{"Hei, {name}!", "Hei på deg, {name}!"},
		nextUpdate: "Neste oppdatering kl. ",
	},
	"nn": {
		quotes:     []string{"Du spør: «{quote}»", "Om «{quote}»:", "Du skreiv «{quote}»."},
		greetings:  []string{"Hei, {name}!", "Hei på deg, {name}!"},
		nextUpdate: "Neste oppdatering kl. ",
	},
}

// quoteOf is the frame's quotation for what was found: "You ask" only of a question.
func (f frame) quoteOf(quote string, choice int) string {
	if len(f.quotes) == 0 {
		return "“" + quote + "”"
	}
	fits := f.quotes[1:]
	if strings.HasSuffix(quote, "?") {
		fits = f.quotes[:2]
	}
	return strings.ReplaceAll(fits[choice%len(fits)], "{quote}", quote)
}

// The languages that readers of one understand, nearest first. English comes last of all.
var near = map[string][]string{
	"nb": {"nn", "da", "sv"}, "nn": {"nb", "da", "sv"}, "no": {"nb", "nn"},
	"da": {"nb", "nn", "sv"}, "sv": {"nb", "da", "nn"},
}

// choose finds the best language that has finds for who asked for wanted: the very
// one, its main language, a near one, English, and then the first by the alphabet. "" when
// there is none.
func choose[T any](have map[string]T, wanted string) string {
	main, _, _ := strings.Cut(wanted, "-")
	for _, lang := range append(append([]string{wanted, main}, near[main]...), "en") {
		if _, ok := have[lang]; ok {
			return lang
		}
	}
	first := ""
	for lang := range have {
		if first == "" || lang < first {
			first = lang
		}
	}
	return first
}

// sameLanguage says whether got needs no apology to who wanted: en-GB wanted, en got.
func sameLanguage(wanted, got string) bool {
	main := func(s string) string {
		m, _, _ := strings.Cut(s, "-")
		return cmp.Or(map[string]string{"no": "nb"}[m], m)
	}
	return wanted == "" || wanted == "und" || main(wanted) == main(got)
}

// firstName is what to call somebody whom the page names "Kari Nes"; "" for a handle.
func firstName(author string) string {
	words := strings.Fields(author)
	if len(words) < 2 || strings.ContainsAny(author, "@_/0123456789") {
		return ""
	}
	r, _ := utf8.DecodeRuneInString(words[0])
	if !unicode.IsUpper(r) || utf8.RuneCountInString(words[0]) < 2 || utf8.RuneCountInString(words[0]) > 20 {
		return ""
	}
	return words[0]
}
