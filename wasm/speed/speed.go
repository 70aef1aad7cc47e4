// Package speed runs a benchmark's script in Chromium, with the engine as the worker has it.
// The script is speed.ts in the benchmark's own folder; its half that starts and stops a
// service worker is cold.ts, here.
package speed

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/host"
)

// Lab is a script that is served, and the browser for it.
type Lab struct {
	b        *testing.B
	bin, url string
}

// New serves the script, the engine, and each of inputs as JSON under its name ("/input.json").
// It skips the benchmark where there is no Chromium.
func New(b *testing.B, inputs map[string]any) *Lab {
	b.Helper()
	bin, err := drive.Find()
	if err != nil {
		b.Skip("SKIPPED: no Chromium here: ", err)
	}
	built := api.Build(api.BuildOptions{EntryPoints: []string{"speed.ts"}, Bundle: true, Target: api.ES2022, Write: false})
	if len(built.Errors) > 0 {
		b.Fatal(built.Errors[0].Text)
	}
	type file struct {
		kind string
		body []byte
	}
	files := map[string]file{"/": {"text/html", []byte(`<!doctype html><script src="speed.js"></script>`)},
		"/speed.js": {"text/javascript", built.OutputFiles[0].Contents}, "/engine.wasm": {"application/wasm", host.BuildForTest(b)}}
	for name, input := range inputs {
		raw, err := json.Marshal(input)
		check(b, err)
		files[name] = file{"application/json", raw}
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", files[r.URL.Path].kind)
		w.Header().Set("Cache-Control", "no-store")
		w.Write(files[r.URL.Path].body)
	}))
	b.Cleanup(s.Close)
	return &Lab{b, bin, s.URL + "/"}
}

// Open opens the script in a new browser with an empty profile.
func (l *Lab) Open() *Page {
	l.b.Helper()
	start := launcher.New().Bin(l.bin).NoSandbox(true).Headless(true)
	control, err := start.Launch()
	check(l.b, err)
	l.b.Cleanup(start.Cleanup)
	browser := rod.New().ControlURL(control).MustConnect()
	l.b.Cleanup(browser.MustClose)
	return &Page{l.b, browser.MustPage(l.url).MustWaitLoad()}
}

// Page is the script, open.
type Page struct {
	b *testing.B
	*rod.Page
}

// Ask evaluates a promise and reads what it says into result.
func (p *Page) Ask(script string, result any) {
	p.b.Helper()
	answer, err := p.Evaluate(rod.Eval(script).ByPromise())
	check(p.b, err)
	check(p.b, answer.Value.Unmarshal(result))
}

// ColdStart is the median, in ms, of nine starts of the script's service worker up to its
// first answer. The browser stops it again and again, as browsers do.
func (p *Page) ColdStart() float64 {
	p.b.Helper()
	check(p.b, proto.ServiceWorkerEnable{}.Call(p.Page))
	var all []float64
	for last := 0.0; len(all) < 9; {
		var start struct{ Born, MS float64 }
		p.Ask(`() => cold()`, &start)
		if start.Born != last { // else it was not stopped yet
			all, last = append(all, start.MS), start.Born
		}
		check(p.b, proto.ServiceWorkerStopAllWorkers{}.Call(p.Page))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
