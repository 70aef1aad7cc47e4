package e2e

// The worker's gate (SEC-07, SEC-04): who may say what. Every message goes through the
// real browser from the real sender, so that sender, document and frame are Chromium's.

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// A post per mention the playbook can make: a public one, a private one, none.
const street = `<!doctype html><html lang="en"><title>Street</title><body><main>
<article id="c1"><h2>Mona</h2><p>The Havblikk ferry left without us this morning, again, and nobody said why.</p></article>
<article id="c2"><h2>Odd</h2><p>I took Kystekspressen Nord instead and it was on time, which says it all.</p></article>
</main></body></html>`

// sends says a message from a document of ours and returns the worker's answer as JSON,
// "" for none. The document is a screen, a card, or a page's content script (in world).
func sends(t *testing.T, p *drive.Page, world proto.RuntimeExecutionContextID, message string) string {
	t.Helper()
	return evalIn(t, p, world, fmt.Sprintf(`chrome.runtime.sendMessage(%s).then(a => a == null ? "" : JSON.stringify(a), () => "")`, message))
}

// evalIn evaluates a promise of a string in one world of a document, 0 for its own.
func evalIn(t *testing.T, p *drive.Page, world proto.RuntimeExecutionContextID, js string) string {
	t.Helper()
	got, err := proto.RuntimeEvaluate{Expression: js, ContextID: world, AwaitPromise: true, ReturnByValue: true}.Call(p.Page)
	if err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	if got.ExceptionDetails != nil {
		t.Fatalf("%s: %s", js, got.ExceptionDetails.Exception.Description)
	}
	return got.Result.Value.Str()
}

// contentWorld is the isolated world in which the content script of a page runs.
func contentWorld(t *testing.T, p *drive.Page) proto.RuntimeExecutionContextID {
	t.Helper()
	var found proto.RuntimeExecutionContextID
	raw, cancel := p.Page.WithCancel()
	defer cancel()
	wait := raw.EachEvent(func(e *proto.RuntimeExecutionContextCreated) bool {
		if e.Context.AuxData["type"].Str() == "isolated" && strings.Contains(e.Context.Origin, drive.ID) {
			found = e.Context.ID
		}
		return found != 0
	})
	_ = proto.RuntimeDisable{}.Call(p.Page)
	if err := (proto.RuntimeEnable{}).Call(p.Page); err != nil {
		t.Fatal(err)
	}
	wait()
	return found
}

