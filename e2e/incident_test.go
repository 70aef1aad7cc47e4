package e2e

// An incident from its declaration to the last person told: what a lead says reaches every
// colleague's popup, panel and the card of a post about it, and leaves no trace in a page.

import (
	"fmt"
	"testing"

	"github.com/go-rod/rod/lib/input"

	"porchlight/e2e/drive"
	"porchlight/e2e/square"
	"porchlight/wasm/wire"
)

const openIncident = `[data-incident][data-state=open]`

// declare says in a lead's popup, with three presses, what the playbook prepared.
func declare(popup *drive.Page) {
	popup.Press(`[data-act=incident]`)
	popup.Press(`[data-prepared]`)
	popup.Press(`[data-act=declare]`)
	popup.Want(openIncident)
}

// onTheSquare is a company with answers whose Anna is on the square, and her lead's popup.
func onTheSquare(t *testing.T, h *drive.Home) (c *company, p, popup *drive.Page) {
	t.Helper()
	c, p = answering(t, h, "Anna Berg", wire.Staff, false)
	popup = c.join(t, "Liv Dahl", wire.Lead).Extension("popup.html")
	popup.Want(`[data-act=incident]`)
	return c, p, popup
}

// answers finishes the draft in a post's card and posts it as a person does, as post n.
func answers(t *testing.T, p *drive.Page, css, line, own string, n int) {
	t.Helper()
	card := p.OpenCard(css)
	if open := card.MustHas(`[data-act=answer]`); open {
		card.Press(`[data-act=answer]`)
	}
	wantField(t, card, line)
	card.Fill(answer, own)
	p.PressIn(card, insert)
	if card.Want(`[data-told]`).MustMatches(`[data-told=stop]`) { // it was answered before, and that is meant
		p.PressIn(card, insert)
	}
	card.Want(`[data-told].good`)
	typed(t, p, "!")
	p.Press(`#post-rich`)
	p.Want(fmt.Sprintf(`#p%d`, n))
}

// wantLeft waits for how many people a screen says are still to be told.
func wantLeft(t *testing.T, screen *drive.Page, want string) {
	t.Helper()
	drive.Until(t, "still to be told: "+want, func() (string, bool) {
		got := screen.MustEval(`() => document.querySelector("[data-left]")?.dataset.left ?? "nobody asked"`).Str()
		return got, got == want
	})
}

func TestIncidentToTheLastPersonTold(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c, p, popup := onTheSquare(t, h)
		before := p.WaitBadges()
		declare(popup)
		wantIn(t, "the lead's popup", popup.Want(openIncident).MustText(), "Liv Dahl")
		panel := p.Panel()
		wantIn(t, "the panel", panel.Want(openIncident).MustText(), "A bus goes from the quay")
		panel.Close()
		if after := p.WaitBadges(); len(after) != len(before) {
			t.Errorf("%d posts are marked, %d were before", len(after), len(before))
		}
		c.told(t, wire.OpRaise, "#p103", func(op *wire.OpIn) { op.Conversation.Triage = &wire.Triage{Intent: "outage", NeedsReply: true} })
		wantLeft(t, popup, "1")
		answers(t, p, "#p102", "A bus goes from the quay", " We are sorry, Jonas.", 112)
		p.WaitBadgeOf("#p102", "answered")

		popup.Press(`[data-act=update]`)
		popup.Fill(`[name=status-en]`, " Two buses.")
		popup.Press(`[data-act=send-update]`)
		wantLeft(t, popup, "2")
		popup.Want(`[data-tell="` + squareKey("#p102") + `"][data-state=outdated]`)
		popup.Press(`[data-act=no-news]`)
		drive.Until(t, "two updates", func() (string, bool) {
			s := popup.MustElement(openIncident).MustText()
			return s, contains(s, "2 updates")
		})

		popup.Press(`[data-act=resolve]`)
		popup.Fill(`[data-form=resolve] [name=status-en]`, "All boats run again.")
		popup.Fill(`[data-form=resolve] [name=status-nb]`, "Alle båter går igjen.")
		popup.Press(`[data-act=send-resolve]`)
		popup.Want(`[data-incident][data-state=resolved]`)
		wantLeft(t, popup, "2")
		answers(t, p, "#p102", "All boats run again.", " Thank you for waiting, Jonas.", 113)
		wantLeft(t, popup, "1")
		answers(t, p, "#p103", "Alle båter går igjen.", " Takk for at du ventet, Maren.", 114)
		wantLeft(t, popup, "0")
		drive.Until(t, "everybody was told", func() (string, bool) {
			s := popup.MustElement(`[data-incident]`).MustText()
			return s, contains(s, "All 2 who asked have been told.")
		})
		album(t, &screen{"journey-incident", popup, 384, 600})
		wantNoErrors(t, p, popup)
	})
}

