//go:build js && wasm

package glue

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"log"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"strings"
	"unsafe"

	"github.com/syumai/workers"
)

// Serve hands h to the object and blocks for the object's life. Errors that h lets
// escape as a panic become broken's answer.
//
// Requests and answers cross the border as bytes, in one call each; the other side is
// instance.js, and what the bytes mean is in packed.js. The handler of workers v0.31.0
// reads a request property by property and its body by a promise for each chunk, which is
// more work than a claim; and its body stream closes a package-global channel when its
// first body ends, and panics at the second.
func Serve(h, broken http.Handler) {
	work = func(number int32) {
		for {
			serve(h, broken, number)
			number = <-waiting // a goroutine whose stack has grown is worth keeping
		}
	}
	debug.SetGCPercent(400) // of a heap of a few MB: rarer collections, well under the object's limit
	workers.Ready()
	select {}
}

var (
	waiting = make(chan int32)
	work    func(number int32)
)

// accept leaves a request to a goroutine, which runs at the next resume: an exported
// function must not block, and a panic in one cannot be recovered. A js.Func would have
// its event read property by property.
//
//go:wasmexport accept
func accept(number int32) {
	select {
	case waiting <- number:
	default:
		go work(number)
	}
}

//go:wasmimport porchlight requestSize
func requestSize(number int32) int32

//go:wasmimport porchlight takeRequest
func takeRequest(number int32, into unsafe.Pointer)

//go:wasmimport porchlight answer
func answer(number int32, packed unsafe.Pointer, size int32)

// serve answers the request of that number.
func serve(h, broken http.Handler, number int32) {
	b := &buffered{h: http.Header{}}
	r := request(number)
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
	packed := b.packed()
	answer(number, unsafe.Pointer(unsafe.SliceData(packed)), int32(len(packed)))
}

// request reads what packed.js packed. Its lines are the method, the path and query as the
// router checked them, and the names and values of the headers in turn.
func request(number int32) *http.Request {
	packed := make([]byte, requestSize(number))
	takeRequest(number, unsafe.Pointer(unsafe.SliceData(packed)))
	size := 4 + int(binary.LittleEndian.Uint32(packed))
	line := strings.Split(string(packed[4:size]), "\n")
	path, query, _ := strings.Cut(line[1], "?")
	header := make(http.Header, len(line)/2)
	for i := 2; i+1 < len(line); i += 2 {
		header.Add(line[i], line[i+1])
	}
	body := packed[size:]
	r := &http.Request{
		Method: line[0], URL: &url.URL{Path: path, RawQuery: query}, RequestURI: line[1],
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
	}
	return r.WithContext(context.Background())
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

// packed is the answer as packed.js reads it: status and headers as lines, then the body.
// net/http lets no line break into a header that it reads, and ours have none.
func (b *buffered) packed() []byte {
	b.WriteHeader(http.StatusOK)
	out := make([]byte, 4, 1024+b.b.Len())
	out = strconv.AppendInt(out, int64(b.code), 10)
	for name, values := range b.h {
		for _, v := range values {
			out = append(append(append(append(out, '\n'), name...), '\n'), v...)
		}
	}
	binary.LittleEndian.PutUint32(out, uint32(len(out)-4))
	return append(out, b.b.Bytes()...)
}
