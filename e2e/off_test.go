package e2e

// The person's own off switches, by mouse: each takes the lamps off the page at once, says
// why, and is taken back with one press.

import (
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestOffSwitches(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	b := c.join(t, "Anna Berg", wire.Staff)
	p := b.Open(squareURL)
	p.WaitBadges()
	popup := b.Extension("popup.html")
	popup.MustEvalOnNewDocument(`chrome.tabs.query = async () => [{id: ` + p.TabID() + `, url: "` + squareURL + `"}]`) // the page that a popup is over
	popup.MustReload().MustWaitLoad()
	for _, by := range []string{"tab", "hour", "everywhere", "pattern"} {
		popup.MustActivate()
		popup.Press(`.off summary`)
		popup.Press(`[data-off=` + by + `]`)
		popup.Want(`[data-off-by=` + by + `]`)
		wantAccessible(t, popup, "the popup, off by "+by)
		p.MustActivate()
		drive.Until(t, "the lamps go: "+by, func() (string, bool) { return "badges", len(p.Badges()) == 0 })
		popup.MustActivate()
		popup.Press(`[data-act=on-again]`)
		popup.Want(`.off summary`)
		p.MustActivate()
		p.WaitBadges()
	}
	// An hour is over by itself.
	b.InWorker(`chrome.storage.local.set({off: {everywhere: false, patterns: [], untilMs: Date.now() + 3_600_000}})`)
	drive.Until(t, "the lamps go for an hour", func() (string, bool) { return "badges", len(p.Badges()) == 0 })
	b.InWorker(`chrome.storage.local.set({off: {everywhere: false, patterns: [], untilMs: Date.now() - 1}})`)
	b.Ring()
	p.WaitBadges()

	options := b.Extension("options.html")
	options.Press(`#everywhere`)
	p.MustActivate()
	drive.Until(t, "the lamps go by the settings", func() (string, bool) { return "badges", len(p.Badges()) == 0 })
	options.MustActivate()
	options.Press(`#everywhere`)
	p.MustActivate()
	p.WaitBadges()
	wantNoErrors(t, p, popup, options)
}
