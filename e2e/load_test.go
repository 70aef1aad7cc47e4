package e2e

import (
	"testing"

	"porchlight/e2e/drive"
)

// The package loads under its pinned id, and a granted origin is one for Chromium too:
// the two things that every other test here stands on.
func TestPackageLoadsWithItsGrants(t *testing.T) {
	t.Parallel()
	b := chrome(t, drive.NewWeb(t), "https://town.example/*")
	p := b.Extension("options.html")
	got := p.MustEval(`async () => JSON.stringify([
	  await chrome.permissions.contains({origins: ["https://town.example/*"]}),
	  await chrome.permissions.contains({origins: ["https://other.example/*"]}),
	  (await chrome.permissions.getAll()).origins])`).Str()
	if want := `[true,false,["https://town.example/*"]]`; got != want {
		t.Fatalf("granted and not granted: got %s want %s", got, want)
	}
}

// Every host answers from the test's own server over TLS, and the browser trusts it.
func TestRealHostNamesAreServedHere(t *testing.T) {
	t.Parallel()
	web := drive.NewWeb(t)
	web.Page("https://x.com/havblikk/status/1", `<!doctype html><title>served here</title><img src="https://elsewhere.example/a.png">`)
	p := chrome(t, web).Open("https://x.com/havblikk/status/1?s=20")
	if got := p.MustInfo().Title; got != "served here" {
		t.Fatalf("title %q", got)
	}
	if got := p.Errors(); len(got) != 0 {
		t.Fatalf("page errors: %q", got)
	}
}
