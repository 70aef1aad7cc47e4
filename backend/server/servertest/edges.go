package servertest

// The outermost layer: paths, headers, CORS.

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func edges(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	d := m.join(m.first)
	t.Run("BE-02.b paths", func(t *testing.T) {
		other := server.NewTeamID("another secret")
		for _, path := range []string{
			"/", "/v1", "/v1/teams/", "/v1/teams/x/me", "/v1/teams/" + other + "/me",
			"/v1/teams/" + m.id[:31] + "/me", "/v1/teams/" + m.id + "0/me", "/v1/teams/" + swapCase(m.id) + "/me",
			"/v1/teams/" + m.id + "/../" + m.id + "/me", "/v1/teams/" + m.id + "//me", "/v1/teams/" + m.id + "/me/",
			"/v1/teams/" + m.id + "/%6de", "/v1/teams/" + m.id + "%2fme", "/v1/teams/" + m.id + "/%2e%2e/me",
			"/v1/teams/" + m.id + "/me%00", "/v1/teams/" + m.id + "/ME", "//v1/teams/" + m.id + "/me",
			"/daily", "/v1/teams/" + m.id + "/daily", "/v1/teams/" + m.id + "/purge", "/v1/teams/" + m.id + "/alarm", "/V1/teams/" + m.id + "/me",
		} {
			if status := raw(t, h, path, d.token()); status != 404 {
				t.Errorf("%s: %d", path, status)
			}
		}
		if status := raw(t, h, "/v1/teams/"+m.id+"/me", d.token()); status != 200 {
			t.Errorf("me: %d", status)
		}
	})
	t.Run("BE-02.c headers of ours do not come in", func(t *testing.T) {
		for _, token := range []string{"", d.token()} {
			a := h.do(t, request{method: "POST", path: m.path("/invites"), bearer: token, body: wire.InviteIn{Name: "x", Role: wire.Staff},
				header: http.Header{"Porchlight-Operator": {"1"}, "Porchlight-Origin": {"https://evil.example"}}})
			if token == "" {
				a.want(t, 401, "unauthorized")
			} else if !strings.Contains(string(a.body), h.URL+"/join#") {
				t.Errorf("the link was made by the caller: %s", a.body)
			}
		}
	})
	t.Run("BE-22 headers", func(t *testing.T) {
		for _, r := range []request{
			{method: "GET", path: m.path("/me"), bearer: d.token()}, {method: "GET", path: m.path("/me")},
			{method: "GET", path: m.path("/nothing"), bearer: d.token()}, {method: "GET", path: "/v1/teams/x/me"},
			{method: "PUT", path: m.path("/me"), bearer: d.token()}, {method: "POST", path: "/v1/teams"},
			{method: "POST", path: m.path("/ops"), bearer: d.token(), body: []byte("x")},
		} {
			a := h.do(t, r)
			for name, want := range map[string]string{
				"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
				"Content-Security-Policy":   "default-src 'none'; frame-ancestors 'none'",
				"Strict-Transport-Security": "max-age=31536000", "Server": "", "X-Powered-By": "",
				"Cross-Origin-Resource-Policy": "", "Set-Cookie": "",
			} {
				if got := a.header.Get(name); got != want {
					t.Errorf("%s %s (%d): %s is %q", r.method, strings.Replace(r.path, m.id, "…", 1), a.status, name, got)
				}
			}
			if !strings.Contains(a.header.Get("Vary"), "Origin") {
				t.Errorf("%s: Vary is %q", r.path, a.header.Get("Vary"))
			}
		}
	})
	t.Run("BE-12 CORS", func(t *testing.T) { cors(t, m, d) })
	t.Run("BE-21 every problem has its form", func(t *testing.T) {
		a := d.ask("GET", "/nothing", nil)
		if kind := a.header.Get("Content-Type"); kind != "application/problem+json" {
			t.Errorf("Content-Type %q", kind)
		}
	})
	h.do(t, request{method: "GET", path: "/health"}).want(t, 200, "")
}

func cors(t *testing.T, m *team, d *device) {
	for origin, allowed := range map[string]bool{
		server.Chrome: true, "moz-extension://0b1e2c3d-1234-4321-aaaa-0123456789ab": true,
		"chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": false, "https://evil.example": false, "null": false, "": false,
		server.Chrome + ".evil.example": false, "moz-extension://": false,
	} {
		header := http.Header{}
		if origin != "" {
			header.Set("Origin", origin)
		}
		want := ""
		if allowed {
			want = origin
		}
		for _, r := range []request{
			{method: "GET", path: m.path("/me"), bearer: d.token()},
			{method: "POST", path: m.path("/ops"), bearer: d.token(), body: opsIn("", 0)},
			{method: "GET", path: m.path("/me")},
			{method: "GET", path: m.path("/me"), bearer: "pl_d_mangled"},
			{method: "OPTIONS", path: m.path("/ops")},
			{method: "OPTIONS", path: m.path("/devices/" + d.id)},
		} {
			r.header = header.Clone()
			a := m.do(t, r)
			if got := a.header.Get("Access-Control-Allow-Origin"); got != want {
				t.Errorf("%s from %q (%d): allowed %q", r.method, origin, a.status, got)
			}
			if a.header.Get("Access-Control-Allow-Credentials") != "" {
				t.Error("credentials are allowed")
			}
			if r.method != "OPTIONS" || !allowed {
				continue
			}
			if a.status != 204 || !strings.Contains(a.header.Get("Access-Control-Allow-Methods"), "DELETE") ||
				!strings.Contains(a.header.Get("Access-Control-Allow-Headers"), "Authorization") {
				t.Errorf("preflight: %d %v", a.status, a.header)
			}
		}
	}
}

// raw asks for a path exactly as it stands, which net/http's client would clean.
func raw(t testing.TB, h *Home, path, token string) int {
	t.Helper()
	u, err := url.Parse(h.URL)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n", path, u.Host, token)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	defer res.Body.Close()
	io.Copy(io.Discard, res.Body)
	return res.StatusCode
}
