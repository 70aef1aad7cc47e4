package e2e

// The matrix of editors: the real ones of npm, each in a page with the structure of a site
// that uses it, written into by the shipped extension from the card. What counts is the
// editor's own model, and that the editor lives on: the next key, undo, the Post button.

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"
	"golang.org/x/text/unicode/norm"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const complaint = `The Havblikk ferry left without us this morning, and nobody said why.`

// editors are the rows of the matrix. HTML has the post; SLOT is where its editor stands.
var editors = []struct {
	name, url, attrs, html string
	how                    string // the route of one line; of more, in lines
	lines                  string // "" is the same
	undo                   string // what one Ctrl+Z leaves: before, exactly; grouped, what was typed in the same second may go too; "" is not asked
	nfc                    bool   // the editor composes letters itself
}{
	{name: "draft", url: "https://x.com/mona/status/17", how: "paste", undo: "before", attrs: `{"data-testid": "tweetTextarea_0"}`,
		html: `<article data-testid="tweet"><div data-testid="User-Name"><a href="/mona">Mona</a></div><div data-testid="tweetText" lang="en">POST</div>
		<a href="/mona/status/17"><time datetime="2026-11-20T08:00:00Z">Nov 20</time></a><button data-testid="reply" onclick="document.querySelector(` + "`[contenteditable]`" + `).focus()">Reply</button></article>SLOT`},
	{name: "lexicalPlain", url: "https://www.facebook.com/havn/posts/17", how: "paste", undo: "before",
		html: `<div aria-posinset="1"><h3><a href="/mona">Mona</a></h3><div data-ad-rendering-role="story_message"><div dir="auto">POST</div></div>
		<a href="/havn/posts/17">1h</a>SLOT</div>`},
	{name: "lexicalRich", url: "https://www.reddit.com/r/sailing/comments/a17/havblikk/", how: "paste", undo: "before", attrs: `{"name": "body"}`,
		html: `<shreddit-comment thingid="t1_a18" author="mona" created="2026-11-20T08:00:00Z" permalink="/r/sailing/comments/a17/comment/a18/">
		<div slot="comment"><p>POST</p></div><shreddit-composer>SLOT</shreddit-composer></shreddit-comment>`},
	{name: "tiptap", url: "https://www.linkedin.com/feed/", how: "paste", lines: "insertText", undo: "grouped",
		html: `<div role="listitem" componentkey="expandedFeedType_17"><a href="https://www.linkedin.com/in/mona">Mona</a>
		<a href="https://www.linkedin.com/feed/update/urn:li:activity:17">1h</a><div componentkey="feed-commentary_17"><span data-testid="expandable-text-box">POST</span></div>
		<div data-testid="ui-core-tiptap-text-editor-wrapper">SLOT</div></div>`},
	{name: "quillOne", url: "https://www.linkedin.com/feed/update/urn:li:activity:18", how: "lines", undo: "grouped", nfc: true,
		html: `<div role="article" class="feed-shared-update-v2" data-urn="urn:li:activity:18"><div class="update-components-actor__title"><span aria-hidden="true">Mona</span></div>
		<div class="update-components-text update-components-update-v2__commentary">POST</div><div class="comments-comment-box">SLOT</div></div>`},
	{name: "quillTwo", url: "https://forum.example/quill", how: "paste", undo: "grouped", html: forumPost},
	{name: "slate", url: "https://forum.example/slate", how: "paste", html: forumPost},
	{name: "contenteditable", url: "https://www.youtube.com/post/UgSeventeen", how: "lines", attrs: `{"id": "contenteditable-root"}`,
		html: `<ytd-comment-view-model><a id="author-text" href="/@mona">Mona</a><span id="published-time-text"><a href="/watch?v=abc&lc=Ug17">1h</a></span>
		<span id="content-text">POST</span><ytd-commentbox>SLOT</ytd-commentbox></ytd-comment-view-model>`},
	{name: "textarea", url: "https://social.example/@mona/17", how: "insertText", undo: "before", attrs: `{"class": "autosuggest-textarea__textarea"}`,
		html: `<div id="mastodon"><div class="status"><a class="status__relative-time" href="https://social.example/@mona/17"><time datetime="2026-11-20T08:00:00Z">1h</time></a>
		<span class="display-name__account">@mona</span><div class="status__content"><div class="status__content__text">POST</div></div>
		<div class="status__action-bar"><button title="Reply" onclick="document.querySelector(` + "`textarea`" + `).focus()">Reply</button></div></div><form class="compose-form">SLOT</form></div>`},
	{name: "shadowTextarea", url: "https://www.reddit.com/r/sailing/comments/a19/havblikk/", how: "insertText", undo: "before",
		html: `<shreddit-comment thingid="t1_a19" author="mona" created="2026-11-20T08:00:00Z" permalink="/r/sailing/comments/a19/comment/a20/">
		<div slot="comment"><p>POST</p></div><shreddit-composer>SLOT</shreddit-composer></shreddit-comment>`},
	{name: "lexicalShadow", url: "https://forum.example/shadow", how: "clipboard", html: forumPost},
}

