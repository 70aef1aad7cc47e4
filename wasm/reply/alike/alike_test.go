package alike

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const answer = "Thanks for telling us. Your bag is on the next ferry, and it will be at the desk in Moss by 17:00 today. Sorry for the wait. ^AN"

func TestNear(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{answer, answer, true},
		{answer, strings.ToUpper(answer), true},
		{answer, "@kari " + answer, true},
		{answer, strings.Replace(answer, "^AN", "^OK", 1), true},
		{answer, strings.Replace(answer, "Moss", "Horten", 1), true},
		{answer, strings.Replace(answer, "Sorry for the wait.", "Sorry you had to wait so long for it.", 1), true},
		{answer, "Your bag went to Horten. We have it at the desk and drive it to you tonight; say where you stay. ^AN", false},
		{answer, "Takk for at du sier fra. Bagen din er på neste ferge, og den er i skranken i Moss før kl. 17 i dag. ^AN", false},
		{"Thank you!", "Thank you!", false}, // may be said to everybody
		{"Beklager, det skal vi rette i dag", "Beklager, det skal vi rette i dag!", true},
		{"Beklager, det skal vi rette i dag", "Beklager, det skal vi ikke rette i år", false},
		{"How do I get my card PIN?", "How do I get my card?", false},
		{"", "", false},
		{strings.Repeat(answer+" ", 40), answer, true},
	} {
		a, b := Of(c.a), Of(c.b)
		if got := Near(a, b); got != c.want {
			t.Errorf("%q\n%q: %v, they share %.2f", c.a, c.b, got, Share(a, b))
		}
	}
}

// Of the questions of Banking77 none of one kind passes for one of another, but for
// those that are the same words.
func TestParaphrases(t *testing.T) {
	type question struct{ Text, Label string }
	var all []question
	for _, name := range []string{"train", "dev"} {
		f, err := os.Open("../../../../shared/data/answers-banking77-" + name + ".jsonl")
		if err != nil {
			t.Skipf("without the shared data nothing is measured: %v", err)
		}
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			var q question
			if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
				t.Fatal(err)
			}
			all = append(all, q)
		}
	}
	sets, having, flagged, kinds := make([]Set, len(all)), map[uint32][]int{}, 0, 0
	for i, q := range all {
		sets[i] = Of(q.Text)
		common := map[int]int{}
		for _, h := range sets[i] {
			for _, j := range having[h] {
				common[j]++
			}
			having[h] = append(having[h], i)
		}
		for j, n := range common {
			if n < 3 || !Near(sets[i], sets[j]) {
				continue
			}
			if flagged++; q.Label == all[j].Label {
				continue
			}
			kinds++
			if !slices.Equal(sets[i], sets[j]) {
				t.Errorf("%.2f %s %q\n     %s %q", Share(sets[i], sets[j]), q.Label, q.Text, all[j].Label, all[j].Text)
			}
		}
	}
	t.Logf("of %d questions %d pairs are nearly the same, %d of different kinds", len(all), flagged, kinds)
	if len(all) < 12000 || flagged < 50 {
		t.Errorf("%d questions, %d pairs", len(all), flagged)
	}
}

// A sketch is written and read, is small, and tells about as much as the whole text.
func TestSketch(t *testing.T) {
	vocabulary := strings.Fields("vi ser på saken og svarer deg i morgen når bagen er funnet på ferga takk for at du sa fra 12 ^AN 👍 é \xff")
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom(vocabulary)
		text := strings.Join(rapid.SliceOfN(word, 0, 200).Draw(t, "text"), " ")
		s := Of(text)
		if got := Read(s.String()); !slices.Equal(got, s) || len(s.String()) > 256 {
			t.Fatalf("%v is read as %v", s, got)
		}
		if len(s) > 0 && Share(s, s) != 1 || Share(s, nil) != 0 {
			t.Fatal(Share(s, s))
		}
		if len(s) >= fewest && !Near(s, Of("@anna "+text+" https://havblikk.example/x")) {
			t.Fatalf("%q", text)
		}
	})
}

func TestReadRefuses(t *testing.T) {
	for _, sketch := range []string{"", "a", "====", "AAAB", "AAACAAAB", strings.Repeat("A", 300), "æøå", "AAAB\n"} {
		if s := Read(sketch); len(s) > 0 && sketch != "AAAB" && sketch != "AAAB\n" {
			t.Errorf("%q: %v", sketch, s)
		}
	}
}

func BenchmarkNear(b *testing.B) {
	s, recent := Of(answer), make([]string, 500)
	for i := range recent {
		recent[i] = Of(strings.Repeat("noe annet enn det ", i%7) + answer[i%90:]).String()
	}
	for b.Loop() {
		for _, r := range recent {
			Near(s, Read(r))
		}
	}
}
