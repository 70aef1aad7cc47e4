package e2e

// One person at work behind a proxy that can fail: what the tests of the worker share.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// between is a home seen through a proxy that remembers requests and can fail them.
type between struct {
	*httptest.Server
	home string
	mu   sync.Mutex
	seen []string                // method, address and body, without the Authorization header
	fail func(*http.Request) int // status to answer instead, 0 to pass on, lost to pass on and lose the answer
}

const lost = -1

func newBetween(t *testing.T, home string) *between {
	t.Helper()
	to, err := url.Parse(home)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	x := &between{home: home}
	x.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		x.mu.Lock()
		x.seen = append(x.seen, r.Method+" "+r.URL.String()+fmt.Sprint(without(r.Header, "Authorization"))+" "+string(body))
		status := 0
		if x.fail != nil {
			status = x.fail(r)
		}
		x.mu.Unlock()
		if status == lost {
			proxy.ServeHTTP(httptest.NewRecorder(), r)
			status = http.StatusBadGateway
		}
		if status != 0 {
			w.Header().Set("Access-Control-Allow-Origin", drive.Origin)
			http.Error(w, `{"code":"internal"}`, status)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(x.Close)
	return x
}

func without(h http.Header, name string) http.Header {
	h = h.Clone()
	h.Del(name)
	return h
}

func (x *between) failing(f func(*http.Request) int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.fail = f
}

// said are the requests so far: method, address, headers but the token's, body.
func (x *between) said() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Clone(x.seen)
}

func (x *between) link(link string) string { return strings.Replace(link, x.home, x.URL, 1) }

// atWork is one person on the street, through a proxy to a native home.
type atWork struct {
	*drive.Browser
	home  *drive.Native
	team  *drive.Team
	line  *between
	page  *drive.Page
	popup *drive.Page
	watch *drive.Observer
}

func work(t *testing.T) *atWork {
	t.Helper()
	home := native(t)
	return workIn(t, home, team(t, &home.Home))
}

func workIn(t *testing.T, home *drive.Native, m *drive.Team) *atWork {
	t.Helper()
	w := &atWork{home: home, team: m}
	w.line = newBetween(t, w.home.URL)
	web := drive.NewWeb(t)
	web.Page("https://street.example/", street)
	w.watch = m.Observe()
	w.Browser = chrome(t, web, "https://street.example/*")
	enter(t, w.Browser, w.line.link(m.Invite("Siri Staff", wire.Staff)))
	w.page = w.Open("https://street.example/")
	w.page.WaitBadge("free")
	w.popup = w.Extension("popup.html")
	return w
}

const streetKey = "web:street.example/#c1"

// claim says Claim as the popup does.
func (w *atWork) claim(t *testing.T) {
	t.Helper()
	w.popup.MustEval(claims, streetKey, mustInt(t, w.page.TabID()))
}

func (w *atWork) waitLook(t *testing.T, want string) {
	t.Helper()
	drive.Until(t, "the popup is told "+want, func() (string, bool) {
		s := look(t, w.popup, streetKey)
		return s, s == want
	})
}

// colleagueClaims claims the street's conversation from a device without a browser.
func (w *atWork) colleagueClaims(t *testing.T) {
	t.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		t.Fatal(err)
	}
	op, err := json.Marshal(wire.OpIn{OpID: id.String(), Kind: wire.OpClaim, Conversation: wire.Conversation{
		Key: streetKey, Link: "https://street.example/#c1", Site: "generic", Names: []string{"Havblikk"}}})
	if err != nil {
		t.Fatal(err)
	}
	call(t, "POST", w.team.URL+"/v1/teams/"+w.team.ID+"/ops", w.admin(t), wire.OpsIn{Ops: []json.RawMessage{op}})
}

func findings(t *testing.T, p *drive.Page) string {
	t.Helper()
	screen := p.B.Extension("options.html")
	defer screen.Close()
	return sends(t, screen, 0, fmt.Sprintf(`{findings: {tab: %s}}`, p.TabID()))
}

func mustInt(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
