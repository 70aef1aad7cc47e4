package wire

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzQuickScan: what QuickScan takes is what encoding/json reads.
func FuzzQuickScan(f *testing.F) {
	for _, s := range []string{
		`{"scan":{"page":{"url":"https://x.com/home","site":"x"},"posts":[{"id":"1","bytes":12,"lang":"en"},{"id":"\"\\","bytes":0}],"all":true}}`,
		`{"scan":{"page":{"url":""},"posts":[]}}`, ` { "scan" : { "posts" : [ ] } } `, `{"scan":{"posts":[{"bytes":01}]}}`, `{"scan":{},"load":{}}`,
		`{"scan":{"all":truely}}`, `{"scan":{"page":{"url":"a","url":"b"}}}`, `{"scan":{"posts":[{"bytes":1e3}]}}`, `{}`, `{"scan":null}`, `{"Scan":{}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, ok := QuickScan(b)
		if !ok {
			return
		}
		var want Request
		if err := json.Unmarshal(b, &want); err != nil {
			// {} has no kind, which encoding/json does not mind.
			t.Fatalf("%q was taken and is wrong: %v", b, err)
		}
		if want.Scan == nil {
			t.Fatalf("%q has no scan", b)
		}
		if !reflect.DeepEqual(got, want.Scan) {
			t.Fatalf("%q\ngot  %+v\nwant %+v", b, got, want.Scan)
		}
	})
}

func TestQuickScanTakesWhatTheWorkerSends(t *testing.T) {
	raw, err := json.Marshal(Request{Scan: &Scan{All: true, Page: filled[PageFacts]("x", 1), Posts: []ScanPost{filled[ScanPost](`a"b\c`, 7), {}}}})
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := QuickScan(raw); !ok || len(s.Posts) != 2 || s.Posts[0].ID != `a"b\c` || s.Posts[0].Bytes != 7 {
		t.Fatalf("%s: %v %+v", raw, ok, s)
	}
}
