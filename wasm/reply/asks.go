package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long a quotation in an answer may be, in characters.
const quoteRunes = 70

// read is how much of a post is searched, in bytes: what it asks comes early.
const read = 8000

// Asks is what a post asks or tells, in its own words and on one line of at most max
// characters: its last question, else the sentence with the most to say. "" where
// nothing can be quoted: a sentence with numbers that may be private, or an address, is
// never repeated.
func Asks(text string, max int) string {
	best, score := "", 0
	for _, s := range Sentences(text) {
		value := worth(s)
		if utf8.RuneCountInString(s) > max {
			value = (value + 2) / 3 // a whole sentence says more than half of one
		}
		if value > 0 && value >= score {
			best, score = s, value
		}
	}
	return shorten(strings.TrimRight(best, "."), max)
}

// Sentences cuts a text at line ends and at the marks that end a sentence. Each is on one
// line and without the handles and tags around it; empty ones are left out.
func Sentences(text string) []string {
	if len(text) > read {
		text = strings.ToValidUTF8(text[:read], "")
	}
	var out []string
	from := 0
	for i, r := range text {
		next := i + utf8.RuneLen(r)
		if r == utf8.RuneError {
			next = i + 1
		}
		if ends(r, text[next:]) {
			out, from = add(out, text[from:next]), next
		}
	}
	return add(out, text[from:])
}

func add(sentences []string, s string) []string {
	if s = tidy(s); s != "" {
		sentences = append(sentences, s)
	}
	return sentences
}

// ends says whether a sentence ends with r: not in "3.5" or "example.com".
func ends(r rune, rest string) bool {
	switch r {
	case '\n', '。', '！', '？', '؟', '…':
		return true
	case '.', '!', '?':
		after, _ := utf8.DecodeRuneInString(rest)
		return rest == "" || unicode.IsSpace(after)
	}
	return false
}

// tidy is a sentence on one line, without the handles and tags around it.
func tidy(s string) string {
	words := strings.Fields(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s))
	for len(words) > 0 && aside(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && aside(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

func aside(word string) bool {
	return strings.HasPrefix(word, "@") || strings.HasPrefix(word, "#") || strings.Contains(word, "://") ||
		!strings.ContainsFunc(word, unicode.IsLetter) && !strings.ContainsFunc(word, unicode.IsDigit)
}

// worth weighs a sentence: a question first, then what has words enough to mean something.
func worth(s string) int {
	words, digits := len(strings.Fields(s)), 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	wide := utf8.RuneCountInString(s) // of a script without blanks
	if digits > 4 || strings.Contains(s, "@") || strings.Contains(s, "://") || words < 2 && wide < 12 && !wideScript(s) {
		return 0
	}
	value := min(words, 12) + min(wide/8, 6)
	if strings.HasSuffix(s, "?") || strings.HasSuffix(s, "？") || strings.HasSuffix(s, "؟") {
		value += 8
	}
	return value
}

func wideScript(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
	})
}

// shorten cuts between words and says so with a "…".
func shorten(s string, max int) string {
	if utf8.RuneCountInString(s) <= max {
		return s
	}
	runes := []rune(s)[:max-1]
	cut := string(runes)
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}
