package server

// Headers of every answer, and CORS. An origin that we do not know gets no
// Access-Control-Allow-Origin at all; it is never echoed for anybody else. There are
// no cookies, so a foreign page has nothing to ride on: the bearer token is the guard.

import (
	"net/http"
	"strings"
)

// Chrome is the one Chromium extension that may call this API; its id follows from the
// key in manifest.json. Firefox gives each installation its own random origin.
const Chrome = "chrome-extension://kgjjopcdffmilajjpnadfkjocbpkfhii"

func ourOrigin(origin string) bool {
	return origin == Chrome || strings.HasPrefix(origin, "moz-extension://") && len(origin) > len("moz-extension://")
}

// SetHeaders sets the headers that belong on every answer, errors included.
func SetHeaders(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Strict-Transport-Security", "max-age=31536000")
	h.Set("Vary", "Origin")
	if origin := r.Header.Get("Origin"); ourOrigin(origin) {
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Expose-Headers", "ETag, Retry-After")
	}
}

// preflight answers OPTIONS, for any path, without a look at the database.
func preflight(w http.ResponseWriter, r *http.Request) {
	if ourOrigin(r.Header.Get("Origin")) {
		h := w.Header()
		h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match")
		h.Set("Access-Control-Max-Age", "86400")
	}
	w.WriteHeader(http.StatusNoContent)
}
