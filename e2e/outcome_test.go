package e2e

// What becomes of a conversation when nobody replies: declined with a reason, or only
// listened to; and second thoughts, which put it back for everybody.

import (
	"testing"

	"github.com/go-rod/rod/lib/input"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const (
	listened = `[data-act=listened]`
	decline  = `[data-act=refuse]`
	send     = `[data-act=send]`
	reopen   = `[data-act=reopen]`
)

// Anna declines with a reason, and Bo's lamp, card, popup and panel say so; Bo
// reopens it, and it is Anna's again, who is on duty; she gives it back, and it is free for
// both; then Bo marks it as listened to without a claim.
func TestOutcomeIsToldAndTakenBack(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna, bo := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Bo Lund", wire.Lead)
	pa, pb := anna.Open(squareURL), bo.Open(squareURL)
	popup := bo.Extension("popup.html")
	claim(pa, "#p102")
	pb.Reveal("#p102")
	pb.WaitBadgeOf("#p102", "theirs")
	if has, _, err := pb.OpenCard("#p102").Has(decline); err != nil || has {
		t.Errorf("a colleague is offered to decline what Anna has (%v)", err)
	}

	card := pa.Card()
	pa.PressIn(card, decline)
	pa.PressIn(card, send)
	wantIn(t, "the form without a reason", card.Want(`[name=reason][aria-invalid=true] + .wrong`).MustText(), "Say why")
	card.Fill(`[name=reason]`, "The old ferry takes no bicycles: pck")
	card.Fill(`[name=decides]`, "The county, in May")
	pa.PressIn(card, send)
	pa.WaitBadgeOf("#p102", "answered")
	wantIn(t, "Anna's card", card.Want(`[data-state=answered] .card-state`).MustText(), "Declined by Anna Berg")
	card.Want(reopen)

	pb.WaitBadgeOf("#p102", "answered")
	theirs := pb.Card()
	said := theirs.Want(`[data-state=answered]`).MustText()
	for _, want := range []string{"Declined by Anna Berg", "The old ferry takes no bicycles: pck", "The county, in May"} {
		wantIn(t, "the colleague's open card", said, want)
	}
	wantIn(t, "the colleague's popup", popup.WaitRow(squareKey("#p102"), "answered").Text, "Declined by Anna Berg")
	panel := pb.Panel()
	wantIn(t, "the colleague's panel", panel.WaitRow(squareKey("#p102"), "answered").Text, "The old ferry takes no bicycles")
	panel.MustClose()

	pb.PressIn(theirs, reopen)
	pb.WaitBadgeOf("#p102", "theirs")
	pa.WaitBadgeOf("#p102", "mine")
	pa.PressIn(card, drive.Release)
	pa.WaitBadgeOf("#p102", "free")
	pb.WaitBadgeOf("#p102", "free")
	wantIn(t, "the card of what was reopened", card.Want(`[data-state=free] .card-state`).MustText(), "Reopened")
	card.WaitArmed(drive.Claim)

	pb.PressIn(theirs, listened)
	pa.WaitBadgeOf("#p102", "answered")
	drive.Until(t, "Anna's card says who listened", func() (string, bool) {
		text := card.MustElement("body").MustText()
		return text, contains(text, "Bo Lund listened") && !contains(text, "bicycles")
	})
	wantLedger(t, c, "claim #p102 by Anna Berg", "refuse #p102 by Anna Berg", "reopen #p102 by Bo Lund", "release #p102 by Anna Berg", "listened #p102 by Bo Lund")
	wantNoErrors(t, pa, pb, popup)
}

// The same with the keyboard alone: d opens the form, letters typed in it are no commands,
// Escape puts it aside with its text and gives the focus back, and what was pressed
// leaves the focus in the card.
func TestDeclineByKeyboard(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	p := anna.Open(squareURL)
	card := p.OpenCard("#p105")
	card.WaitArmed(decline)
	_, err := card.Eval(`() => document.querySelector("[data-act=close]").focus()`)
	check(t, err)
	drive.Until(t, "the card has had the focus for long enough and takes the key", func() (string, bool) {
		press(t, card, input.KeyD)
		return "no form", focused(t, card, `[name=reason]`)
	})
	card.Fill(`[name=reason]`, "No boat")
	for _, letter := range []input.Key{input.KeyC, input.KeyL, input.KeyP, input.KeyD} {
		press(t, card, letter)
	}
	press(t, card, input.Escape)
	wantFocus(t, card, decline)
	card.WaitArmed(decline)
	press(t, card, input.Enter)
	wantFocus(t, card, `[name=reason]`)
	tabTo(t, card, `[name=instead]`)
	check(t, card.InsertText("The bus"))
	tabTo(t, card, send)
	card.WaitArmed(send)
	press(t, card, input.Enter)
	p.WaitBadgeOf("#p105", "answered")
	wantIn(t, "the card", card.Want(`[data-state=answered] .refusal`).MustText(), "No boatclpd")
	wantFocus(t, card, `.card-state`)
	card.WaitArmed(reopen)
	press(t, card, input.KeyO)
	p.WaitBadgeOf("#p105", "free")
	card.WaitArmed(listened)
	press(t, card, input.KeyL)
	p.WaitBadgeOf("#p105", "answered")
	wantLedger(t, c, "refuse #p105 by Anna Berg", "reopen #p105 by Anna Berg", "listened #p105 by Anna Berg")
	wantNoErrors(t, p)
}

// What was typed is there again when the card was closed over it, in the panel too, and
// after the worker died; once it is sent nothing of it is left.
func TestTypedRefusalIsKept(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	p := anna.Open(squareURL)
	panel := p.Panel()
	card := p.OpenCard("#p105")
	p.PressIn(card, decline)
	card.Fill(`[name=reason]`, "The quay is clo")
	kept := func() string {
		return panel.MustEval(`async () => {
		  const db = await new Promise((yes, no) => { const r = indexedDB.open("porchlight"); r.onsuccess = () => yes(r.result); r.onerror = no })
		  const all = await new Promise(yes => { const r = db.transaction("drafts").objectStore("drafts").getAll(); r.onsuccess = () => yes(r.result) })
		  db.close()
		  return JSON.stringify(all)
		}`).Str()
	}
	drive.Until(t, "it is kept at a pause", func() (string, bool) { said := kept(); return said, contains(said, "The quay is clo") })
	p.CloseCard()
	anna.StopWorker()
	panel.Press(`[data-key="` + squareKey("#p105") + `"] ` + decline)
	wantValue(t, panel, `[name=reason]`, "The quay is clo")
	p.MustActivate()
	card = p.OpenCard("#p105")
	p.PressIn(card, decline)
	wantValue(t, card, `[name=reason]`, "The quay is clo")
	card.Fill(`[name=reason]`, "sed")
	p.PressIn(card, send)
	p.WaitBadgeOf("#p105", "answered")
	wantIn(t, "the card", card.Want(`[data-state=answered] .refusal`).MustText(), "The quay is closed")
	drive.Until(t, "nothing is kept of what was sent", func() (string, bool) { said := kept(); return said, said == "[]" })
	wantNoErrors(t, p)
}

// Without a line nothing is said that the server did not say: declined is "not confirmed"
// until it answers, and the words are kept until then.
func TestDeclineOffline(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	line := drive.NewLine(t, h.URL)
	anna := c.join(t, "Anna Berg", wire.Staff, line)
	p := anna.Open(squareURL)
	card := p.OpenCard("#p105")
	card.WaitArmed(decline)
	line.Cut()
	p.PressIn(card, decline)
	card.Fill(`[name=reason]`, "No boat in winter")
	p.PressIn(card, send)
	p.WaitBadgeOf("#p105", "pending")
	drive.Until(t, "the card says that it is not confirmed", func() (string, bool) {
		text := card.MustElement("body").MustText()
		return text, contains(text, "Not confirmed. It is sent as soon") && !contains(text, "Declined")
	})
	if rows := c.eye.Ledger(); len(rows) > 0 {
		t.Errorf("the ledger has %+v", rows)
	}
	line.Mend()
	p.WaitBadgeOf("#p105", "answered")
	wantIn(t, "the card", card.Want(`[data-state=answered] .refusal`).MustText(), "No boat in winter")
	wantLedger(t, c, "refuse #p105 by Anna Berg")
}

// The card's new states as people meet them, in pictures and to axe.
func TestScreensOfOutcomes(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			c := newCompany(t, &h.Home)
			anna := c.joinIn(t, lang, "Anna Berg", wire.Staff)
			p := anna.Open(squareURL)
			claim(p, "#p102")
			card := p.Card()
			lookInCard(t, p, card, lang, "mine")
			p.PressIn(card, decline)
			p.PressIn(card, send)
			card.Fill(`[name=instead]`, "The bus takes bicycles, and it leaves from the same quay ten minutes later.")
			lookInCard(t, p, card, lang, "form")
			card.Fill(`[name=reason]`, "The old ferry has no room for bicycles on deck.\nNot before the new one comes.")
			card.Fill(`[name=decides]`, "The county, in May")
			p.PressIn(card, send)
			p.WaitBadgeOf("#p102", "answered")
			card.Want(reopen)
			lookInCard(t, p, card, lang, "declined")
			panel, popup := p.Panel(), anna.Extension("popup.html")
			for _, s := range []*screen{{"panel-declined", panel, 400, 900}, {"popup-declined", popup, 384, 560}} {
				s.page.WaitRow(squareKey("#p102"), "answered")
				s.look(t, lang)
			}
			panel = p.Panel()
			panel.Press(`[data-state=free] ` + decline)
			(&screen{"panel-form", panel, 400, 900}).look(t, lang)
		})
	}
}

