package e2e

// What the worker keeps to itself, and how it gets over bad days: the token, the storage,
// a backend that fails, a clock that jumps, a wiped disk, a socket that never opens.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"porchlight/e2e/drive"
)

// SEC-13.a: the device token is in one header and in one place of the browser's storage.
func TestTokenStaysWithTheWorker(t *testing.T) {
	t.Parallel()
	w := work(t)
	w.claim(t)
	w.waitLook(t, "mine")
	var home struct{ Token string }
	if err := json.Unmarshal([]byte(w.InWorker(`chrome.storage.local.get("home").then(s => JSON.stringify(s.home))`)), &home); err != nil {
		t.Fatal(err)
	}
	part := strings.Split(home.Token, "_")
	if len(part) != 5 {
		t.Fatalf("token %q", home.Token)
	}
	secret := part[3]
	heard := map[string]string{
		"IndexedDB and the session": w.popup.MustEval(`async () => {
		  const db = await new Promise((yes, no) => { const r = indexedDB.open("porchlight"); r.onsuccess = () => yes(r.result); r.onerror = no })
		  const all = await Promise.all([...db.objectStoreNames].map(s => new Promise(yes => {
		    const r = db.transaction(s).objectStore(s).getAll(); r.onsuccess = () => yes(r.result) })))
		  db.close()
		  return JSON.stringify([all, await chrome.storage.session.get(null)])
		}`).Str(),
		"the console":  strings.Join(w.Console(secret), "\n"),
		"the requests": strings.Join(w.line.said(), "\n"),
	}
	for kind, message := range uiSays {
		heard["the answer to "+kind] = sends(t, w.popup, 0, message)
	}
	if len(heard["IndexedDB and the session"]) < 1000 || len(w.line.said()) < 5 {
		t.Fatal("nothing was looked through")
	}
	for where, text := range heard {
		if strings.Contains(text, secret) {
			t.Errorf("the token's secret is in %s", where)
		}
	}
}

// SEC-12.c, d: a claim sends what the card said it would, byte for byte but for the id that
// the press makes, and no text of the post in any request at all.
func TestWhatLeaves(t *testing.T) {
	t.Parallel()
	w := work(t)
	world := contentWorld(t, w.page)
	sends(t, w.page, world, `{scan: {page: {url: location.href, site: "generic"}, first: false, gone: [], posts: [{id: "c9", order: 9,
	  text: "canary-before Havblikk <b>&amp; Ingrid Solvang canary-after", author: "Mona & <Co>", link: location.href + "?a=1&b=<2>"}]}}`)
	url := openCard(t, w.page, world, "c9")
	bare, _, _ := strings.Cut(url, "#")
	card := frame(t, w.page, bare)
	var said struct{ Card struct{ Sends string } }
	if err := json.Unmarshal([]byte(useToken(t, card, url)), &said); err != nil {
		t.Fatal(err)
	}
	sends(t, card, 0, `{act: {kind: "claim"}}`)
	drive.Until(t, "the claim is confirmed", func() (string, bool) {
		said := sends(t, card, 0, `{refresh: {}}`)
		return said, strings.Contains(said, `"state":"mine"`)
	})
	id := regexp.MustCompile(`"op_id":"[0-9a-f-]{36}"`)
	promised, kept := id.ReplaceAllString(said.Card.Sends, ""), false
	for _, r := range w.line.said() {
		if strings.Contains(r, "canary") {
			t.Errorf("text of the post left: %s", r)
		}
		kept = kept || strings.Contains(id.ReplaceAllString(r, ""), `"ops":[`+promised+`]`)
	}
	if !kept || !strings.Contains(promised, "Ingrid Solvang") {
		t.Errorf("the card said that this leaves, and no request has it: %s", promised)
	}
}

// SEC-11.a: content scripts cannot read our storage: at once, and after the worker died.
func TestStorageIsClosedToPages(t *testing.T) {
	t.Parallel()
	w := work(t)
	world := contentWorld(t, w.page)
	for _, when := range []string{"right after joining", "after a restart of the worker"} {
		for _, area := range []string{"local", "session"} {
			if said := evalIn(t, w.page, world, `chrome.storage.`+area+`.get(null).then(JSON.stringify, e => "refused: " + e)`); !strings.HasPrefix(said, "refused") {
				t.Errorf("%s a content script reads storage.%s: %s", when, area, said)
			}
		}
		w.StopWorker()
		look(t, w.popup, streetKey) // wakes it
	}
}

// The backend fails for a while: the claim waits as pending, then is made once.
func TestBackendAnswersWithFailure(t *testing.T) {
	t.Parallel()
	for _, status := range []int{500, 503, 429} {
		t.Run(strconv.Itoa(status), func(t *testing.T) { t.Parallel(); failsWith(t, status) })
	}
}

func failsWith(t *testing.T, status int) {
	w := work(t)
	var failed atomic.Int32
	w.line.failing(func(r *http.Request) int {
		if strings.HasSuffix(r.URL.Path, "/ops") {
			failed.Add(1)
			return status
		}
		return 0
	})
	w.claim(t)
	drive.Until(t, fmt.Sprint("the claim is answered with ", status), func() (string, bool) { n := failed.Load(); return fmt.Sprint(n), n > 0 })
	w.waitLook(t, "pending")
	if rows := w.watch.Ledger(); len(rows) != 0 {
		t.Fatalf("the ledger already has %+v", rows)
	}
	w.line.failing(nil)
	w.waitLook(t, "mine")
	wantOnce(t, w.watch, 1)
}

