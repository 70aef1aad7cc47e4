package e2e

// A leader is asked in the page that they read anyway, rarely, and nothing is left of it.

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"porchlight/e2e/drive"
	"porchlight/e2e/square"
	"porchlight/wasm/wire"
)

// always are a leader's rules under which it does not matter when a test runs.
const always = `{most: 3, from: 0, to: 0, weekend: true}`

// leading is a leader's browser on the square, and the team with its colleagues; change are
// words of the playbook and what stands there instead.
func leading(t *testing.T, h *drive.Home, lang string, change ...string) (*company, *drive.Browser, *drive.Page) {
	t.Helper()
	book, err := square.Playbook()
	check(t, err)
	c := newCompany(t, h)
	c.team.Publish(strings.NewReplacer(change...).Replace(book))
	b := drive.Start(t, drive.Options{Dist: built.Chrome, Web: c.web, Grants: []string{squareOK}, Lang: lang})
	b.Join(c.team.InviteAs(wire.InviteIn{Name: "Ingrid Solvang", Role: wire.Staff, Leader: true}))
	b.InWorker(`chrome.storage.local.set({asking: ` + always + `})`)
	return c, b, b.Open(squareURL)
}

// asked waits for the prompt of a page after it was scrolled to a post.
func asked(t *testing.T, p *drive.Page, css string) *drive.Page {
	t.Helper()
	p.WaitBadges()
	p.Reveal(css)
	card := p.Card()
	card.Want(`.asked [data-act=reply]`)
	return card
}

// From the question to the leader's own sentence under it: three presses and typing, within
// a minute; the team has both rows.
func TestLeaderAnswersInAMinute(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c, _, p := leading(t, h, "")
		card, start := asked(t, p, "#p105"), time.Now()
		pressed := []func() int{presses(p), presses(card)}
		said := card.MustElement("main").MustText()
		for _, want := range []string{"Sigrid Haugen", "Ingrid Solvang lovte", "has waited", "Nobody from the team has answered"} {
			wantIn(t, "the prompt", said, want)
		}
		if focused := p.MustEval(`() => document.activeElement === document.body`).Bool(); !focused {
			t.Error("the prompt took the focus")
		}
		p.PressIn(card, `[data-act=reply]`)
		card.Want(`[data-slot=own]:focus`).MustInput("Vi bestemmer det 15. desember, og jeg svarer for det her.")
		wantField(t, card, "15. desember")
		p.PressIn(card, insert)
		card.Want(`[data-told].good`)
		inCard := pressed[1]()
		typed(t, p, "!")
		p.Press(`#post-rich`)
		p.Want(`#p112`)
		p.WaitBadgeOf("#p105", "answered")
		if n := pressed[0]() + inCard; n != 3 {
			t.Errorf("%d presses", n)
		}
		if took := time.Since(start); took > time.Minute {
			t.Errorf("it took %v", took)
		}
		wantLedger(t, c, "claim #p105 by Ingrid Solvang", "reply #p105 by Ingrid Solvang", "promise  by Ingrid Solvang") // "I answer for it" is owed as anybody's would be
		p.MustEval(`() => { location.hash = "p112" }`)
		album(t, &screen{"journey-leader", p, 1100, 800})
		wantNoErrors(t, p)
	})
}

// presses counts the real presses in a document from now on.
func presses(p *drive.Page) func() int {
	p.MustEval(`() => { sessionStorage.pressed = 0; addEventListener("pointerdown", e => { if (e.isTrusted) sessionStorage.pressed++ }, true) }`)
	return func() int { return p.MustEval(`() => Number(sessionStorage.pressed)`).Int() }
}

func (c *company) member(t *testing.T, name string) string {
	t.Helper()
	for _, m := range c.eye.Members().Members {
		if m.Name == name {
			return m.ID
		}
	}
	t.Fatalf("nobody is called %s", name)
	return ""
}

func gone(t *testing.T, p *drive.Page, why string) {
	t.Helper()
	drive.Until(t, "the prompt goes: "+why, func() (string, bool) { return "a frame of ours", !framed(p) })
}

func framed(p *drive.Page) bool {
	for _, d := range p.Drawn() {
		if d.Tag == "iframe" {
			return true
		}
	}
	return false
}