// lookInCard shows the page with its card in each way that a card can differ.
func lookInCard(t *testing.T, p, card *drive.Page, lang, name string) {
	t.Helper()
	for _, v := range variants[:3] { // light, dark, narrow
		around, inside := &screen{"card-" + name, p, 1000, 760}, &screen{"card", card, 0, 0}
		around.show(t, v)
		inside.show(t, v)
		wantAccessible(t, card, "card "+name+" "+v.name)
		wantNoSideways(t, card, "card "+name+" "+v.name)
		around.shoot(t, lang, v.name)
		inside.show(t, variants[0])
	}
	(&screen{"card-" + name, p, 1280, 1000}).show(t, variants[0])
}

// A post that is not about us leaves no mark in anybody's page; who said so takes it back
// in the card that is open, a colleague in the popup.
func TestNotAboutUsAndBack(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	pa, bo := c.join(t, "Anna Berg", wire.Staff).Open(squareURL), c.join(t, "Bo Lund", wire.Staff)
	pb, popup := bo.Open(squareURL), bo.Extension("popup.html")
	pb.WaitBadgeOf("#p102", "free")
	pa.PressIn(pa.OpenCard("#p102"), `[data-act=not_about_us]`)
	pa.WaitNoBadgeOf("#p102")
	popup.WaitRow(squareKey("#p102"), "answered")
	popup.Press(`[data-key="` + squareKey("#p102") + `"] [data-act=more]`)
	popup.Press(`[data-bar=about_us]`)
	pa.Reveal("#p102")
	pa.WaitBadgeOf("#p102", "free")
	wantNoErrors(t, pa)
}
