package e2e

// What comes too late, or at the same time as something else.

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// An answer that was on its way while the person left is not written down.
func TestAnswerAfterLeaving(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"me", "members", "changes"} {
		t.Run(path, func(t *testing.T) { t.Parallel(); answersLate(t, path) })
	}
}

func answersLate(t *testing.T, path string) {
	w := work(t)
	w.claim(t)
	w.waitLook(t, "mine")
	before := w.popup.MustEval(kept).Str()
	w.InWorker(fmt.Sprintf(`(() => {
	  const real = fetch
	  globalThis.held = 0
	  const open = new Promise(go => { globalThis.letGo = go })
	  globalThis.fetch = async (url, init) => {
	    const answer = await real(url, init)
	    if (!/\/%s(\?|$)/.test(url)) return answer
	    held++
	    await open
	    return answer
	  }
	})()`, path))
	switch path {
	case "me":
		w.InWorker(`(() => { const real = Date.now; Date.now = () => real() + 360_000 })()`)
		w.Ring()
	case "members":
		w.popup.MustEval(`() => void chrome.runtime.sendMessage({members: {}}).catch(() => {})`)
	case "changes":
		w.Ring()
	}
	drive.Until(t, "an answer is held back", func() (string, bool) {
		n := w.InWorker(`held`)
		return n, n != "0"
	})
	if said := sends(t, w.popup, 0, `{leave: {}}`); said != `{"done":{}}` {
		t.Fatalf("leave: %s", said)
	}
	w.wantGone(t, before)
	w.InWorker(`(async () => { letGo(); for (let i = 0; i < 50; i++) await new Promise(go => setTimeout(go)) })()`)
	w.wantGone(t, before)
}

// A notice that comes while another one is dismissed stays.
func TestNoticeDuringDismiss(t *testing.T) {
	t.Parallel()
	w := work(t)
	const note = `(db, n) => {
	  const meta = db.transaction("meta", "readwrite").objectStore("meta"), old = meta.get("notices")
	  old.onsuccess = () => meta.put([...old.result ?? [], {code: "lost", key: n, opId: n, atMs: 1}], "notices")
	  return new Promise(yes => { meta.transaction.oncomplete = () => yes(db) })
	}`
	w.InWorker(`new Promise((yes, no) => {
	  const r = indexedDB.open("porchlight")
	  r.onerror = no
	  r.onsuccess = () => yes(r.result)
	}).then(db => (` + note + `)(db, "first")).then(db => db.close())`)
	w.popup.Close()
	screen := mute(t, w.Browser) // asks for no notices of its own
	w.InWorker(`(() => { // the second comes right after the list was read
	  const real = IDBObjectStore.prototype.get
	  IDBObjectStore.prototype.get = function (name) {
	    const got = real.call(this, name)
	    if (name === "notices") {
	      IDBObjectStore.prototype.get = real
	      void (` + note + `)(this.transaction.db, "second")
	    }
	    return got
	  }
	})()`)
	sends(t, screen, 0, `{dismiss: {opId: "first", key: "first"}}`)
	drive.Until(t, "the first is gone and the second is there", func() (string, bool) {
		said := sends(t, screen, 0, `{status: {}}`)
		return said, strings.Contains(said, `"second"`) && !strings.Contains(said, `"first"`)
	})
}

// A scan that nobody answers is handed in again, with all that it was to say.
func TestScanWithoutAnswer(t *testing.T) {
	t.Parallel()
	w := work(t)
	world := contentWorld(t, w.page)
	evalIn(t, w.page, world, `(() => {
	  const real = chrome.runtime.sendMessage.bind(chrome.runtime)
	  let lost = 0
	  globalThis.firsts = []
	  chrome.runtime.sendMessage = m => {
	    if (!("scan" in m)) return real(m)
	    firsts.push(m.scan.first)
	    return lost++ ? real(m) : Promise.resolve(undefined)
	  }
	  return "ok"
	})()`)
	w.page.MustEval(`() => void history.pushState({}, "", "?again")`)
	drive.Until(t, "the scan is handed in again", func() (string, bool) {
		said := evalIn(t, w.page, world, `JSON.stringify(firsts)`)
		return said, strings.HasPrefix(said, "[true,true")
	})
	w.page.WaitBadge("free")
}

// An invite whose answer was lost is not asked for again: there would be two of them.
func TestInviteIsAskedForOnce(t *testing.T) {
	t.Parallel()
	b := chrome(t, drive.NewWeb(t))
	enter(t, b, team(t, &native(t).Home).Invite("Liv Lead", wire.Lead))
	screen := b.Extension("options.html")
	screen.MustElement("[data-act=invite]")
	screen.MustEval(`() => {
	  const real = chrome.runtime.sendMessage.bind(chrome.runtime)
	  globalThis.invites = 0
	  chrome.runtime.sendMessage = async m => {
	    const answer = await real(m)
	    if (!("invite" in m)) return answer
	    invites++
	    return undefined
	  }
	}`)
	screen.MustElement("#name").MustInput("Siri Staff")
	screen.MustElement("[data-act=invite]:enabled").MustClick()
	screen.MustElement(".invite .trouble")
	if n := screen.MustEval(`() => invites`).Int(); n != 1 {
		t.Errorf("asked %d times", n)
	}
}
