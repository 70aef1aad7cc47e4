// Package speed measures ranking in Chromium: 100 answers of 10 examples, as the worker
// asks, from a cold start and when warm.
package speed

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/host"
	"porchlight/wasm/reply/rank/ranktest"
	"porchlight/wasm/wire"
)

func serve(b *testing.B) string {
	input, err := json.Marshal(map[string]any{"playbook": ranktest.Playbook(100), "posts": ranktest.Posts(100)})
	check(b, err)
	built := api.Build(api.BuildOptions{EntryPoints: []string{"speed.ts"}, Bundle: true, Target: api.ES2022, Write: false})
	if len(built.Errors) > 0 {
		b.Fatal(built.Errors[0].Text)
	}
	files := map[string]struct {
		kind string
		body []byte
	}{"/": {"text/html", []byte(`<!doctype html><script src="speed.js"></script>`)}, "/speed.js": {"text/javascript", built.OutputFiles[0].Contents},
		"/input.json": {"application/json", input}, "/engine.wasm": {"application/wasm", host.BuildForTest(b)}}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", files[r.URL.Path].kind)
		w.Header().Set("Cache-Control", "no-store")
		w.Write(files[r.URL.Path].body)
	}))
	b.Cleanup(s.Close)
	return s.URL + "/"
}

// BenchmarkChromium aims at 5 ms a post, and at 200 ms from the start of a cold worker
// to its first answer.
func BenchmarkChromium(b *testing.B) {
	bin, err := drive.Find()
	if err != nil {
		b.Skip("SKIPPED: no Chromium here: ", err)
	}
	url := serve(b)
	for b.Loop() {
		page := open(b, bin, url)
		cold := coldStart(b, page)
		var warm struct{ Post, First float64 }
		ask(b, page, `() => warm(9)`, &warm)
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

// coldStart is the median of nine starts of a service worker that compiles the engine,
// loads the playbook, learns and answers; the browser stops it each time.
func coldStart(b *testing.B, page *rod.Page) float64 {
	check(b, proto.ServiceWorkerEnable{}.Call(page))
	var all []float64
	for last := 0.0; len(all) < 9; {
		var start struct{ Born, MS float64 }
		ask(b, page, `() => cold()`, &start)
		if start.Born != last { // else it was not stopped yet
			all, last = append(all, start.MS), start.Born
		}
		check(b, proto.ServiceWorkerStopAllWorkers{}.Call(page))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// open opens url in a new browser with an empty profile.
func open(b *testing.B, bin, url string) *rod.Page {
	l := launcher.New().Bin(bin).NoSandbox(true).Headless(true)
	control, err := l.Launch()
	check(b, err)
	b.Cleanup(l.Cleanup)
	browser := rod.New().ControlURL(control).MustConnect()
	b.Cleanup(browser.MustClose)
	return browser.MustPage(url).MustWaitLoad()
}

func ask(b *testing.B, page *rod.Page, script string, result any) {
	answer, err := page.Evaluate(rod.Eval(script).ByPromise())
	check(b, err)
	check(b, answer.Value.Unmarshal(result))
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