// Not now, and never for this kind: one press each, and both are kept, also when the worker
// is killed. What is remembered is a few words, and no screen counts anything.
func TestLeaderLetsBe(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c, b, p := leading(t, h, "")
		card := asked(t, p, "#p105")
		p.PressIn(card, `[data-act=later]`)
		gone(t, p, "not now")
		if a := remembered(b, "undefined"); len(a.Shown) != 1 || a.Shown[0] != squareKey("#p105") || len(a.Never) != 0 {
			t.Errorf("after one prompt it remembers %+v", a)
		}
		if said := saysInView(t, p, "#p105"); said != "" {
			t.Errorf("asked again the same day: %s", said)
		}
		remembered(b, `{lastMs: 0, shown: []}`) // another day
		p.MustReload().MustWaitLoad()
		card = asked(t, p, "#p105")
		p.PressIn(card, `[data-act=never]`)
		gone(t, p, "never")
		b.StopWorker()
		remembered(wake(b), `{lastMs: 0, shown: []}`)
		if a := remembered(b, "undefined"); len(a.Never) != 1 {
			t.Errorf("after never it remembers %+v", a)
		}
		if said := saysInView(t, p, "#p105"); said != "" {
			t.Errorf("asked about a kind that was refused: %s", said)
		}
		wantLedger(t, c) // what a leader lets be is told to nobody
		options := b.Extension("options.html")
		options.Press(`[data-act=ask-again]`)
		drive.Until(t, "the kind may be asked about again", func() (string, bool) { a := remembered(b, "undefined"); return fmt.Sprint(a), len(a.Never) == 0 })
		wantNothingKept(t, b)
		wantNoErrors(t, p, options)
	})
}

// wantNothingKept checks that nothing waits for a leader anywhere: no row, no number, and
// no more in the browser than the day's few keys.
func wantNothingKept(t *testing.T, b *drive.Browser) {
	t.Helper()
	popup := b.Extension("popup.html")
	defer popup.Close()
	popup.Want(`.empty`)
	if rows := popup.Rows(); len(rows) != 0 {
		t.Errorf("the popup of a leader lists %+v", rows)
	}
	wantNumber(t, popup, "")
	var kept map[string]any
	check(t, json.Unmarshal([]byte(askedRaw(b, "undefined")), &kept))
	for name := range kept {
		if !slices.Contains([]string{"day", "shown", "lastMs", "never"}, name) {
			t.Errorf("it remembers %s, too: %v", name, kept)
		}
	}
	if shown, _ := kept["shown"].([]any); len(shown) > 3 {
		t.Errorf("of three a day it remembers %d", len(shown))
	}
}

// A question goes on to a colleague with a word, or with none and one press more.
func TestLeaderHandsOver(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c, b, p := leading(t, h, "")
		card := asked(t, p, "#p105")
		p.PressIn(card, `[data-act=hand]`)
		card.Want(`[name=to]:focus`)
		card.Fill(`[name=note]`, "You took the minutes.")
		p.PressIn(card, `[data-act=hand_over]`)
		drive.Until(t, "it says to whom, also to a screen reader", func() (string, bool) {
			said := card.MustEval(`() => document.querySelector("[role=status]")?.textContent ?? ""`).Str()
			return said, strings.HasPrefix(said, "Handed to ")
		})
		gone(t, p, "handed over")
		drive.Until(t, "both rows are in the ledger", func() (string, bool) { n := len(c.eye.Ledger()); return fmt.Sprint(n), n == 2 })
		wantLedger(t, c, "claim #p105 by Ingrid Solvang", "handoff #p105 by Ingrid Solvang")
		p.WaitBadgeOf("#p105", "theirs")
		wantNothingKept(t, b)
		wantNoErrors(t, p)
	})
}

// What a colleague hands to a leader comes with their word, and opens nothing where only
// private names stand; what a colleague takes takes the prompt away.
func TestLeaderIsHanded(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c, b, p := leading(t, h, "")
		ingrid := c.member(t, "Ingrid Solvang")
		asked(t, p, "#p105")
		c.send(t, wire.OpClaim, "#p105", wire.OpIn{Fence: 0})
		gone(t, p, "a colleague took it")
		c.send(t, wire.OpClaim, "#p109", wire.OpIn{Fence: 0})
		c.send(t, wire.OpHandoff, "#p109", wire.OpIn{Fence: 1, Target: ingrid, Note: "You know them."})
		panel := p.Panel()
		panel.WaitRow(squareKey("#p109"), "mine")
		p.MustActivate()
		remembered(b, `{lastMs: 0, shown: []}`)
		p.Reveal("#p109")
		if said := saysInView(t, p, "#p109"); said != "" || framed(p) {
			t.Errorf("a rival's name opened something in the page: %q", said)
		}
		c.send(t, wire.OpClaim, "#p102", wire.OpIn{Fence: 0})
		c.send(t, wire.OpHandoff, "#p102", wire.OpIn{Fence: 1, Target: ingrid, Note: "He has written three times."})
		panel.WaitRow(squareKey("#p102"), "mine")
		p.MustActivate()
		card := asked(t, p, "#p102")
		said := card.MustElement("main").MustText()
		wantIn(t, "the prompt", said, "Observer handed this to you")
		wantIn(t, "the prompt", said, "He has written three times.")
		p.PressIn(card, `[data-act=later]`)
		gone(t, p, "not now")
		wantNothingKept(t, b)
		wantNoErrors(t, p)
	})
}
