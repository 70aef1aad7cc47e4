package playbook

import (
	"slices"
	"strings"
)

// unknown tells of a field that there is not: which allowed name is nearest to what was
// written, or all of them when none is near.
func (d *decoder) unknown(key *node, path string, allowed map[string]int) {
	names := make([]string, 0, len(allowed))
	for name := range allowed {
		names = append(names, name)
	}
	slices.Sort(names)
	best, least := "", 3 // more than two edits is a guess
	for _, name := range names {
		if e := edits(strings.ToLower(key.text), strings.ToLower(name)); e < least && e < len(name) {
			best, least = name, e
		}
	}
	if best != "" {
		d.wrong("misspelt_field", key, path, key.text, best)
		return
	}
	d.wrong("unknown_field", key, path, key.text, strings.Join(names, ", "))
}

// edits counts insertions, deletions, changes and swaps of neighbours (optimal string
// alignment). Names of fields are short, so the full table is cheap.
func edits(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	t := make([][]int, len(a)+1)
	for i := range t {
		t[i] = make([]int, len(b)+1)
		t[i][0] = i
	}
	for j := range t[0] {
		t[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			t[i][j] = min(t[i-1][j]+1, t[i][j-1]+1, t[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				t[i][j] = min(t[i][j], t[i-2][j-2]+1)
			}
		}
	}
	return t[len(a)][len(b)]
}
