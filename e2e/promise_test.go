package e2e

// What was promised in an answer, and how it ended: kept with the place where it can be
// seen, later with a reason, withdrawn with a reason. Whoever looks sees the same.

import (
	"testing"
	"time"

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
		drive.Until(t, "both promises in Anna's popup, the nearer is hers to keep", func() (string, bool) {
			s := mine.MustEval(`() => [...document.querySelectorAll("[data-promise]")].map(p => p.dataset.near + (p.querySelector(".yours") ? " yours" : "")).join(", ")`).Str()
			return s, s == "soon yours, calm"
		})
		drive.Until(t, "the toolbar says so", func() (string, bool) {
			s := evalIn(t, mine, 0, `chrome.action.getTitle({})`)
			return s, contains(s, "1 waits for you")
		})
		soon, calm := `[data-promise][data-near=soon] `, `[data-promise][data-near=calm] `
		mine.Press(soon + `[data-act=kept]`)
		mine.Fill(soon+`[name=link]`, "read aloud at their table")
		mine.Press(`[data-act=send-kept]`)
		mine.Want(`[name=link][aria-invalid=true]`)
		mine.MustElement(`[name=link]`).MustSelectAllText().MustInput(squareURL + "#p112")
		mine.Press(`[data-act=send-kept]`)
		owed(t, popup, "1 kept or withdrawn this week")

		mine.Press(calm + `[data-act=late]`)
		mine.Press(`[data-act=send-late]`) // without a reason
		mine.Want(`[name=why][aria-invalid=true]`)
		mine.Fill(`[name=why]`, "The crew is at sea.")
		pick(mine, `[name=day]`, "2036-01-07")
		mine.Press(`[data-act=send-late]`)
		owed(t, popup, "The crew is at sea.")

		mine.Press(calm + `[data-act=withdrawn]`)
		mine.Fill(`[name=why]`, "They would rather not answer in public.")
		mine.Press(`[data-act=send-withdrawn]`)
		owed(t, popup, "2 kept or withdrawn this week")
		popup.Press(`.promises-over summary`)
		owed(t, popup, "They would rather not answer in public.")
		wantIn(t, "what was kept", popup.Want(`[data-promise][data-state=kept] a[href$="#p112"]`).MustText(), "See where")
		wantAccessible(t, popup, "kept and withdrawn")
		album(t, &screen{"journey-promises", popup, 384, 700})
		wantNoErrors(t, p, popup, mine)
	})
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
			popup.Press(`[data-near=over] [data-act=kept]`)
			popup.Press(`[data-near=soon] [data-act=late]`)
			popup.Press(`[data-near=calm] [data-act=withdrawn]`)
			popup.Press(`[data-act=send-withdrawn]`)
			popup.Want(`[name=why][aria-invalid=true]`)
			(&screen{"promises-forms", popup, 384, 1100}).look(t, lang)
		})
	}
}
