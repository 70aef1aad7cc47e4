package e2e

// The commands of RULINGS 14 without a mouse: to a mention, into its card, and back to
// where the person was. What the browser does with the key itself is its own; the worker's
// answer to it is called here as the browser calls it.

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
)

func TestCommands(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)
	p, _, tab := w.open(t, `<input id=mine><article><p>Havblikk one</p></article><div style="height:3000px"></div><article><p>nobody</p></article><article><p>Havblikk two</p></article>`)
	p.WaitBadge("free")
	command := func(name string) {
		t.Helper()
		w.InWorker(fmt.Sprintf(`chrome.tabs.sendMessage(%d, {command: {name: %q, keys: ""}}).then(() => 'sent', () => 'sent')`, tab, name))
	}
	ringAt := func(text string) {
		t.Helper()
		drive.Until(t, "the ring is at "+text, func() (string, bool) {
			for _, d := range p.Badges() {
				place := boxPlace.FindStringSubmatch(d.Attr["style"])
				if place == nil || !ringed(d) {
					continue
				}
				got := p.MustEval(`y => [...document.querySelectorAll('article')].find(a => { const r = a.getBoundingClientRect(); return y + 2 >= r.top + scrollY && y + 2 <= r.bottom + scrollY })?.innerText.trim()`, number(place[2])).Str()
				return got, got == text
			}
			return "no ring", false
		})
	}
	if err := (proto.EmulationSetFocusEmulationEnabled{Enabled: true}).Call(p); err != nil { // its window may not be the front one
		t.Fatal(err)
	}
	p.MustEval(`() => mine.focus()`)
	command("next")
	ringAt("Havblikk one")
	command("next")
	ringAt("Havblikk two")
	if y := p.MustEval(`() => scrollY`).Int(); y < 1000 {
		t.Errorf("the page is at %d: the mention is not in view", y)
	}
	command("next")
	ringAt("Havblikk one")
	command("previous")
	ringAt("Havblikk two")
	command("open")
	card := p.Card()
	card.Want(`[data-act=claim]`)
	drive.Until(t, "the card has the focus", func() (string, bool) {
		s := p.MustEval(`() => document.activeElement?.popover + ' ' + document.hasFocus()`).Str()
		return s, s == "manual true" // the host, whose root has the frame; what is inside says its own focus to nobody
	})
	if err := p.Keyboard.Type(input.Escape); err != nil {
		t.Fatal(err)
	}
	drive.Until(t, "the card is gone and the field has the focus again", func() (string, bool) {
		for _, d := range p.Drawn() {
			if d.Tag == "iframe" {
				return "the card is open", false
			}
		}
		s := p.MustEval(`() => document.hasFocus() + ' ' + document.activeElement?.id`).Str()
		return s, s == "true mine"
	})
}

func ringed(d drive.Drawn) bool { return outline.MatchString(d.Attr["style"]) }

var outline = regexp.MustCompile(`outline: .*solid`)
