package e2e

// Two thousand posts scrolled past on pages that live as X, Reddit, LinkedIn and YouTube do:
// nodes that become other posts, lists that load and drop, cards that are drawn anew, another
// video without a load. Every post that names us is a row once, and nothing is kept of those
// that are gone.

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const (
	scrolled  = 2000
	onScreen  = 100 // posts in the document at a time
	everyNth  = 20  // names the company
	mostGrown = 5 << 20
)

// scrollPage draws posts first to first+onScreen in main; make fills one node with post i.
func scrollPage(make string) string {
	return fmt.Sprintf(`<!doctype html><html lang=en><title>t</title><link rel=icon href="data:,"><style>article, .row { display: block; height: 40px; overflow: hidden }</style><main></main><script>
	const main = document.querySelector('main'), every = %d, size = %d
	const says = i => i %% every ? 'Post ' + i + ' tells of the sea, the weather and the queue on the quay' : 'Post ' + i + ' tells of Havblikk, the sea, the weather and the queue'
	const node = html => { const t = document.createElement('template'); t.innerHTML = html; return t.content.firstElementChild }
	let first = 0
	%s
	const authors = () => Array.from({ length: size }, (_, k) => first + k).filter(i => i %% every === 0).map(i => 'u' + i).join(' ')
	show(0)
	</script>`, everyNth, onScreen, make)
}

var livingSites = []struct{ site, url, script string }{
	{"x", "https://x.com/home", `// recycled: a hundred articles, moved and written over
	for (let k = 0; k < size; k++) main.append(node('<article data-testid=tweet><div data-testid=User-Name><a></a></div><a><time datetime=2026-11-20T06:00:00Z>1h</time></a><div data-testid=tweetText lang=en><span></span></div></article>'))
	function show(from) {
	  first = from
	  ;[...main.children].forEach((a, k) => {
	    const i = from + k, [name, link] = a.querySelectorAll('a')
	    a.style.transform = 'translateY(' + (k %% 2) + 'px)'
	    name.href = '/u' + i; name.textContent = '@u' + i
	    link.href = '/u' + i + '/status/' + (1000000 + i)
	    a.querySelector('span').firstChild ? a.querySelector('span').firstChild.data = says(i) : a.querySelector('span').append(says(i))
	  })
	}`},
	{"reddit", "https://www.reddit.com/r/ferries/comments/1fx9ab/late/", `// loads in parts as one scrolls, and drops what is far above
	function show(from) {
	  first = from
	  for (let k = 0; k < size; k += 25) main.append(...Array.from({ length: 25 }, (_, j) => from + k + j).map(i => node('<shreddit-comment class=row thingid="t1_c' + i.toString(36) + '" author=u' + i + ' permalink="/r/ferries/comments/1fx9ab/comment/c' + i.toString(36) + '/" created=2026-11-20T06:00:00Z><div slot=comment><p>' + says(i) + '</p></div></shreddit-comment>')))
	  while (main.children.length > size) main.firstElementChild.remove()
	}`},
	{"linkedin", "https://www.linkedin.com/feed/", `// cut, without links, and each card is drawn twice: the second time with another token
	const card = (i, token) => node('<div role=listitem class=row componentkey="' + token + i + 'FeedType_MAIN"><a href="https://www.linkedin.com/in/u' + i + '">U</a><div componentkey="feed-commentary_' + i + '"><span data-testid=expandable-text-box>' + says(i) + '<button data-testid=expandable-text-button>more</button></span></div></div>')
	function show(from) {
	  first = from
	  for (const token of ['expanded', 'update-card-focus']) main.replaceChildren(...Array.from({ length: size }, (_, k) => card(from + k, token)))
	}`},
	{"youtube", "https://www.youtube.com/watch?v=aB3_-xYz012", `// new data in the same node, and another video without a load
	for (let k = 0; k < size; k++) main.append(node('<ytd-comment-view-model class=row><a id=author-text></a><span id=published-time-text><a>1 hour ago</a></span><yt-attributed-string id=content-text></yt-attributed-string></ytd-comment-view-model>'))
	function show(from) {
	  if (from && from %% 500 === 0) { history.pushState(null, '', '/watch?v=aB3_-xYz' + from); dispatchEvent(new Event('yt-navigate-finish')) }
	  first = from
	  ;[...main.children].forEach((c, k) => {
	    const i = from + k, [name, link] = c.querySelectorAll('a')
	    name.setAttribute('href', '/@u' + i)
	    link.setAttribute('href', location.pathname + location.search + '&lc=Ugz' + i)
	    c.lastElementChild.textContent = says(i)
	  })
	}`},
}

func TestTwoThousandPosts(t *testing.T) {
	t.Parallel()
	h := native(t)
	web := drive.NewWeb(t)
	var grants []string
	for _, s := range livingSites {
		web.Page(s.url, scrollPage(strings.ReplaceAll(s.script, "%%", "%")))
		grants = append(grants, s.url[:strings.Index(s.url[8:], "/")+9]+"*")
	}
	b := chrome(t, web, grants...)
	enrol(t, b, team(t, &h.Home).Invite("Anna Berg", wire.Staff))
	screen := b.Extension("options.html")
	for _, s := range livingSites {
		t.Run(s.site, func(t *testing.T) {
			p := b.Open(s.url)
			defer p.Close()
			p.MustActivate()
			scrollThrough(t, p, screen)
			wantNoErrors(t, p)
		})
	}
}

func scrollThrough(t *testing.T, p, screen *drive.Page) {
	t.Helper()
	tab, seen, before := mustInt(t, p.TabID()), map[string]int{}, 0.0
	for from := 0; from < scrolled; from += onScreen {
		p.MustEval(`from => show(from)`, from)
		want := p.MustEval(`() => authors()`).Str()
		var f wire.TabFindings
		drive.Until(t, fmt.Sprintf("the posts from %d on", from), func() (string, bool) {
			f = askFindings(t, screen, tab)
			var got []string
			for _, r := range f.Rows {
				got = append(got, strings.TrimPrefix(r.Author, "@"))
			}
			said := strings.Join(got, " ")
			return fmt.Sprintf("%s of %d posts", said, f.Posts), said == want && f.Posts == onScreen
		})
		for _, r := range f.Rows {
			seen[r.Look.Key]++
		}
		if from == onScreen {
			before = heapOf(t, p)
		}
	}
	for key, times := range seen {
		if times != 1 {
			t.Errorf("%s was a row of %d screens", key, times)
		}
	}
	if len(seen) != scrolled/everyNth {
		t.Errorf("%d conversations, want %d", len(seen), scrolled/everyNth)
	}
	at := map[string]bool{}
	for _, d := range p.WaitBadges() {
		place := d.Attr["style"]
		if at[place] {
			t.Errorf("two lamps stand at %s", place)
		}
		at[place] = true
	}
	grown := heapOf(t, p) - before
	t.Logf("%d conversations, heap %+.0f kB over %d posts", len(seen), grown/1024, scrolled-2*onScreen)
	if grown > mostGrown {
		t.Errorf("the heap grew by %.0f kB", grown/1024)
	}
}

// heapOf is what the page's heap holds after a collection, our script's part with it, in bytes.
func heapOf(t *testing.T, p *drive.Page) float64 {
	t.Helper()
	check(t, proto.HeapProfilerCollectGarbage{}.Call(p))
	used, err := proto.RuntimeGetHeapUsage{}.Call(p)
	check(t, err)
	return used.UsedSize
}
