package e2e

// LIF-01 and LIF-02: the worker is stopped at every single await of a claim, and each
// time the op is in the ledger once and the person is told so.

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// hang makes the worker's n-th await from now never end, and every one after it: what
// had been handed to the network or written before it stays so, nothing after it happens.
// A write that is under way is undone, as it is when a process dies.
const hang = `(() => {
  globalThis.left = %d
  globalThis.hung = false
  const stop = () => globalThis.left-- > 0 ? false : globalThis.hung = true
  const never = () => new Promise(() => {})
  const around = (object, name) => {
    const real = object[name]
    object[name] = function (...args) {
      if (stop()) return never()
      return Promise.resolve(real.apply(this, args)).then(value => stop() ? never() : value)
    }
  }
  const event = (type, name, instead) => {
    const real = Object.getOwnPropertyDescriptor(type.prototype, name)
    Object.defineProperty(type.prototype, name, {...real, set(handler) {
      real.set.call(this, handler && (e => stop() ? instead(e.target) : handler.call(e.target, e)))
    }})
  }
  around(globalThis, "fetch")
  around(Response.prototype, "json")
  around(LockManager.prototype, "request")
  for (const area of [chrome.storage.local, chrome.storage.session]) for (const f of ["get", "set", "remove"]) around(area, f)
  around(chrome.tabs, "sendMessage")
  around(chrome.alarms, "create")
  event(IDBRequest, "onsuccess", r => { if (r.transaction?.mode === "readwrite") r.transaction.abort() })
  event(IDBTransaction, "oncomplete", () => {})
  return true
})()`

// claims presses Claim once in the popup, and once more if the worker was lost in the
// middle of the message, as every screen of ours does.
const claims = `(key, tab) => {
  globalThis.answer = ""
  const once = () => chrome.runtime.sendMessage({act: {kind: "claim", key, tab}})
  once().catch(() => {}).then(a => a ?? once()).then(a => globalThis.answer = JSON.stringify(a))
  return true
}`

func TestWorkerDiesAtEveryAwait(t *testing.T) {
	t.Parallel()
	const most = 240 // what the worker does besides is counted too, and a busy machine makes it more
	h := native(t)
	web := drive.NewWeb(t)
	var posts strings.Builder
	for n := range most {
		fmt.Fprintf(&posts, `<article id="k%d"><h2>Mona</h2><p>Havblikk left without us again, boat number %d.</p></article>`, n, n)
	}
	web.Page("https://street.example/", `<!doctype html><html lang="en"><title>Street</title><main>`+posts.String()+`</main>`)
	m := team(t, &h.Home)
	watch := m.Observe()
	b := chrome(t, web, "https://street.example/*")
	enter(t, b, m.Invite("Siri Staff", wire.Staff))
	p := b.Open("https://street.example/")
	drive.Until(t, "all posts are read", func() (string, bool) {
		said := findings(t, p)
		return said, strings.Contains(said, fmt.Sprintf(`"posts":%d`, most))
	})
	popup, tab := mute(t, b), p.TabID()
	for n := range most {
		if dieAt(t, b, popup, n, fmt.Sprintf("web:street.example/#k%d", n), tab) {
			if n < 30 {
				t.Errorf("a claim has only %d awaits: does the trap work?", n)
			}
			wantOnce(t, watch, n+1)
			t.Logf("a claim has %d awaits", n)
			return
		}
	}
	t.Fatalf("a claim has more than %d awaits", most)
}

// mute is the popup's document without its script: it asks the worker nothing of its own,
// so that the awaits counted are those of the claim.
func mute(t *testing.T, b *drive.Browser) *drive.Page {
	t.Helper()
	p := b.Open("about:blank")
	if err := (proto.NetworkEnable{}).Call(p.Page); err != nil {
		t.Fatal(err)
	}
	if err := (proto.NetworkSetBlockedURLs{Urls: []string{"*popup.js"}}).Call(p.Page); err != nil {
		t.Fatal(err)
	}
	p.MustNavigate(drive.Origin + "/popup.html").MustWaitLoad()
	if n := p.MustEval(`() => document.body.innerText.trim().length`).Int(); n > 0 {
		t.Fatalf("the popup's script runs: %d characters", n)
	}
	return p
}

// dieAt claims with a worker that stops at its n-th await, and waits until a next worker
// has it confirmed. It returns true when all was settled before that await came.
func dieAt(t *testing.T, b *drive.Browser, popup *drive.Page, n int, key, tab string) (settled bool) {
	t.Helper()
	popup.MustEval(`async () => { // wakes it, and lets it finish what it does at every wake
	  await chrome.runtime.sendMessage({status: {}}).catch(() => {})
	  await navigator.locks.request("sync", () => {})
	}`)
	b.InWorker(fmt.Sprintf(hang, n))
	popup.MustEval(claims, key, mustInt(t, tab))
	drive.Until(t, fmt.Sprintf("await %d hangs, or the claim is settled", n), func() (string, bool) {
		settled = onDisk(popup, key)
		hung := b.InWorker(`globalThis.hung`)
		return hung, hung == "true" || settled
	})
	b.StopWorker()
	drive.Until(t, fmt.Sprintf("after dying at await %d the claim is confirmed", n), func() (string, bool) {
		s := look(t, popup, key)
		return fmt.Sprintf("%q, the press was answered %q", s, popup.MustEval(`() => globalThis.answer`).Str()), s == "mine"
	})
	return settled
}

// onDisk says whether the desk has a claim's answer, without asking the worker.
func onDisk(popup *drive.Page, key string) bool {
	return popup.MustEval(`async key => {
	  const ended = r => new Promise((yes, no) => { r.onsuccess = () => yes(r.result); r.onerror = no })
	  const db = await ended(indexedDB.open("porchlight"))
	  const head = await ended(db.transaction("heads").objectStore("heads").get(key))
	  db.close()
	  return head?.mineUntil > 0
	}`, key).Bool()
}

// look is the state of a conversation as the popup is told now, "" while nobody answers.
func look(t *testing.T, popup *drive.Page, key string) string {
	t.Helper()
	return popup.MustEval(`async key => {
	  const late = new Promise(done => setTimeout(done, 500))
	  const said = await Promise.race([late, chrome.runtime.sendMessage({claims: {}}).catch(() => {})])
	  return said?.board?.looks.find(l => l.key === key)?.state ?? ""
	}`, key).Str()
}

// wantOnce checks that the ledger has one claim each of n conversations and nothing else.
func wantOnce(t *testing.T, watch *drive.Observer, n int) {
	t.Helper()
	seen := map[string]int{}
	for _, row := range watch.Ledger() {
		if row.Kind != wire.OpClaim || !row.OK {
			t.Errorf("a row that nobody asked for: %+v", row)
		}
		seen[row.Conversation.Key]++
	}
	if len(seen) != n {
		t.Errorf("%d conversations in the ledger, want %d", len(seen), n)
	}
	for key, times := range seen {
		if times != 1 {
			t.Errorf("%s was claimed %d times", key, times)
		}
	}
}
