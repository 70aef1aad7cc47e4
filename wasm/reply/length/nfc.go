package length

// Normal form NFC of a character and its marks, from a table of 6 kB: those of x/text
// would be ten times as much. Han for Han is left alone, since it weighs the same.

import (
	_ "embed"
	"encoding/binary"
	"sync"
)

//go:embed nfc.bin
var nfcTable string

type forms struct {
	one   map[uint64]rune // of two, one in each half
	two   map[rune]uint64 // of one
	apart map[rune][]rune // what NFC itself takes apart
	class map[rune]uint8  // of marks; 0 also of letters that are the second of two
}

var nfc = sync.OnceValue(func() *forms {
	f := &forms{map[uint64]rune{}, map[rune]uint64{}, map[rune][]rune{}, map[rune]uint8{}}
	data := []byte(nfcTable)
	next := func() rune { v, n := binary.Uvarint(data); data = data[n:]; return rune(v) }
	step := func() rune { v, n := binary.Varint(data); data = data[n:]; return rune(v) }
	var r, a, b rune
	for range next() {
		r, a, b = r+next(), a+step(), b+step()
		f.one[both(a, b)], f.two[r], f.class[b] = r, both(a, b), 0
	}
	r = 0
	for range next() {
		r += next()
		parts := make([]rune, next())
		for i := range parts {
			parts[i] = r + step()
		}
		f.apart[r] = parts
	}
	r = 0
	for range next() {
		r += next()
		f.class[r] = uint8(next())
	}
	return f
})

// joins reports a character that may become one with those before it, or stand in
// another order among them.
func joins(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r >= 0x1161 && r <= 0x1175, r >= 0x11A8 && r <= 0x11C2: // Hangul vowels and ends
		return true
	}
	f := nfc()
	_, second := f.class[r]
	return second || len(f.apart[r]) > 0 && f.class[f.apart[r][0]] != 0
}

// compose is NFC of one character and what joins it.
func compose(group []rune) []rune {
	if len(group) == 1 && group[0] < 0x300 {
		return group
	}
	f := nfc()
	var parts []rune
	for _, r := range group {
		parts = f.decompose(parts, r)
	}
	f.sort(parts)
	out, base := parts[:0:0], -1
	for _, r := range parts {
		last := uint8(0) // class of what stands between r and its base
		if base >= 0 && base < len(out)-1 {
			last = f.class[out[len(out)-1]]
		}
		if base >= 0 && (base == len(out)-1 || last != 0 && last < f.class[r]) {
			if c, ok := f.pair(out[base], r); ok {
				out[base] = c
				continue
			}
		}
		if out = append(out, r); f.class[r] == 0 {
			base = len(out) - 1
		}
	}
	return out
}

func (f *forms) decompose(to []rune, r rune) []rune {
	if two, ok := f.two[r]; ok {
		return append(f.decompose(to, rune(two>>32)), rune(uint32(two)))
	}
	if parts, ok := f.apart[r]; ok {
		return append(to, parts...)
	}
	if s := r - 0xAC00; s >= 0 && s < 11172 {
		to = append(to, 0x1100+s/588, 0x1161+s%588/28)
		if t := s % 28; t > 0 {
			to = append(to, 0x11A7+t)
		}
		return to
	}
	return append(to, r)
}

// sort puts marks into their canonical order.
func (f *forms) sort(parts []rune) {
	for i := 1; i < len(parts); i++ {
		for j := i; j > 0 && f.class[parts[j]] != 0 && f.class[parts[j-1]] > f.class[parts[j]]; j-- {
			parts[j], parts[j-1] = parts[j-1], parts[j]
		}
	}
}

func both(a, b rune) uint64 { return uint64(a)<<32 | uint64(b) }

// pair is the one character that two make.
func (f *forms) pair(a, b rune) (rune, bool) {
	if l, v := a-0x1100, b-0x1161; l >= 0 && l < 19 && v >= 0 && v < 21 {
		return 0xAC00 + (l*21+v)*28, true
	}
	if s, t := a-0xAC00, b-0x11A7; s >= 0 && s < 11172 && s%28 == 0 && t > 0 && t < 28 {
		return a + t, true
	}
	c, ok := f.one[both(a, b)]
	return c, ok
}
