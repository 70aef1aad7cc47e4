package e2e

// Pages that live: lists that grow, nodes that become other posts, pages that change
// without a load, fields that must not be read.

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// wantRows waits until the side panel of a tab has rows with exactly these texts in order.
func wantRows(t *testing.T, screen *drive.Page, tab int, want ...string) wire.TabFindings {
	t.Helper()
	var f wire.TabFindings
	drive.Until(t, fmt.Sprintf("rows %q", want), func() (string, bool) {
		f = askFindings(t, screen, tab)
		var got []string
		for _, r := range f.Rows {
			got = append(got, r.Excerpt)
		}
		return fmt.Sprintf("%q of %d posts, why %q", got, f.Posts, f.Why), strings.Join(got, "|") == strings.Join(want, "|")
	})
	return f
}

// open shows a page and a screen of ours that watches its tab.
func (w *hostileWeb) open(t *testing.T, html string) (p, screen *drive.Page, tab int) {
	t.Helper()
	p = w.show(html)
	tab = mustInt(t, p.TabID())
	screen = w.Extension("options.html")
	p.MustActivate()
	return p, screen, tab
}

func TestLivingPages(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)

	t.Run("a list that grows at both ends keeps page order", func(t *testing.T) {
		p, screen, tab := w.open(t, `<main><article>Havblikk 2</article></main>`)
		wantRows(t, screen, tab, "Havblikk 2")
		p.MustEval(`() => document.querySelector('main').insertAdjacentHTML('beforeend', '<article>Havblikk 4</article><article>nobody</article>')`)
		wantRows(t, screen, tab, "Havblikk 2", "Havblikk 4")
		p.MustEval(`() => { const m = document.querySelector('main'); m.insertAdjacentHTML('afterbegin', '<article>Havblikk 1</article>'); m.children[1].insertAdjacentHTML('afterend', '<article>Havblikk 3</article>') }`)
		wantRows(t, screen, tab, "Havblikk 1", "Havblikk 2", "Havblikk 3", "Havblikk 4")
		p.MustEval(`() => document.querySelector('article').remove()`)
		wantRows(t, screen, tab, "Havblikk 2", "Havblikk 3", "Havblikk 4")
	})

	t.Run("text and node change under a post", func(t *testing.T) {
		p, screen, tab := w.open(t, `<article id=one><a href="#one"><time datetime=2026-11-20></time></a><p>Havblikk is late</p></article>`)
		first := wantRows(t, screen, tab, "Havblikk is late")
		p.WaitBadge("free")
		p.MustEval(`() => { document.querySelector('p').firstChild.data = 'nobody is late' }`)
		wantRows(t, screen, tab)
		drive.Until(t, "the badge goes", func() (string, bool) { n := len(p.Badges()); return fmt.Sprint(n), n == 0 })
		p.MustEval(`() => { document.querySelector('a').setAttribute('href', '#two'); document.querySelector('p').firstChild.data = 'Havblikk sails' }`)
		second := wantRows(t, screen, tab, "Havblikk sails")
		if first.Rows[0].Look.Key == second.Rows[0].Look.Key {
			t.Errorf("a recycled node kept the key %s", first.Rows[0].Look.Key)
		}
		p.WaitBadge("free")
	})

	t.Run("another page in the same document", func(t *testing.T) {
		p, screen, tab := w.open(t, `<main><article>Havblikk here</article></main>`)
		wantRows(t, screen, tab, "Havblikk here")
		p.MustEval(`() => { history.pushState(null, '', '/elsewhere'); document.querySelector('main').innerHTML = '<article>Havblikk there</article>' }`)
		f := wantRows(t, screen, tab, "Havblikk there")
		if !strings.HasSuffix(f.URL, "/elsewhere") || !strings.Contains(f.Rows[0].Look.Key, "/elsewhere") {
			t.Errorf("url %s, key %s", f.URL, f.Rows[0].Look.Key)
		}
		p.MustEval(`() => history.back()`)
		drive.Until(t, "the address is the first one again", func() (string, bool) {
			f := askFindings(t, screen, tab)
			return f.URL, !strings.HasSuffix(f.URL, "/elsewhere") && len(f.Rows) == 1
		})
	})

	t.Run("back to a page that was kept", func(t *testing.T) {
		p, screen, tab := w.open(t, `<article>Havblikk kept</article>`)
		wantRows(t, screen, tab, "Havblikk kept")
		w.web.Page(hostile+"/away", `<!doctype html><title>t</title><article>Havblikk away</article>`)
		p.MustNavigate(hostile + "/away").MustWaitLoad()
		wantRows(t, screen, tab, "Havblikk away")
		p.MustNavigateBack()
		wantRows(t, screen, tab, "Havblikk kept")
		p.WaitBadge("free")
	})

	t.Run("what scrolls inside the page takes its marks along", func(t *testing.T) {
		p := w.show(`<div id=box style="height:120px;overflow:auto;border:1px solid"><article style="height:60px">Havblikk</article><div style="height:2000px"></div></div>`)
		p.WaitBadge("free")
		p.MustEval(`() => { box.scrollTop = 500 }`)
		drive.Until(t, "no mark outside the box", func() (string, bool) { n := len(p.Badges()); return fmt.Sprint(n), n == 0 })
		p.MustEval(`() => { box.scrollTop = 0 }`)
		p.WaitBadge("free")
	})
}