// LIF-18: with the socket blocked for good a colleague's claim still arrives, by the
// alarm's pull. The alarm is rung early; what it does is its own.
func TestSocketBlockedForGood(t *testing.T) {
	t.Parallel()
	w := work(t)
	w.line.failing(func(r *http.Request) int {
		if strings.HasSuffix(r.URL.Path, "/live") {
			return http.StatusServiceUnavailable
		}
		return 0
	})
	w.StopWorker()
	w.page.MustActivate()
	look(t, w.popup, streetKey) // wakes it
	w.colleagueClaims(t)
	w.Ring()
	w.page.WaitBadge("theirs")
	if said := sends(t, w.popup, 0, `{status: {}}`); !strings.Contains(said, `"live":false`) {
		t.Errorf("the socket was not blocked: %s", said)
	}
}

// F20: what was pressed while nobody answered and is two minutes old is not carried out;
// the person is told, and the ledger never hears of it. The line fails until the drop is
// told, so that no try that left before the clock moved arrives after it mends.
func TestOldClaimIsDropped(t *testing.T) {
	t.Parallel()
	w := work(t)
	w.line.failing(func(*http.Request) int { return http.StatusServiceUnavailable })
	w.claim(t)
	w.waitLook(t, "pending")
	w.InWorker(`(() => { const real = Date.now; Date.now = () => real() + 180_000 })()`)
	drive.Until(t, "the person is told", func() (string, bool) {
		said := sends(t, w.popup, 0, `{claims: {}}`)
		return said, strings.Contains(said, `"code":"dropped_unanswered"`) && !strings.Contains(said, `"state":"pending"`)
	})
	w.line.failing(nil)
	w.colleagueClaims(t)
	w.waitLook(t, "theirs")
	if rows := w.watch.Ledger(); len(rows) != 1 {
		t.Errorf("the ledger: %+v", rows)
	}
}

// LIF-15: the power goes right after "not confirmed" was shown: the op is on the disk.
func TestPowerCutWhilePending(t *testing.T) {
	t.Parallel()
	w := work(t)
	w.line.failing(func(*http.Request) int { return http.StatusServiceUnavailable })
	w.claim(t)
	w.waitLook(t, "pending")
	w.Crash()
	w.line.failing(nil)
	w.Again()
	w.popup = w.Extension("popup.html")
	w.waitLook(t, "mine")
	wantOnce(t, w.watch, 1)
}

// SEC-01.c, d, LIF-12: a site that is given back is left at once; registrations and alarms
// that got lost are made again.
func TestGrantsComeAndGo(t *testing.T) {
	t.Parallel()
	w := work(t)
	registered := func() string {
		return w.popup.MustEval(`async () => (await chrome.scripting.getRegisteredContentScripts()).flatMap(s => s.matches).join(" ")`).Str()
	}
	is := func(want string) {
		t.Helper()
		drive.Until(t, "registered: "+want, func() (string, bool) { got := registered(); return got, got == want })
	}
	is("https://street.example/*")
	w.popup.MustEval(`() => Promise.all([chrome.scripting.unregisterContentScripts(), chrome.alarms.clearAll()])`)
	w.ReloadExtension()
	w.popup = w.Extension("popup.html")
	is("https://street.example/*")
	drive.Until(t, "the alarm is back", func() (string, bool) {
		said := w.popup.MustEval(`async () => JSON.stringify(await chrome.alarms.getAll())`).Str()
		return said, strings.Contains(said, `"beat"`)
	})
	drive.Until(t, "the open page has its new script", func() (string, bool) {
		said := findings(t, w.page)
		return said, strings.Contains(said, `"read":true`)
	})
	w.popup.MustEval(`() => chrome.permissions.remove({origins: ["https://street.example/*"]})`)
	is("")
	w.page.MustActivate()
	drive.Until(t, "the open page is left", func() (string, bool) {
		n := len(w.page.Hosts())
		return fmt.Sprint(n), n == 0
	})
	w.page.MustReload().MustWaitLoad()
	if n := len(w.page.Hosts()); n != 0 {
		t.Errorf("%d hosts after a reload", n)
	}
}

// LIF-14: the disk forgets everything but the sign-in: the state comes back from the server.
func TestStorageWiped(t *testing.T) {
	t.Parallel()
	w := work(t)
	w.claim(t)
	w.waitLook(t, "mine")
	w.popup.MustEval(`() => new Promise(done => { const r = indexedDB.deleteDatabase("porchlight"); r.onsuccess = r.onerror = done })`)
	w.waitLook(t, "mine")
	wantOnce(t, w.watch, 1)
	w.StopWorker()
	w.waitLook(t, "mine")
}

// F21 in small: local time jumps; until the backend has spoken again nothing is "mine".
func TestClockJumps(t *testing.T) {
	t.Parallel()
	w := work(t)
	w.claim(t)
	w.waitLook(t, "mine")
	w.line.failing(func(*http.Request) int { return http.StatusServiceUnavailable })
	w.InWorker(`(() => { const real = Date.now; Date.now = () => real() + 3_600_000 })()`)
	w.waitLook(t, "unverified")
	w.line.failing(nil)
	w.waitLook(t, "mine")
}
