package e2e

// Posts whose address a feed keeps back, as LinkedIn's does. Author and first words stand for
// it, and what is claimed so is found under the true address, too. Where they say too little,
// two colleagues would not mean the same post: it is marked, and card and panel say why there
// is nothing to press.

import (
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const feedURL = "https://www.linkedin.com/feed/"

const feed = `<!doctype html><html lang=en><title>Feed</title><link rel=icon href="data:,"><main>` +
	`<div role=listitem id=one componentkey="aFeedType_1"><a href="/in/kari-nes">Kari Nes</a><div componentkey=feed-commentary_1><p data-testid=expandable-text-box>Havblikk, on time!</p></div></div>` +
	`<div role=listitem id=two componentkey="aFeedType_2"><a href="/in/ola-vik">Ola Vik</a><div componentkey=feed-commentary_2><p data-testid=expandable-text-box>Late again, Havblikk</p></div></div>` +
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

// keptBack is LinkedIn's markup of two posts, whose links are given.
func keptBack(one, two string) string {
	return `<!doctype html><html lang=en><title>LinkedIn</title><link rel=icon href="data:,"><main>` +
		`<div role=listitem id=kept componentkey="aFeedType_4"><a href="/in/kari-nes">Kari Nes</a>` + one + `<div componentkey=feed-commentary_4><p data-testid=expandable-text-box>Nobody at Havblikk picks up the phone, and the boat was late again.</p></div></div>` +
		`<div role=listitem id=other componentkey="aFeedType_5"><a href="/in/ola-vik">Ola Vik</a>` + two + `<div componentkey=feed-commentary_5><p data-testid=expandable-text-box>Does anybody know whether Havblikk takes bicycles on board on Sundays?</p></div></div></main>`
}

const keptURL = "https://www.linkedin.com/feed/update/urn:li:activity:7000000000000000002/"

// One post, in a feed without its address and on its own page: who has it under either key has
// it under both, and nobody's sighting is sent.
func TestOnePostUnderTwoKeys(t *testing.T) {
	t.Parallel()
	h := native(t)
	web := drive.NewWeb(t)
	web.Page(feedURL, keptBack("", ""))
	web.Page(keptURL, keptBack(`<a href="/feed/update/urn:li:activity:7000000000000000002">1 h</a>`, `<a href="/feed/update/urn:li:activity:7000000000000000003">1 h</a>`))
	m := team(t, &h.Home)
	anna, berit := chrome(t, web, "https://www.linkedin.com/*"), chrome(t, web, "https://www.linkedin.com/*")
	enrol(t, anna, m.Invite("Anna Berg", wire.Staff))
	enrol(t, berit, m.Invite("Berit Dahl", wire.Staff))
	eye := m.Observe()

	feed, own := anna.Open(feedURL), berit.Open(keptURL)
	own.WaitBadgeOf("#kept", "free")
	card := feed.OpenCard("#kept")
	wantIn(t, "the card", card.Want(`[data-key^="linkedin:provisional:kari-nes/"]`).MustText(), "shows no address of the post")
	feed.PressIn(card, drive.Claim)
	feed.WaitBadgeOf("#kept", "mine")
	own.WaitBadgeOf("#kept", "theirs")
	wantIn(t, "Berit's panel", own.Panel().WaitRow("linkedin:activity:7000000000000000002", "theirs").Text, "Anna Berg")

	feed.PressIn(card, drive.Release)
	own.WaitBadgeOf("#kept", "free")
	claim(own, "#kept")
	feed.WaitBadgeOf("#kept", "theirs")
	later := anna.Open(feedURL)
	later.WaitBadgeOf("#kept", "theirs")
	said := ""
	for _, row := range eye.Ledger() {
		said += " " + row.Kind
	}
	if said != " claim release alias aliased claim" {
		t.Errorf("the ledger says%s", said)
	}

	claim(own, "#other") // the feed of a colleague knows it by another key, which is told with the claim
	later.WaitBadgeOf("#other", "theirs")
	wantNoErrors(t, feed, own, later)
}
