package rank_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"porchlight/wasm/reply/rank"
)

var ferry = []rank.Entry{
	{ID: "bag", Examples: []string{"my bag never came", "the suitcase is still missing", "kofferten er borte"}},
	{ID: "refund", Examples: []string{"I want my money back", "when do I get the refund", "får jeg pengene tilbake"}},
	{ID: "dog", Examples: []string{"can I bring my dog", "er hunder tillatt om bord", "are dogs allowed"}},
	{ID: "日本", Examples: []string{"荷物が届きません", "犬を連れて行けますか"}},
	{ID: "silent"},
}

func TestRank(t *testing.T) {
	r := rank.New(ferry)
	for _, c := range []struct{ text, id, like string }{
		{"my bag has never come", "bag", "my bag never came"},
		{"the SUITCASE is missing", "bag", "the suitcase is still missing"},
		{"Are there dogs allowed on board?", "dog", "are dogs allowed"},
		{"når får jeg tilbake pengene mine", "refund", "får jeg pengene tilbake"},
		{"Kofferten er borte vekk", "bag", "kofferten er borte"},
		{"ＭＹ ＢＡＧ never came!!!", "bag", "my bag never came"},
		{"荷物はまだ届きません", "日本", "荷物が届きません"},
		{"lovely weather in Bergen today", "", ""},
		{"what a match, three goals in ten minutes", "", ""},
		{"har noen sett kampen i går", "", ""},
		{"", "", ""},
		{"🛥 ... !!!", "", ""},
		{"\xff\xfe", "", ""},
	} {
		hits, abstain := r.Rank(c.text, nil, 2)
		if abstain != (c.id == "") {
			t.Errorf("%q: abstain %v, %+v", c.text, abstain, hits)
		}
		if c.id != "" && (ferry[hits[0].Entry].ID != c.id || hits[0].Like != c.like) {
			t.Errorf("%q: %+v, want %s", c.text, hits[0], c.id)
		}
	}
}

func TestWhatIsNotAllowedIsNotRanked(t *testing.T) {
	r := rank.New(ferry)
	hits, _ := r.Rank("my bag never came", func(i int) bool { return i == 1 || i == 4 }, 9)
	if len(hits) != 1 || hits[0].Entry != 1 {
		t.Errorf("%+v", hits)
	}
	if hits, abstain := r.Rank("my bag never came", func(int) bool { return false }, 9); len(hits) != 0 || !abstain {
		t.Errorf("%+v %v", hits, abstain)
	}
	if hits, _ := r.Rank("my bag never came", nil, 9); len(hits) != 4 {
		t.Errorf("an entry without examples is ranked: %+v", hits)
	}
	if hits, abstain := rank.New(nil).Rank("my bag never came", nil, 9); len(hits) != 0 || !abstain {
		t.Errorf("%+v %v", hits, abstain)
	}
}

// 50 MB cost what their start costs.
func TestAHugeTextIsCut(t *testing.T) {
	r := rank.New(ferry)
	for _, part := range []string{"my bag never came ", "x", "荷物", "\xff", "é", "a b c d "} {
		text := strings.Repeat(part, 50<<20/len(part))
		if hits, _ := r.Rank(text, nil, 5); len(hits) != 4 {
			t.Errorf("%q…: %+v", part, hits)
		}
	}
	start := strings.Repeat("and so on ", 100)
	one, _ := r.Rank(start, nil, 5)
	if two, _ := r.Rank(start+"my bag never came", nil, 5); !slices.Equal(one, two) {
		t.Errorf("what stands behind 300 words counts: %v %v", one, two)
	}
	huge := []rank.Entry{{ID: "a", Examples: []string{strings.Repeat("my bag never came ", 1<<20)}}, ferry[1]}
	if hits, abstain := rank.New(huge).Rank("my bag never came", nil, 1); abstain || hits[0].Entry != 0 {
		t.Errorf("%v", abstain)
	}
}

// A playbook that no team writes is ranked by the means alone, and one of many examples
// without the products of all pairs.
func TestLargePlaybooks(t *testing.T) {
	for _, size := range [][2]int{{5000, 4}, {30, 100}} {
		var all []rank.Entry
		for i := range size[0] {
			e := rank.Entry{ID: fmt.Sprint(i)}
			for k := range size[1] {
				e.Examples = append(e.Examples, fmt.Sprintf("where is number%d of the line%d", i, k))
			}
			all = append(all, e)
		}
		if hits, _ := rank.New(all).Rank("number17, where are you, number17?", nil, 3); all[hits[0].Entry].ID != "17" {
			t.Errorf("%v: %+v", size, hits)
		}
	}
}

// some draws entries of words that they share.
func some(t *rapid.T) []rank.Entry {
	word := rapid.SampledFrom(strings.Fields("my the bag dog late when where ferry ikke hund koffert 犬 é ❤ don't a1 @x #y \xff"))
	text := rapid.Map(rapid.SliceOfN(word, 0, 6), func(w []string) string { return strings.Join(w, " ") })
	n := rapid.IntRange(0, 6).Draw(t, "entries")
	all := make([]rank.Entry, n)
	for i := range all {
		all[i] = rank.Entry{ID: string(rune('a' + i)), Examples: rapid.SliceOfN(text, 0, 4).Draw(t, "examples")}
	}
	return all
}

type found struct {
	id, like string
	score    float64
}

func ranked(entries []rank.Entry, text string) (all []found, abstain bool) {
	hits, abstain := rank.New(entries).Rank(text, nil, 99)
	for _, h := range hits {
		all = append(all, found{entries[h.Entry].ID, h.Like, h.Score})
	}
	return all, abstain
}

// The order in which a team writes its answers and their examples decides nothing.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries, text := some(t), rapid.SampledFrom([]string{"where is my bag", "when the ferry", "hund ikke", "", "zzz"}).Draw(t, "text")
		want, unsure := ranked(entries, text)
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		mixed := slices.Clone(entries)
		for i := range mixed {
			mixed[i].Examples = slices.Clone(mixed[i].Examples)
			rnd.Shuffle(len(mixed[i].Examples), func(a, b int) {
				mixed[i].Examples[a], mixed[i].Examples[b] = mixed[i].Examples[b], mixed[i].Examples[a]
			})
		}
		rnd.Shuffle(len(mixed), func(a, b int) { mixed[a], mixed[b] = mixed[b], mixed[a] })
		if got, abstain := ranked(mixed, text); !slices.Equal(got, want) || abstain != unsure {
			t.Fatalf("%q in %q:\n %v\n %v", text, entries, want, got)
		}
	})
}

// Who writes an example, word for word, gets the answer that it stands for.
func TestAnExampleIsRankedFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := some(t)
		entries = append(entries, rank.Entry{ID: "own", Examples: []string{"nobody else asks the bag this", "where my dog"}})
		hits, abstain := rank.New(entries).Rank("Nobody else asks the BAG this!", nil, 1)
		if abstain || entries[hits[0].Entry].ID != "own" || hits[0].Score != 1 {
			t.Fatalf("%+v %v", hits, abstain)
		}
	})
}
