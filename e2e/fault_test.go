package e2e

// What breaks in a working day: the worker, the backend, the network, the extension
// itself. After each, nothing is lost and nothing doubled, and meanwhile no screen said
// more than was known.

import (
	"testing"
	"time"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// The claim's request is swallowed by the network, then the worker dies before there is
// an answer. The op was stored before it was sent, so the next worker finishes it.
func TestWorkerStoppedBetweenClickAndAnswer(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	line := drive.NewLine(t, h.URL)
	anna := c.join(t, "Anna Berg", wire.Staff, line)
	p := anna.Open(squareURL)
	card := p.OpenCard("#p102")
	line.Swallow()
	p.PressIn(card, drive.Claim)
	p.WaitBadgeOf("#p102", "pending")
	anna.StopWorker()
	line.Cut()
	line.Mend()
	popup := anna.Extension("popup.html") // somebody looks: the worker wakes
	popup.WaitRow(squareKey("#p102"), "mine")
	p.WaitBadgeOf("#p102", "mine")
	wantLedger(t, c, "claim #p102 by Anna Berg")
	wantNoErrors(t, p)
}

// kill -9 of the backend: what it had answered stays, what it had not is sent again.
func TestBackendKilledAndRestarted(t *testing.T) {
	t.Parallel()
	t.Run("native", func(t *testing.T) { t.Parallel(); h := native(t); killed(t, &h.Home, h) })
	t.Run("edge", func(t *testing.T) { t.Parallel(); h := drive.StartEdge(t, ""); killed(t, &h.Home, h) })
}

func killed(t *testing.T, home *drive.Home, h interface {
	Kill()
	Start()
}) {
	c := newCompany(t, home)
	anna, bo := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Bo Lund", wire.Staff)
	pa, pb := anna.Open(squareURL), bo.Open(squareURL)
	claim(pa, "#p102")
	h.Kill()
	card := pa.OpenCard("#p103")
	pa.PressIn(card, drive.Claim)
	pa.WaitBadgeOf("#p103", "pending")
	h.Start()
	pa.WaitBadgeOf("#p103", "mine")
	pb.Reveal("#p103")
	pb.WaitBadgeOf("#p103", "theirs")
	wantLedger(t, c, "claim #p102 by Anna Berg", "claim #p103 by Anna Berg")
	wantNoErrors(t, pa, pb)
}

// Three claims while the network is cut: all "not confirmed", none "mine". A colleague
// takes one of them meanwhile. When the network is back two are hers, and for the third
// she is told who has it.
func TestNetworkCutWithThreeClaimsQueued(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	line := drive.NewLine(t, h.URL)
	anna, bo := c.join(t, "Anna Berg", wire.Staff, line), c.join(t, "Bo Lund", wire.Staff)
	pa, pb := anna.Open(squareURL), bo.Open(squareURL)
	pa.WaitBadges()
	line.Cut()
	for _, css := range []string{"#p102", "#p105", "#p108"} {
		pa.PressIn(pa.OpenCard(css), drive.Claim)
		pa.WaitBadgeOf(css, "pending")
	}
	claim(pb, "#p105")
	popup := anna.Extension("popup.html")
	for _, css := range []string{"#p102", "#p105", "#p108"} {
		popup.WaitRow(squareKey(css), "pending")
	}
	for _, r := range popup.Rows() {
		if r.State == "mine" {
			t.Errorf("offline, the popup says %q of %s", r.State, r.Key)
		}
	}
	line.Mend()
	popup.WaitRow(squareKey("#p102"), "mine")
	popup.WaitRow(squareKey("#p108"), "mine")
	pa.Reveal("#p105")
	drive.Until(t, "the third is the colleague's", func() (string, bool) {
		s := pa.BadgeOf("#p105").Attr["data-state"]
		return s, isOthers(s)
	})
	wantLedger(t, c, "claim #p105 by Bo Lund", "claim #p102 by Anna Berg", "claim #p105 by Anna Berg refused", "claim #p108 by Anna Berg")
	wantNoErrors(t, pa, pb)
}

// The network is gone for a full minute, as in a tunnel. All the while the lamps, the card
// and the popup say "not confirmed"; then each of the three claims is made exactly once.
func TestNetworkCutForAMinute(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	line := drive.NewLine(t, h.URL)
	anna := c.join(t, "Anna Berg", wire.Staff, line)
	p := anna.Open(squareURL)
	p.WaitBadges()
	line.Cut()
	back := time.After(time.Minute)
	three := []string{"#p102", "#p105", "#p108"}
	for _, css := range three {
		p.PressIn(p.OpenCard(css), drive.Claim)
		p.WaitBadgeOf(css, "pending")
	}
	wantIn(t, "the card", p.Card().Want(`[data-state=pending]`).MustText(), "Not confirmed")
	popup := anna.Extension("popup.html")
	for _, css := range three {
		wantIn(t, "the popup", popup.WaitRow(squareKey(css), "pending").Text, "Not confirmed")
	}
	for waiting := true; waiting; {
		select {
		case <-back:
			waiting = false
		case <-time.After(time.Second):
		}
		wantAllPending(t, p, popup, len(three))
	}
	line.Mend()
	for _, css := range three {
		popup.WaitRow(squareKey(css), "mine")
		p.Reveal(css)
		p.WaitBadgeOf(css, "mine")
	}
	wantLedger(t, c, "claim #p102 by Anna Berg", "claim #p105 by Anna Berg", "claim #p108 by Anna Berg")
	wantNoErrors(t, p, popup)
}

// wantAllPending checks that no screen says more, or less, than that n claims wait.
func wantAllPending(t *testing.T, p, popup *drive.Page, n int) {
	t.Helper()
	rows := popup.Rows()
	if len(rows) != n {
		t.Fatalf("%d rows in the popup, want %d: %+v", len(rows), n, rows)
	}
	for _, r := range rows {
		if r.State != "pending" {
			t.Fatalf("without a network the popup says %q of %s", r.State, r.Key)
		}
	}
	for _, b := range p.Badges() {
		if s := b.Attr["data-state"]; s != "pending" && s != "free" {
			t.Fatalf("without a network a lamp says %q", s)
		}
	}
}

// The extension is reloaded (as an update does it) under an open page, with a claim still
// in the outbox: one host element, the old marks gone with the old script, the claim kept.
func TestExtensionReloadedUnderAnOpenPage(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	line := drive.NewLine(t, h.URL)
	anna := c.join(t, "Anna Berg", wire.Staff, line)
	p := anna.Open(squareURL)
	claim(p, "#p102")
	line.Cut()
	p.PressIn(p.OpenCard("#p103"), drive.Claim)
	p.WaitBadgeOf("#p103", "pending")
	anna.ReloadExtension()
	line.Mend()
	p.Reveal("#p102")
	p.WaitBadgeOf("#p102", "mine")
	p.Reveal("#p103")
	p.WaitBadgeOf("#p103", "mine")
	if n := len(p.Hosts()); n != 1 {
		t.Errorf("%d host elements in the page after the reload, want 1", n)
	}
	wantLedger(t, c, "claim #p102 by Anna Berg", "claim #p103 by Anna Berg")
	wantNoErrors(t, p)
}
