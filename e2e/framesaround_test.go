package e2e

// What the page around a frame can do to it, and what it cannot: frames that nobody
// granted, impostors, a frame too low for a card, and tricks that are played on the eye.

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// A box that is not granted is not read, whatever the page around it is; nor is one that
// calls itself Disqus on another origin, though that was granted and its script asks.
func TestFramesThatAreNotRead(t *testing.T) {
	t.Parallel()
	h := native(t)
	web := drive.NewWeb(t)
	web.Page(blogURL, blog(boxFrame+`<iframe id="false" src="https://disqus.com.evil.example/embed/comments/"></iframe><iframe id="own" src="/comments"></iframe>`))
	web.Page(boxURL, disqus)
	web.Page("https://disqus.com.evil.example/embed/comments/", disqus)
	web.Page("https://harbourtalk.example/comments", disqus)
	b := chrome(t, web, "https://harbourtalk.example/*", "https://disqus.com.evil.example/*")
	enter(t, b, team(t, &h.Home).Invite("Anna Berg", wire.Staff))
	p := b.Open(blogURL)
	p.WaitBadgeOf("#a", "free")
	p.Frame("#dsq-app1")
	evil := p.Frame("#false")
	// Their scripts, put there by force, may say hello: the gate knows the sender.
	said := b.InWorker(`chrome.tabs.query({url: "https://harbourtalk.example/*"}).then(([tab]) => chrome.scripting.executeScript({target: {tabId: tab.id, allFrames: true},
		func: async () => window === top ? "" : location.hostname + ":" + JSON.stringify(await chrome.runtime.sendMessage({hello: {url: location.href, attr: "abcdefghijklmnop"}}).catch(() => undefined))}))
		.then(all => all.map(a => a.result).filter(Boolean).sort().join(" "))`)
	if said != "disqus.com.evil.example:undefined harbourtalk.example:undefined" && said != "disqus.com.evil.example:null harbourtalk.example:null" {
		t.Errorf("frames were told: %s", said)
	}
	if all := readDocuments(b); strings.Contains(all, "frame") || strings.Count(all, "\n") > 0 {
		t.Errorf("the worker read %s", all)
	}
	for _, f := range []*drive.Page{evil, p.Frame("#dsq-app1")} {
		if n := len(f.Hosts()); n != 0 {
			t.Errorf("%s has %d hosts of ours", f.MustInfo().URL, n)
		}
	}
	if scripts := b.InWorker(`chrome.scripting.getRegisteredContentScripts().then(all => all.map(s => s.id + " " + s.allFrames).join(", "))`); scripts != "page false" {
		t.Errorf("registered: %s", scripts)
	}
	wantNoErrors(t, p)
}

// A low box in a page that is granted, too: the card fits into what there is, the panel has
// the page's post first, and an update of the extension finds both documents again.
func TestLowFrameInAGrantedPage(t *testing.T) {
	t.Parallel()
	h := native(t)
	web := drive.NewWeb(t)
	web.Page(blogURL, blog(strings.Replace(boxFrame, "1400px", "300px", 1)))
	web.Page(boxURL, strings.Replace(disqus, `, add(7002, "b_ravn", "Nice weather."), add(7003, "lene_h", "The Havblikk boat was late today, again.")`, "", 1))
	b := chrome(t, web, "https://disqus.com/*", "https://harbourtalk.example/*")
	enter(t, b, team(t, &h.Home).Invite("Anna Berg", wire.Staff))
	p := b.Open(blogURL)
	box := p.Frame("#dsq-app1")
	panel := p.Panel()
	p.MustActivate()
	drive.Until(t, "two rows, the page's first", func() (string, bool) {
		rows := panel.Rows()
		return fmt.Sprintf("%+v", rows), len(rows) == 2 && !strings.Contains(rows[0].Key, "#comment-") && rows[1].Key == boxKey+"7001"
	})
	wantAccessible(t, panel, "the panel of a page with a box")
	box.PressIn(box.OpenCard("#post-7001"), drive.Claim)
	box.WaitBadgeOf("#post-7001", "mine")
	next := fmt.Sprintf(`chrome.commands.onCommand.dispatch("next", {id: %s}) ?? ""`, p.TabID())
	for _, here := range []*drive.Page{box, p} { // the keys go to the document in which a card was opened last
		if here == p {
			p.OpenCard("#a")
		}
		b.InWorker(next)
		drive.Until(t, "the ring is where the person is", func() (string, bool) { return "", slices.ContainsFunc(here.Badges(), ringed) })
	}

	other := b.Open(blogURL)
	lookInFrame(t, other, other.Frame("#dsq-app1").OpenCard("#post-7001"))
	other.Close()
	p.MustActivate()

	b.ReloadExtension()
	again := p.Panel() // the session forgot: what it shows, the new scripts have found
	again.WaitRow(boxKey+"7001", "mine")
	p.MustActivate()
	box.WaitBadgeOf("#post-7001", "mine")
	p.WaitBadgeOf("#a", "free")
	wantNoErrors(t, p, box)
}

// lookInFrame makes the pictures of a card in a frame.
func lookInFrame(t *testing.T, p, card *drive.Page) {
	t.Helper()
	for _, v := range variants[:3] { // light, dark, narrow
		around := &screen{"card-frame", p, 1000, 760}
		around.show(t, v)
		(&screen{"card", card, 0, 0}).show(t, v)
		wantNoSideways(t, card, "card in a frame "+v.name)
		around.shoot(t, "en", v.name)
	}
}

// The page around a box fades, covers or shrinks it: no press in the card counts then, and
// one does when the trick is over.
func TestFrameUnderATrick(t *testing.T) {
	t.Parallel()
	b, m := readsBoxes(t)
	watch := m.Observe()
	p := b.Open(blogURL)
	box := p.Frame("#dsq-app1")
	card := box.OpenCard("#post-7001")
	for name, trick := range map[string][2]string{
		"a see-through frame": {`f.style.opacity = '.4'`, `f.style.opacity = ''`},
		"a blurred frame":     {`f.style.filter = 'blur(3px)'`, `f.style.filter = ''`},
		"a cover":             {`window.o = document.createElement('div'); o.style.cssText = 'position:fixed;inset:0;background:#fffc;pointer-events:none;z-index:9'; document.body.append(o)`, `o.remove()`},
		"a see-through page":  {`document.body.style.opacity = '.5'`, `document.body.style.opacity = ''`},
	} {
		box.Aim(card, drive.Claim)
		p.MustEval(`async () => { const f = document.querySelector("#dsq-app1"); ` + trick[0] + `; for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame) }`)
		card.Want(drive.Claim + `:not([data-armed=true])`)
		box.Click()
		p.MustEval(`async () => { for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame); const f = document.querySelector("#dsq-app1"); ` + trick[1] + ` }`)
		if n := len(watch.Ledger()); n != 0 {
			t.Fatalf("%s: the press made %d ops", name, n)
		}
	}
	box.PressIn(card, drive.Claim)
	box.WaitBadgeOf("#post-7001", "mine")
}
