package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
)

// walk is the first claim, step by step, as a person would make it.
func (t *tour) walk() {
	anna, ada, post := t.anna.Open(t.url), t.ada.Open(t.url), "#p102"
	anna.WaitBadges()
	anna.Reveal(post)
	t.Logf("spotted %d posts about Havblikk on the square, by Go in WebAssembly, on this machine", len(anna.Badges()))
	t.shot(anna, "page")
	card := anna.OpenCard(post)
	anna.Aim(card, drive.Claim)
	t.shot(anna, "card")
	anna.Click()
	anna.WaitBadgeOf(post, "mine")
	t.Logf("claimed Anna pressed Claim on %s and has it", post)
	card.Want(`[data-state=mine]`)
	t.shot(anna, "claimed")
	ada.Reveal(post)
	ada.WaitBadgeOf(post, "theirs")
	t.Logf("seen    Ada's page shows the same post as taken")
	t.shot(ada, "colleague")
	popup := t.ada.Extension("popup.html")
	row := popup.WaitRow(t.key(post), "theirs")
	t.Logf("popup   Ada's popup says: %s", oneLine(row.Text))
	t.small(popup, 400, 560)
	t.shot(popup, "popup")
	t.answer(anna, card, post)
	popup.WaitRow(t.key(post), "answered")
	t.Logf("promise Ada's popup says: %s", oneLine(popup.Want(`[data-promise]`).MustText()))
	t.shot(popup, "promise")
	panel := anna.Panel()
	panel.WaitRow(t.key(post), "answered")
	t.Logf("panel   Anna's side panel lists %d mentions, the rival's among them, which leave no trace in the page", len(panel.Rows()))
	t.small(panel, 420, 860)
	t.shot(panel, "panel")
	options := t.ada.Extension("options.html")
	options.Want(`[data-joined=true]`)
	t.shot(options, "options")
	t.Logf("done    screenshots are in %s", t.out)
}

// answer finishes the draft in the card, has it inserted into the square's editor and
// posts it with the square's own button.
func (t *tour) answer(anna, card *drive.Page, post string) {
	card.Want(`[name=answer]`)
	for range card.MustElements(`[data-slot]`) { // one after the other, as a person does
		_, err := card.Eval(`() => {
			const field = [...document.querySelectorAll("[data-slot]")].find(f => !f.value)
			field.value = field.type === "date" ? "2030-12-02" : field.dataset.slot === "boat" ? "07:40" : "fog"
			for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }))
			return new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(1))))
		}`)
		t.check(err)
	}
	card.Fill(`[name=answer]`, " I will write here what we found by Friday.")
	card.Want(`.promises`)
	t.shot(anna, "draft")
	anna.PressIn(card, `[data-act=insert]`)
	card.Want(`[data-told].good`)
	t.Logf("insert  the answer stands in the square's own editor; nothing is posted yet")
	t.shot(anna, "inserted")
	anna.Press(`#post-rich`)
	anna.WaitBadgeOf(post, "answered")
	t.Logf("reply   Anna pressed the square's Post, and Porchlight saw her answer in the page")
}

func (t *tour) key(css string) string {
	return "web:" + strings.TrimPrefix(strings.TrimPrefix(t.url, "https://"), "http://") + css
}

func (t *tour) shot(p *drive.Page, name string) {
	b, err := p.Screenshot(false, &proto.PageCaptureScreenshot{Format: proto.PageCaptureScreenshotFormatPng})
	t.check(err)
	t.check(os.MkdirAll(t.out, 0o755))
	t.check(os.WriteFile(filepath.Join(t.out, name+".png"), b, 0o644))
}

func (t *tour) small(p *drive.Page, w, h int) {
	t.check(p.SetViewport(&proto.EmulationSetDeviceMetricsOverride{Width: w, Height: h, DeviceScaleFactor: 2}))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
