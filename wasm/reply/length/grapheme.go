package length

// Extended grapheme clusters (UAX 29): what a person takes for one character. The table
// is the property of Unicode 15.0, the version of Go's own tables.

import (
	_ "embed"
	"encoding/binary"
	"slices"
	"sync"
	"unicode/utf8"
)

//go:embed grapheme.bin
var graphemeTable string

type class uint8

// The classes of Grapheme_Cluster_Break, with Extended_Pictographic beside them. Hangul
// syllables are worked out.
const (
	other class = iota
	cr
	lf
	control
	extend
	zwj
	regional
	prepend
	spacing
	hangulL
	hangulV
	hangulT
	pictographic
	hangulLV
	hangulLVT
)

type run struct {
	from, to rune
	class    class
}

var runs = sync.OnceValue(func() []run {
	out, data, at := make([]run, 0, 700), []byte(graphemeTable), rune(0)
	for len(data) > 0 {
		gap, n := binary.Uvarint(data)
		data = data[n:]
		rest, n := binary.Uvarint(data)
		data = data[n:]
		from := at + rune(gap)
		at = from + rune(rest>>4) + 1
		out = append(out, run{from, at - 1, class(rest & 0xF)})
	}
	return out
})

func classOf(r rune) class {
	if r >= ' ' && r < 0x7F {
		return other
	}
	if r >= 0xAC00 && r <= 0xD7A3 {
		if (r-0xAC00)%28 == 0 {
			return hangulLV
		}
		return hangulLVT
	}
	all := runs()
	i, found := slices.BinarySearchFunc(all, r, func(e run, r rune) int {
		switch {
		case e.to < r:
			return -1
		case e.from > r:
			return 1
		}
		return 0
	})
	if !found {
		return other
	}
	return all[i].class
}

// Cluster returns the length in bytes of the first grapheme cluster of text; 0 of an
// empty one.
func Cluster(text string) int {
	if text == "" {
		return 0
	}
	r, at := utf8.DecodeRuneInString(text)
	before := classOf(r)
	picture, flags := before == pictographic, 0 // what stands before, for GB11 and GB12
	if before == regional {
		flags = 1
	}
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		next := classOf(r)
		if !together(before, next, picture, flags) {
			return at
		}
		switch next {
		case pictographic:
			picture = true
		case extend, zwj:
		default:
			picture = false
		}
		if next == regional {
			flags++
		}
		before, at = next, at+size
	}
	return at
}

// together are the rules GB3 to GB13: no border between these two.
func together(a, b class, picture bool, flags int) bool {
	switch {
	case a == cr && b == lf:
		return true
	case a == control || a == cr || a == lf || b == control || b == cr || b == lf:
		return false
	case b == extend || b == zwj || b == spacing || a == prepend:
		return true
	case a == hangulL:
		return b == hangulL || b == hangulV || b == hangulLV || b == hangulLVT
	case a == hangulLV || a == hangulV:
		return b == hangulV || b == hangulT
	case a == hangulLVT || a == hangulT:
		return b == hangulT
	case a == zwj && b == pictographic:
		return picture
	}
	return a == regional && b == regional && flags%2 == 1
}
