package host

import (
	"bytes"
	"compress/gzip"
	"context"
	"testing"

	"porchlight/wasm/wire"
)

func start(t testing.TB) *Host {
	t.Helper()
	h, err := New(context.Background(), BuildForTest(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

func do(t testing.TB, h *Host, req wire.Request, text string) wire.Answer {
	t.Helper()
	a, err := h.Do(req, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestPlaceUnderWazero(t *testing.T) {
	h := start(t)
	a := do(t, h, wire.Request{Place: &wire.Place{Pages: []wire.PageFacts{{URL: "https://news.ycombinator.com/item?id=7"}}}}, "")
	if a.Placed == nil || a.Placed.Keys[0].Key != "hn:item:7" {
		t.Errorf("got %+v", a)
	}
}

// The extension loads these bytes on every wake of the service worker.
func TestEngineStaysSmall(t *testing.T) {
	const limit = 1_300_000
	var packed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	w.Write(BuildForTest(t))
	w.Close()
	t.Logf("engine.wasm is %d bytes gzipped", packed.Len())
	if packed.Len() > limit {
		t.Errorf("engine.wasm is %d bytes gzipped, the limit is %d", packed.Len(), limit)
	}
}
