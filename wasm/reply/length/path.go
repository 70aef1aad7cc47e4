package length

import (
	"strings"
	"unicode/utf8"
)

// The parts of an address behind its host, and the characters of each, as twitter-text
// has them.

func schemeAt(text string) int {
	if len(text) < 8 || text[0]|0x20 != 'h' {
		return 0
	}
	for _, s := range [...]string{"https://", "http://"} {
		if strings.EqualFold(text[:len(s)], s) {
			return len(s)
		}
	}
	return 0
}

func port(text string, at int) int {
	end := at + 1
	for end < len(text) && text[end]-'0' <= 9 {
		end++
	}
	if at < len(text) && text[at] == ':' && end > at+1 {
		return end
	}
	return at
}

// slash is the end of the path at text[at]: signs such as a full stop belong to it only
// when more of it follows, brackets only in pairs.
func slash(text string, at int) int {
	if at == len(text) || text[at] != '/' {
		return at
	}
	end := at + 1
	for i := end; i < len(text); {
		if n := bracket(text[i:], 2); n > 0 {
			i += n
			end = i
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !inPath(r) {
			break
		}
		i += size
		if accented(r) || cyrillic(r) || strings.ContainsRune("+-=_#/", r) {
			end = i
		}
	}
	return end
}

// bracket is the length of "(…)" with something in it, nested at most so deep.
func bracket(text string, deep int) int {
	if text[0] != '(' || deep == 0 {
		return 0
	}
	nested := false
	for i := 1; i < len(text) && i < longestAddress; {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == ')':
			if i == 1 {
				return 0
			}
			return i + 1
		case r == '(' && !nested:
			if size = bracket(text[i:], deep-1); size == 0 {
				return 0
			}
			nested = true
		case !inPath(r):
			return 0
		}
		i += size
	}
	return 0
}

func query(text string, at int) int {
	if at == len(text) || text[at] != '?' {
		return at
	}
	end := at
	for i := at + 1; i < len(text); i++ {
		c := text[i]
		letter := word(c) && c != '_'
		if !letter && strings.IndexByte("!?*'@();:&=+$/%#[]-_.,~|", c) < 0 {
			break
		}
		if letter || strings.IndexByte("-_&=#/", c) >= 0 {
			end = i + 1
		}
	}
	return end
}

func inPath(r rune) bool {
	return accented(r) || cyrillic(r) || r == 0x2013 || strings.ContainsRune("!*';:=+,.$/%#[]-_~@|&", r)
}

func cyrillic(r rune) bool { return r >= 0x400 && r <= 0x4FF }

// accented are Latin letters, digits and accents.
func accented(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return word(byte(r)) && r != '_'
	case r < 0xC0:
		return false
	case r <= 0x24F:
		return r != 0xD7 && r != 0xF7
	}
	return r >= 0x300 && r <= 0x36F || r >= 0x1E00 && r <= 0x1EFF || strings.ContainsRune("ɓɔɖɗəɛɣɨɯɲʉʋʻ", r)
}

// inHost are all but signs, blanks and marks of direction.
func inHost(r rune) bool {
	return !strings.ContainsRune("!'#%&()*+,\\-./:;<=>?@[]^_{|}~$", r) && !blank(r) && !direction(r) && !noCharacter(r)
}

func mayPrecede(r rune) bool {
	return !(r < utf8.RuneSelf && word(byte(r)) && r != '_') && !strings.ContainsRune("@＠$#＃", r) && !noCharacter(r)
}

func blank(r rune) bool {
	switch {
	case r >= 9 && r <= 13, r == ' ', r == 0x85, r == 0xA0, r == 0x1680, r == 0x180E, r >= 0x2000 && r <= 0x200A,
		r == 0x2028, r == 0x2029, r == 0x202F, r == 0x205F, r == 0x3000:
		return true
	}
	return false
}

func direction(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r == 0x61C || r == 0x200E || r == 0x200F || r >= 0x2066 && r <= 0x2069
}

func noCharacter(r rune) bool { return r == 0xFFFE || r == 0xFFFF || r == 0xFEFF }
