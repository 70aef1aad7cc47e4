package due

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"porchlight/wasm/fold"
)

// token is a word or a number in small letters, or one sign; bytes of the text.
type token struct {
	word       string
	start, end int
}

type sentence struct {
	tokens     []token
	start, end int // without the blanks around it
	asks       bool
}

func (s *sentence) word(i int) string { return at(s.tokens, i) }

func at(tokens []token, i int) string {
	if i < 0 || i >= len(tokens) {
		return ""
	}
	return tokens[i].word
}

// sentences cuts a text. A full stop behind a number or behind kl. ends none: "30.
// november", "kl. 12", "den 3.".
func sentences(text string) []sentence {
	var out []sentence
	var now sentence
	end := func(asks bool) {
		if n := len(now.tokens); n > 0 {
			now.start, now.end, now.asks = now.tokens[0].start, now.tokens[n-1].end, asks
			out = append(out, now)
		}
		now = sentence{}
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case inWord(r):
			to := wordEnd(text, i)
			now.tokens = append(now.tokens, token{small(text[i:to]), i, to})
			size = to - i
		case r == '\n' || r == '?' || r == '!' || r == '.' && stops(text, i, now.tokens):
			end(r == '?')
		case unicode.IsSpace(r):
		default:
			now.tokens = append(now.tokens, token{text[i : i+size], i, i + size})
		}
		i += size
	}
	end(false)
	return out
}

// stops tells a full stop that ends a sentence from one in "kl. 12" and "30. november".
func stops(text string, i int, before []token) bool {
	next, _ := utf8.DecodeRuneInString(text[i+1:])
	if i+1 < len(text) && !unicode.IsSpace(next) {
		return false
	}
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1]
	if last.end != i {
		return true
	}
	rest := strings.TrimLeft(text[i+1:], " ")
	follows, _ := utf8.DecodeRuneInString(rest)
	switch {
	case abbreviated.has(last.word):
		return false
	case last.word == "m" && len(before) > 2 && before[len(before)-2].word == ".": // p.m.
		return !unicode.IsLower(follows)
	case number(last.word) >= 0 && len(last.word) <= 2:
		return !unicode.IsLower(follows) && !unicode.IsDigit(follows)
	}
	return true
}

var abbreviated = list(" kl ca nr jan feb mar apr jun jul aug sep sept okt oct nov des dec p.m a.m ")

func inWord(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 0x7F && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}

// wordEnd takes letters and digits apart, so that 24h is two words, and keeps we'll one.
func wordEnd(text string, at int) int {
	first, _ := utf8.DecodeRuneInString(text[at:])
	digits := unicode.IsDigit(first)
	for i, r := range text[at:] {
		if (r == '\'' || r == '’') && !digits && i > 0 {
			if next, _ := utf8.DecodeRuneInString(text[at+i+utf8.RuneLen(r):]); unicode.IsLetter(next) {
				continue
			}
		}
		if !inWord(r) || unicode.IsDigit(r) != digits {
			return at + i
		}
	}
	return len(text)
}

// small is a word in small letters, its accents kept: for is not før.
func small(word string) string {
	var out []rune
	for _, r := range word {
		switch {
		case r == '’':
			out = append(out, '\'')
		case r == 'å' || r == 'Å':
			out = append(out, 'å')
		case unicode.IsMark(r):
			if r == 0x30A && len(out) > 0 && out[len(out)-1] == 'a' {
				out[len(out)-1] = 'å'
			}
		default:
			from := len(out)
			if out = fold.Fine(out, r); len(out) > from+1 {
				out = out[:from+1] // é is e: nobody means another word
			}
		}
	}
	return string(out)
}

// number reads digits or a small number in words, -1 for neither.
func number(w string) int {
	for n := range spelt {
		if spelt[n].has(w) {
			return n
		}
	}
	n := 0
	for _, c := range []byte(w) {
		if c < '0' || c > '9' || n > 99999 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	if w == "" {
		return -1
	}
	return n
}

var spelt = [...]list{1: " a an one en ein ei et eit ", 2: " two to couple par ", 3: " three tre ", 4: " four fire ", 5: " five fem ", 6: " six seks ",
	7: " seven sju syv ", 8: " eight åtte ", 9: " nine ni ", 10: " ten ti ", 12: " twelve tolv "}
