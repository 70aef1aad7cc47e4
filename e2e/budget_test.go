package e2e

// What we cost the page (SEC-17). Times are processor time of single tasks from the
// browser's own trace, so a busy machine does not change them.

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
)

// task is one piece of script that the trace has seen.
type task struct {
	Name string `json:"name"`
	Ph   string `json:"ph"`
	TDur int64  `json:"tdur"` // processor time, µs
	Args struct {
		Data struct {
			URL          string `json:"url"`
			FunctionName string `json:"functionName"`
			LineNumber   int    `json:"lineNumber"`
		} `json:"data"`
	} `json:"args"`
}

// trace runs do and returns the tasks of our content script meanwhile.
func trace(t *testing.T, b *drive.Browser, do func()) (ours []task) {
	t.Helper()
	traced(t, b, []string{"devtools.timeline", "v8"}, func(raw []byte) {
		var one task
		if json.Unmarshal(raw, &one) == nil && one.Ph == "X" && isOurs(one.Args.Data.URL) {
			ours = append(ours, one)
		}
	}, do)
	return ours
}

func isOurs(url string) bool {
	return strings.HasPrefix(url, "chrome-extension://") && strings.HasSuffix(url, "/content.js")
}

// traced hands each event of the browser's trace to see, after do.
func traced(t *testing.T, b *drive.Browser, categories []string, see func(raw []byte), do func()) {
	t.Helper()
	var mu sync.Mutex
	done := make(chan struct{})
	wait := b.Browser.EachEvent(func(e *proto.TracingDataCollected) {
		mu.Lock()
		defer mu.Unlock()
		for _, raw := range e.Value {
			b, _ := json.Marshal(raw)
			see(b)
		}
	}, func(*proto.TracingTracingComplete) bool { close(done); return true })
	go wait()
	err := proto.TracingStart{TraceConfig: &proto.TracingTraceConfig{IncludedCategories: categories, ExcludedCategories: []string{"*"}}, TransferMode: proto.TracingStartTransferModeReportEvents}.Call(b.Browser)
	if err != nil {
		t.Fatal(err)
	}
	defer mu.Unlock()
	defer func() { // also when do gives up: a browser has one trace at a time
		if err := (proto.TracingEnd{}).Call(b.Browser); err != nil {
			t.Error(err)
		}
		<-done
		mu.Lock()
	}()
	do()
}

func longest(tasks []task) (most task) {
	for _, x := range tasks {
		if x.TDur > most.TDur {
			most = x
		}
	}
	return most
}

const fiveThousand = 5000

// page5000 adds five thousand posts in one burst when it is told to; every hundredth
// names the company.
const page5000 = `<main></main><script>
  function burst(n) {
    const all = document.createDocumentFragment()
    for (let i = 0; i < n; i++) {
      const a = document.createElement('article'), p = document.createElement('p')
      a.id = 'a' + i
      p.textContent = 'Post ' + i + (i % 100 ? ' tells of the sea, the weather and the queue on the quay.' : ' tells of Havblikk.')
      a.append(p)
      all.append(a)
    }
    document.querySelector('main').append(all)
  }
</script>`

