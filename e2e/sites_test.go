package e2e

import (
	"testing"
	"time"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestThin(t *testing.T) {
	web := drive.NewWeb(t)
	web.Page("https://news.ycombinator.com/item?id=1", `<!doctype html><table class="comment-tree"><tr class="athing comtr" id="2"><td>
<a class="hnuser">anna</a> <span class="age" title="2026-07-15T12:32:15 1784118735"><a href="item?id=2">1 hour ago</a></span>
<div class="commtext c00">The ferry of Havblikk was late again, says Ingrid Solvang.</div></td></tr></table>`)
	h := native(t)
	b := joined(t, web, team(t, &h.Home), "Berit", wire.Staff, "https://news.ycombinator.com/*")
	p := b.Open("https://news.ycombinator.com/item?id=1")
	d := p.WaitBadge("free")
	p.ClickDrawn(d)
	c := p.Card()
	time.Sleep(2 * time.Second)
	p.MustScreenshot("/tmp/c/thin.png")
	t.Log(c.MustInfo().URL, p.Errors(), p.Drawn())
}
