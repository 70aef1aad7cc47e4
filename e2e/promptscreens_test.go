package e2e

// What a prompt looks like, by eye, by keyboard and to a screen reader, and what the page
// around it learns of it.

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// The page learns of a prompt no more than of a mark: what covers it (RATIONALE), and
// nothing of where it is, what is in it, or whose browser this is.
func TestPromptOracle(t *testing.T) {
	t.Parallel()
	web := drive.NewWeb(t)
	m := native(t).CreateTeam("Havblikk", "Ada Admin")
	m.Publish(`{"brands":[{"name":"Havblikk"}],"leaders":[{"name":"Ingrid Solvang"}]}`)
	b := chrome(t, web, "https://oracle.example/*")
	b.Join(m.InviteAs(wire.InviteIn{Name: "Ingrid Solvang", Role: wire.Staff, Leader: true}))
	look := func(path, rules string) (seen string, there bool) {
		b.InWorker(`chrome.storage.local.set({asking: ` + rules + `})`)
		remembered(b, `{lastMs: 0, shown: []}`)
		web.Page("https://oracle.example"+path, fmt.Sprintf(oracle, oraclePosts("Ingrid Solvang. Ingrid Solvang, why does the boat not run? Please answer,")))
		p := b.Open("https://oracle.example" + path)
		defer p.Close()
		waitRead(t, p, 6)
		if rules == always {
			p.Card().Want(`[data-act=reply]`)
		} else {
			wantUnasked(t, p, "#post-3", "with rules that say never")
		}
		seen = p.MustEval(`async words => { for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame); return seen(words) }`, []string{"wants an answer", "Not now", "Hand to"}).Str()
		return ourHost.ReplaceAllString(seen, "HOST"), framed(p)
	}
	plain, there := look("/unasked", `{most: 0}`)
	with, is := look("/prompted", always)
	if there || !is {
		t.Errorf("a prompt: %v without one, %v with one: this test cannot fail", there, is)
	}
	wantEqual(t, "what the page saw", strings.ReplaceAll(with, "/prompted", "/unasked"), plain)
}

// The prompt as people see it, for people to look at; axe finds nothing in it.
func TestPromptScreens(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			_, b, p := leading(t, &native(t).Home, lang)
			card := asked(t, p, "#p105")
			s, inside := &screen{"prompt", p, 1100, 800}, &screen{"card", card, 0, 0}
			for _, v := range variants {
				s.show(t, v)
				inside.show(t, v)
				p.Reveal("#p105")
				wantAccessible(t, card, "the prompt, "+v.name)
				wantNoSideways(t, card, "the prompt, "+v.name)
				p.Settle()
				s.shoot(t, lang, v.name)
			}
			s.show(t, variants[0])
			inside.show(t, variants[0])
			if lang == "en" {
				wantSpoken(t, card, "the prompt", "heading Sigrid Haugen asks you", "button Reply", "button Hand to …", "button Not now", "button Never ask me about")
			}
			p.PressIn(card, `[data-act=hand]`)
			card.Want(`[name=to]`)
			wantAccessible(t, card, "handing over")
			p.Settle()
			(&screen{"prompt-hand", p, 1100, 800}).shoot(t, lang, "light")
			press(t, card, input.Escape)
			p.PressIn(card, `[data-act=reply]`)
			card.Want(`[data-slot=own]:focus`)
			for _, v := range variants[:4] {
				s.show(t, v)
				inside.show(t, v)
				p.Reveal("#p105")
				wantAccessible(t, card, "their own sentence, "+v.name)
				check(t, card.MustElement(`[data-slot=own]`).Focus())
				p.Settle()
				(&screen{"prompt-reply", p, 1100, 800}).shoot(t, lang, v.name)
			}
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

// All of it by keyboard: the key that opens a card leads into the prompt that is there; back
// from the form leads to where it was opened, and away leads to where one was.
func TestPromptByKeyboard(t *testing.T) {
	t.Parallel()
	_, b, p := leading(t, &native(t).Home, "")
	check(t, proto.EmulationSetFocusEmulationEnabled{Enabled: true}.Call(p))
	card := asked(t, p, "#p105")
	p.MustEval(`() => document.querySelector("nav a").focus({preventScroll: true})`)
	b.InWorker(fmt.Sprintf(`chrome.tabs.sendMessage(%s, {command: {name: "open", keys: ""}}).then(() => "", () => "")`, p.TabID()))
	p.MustActivate()
	for _, act := range []string{"reply", "hand", "later", "never"} {
		tabTo(t, card, `[data-act=`+act+`]`)
	}
	keyed := func(key input.Key, css string) {
		t.Helper()
		drive.Until(t, "the key leads to "+css, func() (string, bool) { // it counts once the prompt was seen for long enough
			if !focused(t, card, css) {
				press(t, card, key)
			}
			return card.MustEval(`() => document.activeElement.outerHTML.slice(0, 200)`).Str(), focused(t, card, css)
		})
	}
	keyed(input.KeyH, `[name=to]`)
	press(t, card, input.Tab)
	wantFocus(t, card, `[name=note]`)
	typed(t, card, "you know")
	press(t, card, input.Escape)
	wantFocus(t, card, `[data-act=hand]`)
	keyed(input.KeyH, `[name=to]`)
	press(t, card, input.Escape)
	wantFocus(t, card, `[data-act=hand]`)
	_ = card.Keyboard.Press(input.Escape) // the frame goes with it
	gone(t, p, "not now")
	if at := p.MustEval(`() => document.activeElement.closest("nav") !== null`).Bool(); !at {
		t.Error("the focus is not where it was")
	}
	wantNoErrors(t, p)
}
