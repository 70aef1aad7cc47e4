// Package words knows which words are ordinary: "target", "apple" and "store" (big)
// are words before they are names, and a name that is one needs more evidence.
//
// The lists are sets of hashes (Golomb-coded), a few thousand frequent words for each
// language, 85 kB in all; they can be asked and not be read, and take one foreign word
// in 1,000 for one of theirs. Where they come from is written in gen/main.go and in the
// README. It does not know meanings: "rose" the flower and "rose" the verb are one.
package words

import (
	_ "embed"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Bits of the rest in the coding; a set is wrong once in 2^Bits.
const Bits = 10

//go:embed en.set
var en string

//go:embed very.set
var very string

//go:embed nordic.set
var nordic string

//go:embed de.set
var de string

//go:embed fr.set
var fr string

//go:embed es.set
var es string

// Endings are the inflections by set that a word may carry beside its listed form.
var Endings = map[string][]string{
	"en":     {"s", "ed", "d", "ing", "ly", "es", "er", "r"},
	"nordic": {"s", "en", "et", "er", "n", "t", "ene", "ens", "ets", "r", "ne", "ar", "arna", "erna", "e", "a", "enes", "ane"},
	"de":     {"s", "en", "n", "e", "er", "em", "es"},
	"fr":     {"s", "e", "es"},
	"es":     {"s", "es"},
}

type set struct {
	name   string
	coded  string
	once   sync.Once
	hashes []uint32
	size   uint64
}

var common = &set{coded: very}

var sets = []*set{{name: "en", coded: en}, {name: "nordic", coded: nordic}, {name: "de", coded: de}, {name: "fr", coded: fr}, {name: "es", coded: es}}

// Hash of a word in small letters (FNV-1a, its bits spread).
func Hash(w string) uint32 {
	h := uint64(14695981039346656037)
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * 1099511628211
	}
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	return uint32(h >> 32)
}

// List names the list of a language (BCP 47), "" when there is none.
func List(language string) string {
	primary, _, _ := strings.Cut(strings.ToLower(language), "-")
	switch primary {
	case "nb", "nn", "no", "da", "sv", "nordic":
		return "nordic"
	case "en", "de", "fr", "es":
		return primary
	}
	return ""
}

// Ordinary reports whether a word, in small letters, is an ordinary word of the
// language (BCP 47, or a list's name). Of a language without a list, and where none is given, every list
// counts. English always counts: its words stand in posts of every language.
func Ordinary(w, language string) bool {
	of := List(language)
	for _, s := range sets {
		if (of == "" || s.name == of || s.name == "en") && s.has(w) {
			return true
		}
	}
	return false
}

// Common reports one of the four thousand commonest words of English.
func Common(w string) bool { return common.has(w) }

// Languages lists the sets that have the word: en, nordic, de, fr, es.
func Languages(w string) []string {
	var in []string
	for _, s := range sets {
		if s.has(w) {
			in = append(in, s.name)
		}
	}
	return in
}

func (s *set) has(w string) bool {
	if strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		return false // no list has a word with a digit or sign
	}
	s.once.Do(s.decode)
	if s.holds(w) {
		return true
	}
	for _, e := range Endings[s.name] {
		if base, ok := strings.CutSuffix(w, e); ok && utf8.RuneCountInString(base) >= 3 && s.holds(base) {
			return true
		}
	}
	return false
}

func (s *set) holds(w string) bool {
	scaled := uint64(Hash(w)) * s.size >> 32
	_, ok := slices.BinarySearch(s.hashes, uint32(scaled))
	return ok
}

func (s *set) decode() {
	n := binary.LittleEndian.Uint32([]byte(s.coded[:4]))
	s.size = uint64(n) << Bits
	s.hashes = make([]uint32, 0, n)
	at, last := uint(32), uint64(0)
	bit := func() uint64 {
		b := uint64(s.coded[at>>3]) >> (at & 7) & 1
		at++
		return b
	}
	for range n {
		d := uint64(0)
		for bit() == 1 {
			d++
		}
		for range Bits {
			d = d<<1 | bit()
		}
		last += d
		s.hashes = append(s.hashes, uint32(last))
	}
}
