// Package content is tested here in Chromium without an extension around it: the reading
// half of the content script is bundled, run in a page, and asked for the posts. Pages come
// under their real addresses; every request that is not for the page itself fails.
package content

import (
	"os"
	"sync"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"

	sitefiles "porchlight/extension/sites"
	"porchlight/wasm/wire"
)

// The door of the reading half: all posts of the page, read to the end.
const door = `
import { Posts } from './posts'
import { Private } from './private'
import { fallbackFor, siteFor, isPrivate } from './find'
import { pick, selected } from './pick'
import { range } from './text'
const all = g => { for (;;) { const { done, value } = g.next(); if (done) return value } }
globalThis.porchlight = {
  read(sites) {
    const site = siteFor(sites, new URL(location.href), document)
    const closed = new Private()
    closed.look(document)
    if (closed.page || isPrivate(site, location.pathname)) return { site: site.name, posts: [] }
    const posts = new Posts(site, { url: location.href }, closed.has, fallbackFor(sites, site))
    all(posts.rescan(() => {}, () => {}))
    this.posts = posts
    return { site: site.name, canonical: document.querySelector('link[rel=canonical]')?.href ?? '', posts: [...posts.byId.values()].map(p => all(posts.read(p))).filter(p => p) }
  },
  pick() {
    const now = selected(), got = typeof now === 'string' ? now : all(pick(now, this.posts, 's1'))
    return typeof got === 'string' ? { why: got } : { post: got.message, shown: range(got.post.words, 0, got.post.words.text.length).toString() }
  },
  shown(id, start, end) {
    getSelection().removeAllRanges()
    getSelection().addRange(range(this.posts.byId.get(id).words, start, end))
    return getSelection().toString() // what is hidden is not in it
  },
}
`

type readPage struct {
	Site      string          `json:"site"`
	Posts     []wire.PagePost `json:"posts"`
	Canonical string          `json:"canonical"`
}

// tab is a page with the door in it.
type tab struct{ *rod.Page }

// shown is what the page shows between two units of a post's text.
func (p tab) shown(id string, start, end int) string {
	return p.MustEval("(id, start, end) => porchlight.shown(id, start, end)", id, start, end).Str()
}

var browser *rod.Browser

// bundle is built inside a test, so that the cache of test results knows what it read.
var bundle = sync.OnceValue(func() string {
	built := api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: door, ResolveDir: ".", Loader: api.LoaderTS},
		Bundle: true, Format: api.FormatIIFE, Target: api.ES2022,
	})
	if len(built.Errors) > 0 {
		panic(built.Errors[0].Text)
	}
	return string(built.OutputFiles[0].Contents)
})

func TestMain(m *testing.M) {
	os.Exit(func() int {
		l := launcher.New().Bin("chromium").Headless(true).NoSandbox(true)
		defer l.Cleanup()
		browser = rod.New().ControlURL(l.MustLaunch()).MustConnect()
		defer browser.MustClose()
		return m.Run()
	}())
}

// sites reads all site files as the package has them: the generic one last.
func sites(t *testing.T) []wire.Site {
	t.Helper()
	all, problems := sitefiles.All(os.DirFS("../sites"))
	for _, p := range problems {
		t.Error(p)
	}
	return all
}

// open shows html as if it had come from url, and nothing else.
func open(t *testing.T, url, html string) tab {
	t.Helper()
	page := browser.MustIncognito().MustPage()
	t.Cleanup(page.MustClose)
	router := page.HijackRequests()
	served := false
	router.MustAdd("*", func(h *rod.Hijack) {
		if h.Request.Type() == proto.NetworkResourceTypeDocument && !served {
			served = true
			h.Response.SetHeader("Content-Type", "text/html; charset=utf-8").SetBody(html)
			return
		}
		h.Response.Fail(proto.NetworkErrorReasonBlockedByClient)
	})
	go router.Run()
	t.Cleanup(func() { _ = router.Stop() })
	page.MustNavigate(url).MustWaitLoad()
	page.MustEvaluate(rod.Eval("() => {" + bundle() + "}").ByUser())
	return tab{page}
}

func readPosts(t *testing.T, page tab) readPage {
	t.Helper()
	var got readPage
	page.MustEval("sites => porchlight.read(sites)", sites(t)).Unmarshal(&got)
	return got
}

// Every selector of every site file is one to the browser, and every expression too.
func TestSelectorsAreSelectors(t *testing.T) {
	page := open(t, "https://blank.example/", "<!doctype html>")
	wrong := page.MustEval(`sites => {
	  const wrong = [], css = (at, list) => (list ?? []).forEach(s => { try { document.querySelector(s) } catch { wrong.push(at + ": " + s) } })
	  for (const site of sites) {
	    css(site.name + ".detect", site.detect)
	    site.layouts.forEach((l, i) => {
	      for (const list of ["post", "not", "quote", "with", "more", "reply", "composer"]) css(site.name + "[" + i + "]." + list, l[list])
	      for (const [name, pick] of Object.entries(l)) for (const from of pick?.from ?? []) {
	        css(site.name + "[" + i + "]." + name, [from.select ?? "a", ...from.skip ?? []])
	        try { new RegExp(from.match ?? "", "u") } catch { wrong.push(site.name + "[" + i + "]." + name + ": " + from.match) }
	      }
	    })
	  }
	  return wrong
	}`, sites(t))
	for _, w := range wrong.Arr() {
		t.Error(w.Str())
	}
}
