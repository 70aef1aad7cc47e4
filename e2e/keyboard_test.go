package e2e

// From joining to answering for a conversation without ever touching a mouse, and what
// the lists do when they are long.

import (
	"fmt"
	"testing"

	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestKeyboardOnly(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := chrome(t, c.web, squareOK)

	welcome := anna.Extension("options.html#welcome")
	welcome.Want(`input[name=invite]`)
	tabTo(t, welcome, `input[name=invite]`)
	check(t, welcome.InsertText(c.team.Invite("Anna Berg", wire.Staff)))
	press(t, welcome, input.Enter)
	welcome.Want(`[data-joined=true]`)

	square := anna.Open(squareURL)
	square.WaitBadges()
	panel := square.Panel()
	panel.WaitRow(squareKey("#p103"), "free")
	tabTo(t, panel, row("#p103")+` [data-act=claim]`)
	press(t, panel, input.Enter)
	panel.WaitRow(squareKey("#p103"), "mine")

	popup := anna.Extension("popup.html")
	popup.WaitRow(squareKey("#p103"), "mine")
	press(t, popup, input.Slash)
	wantFocus(t, popup, `input[type=search]`)
	check(t, popup.InsertText("maren"))
	press(t, popup, input.ArrowDown)
	wantFocus(t, popup, row("#p103")+` *`)
	press(t, popup, input.KeyR)
	popup.WaitRow(squareKey("#p103"), "free")
	press(t, popup, input.KeyC)
	popup.WaitRow(squareKey("#p103"), "mine")
	wantNoErrors(t, popup, panel, welcome)
}

// The keys of a card count when the focus is in it, and letters typed elsewhere do not.
func TestKeysOfTheCard(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	p := anna.Open(squareURL)
	card := p.OpenCard("#p102")
	card.WaitArmed(drive.Claim)
	press(t, p, input.KeyC)
	if state := p.BadgeOf("#p102").Attr["data-state"]; state != "free" {
		t.Errorf("a letter typed into the page made the conversation %s", state)
	}
	_, err := card.Eval(`() => document.querySelector("[data-act=close]").focus()`)
	check(t, err)
	drive.Until(t, "the card has had the focus for long enough and takes the key", func() (string, bool) {
		press(t, card, input.KeyC)
		state := p.BadgeOf("#p102").Attr["data-state"]
		return state, state == "mine"
	})
	wantLedger(t, c, "claim #p102 by Anna Berg")
}

// Five thousand conversations: the popup opens, finds one, goes to its end and back without drawing all.
func TestLongList(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	liv := c.join(t, "Liv Dahl", wire.Lead)
	manyHeads(t, liv, 5000)
	popup := liv.Extension("popup.html?full")
	popup.WaitRow("web:many.example/4999", "free") // the oldest
	drawn := func(what string) {
		t.Helper()
		if n := len(popup.Rows()); n > 400 {
			t.Errorf("%s: %d rows are drawn at once", what, n)
		}
		if n := counter(t, popup, "Nodes"); n > 20_000 {
			t.Errorf("%s: %v nodes", what, n)
		}
	}
	drawn("at first")
	popup.Fill(`input[type=search]`, "Author 4321")
	popup.WaitRow("web:many.example/4321", "free")
	press(t, popup, input.Escape) // a search field's own key: it is empty again
	press(t, popup, input.ArrowDown)
	wantFocus(t, popup, `[data-key="web:many.example/4999"] *`)
	press(t, popup, input.End)
	wantFocus(t, popup, `[data-key="web:many.example/0"] *`)
	drawn("at the end")
	laid := counter(t, popup, "LayoutCount")
	for range 20 {
		press(t, popup, input.KeyK)
	}
	wantFocus(t, popup, `[data-key="web:many.example/20"] *`)
	drawn("twenty rows up")
	if n := counter(t, popup, "LayoutCount") - laid; n > 20*8 {
		t.Errorf("twenty steps took %v layouts", n)
	}
	drive.Until(t, "scrolling to the middle draws what is there", func() (string, bool) {
		popup.MustEval(`() => scrollTo(0, document.body.scrollHeight / 2)`)
		got := popup.MustEval(`() => { const r = document.elementFromPoint(innerWidth / 2, innerHeight / 2); return r?.closest("[data-key]")?.dataset.key ?? "" }`).Str()
		return got, got != ""
	})
	drawn("in the middle")
	wantNoErrors(t, popup)
}

// manyHeads gives a browser so many conversations that nobody has.
func manyHeads(t drive.T, b *drive.Browser, n int) {
	t.Helper()
	fill := b.Extension("options.html")
	_, err := fill.Eval(`async n => {
	  const db = await new Promise((yes, no) => { const r = indexedDB.open("porchlight"); r.onsuccess = () => yes(r.result); r.onerror = no })
	  const tx = db.transaction("heads", "readwrite"), now = Date.now()
	  for (let i = 0; i < n; i++) tx.objectStore("heads").put({ key: "web:many.example/" + i, link: "https://many.example/" + i, site: "generic",
	    author: "Author " + i, names: ["Havblikk"], conv: "c" + i, seq: i + 1, fence: 1, holder: "", sinceMs: now - i * 1000, expiresMs: 0, replied: 0,
	    repliedBy: "", repliedMs: 0, replyLink: "", atMs: now - i * 1000, mineUntil: 0, verifiedMs: now, lostTo: "" })
	  await new Promise(yes => { tx.oncomplete = yes })
	  db.close()
	}`, n)
	if err != nil {
		t.Fatalf("%v", err)
	}
	fill.MustClose()
}

// counter is one of Chromium's own counters of a page.
func counter(t *testing.T, p *drive.Page, name string) float64 {
	t.Helper()
	check(t, proto.PerformanceEnable{}.Call(p))
	got, err := proto.PerformanceGetMetrics{}.Call(p)
	check(t, err)
	for _, m := range got.Metrics {
		if m.Name == name {
			return m.Value
		}
	}
	t.Fatalf("no counter %s", name)
	return 0
}

func row(css string) string { return fmt.Sprintf(`[data-key=%q]`, squareKey(css)) }

func press(t *testing.T, p *drive.Page, key input.Key) {
	t.Helper()
	check(t, p.Keyboard.Type(key))
}

// tabTo presses Tab until an element has the focus.
func tabTo(t *testing.T, p *drive.Page, css string) {
	t.Helper()
	for range 60 {
		if focused(t, p, css) {
			return
		}
		press(t, p, input.Tab)
	}
	t.Fatalf("60 Tabs do not lead to %s", css)
}

func wantFocus(t *testing.T, p *drive.Page, css string) {
	t.Helper()
	drive.Until(t, css+" has the focus", func() (string, bool) {
		got, err := p.Eval(`() => document.activeElement?.outerHTML.slice(0, 200)`)
		check(t, err)
		return got.Value.Str(), focused(t, p, css)
	})
}

func focused(t *testing.T, p *drive.Page, css string) bool {
	t.Helper()
	got, err := p.Eval(`css => document.activeElement?.matches(css) ?? false`, css)
	check(t, err)
	return got.Value.Bool()
}
