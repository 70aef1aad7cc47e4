package content

import (
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

// A page of a blog with two posts and words around them, and one of plain words.
const (
	twoPosts = `<h1 id=top>Letters about ferries</h1>
		<article id=one><a rel=author>mona</a> <p>The boat was <b>late</b> again.</p></article>
		<article id=two><a rel=author>odd</a> <p>Mine was on time.</p></article>
		<form id=door><p>Your name</p><input type=password><p>and word</p></form>
		<div id=draft contenteditable>my own words</div><textarea id=box>my own answer</textarea>`
	plainPage = `<main lang=nn><h2 id=h>To the company</h2><p id=p1>Nobody said    why.<script>let x</script></p><p>The boat was 👍 late.</p>
		<ul><li id=l>Twice</li></ul></main>`
)

// select selects from a place in the text of one element to one in another's.
const selectJS = `(from, at, to, end) => {
	const text = css => { const w = document.createTreeWalker(document.querySelector(css), NodeFilter.SHOW_TEXT); return w.nextNode() }
	const a = text(from), b = text(to)
	getSelection().setBaseAndExtent(a, a.data.indexOf(at), b, b.data.indexOf(end) + end.length)
}`

func TestPick(t *testing.T) {
	for _, c := range []struct {
		name, html, do   string
		why, author      string
		text, link, lang string
	}{
		{name: "nothing is selected", html: twoPosts, do: `getSelection().removeAllRanges()`, why: "gone"},
		{name: "words of a post", html: twoPosts, do: `select('#one p', 'boat', '#one b', 'late')`, author: "mona", text: "The boat was late again.", link: "https://letters.example/august?p=7#one"},
		{name: "a post and the blank behind it, as three clicks select", html: twoPosts, do: `getSelection().setBaseAndExtent(document.querySelector('#one p'), 0, document.querySelector('#two'), 0)`, author: "mona", text: "The boat was late again.", link: "https://letters.example/august?p=7#one"},
		{name: "a heading and a post", html: twoPosts, do: `select('#top', 'Letters', '#one b', 'la')`, author: "mona", text: "The boat was late again.", link: "https://letters.example/august?p=7#one"},
		{name: "over two posts", html: twoPosts, do: `select('#one p', 'boat', '#two p', 'Mine')`, why: "two"},
		{name: "words beside all posts", html: twoPosts, do: `select('#top', 'about', '#top', 'ferries')`, text: "about ferries", link: "https://letters.example/august?p=7"},
		{name: "in a form with a password", html: twoPosts, do: `select('#door', 'Your', '#door', 'name')`, why: "form"},
		{name: "such a form among what is selected", html: strings.Replace(twoPosts, "<form", "<h2 id=h>So long</h2><form", 1), do: `getSelection().setBaseAndExtent(document.querySelector('#h'), 0, document.querySelector('#draft'), 0)`, text: "So long", link: "https://letters.example/august?p=7"},
		{name: "what one writes", html: twoPosts, do: `select('#draft', 'own', '#draft', 'words')`, why: "editable"},
		{name: "what one writes in a field", html: twoPosts, do: `document.querySelector('#box').select()`, why: "editable"},
		{name: "a picture alone", html: `<main><img id=i width=9 height=9></main>`, do: `getSelection().selectAllChildren(document.querySelector('main'))`, why: "gone"},

		{name: "half a paragraph", html: plainPage, do: `select('#p1', 'said', '#p1', 'why')`, text: "said why", link: "https://letters.example/august?p=7", lang: "nn"},
		{name: "over paragraphs", html: plainPage, do: `select('#h', 'company', '#l', 'Tw')`, text: "company\nNobody said why.\nThe boat was 👍 late.\nTw", link: "https://letters.example/august?p=7", lang: "nn"},
		{name: "all", html: plainPage, do: `document.execCommand('selectAll')`, text: "To the company\nNobody said why.\nThe boat was 👍 late.\nTwice", link: "https://letters.example/august?p=7", lang: "nn"},
		{name: "more than anybody reads", html: `<main><pre id=p></pre></main><script>p.textContent = 'ferry '.repeat(5e5)</script>`, do: `document.execCommand('selectAll')`, text: strings.TrimSpace(strings.Repeat("ferry ", 1<<20/6) + "ferr"), link: "https://letters.example/august?p=7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := open(t, "https://letters.example/august?p=7#top", "<!doctype html><meta charset=utf-8>"+c.html)
			readPosts(t, page)
			page.MustEval("() => { const select = " + selectJS + "; " + c.do + " }")
			var got struct {
				Why, Shown string
				Post       wire.PagePost
			}
			page.MustEval("() => porchlight.pick()").Unmarshal(&got)
			p := got.Post
			if got.Why != c.why || p.Author != c.author || p.Text != c.text || p.Link != c.link || p.Lang != c.lang {
				t.Errorf("why %q, %q by %q at %s in %q", got.Why, p.Text[:min(len(p.Text), 200)], p.Author, p.Link, p.Lang)
			}
			if long := len(c.text) > 1000; p.Cut != long {
				t.Errorf("cut is %v", p.Cut)
			}
			if c.why == "" && strings.Join(strings.Fields(got.Shown), "") == "" {
				t.Error("it is nowhere on the page")
			}
		})
	}
}
