package wire

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzQuick: what Quick takes is what encoding/json reads.
func FuzzQuick(f *testing.F) {
	for _, s := range []string{
		`{"scan":{"page":{"url":"https://x.com/home","site":"x"},"posts":[{"id":"1","bytes":12,"lang":"en"},{"id":"\"\\","bytes":0}],"all":true}}`,
		`{"scan":{"page":{"url":""},"posts":[]}}`, ` { "scan" : { "posts" : [ ] } } `, `{"scan":{"posts":[{"bytes":01}]}}`, `{"scan":{},"load":{}}`,
		`{"scan":{"all":truely}}`, `{"scan":{"page":{"url":"a","url":"b"}}}`, `{"scan":{"posts":[{"bytes":1e3}]}}`, `{}`, `{"scan":null}`, `{"Scan":{}}`,
		`{"load":{}}`, `{"load":{"checked":true}}`, `{"load":{"checked":true,"checked":false}}`, `{"load":{"checked":1}}`, `{"load":null}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, ok := Quick(b)
		if !ok {
			return
		}
		var want Request
		if err := json.Unmarshal(b, &want); err != nil {
			// {} has no kind, which encoding/json does not mind.
			t.Fatalf("%q was taken and is wrong: %v", b, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q\ngot  %+v\nwant %+v", b, got, want.Scan)
		}
	})
}

func TestQuickTakesWhatTheWorkerSends(t *testing.T) {
	raw, err := json.Marshal(Request{Scan: &Scan{All: true, Page: filled[PageFacts]("x", 1), Posts: []ScanPost{filled[ScanPost](`a"b\c`, 7), {}}}})
	if err != nil {
		t.Fatal(err)
	}
	r, ok := Quick(raw)
	if s := r.Scan; !ok || len(s.Posts) != 2 || s.Posts[0].ID != `a"b\c` || s.Posts[0].Bytes != 7 {
		t.Fatalf("%s: %v %+v", raw, ok, s)
	}
	if r, ok := Quick([]byte(`{"load":{"checked":true}}`)); !ok || !r.Load.Checked {
		t.Fatalf("a load: %v %+v", ok, r.Load)
	}
}
