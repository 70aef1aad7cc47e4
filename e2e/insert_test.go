package e2e

// Insert: from a press in the card to text in the site's own editor, by the one rule. What
// each editor makes of it is in editors_test.go, which box it is in box_test.go; here is
// what the team and the person see.

import (
	"testing"

	"github.com/go-rod/rod/lib/input"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const (
	insert = `[data-act=insert]`
	answer = `[name=answer]`
)

// inEditor waits for what the square's rich editor holds.
func inEditor(t *testing.T, p *drive.Page, want string) {
	t.Helper()
	drive.Until(t, "the editor holds "+want, func() (string, bool) {
		got := p.MustEval(`() => [...document.querySelectorAll("#rich .editor > *")].map(line => line.textContent).join("\n")`).Str()
		return got, got == want
	})
}

// Badge, words, Insert: two clicks, and the conversation is claimed with the second. A
// second press at once is none.
func TestInsertClaimsAndWrites(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	p := c.join(t, "Anna Berg", wire.Staff).Open(squareURL)
	card := p.OpenCard("#p102")
	card.Fill(answer, "We will call you.\n\nÅse, Havblikk 🙂")
	p.PressIn(card, insert)
	p.Click()
	card.Want(`[data-told=insertText].good`)
	p.WaitBadgeOf("#p102", "mine")
	typed(t, p, "!")
	inEditor(t, p, "We will call you.\n\nÅse, Havblikk 🙂!")
	if p.MustEval(`() => location.hash + document.querySelectorAll("#p112").length`).Str() != "0" {
		t.Error("it was posted")
	}
	wantLedger(t, c, "claim #p102 by Anna Berg")
	wantNoErrors(t, p)
}

// Three keys: the card's, i for the words, Ctrl+Enter from among them. Letters typed there
// are no commands, Escape leaves them, and i inserts what is written.
func TestInsertByKeyboard(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	p := c.join(t, "Anna Berg", wire.Staff).Open(squareURL)
	card := p.OpenCard("#p102")
	card.WaitArmed(insert)
	_, err := card.Eval(`() => document.querySelector("[data-act=close]").focus()`)
	check(t, err)
	drive.Until(t, "the card has had the focus for long enough and takes the key", func() (string, bool) {
		press(t, card, input.KeyI)
		return card.MustElement(".composer").MustText(), focused(t, card, answer)
	})
	wantIn(t, "an Insert without words", card.MustElement(".composer").MustText(), "Write your answer first")
	for _, letter := range []input.Key{input.KeyC, input.KeyL, input.KeyP, input.KeyI, input.KeyD} {
		press(t, card, letter)
	}
	card.WaitArmed(insert)
	check(t, card.KeyActions().Press(input.ControlLeft).Type(input.Enter).Do())
	card.Want(`[data-told=paste].good`)
	inEditor(t, p, "clpid")

	card = p.OpenCard("#p105")
	card.WaitArmed(insert)
	_, err = card.Eval(`() => document.querySelector("[name=answer]").focus()`)
	check(t, err)
	check(t, card.InsertText(" more"))
	press(t, card, input.Escape)
	wantFocus(t, card, `.card-state`)
	drive.Until(t, "the card has had the focus for long enough and takes the key", func() (string, bool) {
		card.WaitArmed(insert)
		press(t, card, input.KeyI)
		told := card.Want(`[data-told], .trouble`)
		return told.MustText(), told.MustMatches(`[data-told=clipboard]`)
	})
	wantIn(t, "the square's one box has an answer to #p102, and the card", card.MustElement(".composer").MustText(), "for another post")
	inEditor(t, p, "clpid")
	wantLedger(t, c, "claim #p102 by Anna Berg", "claim #p105 by Anna Berg")
	wantNoErrors(t, p)
}

// What a colleague did since the card was opened stops the press and is shown; the next
// press is meant. A reply that somebody recorded stops it as a claim does.
func TestColleagueWasFirst(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna, bo := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Bo Lund", wire.Staff)
	pa, pb := anna.Open(squareURL), bo.Open(squareURL)
	card := pa.OpenCard("#p105")
	card.Fill(answer, "It will be back in May.")
	claim(pb, "#p105")
	pa.WaitBadgeOf("#p105", "theirs")
	pa.PressIn(card, insert)
	wantIn(t, "the card", card.Want(`[data-told=stop]`).MustText(), "A colleague took this meanwhile")
	wantIn(t, "the card", card.Want(`.card-state`).MustText(), "Bo Lund has it")
	inEditor(t, pa, "")
	pa.PressIn(card, insert)
	card.Want(`[data-told=paste].good`)
	inEditor(t, pa, "It will be back in May.")

	card = pa.OpenCard("#p102")
	card.Fill(answer, "Sorry, Jonas.")
	c.told(t, wire.OpReply, "#p102", func(op *wire.OpIn) { op.ReplyLink = squareURL + "#p112" })
	pa.WaitBadgeOf("#p102", "answered")
	pa.PressIn(card, insert)
	wantIn(t, "the card", card.Want(`[data-told=stop]`).MustText(), "settled this meanwhile")
	wantIn(t, "the card", card.Want(`.card-state`).MustText(), "Answered by Observer")
	inEditor(t, pa, "It will be back in May.")
	wantNoErrors(t, pa)
}

// Where the team requires a claim, Insert gets one and waits for the server's yes; without
// a line nothing is written, and the words stay.
func TestInsertWhereAClaimIsRequired(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	c.team.Publish(`{"team":{"mode":"required"},` + playbook[1:])
	line := drive.NewLine(t, h.URL)
	anna, bo := c.join(t, "Anna Berg", wire.Staff, line), c.join(t, "Bo Lund", wire.Staff)
	p, pb := anna.Open(squareURL), bo.Open(squareURL)
	card := p.OpenCard("#p105")
	card.Fill(answer, "It will be back in May.")
	line.Cut()
	p.PressIn(card, insert)
	wantIn(t, "the card", card.Want(`[data-told=stop]`).MustText(), "wants a claim before a reply")
	inEditor(t, p, "")
	line.Mend()
	p.WaitBadgeOf("#p105", "mine")
	p.PressIn(card, insert)
	card.Want(`[data-told=paste].good`)
	inEditor(t, p, "It will be back in May.")

	pb.Reveal("#p105")
	pb.WaitBadgeOf("#p105", "theirs")
	theirs := pb.OpenCard("#p105")
	theirs.Want(`.card-state`)
	if has, _, err := theirs.Has(insert); err != nil || has {
		t.Errorf("a colleague without the claim is offered to insert (%v)", err)
	}
	wantNoErrors(t, p)
}

// What was typed is there again when the card was closed over it and the worker died, also
// after it was inserted; once the conversation is settled nothing of it is left.
func TestTypedAnswerIsKept(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	p := anna.Open(squareURL)
	card := p.OpenCard("#p105")
	card.Fill(answer, "The quay opens")
	p.CloseCard()
	anna.StopWorker()
	card = p.OpenCard("#p105")
	wantValue(t, card, answer, "The quay opens")
	card.Fill(answer, " at six")
	p.PressIn(card, insert)
	card.Want(`[data-told=paste].good`)
	p.CloseCard()
	card = p.OpenCard("#p105")
	wantValue(t, card, answer, "The quay opens at six")
	p.PressIn(card, decline)
	card.Fill(`[name=reason]`, "Wrong quay")
	p.PressIn(card, send)
	p.WaitBadgeOf("#p105", "answered")
	p.CloseCard()
	card = p.OpenCard("#p105")
	card.Press(`[data-act=answer]`)
	if got := card.Want(answer).MustProperty("value").Str(); got != "" {
		t.Errorf("of what was settled the field still holds %q", got)
	}
	wantNoErrors(t, p)
}

// The card with an answer as people meet it, in pictures and to axe.
func TestScreensOfInsert(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			c := newCompany(t, &h.Home)
			anna := c.joinIn(t, lang, "Anna Berg", wire.Staff)
			p := anna.Open(squareURL)
			p.WaitBadges()
			card := p.OpenCard("#p102")
			card.Fill(answer, "Hei Jonas! Skjermene viser nå også forsinkelser, fra i dag.\n\nAnna, Havblikk")
			card.WaitArmed(insert)
			lookInCard(t, p, card, lang, "answer")
			p.PressIn(card, insert)
			card.Want(`[data-told=insertText]`)
			lookInCard(t, p, card, lang, "inserted")
			card = p.OpenCard("#p103")
			card.Fill(answer, "Takk.")
			p.PressIn(card, insert)
			card.Want(`[data-told=clipboard]`)
			lookInCard(t, p, card, lang, "copied")
			card = p.OpenCard("#p105")
			card.Fill(answer, "Takk.")
			c.told(t, wire.OpReply, "#p105", func(op *wire.OpIn) { op.ReplyLink = squareURL + "#p112" })
			p.WaitBadgeOf("#p105", "answered")
			p.PressIn(card, insert)
			card.Want(`[data-told=stop]`)
			lookInCard(t, p, card, lang, "stopped")
		})
	}
}
