package spot

import (
	"math/bits"
	"unsafe"

	"porchlight/wasm/fold"
)

// skim knows how the names of a playbook begin, so that a text in which none can begin
// is passed over eight bytes at a time. It may say yes in vain and never no in vain.
type skim struct {
	four  []uint64 // by four ASCII letters, case aside; 0 where the word ends before
	three []uint64 // by three characters of any script, by letters or by looks
	wild  uint64   // one-letter beginnings of four that are entered with all that may follow
}

const (
	codeBits = 5
	codes    = 1<<codeBits - 1
	ones     = 0x0101010101010101
	highs    = 0x80 * ones
)

func (k *skim) put(f *form) {
	if k.four == nil {
		k.four = make([]uint64, 1<<(4*codeBits)/64)
		k.three = make([]uint64, 1<<(3*codeBits)/64)
	}
	// After the name's first word anything may follow in the text: an end, an ending.
	known := int(f.ends[0])
	enter(k.three, 3, f.folded, known, merged)
	if len(f.alike) != len(f.folded) {
		known = 1
	}
	enter(k.three, 3, f.alike, known, merged)
	for _, r := range f.folded[:min(4, f.ends[0])] {
		if r < 'a' || r > 'z' {
			return // no word of ASCII letters alone begins so
		}
	}
	if first := uint64(1) << plain(f.folded[0]); f.ends[0] > 1 || k.wild&first == 0 {
		enter(k.four, 4, f.folded, int(f.ends[0]), plain)
		if f.ends[0] == 1 {
			k.wild |= first
		}
	}
}

// enter sets the bits of the first characters, as many as are known, and of all that
// may follow them.
func enter(set []uint64, of int, letters []rune, known int, code func(rune) uint) {
	known = min(known, of, len(letters))
	at := uint(0)
	for i, r := range letters[:known] {
		at |= code(r) << (codeBits * i)
	}
	for ; at < 1<<(codeBits*of); at += 1 << (codeBits * known) {
		set[at>>6] |= 1 << (at & 63)
	}
}

// plain is the code of a small ASCII letter.
func plain(r rune) uint { return uint(r) & codes }

// merged is the code of any folded character; those that look alike have one.
func merged(r rune) uint {
	switch {
	case r == 'i' || r == '1':
		return 'l' & codes
	case r == '0':
		return 'o' & codes
	case r < 0x80:
		return uint(r) & codes
	}
	return 1 + uint(r)%codes
}

// mayName says whether any name may stand in the text, in the language of s.lang. Words
// of ASCII letters alone are looked up by their first four; what is left, and all that
// has a digit, a hump or a character beyond ASCII, is cut into words like any text.
func (s *Spotter) mayName(text string) bool {
	four := s.skim.four
	if four == nil {
		return false
	}
	for at := 0; at < len(text); {
		x := uint64(0)
		if littleEndian && len(text)-at >= 8 {
			x = *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(text)), at))
		} else {
			x = eight(text[at:])
		}
		low := (x | 0x20*ones) &^ highs
		letter := (low + (0x80-'a')*ones) &^ (low + (0x7F-'z')*ones) &^ x & highs
		upper := letter & (^x << 2)
		others := letter ^ highs
		n := bits.TrailingZeros64(others) >> 3
		if n == 0 {
			if c := text[at]; !joins(c) {
				at++
				continue
			}
			end := segmentEnd(text, at)
			if s.segment(text[at:end]) {
				return true
			}
			at = end
			continue
		}
		word := uint64(1)<<(8*n&63) - 1 // of all eight: none, which is mended below
		end := at + n
		if n == 8 {
			word = ^uint64(0)
			end = lettersEnd(text, end)
		}
		key := low & word & (codes * ones)
		key = key&codes | key>>3&(codes<<5) | key>>6&(codes<<10) | key>>9&(codes<<15)
		humps := (letter ^ upper) << 8 & upper & word
		if four[key>>6]>>(key&63)&1 == 0 && humps == 0 && (end == len(text) || !joins(text[end])) && (n < 8 || !humped(text[at+7:end])) {
			at = end + 1
			continue
		}
		end = segmentEnd(text, end)
		if s.segment(text[at:end]) {
			return true
		}
		at = end
	}
	return false
}

// eight are the first bytes of text, the first lowest; 0 after its end.
func eight(text string) (x uint64) {
	for i := min(8, len(text)) - 1; i >= 0; i-- {
		x = x<<8 | uint64(text[i])
	}
	return x
}

var littleEndian = func() bool { n := uint16(1); return *(*byte)(unsafe.Pointer(&n)) == 1 }()

// joins reports a byte that does not surely part two words.
func joins(c byte) bool { return c >= 0x80 || c-'0' <= 9 || c|0x20-'a' <= 'z'-'a' }

func segmentEnd(text string, at int) int {
	for at < len(text) && joins(text[at]) {
		at++
	}
	return at
}

func lettersEnd(text string, at int) int {
	for at < len(text) && text[at]|0x20-'a' <= 'z'-'a' {
		at++
	}
	return at
}

// humped reports a capital after a small letter in a run of ASCII letters.
func humped(run string) bool {
	for i := 1; i < len(run); i++ {
		if run[i]&0x20 == 0 && run[i-1]&0x20 != 0 {
			return true
		}
	}
	return false
}

// segment says whether a name may begin in a part of the text with no sure boundary.
func (s *Spotter) segment(part string) bool {
	s.scanner.scan(part)
	for i := range s.scanner.words {
		if s.worth(i) {
			return true
		}
	}
	return false
}

// mayStem says whether word i may be a name with an ending.
func (s *Spotter) mayStem(i int) bool {
	w := &s.scanner.words[i]
	if w.class == fold.Hangul || !s.mayInflect(w) {
		return false
	}
	s.tail = s.scanner.tail(s.tail[:0], w, i)
	last := s.tail[len(s.tail)-1]
	if last >= 0x80 {
		return false
	}
	for _, e := range endings[last] {
		if short, ok := s.stem(&e, s.tail, w.hash); ok && s.names.may(short) {
			return true
		}
	}
	return false
}

// mayBegin says whether a name may begin with the first characters of part, by its
// letters or by its looks.
func (s *Spotter) mayBegin(part string) bool {
	var letters, looks []rune
	var a, b [16]rune
	letters, looks = a[:0], b[:0]
	for _, r := range part {
		info := fold.Look(r)
		if c := info.Class(); c < fold.Word || c > fold.Single {
			continue
		}
		if one, ok := info.One(); ok {
			letters = append(letters, one)
		} else {
			letters = append(letters, info.Several()...)
		}
		if looks = fold.Alike(looks, r); len(looks) >= 3 && len(letters) >= 3 {
			break
		}
	}
	return s.skim.has3(letters) || s.skim.has3(looks)
}

func (k *skim) has3(letters []rune) bool {
	at := uint(0)
	for i, r := range letters[:min(3, len(letters))] {
		at |= merged(r) << (codeBits * i)
	}
	return k.three[at>>6]>>(at&63)&1 != 0
}
