package servertest

// Bodies that are wrong in form: too large, of the wrong type, or JSON that two readers
// would read differently. None may write anything.

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

func badRequests(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari := m.join(m.first)
	invites := func(body string) answer {
		t.Helper()
		return kari.ask("POST", "/invites", []byte(body))
	}
	t.Run("BE-16 JSON that is not strict", func(t *testing.T) {
		for what, c := range map[string]struct{ body, says string }{
			"duplicate key":         {`{"name":"x","role":"staff","role":"admin"}`, `"role" is there twice`},
			"other case":            {`{"name":"x","role":"staff","ROLE":"admin"}`, `"ROLE" is unknown`},
			"unknown member":        {`{"name":"x","role":"staff","admin":true}`, `"admin" is unknown`},
			"trailing object":       {`{"name":"x","role":"staff"}{}`, "after the JSON value"},
			"trailing text":         {`{"name":"x","role":"staff"} x`, "after the JSON value"},
			"broken UTF-8":          {"{\"name\":\"x\xff\",\"role\":\"staff\"}", "UTF-8"},
			"wrong type":            {`{"name":7,"role":"staff"}`, `"name" must be a string`},
			"fraction":              {`{"name":"x","role":"staff","hours":1.5}`, `"hours"`},
			"cut":                   {`{"name":"x","role":"sta`, "ends too early"},
			"cut after a value":     {`{"name":"x"`, "ends too early"},
			"empty":                 {``, "ends too early"},
			"an array":              {`[]`, "must be"},
			"a string":              {`"x"`, "must be"},
			"not JSON":              {`name=x`, "not JSON"},
			"depth 33":              {strings.Repeat(`[`, 33) + strings.Repeat(`]`, 33), "deeper than 32"},
			"unknown and deep":      {`{"name":` + strings.Repeat(`{"a":`, 40) + `1` + strings.Repeat(`}`, 41), "deeper than 32"},
			"key with escapes":      {`{"name":"x","role":"staff","r\u006fle":"admin"}`, `"role" is there twice`},
			"comment":               {`{"name":"x",/**/"role":"staff"}`, "not JSON"},
			"single quotes":         {`{'name':'x'}`, "not JSON"},
			"a byte order mark":     {"\ufeff" + `{"name":"x","role":"staff"}`, "not JSON"},
			"lone surrogate":        {`{"name":"\ud83d","role":"staff"}`, "surrogate"},
			"surrogates in reverse": {`{"name":"\udd25\ud83d","role":"staff"}`, "surrogate"},
		} {
			a := invites(c.body)
			if a.status != 400 || a.code() != "invalid" || !strings.Contains(string(a.body), strings.ReplaceAll(c.says, `"`, `\"`)) {
				t.Errorf("%s: %d %s, want a word of %s", what, a.status, a.body, c.says)
			}
		}
		invites(`{"name":"\ud83d\udd25 \\ud83d","role":"staff"}`).want(t, 201, "")
	})
	t.Run("in a batch as well", func(t *testing.T) {
		op := fmt.Sprintf(`{"op_id":%q,"kind":"claim","kind":"reply","conversation":{},"fence":0}`, newID())
		a := kari.ask("POST", "/ops", []byte(`{"epoch":"","cursor":0,"ops":[`+op+`]}`))
		if a.status != 400 || !strings.Contains(string(a.body), `ops[0].kind`) {
			t.Errorf("%d %s", a.status, a.body)
		}
	})
	t.Run("BE-15 size and type", func(t *testing.T) { sizes(t, kari) })
	t.Run("queries", func(t *testing.T) {
		for _, q := range []string{"", "?cursor=", "?cursor=-1", "?cursor=1e3", "?cursor=9007199254740993", "?cursor=x"} {
			kari.ask("GET", "/changes"+q, nil).want(t, 400, "invalid")
		}
		kari.ask("GET", "/snapshot?after="+strings.Repeat("a", 101), nil).want(t, 400, "invalid")
		kari.ask("POST", "/ops", wire.OpsIn{Cursor: -1}).want(t, 400, "invalid")
	})
	var out wire.Changes
	kari.changes("", 0).into(t, &out)
	if len(out.Changes) != 0 {
		t.Errorf("something was written: %+v", out.Changes)
	}
}

func sizes(t *testing.T, d *device) {
	t.Helper()
	padded := func(size int) []byte {
		b := []byte(`{"epoch":"","cursor":0,"ops":[]}`)
		return append(b, bytes.Repeat([]byte{' '}, size-len(b))...)
	}
	d.ask("POST", "/ops", padded(64<<10)).want(t, 200, "")
	d.ask("POST", "/ops", padded(64<<10+1)).want(t, 413, "too_large")
	d.ask("PUT", "/playbook", bytes.Repeat([]byte{' '}, 1<<20+1)).want(t, 413, "too_large")
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write(padded(100))
	z.Close()
	for what, c := range map[string]struct {
		body   []byte
		header http.Header
	}{
		"gzip":    {zipped.Bytes(), http.Header{"Content-Encoding": {"gzip"}}},
		"no type": {padded(100), http.Header{"Content-Type": {""}}},
		"text":    {padded(100), http.Header{"Content-Type": {"text/plain"}}},
		"form":    {padded(100), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}},
	} {
		a := d.do(d.t, request{method: "POST", path: d.path("/ops"), bearer: d.token(), body: c.body, header: c.header})
		if a.status != 415 || a.code() != "invalid" {
			t.Errorf("%s: %d %s", what, a.status, a.body)
		}
	}
	a := d.do(d.t, request{method: "POST", path: d.path("/ops"), bearer: d.token(), body: padded(100),
		header: http.Header{"Content-Type": {"application/json; charset=utf-8"}}})
	a.want(t, 200, "")
}
