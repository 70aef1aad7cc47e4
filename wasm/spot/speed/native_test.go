package speed_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"porchlight/wasm/engine"
	"porchlight/wasm/host"
	"porchlight/wasm/spot/spottest"
	"porchlight/wasm/wire"
)

// screen is one crossing of 50 posts, as speed.ts makes it.
type screen struct{ request, text []byte }

func screens(tb testing.TB, posts []string) (all []screen) {
	for len(posts) > 0 {
		some := posts[:min(50, len(posts))]
		posts = posts[len(some):]
		scan := &wire.Scan{Page: wire.PageFacts{URL: "https://x.com/home", Site: "x", Lang: "en"}}
		for i, text := range some {
			scan.Posts = append(scan.Posts, wire.ScanPost{ID: fmt.Sprint(i), Bytes: len(text), Lang: "en"})
		}
		request, err := json.Marshal(wire.Request{Scan: scan})
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, screen{request, []byte(strings.Join(some, ""))})
	}
	return all
}

// crossings are the engine's two other homes: bytes in, bytes out, as in the browser.
func crossings(tb testing.TB) map[string]func(request, text []byte) []byte {
	var e engine.Engine
	h, err := host.New(tb.Context(), host.BuildForTest(tb))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { h.Close() })
	return map[string]func(request, text []byte) []byte{
		"native": func(request, text []byte) []byte {
			answer := e.Ask(request, text)
			if answer.Scanned != nil {
				return wire.AppendScanned(nil, answer.Scanned)
			}
			out, _ := json.Marshal(answer)
			return out
		},
		"wazero": func(request, text []byte) []byte {
			out, err := h.Ask(request, text)
			if err != nil {
				tb.Fatal(err)
			}
			return out
		},
	}
}

func load(tb testing.TB, ask func(request, text []byte) []byte, names int) {
	book, err := json.Marshal(spottest.Playbook(names))
	if err != nil {
		tb.Fatal(err)
	}
	if out := ask([]byte(`{"load":{}}`), book); !strings.Contains(string(out), `"ok":true`) {
		tb.Fatalf("%s", out)
	}
}

// found asks about all screens and counts the names in the answers.
func found(ask func(request, text []byte) []byte, all []screen) (n int) {
	for _, s := range all {
		n += strings.Count(string(ask(s.request, s.text)), `{"start":`)
	}
	return n
}

// BenchmarkCrossing is BenchmarkChromium's text outside of a browser. The three
// playbooks take turns.
func BenchmarkCrossing(b *testing.B) {
	posts, names := spottest.Posts(1 << 20)
	all := screens(b, posts)
	for home, ask := range crossings(b) {
		b.Run(home, func(b *testing.B) {
			spent := map[int]time.Duration{}
			for b.Loop() {
				for _, n := range []int{100, 1000, 10_000} {
					load(b, ask, n)
					from := time.Now()
					got := found(ask, all)
					spent[n] += time.Since(from)
					if got != names {
						b.Fatalf("%d names found, %d are there", got, names)
					}
				}
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(spent[1000].Seconds()*1000/float64(b.N), "ms/MB-1000-names")
			b.ReportMetric(spent[10_000].Seconds()/spent[100].Seconds(), "10000-to-100-names")
		})
	}
}
