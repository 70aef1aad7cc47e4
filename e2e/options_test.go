package e2e

// The settings by mouse: sites that are read and no longer read, and leaving.

import (
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const gardenURL, gardenOK = "https://garden.example/", "https://garden.example/*"

// A site is taken off the list and put back on it. The browser's own prompt cannot be
// answered by any test: what is proved is that removing gives the permission back and
// cleans the open page, that adding what the person granted this profile before, which
// Chromium does not ask about twice, reads the page again, and that what is no site is
// never asked for.
func TestSitesAreRemovedAndAdded(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	c.web.Page(gardenURL, `<!doctype html><title>Garden</title><article id=g1><p>The Havblikk boat brought our roses.</p></article>`)
	b := chrome(t, c.web, squareOK, gardenOK)
	b.Join(c.team.Invite("Anna Berg", wire.Staff))
	garden, options := b.Open(gardenURL), b.Extension("options.html")
	garden.WaitBadge("free")
	wantSites(t, options, gardenOK, squareOK)

	options.Press(`[data-act=remove][data-site="` + gardenOK + `"]`)
	wantSites(t, options, squareOK)
	drive.Until(t, "the open page loses its lamps", func() (string, bool) { return "badges", len(garden.Badges()) == 0 })
	garden.MustReload().MustWaitLoad()
	if hosts := garden.Hosts(); len(hosts) != 0 {
		t.Errorf("a page that was taken off the list has %d host elements of ours", len(hosts))
	}

	options.MustActivate()
	options.Fill(`#host`, "no site at all")
	options.Press(`[data-act=add]`)
	wantIn(t, "the answer to nonsense", options.Want(`.sites [role=alert]`).MustText(), "no site at all")
	wantSites(t, options, squareOK)

	options.MustElement(`#host`).MustSelectAllText()
	options.Fill(`#host`, "garden.example")
	options.Press(`[data-act=add]`)
	wantSites(t, options, gardenOK, squareOK)
	garden.MustActivate()
	garden.WaitBadge("free")
	wantNoErrors(t, garden, options)
}

// wantSites waits until the list and the browser's own permissions both are these.
func wantSites(t *testing.T, options *drive.Page, want ...string) {
	t.Helper()
	drive.Until(t, "the sites are "+strings.Join(want, " "), func() (string, bool) {
		got := options.MustEval(`async () => [...document.querySelectorAll("[data-site]")].map(e => e.dataset.site).sort().join(" ") + " / " +
		  (await chrome.permissions.getAll()).origins.filter(o => o.includes("example")).sort().join(" ")`).Str()
		all := strings.Join(want, " ")
		return got, got == all+" / "+all
	})
}

// Leaving by mouse: asked twice, then no store of the browser holds anything but what the
// person chose on this device, and the page is clean.
func TestLeaveByMouse(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	p := anna.Open(squareURL)
	claim(p, "#p102")
	p.OpenCard("#p103").Want(drive.Claim)
	options := anna.Extension("options.html")
	options.Press(`[data-act=leave]`)
	options.Press(`[data-act=stay]`)
	options.Want(`[data-joined=true]`)
	options.Press(`[data-act=leave]`)
	options.Press(`[data-act=leave-sure]`)
	options.Want(`[data-joined=false]`)
	drive.Until(t, "nothing is kept", func() (string, bool) {
		said := options.MustEval(rest).Str()
		return said, said == ""
	})
	drive.Until(t, "the page is clean", func() (string, bool) { return "badges or a card", len(p.Drawn()) == 0 })
	wantNoErrors(t, p, options)
}

// rest is what the extension has stored anywhere, but for empty stores, the counter that
// makes screens ask again, and pages that are known to be open and not read.
const rest = `async () => {
  const ended = r => new Promise((yes, no) => { r.onsuccess = () => yes(r.result); r.onerror = no })
  const left = []
  for (const { name } of await indexedDB.databases()) {
    const db = await ended(indexedDB.open(name))
    for (const s of db.objectStoreNames)
      for (const row of await ended(db.transaction(s).objectStore(s).getAllKeys())) left.push(name + "/" + s + "/" + row)
    db.close()
  }
  const session = await chrome.storage.session.get(null)
  for (const [k, v] of Object.entries(session)) if (k !== "tick" && !(k.startsWith("page:") && v.why && !Object.keys(v.rows).length)) left.push("session/" + k)
  for (const [k, v] of Object.entries({ ...await chrome.storage.local.get(null), ...await chrome.storage.sync?.get(null) })) left.push("local/" + k + "=" + JSON.stringify(v))
  for (const k of Object.keys(localStorage)) left.push("localStorage/" + k)
  for (const k of await caches.keys()) left.push("caches/" + k)
  return left.join("\n")
}`
