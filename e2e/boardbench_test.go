package e2e

// How long the board holds its screen up with 5,000 conversations: Chromium's long tasks (50
// ms and more without a break) while it opens, is searched, walked and scrolled through.

import (
	"testing"

	"github.com/go-rod/rod/lib/input"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// BenchmarkBoard tells, for each part, how many long tasks there were and how long they were
// together, in ms of a run.
func BenchmarkBoard(b *testing.B) {
	var home wire.Invite
	h := drive.StartNative(b, built.Bin, "")
	h.Call("POST", "/v1/teams", wire.CreateTeam{Name: "Havblikk", Admin: "Ada Admin"}, &home)
	liv := drive.Start(b, drive.Options{Dist: built.Chrome})
	liv.Join(home.Link)
	manyHeads(b, liv, 5000)
	tasks, ms := map[string]float64{}, map[string]float64{}
	for b.Loop() {
		p := liv.Extension("popup.html?full")
		p.MustEval(`() => { globalThis.long = []; new PerformanceObserver(l => long.push(...l.getEntries().map(e => e.duration))).observe({ type: "longtask", buffered: true }) }`)
		p.WaitRow("web:many.example/4999", "free")
		part := func(name string) {
			var got []float64
			if err := p.MustEval(`() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(long.splice(0)))))`).Unmarshal(&got); err != nil {
				b.Fatal(err)
			}
			for _, d := range got {
				tasks[name]++
				ms[name] += d
			}
		}
		part("open")
		p.Fill(`input[type=search]`, "author 4321")
		p.WaitRow("web:many.example/4321", "free")
		part("search")
		p.Press(`[data-act=show-all]`)
		p.WaitRow("web:many.example/4999", "free")
		for range 50 {
			p.Keyboard.MustType(input.ArrowDown)
		}
		part("walk")
		for range 50 {
			p.Mouse.MustScroll(0, 1000)
		}
		part("scroll")
		p.MustClose()
	}
	for _, name := range []string{"open", "search", "walk", "scroll"} {
		b.ReportMetric(tasks[name]/float64(b.N), name+"-longtasks/op")
		b.ReportMetric(ms[name]/float64(b.N), name+"-long-ms/op")
	}
}
