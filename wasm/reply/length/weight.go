package length

// X's count: twitter-text, configuration 3. A character weighs 1 in four ranges and 2
// elsewhere, after the normal form NFC; an emoji is 2 however many characters make it.

import "unicode/utf8"

// weigh is the first piece of a text: an emoji, or a character with its marks.
func weigh(text string) (size, weight int) {
	if size = emoji(text); size > 0 {
		return size, 2
	}
	r, size := utf8.DecodeRuneInString(text)
	var room [8]rune
	group := append(room[:0], r)
	for size < len(text) {
		next, n := utf8.DecodeRuneInString(text[size:])
		if !joins(next) || len(group) == 1<<10 {
			break
		}
		group, size = append(group, next), size+n
	}
	for _, r := range compose(group) {
		weight += weightOf(r)
	}
	return size, weight
}

func weightOf(r rune) int {
	switch {
	case r <= 0x10FF, r >= 0x2000 && r <= 0x200D, r >= 0x2010 && r <= 0x201F, r >= 0x2032 && r <= 0x2037:
		return 1
	}
	return 2
}

const (
	textStyle  = 0xFE0E
	emojiStyle = 0xFE0F
	joiner     = 0x200D
	keycap     = 0x20E3
)

// emoji is the length in bytes of the emoji sequence that a text begins with, after
// ED-17 of UTS 51; 0 for none.
func emoji(text string) int {
	r, size := utf8.DecodeRuneInString(text)
	next, n := utf8.DecodeRuneInString(text[size:])
	switch {
	case r == '#' || r == '*' || r >= '0' && r <= '9':
		if next == emojiStyle {
			size += n
			next, n = utf8.DecodeRuneInString(text[size:])
		}
		if next == keycap {
			return size + n
		}
		return 0
	case r < 0xA9:
		return 0
	case flag(r):
		if flag(next) {
			return size + n
		}
		return size
	}
	return pictures(text)
}

func flag(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// pictures is a pictograph with its dress, and those that are joined to it.
func pictures(text string) int {
	at := 0
	for {
		r, size := utf8.DecodeRuneInString(text[at:])
		if classOf(r) != pictographic {
			return whole(at)
		}
		end := at + size
		dress, n := utf8.DecodeRuneInString(text[end:])
		switch {
		case dress == textStyle || dress != emojiStyle && weightOf(r) == 1: // © and ® are letters until dressed
			return whole(at)
		case dress == emojiStyle || dress >= 0x1F3FB && dress <= 0x1F3FF:
			end += n
		}
		for {
			tag, n := utf8.DecodeRuneInString(text[end:])
			if tag < 0xE0020 || tag > 0xE007F {
				break
			}
			end += n
		}
		link, n := utf8.DecodeRuneInString(text[end:])
		if link != joiner {
			return end
		}
		if next, _ := utf8.DecodeRuneInString(text[end+n:]); classOf(next) != pictographic {
			return end
		}
		at = end + n
	}
}

// whole is the end of the pictures before one that is none: the joiner is not theirs.
func whole(at int) int {
	if at == 0 {
		return 0
	}
	return at - utf8.RuneLen(joiner)
}
