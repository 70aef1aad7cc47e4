package server

// Reading a request: its body within limits, its query, and the checks of single
// values that more than one route needs.

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const mostInt = 1<<53 - 1 // numbers cross the edge as JavaScript numbers

// decode reads the whole body into v, strictly.
func (c *call) decode(v any) error {
	h := c.r.Header
	if kind, _, err := mime.ParseMediaType(h.Get("Content-Type")); err != nil || kind != "application/json" {
		return &fault{code: "invalid", detail: "the body must be application/json", status: http.StatusUnsupportedMediaType}
	}
	if h.Get("Content-Encoding") != "" {
		return &fault{code: "invalid", detail: "the body must not be compressed", status: http.StatusUnsupportedMediaType}
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, c.route.body))
	if err != nil {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			return fail("too_large", "the body is larger than %d bytes", c.route.body)
		}
		return fail("invalid", "the body could not be read")
	}
	return Decode(body, v)
}

// text checks a string that people or pages wrote.
func text(place, s string, most int, empty bool) error {
	switch {
	case s == "" && !empty:
		return fail("invalid", "%q is empty", place)
	case len(s) > most:
		return fail("invalid", "%q is longer than %d bytes", place, most)
	case !utf8.ValidString(s):
		return fail("invalid", "%q is not UTF-8", place)
	case strings.ContainsFunc(s, unicode.IsControl):
		return fail("invalid", "%q has control characters in it", place)
	}
	return nil
}

// webLink checks an address that colleagues may later click.
func webLink(place, s string) error {
	if err := text(place, s, 2048, false); err != nil {
		return err
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return fail("invalid", "%q is not a web address", place)
	}
	return nil
}

// cursor reads epoch and cursor of the query.
func (c *call) cursor() (string, int64, error) {
	q := c.r.URL.Query()
	n, err := strconv.ParseInt(q.Get("cursor"), 10, 64)
	if err != nil || n < 0 || n > mostInt {
		return "", 0, fail("invalid", "%q must be a whole number from 0", "cursor")
	}
	return q.Get("epoch"), n, nil
}
