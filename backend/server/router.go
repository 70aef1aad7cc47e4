//go:build !js

package server

// What stands in front of the teams natively. Its twin on the edge is router.js: the
// two check the same things and set the same headers.

import (
	"bytes"
	"crypto/subtle"
	_ "embed"
	"net"
	"net/http"
	"regexp"
	"strings"
)

//go:embed join.html
var joinPage []byte

// One strict pattern, on the path as it was sent: nothing escaped, nothing doubled.
var teamPath = regexp.MustCompile(`^/v1/teams/([0-9A-Za-z]{32})(?:/[0-9A-Za-z-]+)+$`)

// Handler serves every team of the folder. Origin is the address that people reach it
// at, for invite links; "" takes each request's own host, over plain HTTP.
func (h *Home) Handler(origin string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name := range r.Header {
			if strings.HasPrefix(name, "Porchlight-") {
				delete(r.Header, name)
			}
		}
		r.Header.Set("Porchlight-Request", Random(16))
		r.Header.Set("Porchlight-Address", h.address(r))
		r.Header.Set("Porchlight-Origin", origin)
		if origin == "" {
			r.Header.Set("Porchlight-Origin", "http://"+r.Host)
		}
		if h.isOperator(r) {
			r.Header.Set("Porchlight-Operator", "1")
		}
		h.route(w, r)
	})
}

func (h *Home) route(w http.ResponseWriter, r *http.Request) {
	path := r.URL.EscapedPath()
	switch {
	case path == "/health" && r.Method == http.MethodGet:
		plain(w, r, "text/plain; charset=utf-8", []byte("ok\n"))
	case path == "/join" && r.Method == http.MethodGet:
		plain(w, r, "text/html; charset=utf-8", joinPage)
	case path == "/metrics" && r.Method == http.MethodGet: // the one path that the edge has not
		if r.Header.Get("Porchlight-Operator") != "1" {
			h.refuse(w, r, fail("unauthorized", "metrics need the operator's secret"))
			return
		}
		var b bytes.Buffer
		h.metrics(&b)
		plain(w, r, "text/plain; version=0.0.4; charset=utf-8", b.Bytes())
	case path == "/v1/teams" && r.Method == http.MethodPost:
		if r.Header.Get("Porchlight-Operator") != "1" {
			h.refuse(w, r, fail("unauthorized", "making a team needs the operator's secret"))
			return
		}
		id := NewTeamID(h.secret)
		r.URL.Path, r.URL.RawPath = "/v1/teams/"+id, ""
		h.serveTeam(w, r, id, true)
	default:
		m := teamPath.FindStringSubmatch(path)
		if m == nil || !CheckTeamID(h.secret, m[1]) {
			h.refuse(w, r, fail("not_found", "no such address"))
			return
		}
		arrives := r.Method == http.MethodPost && strings.HasSuffix(path, "/rows") && r.Header.Get("Porchlight-Operator") == "1"
		h.serveTeam(w, r, m[1], arrives)
	}
}

func (h *Home) serveTeam(w http.ResponseWriter, r *http.Request, id string, create bool) {
	t, err := h.team(id, create)
	if err != nil {
		if h.log != nil {
			h.log.Error("open a team", "request", r.Header.Get("Porchlight-Request"), "error", err)
		}
		h.refuse(w, r, &fault{code: "unavailable", detail: "the team's database cannot be opened", after: 30})
		return
	}
	t.ServeHTTP(w, r)
}

func (h *Home) isOperator(r *http.Request) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return ok && subtle.ConstantTimeCompare([]byte(token), []byte(h.secret)) == 1
}

func (h *Home) refuse(w http.ResponseWriter, r *http.Request, err error) {
	SetHeaders(w, r)
	if r.Method == http.MethodOptions {
		preflight(w, r)
		return
	}
	WriteProblem(w, r.Header.Get("Porchlight-Request"), err)
}

func plain(w http.ResponseWriter, r *http.Request, kind string, body []byte) {
	SetHeaders(w, r)
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Security-Policy",
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	w.Write(body)
}

// address is the client's, as the trusted proxy tells it or as the connection does.
func (h *Home) address(r *http.Request) string {
	if told := r.Header.Get(h.AddressHeader); h.AddressHeader != "" && told != "" {
		return told
	}
	return hostOnly(r.RemoteAddr)
}

func hostOnly(address string) string {
	if host, _, err := net.SplitHostPort(address); err == nil {
		return host
	}
	return address
}