const forumPost = `<article class="h-entry" id="p17"><a class="p-author">Mona</a> <a class="u-url" href="#p17"><time datetime="2026-11-20T08:00:00Z">1h</time></a>
	<div class="e-content">POST</div><div class="reply-form">SLOT</div></article>`

// The texts of the matrix: one line, and three paragraphs with what breaks easily.
var said = []struct{ name, text string }{
	{"line", "We are on it, Åse. 🙂"},
	{"paragraphs", "Hei Åse, æøå – vi ser på det 🙂👩‍👩‍👧.\n\nCafe\u0301 and nai\u0308ve stay as they are.\nSo does this line.\n\nIngrid, Havblikk"},
	{"fifty lines", strings.TrimSpace(strings.Repeat("One more line, Åse 🙂.\n", 50))},
	{"right to left", "مرحبا منى، سنعيد إليك ثمن التذكرة (Havblikk) غدًا.\n\nשלום"},
}

func TestEditors(t *testing.T) {
	t.Parallel()
	web := drive.NewWeb(t)
	var grants []string
	for _, e := range editors {
		host := strings.SplitAfter(e.url, "/")[2]
		grants = append(grants, "https://"+host+"*")
		slot := fmt.Sprintf(`<div id="slot" data-editor="%s" data-attrs='%s'></div><button id="post" type="button" disabled>Post</button>`, e.name, orEmpty(e.attrs))
		html := strings.Replace(strings.Replace(e.html, "POST", complaint, 1), "SLOT", slot, 1)
		web.Page(e.url, `<!doctype html><html lang="en"><title>`+e.name+`</title><link rel="stylesheet" href="/editors/main.css"><style>
			body { margin: 2rem 26rem 2rem 2rem; font: 1rem/1.5 sans-serif } #slot { margin: 1rem 0; border: 1px solid #999 }
			#slot [contenteditable], #slot textarea { min-height: 6rem } .ProseMirror { white-space: pre-wrap }</style><body>`+html+`<script src="/editors/main.js"></script>`)
		for _, f := range []string{"main.js", "main.css"} {
			web.Handle(host+"editors/"+f, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				http.ServeFile(w, r, filepath.Join(built.Editors, filepath.Base(r.URL.Path)))
			}))
		}
	}
	b := chrome(t, web, grants...)
	enter(t, b, team(t, &native(t).Home).Invite("Anna Berg", wire.Staff))
	for _, e := range editors {
		t.Run(e.name, func(t *testing.T) {
			p := b.Open(e.url)
			defer p.Close()
			p.MustEval(`() => editors.mount()`)
			p.ClickDrawn(p.WaitBadge("free"))
			card := p.Card()
			for _, before := range []string{"", "Hi "} {
				for _, s := range said {
					want := e.how
					if e.lines != "" && strings.Contains(s.text, "\n\n") {
						want = e.lines
					}
					text := s.text
					if e.nfc {
						text = norm.NFC.String(text)
					}
					insertOnce(t, p, card, before, text, want, e.undo, fmt.Sprintf("%q before %s", before, s.name))
				}
			}
			if made := p.MustEval(`() => editors.made()`).Str(); made != "" && made != "click on BUTTON" { // the post's own Reply
				t.Errorf("we made %s", made)
			}
			wantNoErrors(t, p)
		})
	}
}

