package e2e

// A leader is asked in the page that they read anyway, rarely, and nothing is left of it.

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/e2e/square"
	"porchlight/wasm/wire"
)

// always are a leader's rules under which it does not matter when a test runs.
const always = `{most: 3, from: 0, to: 0, weekend: true}`

// leading is a leader's browser on the square, and the team with its colleagues.
func leading(t *testing.T, h *drive.Home, lang string) (*company, *drive.Browser, *drive.Page) {
	t.Helper()
	book, err := square.Playbook()
	check(t, err)
	c := newCompany(t, h)
	c.team.Publish(book)
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

// From the question to the leader's own sentence in the page: three presses, and typing.
func TestLeaderAnswersInAMinute(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c, _, p := leading(t, h, "")
		card := asked(t, p, "#p105")
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
		wantLedger(t, c, "claim #p105 by Ingrid Solvang")
		wantNoErrors(t, p)
	})
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

// remembered is what the worker remembers of prompts; set replaces it.
func remembered(b *drive.Browser, set string) (asked wire.Asked) {
	said := b.InWorker(`new Promise((done, failed) => {
	  const open = indexedDB.open("porchlight"), set = ` + set + `
	  open.onerror = failed
	  open.onsuccess = () => {
	    const store = open.result.transaction("meta", "readwrite").objectStore("meta"), got = store.get("asked")
	    got.onsuccess = () => {
	      const next = set ? {...got.result, ...set} : got.result
	      if (set) store.put(next, "asked")
	      store.transaction.oncomplete = () => { open.result.close(); done(JSON.stringify(next ?? {})) }
	    }
	  }
	})`)
	_ = json.Unmarshal([]byte(said), &asked)
	return asked
}

// saysInView says as the content script that a post is in view; "" is the answer for no prompt.
func saysInView(t *testing.T, p *drive.Page, css string) string {
	t.Helper()
	panel := p.B.Extension("options.html")
	defer panel.Close()
	p.MustActivate()
	for _, r := range askFindings(t, panel, mustInt(t, p.TabID())).Rows {
		if r.Look.Key == squareKey(css) {
			return sends(t, p, contentWorld(t, p), fmt.Sprintf(`{prompt: {posts: [{id: %q, text: %q}]}}`, r.ID, r.Excerpt))
		}
	}
	t.Fatalf("the panel does not know %s", css)
	return ""
}

// Not now, and never for this kind: one press each, and both are kept, also when the worker
// is killed. What is remembered is a few words, and no screen counts anything.
func TestLeaderLetsBe(t *testing.T) {
	t.Parallel()
	_, b, p := leading(t, &native(t).Home, "")
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
	popup := b.Extension("popup.html")
	popup.Want(`.empty`)
	if rows := popup.Rows(); len(rows) != 0 {
		t.Errorf("the popup of a leader lists %+v", rows)
	}
	options := b.Extension("options.html")
	options.Press(`[data-act=ask-again]`)
	drive.Until(t, "the kind may be asked about again", func() (string, bool) { a := remembered(b, "undefined"); return fmt.Sprint(a), len(a.Never) == 0 })
	wantNoErrors(t, p, popup, options)
}

// wake opens a screen of ours, so that the worker runs.
func wake(b *drive.Browser) *drive.Browser {
	b.Extension("options.html").Close()
	return b
}

