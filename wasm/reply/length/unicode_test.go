package length

import (
	"bufio"
	"compress/gzip"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Unicode's own vectors for extended grapheme clusters.
func TestGraphemeBreak(t *testing.T) {
	f, err := os.Open("testdata/GraphemeBreakTest-15.0.0.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for lines := bufio.NewScanner(z); lines.Scan(); n++ {
		var want []string
		for part := range strings.SplitSeq(strings.Trim(lines.Text(), "÷ "), "÷") {
			cluster := ""
			for _, hex := range strings.Fields(strings.ReplaceAll(part, "×", " ")) {
				r, err := strconv.ParseUint(hex, 16, 32)
				if err != nil {
					t.Fatal(err)
				}
				cluster += string(rune(r))
			}
			want = append(want, cluster)
		}
		text, got := strings.Join(want, ""), []string(nil)
		for rest := text; rest != ""; {
			size := Cluster(rest)
			got, rest = append(got, rest[:size]), rest[size:]
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %+q", lines.Text(), got)
		}
	}
	if n != 602 {
		t.Errorf("%d vectors", n)
	}
}

// Every character alone, and before every mark that any other composes with.
func TestCompose(t *testing.T) {
	for r := rune(0x80); r <= 0x2FA1F; r++ {
		if r >= 0xD800 && r <= 0xDFFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 {
			continue // Han for Han weighs the same and is left as it is
		}
		if got, want := string(compose([]rune{r})), norm.NFC.String(string(r)); got != want {
			t.Fatalf("%U: %+q, want %+q", r, got, want)
		}
	}
	seconds := map[rune]bool{}
	for _, two := range nfc().two {
		seconds[rune(uint32(two))] = true
	}
	for r := rune('A'); r <= 0x1FFF; r++ {
		for mark := range seconds {
			s := string([]rune{r, 0x323, mark, 0x301})
			if got, want := string(compose([]rune(s))), norm.NFC.String(s); got != want {
				t.Fatalf("%+q: %+q, want %+q", s, got, want)
			}
		}
	}
}