var (
	pageSays = map[string]string{
		"hello":   `{hello: {url: location.href, attr: "abcdefghijklmnop"}}`,
		"scan":    `{scan: {page: {url: location.href}, first: false, gone: [], posts: [{id: "g1", order: 1, text: "Havblikk is late"}]}}`,
		"open":    `{open: {id: "g1", text: ""}}`,
		"visible": `{visible: {visible: true}}`, "resting": `{resting: {why: "budget"}}`,

		"inserted":     `{inserted: {id: "0123456789abcdef0123456789abcdef", how: "paste", ok: true}}`,
		"resume draft": `{resumeDraft: {id: "g1"}}`, "picked": `{picked: {id: "0123456789abcdef0123456789abcdef", post: {id: "g1", order: 1, text: "Havblikk"}, page: {url: location.href}}}`, "prompt": `{prompt: {posts: [{id: "g1", text: ""}]}}`, "frames": `{frames: {}}`, "gone": `{gone: {}}`,
	}
	cardSays = map[string]string{
		"start":   `{start: {token: "0123456789abcdef0123456789abcdef"}}`,
		"act":     `{act: {kind: "claim"}}`,
		"resize":  `{resize: {height: 200}}`,
		"refresh": `{refresh: {}}`, "close": `{close: {}}`,
		"draft": `{draft: {}}`, "suggest": `{suggest: {}}`, "check": `{check: {text: "We call you."}}`, "mine": `{mine: {yes: false}}`, "model": `{model: {lang: "en", drafts: ["We call you."]}}`, "rate": `{rate: {answer: "late", good: true, why: ""}}`, "prompt card": `{prompt: {act: "later"}}`,
		"insert": `{insert: {id: "0123456789abcdef0123456789abcdef", answer: {text: "We call you."}, saw: {state: "free", replied: 0}, promises: []}}`,
	}
	uiSays = map[string]string{
		"status": `{status: {}}`, "members": `{members: {}}`, "claims": `{claims: {}}`,
		"findings": `{findings: {tab: 1}}`,
		"ui act":   `{act: {kind: "release", key: "web:nowhere.example/", tab: 0}}`,
		"matter":   `{matter: {kind: "kept", id: "nothing"}}`, "ready": `{ready: {}}`, "read": `{read: {id: "nothing"}}`, "tell": `{tell: {to: "nobody", kind: "other", text: ""}}`, "ui draft": `{draft: {key: "web:nowhere.example/"}}`,
		"sites": `{sites: {}}`, "show": `{show: {key: "web:nowhere.example/", tab: 0}}`,
		"dismiss": `{dismiss: {opId: "", key: "web:nowhere.example/"}}`,
		"join":    `{join: {link: "nonsense", label: "x"}}`,
		"report":  `{report: {fromMs: 1, toMs: 2}}`, "playbook": `{playbook: {version: 0}}`, "versions": `{versions: {before: 0}}`, "publish": `{publish: {base: 9, playbook: "{}"}}`, "report items": `{reportItems: {fromMs: 1, toMs: 2, of: "taken", after: ""}}`, "oneself": `{oneself: {}}`, "set oneself": `{setOneself: {remove: {site: "x", handle: "nobody"}}}`,
		"invite": `{invite: {name: "Nils", role: "admin"}}`,
	}
)

// SEC-07.a: every kind from every sender, against the table of who may.
func TestGateTable(t *testing.T) {
	t.Parallel()
	b, p, world := onStreet(t)
	all := maps.Clone(cardSays)
	maps.Copy(all, uiSays)
	maps.Copy(all, pageSays)
	order := []string{"hello", "scan", "open"} // as a page lives; resting ends it
	for _, kind := range slices.Sorted(maps.Keys(all)) {
		if !slices.Contains(order, kind) && kind != "resting" && kind != "close" {
			order = append(order, kind)
		}
	}
	check := func(sender string, page *drive.Page, world proto.RuntimeExecutionContextID, may ...string) {
		t.Helper()
		b.StopWorker() // a new one has a full bucket for each tab: there are more kinds than fit into one
		for _, kind := range append(order, "resting", "close") {
			answered := sends(t, page, world, all[kind]) != ""
			if want := slices.Contains(may, kind); answered != want {
				t.Errorf("%s says %s: answered %v, want %v", sender, kind, answered, want)
			}
		}
	}
	for _, screen := range []string{"popup.html", "panel.html", "options.html", "reports.html"} {
		check(screen, b.Extension(screen), 0, slices.Sorted(maps.Keys(uiSays))...)
	}
	// A page that learnt the address of the card frames it: it may say nothing (SEC-04.a).
	open := openCard(t, p, world, "c1")
	bare, _, _ := strings.Cut(open, "#")
	check("a card without a token", frame(t, b.Open("https://street.example/"), bare), 0) // in a tab of its own, for each has its limit
	card := frame(t, p, bare)
	if said := useToken(t, card, openCard(t, p, world, "c1")); said == "" {
		t.Fatal("a good token was refused")
	}
	check("a card with its token", card, 0, "act", "refresh", "resize", "close", "draft", "suggest", "check", "insert", "mine", "rate", "model", "prompt card")
	// Visible, resting and inserted are heard but have no answer; no reply was begun elsewhere.
	other := b.Open("https://street.example/")
	other.WaitBadges() // its own content script has said what it has to say
	check("content script", other, contentWorld(t, other), "hello", "scan", "open")
}