func TestLongPages(t *testing.T) {
	w := newHostileWeb(t)
	check := func(t *testing.T, tasks []task) {
		t.Helper()
		if len(tasks) == 0 {
			t.Fatal("the trace has no task of ours: this test cannot fail")
		}
		most, all := longest(tasks), int64(0)
		for _, x := range tasks {
			all += x.TDur
		}
		t.Logf("%d tasks, the longest %d ms, together at most %d ms", len(tasks), most.TDur/1000, all/1000)
		if most.TDur > 50_000 {
			t.Errorf("a task of ours took %d ms: %s %s at line %d of content.js", most.TDur/1000, most.Name, most.Args.Data.FunctionName, most.Args.Data.LineNumber)
		}
	}
	t.Run("5,000 posts in a burst", func(t *testing.T) {
		p := w.show(page5000 + mention)
		p.WaitBadge("free")
		var rows int
		check(t, trace(t, w.Browser, func() {
			p.MustEval(fmt.Sprintf(`() => burst(%d)`, fiveThousand))
			rows = len(waitRead(t, p, fiveThousand+1).Rows)
		}))
		if rows != fiveThousand/100+1 {
			t.Errorf("%d rows, want %d", rows, fiveThousand/100+1)
		}
	})
	t.Run("1 MB in one post", func(t *testing.T) {
		p := w.show(`<main></main>`)
		check(t, trace(t, w.Browser, func() {
			p.MustEval(`() => { const a = document.createElement('article'), words = 'ferry quay wind rain '.repeat(25)
			  for (let i = 0; i < 2000; i++) { const s = document.createElement('p'); s.textContent = words + (i % 500 ? '' : 'Havblikk'); a.append(s) }
			  document.querySelector('main').append(a) }`)
			f := waitRead(t, p, 1)
			if len(f.Rows) != 1 {
				t.Errorf("%d rows, want 1", len(f.Rows))
			}
		}))
		p.WaitBadge("free")
	})
	t.Run("1 MB without a break", func(t *testing.T) {
		p := w.show(`<article></article>`)
		check(t, trace(t, w.Browser, func() {
			p.MustEval(`() => document.querySelector('article').append('ferry '.repeat(170000) + 'Havblikk')`)
			if f := waitRead(t, p, 1); len(f.Rows) != 1 {
				t.Errorf("%d rows, want 1", len(f.Rows))
			}
		}))
	})
}

// A page that changes without end is left alone, says so, and is then left alone for good.
func TestEndlessChanges(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)
	p := w.show(mention + `<div id=box></div><script>
	  let n = 0
	  addEventListener('storm', () => setInterval(() => { for (let i = 0; i < 40; i++) { const a = document.createElement('article'); a.textContent = 'ferry ' + n++; box.append(a) } while (box.children.length > 400) box.firstChild.remove() }, 10))
	</script>`)
	p.WaitBadge("free")
	tab := mustInt(t, p.TabID())
	screen := w.Extension("options.html")
	defer screen.Close()
	p.MustActivate()
	p.MustEval(`() => void dispatchEvent(new Event('storm'))`)
	drive.Until(t, "the side panel says that we rest", func() (string, bool) {
		f := askFindings(t, screen, tab)
		return fmt.Sprintf("why %q", f.Why), f.Why == "budget"
	})
	tasks := trace(t, w.Browser, func() {
		p.MustEval(`async () => { for (let i = 0; i < 60; i++) await new Promise(requestAnimationFrame) }`)
	})
	if len(tasks) != 0 {
		t.Errorf("%d tasks of ours while resting, the longest %+v", len(tasks), longest(tasks))
	}
	if b := p.Badges(); len(b) != 0 {
		t.Errorf("%d badges on a page at rest", len(b))
	}
}

// A hidden tab does no work, and reads what it missed when it is shown again.
func TestHiddenTab(t *testing.T) {
	t.Parallel()
	w := newHostileWeb(t)
	p := w.show(mention + page5000)
	p.WaitBadge("free")
	other := w.show(mention)
	other.WaitBadge("free")
	other.MustActivate()
	drive.Until(t, "the first tab is hidden", func() (string, bool) {
		s := p.MustEval(`() => document.visibilityState`).Str()
		return s, s == "hidden"
	})
	tasks := trace(t, w.Browser, func() {
		p.MustEval(`() => burst(500)`)
		other.MustEval(`async () => { for (let i = 0; i < 60; i++) await new Promise(requestAnimationFrame) }`)
	})
	if len(tasks) != 0 {
		t.Errorf("%d tasks of ours in a hidden tab: %+v", len(tasks), longest(tasks))
	}
	if f := waitRead(t, p, 501); len(f.Rows) != 6 {
		t.Errorf("%d rows after it was shown, want 6", len(f.Rows))
	}
}
