package e2e

// The keyword oracle (SEC-05): may a page that seeds words learn from us which of them a
// team watches? The same page is loaded twice, once with a name and once with another word
// of the same length and shape, and records everything that it can observe.

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// oracle is the page: all its words are spans of one width, so that only our doing can
// make two loads differ. What it can see is in seen(). %s is the word under test.
const oracle = `<!doctype html><meta charset=utf-8><title>t</title><link rel=icon href="data:,">
<style>body{font:16px/24px monospace;width:700px}p{margin:0 0 24px}</style>
<script>
  const records = []
  new MutationObserver(list => { for (const r of list) records.push([r.type, r.target.nodeName, r.attributeName,
    [...r.addedNodes].map(n => n.nodeName), [...r.removedNodes].map(n => n.nodeName)]) })
    .observe(document, {childList: true, subtree: true, attributes: true, characterData: true})
  const errors = []
  addEventListener('error', e => errors.push(e.message))
</script>
<main>%s</main>
<script>
  const spans = []
  for (const p of document.querySelectorAll('p')) {
    const words = p.textContent.split(' ')
    p.replaceChildren(...words.flatMap(w => { const s = document.createElement('span'); s.textContent = w; spans.push(s); return [s, ' '] }))
  }
  const visible = new Map()
  const io = new IntersectionObserver(list => { for (const e of list) visible.set(e.target, e.isVisible) }, {trackVisibility: true, delay: 100, threshold: [1]})
  for (const s of spans) io.observe(s)
  function grid() { return spans.map(s => visible.get(s) ?? null) }
  function seen(words) {
    const points = []
    for (let x = 5; x < innerWidth; x += 25) for (let y = 5; y < innerHeight; y += 25) {
      const e = document.elementFromPoint(x, y)
      points.push((e ? e.nodeName + spans.indexOf(e) : '') + document.elementsFromPoint(x, y).length)
    }
    const find = words.map(w => window.find(w, true, false, true))
    getSelection().removeAllRanges()
    document.execCommand('selectAll')
    const all = getSelection().toString()
    getSelection().removeAllRanges()
    return JSON.stringify({
      html: document.documentElement.outerHTML, records, errors, highlights: CSS.highlights.size, find, all,
      frames: window.length, active: document.activeElement.nodeName, resources: performance.getEntriesByType('resource').map(r => r.name),
      sizes: [...document.querySelectorAll('*')].map(e => [e.nodeName, e.clientWidth, e.clientHeight, e.scrollWidth, e.scrollHeight, ...Object.values(e.getBoundingClientRect().toJSON())]),
      root: [document.documentElement.scrollHeight, document.scrollingElement.scrollWidth, document.body.children.length],
      roots: [...document.querySelectorAll('*')].filter(e => e.shadowRoot).length, points,
    })
  }
</script>`

// posts are five with plain words and one with the word.
func oraclePosts(word string) string {
	var b strings.Builder
	for i := range 6 {
		said := "the boat left before noon and nobody waited"
		if i == 3 {
			said = "we took the boat of " + word + " at noon and nobody waited"
		}
		fmt.Fprintf(&b, `<article id="post-%d"><p>%s</p></article>`, i, said)
	}
	return b.String()
}

type recording struct{ seen, grid, heard string }

var ourHost = regexp.MustCompile(`(?i)[a-z]{6}-[a-z]{6}(?: [a-z]{16}=\\"\\")?`)

// record loads the page with a word and asks it for all that it saw, once every post is read.
func record(t *testing.T, b *drive.Browser, web *drive.Web, path, word string, wantRows int) recording {
	t.Helper()
	at := "https://oracle.example" + path
	web.Page(at, fmt.Sprintf(oracle, oraclePosts(word)))
	p := b.Open(at)
	defer p.Close()
	world := contentWorld(t, p)
	evalIn(t, p, world, `globalThis.heard = []; chrome.runtime.onMessage.addListener(m => { heard.push(Object.keys(m)[0]) }); ""`)
	f := waitRead(t, p, 6)
	if len(f.Rows) != wantRows {
		t.Fatalf("%q: the side panel has %d rows, want %d", word, len(f.Rows), wantRows)
	}
	if wantRows > 0 && !f.Rows[0].Mentions[0].Public {
		claimInPanel(t, p, f.Rows[0].Look.Key) // nor may what happens in the panel show in the page
	}
	var grid string
	drive.Until(t, "the page's observers settle", func() (string, bool) {
		now := p.MustEval(`async () => { for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame); return JSON.stringify(grid()) }`).Str()
		same := now == grid && !strings.Contains(now, "null")
		grid = now
		return now, same
	})
	words, _ := json.Marshal([]string{"Havblikk", "Ingrid Solvang", "Kystekspressen Nord", "Porchlight", "free", "Claim"})
	seen := p.MustEval(`words => seen(words)`, json.RawMessage(words)).Str()
	seen = strings.ReplaceAll(seen, word, strings.Repeat("#", len(word)))
	seen = ourHost.ReplaceAllString(seen, "HOST")
	seen = strings.ReplaceAll(seen, path, "PATH")
	return recording{seen, grid, evalIn(t, p, world, `JSON.stringify(heard)`)}
}

