package e2e

// The gate against senders that no browser of today makes: it must not rely on that. The
// gate's own code runs in a page of the extension, on senders and messages made by hand.

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"testing"

	"porchlight/e2e/drive"
)

// gate bundles the worker's gate and puts it into a page of ours as the global "gate".
func gate(t *testing.T) *drive.Page {
	t.Helper()
	root, err := drive.Root()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "tool", "esbuild", "--bundle", "--format=iife", "--global-name=gate", "--log-level=warning",
		filepath.Join(root, "extension", "background", "gate.ts"))
	cmd.Dir = root
	js, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	p := chrome(t, drive.NewWeb(t)).Extension("popup.html")
	p.MustEval(`js => { (0, eval)(js) }`, string(js)+";globalThis.gate = gate")
	return p
}

// SEC-07.a, the rows that take a forged sender.
func TestGateForgedSenders(t *testing.T) {
	t.Parallel()
	p := gate(t)
	own := `id: chrome.runtime.id, origin: location.origin`
	for _, c := range []struct {
		who, message, sender string
		want                 bool
	}{
		{"the popup", `{status: {}}`, `{` + own + `, url: location.origin + "/popup.html"}`, true},
		{"the popup as a tab", `{status: {}}`, `{` + own + `, url: location.origin + "/popup.html?x", tab: {id: 1}, frameId: 0}`, true},
		{"the popup in a frame of a page", `{status: {}}`, `{` + own + `, url: location.origin + "/popup.html", tab: {id: 1}, frameId: 3}`, false},
		{"another page of ours", `{status: {}}`, `{` + own + `, url: location.origin + "/sites.json"}`, false},
		{"the popup without an address", `{status: {}}`, `{` + own + `}`, false},
		{"without an origin", `{status: {}}`, `{id: chrome.runtime.id, url: location.origin + "/popup.html"}`, false},
		{"another extension", `{status: {}}`, `{id: "a".repeat(32), origin: location.origin, url: location.origin + "/popup.html"}`, false},
		{"a page that claims the popup's address", `{status: {}}`, `{id: chrome.runtime.id, origin: "https://x.com", url: location.origin + "/popup.html", tab: {id: 1}, frameId: 0, documentId: "D"}`, false},
		{"a page", `{visible: {visible: true}}`, `{id: chrome.runtime.id, origin: "https://x.com", url: "https://x.com/", tab: {id: 1}, frameId: 0, documentId: "D"}`, true},
		{"a frame of a page, whose site is asked after this", `{visible: {visible: true}}`, `{id: chrome.runtime.id, origin: "https://x.com", url: "https://x.com/", tab: {id: 1}, frameId: 5, documentId: "D"}`, true},
		{"a frame that the page wrote", `{visible: {visible: true}}`, `{id: chrome.runtime.id, origin: "https://x.com", url: "about:srcdoc", tab: {id: 1, url: "https://x.com/"}, frameId: 5, documentId: "D"}`, true},
		{"a frame that a page of another origin wrote", `{visible: {visible: true}}`, `{id: chrome.runtime.id, origin: "https://x.com", url: "about:srcdoc", tab: {id: 1, url: "https://evil.example/"}, frameId: 5, documentId: "D"}`, false},
		{"a sandboxed frame that the page wrote", `{visible: {visible: true}}`, `{id: chrome.runtime.id, origin: "null", url: "about:srcdoc", tab: {id: 1, url: "https://x.com/"}, frameId: 5, documentId: "D"}`, false},
		{"a page without a tab", `{visible: {visible: true}}`, `{id: chrome.runtime.id, origin: "https://x.com", url: "https://x.com/", frameId: 0, documentId: "D"}`, false},
		{"a file", `{visible: {visible: true}}`, `{id: chrome.runtime.id, origin: "file://", url: "file:///x", tab: {id: 1}, frameId: 0, documentId: "D"}`, false},
		{"a sandboxed page", `{visible: {visible: true}}`, `{id: chrome.runtime.id, origin: "null", url: "https://x.com/", tab: {id: 1}, frameId: 0, documentId: "D"}`, false},
		{"a card", `{refresh: {}}`, `{` + own + `, url: location.origin + "/card.html#x", tab: {id: 1}, frameId: 5, documentId: "D"}`, true},
		{"a card that is no frame", `{refresh: {}}`, `{` + own + `, url: location.origin + "/card.html", tab: {id: 1}, frameId: 0, documentId: "D"}`, false},
		{"a card that speaks like the popup", `{status: {}}`, `{` + own + `, url: location.origin + "/card.html", tab: {id: 1}, frameId: 5, documentId: "D"}`, false},
	} {
		got := p.MustEval(`() => gate.admit(` + c.message + `, ` + c.sender + `) !== undefined`).Bool()
		if got != c.want {
			t.Errorf("%s says %s: admitted %v, want %v", c.who, c.message, got, c.want)
		}
	}
}

