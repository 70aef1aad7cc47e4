package spot

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// FuzzAgainstNaive makes texts of invented words and names, one blank apart, where
// whole tokens in any case are the right answer, and compares with just that.
func FuzzAgainstNaive(f *testing.F) {
	names := []string{"Havblikk", "Havblikk Pass", "Kystekspressen Nord", "Fjordlys", "Nordlys Sund Havn", "Sund Havn"}
	var book strings.Builder
	for _, n := range names {
		fmt.Fprintf(&book, `,{"name":%q}`, n)
	}
	s := spotter(f, `{"brands":[`+book.String()[1:]+`]}`)
	tokens := strings.Fields("Havblikk havblikk HAVBLIKK Pass pass Kystekspressen Nord nord Fjordlys fjordlys Nordlys Sund Havn sund havn zorv qux blivk 日 42")
	f.Add([]byte{0, 3, 11, 12, 13, 12, 13, 5, 6})
	f.Fuzz(func(t *testing.T, picks []byte) {
		var words []string
		for _, p := range picks {
			words = append(words, tokens[int(p)%len(tokens)])
		}
		var got []string
		for _, m := range s.Find(Post{Text: strings.Join(words, " "), Lang: "en"}) {
			got = append(got, m.Name)
		}
		if want := naive(words, names); !slices.Equal(got, want) {
			t.Fatalf("%q\ngot  %q\nwant %q", words, got, want)
		}
	})
}

// naive takes the longest names first, wherever their words stand untaken.
func naive(words, names []string) (found []string) {
	names = slices.Clone(names)
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) })
	at := make([]string, len(words))
	taken := make([]bool, len(words))
	for _, n := range names {
		parts := strings.Fields(n)
		for i := 0; i+len(parts) <= len(words); i++ {
			if strings.EqualFold(strings.Join(words[i:i+len(parts)], " "), n) && !slices.Contains(taken[i:i+len(parts)], true) {
				at[i] = n
				for k := range parts {
					taken[i+k] = true
				}
			}
		}
	}
	for _, n := range at {
		if n != "" {
			found = append(found, n)
		}
	}
	return found
}