func TestKeywordOracle(t *testing.T) {
	t.Parallel()
	web := drive.NewWeb(t)
	h := native(t)
	m := h.CreateTeam("Havblikk", "Ada Admin")
	m.Publish(`{"brands":[{"name":"Havblikk"},{"name":"Skjulviken","public":false}],"rivals":[{"name":"Kystekspressen"}],"signals":[{"name":"Billettsvindel"}],` +
		`"leaders":[{"name":"Solveig","public":false}],"incidents":[{"id":"aground","title":"Aground","words":["grunnsprang"],"status":{"en":"A boat is aground."}}]}`)
	b := chrome(t, web, "https://oracle.example/*")
	enrol(t, b, m.Invite("Berit", wire.Staff))

	t.Run("a term that is not public leaves two equal recordings", func(t *testing.T) {
		for i, pair := range [][2]string{{"Kystekspressen", "Kystekxyressen"}, {"Billettsvindel", "Bilxyttsvindel"}, {"Skjulviken", "Skjxyviken"}, {"Solveig", "Solvxyg"}, {"grunnsprang", "grunnspxyng"}} {
			rows := 1
			if pair[0] == "grunnsprang" { // of an incident: no mention of anything
				rows = 0
			}
			term := record(t, b, web, fmt.Sprintf("/term%d", i), pair[0], rows)
			word := record(t, b, web, fmt.Sprintf("/word%d", i), pair[1], 0)
			wantEqual(t, "what the page saw", term.seen, word.seen)
			wantEqual(t, "the page's visibility grid", term.grid, word.grid)
			wantEqual(t, "what the content script was told", term.heard, word.heard)
			if strings.Contains(term.grid, "false") {
				t.Errorf("our host makes text of the page count as covered: %s", term.grid)
			}
		}
	})
	t.Run("a public term shows in the visibility grid alone", func(t *testing.T) {
		term := record(t, b, web, "/brand", "Havblikk", 1)
		word := record(t, b, web, "/brink", "Havbxikk", 0)
		if strings.Contains(term.seen, `"Havblikk"`) {
			t.Error("a word of ours is in the page")
		}
		// window.find finds the page's own word; that is no news to the page.
		wantEqual(t, "what the page saw", noFind(term.seen), noFind(word.seen))
		if term.grid == word.grid {
			t.Error("nothing is marked: this test cannot fail")
		}
	})
}

// claimInPanel claims a conversation as the side panel does, and waits until it is held.
func claimInPanel(t *testing.T, page *drive.Page, key string) {
	t.Helper()
	screen, tab := page.B.Extension("options.html"), mustInt(t, page.TabID())
	defer screen.Close()
	sends(t, screen, 0, fmt.Sprintf(`{act: {kind: "claim", key: %q, tab: %d}}`, key, tab))
	page.MustActivate()
	drive.Until(t, "the claim from the panel is held", func() (string, bool) {
		state := askFindings(t, screen, tab).Rows[0].Look.State
		return string(state), state == wire.Mine
	})
}

var findResult = regexp.MustCompile(`"find":\[[^\]]*\]`)

func noFind(s string) string { return findResult.ReplaceAllString(s, "") }

func wantEqual(t *testing.T, what, a, b string) {
	t.Helper()
	if a == b {
		return
	}
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	t.Errorf("%s differs:\n%s\n%s", what, a[max(0, i-80):min(len(a), i+120)], b[max(0, i-80):min(len(b), i+120)])
}

// waitRead waits until the extension has read so many posts of a page.
func waitRead(t *testing.T, page *drive.Page, posts int) wire.TabFindings {
	t.Helper()
	var f wire.TabFindings
	tab := mustInt(t, page.TabID())
	screen := page.B.Extension("options.html")
	defer screen.Close()
	page.MustActivate() // a hidden page is not read
	drive.Until(t, fmt.Sprintf("%d posts of %s are read", posts, page.MustInfo().URL), func() (string, bool) {
		f = askFindings(t, screen, tab)
		return fmt.Sprintf("%d posts, why %q, our errors %q", f.Posts, f.Why, page.OurErrors()), f.Posts == posts
	})
	return f
}

// askFindings is what the side panel would show of a tab.
func askFindings(t testing.TB, screen *drive.Page, tab int) wire.TabFindings {
	t.Helper()
	var a wire.UIAnswer
	said := screen.MustEval(`async tab => JSON.stringify(await chrome.runtime.sendMessage({findings: {tab}}) ?? {})`, tab).Str()
	if err := json.Unmarshal([]byte(said), &a); err != nil || a.Findings == nil {
		return wire.TabFindings{}
	}
	return *a.Findings
}
