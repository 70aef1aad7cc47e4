package e2e

// The live socket on a bad line: a network that died without a word, and one that is back.
// And the claim that is renewed while a page with it is looked at.

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func waitLive(t *testing.T, screen *drive.Page, want string) {
	t.Helper()
	drive.Until(t, `the screen is told "live":`+want, func() (string, bool) {
		said := sends(t, screen, 0, `{status: {}}`)
		return said, strings.Contains(said, `"live":`+want)
	})
}

func onALine(t *testing.T) (b *drive.Browser, line *drive.Line, screen *drive.Page) {
	t.Helper()
	h := native(t)
	c := newCompany(t, &h.Home)
	line = drive.NewLine(t, h.URL)
	b = c.join(t, "Anna Berg", wire.Staff, line)
	b.Open(squareURL).WaitBadges()
	screen = b.Extension("popup.html")
	waitLive(t, screen, "true")
	return b, line, screen
}

// The line takes bytes and brings none: after two pings without an answer nothing says
// "live" any more, and when the line carries again there is a new socket. A minute is
// skipped on both clocks; the pings come in their own time.
func TestSocketThatNobodyAnswers(t *testing.T) {
	t.Parallel()
	b, line, screen := onALine(t)
	line.Swallow()
	b.InWorker(`(() => {
	  const date = Date.now, since = performance.now.bind(performance)
	  Date.now = () => date() + 60_000
	  performance.now = () => since() + 60_000
	})()`)
	waitLive(t, screen, "false")
	line.Mend()
	waitLive(t, screen, "true")
}

// The wait of an outage ends with it: as soon as the backend answers anything, the socket
// is opened. Waits of half a second and more never end here, so nothing else opens it.
func TestSocketIsBackWithTheLine(t *testing.T) {
	t.Parallel()
	b, line, screen := onALine(t)
	b.InWorker(`(() => {
	  const real = setTimeout
	  Math.random = () => 0.99
	  globalThis.setTimeout = (f, ms, ...rest) => real(f, ms < 500 ? ms : 86_400_000, ...rest)
	})()`)
	line.Cut()
	waitLive(t, screen, "false")
	b.Ring()
	drive.Until(t, "the outage is noticed", func() (string, bool) {
		said := sends(t, screen, 0, `{status: {}}`)
		return said, strings.Contains(said, `"online":false`)
	})
	line.Mend()
	waitLive(t, screen, "true")
}

// A claim is renewed after a third of its lease while its page is visible.
func TestRenewal(t *testing.T) {
	t.Parallel()
	home := native(t)
	var inv wire.Invite
	home.Call("POST", "/v1/teams", wire.CreateTeam{Name: "Havblikk", Admin: "Ada Admin", TTLMs: 60_000}, &inv)
	m := home.TeamAt(inv.Team)
	m.Publish(playbook)
	w := workIn(t, home, m)
	w.claim(t)
	w.waitLook(t, "mine")
	// 25 s pass: less than what counts as a jump, more than a third of the lease.
	pass := func() {
		w.InWorker(`(() => { Date.real ??= Date.now; Date.now = () => Date.real() + 25_000 })()`) // it may be another worker by now
		w.Ring()
	}
	pass()
	if rows := w.watch.Ledger(); len(rows) != 1 {
		t.Fatalf("renewed under a hidden page: %+v", rows)
	}
	w.page.MustActivate()
	w.page.WaitBadge("mine")
	drive.Until(t, "the claim is renewed", func() (string, bool) {
		pass()
		rows := w.watch.Ledger()
		return fmt.Sprintf("%+v", rows), len(rows) == 2 && rows[1].Kind == wire.OpRenew && rows[1].OK
	})
}
