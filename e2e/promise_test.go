package e2e

// What was promised in an answer, and how it ended: kept with the place where it can be
// seen, later with a reason, withdrawn with a reason. Whoever looks sees the same.

import (
	"testing"
	"time"

	"github.com/go-rod/rod/lib/input"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// owed is the row of a promise with some words in it.
func owed(t *testing.T, popup *drive.Page, words string) *drive.Page {
	t.Helper()
	drive.Until(t, "the popup says "+words, func() (string, bool) {
		s := popup.MustEval(`() => document.body.innerText`).Str()
		return s, contains(s, words)
	})
	return popup
}

// stands waits until a board tells so how promises stand.
func stands(t *testing.T, board *drive.Page, want string) {
	t.Helper()
	drive.Until(t, "promises stand "+want, func() (string, bool) {
		s := board.MustEval(`() => [...document.querySelectorAll("[data-owed]")].map(c => c.dataset.owed + " " + c.querySelector("b").textContent).join(", ")`).Str()
		return s, s == want
	})
}

func TestPromiseKeptAndPromiseWithdrawn(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c, p := answering(t, h, "Anna Berg", wire.Staff, false)
		popup := c.join(t, "Liv Dahl", wire.Lead).Extension("popup.html")
		card := p.OpenCard("#p108")
		card.Fill(answer, " ")
		card.MustElement(answer).MustSelectAllText().MustInput("Jonas, I will read it to the crew today. I will send you their answer by 24 December 2035.")
		drive.Until(t, "two promises", func() (string, bool) {
			s := card.MustEval(`() => String(document.querySelectorAll(".promises label").length)`).Str()
			return s, s == "2"
		})
		p.PressIn(card, insert)
		card.Want(`[data-told].good`)
		typed(t, p, "!")
		p.Press(`#post-rich`)
		p.Want(`#p112`)
		p.WaitBadgeOf("#p108", "answered")

		mine := p.B.Extension("popup.html")
		drive.Until(t, "both promises in their conversation's row in Anna's popup, once, the nearer is hers to keep", func() (string, bool) {
			s := mine.MustEval(`() => [...document.querySelectorAll("[data-promise]")].map(p => p.dataset.near + (p.querySelector(".yours") ? " yours" : "") + (p.closest("[data-group=promised]") ? "" : " elsewhere")).join(", ")`).Str()
			return s, s == "soon yours, calm"
		})
		drive.Until(t, "the toolbar says so", func() (string, bool) {
			s := evalIn(t, mine, 0, `chrome.action.getTitle({})`)
			return s, contains(s, "1 waits for you")
		})
		stands(t, popup, "today 1") // the other is due in years
		own := row("#p108") + ` `
		mine.Press(own + `[data-act=kept]`)
		mine.Fill(`[name=link]`, "read aloud at their table")
		mine.Press(`[data-act=send-kept]`)
		mine.Want(`[name=link][aria-invalid=true]`)
		mine.MustElement(`[name=link]`).MustSelectAllText().MustInput(squareURL + "#p112")
		press(t, mine, input.Enter)
		stands(t, popup, "kept 1")
		wantFocus(t, mine, own+`*`)

		press(t, mine, input.KeyF) // by key alone, on the one that is left
		mine.Want(`[name=why]:focus`)
		tabTo(t, mine, `[data-act=send-late]`)
		press(t, mine, input.Enter)
		mine.Want(`[name=why][aria-invalid=true]:focus`) // without a reason
		check(t, mine.InsertText("The crew is at sea."))
		pick(mine, `[name=day]`, "2036-01-07")
		mine.Press(`[data-act=send-late]`)
		owed(t, popup, "The crew is at sea.")
		wantFocus(t, mine, row("#p108")+`:not(:has([name=why])) *`) // the form has closed

		press(t, mine, input.KeyW)
		mine.Want(`[name=why]:focus`)
		press(t, mine, input.Escape)
		wantFocus(t, mine, own+`*`)
		press(t, mine, input.KeyW)
		mine.Fill(`[name=why]`, "They would rather not answer in public.")
		mine.Press(`[data-act=send-withdrawn]`)
		stands(t, popup, "kept 1, withdrawn 1")
		wantGroups(t, popup, "waiting #p108")
		popup.Press(`[data-owed=withdrawn]`)
		owed(t, popup, "They would rather not answer in public.")
		wantIn(t, "what was kept", popup.Want(`[data-promise][data-state=kept] a[href$="#p112"]`).MustText(), "See where")
		wantAccessible(t, popup, "kept and withdrawn")
		album(t, &screen{"journey-promises", popup, 384, 700})
		wantNoErrors(t, p, popup, mine)
	})
}

