package e2e

// Which box an answer goes into, and what becomes of it where no editor is as it should be:
// small pages with the structure of sites, each with a trap. An answer is written into the
// one box that is surely of the post, or it is on the clipboard and a sentence says why.

import (
	"net/http"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const reply = "We are on it, Åse."

// boxes have the post under POST; what is inserted must be in #right, or, with why, nowhere.
var boxes = []struct{ name, url, html, why, before string }{
	{name: "each post has its own", url: "https://forum.example/own",
		html: `<article class="h-entry" id="a0"><p class="e-content">Nice weather.</p><div class="reply-form"><textarea></textarea></div></article>` +
			forum(`<div class="reply-form"><textarea id="right"></textarea></div>`)},
	{name: "it stands right behind the post", url: "https://www.linkedin.com/feed/update/urn:li:activity:31",
		html: `<div componentkey="replaceableComment_urn:li:comment:(urn:li:activity:31,32)"><a href="/in/odd">Odd</a><p data-testid="expandable-text-box">Nice weather.</p></div>
		<div componentkey="commentBox-1"><div data-testid="ui-core-tiptap-text-editor-wrapper"><div contenteditable="true">to Odd: </div></div></div>
		<div componentkey="replaceableComment_urn:li:comment:(urn:li:activity:31,33)"><a href="/in/mona">Mona</a><p data-testid="expandable-text-box">POST</p><button aria-label="Reply to Mona">Reply</button></div>
		<div componentkey="commentBox-2"><div data-testid="ui-core-tiptap-text-editor-wrapper"><div id="right" contenteditable="true"></div></div></div>`},
	{name: "Reply opens it, in front of another", url: "https://x.com/mona/status/31",
		html: `<article data-testid="tweet"><div data-testid="User-Name"><a href="/mona">Mona</a></div><div data-testid="tweetText">POST</div>
		<a href="/mona/status/31"><time datetime="2026-11-20T08:00:00Z">Nov 20</time></a>
		<button data-testid="reply" onclick="setTimeout(() => front.innerHTML = '<div role=dialog aria-modal=true><textarea id=right data-testid=tweetTextarea_0></textarea></div>', 200)">Reply</button></article>
		<textarea data-testid="tweetTextarea_0"></textarea><div id="front" style="position:fixed;top:40%;left:0"></div>`},
	{name: "Reply moves it under the post", url: "https://blog.example/archives/31",
		html: `<meta name="generator" content="WordPress 6.9"><ol class="commentlist"><li class="comment" id="comment-31"><div class="comment-author"><b class="fn">Mona</b></div>
		<div class="comment-content">POST</div><a class="comment-reply-link" href="?replytocom=31#respond" onclick="event.preventDefault(); this.after(respond)">Reply</a></li></ol>
		<div id="respond"><form id="commentform"><textarea id="comment" class="right"></textarea></form></div>`},
	{name: "beside it is a trap for machines", url: "https://blog.example/archives/32",
		html: `<meta name="generator" content="WordPress 6.9"><ol class="commentlist"><li class="comment" id="comment-32"><div class="comment-author"><b class="fn">Mona</b></div>
		<div class="comment-content">POST</div><a class="comment-reply-link" href="?replytocom=32#respond" onclick="event.preventDefault(); this.after(respond)">Reply</a></li></ol>
		<div id="respond"><form id="commentform"><textarea autocomplete="new-password" id="a6" class="right"></textarea><textarea id="comment" aria-hidden="true" name="comment"
		style="padding:0;clip:rect(1px,1px,1px,1px);position:absolute;min-height:0;height:1px;width:1px;overflow:hidden" tabindex="-1"></textarea></form></div>`},
	{name: "the page has one for its question", url: "https://stackoverflow.com/questions/31/late-ferries",
		html: `<div id="question-header"><h1>Late ferries</h1></div><div class="question" data-questionid="31"><div class="s-prose js-post-body">POST</div></div>
		<div class="answer" data-answerid="32"><div class="s-prose js-post-body">Wait.</div></div><form id="post-form"><textarea id="wmd-input" class="right"></textarea></form>`},
	{name: "it commits late", url: "https://forum.example/late",
		html: forum(`<div class="reply-form"><div id="right" contenteditable="true" onpaste="event.preventDefault(); let said = event.clipboardData.getData('text/plain'); setTimeout(() => this.append(said), 500)"></div></div>`)},
	{name: "Reply puts a name into it", url: "https://coast.example/@mona/31", before: "@mona ", html: mastodon("", `const box = document.querySelector('textarea'); box.focus(); requestAnimationFrame(() => box.value = '@mona ')`)},
	{name: "it makes itself a paragraph when it is entered", url: "https://forum.example/enter",
		html: forum(`<div class="reply-form"><div id="right" contenteditable="true" onfocus="if (!this.firstChild) this.innerHTML = '<p><br></p>'"></div></div>`)},

	{name: "two fit", url: "https://forum.example/two", why: "More than one reply box",
		html: forum(`<div class="reply-form"><textarea></textarea></div><div class="reply-form"><textarea></textarea></div>`)},
	{name: "there is none", url: "https://forum.example/none", why: "No reply box",
		html: forum(`<form class="reply-form" role="search"><input type="search"></form>`)},
	{name: "Reply leads to another page", url: "https://forum.example/away", why: "leads to another page",
		html: forum(`<a class="reply" href="/posting?to=31">Reply</a>`)},
	{name: "it holds an answer to somebody else", url: "https://town.example/@mona/31", why: "for another post",
		html: mastodon("@odd I think", "")},
	{name: "it takes the paste and does nothing", url: "https://forum.example/deaf", why: "did not take the text",
		html: forum(`<div class="reply-form"><div contenteditable="true" onpaste="event.preventDefault()"></div></div>`)},
	{name: "it takes everything back", url: "https://forum.example/stubborn", why: "did not take the text",
		html: forum(`<div class="reply-form"><div contenteditable="true" oninput="this.textContent = ''"></div></div>`)},
	{name: "it is drawn anew while we wait", url: "https://forum.example/anew", why: "changed just now",
		html: forum(`<div class="reply-form"><textarea onfocus="this.outerHTML = '<textarea></textarea>'"></textarea></div>`)},
}

// mastodon has one box for all posts, with a text in it; reply is done when Reply is pressed.
func mastodon(text, reply string) string {
	return `<div id="mastodon"><div class="status"><a class="status__relative-time" href="31"><time datetime="2026-11-20T08:00:00Z">1h</time></a><span class="display-name__account">@mona</span>
	<div class="status__content"><div class="status__content__text">POST</div></div><div class="status__action-bar"><button title="Reply" onclick="` + reply + `">Reply</button></div></div>
	<form class="compose-form"><textarea class="autosuggest-textarea__textarea right">` + text + `</textarea></form></div>`
}

func forum(box string) string {
	return `<article class="h-entry" id="p31"><a class="p-author">Mona</a> <a class="u-url" href="#p31"><time datetime="2026-11-20T08:00:00Z">1h</time></a><div class="e-content">POST</div>` + box + `</article>`
}

func TestWhichBox(t *testing.T) {
	t.Parallel()
	web := drive.NewWeb(t)
	var grants []string
	for _, box := range boxes {
		grants = append(grants, strings.Join(strings.SplitAfter(box.url, "/")[:3], "")+"*")
		web.Page(box.url, `<!doctype html><html lang="en"><title>`+box.name+`</title><style>body { margin: 2rem 26rem 2rem 2rem } [contenteditable], textarea { min-height: 4rem; display: block }</style><body>`+
			strings.Replace(box.html, "POST", complaint, 1)+`<script>window.pressed = []; for (const kind of ["submit", "keydown"]) addEventListener(kind, e => { if (!e.isTrusted) pressed.push(kind) }, true)</script>`)
	}
	b := chrome(t, web, grants...)
	enter(t, b, team(t, &native(t).Home).Invite("Anna Berg", wire.Staff))
	for _, box := range boxes {
		t.Run(box.name, func(t *testing.T) {
			p := b.Open(box.url)
			defer p.Close()
			p.ClickDrawn(p.WaitBadge("free"))
			card := p.Card()
			card.Fill(answer, reply)
			p.PressIn(card, insert)
			told := card.Want(`[data-told]`).MustText()
			got := p.MustEval(`() => [...document.querySelectorAll("#right, .right")].map(e => e.value ?? e.innerText).join("|")`).Str()
			all := p.MustEval(`() => [...document.querySelectorAll("textarea, [contenteditable]")].map(e => e.value ?? e.innerText).join("|")`).Str()
			if box.why == "" {
				if strings.TrimSpace(got) != box.before+reply || strings.Count(all, reply) != 1 || !contains(told, "Inserted.") {
					t.Errorf("told %q; the box holds %q, all hold %q", told, got, all)
				}
			} else {
				wantIn(t, "the card", told, box.why)
				wantIn(t, "the card", told, "Copied. Press Ctrl+V")
				wantClipboard(t, p, reply)
				if contains(all, reply) {
					t.Errorf("it was written all the same: %q", all)
				}
			}
			if made := p.MustEval(`() => pressed.join()`).Str(); made != "" {
				t.Errorf("we made %s", made)
			}
			wantNoErrors(t, p)
		})
	}
}

// Hacker News has its reply box on another page: the answer survives the way there, lands
// once, and only under the comment that it answers; the story's own box stays empty.
func TestReplyOnTheNextPage(t *testing.T) {
	t.Parallel()
	web := drive.NewWeb(t)
	comment := func(id, text string) string {
		return `<tr class="athing comtr" id="` + id + `"><td><a href="user?id=mona" class="hnuser">mona</a> <span class="age" title="2026-11-20T07:41:00 1795160460"><a href="item?id=` + id + `">1 hour ago</a></span>
		<div class="comment"><div class="commtext c00">` + text + `</div><div class="reply"><a href="reply?id=` + id + `&amp;goto=item%3Fid%3D41">reply</a></div></div></td></tr>`
	}
	page := func(head, box, rest string) string {
		return `<!doctype html><html lang="en"><body><table class="fatitem">` + head + `<tr><td><form action="comment" method="post"><textarea name="text" rows="6"></textarea>` + box + `</form></td></tr></table><table>` + rest + `</table>`
	}
	head := func(id, text string) string { return strings.Replace(comment(id, text), " comtr", "", 1) }
	web.Page("https://news.ycombinator.com/item?id=41", page(`<tr class="athing submission" id="41"><td><span class="titleline"><a href="https://tide.example/">Tide tables</a></span></td></tr>`,
		`<input type="submit" value="add comment">`, comment("42", complaint)+comment("43", "Havblikk has no such page.")))
	for _, id := range []string{"42", "43"} {
		web.Handle("news.ycombinator.com/reply?id="+id, htmlOf(page(head(id, map[string]string{"42": complaint, "43": "Havblikk has no such page."}[id]), `<input type="submit" value="reply">`, "")))
	}
	b := chrome(t, web, "https://news.ycombinator.com/*")
	enter(t, b, team(t, &native(t).Home).Invite("Anna Berg", wire.Staff))
	p := b.Open("https://news.ycombinator.com/item?id=41")
	field := func() string {
		got, err := p.Eval(`() => location.pathname + " " + document.querySelector("textarea[name=text]")?.value`)
		if err != nil {
			return err.Error() // between two pages
		}
		return got.Value.Str()
	}

	card := p.OpenCard(`[id="42"]`)
	card.Fill(answer, reply)
	p.PressIn(card, insert)
	drive.Until(t, "the answer is on the reply page", func() (string, bool) {
		got := field()
		return got, got == "/reply "+reply
	})
	p.MustReload().MustWaitLoad()
	p.WaitBadge("mine")
	if got := field(); got != "/reply " {
		t.Errorf("after a reload it was inserted again: %q", got)
	}
	p.MustNavigateBack().MustWaitLoad()
	p.WaitBadge("mine")
	if got := field(); got != "/item " {
		t.Errorf("the story's own box holds %q", got)
	}
	card = p.OpenCard(`[id="43"]`)
	card.Fill(answer, "Another.")
	p.PressIn(card, insert)
	drive.Until(t, "the second answer is on its page", func() (string, bool) { got := field(); return got, got == "/reply Another." })
	wantNoErrors(t, p)
}

func htmlOf(html string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(html))
	})
}

// The worker dies between the press and the page's word: the card asks again, and the text
// is there once.
func TestInsertSurvivesTheWorker(t *testing.T) {
	t.Parallel()
	web := drive.NewWeb(t)
	for _, box := range boxes {
		if box.name == "it commits late" {
			web.Page("https://forum.example/", `<!doctype html><html lang="en"><body style="padding: 2rem 26rem 2rem 2rem">`+strings.Replace(box.html, "POST", complaint, 1))
		}
	}
	b := chrome(t, web, "https://forum.example/*")
	enter(t, b, team(t, &native(t).Home).Invite("Anna Berg", wire.Staff))
	p := b.Open("https://forum.example/")
	p.ClickDrawn(p.WaitBadge("free"))
	card := p.Card()
	card.Fill(answer, reply)
	p.PressIn(card, insert)
	drive.Until(t, "the editor has the focus, so the text is on its way", func() (string, bool) {
		got := p.MustEval(`() => document.activeElement?.id`).Str()
		return got, got == "right"
	})
	b.StopWorker()
	card.Want(`[data-told=paste].good`)
	if got := p.MustElement("#right").MustText(); got != reply {
		t.Errorf("the editor holds %q", got)
	}
	wantNoErrors(t, p)
}
