package host

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"porchlight/wasm/engine" // also ties the cached results of these tests to the engine's source
	"porchlight/wasm/wire"
)

const playbook = `{"brands":[{"name":"Havblikk"}]}`

func start(tb testing.TB) *Host {
	tb.Helper()
	h, err := New(context.Background(), BuildForTest(tb))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { h.Close() })
	return h
}

func do(tb testing.TB, h *Host, req wire.Request, text string) wire.Answer {
	tb.Helper()
	a, err := h.Do(req, []byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func load() wire.Request { return wire.Request{Load: &wire.Load{}} }

func scan(text string) wire.Request {
	return wire.Request{Scan: &wire.Scan{Page: wire.PageFacts{URL: "https://torg.example/"},
		Posts: []wire.ScanPost{{ID: "1", Bytes: len(text)}}}}
}

// finds asks for the mentions of one text.
func finds(tb testing.TB, h *Host, text string) int {
	tb.Helper()
	a := do(tb, h, scan(text), text)
	if a.Scanned == nil {
		tb.Fatalf("no findings: %+v", a.Error)
	}
	return len(a.Scanned.Findings[0].Mentions)
}

// The extension loads these bytes on every wake of the service worker: RULINGS 8.
func TestEngineStaysSmall(t *testing.T) {
	const limit = 1_300_000
	var packed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	w.Write(BuildForTest(t))
	w.Close()
	t.Logf("engine.wasm is %d bytes, %d gzipped", len(BuildForTest(t)), packed.Len())
	if packed.Len() > limit {
		t.Errorf("engine.wasm is %d bytes gzipped, the limit is %d", packed.Len(), limit)
	}
}

// A trap costs the instance, not the playbook and not the question.
func TestTrap(t *testing.T) {
	h := start(t)
	if a := do(t, h, load(), playbook); !a.Loaded.OK {
		t.Fatalf("%+v", a.Loaded)
	}
	h.engine.Close(h.ctx) // what a trap leaves behind: nothing that can be called
	if got := finds(t, h, "Havblikk er sen"); got != 1 {
		t.Errorf("after a trap it finds %d names", got)
	}
}

// trapping is a module with the engine's exports whose call ends in unreachable.
var trapping = []byte("\x00asm\x01\x00\x00\x00" +
	"\x01\x0f\x03\x60\x00\x00\x60\x01\x7f\x01\x7f\x60\x02\x7f\x7f\x01\x7e" + // () (i32)i32 (i32,i32)i64
	"\x03\x04\x03\x00\x01\x02" + "\x05\x03\x01\x00\x01" + // three functions, one page
	"\x07\x28\x04\x06memory\x02\x00\x0b_initialize\x00\x00\x06buffer\x00\x01\x04call\x00\x02" +
	"\x0a\x0e\x03\x02\x00\x0b\x05\x00\x41\x80\x08\x0b\x03\x00\x00\x0b")

// The second trap in a row is told.
func TestSecondTrap(t *testing.T) {
	h, err := New(t.Context(), trapping)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if a, err := h.Do(load(), nil); err == nil || !strings.Contains(err.Error(), "unreachable") {
		t.Errorf("answered %+v, %v", a, err)
	}
}

func TestNoEngine(t *testing.T) {
	if _, err := New(t.Context(), []byte("not wasm")); err == nil {
		t.Error("started what is no module")
	}
}

// What is no call gets an answer, and the next call works.
func TestABIRefusesNonsense(t *testing.T) {
	h := start(t)
	call := h.engine.ExportedFunction("call")
	for _, c := range [][2]int32{{-1, 0}, {0, -1}, {1 << 30, 0}, {0, 1 << 30}, {1<<31 - 1, 1<<31 - 1}} {
		res, err := call.Call(h.ctx, uint64(uint32(c[0])), uint64(uint32(c[1])))
		if err != nil {
			t.Fatalf("%v: %v", c, err)
		}
		out, _ := h.engine.Memory().Read(uint32(res[0]>>32), uint32(res[0]))
		if !strings.Contains(string(out), `"code":"invalid"`) {
			t.Errorf("%v: %s", c, out)
		}
	}
	if _, err := h.engine.ExportedFunction("buffer").Call(h.ctx, uint64(uint32(1<<31))); err != nil {
		t.Errorf("a negative buffer: %v", err)
	}
	do(t, h, wire.Request{Place: &wire.Place{}}, "")
}

// The buffers stay where the caller was told, however often Go collects garbage, and an
// engine that has seen a huge page does not grow for ever.
func TestMemory(t *testing.T) {
	h := start(t)
	do(t, h, load(), playbook)
	huge := strings.Repeat("sjøen er blå. ", 75_000) + "Havblikk"
	if got := finds(t, h, huge); got != 1 {
		t.Fatalf("found %d in 1 MB", got)
	}
	finds(t, h, huge)
	after := h.engine.Memory().Size()
	for i := range 100 {
		text := strings.Repeat("x", i*37) + " Havblikk " + strings.Repeat("y", i*53)
		if got := finds(t, h, text); got != 1 {
			t.Fatalf("round %d: found %d", i, got)
		}
	}
	if finds(t, h, huge) != 1 || h.engine.Memory().Size() > after+after/2 {
		t.Errorf("memory grew from %d to %d bytes", after, h.engine.Memory().Size())
	}
}

// Two instances with different histories answer alike: nothing but the playbook counts.
func TestPure(t *testing.T) {
	a, b := start(t), start(t)
	do(t, a, load(), `{"brands":[{"name":"Noe helt annet"}]}`)
	finds(t, a, "Noe helt annet og Havblikk")
	do(t, a, load(), playbook)
	do(t, b, load(), playbook)
	var native engine.Engine
	native.Do(load(), []byte(playbook))
	const text = "Havblikk lover bot, sier Havblikk."
	want := native.Do(scan(text), []byte(text))
	for i, h := range []*Host{a, b} {
		if got := do(t, h, scan(text), text); !reflect.DeepEqual(got, want) {
			t.Errorf("instance %d: %+v, want %+v", i, got.Scanned, want.Scanned)
		}
	}
}

// From compiled code to the first finding: what a wake of the service worker costs.
func BenchmarkColdStart(b *testing.B) {
	h := start(b)
	for b.Loop() {
		if err := h.instantiate(); err != nil {
			b.Fatal(err)
		}
		do(b, h, load(), playbook)
		if finds(b, h, "Havblikk er sen") != 1 {
			b.Fatal("found nothing")
		}
	}
}

// One screen of posts: 50 posts of 400 bytes.
func BenchmarkScan(b *testing.B) {
	h := start(b)
	do(b, h, load(), playbook)
	post := strings.Repeat("Ferga var sen i dag, og ingen sa noe. ", 10) + "Havblikk"
	req := wire.Request{Scan: &wire.Scan{Page: wire.PageFacts{URL: "https://torg.example/"}}}
	for i := range 50 {
		req.Scan.Posts = append(req.Scan.Posts, wire.ScanPost{ID: fmt.Sprint(i), Bytes: len(post)})
	}
	text := strings.Repeat(post, 50)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if a := do(b, h, req, text); len(a.Scanned.Findings) != 50 || len(a.Scanned.Findings[49].Mentions) != 1 {
			b.Fatal("wrong findings")
		}
	}
}
