package e2e

// Coming, staying and going: a lost answer at the door, a lease that is renewed, a full
// disk, a secret that is renewed, a device that is revoked, a person who leaves. What
// goes is really gone.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"porchlight/backend/server"
	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// kept is all that the extension has stored, in every store it has.
const kept = `async () => {
  const ended = r => new Promise((yes, no) => { r.onsuccess = () => yes(r.result); r.onerror = no })
  const db = await ended(indexedDB.open("porchlight"))
  const stores = await Promise.all([...db.objectStoreNames].map(s => ended(db.transaction(s).objectStore(s).getAll())))
  db.close()
  return JSON.stringify({ stores, local: await chrome.storage.local.get(null), session: await chrome.storage.session.get(null) })
}`

// SEC-13.b: after leaving nothing of the team is left, and the page is clean.
func TestLeaveWipes(t *testing.T) {
	t.Parallel()
	w := work(t)
	w.claim(t)
	w.waitLook(t, "mine")
	before := w.popup.MustEval(kept).Str()
	if said := sends(t, w.popup, 0, `{leave: {}}`); said != `{"done":{}}` {
		t.Fatalf("leave: %s", said)
	}
	w.wantGone(t, before)
	if said := w.devices(t); !strings.Contains(said, `"revoked":true`) {
		t.Errorf("the device is not revoked: %s", said)
	}
}

// SEC-13.c: after the device was revoked the next request is the last; everything goes,
// the person is told, and a new invite works.
func TestRevokedDevice(t *testing.T) {
	t.Parallel()
	w := work(t)
	w.claim(t)
	w.waitLook(t, "mine")
	before := w.popup.MustEval(kept).Str()
	w.revoke(t)
	drive.Until(t, "the popup is told", func() (string, bool) {
		said := sends(t, w.popup, 0, `{members: {}}`) + sends(t, w.popup, 0, `{status: {}}`)
		return said, strings.Contains(said, `"joined":false`) && strings.Contains(said, `"problem":"signed_out"`)
	})
	w.wantGone(t, before)
	if said := findings(t, w.page); !strings.Contains(said, `"why":"signed_out"`) {
		t.Errorf("the panel: %s", said)
	}
	enter(t, w.Browser, w.team.Invite("Siri Staff", wire.Staff))
	w.page.MustActivate()
	w.page.WaitBadge("theirs") // she is another member now
}

// BE-09: after a month the browser makes itself a new secret. The answer to that gets lost,
// the worker dies, and requests are under way with the old one: nobody is signed out.
func TestTokenIsRenewed(t *testing.T) {
	t.Parallel()
	w := work(t)
	w.claim(t)
	w.waitLook(t, "mine")
	token := func() (token, next string) {
		var local struct {
			Home struct{ Token string }
			Next string
		}
		if err := json.Unmarshal([]byte(w.InWorker(`chrome.storage.local.get(null).then(JSON.stringify)`)), &local); err != nil {
			t.Fatal(err)
		}
		return local.Home.Token, local.Next
	}
	old, _ := token()
	var tries atomic.Int32
	w.line.failing(func(r *http.Request) int {
		if strings.HasSuffix(r.URL.Path, "/token") && tries.Add(1) == 1 {
			return lost
		}
		return 0
	})
	w.InWorker(`chrome.storage.local.get("home").then(({home}) => chrome.storage.local.set({home: {...home, madeMs: Date.now() - 31 * 86400000}}))`)
	w.StopWorker()
	w.waitLook(t, "mine") // wakes it
	drive.Until(t, "the backend was told of a new secret", func() (string, bool) { n := tries.Load(); return fmt.Sprint(n), n > 0 })
	held, next := token()
	if held != old || next == "" || next == old {
		t.Fatalf("after a lost answer %.20s… is in use, and %.20s… is next", held, next)
	}
	w.StopWorker()
	w.waitLook(t, "mine")
	drive.Until(t, "the new secret is in use", func() (string, bool) {
		held, left := token()
		return "", held == next && left == ""
	})
	if a, b := strings.Split(old, "_"), strings.Split(next, "_"); a[2] != b[2] || a[3] == b[3] {
		t.Errorf("another device, or the same secret: %v, %v", a[2], b[2])
	}
	w.InWorker(`(async () => { // a request goes out with the old one, and its refusal comes after the change
	  const use = async token => chrome.storage.local.set({home: {...(await chrome.storage.local.get("home")).home, token}}), real = fetch
	  fetch = async (...asked) => {
	    const answer = await real(...asked)
	    if (answer.status === 401) await use("` + next + `")
	    return answer
	  }
	  await use("` + old + `")
	})()`)
	if said := sends(t, w.popup, 0, `{browsers: {}}`); !strings.Contains(said, `"devices":[`) {
		t.Errorf("a request with the old secret: %s", said)
	}
	w.waitLook(t, "mine")
	wantOnce(t, w.watch, 1)
}

