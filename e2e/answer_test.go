package e2e

// The whole way of an answer: a post, a draft that is finished, the site's own editor
// (Lexical here; the others are in editors_test.go), the reply seen in the page, and what it
// promises in the lead's popup. Pictures of each stage are kept in out/screens.

import (
	"fmt"
	"testing"

	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/e2e/square"
	"porchlight/wasm/wire"
)

func TestFromDraftToPromise(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, post, own, promise string
		why, from                string
		answer                   func(t *testing.T, p *drive.Page, post string, fill func(card *drive.Page)) *drive.Page
		home                     func(t *testing.T) *drive.Home
	}{
		{"en", "#p102", " I will write here what we found by Friday.", "I will write here what we found by Friday",
			"a sick deckhand", "Monday, December 2", byMouse, func(t *testing.T) *drive.Home { return &native(t).Home }},
		{"nb", "#p103", " Vi kommer tilbake med svar innen fredag.", "Vi kommer tilbake med svar innen fredag",
			"is", "mandag 2. desember", byKeys, func(t *testing.T) *drive.Home { return &drive.StartEdge(t, "").Home }},
	} {
		t.Run(c.lang, func(t *testing.T) {
			t.Parallel()
			company := companyOn(t, c.home(t), built.Lexical)
			book, err := square.Playbook()
			check(t, err)
			company.team.Publish(book)
			popup := company.joinIn(t, c.lang, "Liv Dahl", wire.Lead).Extension("popup.html")
			anna := company.joinIn(t, c.lang, "Anna Berg", wire.Staff)
			options := anna.Extension("options.html")
			if said := sends(t, options, 0, `{setOneself: {add: {site: "generic", handle: "You"}}}`); !contains(said, "You") {
				t.Fatalf("the own account: %s", said)
			}
			options.Close()
			p := anna.Open(squareURL)
			p.MustEvalOnNewDocument(counting)
			p.MustReload().MustWaitLoad()
			p.WaitBadges()
			card := c.answer(t, p, c.post, func(card *drive.Page) {
				card.Fill(`[data-slot=boat]`, "07:40")
				card.Fill(`[data-slot=why]`, c.why)
				pick(card, `[data-slot=from]`, "2030-12-02")
				wantField(t, card, c.why)
				wantField(t, card, c.from)
				card.Fill(answer, c.own)
				wantIn(t, "the promise", card.Want(`.promises label`).MustText(), c.promise)
				lookInCard(t, p, card, c.lang, "draft")
			})
			p.Reveal("#rich")
			lookInCard(t, p, card, c.lang, "draft-inserted")
			if got := p.MustEval(`() => document.querySelector("#rich .editor").innerText`).Str(); !contains(got, c.own[1:]) {
				t.Errorf("the editor holds %q", got)
			}
			if has, _, err := card.Has(`[data-act=model]`); err != nil || has {
				t.Errorf("a home without a model is offered to be asked (%v)", err)
			}
			typed(t, p, "!")
			p.Press(`#post-rich`)
			p.Want(`#p112`)
			p.Reveal(c.post)
			p.WaitBadgeOf(c.post, "answered")
			popup.WaitRow(squareKey(c.post), "answered")
			drive.Until(t, "the popup shows the promise", func() (string, bool) {
				said := popup.MustEval(`() => document.body.innerText + document.querySelector("[data-promise]")?.outerHTML`).Str()
				return said, contains(said[:max(0, len(said)-1)], c.promise) && contains(popup.Want(`[data-promise]`).MustText(), c.promise)
			})
			(&screen{"popup-promise", popup, 384, 560}).look(t, c.lang)
			wantLedger(t, company, "claim "+c.post+" by Anna Berg", "reply "+c.post+" by Anna Berg", "promise  by Anna Berg")
			wantNoErrors(t, p)
		})
	}
}

// RULINGS: from the badge to the inserted text two clicks or three keys. What is typed into
// fields, and how one gets from one to the next, is not counted.
const counting = `window.counted = 0
	for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, e => {
		const typing = e.target.closest?.("input, textarea, select") && !e.ctrlKey
		if (e.isTrusted && !typing && !/^(Control|Alt|Shift)$/.test(e.key)) counted++
	}, true)`

func count(t *testing.T, docs ...*drive.Page) (n int) {
	t.Helper()
	for _, doc := range docs {
		n += doc.MustEval(`() => counted`).Int()
	}
	return n
}

// byMouse presses the badge, and Insert.
func byMouse(t *testing.T, p *drive.Page, post string, fill func(card *drive.Page)) *drive.Page {
	t.Helper()
	card := p.OpenCard(post)
	_, err := proto.RuntimeEvaluate{Expression: counting}.Call(card)
	check(t, err)
	wantField(t, card, "{boat}")
	fill(card)
	p.PressIn(card, insert)
	card.Want(`[data-told=paste].good`)
	if n := count(t, p, card); n != 2 {
		t.Errorf("%d clicks from the badge to the inserted text, want 2", n)
	}
	return card
}

// byKeys presses the command's key at the post that has the ring, i, which goes to the first
// hole of the draft, and Ctrl+Enter.
func byKeys(t *testing.T, p *drive.Page, post string, fill func(card *drive.Page)) *drive.Page {
	t.Helper()
	tab := p.TabID()
	command := func(name string) { // by the worker, as the browser calls it
		p.B.InWorker(fmt.Sprintf(`chrome.tabs.sendMessage(%s, {command: {name: %q, keys: ""}}).then(() => 'sent', () => 'sent')`, tab, name))
	}
	p.MustActivate()
	check(t, proto.EmulationSetFocusEmulationEnabled{Enabled: true}.Call(p))
	for _, at := range []string{"#p102", post} {
		command("next")
		drive.Until(t, "the ring is at "+at, func() (string, bool) { d := p.BadgeOf(at); return fmt.Sprint(d), ringed(d) })
	}
	command("open")
	card := p.Card()
	_, err := proto.RuntimeEvaluate{Expression: counting}.Call(card)
	check(t, err)
	wantField(t, card, "{boat}")
	p.Settle()
	_, err = card.Eval(`() => document.querySelector("[data-act=close]").focus()`)
	check(t, err)
	takesKey(t, card, func() { press(t, card, input.KeyI) }, `[data-slot=boat]:focus`)
	card.Want(`[data-told=stop]`) // a hole is left: nothing is inserted
	card.Want(`[data-code=slot][data-level=stops]`)
	fill(card)
	takesKey(t, card, func() { check(t, card.KeyActions().Press(input.ControlLeft).Type(input.Enter).Do()) }, `[data-told=paste].good`)
	if n := 1 + count(t, p, card); n != 3 { // the command's own key is the browser's
		t.Errorf("%d keys from the badge to the inserted text, want 3", n)
	}
	return card
}

// takesKey presses a key until it counts, which it does once the card has had the focus for
// long enough and its button was seen; one that came too early is none.
func takesKey(t *testing.T, card *drive.Page, key func(), leadsTo string) {
	t.Helper()
	before := count(t, card)
	drive.Until(t, "the card takes the key", func() (string, bool) {
		card.WaitArmed(insert)
		card.MustEval(`before => { counted = before }`, before)
		key()
		card.MustEval(`() => new Promise(done => requestAnimationFrame(function look() { requestAnimationFrame(() =>
			document.querySelector("[data-act=insert]").ariaBusy === "true" ? look() : done()) }))`)
		has, _, err := card.Has(leadsTo)
		check(t, err)
		return card.MustElement(".composer").MustText(), has
	})
}
