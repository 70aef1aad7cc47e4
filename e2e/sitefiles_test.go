package e2e

// A site changes its pages; a team's own backend has the file that reads them again, and
// every browser of the team uses it without a release.

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const updatedX = `{"name":"x","title":"X","hosts":["x.com","*.x.com"],"expect":["/*/status/*"],"layouts":[
{"why":"what X made of it in this test","seen":"2026-11","post":["section[data-entry]"],"id":{"from":[{"attr":"data-entry"}]},
"text":{"from":[{"select":"blockquote"}]},"author":{"from":[{"select":"b"}]},"time":{},"lang":{},
"link":{"from":[{"attr":"data-entry","into":"https://x.com/i/status/{}"}]}}]}`

func TestSiteFileFromTheTeam(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		web := drive.NewWeb(t)
		const page = "https://x.com/kari/status/71"
		web.Page(page, `<!doctype html><html lang=en><title>X</title><link rel=icon href="data:,"><main><section data-entry=71><b>kari_nes</b><blockquote>Havblikk is late again.</blockquote></section></main>`)
		web.Page("https://x.com/settings/account", `<!doctype html><title>X</title><section data-entry=72><b>kari_nes</b><blockquote>Havblikk is private here.</blockquote></section>`)
		m := team(t, h)
		b := chrome(t, web, "https://x.com/*")
		enrol(t, b, m.Invite("Anna Berg", wire.Staff))
		p := b.Open(page)
		p.MustActivate()
		screen, tab := b.Extension("options.html"), mustInt(t, p.TabID())
		p.MustActivate()
		drive.Until(t, "the page is read, and nothing found", func() (string, bool) {
			f := askFindings(t, screen, tab)
			return f.Why, f.Read && f.Site == "x" && len(f.Rows) == 0
		})
		file := filepath.Join(t.TempDir(), "x.json")
		check(t, os.WriteFile(file, []byte(updatedX), 0o600))
		var published, edited wire.PlaybookOut
		porchlight(t, h, &published, "sites", "publish", file, "--team", m.ID)
		found := func(what string) {
			t.Helper()
			drive.Until(t, what, func() (string, bool) {
				f := askFindings(t, screen, tab)
				said, _ := json.Marshal(f.Rows)
				return string(said), len(f.Rows) == 1 && f.Rows[0].Look.Key == "x:post:71" && f.Rows[0].Author == "kari_nes"
			})
		}
		found("the post is found by the team's file")
		book := filepath.Join(t.TempDir(), "playbook.yaml")
		check(t, os.WriteFile(book, []byte("brands: [{name: Havblikk}, {name: Fjordlinjen}]\n"), 0o600))
		porchlight(t, h, &edited, "playbook", "publish", book, "--team", m.ID)
		if published.Version != 2 || edited.Version != 3 {
			t.Errorf("versions %d and %d", published.Version, edited.Version)
		}
		found("a playbook of its own author leaves the site file")
		private := b.Open("https://x.com/settings/account")
		private.MustActivate()
		closed := mustInt(t, private.TabID())
		drive.Until(t, "what the package keeps private stays so", func() (string, bool) {
			f := askFindings(t, screen, closed)
			return f.Why, f.Why == "private" && len(f.Rows) == 0
		})
		var dropped wire.PlaybookOut
		porchlight(t, h, &dropped, "sites", "publish", "--drop", "x", "--team", m.ID)
		p.MustActivate()
		drive.Until(t, "the packaged file reads again", func() (string, bool) {
			f := askFindings(t, screen, tab)
			return f.Why, f.Read && len(f.Rows) == 0
		})
		wantNoErrors(t, p)
	})
}
