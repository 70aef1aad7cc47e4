// Command gen prints wasm/fold/fold.bin and wasm/fold/alike.bin, the two tables that
// make one form out of all the ways to write a letter. It is run by hand when Unicode
// moves on, not by the build: x/text's own tables would make the engine 60 kB larger.
//
// fold.bin comes from golang.org/x/text (Unicode Character Database, Unicode licence
// v3); alike.bin from UTS 39's confusables, as JSON {"look-alike": "prototype"} (npm
// package unhomoglyph carries it, MIT and Unicode licence v3).
package main

import (
	"encoding/binary"
	"encoding/json"
	"log"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: go run ./wasm/fold/gen CONFUSABLES.json wasm/fold")
	}
	if err := os.WriteFile(os.Args[2]+"/fold.bin", folds(), 0o644); err != nil {
		log.Fatal(err)
	}
	raw, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var alike map[string]string
	if err := json.Unmarshal(raw, &alike); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(os.Args[2]+"/alike.bin", alikes(alike), 0o644); err != nil {
		log.Fatal(err)
	}
}

// iotaBelow is a letter to case folding and an accent to us: people leave it out.
const iotaBelow = "\u0345"

// folds is NFKD(case fold(NFKD)) of every character that it changes.
func folds() []byte {
	var out []byte
	fold, last := cases.Fold(), rune(0)
	for r := rune(0x80); r <= 0x2FFFF; r++ {
		if r >= 0xAC00 && r <= 0xD7A3 || !utf8.ValidRune(r) {
			continue // Hangul is done by arithmetic
		}
		if unicode.Is(unicode.Cherokee, r) { // which x/text swaps: CaseFolding.txt folds it to capitals
			if to := cherokee(r); to != r {
				out = entry(out, r, &last, string(to))
			}
			continue
		}
		parts := strings.Split(norm.NFKD.String(string(r)), iotaBelow)
		for i := range parts {
			parts[i] = fold.String(parts[i])
		}
		to := norm.NFKD.String(strings.Join(parts, iotaBelow))
		if to == string(r) {
			continue
		}
		out = entry(out, r, &last, to)
	}
	return out
}

func cherokee(r rune) rune {
	switch {
	case r >= 0x13F8 && r <= 0x13FD:
		return r - 8
	case r >= 0xAB70 && r <= 0xABBF:
		return r - 0xAB70 + 0x13A0
	}
	return r
}

// alikes maps what looks like Latin letters to them; what is Latin itself stays.
func alikes(table map[string]string) []byte {
	var out []byte
	last := rune(0)
	for r := rune(0x80); r <= 0x1FFFF; r++ {
		to, ok := table[string(r)]
		if !ok || !unicode.IsLetter(r) || unicode.Is(unicode.Latin, r) && norm.NFKD.String(string(r)) != string(r) {
			continue
		}
		if len(to) <= 2 && ascii(to) {
			out = entry(out, r, &last, cases.Fold().String(to))
		}
	}
	return out
}

func ascii(s string) bool {
	for i := range len(s) {
		if !(s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z') {
			return false
		}
	}
	return len(s) > 0
}

func entry(out []byte, r rune, last *rune, to string) []byte {
	out = binary.AppendUvarint(out, uint64(r-*last))
	*last = r
	out = binary.AppendUvarint(out, uint64(utf8.RuneCountInString(to)))
	from := r
	for _, t := range to {
		out = binary.AppendVarint(out, int64(t-from))
		from = t
	}
	return out
}
