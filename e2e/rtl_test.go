package e2e

// A page that is read from the right, and wider than its window: its document begins at the
// right, so places in it are negative.

import (
	"strings"
	"testing"

	"porchlight/e2e/drive"
)

const fromTheRight = `<html lang=he dir=rtl><style>body{font:16px/24px sans-serif;margin:20px}</style>
<main style="width:420px"><article id=one><p>הסירה של Havblikk איחרה שוב הבוקר. מי אחראי?</p></article></main>
<div style="width:2600px;height:1800px"></div></html>`

func TestPageFromTheRight(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)
	p := w.show(fromTheRight)
	for _, across := range []int{0, -180} {
		p.MustEval(`x => scrollTo(x, 0)`, across)
		p.WaitBadge("free")
		drive.Until(t, "the mark stands on the name, wherever it was scrolled to", func() (string, bool) {
			for _, d := range p.Drawn() {
				if place := boxPlace.FindStringSubmatch(d.Attr["style"]); place != nil && d.Attr["aria-hidden"] == "true" && d.Attr["data-state"] == "" {
					got := p.MustEval(`(x, y, w, h) => {
					  const text = document.querySelector("p").firstChild, r = document.createRange()
					  r.setStart(text, text.data.indexOf("Havblikk")); r.setEnd(text, text.data.indexOf("Havblikk") + 8)
					  const at = r.getBoundingClientRect()
					  return [at.left + scrollX - x, at.top + scrollY - y, at.width - w, at.height - h].every(d => Math.abs(d) < 4) ? "" : JSON.stringify(at)
					}`, number(place[1]), number(place[2]), number(place[3]), number(place[4])).Str()
					return got, got == ""
				}
			}
			return "no mark", false
		})
		card := p.OpenCard("#one")
		card.Want(drive.Claim)
		inside := at(p, 0) >= 0 && at(p, 1) >= 0 && at(p, 0)+300 <= p.MustEval(`() => document.documentElement.clientWidth`).Num()
		if !inside {
			t.Errorf("scrolled by %d the card is at %v, %v", across, at(p, 0), at(p, 1))
		}
		if got := card.MustEval(`() => getComputedStyle(document.querySelector(".excerpt")).direction + " " + document.querySelector(".excerpt").innerText`).Str(); !strings.HasPrefix(got, "rtl הסירה") {
			t.Errorf("the card says %q", got)
		}
		wantAccessible(t, card, "a card about a post from the right")
		p.CloseCard()
	}
	wantNoErrors(t, p)
}

// at is where the card's frame stands in the window: 0 across, 1 down.
func at(p *drive.Page, axis int) float64 {
	for _, d := range p.Drawn() {
		if d.Tag == "iframe" {
			place := boxPlace.FindStringSubmatch(d.Attr["style"])
			return number(place[1+axis]) - p.MustEval(`axis => [scrollX, scrollY][axis]`, axis).Num()
		}
	}
	return -1
}
