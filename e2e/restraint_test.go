package e2e

// How little a leader is asked: a few times a day, in their hours, about their topics,
// never over what they do; and how a prompt goes that nobody minds.

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/e2e/square"
	"porchlight/wasm/wire"
)

// remembered is what the worker remembers of prompts; set replaces it.
func remembered(b *drive.Browser, set string) (asked wire.Asked) {
	_ = json.Unmarshal([]byte(askedRaw(b, set)), &asked)
	return asked
}

// askedRaw is the same, word for word as it is kept.
func askedRaw(b *drive.Browser, set string) string {
	return b.InWorker(`new Promise((done, failed) => {
	  const open = indexedDB.open("porchlight"), set = ` + set + `
	  open.onerror = failed
	  open.onsuccess = () => {
	    const store = open.result.transaction("meta", "readwrite").objectStore("meta"), got = store.get("asked")
	    got.onsuccess = () => {
	      const next = set ? {...got.result, ...set} : got.result
	      if (set) store.put(next, "asked")
	      store.transaction.oncomplete = () => { open.result.close(); done(JSON.stringify(next ?? {})) }
	    }
	  }
	})`)
}

// saysInView says as the content script that a post is in view; "" is the answer for no prompt.
func saysInView(t *testing.T, p *drive.Page, css string) string {
	t.Helper()
	panel := p.B.Extension("options.html")
	defer panel.Close()
	p.MustActivate()
	for _, r := range askFindings(t, panel, mustInt(t, p.TabID())).Rows {
		if r.Look.Key == squareKey(css) {
			return sends(t, p, contentWorld(t, p), fmt.Sprintf(`{prompt: {posts: [{id: %q, text: %q}]}}`, r.ID, r.Excerpt))
		}
	}
	t.Fatalf("the panel does not know %s", css)
	return ""
}

// wake opens a screen of ours, so that the worker runs.
func wake(b *drive.Browser) *drive.Browser {
	b.Extension("options.html").Close()
	return b
}

// wantUnasked checks that a post is looked at and nothing comes of it. What the page's
// script said to the worker before is over when a later word of it has its answer, and so is
// what the worker began when the next in line may begin.
func wantUnasked(t *testing.T, p *drive.Page, css, why string) {
	t.Helper()
	p.Reveal(css)
	p.MustEval(`async () => { for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame) }`)
	sends(t, p, contentWorld(t, p), `{resumeDraft: {id: "nothing"}}`)
	p.B.InWorker(`navigator.locks.request("prompt", () => "")`)
	if a := remembered(p.B, "undefined"); len(a.Shown) != 0 || framed(p) {
		t.Errorf("asked %s: %+v", why, a)
	}
}

// Each thing that keeps a prompt away, by itself, and that it comes without any of them.
func TestPromptStaysAway(t *testing.T) {
	t.Parallel()
	c, b, p := leading(t, &native(t).Home, "", `"night boat"`, `"harbour dues"`, `"owner":"Ingrid Solvang"`, `"owner":"Kari Nes"`)
	waitFound(t, p, "#p105")
	wantUnasked(t, p, "#p105", "about what is no topic of theirs")
	book, err := square.Playbook()
	check(t, err)
	c.team.Publish(book)
	p.PressIn(asked(t, p, "#p105"), `[data-act=later]`)
	gone(t, p, "not now")

	minute := func(later time.Duration) int { at := time.Now().Add(later); return at.Hour()*60 + at.Minute() }
	since := func(ago time.Duration) string {
		return fmt.Sprintf(`{shown: [], lastMs: Date.now() - new Date().getTimezoneOffset() * 60_000 - %d}`, ago.Milliseconds())
	}
	const fresh = `{shown: [], lastMs: 0}`
	for _, c := range []struct{ when, rules, kept string }{
		{"on a day that has none", `{most: 0, from: 0, to: 0, weekend: true}`, fresh},
		{"when the day's are spent", always, `{shown: ["a", "b", "c"], lastMs: 0}`},
		{"in quiet hours", fmt.Sprintf(`{most: 3, from: %d, to: %d, weekend: true}`, minute(time.Hour), minute(2*time.Hour)), fresh},
		{"ten minutes after the last one", always, since(10 * time.Minute)},
		{"about a kind that was refused", always, `{shown: [], lastMs: 0, never: ["question", "request", "complaint", "other"]}`},
		{"", always, `{shown: [], never: [], lastMs: 0}`},
	} {
		b.InWorker(`chrome.storage.local.set({asking: ` + c.rules + `})`)
		remembered(b, c.kept)
		if said := saysInView(t, p, "#p105"); (said != "") != (c.when == "") {
			t.Errorf("asked %s: %q", c.when, said)
		}
	}
	sends(t, b.Extension("options.html"), 0, `{setOneself: {onDuty: false}}`)
	remembered(b, fresh)
	if said := saysInView(t, p, "#p105"); said != "" {
		t.Errorf("asked off duty: %s", said)
	}
	wantNoErrors(t, p)
}

