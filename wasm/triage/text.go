package triage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, an emoticon or a run of one sign, with its offset in the text.
type token struct {
	lower string
	at    int
	loud  bool // in capitals, two letters or more
	word  bool
}

// most is as much of a post as triage reads: what it is about comes first.
const most = 4000

// cut makes tokens. Addresses and handles are left out: their words are nobody's.
func cut(text string) []token {
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	var out []token
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case unicode.IsSpace(r):
			at += size
		case strings.HasPrefix(text[at:], "http://"), strings.HasPrefix(text[at:], "https://"), strings.HasPrefix(text[at:], "www."), r == '@' && at+1 < len(text) && text[at+1] != ' ':
			end := strings.IndexFunc(text[at:], unicode.IsSpace)
			if end < 0 {
				end = len(text) - at
			}
			out = append(out, token{lower: "@", at: at})
			at += end
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			t, size := wordAt(text, at)
			if s := signAt(text[at:]); s != "" && (at == 0 || text[at-1] == ' ') && tables().signs[s] != 0 && len(s) > len(t.lower) {
				out, at = append(out, token{lower: s, at: at}), at+len(s)
				continue
			}
			out, at = append(out, t), at+size
		default:
			s := signAt(text[at:])
			if s == "" {
				s = text[at : at+size]
			}
			out, at = append(out, token{lower: strings.ToLower(s), at: at}), at+len(s)
		}
	}
	return out
}

func wordLength(s string) int {
	run := 0
	for run < len(s) && s[run]-'a' <= 'z'-'a' {
		run++
	}
	for i, r := range s[run:] {
		i += run
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		if (r == '\'' || r == '’' || r == '-') && i+utf8.RuneLen(r) < len(s) {
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			inside = unicode.IsLetter(next)
		}
		if !inside {
			return i
		}
	}
	return len(s)
}

func wordAt(text string, at int) (token, int) {
	w := text[at : at+wordLength(text[at:])]
	small := strings.ContainsFunc(w, unicode.IsLower)
	return token{lower: strings.ReplaceAll(strings.ToLower(w), "’", "'"), at: at, word: true, loud: !small && utf8.RuneCountInString(w) > 1 && strings.ContainsFunc(w, unicode.IsUpper)}, len(w)
}

// signAt is the longest emoticon that a text begins with, "" for none.
func signAt(s string) string {
	if len(s) < 2 || s[1] == ' ' || s[0] == ',' || s[0] == '.' || s[0] == '"' {
		return ""
	}
	if s[0] < utf8.RuneSelf && s[1] < utf8.RuneSelf && !tables().begin[small(s[0])][small(s[1])] {
		return ""
	}
	for n := min(4, len(s)); n > 1; n-- {
		if part := s[:n]; utf8.ValidString(part) {
			if _, ok := tables().signs[strings.ToLower(part)]; ok && utf8.RuneCountInString(part) > 1 {
				return part
			}
		}
	}
	return ""
}

func small(b byte) byte {
	if b-'A' <= 'Z'-'A' {
		b += 'a' - 'A'
	}
	return b
}
