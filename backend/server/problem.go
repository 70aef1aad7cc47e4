package server

// Errors that leave the house, as RFC 9457 problem details. The list of codes is
// closed; text of a driver, of SQL or of the platform never goes out.

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

// fault is an error that a client may see.
type fault struct {
	code   string
	detail string
	after  int    // seconds, for rate_limited and unavailable
	status int    // 0: by code
	title  string // "": by code
}

func (f *fault) Error() string { return f.code + ": " + f.detail }

func fail(code, format string, args ...any) error {
	return &fault{code: code, detail: fmt.Sprintf(format, args...)}
}

var problems = map[string]struct {
	status int
	title  string
}{
	"invalid":      {400, "The request is not valid"},
	"unauthorized": {401, "This device is not signed in"},
	"forbidden":    {403, "This needs another role"},
	"not_found":    {404, "There is nothing here"},
	"conflict":     {409, "Somebody else was faster"},
	"gone":         {410, "The cursor is of no use any more"},
	"too_large":    {413, "The request is too large"},
	"rate_limited": {429, "Too many requests"},
	"internal":     {500, "Something went wrong on our side"},
	"unavailable":  {503, "Not available right now"},
}

// diskFull tells whether SQLite had no room to write: these are its own words for it.
func diskFull(err error) bool {
	return strings.Contains(err.Error(), "database or disk is full")
}

// WriteProblem answers with the problem that err stands for. Whatever is not a fault
// is "internal", and its text stays here; but a full disk is told, for people can act.
func WriteProblem(w http.ResponseWriter, requestID string, err error) int {
	var f *fault
	var full *ledger.Full
	switch {
	case errors.As(err, &f):
	case errors.As(err, &full):
		f = &fault{code: "conflict", title: "The team is full", detail: full.Error() + ": ask whoever runs this home"}
	case diskFull(err):
		f = &fault{code: "unavailable", detail: "the home's disk is full: try again when there is room", after: 60}
	default:
		f = &fault{code: "internal"}
	}
	p := problems[f.code]
	if f.title != "" {
		p.title = f.title
	}
	status := p.status
	if f.status != 0 {
		status = f.status
	}
	if f.after > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.after))
	}
	body, _ := json.Marshal(wire.APIProblem{
		Type:      "about:blank",
		Title:     p.title,
		Status:    status,
		Code:      f.code,
		Detail:    f.detail,
		RequestID: requestID,
	})
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	w.Write(body)
	return status
}
