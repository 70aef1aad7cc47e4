// Package fold makes one form out of all the ways to write a letter, so that "Muñoz",
// "MUNOZ", "ｍｕｎｏｚ" and "Mun\u0303oz" are one word.
//
// A letter is taken apart by NFKD, its case folded (Unicode full case folding), and its
// accents dropped, together with the Latin letters that no decomposition takes apart
// (ø æ ß ł đ). It is hard because an accent is a mark in one script and a letter in
// another: é loses it, the Japanese が keeps it. It does not find boundaries; the class
// that it gives each character is what wasm/spot finds them with.
package fold

import (
	_ "embed"
	"encoding/binary"
	"slices"
	"unicode"
)

// The two tables are printed by ./gen; its head says from what.
var (
	//go:embed fold.bin
	foldTable string
	//go:embed alike.bin
	alikeTable string
)

// Info is what the tables know of one character: its class, its case, and its folded
// form.
type Info uint32

// Class is the part a character plays in a word (after UAX 29, without its dictionary
// scripts).
type Class uint8

// The classes. Characters of Ignore and Mark fold to nothing and never part a word.
const (
	Other   Class = iota // parts words
	Word                 // a letter or digit of a script that puts spaces between words
	Kana                 // Katakana: words are runs of it
	Hangul               // words have spaces, particles are glued on
	Single               // Han, Hiragana, Thai …: a word may begin or end at each
	Ignore               // zero-width, soft hyphen, direction marks
	Mark                 // accents that are dropped
	Space                // any blank
	Newline              // line and paragraph ends
	Apostrophe
	Hyphen
	Dot
	Underscore
	At
	Hash
	Slash
)

const (
	runeBits        = 21
	alikeBit   Info = 1 << 26
	extendBit  Info = 1 << 27
	upperBit   Info = 1 << 28
	lowerBit   Info = 1 << 29
	digitBit   Info = 1 << 30
	severalBit Info = 1 << 31 // the low bits are an index into several
)

// page is what is known of 256 characters; 0 is a character that nobody has asked about.
type page [256]Info

var (
	several [][]rune // folded forms of no or several characters
	fine    forms
	alike   forms
	pages   [0x110000 >> 8]*page
	ascii   [0x80]Info

	asciiAlike [0x80][]rune
)

func init() {
	fine, alike = decode(foldTable), decode(alikeTable)
	for r := range ascii {
		ascii[r], asciiAlike[r] = of(rune(r)), looks(nil, rune(r))
	}
}

// forms is what some characters become: sorted lists, since a map of them would be most
// of what the engine does when it starts.
type forms struct {
	of    []rune
	start []uint16 // in all; the last one is its end
	all   []rune
}

func decode(table string) forms {
	f := forms{make([]rune, 0, len(table)/4), make([]uint16, 1, len(table)/4), make([]rune, 0, len(table)/2)}
	data := []byte(table)
	next := func() uint64 {
		v, n := binary.Uvarint(data)
		data = data[n:]
		return v
	}
	r := rune(0)
	for len(data) > 0 {
		r += rune(next())
		n := int(next())
		from := r
		for range n {
			v, size := binary.Varint(data)
			data = data[size:]
			from += rune(v)
			f.all = append(f.all, from)
		}
		f.of, f.start = append(f.of, r), append(f.start, uint16(len(f.all)))
	}
	return f
}

// look returns what r becomes, which may be nothing; ok is false where it stays as it is.
func (f *forms) look(r rune) (form []rune, ok bool) {
	i, ok := slices.BinarySearch(f.of, r)
	if !ok {
		return nil, false
	}
	return f.all[f.start[i]:f.start[i+1]], true
}

// Look tells a character's class, case and folded form. Anything that is no character
// (U+FFFD, surrogates) parts words.
func Look(r rune) Info {
	if uint32(r) < 0x80 {
		return ascii[r]
	}
	if uint32(r) >= 0x110000 {
		return 0
	}
	p := pages[r>>8]
	if p == nil {
		p = new(page)
		pages[r>>8] = p
	}
	if p[r&0xFF] == 0 {
		p[r&0xFF] = of(r)
	}
	return p[r&0xFF]
}

// Class is the part the character plays.
func (i Info) Class() Class { return Class(i >> runeBits & 0x1F) }

// Upper, Lower and Digit tell the character as it was written.
func (i Info) Upper() bool { return i&upperBit != 0 }

// Lower reports a small letter.
func (i Info) Lower() bool { return i&lowerBit != 0 }

// Digit reports a decimal digit of any script.
func (i Info) Digit() bool { return i&digitBit != 0 }

// HasAlike reports a letter of another script that looks Latin.
func (i Info) HasAlike() bool { return i&alikeBit != 0 }

// Extends reports a mark that belongs to the character before it.
func (i Info) Extends() bool { return i&extendBit != 0 }

// One gives the folded form when it is one character.
func (i Info) One() (rune, bool) {
	return rune(i & (1<<runeBits - 1)), i&severalBit == 0
}

// Several gives the folded form in full; it may be empty.
func (i Info) Several() []rune { return several[i&(1<<runeBits-1)] }

// of works out what Look tells.
func of(r rune) Info {
	c := classOf(r)
	info := Info(c) << runeBits
	switch {
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		info |= upperBit
	case unicode.IsLower(r):
		info |= lowerBit
	case unicode.IsDigit(r):
		info |= digitBit
	case unicode.IsMark(r):
		info |= extendBit
	}
	if _, ok := alike.look(r); ok {
		info |= alikeBit
	}
	return info | folded(r, c)
}

func folded(r rune, c Class) Info {
	if c == Ignore || c == Mark {
		return remember(nil)
	}
	var room [longest]rune
	to := base(room[:0], r)
	if len(to) == 1 {
		return Info(to[0])
	}
	return remember(slices.Clone(to))
}

func remember(to []rune) Info {
	several = append(several, to)
	return severalBit | Info(len(several)-1)
}