// again opens the page once more, on another day, with something of the page's own done
// before we read it.
func again(t *testing.T, p *drive.Page, js string) {
	t.Helper()
	p.MustNavigate("about:blank")
	p.B.InWorker(`navigator.locks.request("prompt", () => "")`) // what the page before had begun
	remembered(p.B, `{lastMs: 0, shown: []}`)
	remove, err := p.EvalOnNewDocument(`addEventListener("DOMContentLoaded", () => { ` + js + ` })`)
	check(t, err)
	p.MustNavigate(squareURL).MustWaitLoad()
	check(t, remove())
	waitFound(t, p, "#p105")
}

// waitFound waits until the worker knows of a post, and its page of the answer.
func waitFound(t *testing.T, p *drive.Page, css string) {
	t.Helper()
	screen, tab := p.B.Extension("options.html"), mustInt(t, p.TabID())
	defer screen.Close()
	p.MustActivate() // a hidden page is not read
	drive.Until(t, css+" is found", func() (string, bool) {
		rows := askFindings(t, screen, tab).Rows
		return fmt.Sprintf("%+v", rows), slices.ContainsFunc(rows, func(r wire.FindingRow) bool { return r.Look.Key == squareKey(css) })
	})
}

const (
	dialog = `document.body.insertAdjacentHTML("beforeend", "<dialog id=own><p>Cookies?</p><button>Yes</button></dialog>"); own.showModal()`
	box    = `document.body.insertAdjacentHTML("beforeend", "<div id=own role=dialog aria-modal=true style='position:fixed;right:0;bottom:0;width:9em;height:4em'>Cookies?</div>")`
)

// A prompt is never over what the leader does: not while they type in the page, nor while a
// dialog of the page wants them; and it goes when either begins.
func TestPromptIsNeverInTheWay(t *testing.T) {
	t.Parallel()
	_, _, p := leading(t, &native(t).Home, "")
	check(t, proto.EmulationSetFocusEmulationEnabled{Enabled: true}.Call(p))
	const focus = `document.querySelector("form textarea").focus({preventScroll: true})`
	for _, c := range []struct{ what, begin, end string }{
		{"while they type", focus, `document.activeElement.blur()`},
		{"beside a dialog that wants them", box, `own.remove()`},
		{"under a dialog of the browser's own", dialog, `own.remove()`},
	} {
		again(t, p, c.begin)
		wantUnasked(t, p, "#p105", c.what)
		p.Reveal("#p111")
		p.MustEval(`() => { ` + c.end + ` }`)
		asked(t, p, "#p105")
		p.MustEval(`() => { ` + c.begin + ` }`)
		gone(t, p, "it is "+c.what)
	}
	again(t, p, `document.querySelector("#p105").setAttribute("aria-modal", "true")`) // as where threads open in a dialog
	asked(t, p, "#p105")
	wantNoErrors(t, p)
}

// Nobody has to send a prompt away: it goes at its time, which is ten minutes at most, and
// twenty seconds after it was scrolled out of view. Nothing is left of it.
func TestPromptGoesByItself(t *testing.T) {
	t.Parallel()
	c, b, p := leading(t, &native(t).Home, "")
	asked(t, p, "#p105")
	left := b.InWorker(`chrome.storage.session.get(null).then(async all => {
	  const [name, bound] = Object.entries(all).find(([n]) => n.startsWith("card:")), left = bound.prompt.untilMs - Date.now()
	  bound.prompt.untilMs = Date.now() + 500
	  await chrome.storage.session.set({[name]: bound})
	  await chrome.tabs.sendMessage(bound.tab, {keysChanged: {posts: []}}, {documentId: bound.document}).catch(() => {})
	  return String(left)
	})`)
	if ms, err := strconv.ParseInt(left, 10, 64); err != nil || ms > 10*60_000 || ms < 5*60_000 {
		t.Errorf("it stays for another %s ms", left)
	}
	gone(t, p, "its time is over")
	again(t, p, `document.body.style.paddingBottom = "3000px"`)
	asked(t, p, "#p105")
	p.MustEval(`() => scrollTo(0, 1e6)`)
	gone(t, p, "out of view for a while")
	if a := remembered(b, "undefined"); len(a.Shown) != 1 {
		t.Errorf("it remembers %+v", a)
	}
	wantLedger(t, c)
	wantNothingKept(t, b)
	wantNoErrors(t, p)
}
