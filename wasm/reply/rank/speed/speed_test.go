// Package speed measures ranking in Chromium: 100 answers of 10 examples, as the worker
// asks, from a cold start and when warm.
package speed_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"porchlight/wasm/host"
	"porchlight/wasm/reply/rank/ranktest"
	"porchlight/wasm/speed"
	"porchlight/wasm/wire"
)

// BenchmarkChromium aims at 5 ms a post, and at 200 ms from the start of a cold worker
// to its first answer.
func BenchmarkChromium(b *testing.B) {
	lab := speed.New(b, map[string]any{"/input.json": map[string]any{"playbook": ranktest.Playbook(100), "posts": ranktest.Posts(100)}})
	for b.Loop() {
		page := lab.Open()
		cold := page.ColdStart()
		var warm struct{ Post, First float64 }
		page.Ask(`() => warm(9)`, &warm)
		fmt.Printf("\nChromium, 100 answers of 10 examples, medians: %.2f ms a post, %.0f ms the first, %.0f ms with a cold start\n", warm.Post, warm.First, cold)
		b.ReportMetric(warm.Post, "ms/post")
		b.ReportMetric(warm.First, "ms-learn")
		b.ReportMetric(cold, "ms-cold")
	}
}

// BenchmarkWazero is the same outside of a browser: a question each, the first one learns.
func BenchmarkWazero(b *testing.B) {
	h, err := host.New(b.Context(), host.BuildForTest(b))
	check(b, err)
	b.Cleanup(func() { h.Close() })
	book, err := json.Marshal(ranktest.Playbook(100))
	check(b, err)
	var first, rest time.Duration
	posts := ranktest.Posts(100)
	for b.Loop() {
		_, err := h.Do(wire.Request{Load: &wire.Load{}}, book)
		check(b, err)
		for i, p := range posts {
			from := time.Now()
			a, err := h.Do(wire.Request{Suggest: &wire.Suggest{Posts: []wire.SuggestPost{{Bytes: len(p.Text)}}}}, []byte(p.Text))
			check(b, err)
			if i == 0 {
				first += time.Since(from)
			} else {
				rest += time.Since(from)
			}
			if s := a.Suggested.Suggestions[0]; s.Abstain || s.Answers[0].ID != p.Answer {
				b.Fatalf("%s: %+v", p.Text, s)
			}
		}
	}
	b.ReportMetric(first.Seconds()*1000/float64(b.N), "ms-learn")
	b.ReportMetric(rest.Seconds()*1000/float64(b.N)/float64(len(posts)-1), "ms/post")
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
