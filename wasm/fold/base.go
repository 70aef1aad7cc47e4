package fold

import (
	"strings"
	"unicode"
)

// letters are Latin letters that have no decomposition but that people without the key
// write as these.
var letters = map[rune]string{
	'ø': "o", 'æ': "ae", 'œ': "oe", 'đ': "d", 'ð': "d", 'ł': "l", 'ħ': "h",
	'ı': "i", 'ŋ': "n", 'þ': "th", 'ŧ': "t", 'ə': "e", 'ȷ': "j", 'ĸ': "k",
}

// longest is the most characters that one becomes: U+FDFA, a phrase.
const longest = 18

// base appends the folded form of r without its accents.
func base(to []rune, r rune) []rune {
	var room [longest]rune
	for _, f := range Fine(room[:0], r) {
		switch s, ok := letters[f]; {
		case ok:
			to = append(to, []rune(s)...)
		case !dropped(f) && !ignored(f):
			to = append(to, f)
		}
	}
	return to
}

// Fine appends NFKD with full case folding, accents kept.
func Fine(to []rune, r rune) []rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return append(to, r+'a'-'A')
	case r < 0x80:
		return append(to, r)
	case r >= 0xAC00 && r <= 0xD7A3:
		return hangul(to, r)
	}
	if f, ok := fine.look(r); ok {
		return append(to, f...)
	}
	return append(to, r)
}

// hangul takes a syllable apart by arithmetic (The Unicode Standard, 3.12), so that
// text typed on a Mac, where it comes apart, is the same text.
func hangul(to []rune, r rune) []rune {
	i := r - 0xAC00
	to = append(to, 0x1100+i/588, 0x1161+i%588/28)
	if t := i % 28; t > 0 {
		to = append(to, 0x11A7+t)
	}
	return to
}

// Alike gives the Latin letters that a letter of another script, or a digit, looks
// like (UTS 39), in the form in which all look-alikes are one: i and l are both l.
func Alike(to []rune, r rune) []rune {
	if uint32(r) < 0x80 {
		return append(to, asciiAlike[r]...)
	}
	return looks(to, r)
}

func looks(to []rune, r rune) []rune {
	if a, ok := alike.look(r); ok {
		for _, f := range a {
			to = append(to, merge(f))
		}
		return to
	}
	var room [longest]rune
	for _, f := range base(room[:0], r) {
		to = append(to, merge(f))
	}
	return to
}

func merge(f rune) rune {
	switch f {
	case 'i', '1', '|':
		return 'l'
	case '0':
		return 'o'
	}
	return f
}

// String folds a whole text, dropping nothing but what folds to nothing.
func String(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		info := Look(r)
		if one, ok := info.One(); ok {
			b.WriteRune(one)
			continue
		}
		for _, f := range info.Several() {
			b.WriteRune(f)
		}
	}
	return b.String()
}

// dropped are the marks that people leave out: accents, and the vowel signs of Hebrew
// and Arabic. Voicing marks of Kana and vowels of Indic scripts are letters.
func dropped(r rune) bool {
	return r >= 0x300 && r <= 0x36F || r >= 0x1AB0 && r <= 0x1AFF || r >= 0x1DC0 && r <= 0x1DFF ||
		r >= 0x20D0 && r <= 0x20FF || r >= 0xFE20 && r <= 0xFE2F ||
		r >= 0x591 && r <= 0x5C7 && unicode.Is(unicode.Mn, r) || r >= 0x64B && r <= 0x65F || r == 0x670 || r == 0x640 ||
		(r >= 0x610 && r <= 0x61A || r >= 0x6D6 && r <= 0x6ED || r >= 0x898 && r <= 0x8FF) && unicode.Is(unicode.Mn, r)
}

// ignored are Unicode's default ignorable characters and the direction marks.
func ignored(r rune) bool {
	switch {
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFFA0, r == 0xFEFF,
		r >= 0x180B && r <= 0x180F, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F,
		r >= 0xFE00 && r <= 0xFE0F, r >= 0xFFF0 && r <= 0xFFFB, r >= 0x1BCA0 && r <= 0x1BCA3, r >= 0x1D173 && r <= 0x1D17A,
		r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}

var single = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
	unicode.Tai_Le, unicode.New_Tai_Lue, unicode.Tai_Tham}

func classOf(r rune) Class {
	if c, ok := signs[r]; ok {
		return c
	}
	switch {
	case ignored(r):
		return Ignore
	case dropped(r):
		return Mark
	case r == unicode.ReplacementChar || r >= 0xD800 && r <= 0xDFFF:
		return Other
	case unicode.Is(unicode.Katakana, r) || r == 0x30FC || r == 0xFF70 || r >= 0x3031 && r <= 0x3035: // as UAX 29 counts its repeat marks
		return Kana
	case unicode.Is(unicode.Hangul, r) && unicode.IsLetter(r):
		return Hangul
	case unicode.IsOneOf(single, r) && (unicode.IsLetter(r) || unicode.IsMark(r) || r == 0x3007):
		return Single
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return Word
	case unicode.IsSpace(r):
		return Space
	}
	return Other
}

// signs are the characters with a part of their own; the rest follows from Unicode.
var signs = map[rune]Class{
	'\n': Newline, '\v': Newline, '\f': Newline, '\r': Newline, 0x85: Newline, 0x2028: Newline, 0x2029: Newline,
	'\'': Apostrophe, '’': Apostrophe, '‘': Apostrophe, 'ʼ': Apostrophe, '＇': Apostrophe, '´': Apostrophe, '`': Apostrophe, '′': Apostrophe, 'ʹ': Apostrophe,
	'-': Hyphen, '‐': Hyphen, '‑': Hyphen, '﹣': Hyphen, '－': Hyphen, '−': Hyphen,
	'.': Dot, '．': Dot, '﹒': Dot, '․': Dot,
	'_': Underscore, '＿': Underscore,
	'@': At, '＠': At, '﹫': At, '#': Hash, '＃': Hash, '﹟': Hash,
	'/': Slash, '／': Slash, '\\': Slash,
}
