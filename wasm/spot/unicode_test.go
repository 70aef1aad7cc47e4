package spot

import (
	"bufio"
	"compress/gzip"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"porchlight/wasm/fold"
)

// deviation is where two letters are one word to UAX 29 and two to the scanner. The
// scanner cuts finer: it puts words together again where a name or an ending wants it,
// and the sign between them is kept as the second word's gap.
type deviation struct {
	name, reason string
	between      string // what stands between the letters; "" for nothing
	applies      func(a, b rune) bool
}

var always = func(a, b rune) bool { return true }

var deviations = []deviation{
	{"apostrophe", "Havblikk's, l'Havblikk and O'Brien: judge decides by what stands on the other side", "'", always},
	{"full stop", "havblikk.example and J.Solvang hold names; a missing blank after a sentence is common", ".", always},
	{"colon", "SJ:s is the name and its Swedish ending; the name alone is marked", ":", always},
	{"comma", "1,000: a number's groups are no names", ",", always},
	{"quotation mark", "Hebrew abbreviations: two words, as the mark also ends a quotation", `"`, always},
	{"underscore", "@havblikk_oslo and #havblikk_pass: the name is a part", "_", always},
	{"underscores", "as one underscore", "__", always},
	{"hump", "HavblikkPass and #visitHavblikk: the name is a part", "", func(a, b rune) bool { return unicode.IsLower(a) && unicode.IsUpper(b) }},
	{"digit beside a letter", "Havblikk2026: the name is a part", "", func(a, b rune) bool { return unicode.IsDigit(a) != unicode.IsDigit(b) }},
}

// TestWordBreakVectors runs the vectors of UAX 29: for any two letters with no third
// between them, both say whether they are in one word. UAX 29 also cuts what is no word
// (blanks, emoji, flags); there the scanner has nothing to cut.
func TestWordBreakVectors(t *testing.T) {
	vectors, pairs, used := 0, 0, map[string]int{}
	for line := range wordBreakTest(t) {
		vectors++
		text, joined := readVector(t, line)
		words := wordOfRune(text)
		last := -1
		for i, w := range words {
			if w < 0 {
				continue
			}
			if last >= 0 {
				pairs++
				one := allTrue(joined[last+1 : i+1])
				d := deviates(text, last, i)
				switch ours := words[last] == w; {
				case ours == one:
				case one && !ours && d != "":
					used[d]++
				default:
					t.Errorf("%s: %U and %U are in one word: %v, to UAX 29: %v", line, text[last], text[i], ours, one)
				}
			}
			last = i
		}
	}
	if vectors != 1823 || pairs < 400 {
		t.Errorf("%d vectors with %d pairs of letters", vectors, pairs)
	}
	for _, d := range deviations {
		if used[d.name] == 0 {
			t.Errorf("no vector deviates by %q any more: %s", d.name, d.reason)
		}
	}
}

func deviates(text []rune, from, to int) string {
	between := ""
	for _, r := range text[from+1 : to] {
		if c := fold.Look(r).Class(); c != fold.Ignore && c != fold.Mark {
			between += string(r)
		}
	}
	for _, d := range deviations {
		if d.between == between && d.applies(text[from], text[to]) {
			return d.name
		}
	}
	return ""
}

// wordOfRune gives each character the number of the scanner's word that it is a letter
// of, or -1; and makes sure that words begin and end on characters.
func wordOfRune(text []rune) []int {
	var sc scanner
	sc.scan(string(text))
	out := make([]int, len(text))
	at, word := 0, 0
	for i, r := range text {
		for word < len(sc.words) && at >= int(sc.words[word].end) {
			word++
		}
		out[i] = -1
		c := fold.Look(r).Class()
		if word < len(sc.words) && at >= int(sc.words[word].start) && c >= fold.Word && c <= fold.Single {
			out[i] = word
		}
		at += len(string(r))
	}
	return out
}

// readVector reads "÷ 0061 × 0027 × 0061 ÷"; joined[i] says that character i is not
// parted from the one before it.
func readVector(t *testing.T, line string) (text []rune, joined []bool) {
	for _, f := range strings.Fields(line) {
		switch f {
		case "÷", "×":
			joined = append(joined, f == "×")
		default:
			n, err := strconv.ParseUint(f, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, rune(n))
		}
	}
	return text, joined
}

func wordBreakTest(t *testing.T) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		f, err := os.Open("testdata/WordBreakTest-15.0.0.txt.gz")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		for lines := bufio.NewScanner(z); lines.Scan(); {
			if line := lines.Text(); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

func allTrue(bs []bool) bool {
	for _, b := range bs {
		if !b {
			return false
		}
	}
	return true
}