func orEmpty(attrs string) string {
	if attrs == "" {
		return "{}"
	}
	return attrs
}

// insertOnce is one cell: a fresh editor, what the person typed, the answer, one more key.
func insertOnce(t *testing.T, p, card *drive.Page, before, text, how, undo, name string) {
	t.Helper()
	p.MustEval(`() => { editors.mount(); document.activeElement?.blur() }`)
	if before != "" && how != "clipboard" { // where nothing works typing does not either
		pressEditor(t, p)
		typed(t, p, before)
		wantModel(t, p, name+": typed", before)
		check(t, p.KeyActions().Press(input.Home).Do()) // the answer goes behind it all the same
	}
	e := card.Want(answer)
	check(t, e.SelectAllText())
	check(t, e.Input(text))
	p.PressIn(card, insert)
	told := card.Want(`[data-told]`)
	if got := told.MustAttribute("data-told"); *got != how {
		t.Errorf("%s: told %s (%s), want %s; the model is %q", name, *got, told.MustText(), how, model(p))
		return
	}
	if how == "clipboard" {
		wantModel(t, p, name, "")
		wantClipboard(t, p, text)
		return
	}
	wantModel(t, p, name, before+text)
	if p.MustEval(`() => document.querySelector("#post").disabled`).Bool() {
		t.Errorf("%s: the page's Post button is disabled", name)
	}
	if undo != "" {
		check(t, p.KeyActions().Press(input.ControlLeft).Type(input.KeyZ).Do())
		if undo == "grouped" {
			wantModel(t, p, name+": undone", before, "")
		} else {
			wantModel(t, p, name+": undone", before)
		}
		check(t, p.KeyActions().Press(input.ControlLeft, input.ShiftLeft).Type(input.KeyZ).Do())
		wantModel(t, p, name+": done again", before+text)
	}
	typed(t, p, "!")
	wantModel(t, p, name+": the next key", before+text+"!")
}

// wantClipboard reads it as the page may, with the person's leave.
func wantClipboard(t *testing.T, p *drive.Page, want string) {
	t.Helper()
	check(t, proto.BrowserGrantPermissions{Permissions: []proto.BrowserPermissionType{proto.BrowserPermissionTypeClipboardReadWrite}}.Call(p.B.Browser))
	p.MustActivate()
	if got := p.MustEval(`() => { focus(); return navigator.clipboard.readText() }`).Str(); got != want {
		t.Errorf("the clipboard holds %q, want %q", got, want)
	}
}

func pressEditor(t *testing.T, p *drive.Page) {
	t.Helper()
	got := p.MustEval(`() => { const r = document.querySelector("#slot").getBoundingClientRect(); return [r.left + 40, r.top + 20] }`)
	p.ClickAt(got.Get("0").Num(), got.Get("1").Num())
}

func model(p *drive.Page) string { return p.MustEval(`() => editors.model()`).Str() }

func wantModel(t *testing.T, p *drive.Page, what string, want ...string) {
	t.Helper()
	got := ""
	for range 40 { // editors commit within frames
		if got = strings.ReplaceAll(model(p), "\u00a0", " "); slices.Contains(want, got) { // what an editable makes of a blank at the end
			return
		}
		p.MustEval(`() => new Promise(drawn => requestAnimationFrame(drawn))`)
	}
	t.Errorf("%s: the model is %q, want %q", what, got, want)
}
