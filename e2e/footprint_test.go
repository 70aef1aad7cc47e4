package e2e

// What a long page carries because of us, beside the same page without us: heap, and layouts
// that a script of ours makes the browser do before it would have.

import (
	"encoding/json"
	"fmt"
	"testing"

	"porchlight/e2e/drive"
)

// layout is a layout in the trace, with the script that asked for it if one did.
type layout struct {
	Name string `json:"name"`
	Args struct {
		BeginData struct {
			StackTrace []struct {
				URL  string `json:"url"`
				Line int    `json:"lineNumber"`
			} `json:"stackTrace"`
		} `json:"beginData"`
	} `json:"args"`
}

func TestFootprint(t *testing.T) {
	w := newHostileWeb(t)
	const without = "https://elsewhere.example/long"
	w.web.Page(without, `<!doctype html><meta charset=utf-8><title>t</title><link rel=icon href="data:,">`+page5000+mention)
	bare := w.Open(without)
	bare.MustEval(fmt.Sprintf(`() => burst(%d)`, fiveThousand))
	drive.Until(t, "the page without us is drawn", func() (string, bool) {
		n := bare.MustEval(`() => document.querySelectorAll("article").length`).Int()
		return fmt.Sprint(n), n == fiveThousand+1
	})
	p := w.show(page5000 + mention)
	p.WaitBadge("free")
	forced, pages := []layout{}, 0
	traced(t, w.Browser, []string{"devtools.timeline", "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.stack"}, func(raw []byte) {
		var one layout
		if json.Unmarshal(raw, &one) != nil || one.Name != "Layout" || len(one.Args.BeginData.StackTrace) == 0 {
			return
		}
		if isOurs(one.Args.BeginData.StackTrace[0].URL) {
			forced = append(forced, one)
		} else {
			pages++
		}
	}, func() {
		p.MustEval(fmt.Sprintf(`() => burst(%d)`, fiveThousand))
		waitRead(t, p, fiveThousand+1)
		for range 20 { // and looked through
			p.MustEval(`async () => { scrollBy(0, 5000); await new Promise(requestAnimationFrame); const a = document.createElement('article'); a.textContent = 'Havblikk again'; document.querySelector('main').prepend(a); return a.offsetHeight }`)
		}
		waitRead(t, p, fiveThousand+21)
	})
	if pages == 0 {
		t.Fatal("the trace has no layout that the page itself forced: this test cannot fail")
	}
	for _, f := range forced {
		t.Errorf("a layout is forced at line %d of content.js", f.Args.BeginData.StackTrace[0].Line)
	}
	with, alone := heapOf(t, p), heapOf(t, bare)
	t.Logf("heap %.0f kB with us, %.0f kB without; %d layouts forced by us, %d by the page", with/1024, alone/1024, len(forced), pages)
	if with-alone > 5<<20 {
		t.Errorf("our part of the heap is %.0f kB, want 5,120 at most", (with-alone)/1024)
	}
}
