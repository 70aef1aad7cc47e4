package e2e

// Comments that live in frames (RULINGS 16): a box of another origin in anybody's page, and
// one that the page wrote itself. What is read, drawn and written is the frame's own; the
// page around it lends it nothing and learns nothing.

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const (
	blogURL = "https://harbourtalk.example/2026/11/the-new-quay/"
	boxURL  = "https://disqus.com/embed/comments/?base=default&f=harbourtalk"
	boxKey  = "web:harbourtalk.example/2026/11/the-new-quay/#comment-"
)

// disqus is a box that lives: Reply opens a field, Post adds a comment.
const disqus = `<!doctype html><html lang="en"><body style="margin:8px;font:15px/1.5 sans-serif"><section id="conversation"><ul id="post-list"></ul></section><script>
const add = (n, user, text) => {
  const li = document.createElement("li")
  li.className = "post"; li.id = "post-" + n; li.style.minHeight = "260px"
  li.innerHTML = '<div class="post-content"><header><span class="author"><a data-username="' + user + '">' + user + '</a></span> <a class="time-ago" data-role="relative-time" href="` + blogURL + `#comment-' + n + '">1m</a></header>' +
    '<div class="post-message" data-role="message"><p></p></div><a href="#" data-action="reply">Reply</a><div data-role="reply-form"></div></div><ul class="children"></ul>'
  li.querySelector("p").textContent = text
  return li
}
const list = document.querySelector("#post-list")
list.append(add(7001, "astri_lunde", "Has anybody asked Havblikk why the new quay has no ramp?"), add(7002, "b_ravn", "Nice weather."), add(7003, "lene_h", "The Havblikk boat was late today, again."))
addEventListener("click", e => {
  const post = e.target.closest("li.post")
  if (e.target.matches("[data-action=reply]")) {
    e.preventDefault()
    post.querySelector("[data-role=reply-form]").innerHTML = '<div class="textarea" role="textbox" data-role="editable" contenteditable="plaintext-only" style="min-height:40px;border:1px solid"></div><button class="post-it">Post</button>'
  }
  if (e.target.matches(".post-it")) {
    const box = post.querySelector("[contenteditable]")
    post.querySelector(".children").append(add(7100, "anna_berg", box.innerText))
    box.parentElement.replaceChildren()
  }
})
</script></body></html>`

func blog(frames string) string {
	return `<!doctype html><html lang="en"><title>Harbour talk</title><body style="margin:8px;font:16px/1.5 sans-serif"><main><article id="a"><h2>The new quay</h2><p>Havblikk has opened its new quay at the east side of the harbour.</p></article></main>` + frames + `</body></html>`
}

const boxFrame = `<iframe id="dsq-app1" src="` + boxURL + `" style="width:100%;height:1400px;border:0"></iframe>`

// readDocuments are the addresses of what the worker has read, "frame tab url" each.
func readDocuments(b *drive.Browser) string {
	return b.InWorker(`chrome.storage.session.get(null).then(all => Object.entries(all).filter(([name]) => name.startsWith("page:"))
		.map(([, p]) => [p.frame ? "frame" : "page", p.tab, p.url].join(" ")).sort().join("\n"))`)
}

// tabOf is the tab in which a box was read: its own address nobody tells us.
func tabOf(t *testing.T, b *drive.Browser) (tab int) {
	t.Helper()
	drive.Until(t, "the frame is read", func() (string, bool) {
		all := readDocuments(b)
		n, _ := fmt.Sscanf(all, "frame %d https://disqus.com/", &tab)
		return all, n == 1
	})
	return tab
}

// readsBoxes is a browser that has the box's own origin granted and nothing else, and its team.
func readsBoxes(t *testing.T) (*drive.Browser, *drive.Team) {
	t.Helper()
	h := native(t)
	web := drive.NewWeb(t)
	web.Page(blogURL, blog(boxFrame))
	web.Page(boxURL, disqus)
	b := chrome(t, web, "https://disqus.com/*")
	m := team(t, &h.Home)
	enter(t, b, m.Invite("Anna Berg", wire.Staff))
	return b, m
}

// Only the box's own origin is granted. Everything from mark to reply happens in the frame.
func TestAnswerInAFrame(t *testing.T) {
	t.Parallel()
	b, _ := readsBoxes(t)
	if said := sends(t, b.Extension("options.html"), 0, `{setOneself: {add: {site: "disqus", handle: "anna_berg"}}}`); !contains(said, "anna_berg") {
		t.Fatalf("the own account: %s", said)
	}
	p := b.Open(blogURL)
	box := p.Frame("#dsq-app1")
	box.WaitBadgeOf("#post-7001", "free")
	if n := len(p.Hosts()); n != 0 {
		t.Errorf("the page around has %d hosts of ours", n)
	}
	if n := box.MustEval(`() => window.length`).Int() + p.MustEval(`() => frames[0].length`).Int(); n != 0 {
		t.Errorf("the pages count %d frames of ours", n)
	}
	panel := b.Extension(fmt.Sprintf("panel.html?tab=%d", tabOf(t, b)))
	panel.WaitRow(boxKey+"7001", "free")
	wantOrder(t, panel, boxKey+"7001", boxKey+"7003")
	p.MustActivate()

	card := box.OpenCard("#post-7001")
	box.PressIn(card, drive.Claim)
	box.WaitBadgeOf("#post-7001", "mine")
	panel.WaitRow(boxKey+"7001", "mine")
	card.Fill(answer, "The ramp comes in May, Astri. We should have said so.")
	box.PressIn(card, insert)
	card.Want(`[data-told].good`)
	if got := box.MustElement(`#post-7001 [contenteditable]`).MustText(); got != "The ramp comes in May, Astri. We should have said so." {
		t.Errorf("the box of the frame holds %q", got)
	}
	box.MustEval(`() => document.querySelector(".post-it").click()`)
	panel.WaitRow(boxKey+"7001", "answered")
	box.Reveal("#post-7001")
	box.WaitBadgeOf("#post-7001", "answered")

	p.MustEval(`() => scrollTo(0, 0)`)
	panel.Press(fmt.Sprintf(`[data-key=%q] .finding-main`, boxKey+"7003"))
	drive.Until(t, "the post is in the middle of the window", func() (string, bool) {
		top := p.MustEval(`() => document.querySelector("#dsq-app1").getBoundingClientRect().top`).Num() + box.MustEval(`() => document.querySelector("#post-7003").getBoundingClientRect().top`).Num()
		high := p.MustEval(`() => innerHeight`).Num()
		return fmt.Sprint(top), top > 0 && top < high
	})
	wantNoErrors(t, p, box)

	panel.Close() // nobody asks: the frame says itself that it goes
	p.MustEval(`() => document.querySelector("#dsq-app1").remove()`)
	drive.Until(t, "the findings of the frame are gone", func() (string, bool) { all := readDocuments(b); return all, all == "" })
}