func TestFieldsAndPrivatePages(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)

	t.Run("no value of a field is read", func(t *testing.T) {
		p, screen, tab := w.open(t, `<article>Havblikk outside <input value="Havblikk in an input"><textarea>Havblikk in an area</textarea>
			<select><option>Havblikk in a list</option></select><div contenteditable>Havblikk in an editor</div><button>Havblikk on a button</button></article>
			<article contenteditable>Havblikk in a post that is an editor</article>`)
		f := wantRows(t, screen, tab, "Havblikk outside")
		if n := len(f.Rows[0].Mentions); n != 1 {
			t.Errorf("%d mentions, want 1", n)
		}
		p.WaitBadge("free")
	})
	t.Run("a password keeps its own dialog out, also after it shows itself", func(t *testing.T) {
		p, screen, tab := w.open(t, `<article>Havblikk outside</article><div role=dialog><article>Havblikk in a dialog</article><input id=pw type=password></div>`)
		wantRows(t, screen, tab, "Havblikk outside")
		p.MustEval(`() => { pw.type = 'text'; document.querySelector('[role=dialog]').insertAdjacentHTML('beforeend', '<article>Havblikk later</article>'); document.body.insertAdjacentHTML('beforeend', '<article>Havblikk behind</article>') }`)
		wantRows(t, screen, tab, "Havblikk outside", "Havblikk behind")
	})
	for _, field := range []string{`<input autocomplete="cc-number">`, `<input autocomplete="one-time-code">`} {
		t.Run("the page stops at "+field, func(t *testing.T) {
			_, screen, tab := w.open(t, `<article>Havblikk</article>`+field)
			waitWhy(t, screen, tab, "private")
			p, screen, tab := w.open(t, `<article>Havblikk</article>`)
			wantRows(t, screen, tab, "Havblikk")
			p.MustEval(`html => { document.body.insertAdjacentHTML('beforeend', html); document.querySelector('input').remove() }`, field)
			f := waitWhy(t, screen, tab, "private")
			p.MustEval(`() => document.body.insertAdjacentHTML('beforeend', '<article>Havblikk later</article>')`)
			if n := len(p.Badges()); n != 0 {
				t.Errorf("%d badges on a private page; rows %d", n, len(f.Rows))
			}
		})
	}
}

func TestPrivatePaths(t *testing.T) {
	t.Parallel()
	web := drive.NewWeb(t)
	h := native(t)
	b := chrome(t, web, "https://x.com/*", "https://www.reddit.com/*", "https://mail.havblikk.example/*")
	enrol(t, b, team(t, &h.Home).Invite("Berit", wire.Staff))
	for _, url := range []string{"https://x.com/messages/1", "https://x.com/i/chat", "https://www.reddit.com/message/inbox", "https://mail.havblikk.example/"} {
		web.Page(url, `<!doctype html><title>t</title><article data-testid=tweet><div data-testid=tweetText>Havblikk</div></article>`)
		p := b.Open(url)
		tab := mustInt(t, p.TabID())
		screen := b.Extension("options.html")
		p.MustActivate()
		f := waitWhy(t, screen, tab, "private")
		if f.Posts != 0 || len(f.Rows) != 0 {
			t.Errorf("%s: %d posts were read", url, f.Posts)
		}
		if p.MustEval(`() => [...document.documentElement.children].some(e => e.popover)`).Bool() {
			t.Errorf("%s has a host of ours", url)
		}
	}
}

func waitWhy(t *testing.T, screen *drive.Page, tab int, why string) (f wire.TabFindings) {
	t.Helper()
	drive.Until(t, "why "+why, func() (string, bool) {
		f = askFindings(t, screen, tab)
		return fmt.Sprintf("%q, %d posts", f.Why, f.Posts), f.Why == why
	})
	return f
}
