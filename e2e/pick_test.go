package e2e

// Any page by selection: the item in the menu of what is selected opens a card for it. No
// debugger can press a menu of the browser; its event is dispatched in the worker as the
// browser dispatches it, and what activeTab would let in is granted.

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const (
	letterURL = "https://letters.example/august"
	letterKey = "web:letters.example/august"
)

// letter is a page that no site file knows: nobody in it is named.
const letter = `<!doctype html><html lang=en><title>Letters</title><link rel=icon href="data:,"><main style="width:40em">
	<h1>Letters to the editor</h1><p id=first>The boat was late again on Monday,<br>and nobody on the quay could say why.</p>
	<p id=second>My neighbour waited, too.</p><input id=search type=search value="boats in august">
	<h2>Write to us</h2><textarea id=box rows=4 cols=40></textarea></main>`

// choose selects the text of an element and presses the item in its menu.
func choose(t *testing.T, p *drive.Page, css string) {
	t.Helper()
	p.MustActivate()
	p.MustEval(`css => { const r = new Range(); r.selectNodeContents(document.querySelector(css)); getSelection().removeAllRanges(); getSelection().addRange(r) }`, css)
	dispatch(t, p, "")
}

// dispatch tells the worker that the item was pressed in the page; more is more of the event.
func dispatch(t *testing.T, p *drive.Page, more string) {
	t.Helper()
	said := p.B.InWorker(fmt.Sprintf(`chrome.tabs.query({}).then(all => {
	  const tab = all.find(t => (t.url ?? '').startsWith(%q)) ?? all.find(t => t.active)
	  chrome.contextMenus.onClicked.dispatch({ menuItemId: 'answer', editable: false, frameId: 0, pageUrl: %[1]q %s }, tab)
	  return 'pressed'
	})`, p.MustInfo().URL, more))
	if said != "pressed" {
		t.Fatalf("the item: %s", said)
	}
}

func TestAnswerASelection(t *testing.T) {
	t.Parallel()
	h := native(t)
	web := drive.NewWeb(t)
	web.Page(letterURL, letter)
	m := team(t, &h.Home)
	anna, bo := chrome(t, web, "https://letters.example/*"), chrome(t, web, "https://letters.example/*")
	enrol(t, anna, m.Invite("Anna Berg", wire.Staff))
	enrol(t, bo, m.Invite("Bo Lund", wire.Staff))
	if got := anna.InWorker(`new Promise(done => chrome.contextMenus.update('answer', {}, () => done(chrome.runtime.lastError?.message ?? 'there')))`); got != "there" {
		t.Fatalf("the item of the menu: %s", got)
	}
	anna.InWorker(`chrome.scripting.unregisterContentScripts().then(() => '')`) // the press alone brings the script in
	p := anna.Open(letterURL)
	choose(t, p, "#first")
	card := p.Card()
	said := card.Want(fmt.Sprintf(`[data-key=%q][data-state=free]`, letterKey)).MustText()
	wantIn(t, "the card", said, "The boat was late again on Monday,")
	wantIn(t, "the card", said, "Unknown author")
	if strings.Contains(said, "neighbour") {
		t.Errorf("the card has more than was selected: %s", said)
	}
	p.PressIn(card, drive.Claim)
	card.Want(`[data-state=mine]`)
	p.Panel().WaitRow(letterKey, "mine")

	p.MustActivate()
	card.Fill(answer, "We will call you.")
	p.PressIn(card, insert)
	card.Want(`[data-told=paste].good, [data-told=insertText].good`)
	if got := p.MustEval(`() => box.value`).Str(); got != "We will call you." {
		t.Errorf("the reply box of the page has %q", got)
	}
	if n := len(p.Badges()); n != 0 {
		t.Errorf("%d lamps on a page where nobody is named", n)
	}
	his := bo.Open(letterURL)
	choose(t, his, "#second") // other words of the same page
	wantIn(t, "his card", his.Card().Want(fmt.Sprintf(`[data-key=%q][data-state=theirs]`, letterKey)).MustText(), "Anna Berg")
	wantNoErrors(t, p, card, his)
}

// Words of a post that a lamp stands beside, and of one that names nobody: each is that post.
func TestSelectionInAPost(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)
	p := w.show(`<article id=one><p id=a>The ferry of Havblikk was late.</p></article><article id=two><b rel=author>odd</b><p id=b>We took Kystekspressen Nord.</p></article><article id=three><p id=c>It rained.</p></article>`)
	p.WaitBadge("free")
	for _, c := range []struct{ css, key, author, name string }{{"#a", "#one", "", "Havblikk"}, {"#b", "#two", "odd", "Kystekspressen Nord"}, {"#c", "#three", "", ""}} {
		p.CloseCard()
		choose(t, p, c.css)
		want := "web:hostile.example/page1" + c.key
		said := p.Card().Want(fmt.Sprintf(`[data-key=%q]`, want)).MustText()
		wantIn(t, "the card of "+c.css, said, c.author)
		wantIn(t, "the card of "+c.css, said, c.name)
	}
	if n := len(p.Badges()); n != 1 {
		t.Errorf("%d lamps, want that of the public name alone", n)
	}
	wantNoErrors(t, p)
}

// What cannot be taken says so in the popup, which opens.
func TestSelectionRefused(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)
	body := `<article id=one><p id=a>The ferry was late.</p></article><article id=two><p id=b>Mine was not.</p></article><iframe srcdoc="words"></iframe>`
	for _, c := range []struct{ why, do, more string }{
		{why: "gone", do: `getSelection().removeAllRanges()`},
		{why: "two", do: `getSelection().setBaseAndExtent(a.firstChild, 1, b.firstChild, 3)`},
		{why: "editable", more: `, editable: true`},
		{why: "frame", more: `, frameId: 99999`},
		{why: "browser", more: `, pageUrl: 'chrome://settings/'`},
		{why: "private", more: `, pageUrl: 'https://mail.hostile.example/'`},
	} {
		t.Run(c.why, func(t *testing.T) {
			p := w.show(body)
			waitRead(t, p, 2)
			p.MustActivate()
			p.MustEval(`() => { ` + c.do + ` }`)
			dispatch(t, p, c.more)
			drive.Until(t, "it is written down why", func() (string, bool) {
				said := w.InWorker(`chrome.tabs.query({ active: true }).then(tabs => Promise.all(tabs.map(({ id }) => chrome.action.getBadgeText({ tabId: id }).then(text =>
				  chrome.storage.session.get('unpicked:' + id).then(all => Object.values(all).map(u => u.why + text)))))).then(all => all.flat().join())`)
				return said, strings.HasPrefix(said, c.why)
			})
			for _, d := range p.Drawn() {
				if d.Tag == "iframe" {
					t.Error("a card opened")
				}
			}
			wantNoErrors(t, p)
			popup := toolbarPopup(t, w.Browser)
			popup.Want(`[data-unpicked=` + c.why + `]`)
			wantAccessible(t, popup, "the popup")
			popup.MustClose()
			p.MustClose()
		})
	}
}
