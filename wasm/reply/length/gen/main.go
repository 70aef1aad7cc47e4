// Command gen prints the three tables of wasm/reply/length. It is run by hand when
// Unicode or the list of top-level domains moves on, not by the build.
//
// grapheme.bin comes from GraphemeBreakProperty.txt and emoji-data.txt of the Unicode
// Character Database, nfc.bin from golang.org/x/text (the same database; x/text's own
// tables would make the engine 60 kB larger), tld.bin from the list of the npm package
// twitter-text, one name a line.
package main

import (
	"bufio"
	"encoding/binary"
	"log"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"porchlight/wasm/words"
)

func main() {
	if len(os.Args) != 5 {
		log.Fatal("usage: go run ./wasm/reply/length/gen GraphemeBreakProperty.txt emoji-data.txt TLDS wasm/reply/length")
	}
	write("grapheme.bin", graphemes(os.Args[1], os.Args[2]))
	write("nfc.bin", compositions())
	write("tld.bin", domains(os.Args[3]))
}

func write(name string, data []byte) {
	if err := os.WriteFile(os.Args[4]+"/"+name, data, 0o644); err != nil {
		log.Fatal(err)
	}
}

// The classes in the order of grapheme.go. Hangul syllables are done by arithmetic.
var classes = []string{"", "CR", "LF", "Control", "Extend", "ZWJ", "Regional_Indicator", "Prepend", "SpacingMark", "L", "V", "T", "Extended_Pictographic"}

type span struct {
	from, to rune
	class    int
}

// graphemes is one run after the other: the gap before it, its length, its class.
func graphemes(files ...string) []byte {
	var all []span
	for _, name := range files {
		for _, line := range lines(name) {
			line, _, _ = strings.Cut(line, "#")
			at, class, _ := strings.Cut(line, ";")
			c := slices.Index(classes, strings.TrimSpace(class))
			if c < 1 {
				continue
			}
			from, to, ok := strings.Cut(strings.TrimSpace(at), "..")
			if !ok {
				to = from
			}
			all = append(all, span{hex(from), hex(to), c})
		}
	}
	slices.SortFunc(all, func(a, b span) int { return int(a.from - b.from) })
	var out []byte
	last := rune(0)
	for i := 0; i < len(all); i++ {
		s := all[i]
		for i+1 < len(all) && all[i+1].from == s.to+1 && all[i+1].class == s.class {
			i++
			s.to = all[i].to
		}
		out = binary.AppendUvarint(out, uint64(s.from-last))
		out = binary.AppendUvarint(out, uint64(s.to-s.from)<<4|uint64(s.class))
		last = s.to + 1
	}
	return out
}

func hex(s string) rune {
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		log.Fatal(err)
	}
	return rune(n)
}

// compositions is three lists, each behind its length: the characters that two others
// make, those that NFC takes apart, and the marks with their class.
func compositions() []byte {
	var two, apart, marks []byte
	var n [3]uint64
	var last, first, second, lastApart, lastMark rune
	for r := rune(0x80); r <= 0x2F7FF; r++ {
		s := string(r)
		if !utf8.ValidRune(r) || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF { // Hangul by arithmetic; Han for Han weighs the same
			continue
		}
		if c := norm.NFD.PropertiesString(s).CCC(); c != 0 {
			marks = binary.AppendUvarint(binary.AppendUvarint(marks, uint64(r-lastMark)), uint64(c))
			lastMark, n[2] = r, n[2]+1
		}
		d := []rune(norm.NFD.String(s))
		switch {
		case string(d) == s:
		case norm.NFC.String(s) != s:
			apart = binary.AppendUvarint(binary.AppendUvarint(apart, uint64(r-lastApart)), uint64(len(d)))
			for _, x := range d {
				apart = binary.AppendVarint(apart, int64(x-r))
			}
			lastApart, n[1] = r, n[1]+1
		default:
			a, _ := utf8.DecodeRuneInString(norm.NFC.String(string(d[:len(d)-1])))
			b := d[len(d)-1]
			two = binary.AppendUvarint(two, uint64(r-last))
			two = binary.AppendVarint(two, int64(a-first))
			two = binary.AppendVarint(two, int64(b-second))
			last, first, second, n[0] = r, a, b, n[0]+1
		}
	}
	out := append(binary.AppendUvarint(nil, n[0]), two...)
	out = append(binary.AppendUvarint(out, n[1]), apart...)
	return append(binary.AppendUvarint(out, n[2]), marks...)
}

// domains is a sorted set of hashes of 22 bits, each as the distance to the one before:
// one word in 2,800 that is no domain passes for one.
func domains(name string) []byte {
	var hashes []uint32
	for _, line := range lines(name) {
		if line != "" {
			hashes = append(hashes, words.Hash(strings.ToLower(line))>>10)
		}
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	var out []byte
	last := uint32(0)
	for _, h := range hashes {
		out = binary.AppendUvarint(out, uint64(h-last))
		last = h
	}
	return out
}

func lines(name string) []string {
	f, err := os.Open(name)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	var out []string
	for s := bufio.NewScanner(f); s.Scan(); {
		out = append(out, s.Text())
	}
	return out
}
