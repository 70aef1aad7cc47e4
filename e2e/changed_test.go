package e2e

// A site that has changed its pages says so in the panel, once and quietly, and its posts
// are read by the generic file as far as that goes.

import (
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestSiteThatChanged(t *testing.T) {
	t.Parallel()
	h := native(t)
	web := drive.NewWeb(t)
	tweet := func(id, inside string) string {
		return `<article data-testid=tweet>` + inside + `<a href="/kari/status/` + id + `"><time datetime="2026-11-20T06:00:00Z">3h</time></a><div data-testid=tweetText lang=en>Havblikk ` + id + ` is late</div></article>`
	}
	named := `<div data-testid=User-Name><a href="/kari">Kari</a></div>`
	head := `<!doctype html><html lang=en><title>X</title><link rel=icon href="data:,"><main>`
	for path, html := range map[string]string{
		"kari/status/1": tweet("1", named) + tweet("2", named) + tweet("3", named),
		"kari/status/2": `<p>Havblikk in a footer</p>`,
		"kari/status/3": strings.ReplaceAll(tweet("3", `<a rel=author href="/kari">Kari</a>`), "data-testid=tweet>", `class=post>`),
		"kari/status/4": tweet("4", "") + tweet("5", "") + tweet("6", "") + tweet("7", named),
	} {
		web.Page("https://x.com/"+path, head+html+`</main>`)
	}
	b := chrome(t, web, "https://x.com/*")
	enrol(t, b, team(t, &h.Home).Invite("Anna Berg", wire.Staff))
	good := b.Open("https://x.com/kari/status/1")
	panel := good.Panel()
	for path, c := range map[string]struct{ why, rows string }{
		"2": {"none", ""}, "3": {"spare", "x:post:3"}, "4": {"nameless", "x:post:4 x:post:5 x:post:6 x:post:7"},
	} {
		p := b.Open("https://x.com/kari/status/" + path)
		panel := p.Panel()
		p.MustActivate()
		note := panel.Want(`[data-changed=` + c.why + `]`)
		if has, _, _ := panel.Has(`.changed[open]`); !has {
			panel.Press(`.changed summary`)
		}
		report := panel.Want(`.changed pre`).MustText()
		wantIn(t, "the report", report, "site x, "+c.why)
		wantIn(t, "the report", report, "host x.com, path /*/status/*")
		for _, not := range []string{"Havblikk", "kari", "late", "status/" + path} {
			if strings.Contains(report, not) {
				t.Errorf("the report says %q: %s", not, report)
			}
		}
		wantIn(t, "the note", note.MustText(), "no post, no name")
		var keys []string
		for _, r := range panel.Rows() {
			keys = append(keys, r.Key)
		}
		if got := strings.Join(keys, " "); got != c.rows {
			t.Errorf("%s: the panel lists %q, want %q", c.why, got, c.rows)
		}
		wantAccessible(t, panel, "changed, "+c.why)
		wantNoErrors(t, p, panel)
		p.Close()
	}
	panel.MustActivate() // it asks again, long after the others were sure
	panel.WaitRow("x:post:3", "free")
	if has, _, _ := panel.Has(`.changed`); has {
		t.Error("a page as it should be is said to have changed")
	}
}