// SEC-07.b, d: what a message says of its own origin is refused with the message, and a
// text without a public name gets an empty answer whatever else it names.
func TestPageLearnsNothingPrivate(t *testing.T) {
	t.Parallel()
	_, p, world := onStreet(t)
	for _, forged := range []string{
		`{hello: {url: location.href, attr: "abcdefghijklmnop", origin: "https://x.com"}}`,
		`{hello: {url: location.href, attr: "abcdefghijklmnop"}, status: {}}`,
		`{scan: {page: {url: location.href}, first: false, gone: [], posts: [{id: "g1", order: 1, text: "Havblikk", tab: 1}]}}`,
		`["hello"]`, `null`, `"status"`, `{}`, `{__proto__: null}`, `{toString: {}}`,
	} {
		if said := sends(t, p, world, forged); said != "" {
			t.Errorf("%s was answered: %s", forged, said)
		}
	}
	if said := sends(t, p, world, `{scan: {page: {url: location.href}, first: false, gone: [],
		posts: [{id: "r", order: 1, text: "Kystekspressen Nord is on time"}]}}`); said != `{"posts":[]}` {
		t.Errorf("a rival's name: the page was told %s", said)
	}
	for _, id := range []string{"r", "c2", "nothing", "__proto__"} {
		if said := sends(t, p, world, fmt.Sprintf(`{open: {id: %q, text: ""}}`, id)); said != "" {
			t.Errorf("open %s: %s", id, said)
		}
	}
}

// SEC-07.e: what is too large or too frequent is dropped, and the worker goes on.
func TestGateHoldsUnderLoad(t *testing.T) {
	t.Parallel()
	b, p, world := onStreet(t)
	if said := sends(t, p, world, `{scan: {page: {url: location.href}, first: false, gone: [],
		posts: [1, 2, 3].map(i => ({id: "big" + i, order: i, text: "Havblikk ".repeat(200_000)}))}}`); said != "" {
		t.Errorf("5.4 MB of text were taken: %.100s", said)
	}
	got, err := proto.RuntimeEvaluate{ContextID: world, AwaitPromise: true, ReturnByValue: true,
		Expression: `Promise.all(Array.from({length: 500}, () => chrome.runtime.sendMessage({open: {id: "c1", text: ""}}).catch(() => null)))
			.then(all => all.filter(a => a).length)`}.Call(p.Page)
	if err != nil {
		t.Fatal(err)
	}
	if n := got.Result.Value.Int(); n == 0 || n > 250 {
		t.Errorf("of 500 messages at once %d were answered", n)
	}
	if said := sends(t, b.Extension("options.html"), 0, `{status: {}}`); !strings.Contains(said, `"joined":true`) {
		t.Errorf("the worker after a flood: %s", said)
	}
}

// SEC-04.b: a card's token is good once, in its tab, for its document, for 30 s.
func TestCardToken(t *testing.T) {
	t.Parallel()
	b, p, world := onStreet(t)
	use := func(card *drive.Page, url string) string { return useToken(t, card, url) }
	blank := func() string { u, _, _ := strings.Cut(openCard(t, p, world, "c1"), "#"); return u }
	first := openCard(t, p, world, "c1")
	card := frame(t, p, blank())
	if said := use(card, first); !strings.Contains(said, `"excerpt":"The Havblikk ferry`) {
		t.Fatalf("a good token: %q", said)
	}
	if said := use(frame(t, p, blank()), first); said != "" {
		t.Errorf("second use: %s", said)
	}
	if said := sends(t, frame(t, p, blank()), 0, `{act: {kind: "claim"}}`); said != "" {
		t.Errorf("a frame without a token acts: %s", said)
	}
	late := openCard(t, p, world, "c1")
	b.InWorker(`chrome.storage.session.get(null).then(all => chrome.storage.session.set(Object.fromEntries(
		Object.entries(all).filter(([k]) => k.startsWith("token:")).map(([k, v]) => [k, {...v, untilMs: v.untilMs - 31_000}]))))`)
	if said := use(frame(t, p, blank()), late); said != "" {
		t.Errorf("after 30 s: %s", said)
	}
	gone, address := openCard(t, p, world, "c1"), blank()
	other := b.Open("https://street.example/")
	other.WaitBadge("free")
	if said := use(frame(t, other, address), gone); said != "" {
		t.Errorf("in another tab: %s", said)
	}
	left := openCard(t, p, world, "c1")
	p.MustActivate()
	p.MustReload().MustWaitLoad()
	p.WaitBadge("free")
	if said := use(frame(t, p, address), left); said != "" {
		t.Errorf("for a document that is gone: %s", said)
	}
}