// Who is not named is told who answers, and nothing is inserted; who is named goes on.
func TestOnlyTheNamedAnswer(t *testing.T) {
	t.Parallel()
	h := native(t)
	_, p, popup := onTheSquare(t, &h.Home)
	card := p.OpenCard("#p102")
	card.WaitArmed(insert)
	popup.Press(`[data-act=incident]`)
	popup.Press(`[data-prepared]`)
	popup.Press(`[name=who][value=named]`)
	popup.MustElementR(`.who-names label`, "Liv Dahl").MustClick()
	popup.Press(`[data-act=declare]`)
	wantIn(t, "the card that was open", card.Want(`[data-barred=true]`).MustText(), "Liv Dahl")
	p.CloseCard()
	card = p.OpenCard("#p102")
	wantIn(t, "a card that is opened", card.Want(`[data-barred=true]`).MustText(), "Liv Dahl")
	card.Fill(answer, " We are sorry, Jonas.")
	card.Want(`[data-code=others_answer][data-level=stops]`)
	p.PressIn(card, insert)
	card.Want(`[data-told=stop]`)
	praise := p.OpenCard("#p108")
	praise.WaitArmed(insert)
	if praise.MustHas(`[data-incident]`) {
		t.Error("the card of a post about something else tells of it")
	}
	popup.Press(`[data-act=update]`)
	popup.MustElementR(`.who-names label`, "Anna Berg").MustClick()
	popup.Press(`[data-act=send-update]`)
	card = p.OpenCard("#p102")
	card.Want(`[data-incident] [data-barred=false]`)
	card.Fill(answer, " We are sorry, Jonas.")
	p.PressIn(card, insert)
	card.Want(`[data-told].good`)
	wantNoErrors(t, p, popup)
}

// What was last known is shown without a line, and how old it is; what is said then is not
// confirmed until the line is back.
func TestIncidentWithoutALine(t *testing.T) {
	t.Parallel()
	h := native(t)
	c, line := newCompany(t, &h.Home), drive.NewLine(t, h.URL)
	popup := c.join(t, "Liv Dahl", wire.Lead, line).Extension("popup.html")
	popup.Press(`[data-act=incident]`)
	popup.Fill(`[name=hit]`, "Tickets by card")
	popup.Press(`[data-act=declare]`) // without a line for anybody
	popup.Want(`[data-form=declare] .wrong`)
	popup.Fill(`[name=status-en]`, "Tickets by card do not work.")
	popup.Press(`[data-act=declare]`)
	popup.Want(openIncident)
	line.Cut()
	popup.Press(`[data-act=no-news]`)
	drive.Until(t, "it is not confirmed, and known as of then", func() (string, bool) {
		s := popup.MustElement(openIncident).MustText()
		return s, contains(s, "not confirmed yet") && contains(s, "as of") && contains(s, "Tickets by card do not work.")
	})
	line.Mend()
	popup.MustReload()
	drive.Until(t, "the update is in", func() (string, bool) {
		s := popup.MustElement(openIncident).MustText()
		return s, contains(s, "1 update")
	})
	wantNoErrors(t, popup)
}

