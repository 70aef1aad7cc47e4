package e2e

// What the playbook offers in the card: a draft to finish, in the language of who asks.

import (
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/e2e/square"
	"porchlight/wasm/wire"
)

// answering is a browser on the square, of a team whose playbook has answers.
func answering(t *testing.T, h *drive.Home, name string, role wire.Role, leader bool) (*company, *drive.Page) {
	t.Helper()
	book, err := square.Playbook()
	if err != nil {
		t.Fatal(err)
	}
	c := newCompany(t, h)
	c.team.Publish(book)
	b := chrome(t, c.web, squareOK)
	b.Join(c.team.InviteAs(wire.InviteIn{Name: name, Role: role, Leader: leader}))
	return c, b.Open(squareURL)
}

// field is what stands in the card's answer now.
func field(card *drive.Page) string {
	return card.MustEval(`() => document.querySelector("[name=answer]")?.value ?? ""`).Str()
}

func wantField(t *testing.T, card *drive.Page, want string) {
	t.Helper()
	drive.Until(t, "the answer reads "+want, func() (string, bool) { got := field(card); return got, contains(got, want) },
		func() string { return card.MustEval(`() => document.body.innerText`).Str() })
}

// pick sets a field that is no text, a date or a choice, as its own picker does.
func pick(card *drive.Page, css, value string) {
	card.MustEval(`(css, value) => {
		const field = document.querySelector(css)
		field.value = value
		for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }))
	}`, css, value)
}

// The language is theirs, and another one is a choice away; what the playbook does not
// have is said.
func TestDraftSpeaksTheirLanguage(t *testing.T) {
	t.Parallel()
	h := native(t)
	_, p := answering(t, &h.Home, "Anna Berg", wire.Staff, false)
	card := p.OpenCard("#p110")
	wantField(t, card, "sykkel")
	pick(card, ".tones select", "en")
	wantField(t, card, "booking")
	p.CloseCard()
	wantField(t, p.OpenCard("#p105"), "nattruten")
}

// What was begun is never replaced by a draft, and is there again when the card is.
func TestDraftNeverReplacesWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := native(t)
	_, p := answering(t, &h.Home, "Anna Berg", wire.Staff, false)
	card := p.OpenCard("#p108")
	wantField(t, card, "crew")
	card.Fill(answer, " My mother says hello.")
	card.Press(`.tones .chip`)
	wantField(t, card, "My mother says hello.")
	p.CloseCard()
	wantField(t, p.OpenCard("#p108"), "My mother says hello.")
}

// A leader starts with an empty sentence and the team's facts.
func TestLeaderWritesTheirOwnSentence(t *testing.T) {
	t.Parallel()
	h := native(t)
	_, p := answering(t, &h.Home, "Ingrid Solvang", wire.Staff, true)
	card := p.OpenCard("#p105")
	wantField(t, card, "{own}")
	card.Fill(`[data-slot=own]`, "Det har jeg sagt, og det står jeg for.")
	wantField(t, card, "Det har jeg sagt, og det står jeg for.")
}

// What the page's own box takes counts before any table of ours: its counter, else its limit.
func TestThePageSaysHowMuchFits(t *testing.T) {
	t.Parallel()
	pages := []struct{ name, box, room string }{
		{"limit", `<textarea maxlength="40"></textarea>`, "40"},
		{"limit-begun", `<textarea maxlength="40">Hi there, </textarea>`, "30"},
		{"left", `<textarea></textarea><p class="character-counter">1 040 characters left</p>`, "1040"},
		{"used", `<textarea maxlength="4000">Hi</textarea><div><span id="charCount">2 / 300</span></div>`, "298"},
		{"over", `<textarea>Hi</textarea><span class="char-count">-3</span>`, "1"},
		{"another's", `<textarea maxlength="40"></textarea></div><form><textarea></textarea><p class="character-counter">7</p></form><div>`, "40"},
	}
	web := drive.NewWeb(t)
	for _, c := range pages {
		web.Page("https://forum.example/"+c.name, `<!doctype html><html lang="en"><title>short</title><body>`+
			strings.Replace(forum(`<div class="reply-form">`+c.box+`</div>`), "POST", complaint, 1))
	}
	b := chrome(t, web, "https://forum.example/*")
	b.Join(team(t, &native(t).Home).Invite("Anna Berg", wire.Staff))
	for _, c := range pages {
		t.Run(c.name, func(t *testing.T) {
			p := b.Open("https://forum.example/" + c.name)
			p.ClickDrawn(p.WaitBadge("free"))
			card := p.Card()
			card.Fill(answer, "We are looking into it, and we call you today.")
			wantIn(t, "the room", card.Want(`.room`).MustText(), "46 / "+c.room)
		})
	}
}
