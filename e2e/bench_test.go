package e2e

import (
	"fmt"
	"slices"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// BenchmarkUpdateToColleague is the time from a lead's press on "No news yet" to the update
// in a colleague's popup, in another browser, by way of a home on the same machine: both by
// this machine's clock. Run it with -benchtime 100x; results are kept in bench.txt.
func BenchmarkUpdateToColleague(b *testing.B) {
	_, anna, liv := twoBrowsers(b)
	liv.Press(`[data-act=incident]`)
	liv.Fill(`[name=hit]`, "Tickets")
	liv.Fill(`[name=status-en]`, "Tickets do not work.")
	liv.Press(`[data-act=declare]`)
	anna.Want(openIncident)
	var took []float64
	for i := 1; b.Loop(); i++ {
		liv.Want(`[data-act=no-news]`)
		anna.MustEval(`n => { window.seen = new Promise(done => {
			const look = () => document.querySelector("[data-told='" + n + "']") && done(Date.now())
			new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
		}) ; return "" }`, i)
		at := liv.MustEval(`() => { const at = Date.now(); document.querySelector("[data-act=no-news]").click(); return at }`).Num()
		seen := anna.MustEval(`() => window.seen`).Num()
		took = append(took, seen-at)
		liv.Want(fmt.Sprintf(`[data-told="%d"]`, i))
	}
	report(b, took)
}

// twoBrowsers are the popups of a colleague and of a lead, in a browser each, of a new team.
func twoBrowsers(b *testing.B) (m *drive.Team, anna, liv *drive.Page) {
	h := drive.StartNative(b, built.Bin, "")
	m = h.CreateTeam("Havblikk", "Ada Admin")
	m.Publish(playbook)
	open := func(name string, role wire.Role) *drive.Page {
		browser := drive.Start(b, drive.Options{Dist: built.Chrome, Web: drive.NewWeb(b)})
		browser.Join(m.Invite(name, role))
		return browser.Extension("popup.html")
	}
	return m, open("Anna Berg", wire.Staff), open("Liv Dahl", wire.Lead)
}

// report tells the median and the 99th percentile of some times in ms.
func report(b *testing.B, took []float64) {
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2], "median-ms")
	b.ReportMetric(took[len(took)*99/100], "p99-ms")
}
