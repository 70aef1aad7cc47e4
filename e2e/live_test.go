package e2e

// The live socket on a bad line: a network that died without a word, and one that is back.

import (
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
