//go:build js && wasm

package glue

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall/js"
	"unsafe"

	"github.com/syumai/workers"
)

// Serve hands h to the object and blocks for the object's life. Errors that h lets
// escape as a panic become broken's answer.
func Serve(h, broken http.Handler) {
	workers.ServeNonBlock(whole(h, broken))
	workers.Ready()
	select {}
}

// whole lets requests and answers cross the border as bytes, in one call each. JavaScript
// gives a request without its body, which would be a promise for each chunk, and with a
// number instead, and takes the answer under that number. So of the ResponseWriter of
// workers v0.31.0 nothing is used: its body stream closes a package-global channel when
// its first body ends, and panics at the second.
func whole(h, broken http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.ParseInt(r.Header.Get(numberHeader), 10, 32)
		number := int32(n)
		r.Header.Del(numberHeader)
		body := make([]byte, bodySize(number))
		if len(body) > 0 {
			takeBody(number, unsafe.Pointer(unsafe.SliceData(body)))
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
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
		answer(number, int32(b.code), b.lines(), unsafe.Pointer(unsafe.SliceData(b.b.Bytes())), int32(b.b.Len()))
		w.(interface{ WriteRawJSBody(js.Value) }).WriteRawJSBody(js.Null())
	})
}

const numberHeader = "Porchlight-Number"

//go:wasmimport porchlight bodySize
func bodySize(number int32) int32

//go:wasmimport porchlight takeBody
func takeBody(number int32, into unsafe.Pointer)

//go:wasmimport porchlight answer
func answer(number, status int32, headers string, body unsafe.Pointer, size int32)

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

// lines are the headers, name and value in turn; net/http lets no line break into a value
// that it reads, and ours have none.
func (b *buffered) lines() string {
	var list []string
	for name, values := range b.h {
		for _, v := range values {
			list = append(list, name, v)
		}
	}
	return strings.Join(list, "\n")
}