// SEC-07.f: whatever arrives, the gate does not throw, and what it lets through has the
// fields of its kind and no others.
func TestGateFuzz(t *testing.T) {
	t.Parallel()
	p := gate(t)
	said := p.MustEval(`() => {
	  let seed = 7
	  const random = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n
	  const words = ["hello", "scan", "open", "visible", "resting", "url", "attr", "page", "first", "posts", "gone", "id", "order", "text",
	    "link", "why", "budget", "abcdefghijklmnop", "__proto__", "constructor", "length", "", "https://x.com/", "\ud800"]
	  const word = () => words[random(words.length)]
	  const value = depth => {
	    switch (random(depth > 4 ? 6 : 9)) {
	      case 0: return null
	      case 1: return random(2) === 0
	      case 2: return random(2000) - 1000
	      case 3: return Number.NaN
	      case 4: return word()
	      case 5: return 1e308 * 10
	      case 6: return Array.from({length: random(4)}, () => value(depth + 1))
	      default: return Object.fromEntries(Array.from({length: random(5)}, () => [word(), value(depth + 1)]))
	    }
	  }
	  const good = () => [
	    {hello: {url: word(), attr: "abcdefghijklmnop"}}, {open: {id: word()}}, {visible: {visible: true}}, {resting: {why: "budget"}},
	    {scan: {page: {url: word()}, first: true, gone: [], posts: [{id: word(), order: 1, text: word()}]}}][random(5)]
	  const spoil = v => { // one field somewhere becomes anything
	    const all = []
	    const walk = o => { if (o && typeof o === "object") for (const k of Object.keys(o)) { all.push([o, k]); walk(o[k]) } }
	    walk(v)
	    const [o, k] = all[random(all.length)]
	    if (random(2)) o[k] = value(3); else o[word()] = value(3)
	    return v
	  }
	  let through = 0, n = 50_000
	  for (let i = 0; i < n; i++) {
	    const sender = {id: chrome.runtime.id, origin: "https://x.com", url: "https://x.com/", tab: {id: i}, frameId: 0, documentId: "D"}
	    const message = random(2) ? value(0) : spoil(good())
	    const before = JSON.stringify(message)
	    const got = gate.admit(message, sender)
	    if (got === undefined) continue
	    through++
	    const [kind, ...more] = Object.keys(got.page)
	    if (more.length || !["hello", "scan", "open", "visible", "resting"].includes(kind)) return JSON.stringify({through, kind, before})
	    const fields = {hello: "url attr", scan: "page first posts gone", open: "id", visible: "visible", resting: "why"}[kind].split(" ")
	    if (Object.keys(got.page[kind]).some(f => !fields.includes(f))) return JSON.stringify({through, kind, before})
	  }
	  return JSON.stringify({through, n})
	}`).Str()
	var got struct {
		Through, N int
	}
	if err := json.Unmarshal([]byte(said), &got); err != nil {
		t.Fatal(err)
	}
	if got.N == 0 || got.Through == 0 || got.Through > got.N/2 {
		t.Fatalf("fuzz: %s", said)
	}
}
