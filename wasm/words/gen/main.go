// Command gen makes wasm/words/*.set out of lists of words, one list a file. It is run
// by hand; its input is not in the repository:
//
//   - English: Debian package scowl (SCOWL, a permissive licence that asks to keep its
//     notice): sizes 10 to 35, the words that tesseract-ocr-eng has too; size 10 alone is
//     the set of very common words;
//   - Norwegian, Danish, Swedish, German, French, Spanish: the dictionaries inside
//     Debian's tesseract-ocr-nor, -dan, -swe, -deu, -fra and -spa (Google, Apache-2.0),
//     unpacked by combine_tessdata -u and dawg2wordlist.
//
// Those dictionaries hold a word once for each way it is written. One that is there in
// small letters, with a capital and in capitals is frequent; only such are taken. A
// word that four of the seven dictionaries have and English spelling does not is an
// international name (google, sony) and is left out.
package main

import (
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"porchlight/wasm/words"
)

// source is one set with its dictionaries and the length of its longest words.
type source struct {
	name  string
	lists []string
	most  int
}

var sources = []source{
	{"en", []string{"eng"}, 9},
	{"nordic", []string{"nor", "dan", "swe"}, 9},
	{"de", []string{"deu"}, 11},
	{"fr", []string{"fra"}, 11},
	{"es", []string{"spa"}, 6},
}

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: go run ./wasm/words/gen DICTIONARIES SCOWL wasm/words\n" +
			"DICTIONARIES has eng.txt nor.txt dan.txt swe.txt deu.txt fra.txt spa.txt, SCOWL large.txt (size 50) small.txt (35) very.txt (10)")
	}
	all := map[string]map[string]bool{}
	for _, l := range []string{"eng", "nor", "dan", "swe", "deu", "fra", "spa"} {
		all[l] = read(filepath.Join(os.Args[1], l+".txt"))
	}
	large, small := read(filepath.Join(os.Args[2], "large.txt")), read(filepath.Join(os.Args[2], "small.txt"))
	write(filepath.Join(os.Args[3], "very.set"), derived(read(filepath.Join(os.Args[2], "very.txt")), nil))
	for _, s := range sources {
		set := map[string]bool{}
		for _, l := range s.lists {
			for w := range all[l] {
				keep := common(w, all[l]) && len([]rune(w)) <= s.most && !international(w, all, large)
				if keep && (s.name != "en" || small[w]) {
					set[w] = true
				}
			}
		}
		write(filepath.Join(os.Args[3], s.name+".set"), derived(set, words.Endings[s.name]))
	}
}

func read(path string) map[string]bool {
	raw, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	set := map[string]bool{}
	for _, w := range strings.Fields(string(raw)) {
		set[w] = true
	}
	return set
}

func common(w string, all map[string]bool) bool {
	letters := []rune(w)
	for _, r := range letters {
		if !unicode.IsLower(r) {
			return false
		}
	}
	return len(letters) > 1 && all[string(unicode.ToUpper(letters[0]))+string(letters[1:])] && all[strings.ToUpper(w)]
}

func international(w string, all map[string]map[string]bool, english map[string]bool) bool {
	n := 0
	for _, list := range all {
		if list[w] {
			n++
		}
	}
	return n >= 4 && !english[w]
}

// derived drops the words that Has finds through their endings anyway.
func derived(set map[string]bool, endings []string) []uint32 {
	var hashes []uint32
	for w := range set {
		if !slices.ContainsFunc(endings, func(e string) bool {
			base, ok := strings.CutSuffix(w, e)
			return ok && len(base) >= 3 && set[base]
		}) {
			hashes = append(hashes, words.Hash(w))
		}
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// write codes the sorted hashes as Golomb-Rice differences, behind their number. The
// hashes are scaled so that a random word is taken for one of the set once in 2^Bits.
func write(path string, hashes []uint32) {
	n := uint64(len(hashes))
	scaled := make([]uint64, n)
	for i, h := range hashes {
		scaled[i] = uint64(h) * (n << words.Bits) >> 32
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(n))
	var acc uint64
	var bits uint
	put := func(v uint64, count uint) {
		for ; count > 0; count-- {
			acc |= (v >> (count - 1) & 1) << bits
			if bits++; bits == 8 {
				out, acc, bits = append(out, byte(acc)), 0, 0
			}
		}
	}
	last := uint64(0)
	for _, v := range scaled {
		d := v - last
		last = v
		for q := d >> words.Bits; q > 0; q-- {
			put(1, 1)
		}
		put(0, 1)
		put(d, words.Bits)
	}
	put(0, 7)
	if err := os.WriteFile(path, out, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Println(path, n, "words,", len(out), "bytes")
}
