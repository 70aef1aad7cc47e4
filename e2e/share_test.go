package e2e

// What share of a page's main thread is ours (SEC-17): the same page is filled and read from
// top to end without us and with us, in turns, in one browser. Chromium's own counter of its
// renderer's tasks is asked, in processor time of the thread.

import (
	"fmt"
	"slices"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// timeline is a page whose posts are as heavy as those of a network: a face, a name, a time,
// some sentences with a link, and a row of buttons that each listen.
const timeline = `<!doctype html><html lang=en><meta charset=utf-8><title>t</title><link rel=icon href="data:,"><style>
  body { margin: 0; font: 15px/1.4 sans-serif } main { width: 600px; margin: auto; border: solid #ddd; border-width: 0 1px }
  article { display: grid; grid-template-columns: 48px 1fr; gap: 12px; padding: 12px 16px; border-bottom: 1px solid #ddd } article:hover { background: #f7f7f7 }
  .face { width: 48px; height: 48px; border-radius: 50% } .head { display: flex; gap: 8px } .head b { white-space: nowrap } time { color: #666 }
  .acts { display: flex; justify-content: space-between; max-width: 425px } .acts button { border: 0; background: none; display: flex; gap: 4px; align-items: center }
</style><main></main><script>
  const words = 'the sea the weather and the queue on the quay where nobody knew when the boat would come or what to tell those who waited there'.split(' ')
  const said = i => Array.from({ length: 40 }, (_, k) => words[(i * 7 + k) % words.length]).join(' ')
  function burst(n) {
    const all = document.createDocumentFragment()
    for (let i = 0; i < n; i++) {
      const a = document.createElement('article')
      a.id = 'a' + i
      a.innerHTML = '<svg class=face viewBox="0 0 48 48"><circle cx=24 cy=24 r=24 fill="hsl(' + i % 360 + ' 40% 60%)"/></svg><div><div class=head><b class=author>Person ' + i + '</b><a href="#a' + i + '"><time datetime="2026-11-20T08:00:00Z">2 h</time></a></div>'
        + '<p>' + said(i) + ' <a href="/tag/' + i + '">#tag' + i + '</a> ' + (i % 100 ? 'and so on.' : 'by Havblikk.') + '</p><div class=acts>'
        + ['reply', 'share', 'like', 'keep'].map(k => '<button aria-label=' + k + '><svg viewBox="0 0 24 24" width=18 height=18><path d="M3 12h18M12 3v18" stroke=currentColor /></svg><span>' + i % 97 + '</span></button>').join('') + '</div></div>'
      for (const b of a.querySelectorAll('button')) b.addEventListener('click', () => b.classList.toggle('on'))
      all.append(a)
    }
    document.querySelector('main').append(all)
  }
  async function through(steps) {
    const step = (document.documentElement.scrollHeight - innerHeight) / steps
    for (let i = 1; i <= steps; i++) { scrollTo(0, i * step); await new Promise(requestAnimationFrame) }
  }
</script>`

const scrollSteps = 400

// BenchmarkMainThread tells what the page keeps its main thread busy with, without us (its
// peer) and with us, and the median over the rounds of what is added to it, in percent: by
// all tasks, of which a machine that is shared makes more or less in each visit, and by
// script alone, which is ours alone, for the page's own is asked for by the debugger.
func BenchmarkMainThread(b *testing.B) {
	web := drive.NewWeb(b)
	for _, host := range []string{"https://with.example/", "https://without.example/"} {
		web.Page(host, timeline)
	}
	h := drive.StartNative(b, built.Bin, "")
	m := h.CreateTeam("Havblikk", "Ada Admin")
	m.Publish(playbook)
	browser := drive.Start(b, drive.Options{Dist: built.Chrome, Web: web, Grants: []string{"https://with.example/*"}})
	browser.Join(m.Invite("Anna Berg", wire.Staff))
	screen := browser.Extension("options.html")
	var alone, ours, added, script []float64
	for b.Loop() {
		without := visit(b, browser, screen, "https://without.example/", 0)
		with := visit(b, browser, screen, "https://with.example/", fiveThousand)
		alone, ours = append(alone, without.task), append(ours, with.task)
		added, script = append(added, 100*(with.task-without.task)/without.task), append(script, 100*(with.script-without.script)/without.task)
	}
	b.ReportMetric(median(alone), "without-ms")
	b.ReportMetric(median(ours), "with-ms")
	b.ReportMetric(median(added), "added-%")
	b.ReportMetric(median(script), "script-%")
	b.ReportMetric(0, "ns/op") // a visit is mostly waiting
}

// visit opens the page, fills it, goes through it, waits until so many posts of it are read, and
// returns for how many milliseconds its main thread was busy.
func visit(b *testing.B, browser *drive.Browser, screen *drive.Page, url string, posts int) load {
	b.Helper()
	p := browser.Open(url)
	defer p.Close()
	p.MustActivate()
	if err := (proto.PerformanceEnable{TimeDomain: proto.PerformanceEnableTimeDomainThreadTicks}).Call(p); err != nil {
		b.Fatal(err)
	}
	before := mainThread(b, p)
	p.MustEval(fmt.Sprintf(`async () => { burst(%d); await through(%d) }`, fiveThousand, scrollSteps))
	if posts > 0 {
		tab := number(browser.InWorker(fmt.Sprintf(`chrome.tabs.query({ url: %q }).then(([tab]) => tab.id)`, url+"*")))
		drive.Until(b, "all posts are read", func() (string, bool) {
			f := askFindings(b, screen, int(tab))
			return fmt.Sprint(f.Posts), f.Posts == posts && len(f.Rows) == posts/100
		})
	}
	after := mainThread(b, p)
	return load{after.task - before.task, after.script - before.script}
}

// load is the time of a page's main thread in all tasks, and in their script, in ms.
type load struct{ task, script float64 }

// mainThread is what a page's main thread did so far.
func mainThread(b *testing.B, p *drive.Page) (out load) {
	b.Helper()
	got, err := proto.PerformanceGetMetrics{}.Call(p)
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range got.Metrics {
		switch m.Name {
		case "TaskDuration":
			out.task = m.Value * 1000
		case "ScriptDuration":
			out.script = m.Value * 1000
		}
	}
	if out.task == 0 {
		b.Fatal("Chromium tells no TaskDuration")
	}
	return out
}

func median(all []float64) float64 {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}