// onStreet is a joined person on a page with mentions, once the worker knows the page.
func onStreet(t *testing.T) (*drive.Browser, *drive.Page, proto.RuntimeExecutionContextID) {
	t.Helper()
	web := drive.NewWeb(t)
	web.Page("https://street.example/", street)
	b := chrome(t, web, "https://street.example/*")
	enter(t, b, team(t, &native(t).Home).Invite("Siri Staff", wire.Staff))
	p := b.Open("https://street.example/")
	world := contentWorld(t, p)
	p.WaitBadge("free") // the content script has handed in what it found
	// Posts under names of the test's own: those of the content script are its business.
	sends(t, p, world, `{scan: {page: {url: location.href, site: "generic"}, first: false, gone: [], posts: [
	  {id: "c1", order: 1, text: "The Havblikk ferry left without us.", author: "mona", link: location.href + "#c1"},
	  {id: "c2", order: 2, text: "I took Kystekspressen Nord instead.", author: "odd", link: location.href + "#c2"}]}}`)
	return b, p, world
}

// openCard asks as the content script for the card of a post and returns its address.
func openCard(t *testing.T, p *drive.Page, world proto.RuntimeExecutionContextID, id string) string {
	t.Helper()
	var f wire.CardFrame
	said := sends(t, p, world, fmt.Sprintf(`{open: {id: %q, text: ""}}`, id))
	if err := json.Unmarshal([]byte(said), &f); err != nil || !strings.Contains(f.URL, "/card.html#") {
		t.Fatalf("open %s: %q", id, said)
	}
	return f.URL
}

// useToken says in a card's document what a card says first.
func useToken(t *testing.T, card *drive.Page, url string) string {
	t.Helper()
	_, token, _ := strings.Cut(url, "#")
	return sends(t, card, 0, fmt.Sprintf(`{start: {token: %q}}`, token))
}

// frame puts a frame into the page as a hostile page would, and returns its document.
func frame(t *testing.T, p *drive.Page, url string) *drive.Page {
	t.Helper()
	known := map[proto.TargetTargetID]bool{}
	for _, i := range targets(t, p.B) {
		known[i.TargetID] = true
	}
	p.MustEval(`url => { const f = document.createElement("iframe"); f.src = url; document.body.append(f) }`, url)
	var got *drive.Page
	drive.Until(t, "the frame loads", func() (string, bool) {
		for _, i := range targets(t, p.B) {
			if i.Type != "iframe" || known[i.TargetID] || !strings.Contains(i.URL, "/card.html") {
				continue
			}
			raw, err := p.B.Browser.PageFromTarget(i.TargetID)
			if err != nil {
				return err.Error(), false
			}
			got = &drive.Page{Page: raw, B: p.B}
			return "", raw.MustEval(`() => document.readyState`).Str() == "complete"
		}
		return fmt.Sprint(targets(t, p.B)), false
	})
	return got
}

func targets(t *testing.T, b *drive.Browser) []*proto.TargetTargetInfo {
	t.Helper()
	got, err := proto.TargetGetTargets{}.Call(b.Browser)
	if err != nil {
		t.Fatal(err)
	}
	return got.TargetInfos
}
