package spot

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// allBits makes a skim that passes over nothing.
func allBits(s *Spotter) (all skim) {
	all.four, all.three = make([]uint64, len(s.skim.four)), make([]uint64, len(s.skim.three))
	for _, set := range [][]uint64{all.four, all.three} {
		for i := range set {
			set[i] = ^uint64(0)
		}
	}
	return all
}

// What is passed over holds no name: texts of pieces of names, of letters and signs that
// part, join or disguise them, with the skim and with all its bits set.
func TestSkimPassesOverNoName(t *testing.T) {
	names := strings.Split("Havblikk|Havblikk Pass|3M|A24|a-ha|St. Olav|7-Eleven|NRK|X|C++|iPhone 5|Ås|東京|삼성|Яндекс|Havn Æra|Søk|H&M|O2|Ærlig", "|")
	s := spotter(t, `{"brands":[{"name":"`+strings.Join(names, `"},{"name":"`)+`"}],"leaders":[{"name":"Ingrid Solvang","initials":"IS"}]}`)
	pieces := append(slices.Clone(names), strings.Split("Hav|blikk|Pass|pass|s|en|ene|er|Ｈ|а|е|о|1|0|l|I|i|\u00ad|\u200b|\u0301|-|.|'|’| | |\n|_|#|@|/|é|å|the|Quay|longerthanthat|é|を|은|A|24|M|🙂|\xff", "|")...)
	random := rand.New(rand.NewPCG(3, 4))
	found, real, all := 0, s.skim, allBits(s)
	for range 50_000 {
		var b strings.Builder
		for range 1 + random.IntN(7) {
			piece := []rune(pieces[random.IntN(len(pieces))])
			switch random.IntN(6) {
			case 0:
				piece = piece[:1+random.IntN(len(piece))]
			case 1:
				piece = []rune(strings.ToUpper(string(piece)))
			case 2:
				piece = []rune(strings.ToLower(string(piece)))
			case 3:
				piece = append(piece, ' ')
			}
			b.WriteString(string(piece))
		}
		post := Post{Text: b.String(), Lang: []string{"", "en", "nb", "nn", "de", "ko"}[random.IntN(6)], Site: "x"}
		s.skim = all
		want := s.Find(post)
		s.skim = real
		if got := s.Find(post); !slices.Equal(got, want) {
			t.Fatalf("%q %s\ngot  %+v\nwant %+v", post.Text, post.Lang, got, want)
		}
		found += len(want)
	}
	if found < 5000 {
		t.Errorf("only %d names in all those texts", found)
	}
}