// All of it by keyboard, and the focus is never lost.
func TestIncidentByKeyboard(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	popup := c.join(t, "Liv Dahl", wire.Lead).Extension("popup.html")
	tabTo(t, popup, `[data-act=incident]`)
	press(t, popup, input.Enter)
	wantFocus(t, popup, `[name=hit]`)
	typed(t, popup, "tickets")
	tabTo(t, popup, `[name=status-en]`)
	typed(t, popup, "none by card")
	press(t, popup, input.Escape)
	wantFocus(t, popup, `[data-act=incident]`)
	press(t, popup, input.Enter)
	wantFocus(t, popup, `[name=hit]`)
	typed(t, popup, "tickets")
	tabTo(t, popup, `[name=status-en]`)
	typed(t, popup, "none by card")
	tabTo(t, popup, `[data-act=declare]`)
	press(t, popup, input.Enter)
	popup.Want(openIncident)
	wantFocus(t, popup, `[data-act=incident]`)
	popup.Want(`[data-act=no-news]`)
	for range 3 { // back: end, update, no news
		check(t, popup.KeyActions().Press(input.ShiftLeft).Type(input.Tab).Do())
	}
	wantFocus(t, popup, `[data-act=no-news]`)
	press(t, popup, input.Enter)
	wantFocus(t, popup, `[data-incident][data-told="1"]`)
	tabTo(t, popup, `[data-act=resolve]`)
	press(t, popup, input.Enter)
	wantFocus(t, popup, `[name=status-en]`)
	press(t, popup, input.Escape)
	wantFocus(t, popup, `[data-incident]`)
	wantNoErrors(t, popup)
}

func TestScreensOfIncidents(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			book, err := square.Playbook()
			check(t, err)
			c := newCompany(t, &h.Home)
			c.team.Publish(book)
			liv := c.joinIn(t, lang, "Liv Dahl", wire.Lead)
			p, popup := liv.Open(squareURL), liv.Extension("popup.html")
			popup.Press(`[data-act=incident]`)
			popup.Press(`[data-prepared]`)
			popup.Press(`[name=who][value=named]`)
			(&screen{"incident-declare", popup, 384, 900}).look(t, lang)
			if lang == "en" {
				wantSpoken(t, popup, "the form of an incident", "button Boats do not run", "textbox What is hit", "textbox The line in English", "textbox The line in Norwegian",
					"button in 30 min", "radio everybody, with this line", "radio only …", "checkbox Liv Dahl", "button Declare an incident", "button Cancel")
			}
			popup.Press(`[name=who]:not([value=named])`)
			popup.Press(`[data-act=declare]`)
			popup.Want(openIncident)
			for _, css := range []string{"#p102", "#p103", "#p105"} {
				c.told(t, wire.OpRaise, css, func(op *wire.OpIn) { op.Conversation.Triage = &wire.Triage{Intent: "outage", NeedsReply: true} })
			}
			c.told(t, wire.OpReply, "#p105", func(op *wire.OpIn) { op.ReplyLink = squareURL + "#p112" })
			(&screen{"incident-open", popup, 384, 700}).look(t, lang)
			lookInCard(t, p, p.OpenCard("#p102"), lang, "incident")
			popup.Press(`[data-act=resolve]`)
			popup.Fill(`[data-form=resolve] [name=status-nb]`, "Alle båter går igjen.")
			(&screen{"incident-resolve", popup, 384, 700}).look(t, lang)
			popup.Press(`[data-act=send-resolve]`)
			wantLeft(t, popup, "3")
			(&screen{"incident-over", popup, 384, 700}).look(t, lang)
			(&screen{"incident-panel", p.Panel(), 400, 900}).look(t, lang)
		})
	}
}