// A question goes on to a colleague; what a colleague hands over comes with their word, and
// opens nothing where only private names stand; what a colleague takes takes the prompt away.
func TestLeaderAndColleagues(t *testing.T) {
	t.Parallel()
	c, b, p := leading(t, &native(t).Home, "")
	ingrid := c.member(t, "Ingrid Solvang")
	card := asked(t, p, "#p105")
	p.PressIn(card, `[data-act=hand]`)
	card.Want(`[name=to]:focus`)
	card.Fill(`[name=note]`, "You took the minutes.")
	p.PressIn(card, `[data-act=hand_over]`)
	gone(t, p, "handed over")
	drive.Until(t, "both rows are in the ledger", func() (string, bool) { n := len(c.eye.Ledger()); return fmt.Sprint(n), n == 2 })
	wantLedger(t, c, "claim #p105 by Ingrid Solvang", "handoff #p105 by Ingrid Solvang")

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
	card = asked(t, p, "#p102")
	said := card.MustElement("main").MustText()
	wantIn(t, "the prompt", said, "Observer handed this to you")
	wantIn(t, "the prompt", said, "He has written three times.")
	p.PressIn(card, `[data-act=later]`)
	gone(t, p, "not now")

	p.Reveal("#p109")
	c.send(t, wire.OpRelease, "#p105", wire.OpIn{Fence: 2})
	panel.WaitRow(squareKey("#p105"), "free")
	panel.Close()
	p.MustActivate()
	remembered(b, `{lastMs: 0, shown: ["`+squareKey("#p102")+`"]}`)
	asked(t, p, "#p105")
	c.send(t, wire.OpClaim, "#p105", wire.OpIn{Fence: 2})
	gone(t, p, "a colleague took it")
	wantNoErrors(t, p)
}

// The page learns of a prompt no more than of a mark: what covers it (RATIONALE), and
// nothing of where it is, what is in it, or whose browser this is.
func TestPromptOracle(t *testing.T) {
	t.Parallel()
	_, b, _ := leading(t, &native(t).Home, "")
	load := func(path, rules string) *drive.Page {
		b.InWorker(`chrome.storage.local.set({asking: ` + rules + `})`)
		remembered(b, `{lastMs: 0, shown: []}`)
		p := b.Open(squareURL + path)
		p.BadgeOf("#p105")
		p.Reveal("#p105")
		return p
	}
	look := func(p *drive.Page) string {
		return ourHost.ReplaceAllString(p.MustEval(`() => {
		  const at = []
		  for (let x = 5; x < innerWidth; x += 25) for (let y = 5; y < innerHeight; y += 25) at.push(document.elementFromPoint(x, y)?.id ?? "")
		  return JSON.stringify({at, frames: window.length, html: document.documentElement.outerHTML, active: document.activeElement.nodeName,
		    focus: document.hasFocus(), found: ["wants an answer", "Not now", "Hand to"].map(w => window.find(w, true, false, true)),
		    resources: performance.getEntriesByType("resource").map(r => r.name), wide: document.scrollingElement.scrollWidth, high: document.documentElement.scrollHeight})
		}`).Str(), "HOST")
	}
	without := load("?a", `{most: 0}`)
	plain := look(without)
	without.Close()
	with := load("?b", always)
	with.Card().Want(`[data-act=reply]`)
	wantEqual(t, "what the page saw", strings.ReplaceAll(look(with), "?b", "?a"), plain)
	if !framed(with) {
		t.Error("no prompt was there: this test cannot fail")
	}
}

// The prompt as people see it, for people to look at; axe finds nothing in it.
func TestPromptScreens(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			_, b, p := leading(t, &native(t).Home, lang)
			card := asked(t, p, "#p105")
			s := &screen{"prompt", p, 1100, 800}
			for _, v := range variants {
				s.show(t, v)
				p.Reveal("#p105")
				wantAccessible(t, card, "the prompt, "+v.name)
				wantNoSideways(t, card, "the prompt, "+v.name)
				p.Settle()
				s.shoot(t, lang, v.name)
			}
			s.show(t, variants[0])
			p.PressIn(card, `[data-act=hand]`)
			card.Want(`[name=to]`)
			wantAccessible(t, card, "handing over")
			p.Settle()
			(&screen{"prompt-hand", p, 1100, 800}).shoot(t, lang, "light")
			options := &screen{"asking", b.Extension("options.html#me"), 900, 1000}
			options.page.Want(`.asking`).MustScrollIntoView()
			for _, v := range variants[:3] {
				options.show(t, v)
				wantAccessible(t, options.page, "the settings, "+v.name)
				options.page.MustElement(`.asking`).MustScrollIntoView()
				options.shoot(t, lang, v.name)
			}
		})
	}
}