// wantOrder waits until the rows of a panel have exactly these keys, in order.
func wantOrder(t *testing.T, panel *drive.Page, want ...string) {
	t.Helper()
	drive.Until(t, fmt.Sprintf("rows %q", want), func() (string, bool) {
		var got []string
		for _, r := range panel.Rows() {
			got = append(got, r.Key)
		}
		return fmt.Sprintf("%q", got), strings.Join(got, " ") == strings.Join(want, " ")
	})
}

// What Ghost's script does: an empty frame of the page's own, filled when it has loaded.
const ghostScript = `<div id="ghost-comments-root"></div><script>
addEventListener("load", () => {
  const f = document.createElement("iframe")
  f.title = "comments-frame"; f.srcdoc = "<!DOCTYPE html>"; f.style = "width:100%;height:700px;border:0"
  f.addEventListener("load", () => { f.contentDocument.body.innerHTML = '<div data-testid="animated-comment"><div data-testid="comment-component"><div></div><div><div id="6921aa01c4d2e5f6a7b8c9d0"><h4>Rune Dalen</h4><div data-testid="comment-content"><p>Who do I write to about a bag on the Havblikk boat?</p></div><button data-testid="reply-button">Reply</button></div></div></div></div>' })
  document.querySelector("#ghost-comments-root").append(f)
})
</script>`

// A frame that the page wrote is read where the page is, under the page's address; on a
// page that nothing calls a Ghost blog it is not.
func TestFrameOfThePageItself(t *testing.T) {
	t.Parallel()
	h := native(t)
	web := drive.NewWeb(t)
	head := `<meta name="generator" content="Ghost 6.30"><link rel="canonical" href="` + blogURL + `">`
	web.Page(blogURL, strings.Replace(blog(ghostScript), "<title>", head+"<title>", 1))
	web.Page("https://plain.example/", blog(strings.ReplaceAll(ghostScript, "ghost-comments-root", "comments")))
	web.Page("https://shop.example/", strings.Replace(blog(`<input autocomplete="cc-number">`+ghostScript), "<title>", head+"<title>", 1))
	b := chrome(t, web, "https://harbourtalk.example/*", "https://plain.example/*", "https://shop.example/*")
	enter(t, b, team(t, &h.Home).Invite("Anna Berg", wire.Staff))
	p := b.Open(blogURL + "?ref=front")
	panel := p.Panel()
	p.MustActivate()
	main, comment := "web:harbourtalk.example/2026/11/the-new-quay/", "web:harbourtalk.example/2026/11/the-new-quay/#ghost-comments-6921aa01c4d2e5f6a7b8c9d0"
	drive.Until(t, "the panel has the page's post and then the comment", func() (string, bool) {
		rows := panel.Rows()
		return fmt.Sprintf("%+v", rows), len(rows) == 2 && strings.HasPrefix(rows[0].Key, main) && rows[1].Key == comment && rows[1].Author == "Rune Dalen"
	})
	drive.Until(t, "both have a lamp", func() (string, bool) { n := len(p.Badges()); return fmt.Sprint(n), n == 2 })
	p.ClickAt(lowest(p))
	card := p.Card()
	p.Settle()
	wantIn(t, "the card", card.Want(`.excerpt, blockquote, main`).MustText(), "Rune Dalen")
	p.PressIn(card, drive.Claim)
	panel.WaitRow(comment, "mine")

	plain := b.Open("https://plain.example/")
	plain.WaitBadgeOf("#a", "free")
	drive.Until(t, "the frame is filled", func() (string, bool) {
		return "", plain.MustEval(`() => !!document.querySelector("iframe")?.contentDocument?.querySelector("h4")`).Bool()
	})
	bank := b.Open("https://shop.example/")
	drive.Until(t, "a page with a card field is not read", func() (string, bool) {
		all := readDocuments(b)
		return all, strings.Contains(all, "https://shop.example/")
	})
	if n := len(bank.Badges()); n != 0 {
		t.Errorf("%d badges on a page with a card field", n)
	}
	if all := readDocuments(b); strings.Count(all, "frame ") != 1 {
		t.Errorf("the worker read\n%s", all)
	}
	wantNoErrors(t, p, plain, bank)
}

// lowest is the middle of the badge that is furthest down.
func lowest(p *drive.Page) (x, y float64) {
	for _, d := range p.Badges() {
		if left, top := p.Middle(d); top > y {
			x, y = left, top
		}
	}
	return x, y
}