// wantGone checks that of the team's data, which were there before, nothing is left.
func (w *atWork) wantGone(t *testing.T, before string) {
	t.Helper()
	for _, trace := range []string{"pl_d_", "Siri", "Havblikk", streetKey, w.team.ID} {
		if !strings.Contains(before, trace) {
			t.Errorf("%q was not there in the first place", trace)
		}
		drive.Until(t, trace+" is gone", func() (string, bool) {
			now := w.popup.MustEval(kept).Str()
			return now, !strings.Contains(now, trace)
		})
	}
	drive.Until(t, "the page is clean", func() (string, bool) {
		n := len(w.page.Badges())
		return fmt.Sprint(n), n == 0
	})
}

// revoke takes the browser's device away, as an admin does.
func (w *atWork) revoke(t *testing.T) {
	t.Helper()
	admin := w.admin(t)
	var all wire.Devices
	if err := json.Unmarshal([]byte(call(t, "GET", w.team.URL+"/v1/teams/"+w.team.ID+"/devices", admin, nil)), &all); err != nil {
		t.Fatal(err)
	}
	for _, d := range all.Devices {
		if d.Label == "test" {
			call(t, "DELETE", w.team.URL+"/v1/teams/"+w.team.ID+"/devices/"+d.ID, admin, nil)
			return
		}
	}
	t.Fatalf("no device of the browser: %+v", all)
}

func (w *atWork) devices(t *testing.T) string {
	t.Helper()
	var all wire.Devices
	if err := json.Unmarshal([]byte(call(t, "GET", w.team.URL+"/v1/teams/"+w.team.ID+"/devices", w.admin(t), nil)), &all); err != nil {
		t.Fatal(err)
	}
	var own []wire.Device
	for _, d := range all.Devices {
		if d.Label == "test" {
			own = append(own, d)
		}
	}
	b, _ := json.Marshal(own)
	return string(b)
}

// admin makes an admin's device and returns its token.
func (w *atWork) admin(t *testing.T) string {
	t.Helper()
	_, secret, _ := strings.Cut(w.team.Invite("Ada Admin", wire.Admin), "#"+w.team.ID+".")
	id, own := server.Random(16), server.Random(43)
	call(t, "POST", w.team.URL+"/v1/teams/"+w.team.ID+"/redeem", "",
		wire.RedeemIn{Invite: secret, Device: id, Hash: server.Hash(own), Label: "admin"})
	return server.Token(id, own)
}

func call(t *testing.T, method, url, token string, in any) string {
	t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if in == nil {
		req.Body, req.ContentLength = http.NoBody, 0
	} else {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var said bytes.Buffer
	_, _ = said.ReadFrom(res.Body)
	if res.StatusCode > 299 {
		t.Fatalf("%s %s: %d %s", method, url, res.StatusCode, said.String())
	}
	return said.String()
}

// The answer to an invite is lost: the same link works again and makes one device.
func TestLostAnswerAtTheDoor(t *testing.T) {
	t.Parallel()
	home := native(t)
	w := &atWork{home: home, team: team(t, &home.Home), line: newBetween(t, home.URL)}
	b := chrome(t, nil)
	p := b.Extension("options.html")
	link := w.line.link(w.team.Invite("Siri Staff", wire.Staff))
	join := fmt.Sprintf(`{join: {link: %q, label: "test"}}`, link)
	w.line.failing(func(r *http.Request) int {
		if r.Method == "POST" && strings.HasSuffix(r.URL.Path, "/redeem") {
			return lost
		}
		return 0
	})
	if said := sends(t, p, 0, join); !strings.Contains(said, `"problem"`) {
		t.Fatalf("the answer was lost, and the person is told %s", said)
	}
	w.line.failing(nil)
	if said := sends(t, p, 0, join); !strings.Contains(said, `"joined":true`) {
		t.Fatalf("the second time: %s", said)
	}
	if n := strings.Count(w.devices(t), `"id"`); n != 1 {
		t.Errorf("%d devices: %s", n, w.devices(t))
	}
}

// The disk is full: the press is answered with the reason, and nothing pretends to be a claim.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	w := work(t)
	w.InWorker(`(() => {
	  globalThis.room = false
	  const put = IDBObjectStore.prototype.put
	  IDBObjectStore.prototype.put = function (...args) {
	    if (!globalThis.room) throw new DOMException("no room", "QuotaExceededError")
	    return put.apply(this, args)
	  }
	})()`)
	w.claim(t)
	drive.Until(t, "the press is answered", func() (string, bool) {
		said := w.popup.MustEval(`() => globalThis.answer`).Str()
		return said, strings.Contains(said, `"code":"storage_full"`)
	})
	if said := sends(t, w.popup, 0, `{status: {}}`); !strings.Contains(said, `"problem":"storage_full"`) || !strings.Contains(said, `"code":"storage_full"`) {
		t.Errorf("the status: %s", said)
	}
	if s := look(t, w.popup, streetKey); s != "" {
		t.Errorf("the claim that was not stored shows as %q", s)
	}
	w.InWorker(`globalThis.room = true`)
	w.claim(t)
	w.waitLook(t, "mine")
	if said := sends(t, w.popup, 0, `{status: {}}`); strings.Contains(said, "storage_full") {
		t.Errorf("there is room again, the status: %s", said)
	}
}
