package e2e

// The engine where people run it: the shipped bytes in Chromium's service worker, behind
// the worker's own loader and system calls. It answers the same cases as the package and
// wazero do (wasm/engine), and gets over a trap.

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/engine"
	"porchlight/wasm/engine/cases"
	"porchlight/wasm/wire"
)

// trap stands between the worker and its engine instances: the next traps calls end as
// a trap does, and the newest instance can be asked directly.
const trap = `(() => {
  const real = WebAssembly.instantiate
  globalThis.traps = 0
  WebAssembly.instantiate = async (...args) => {
    const { exports } = await real.apply(WebAssembly, args)
    const call = (...lengths) => {
      if (globalThis.traps-- > 0) throw new WebAssembly.RuntimeError("unreachable")
      return exports.call(...lengths)
    }
    globalThis.engine = { ...exports, call }
    return { exports: globalThis.engine }
  }
  globalThis.askEngine = (request, text, times) => {
    const json = new TextEncoder().encode(request), block = new TextEncoder().encode(text.repeat(times))
    const at = engine.buffer(json.length + block.length) >>> 0
    const input = new Uint8Array(engine.memory.buffer, at, json.length + block.length)
    input.set(json)
    input.set(block, json.length)
    const packed = BigInt.asUintN(64, engine.call(json.length, block.length))
    return new TextDecoder().decode(new Uint8Array(engine.memory.buffer, Number(packed >> 32n), Number(packed & 0xffffffffn)))
  }
})()`

func TestEngineCasesInChromium(t *testing.T) {
	t.Parallel()
	all, err := cases.All()
	if err != nil {
		t.Fatal(err)
	}
	b := chrome(t, drive.NewWeb(t))
	popup := b.Extension("popup.html")
	b.InWorker(trap)
	sends(t, popup, 0, `{claims: {}}`) // starts the engine if it did not run
	for _, c := range all {
		b.InWorker(`globalThis.traps = 1`)
		if said := sends(t, popup, 0, `{claims: {}}`); !strings.Contains(said, `"looks":[]`) { // the new instance answers: a fresh engine
			t.Fatalf("after a trap: %q", said)
		}
		for i, s := range c.Steps {
			text, _ := json.Marshal(s.Text)
			request, _ := json.Marshal(string(s.Request))
			js := `globalThis.traps = 0, askEngine(` + string(request) + `, ` + string(text) + `, ` + strconv.Itoa(max(1, s.Times)) + `)`
			if got := b.InWorker(js); !s.Same([]byte(got)) {
				t.Errorf("%s/%s step %d:\n got %.2000s\nwant %.2000s", c.File, c.Name, i, got, s.Answer)
			}
		}
	}
	if len(all) < 20 {
		t.Fatalf("only %d cases", len(all))
	}
}

// The naughty strings and what fuzzing kept, on the package and in Chromium: the same
// bytes. The browser is asked a few times in all, and by each crossing for a whole case.
func TestEngineTextsInChromium(t *testing.T) {
	t.Parallel()
	all, err := cases.Texts()
	if err != nil {
		t.Fatal(err)
	}
	b := chrome(t, drive.NewWeb(t))
	popup := b.Extension("popup.html")
	b.InWorker(trap)
	b.InWorker(`globalThis.traps = 1`)
	sends(t, popup, 0, `{claims: {}}`) // starts an engine that is ours to ask
	b.InWorker(`globalThis.traps = 0`)
	mentions := 0
	for _, c := range all {
		var native engine.Engine
		var asked [][2]string
		var want []string
		for _, s := range c.Steps {
			answer, _ := json.Marshal(native.Ask(s.Request, s.Block()))
			asked, want = append(asked, [2]string{string(s.Request), string(s.Block())}), append(want, string(answer))
			mentions += strings.Count(string(answer), `"evidence"`)
		}
		steps, _ := json.Marshal(asked)
		var got []string
		if err := json.Unmarshal([]byte(b.InWorker(`JSON.stringify(`+string(steps)+`.map(([request, text]) => askEngine(request, text, 1)))`)), &got); err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if i >= len(got) || got[i] != want[i] {
				t.Errorf("%s, step %d:\n native %.2000s\n Chromium %.2000s", c.Name, i, want[i], strings.Join(got[min(i, len(got)):], ""))
			}
		}
	}
	if len(all) < 2 || mentions < 1500 {
		t.Errorf("%d cases with %d mentions", len(all), mentions)
	}
}

// LIF-06: after one trap nobody notices anything; after two in a row the person is told,
// and the next question starts anew.
func TestEngineTraps(t *testing.T) {
	t.Parallel()
	b := chrome(t, drive.NewWeb(t))
	popup := b.Extension("popup.html")
	b.InWorker(trap)
	claims := func() string { return sends(t, popup, 0, `{claims: {}}`) }
	broken := func() bool { return strings.Contains(sends(t, popup, 0, `{status: {}}`), `"problem":"engine"`) }
	first := claims()
	if !strings.Contains(first, `"looks":[]`) || broken() {
		t.Fatalf("before: %s", first)
	}
	b.InWorker(`globalThis.traps = 1, globalThis.before = engine, 0`)
	if again := claims(); again != first || broken() {
		t.Errorf("after one trap: %s", again)
	}
	if b.InWorker(`before === engine`) != "false" {
		t.Error("the instance that trapped is still in use")
	}
	b.InWorker(`globalThis.traps = 1_000_000`)
	if said := claims(); said != "" || !broken() {
		t.Errorf("after two traps in a row: %s, the person is told: %v", said, broken())
	}
	b.InWorker(`globalThis.traps = 0`)
	if again := claims(); again != first || broken() {
		t.Errorf("after it came back: %s", again)
	}
}

// Own posts, colleagues' posts and excluded communities, from the published playbook to
// the side panel: the site file tells author and community, the engine passes over.
func TestWhoseAndWherePostsAreSkipped(t *testing.T) {
	t.Parallel()
	const at = "https://www.reddit.com/r/all/"
	post := func(n int, author, community string) string {
		return fmt.Sprintf(`<shreddit-post id="t3_zz%d" permalink="/comments/zz%d/" author=%q subreddit-name=%q><h1 slot="title">Havblikk %d</h1></shreddit-post>`, n, n, author, community, n)
	}
	web := drive.NewWeb(t)
	web.Page(at, `<!doctype html><html lang="en"><body><shreddit-app>`+post(1, "quayside", "coastlife")+post(2, "Kari_N", "coastlife")+
		post(3, "quayside", "Cats")+post(4, "isolvang", "coastlife")+post(5, "kari_no", "catstories")+`</shreddit-app></body></html>`)
	h := native(t)
	m := h.CreateTeam("Havblikk", "Ada Admin")
	m.Publish(`{"brands":[{"name":"Havblikk"}],"leaders":[{"name":"Ingrid Solvang","handles":{"reddit":["u/isolvang"]}}],
		"accounts":{"reddit":["kari_n"]},"exclude":{"communities":["reddit.com/r/cats"]}}`)
	b := chrome(t, web, "https://www.reddit.com/*")
	enrol(t, b, m.Invite("Berit", wire.Staff))
	p := b.Open(at)
	tab := mustInt(t, p.TabID())
	screen := b.Extension("options.html")
	p.MustActivate()
	f := wantRows(t, screen, tab, "Havblikk 1", "Havblikk 5")
	if f.Posts != 5 {
		t.Errorf("%d posts were read, want 5", f.Posts)
	}
}
