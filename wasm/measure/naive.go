package measure

import (
	"strings"
	"unicode/utf16"
)

// Naive is the baseline of data/README.md: both sides in small letters, the text split
// at spaces, at each token the longest term that matches whole tokens, and on after it.
func (s SpottingSet) Naive() func(Post) []Span {
	terms, longest := map[string]bool{}, 0
	for _, t := range append(append([]string{}, s.Terms.Brands...), s.Terms.Leaders...) {
		words := strings.Split(strings.ToLower(t), " ")
		longest = max(longest, len(words))
		terms[strings.Join(words, " ")] = true
	}
	return func(p Post) (out []Span) {
		raw := strings.Split(p.Text, " ")
		at := make([]int, len(raw)+1)
		for i, w := range raw {
			at[i+1] = at[i] + len(utf16.Encode([]rune(w))) + 1
			raw[i] = strings.ToLower(w)
		}
		for i := 0; i < len(raw); {
			n := min(longest, len(raw)-i)
			for ; n > 0 && !terms[strings.Join(raw[i:i+n], " ")]; n-- {
			}
			if n == 0 {
				i++
				continue
			}
			out = append(out, Span{at[i], at[i+n] - 1})
			i += n
		}
		return out
	}
}
