package e2e

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// dist/firefox, as a temporary add-on in a real Firefox: it joins a team, is granted one
// origin, reads the town square there with the same engine.wasm, and its sidebar page
// lists what it found (RULINGS 21).
func TestFirefoxLoadsAndScans(t *testing.T) {
	t.Parallel()
	h := native(t)
	m := team(t, &h.Home)
	site := httptest.NewServer(newSquare(t, built.Square))
	t.Cleanup(site.Close)
	f := startFirefox(t)
	var installed struct{ Extension string }
	f.call("webExtension.install", map[string]any{"extensionData": map[string]any{"type": "path", "path": built.Firefox}}, &installed)
	if installed.Extension != addon {
		t.Fatalf("installed %q, want %q", installed.Extension, addon)
	}

	options := f.open(addonOrigin + "/options.html")
	if said := f.eval(options, fmt.Sprintf(`browser.runtime.sendMessage({join: {link: %q, label: "Firefox"}}).then(a => JSON.stringify(a))`,
		m.Invite("Anna Berg", wire.Staff))); !strings.Contains(said, `"joined":true`) {
		t.Fatalf("join: %s", said)
	}
	f.grant(options, "http://127.0.0.1/*")
	f.eval(options, `browser.runtime.sendMessage({sites: {}}).then(a => JSON.stringify(a))`)

	f.open(site.URL + "/")
	tab := f.eval(options, fmt.Sprintf(`browser.tabs.query({}).then(all => String(all.find(t => t.url === %q)?.id ?? ""))`, site.URL+"/"))
	if tab == "" {
		t.Fatal("the granted tab has no address for us")
	}
	panel := f.open(addonOrigin + "/panel.html?tab=" + tab)
	host := strings.TrimPrefix(site.URL, "http://")
	var want []string
	for _, css := range []string{"#p102", "#p103", "#p105", "#p106", "#p108", "#p109", "#p110"} {
		want = append(want, "web:"+host+"/"+css)
	}
	drive.Until(t, "the sidebar page lists the square's mentions in page order", func() (string, bool) {
		got := f.eval(panel, `[...document.querySelectorAll("[data-key]")].map(e => e.dataset.key).join(" ")`)
		return got + f.eval(panel, `document.body.innerText.slice(0, 500)`), got == strings.Join(want, " ")
	})
}