// Whoever owes it is reminded, a leader who has no list as well: of one at a time, without a
// number, in popup and panel; and keeps it there. The lead sees it like any other.
func TestLeaderIsRemindedOfAPromise(t *testing.T) {
	t.Parallel()
	c := newCompany(t, &native(t).Home)
	board := c.join(t, "Liv Dahl", wire.Lead).Extension("popup.html")
	b := drive.Start(t, drive.Options{Dist: built.Chrome, Web: c.web, Grants: []string{squareOK}})
	b.Join(c.team.InviteAs(wire.InviteIn{Name: "Ingrid Solvang", Role: wire.Staff, Leader: true}))
	popup, panel := b.Extension("popup.html"), b.Open(squareURL).Panel()
	ingrid := c.member(t, "Ingrid Solvang")
	c.eye = c.team.ObserveAs(wire.InviteIn{Name: "Kari Nes", Role: wire.Lead}) // who promises for her
	for css, due := range map[string]time.Duration{"#p102": 3 * time.Hour, "#p103": -2 * time.Hour, "#p105": 100 * time.Hour, "#p110": -30 * 24 * time.Hour} {
		c.told(t, wire.OpPromise, css, func(op *wire.OpIn) {
			op.Subject, op.Target = op.OpID, ingrid
			op.Fact = &wire.Fact{Text: "by then " + css, DueMs: time.Now().Add(due).UnixMilli()}
		})
	}
	late := func(n string) { // what is due in three hours is today or not
		drive.Until(t, n+" are late", func() (string, bool) {
			s := board.Want(`[data-owed=late] b`).MustText()
			return s, s == n
		})
	}
	late("2")
	for _, p := range []*drive.Page{popup, panel} {
		p.Want(`[data-promise][data-near=over] [data-act=kept]`)
		if said := p.MustEval(`() => [...document.querySelectorAll("[data-promise] q")].map(q => q.textContent).join()`).Str(); said != "by then #p103" {
			t.Errorf("a leader is reminded of %q", said)
		}
	}
	wantNumber(t, popup, "")
	wantAccessible(t, popup, "a leader's reminder")
	inFront(t, &screen{"promise-leader", popup, 384, 560}).look(t, "en")
	popup.Press(`[data-act=withdrawn]`)
	popup.Fill(`[name=why]`, "The ferry is in the yard.")
	popup.Press(`[data-act=send-withdrawn]`)
	panel.Want(`[data-promise][data-near=soon]`) // the next one
	late("1")
	board.Want(`[data-owed=withdrawn]`)
	popup.Press(`[data-promise][data-near=soon] [data-act=kept]`)
	popup.Press(`[data-act=send-kept]`) // and none is left that she is reminded of
	wantFocus(t, popup, `section:not(:has([data-promise]))`)
	wantNoErrors(t, popup, panel, board)
}

func TestScreensOfPromises(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			c := newCompany(t, &h.Home)
			liv := c.joinIn(t, lang, "Liv Dahl", wire.Lead)
			popup := liv.Extension("popup.html")
			promise := func(css, text string, in time.Duration) {
				if css != "#p105" { // of which nobody but the promise tells
					c.told(t, wire.OpReply, css, func(op *wire.OpIn) { op.Conversation.Author, op.ReplyLink = "Jonas Ekeland", squareURL+"#p112" })
				}
				c.told(t, wire.OpPromise, css, func(op *wire.OpIn) {
					op.Subject, op.Target = op.OpID, memberOf(t, c, "Observer").ID // who is no lead
					op.Conversation.Author = "Jonas Ekeland"
					op.Fact = &wire.Fact{Text: text, DueMs: time.Now().Add(in).UnixMilli()}
				})
			}
			promise("#p102", "Vi viser forsinkelser på skjermene innen fem minutter", -2*time.Hour)
			promise("#p103", "Jeg sjekker appen og svarer her i morgen", 20*time.Hour)
			promise("#p105", "The night boat is decided by the 15th", 100*time.Hour)
			popup.Want(`[data-promise][data-near=calm]`)
			(&screen{"promises", popup, 384, 760}).look(t, lang)
			popup.Press(`[data-near=over] [data-act=more]`)
			popup.Press(`[data-bar=withdrawn]`)
			popup.Press(`[data-act=send-withdrawn]`)
			popup.Want(`[name=why][aria-invalid=true]`)
			(&screen{"promises-forms", popup, 384, 900}).look(t, lang)
		})
	}
}
