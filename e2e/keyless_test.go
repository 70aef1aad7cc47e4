package e2e

// A post without an address of its own, as LinkedIn's feed has them, cannot be claimed: two
// colleagues would not mean the same one. It is marked all the same, and card and panel say
// why there is nothing to press.

import (
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const feedURL = "https://www.linkedin.com/feed/"

const feed = `<!doctype html><html lang=en><title>Feed</title><link rel=icon href="data:,"><main>` +
	`<div role=listitem id=one componentkey="aFeedType_1"><a href="/in/kari-nes">Kari Nes</a><div componentkey=feed-commentary_1><p data-testid=expandable-text-box>The Havblikk boat was on time today.</p></div></div>` +
	`<div role=listitem id=two componentkey="aFeedType_2"><a href="/in/ola-vik">Ola Vik</a><div componentkey=feed-commentary_2><p data-testid=expandable-text-box>Nobody at Havblikk picks up the phone.</p></div></div>` +
	`<div role=listitem id=far componentkey="aFeedType_3" style="margin-top:3000px"><a href="/in/per-lie">Per Lie</a><a href="/feed/update/urn:li:activity:7000000000000000001">1 h</a><div componentkey=feed-commentary_3><p data-testid=expandable-text-box>Thank you, Havblikk.</p></div></div></main>`

func TestPostWithoutAnAddress(t *testing.T) {
	t.Parallel()
	h := native(t)
	web := drive.NewWeb(t)
	web.Page(feedURL, feed)
	b := chrome(t, web, "https://www.linkedin.com/*")
	enrol(t, b, team(t, &h.Home).Invite("Anna Berg", wire.Staff))
	p := b.Open(feedURL)
	panel := p.Panel()
	drive.Until(t, "the panel lists all three", func() (string, bool) { return "not three", len(panel.Rows()) == 3 })
	for i, r := range panel.Rows()[:2] {
		if want := []string{"kari-nes", "ola-vik"}[i]; r.Key != "-" || r.Author != want {
			t.Errorf("row %d is %s by %s", i, r.Key, r.Author)
		}
		wantIn(t, "the panel", r.Text, "no address of its own")
	}
	if has, _, _ := panel.Has(`[data-key="-"] [data-act]`); has {
		t.Error("the panel offers to act on a post that nobody can claim")
	}
	panel.Want(`[data-key="linkedin:activity:7000000000000000001"] [data-act=claim]`)

	p.MustActivate()
	if n := len(p.Badges()); n > 1 {
		t.Errorf("%d lamps, want only that of the post that can be claimed", n)
	}
	p.Reveal("#two")
	word := p.MustEval(`() => { const r = new Range(), n = document.querySelector("#two p").firstChild, i = n.data.indexOf("Havblikk")
	  r.setStart(n, i); r.setEnd(n, i + 8); const b = r.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2] }`)
	p.ClickAt(word.Get("0").Num(), word.Get("1").Num())
	card := p.Card()
	said := card.Want(`[data-key="-"]`).MustText()
	wantIn(t, "the card", said, "ola-vik")
	wantIn(t, "the card", said, "no address of its own")
	if has, _, _ := card.Has(`.card-acts, .badge`); has {
		t.Error("the card offers to act on a post that nobody can claim")
	}
	wantNoErrors(t, p, panel)
}
