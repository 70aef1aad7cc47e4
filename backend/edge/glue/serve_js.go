//go:build js && wasm

package glue

import (
	"bytes"
	"log"
	"net/http"
	"runtime/debug"
	"syscall/js"

	"github.com/syumai/workers"
)

// Serve hands h to the object and blocks for the object's life. Errors that h lets
// escape as a panic become broken's answer.
func Serve(h, broken http.Handler) {
	workers.ServeNonBlock(whole(h, broken))
	workers.Ready()
	select {}
}

// whole buffers each answer and hands it over once. The body stream of workers v0.31.0
// closes a package-global channel when its first body ends and panics at the second, so
// its Write must never be called.
func whole(h, broken http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := &buffered{h: http.Header{}}
		func() {
			defer func() {
				if v := recover(); v != nil { // nothing else recovers: an escaped panic ends the instance
					log.Printf("panic in a handler: %T\n%s", v, debug.Stack()) // the value may quote SQL or a token
					b = &buffered{h: http.Header{}}
					broken.ServeHTTP(b, r)
				}
			}()
			h.ServeHTTP(b, r)
		}()
		b.WriteHeader(http.StatusOK)
		for k, v := range b.h {
			w.Header()[k] = v
		}
		w.WriteHeader(b.code)
		body := js.Global().Get("Uint8Array").New(b.b.Len())
		js.CopyBytesToJS(body, b.b.Bytes())
		w.(interface{ WriteRawJSBody(js.Value) }).WriteRawJSBody(body)
	})
}

type buffered struct {
	h    http.Header
	code int // 0 until the handler decides; the first call wins
	b    bytes.Buffer
}

func (b *buffered) Header() http.Header { return b.h }

func (b *buffered) WriteHeader(code int) {
	if b.code == 0 {
		b.code = code
	}
}

func (b *buffered) Write(p []byte) (int, error) {
	b.WriteHeader(http.StatusOK)
	return b.b.Write(p)
}
