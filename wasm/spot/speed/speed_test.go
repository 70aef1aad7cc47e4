// Package speed measures the engine in Chromium: strings in, spans out, as the worker
// asks it, beside a regular expression and beside the mere encoding of the text.
package speed_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"porchlight/wasm/playbook"
	"porchlight/wasm/speed"
	"porchlight/wasm/spot/spottest"
)

// input is what speed.ts fetches. Names is the count that every way has to find.
type input struct {
	Posts     []string                      `json:"posts"`
	Names     int                           `json:"names"`
	Playbooks map[string]*playbook.Playbook `json:"playbooks"`
	Tweets    *tweets                       `json:"tweets,omitempty"`
}

// tweets are posts and names of people, as they are given for `porchlight eval`.
type tweets struct {
	Posts    []string           `json:"posts"`
	Playbook *playbook.Playbook `json:"playbook"`
}

// realTweets are 1 MB of them at most and 1,000 of the names in them, or nil where the data is not.
func realTweets(b *testing.B) *tweets {
	const data = "../../../../shared/data/"
	t := &tweets{Playbook: &playbook.Playbook{}}
	size, names := 0, map[string]bool{}
	for _, set := range []string{"spot-wnut17-train", "spot-btc-a", "spot-btc-b", "spot-btc-e"} {
		lines, err := os.ReadFile(data + set + ".jsonl")
		terms, termsErr := os.ReadFile(data + set + ".terms.json")
		if err != nil || termsErr != nil {
			b.Log("SKIPPED: no real posts here: ", errors.Join(err, termsErr))
			return nil
		}
		for line := range bytes.Lines(lines) {
			var post struct{ Text string }
			if err := json.Unmarshal(line, &post); err != nil {
				b.Fatal(err)
			}
			if size += len(post.Text); size <= 1<<20 {
				t.Posts = append(t.Posts, post.Text)
			}
		}
		var all struct{ Brands, Leaders, People []string }
		if err := json.Unmarshal(terms, &all); err != nil {
			b.Fatal(err)
		}
		for _, name := range slices.Concat(all.Brands, all.Leaders, all.People) {
			if key := strings.ToLower(name); !names[key] && unicode.IsLetter([]rune(name)[0]) && len(names) < 1000 {
				names[key] = true
				t.Playbook.Brands = append(t.Playbook.Brands, playbook.Name{Name: name})
			}
		}
	}
	return t
}

func lab(b *testing.B) *speed.Lab {
	var in input
	in.Posts, in.Names = spottest.Posts(1 << 20)
	in.Playbooks = map[string]*playbook.Playbook{}
	for _, n := range []int{100, 1000, 10_000} {
		in.Playbooks[strconv.Itoa(n)] = spottest.Playbook(n)
	}
	in.Tweets = realTweets(b)
	first := map[string]any{"playbook": spottest.Playbook(1000), "post": "Is " + spottest.Name(0) + " late again?", "names": 1}
	return speed.New(b, map[string]any{"/input.json": in, "/first.json": first})
}

// BenchmarkChromium prints one table for the run; its aims are those of the README.
func BenchmarkChromium(b *testing.B) {
	l := lab(b)
	for b.Loop() { // a worker of 1,000 names; nothing that it fetches may be kept
		got := map[string]float64{"cold": l.Open().ColdStart()}
		l.Open().Ask(`() => run(11, 1e6)`, &got)
		report(b, got)
	}
}

func report(b *testing.B, got map[string]float64) {
	mb := got["MB"]
	fmt.Printf("\nChromium, %.2f MB of posts, medians, ms per MB:\n", mb)
	for _, name := range []string{"floor", "engine 100", "engine 1000", "engine 10000", "regexp 1000"} {
		fmt.Printf("  %-14s %8.2f\n", name, got[name]/mb)
	}
	fmt.Printf("  cold start %.0f ms, a screen of 50 posts %.2f ms, memory grew %.1f MB to %.1f MB over a million posts\n",
		got["cold"], got["screen"], got["grown"]/1e6, got["memory"]/1e6)
	b.ReportMetric(got["regexp 1000"]/got["engine 1000"], "times-faster-than-RegExp")
	b.ReportMetric(got["engine 10000"]/got["engine 100"], "10000-to-100-names")
	b.ReportMetric(got["engine 1000"]/got["floor"], "times-the-floor")
	b.ReportMetric(got["cold"], "ms-cold")
	b.ReportMetric(got["screen"], "ms-screen")
	b.ReportMetric(got["grown"], "bytes-grown")
	if mb := got["tweets"]; mb > 0 {
		fmt.Printf("  real posts, 1,000 of their names: engine %.2f (%.0f found), RegExp %.2f (%.0f found)\n",
			got["tweets engine"]/mb, got["tweets engine found"], got["tweets regexp"]/mb, got["tweets regexp found"])
		b.ReportMetric(got["tweets regexp"]/got["tweets engine"], "times-faster-on-real-posts")
	}
}
