//go:build wasip1

// Command wasm is the engine as a WebAssembly library: the same bytes run in
// Chromium's service worker, in Firefox's background page and under wazero.
//
// The caller asks for room with buffer, writes a wire.Request as JSON and behind it
// the raw text block, and calls call. Everything a pointer was given out for must stay
// reachable from the package variables here: Go does not see the caller's pointers.
package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"unsafe"

	"porchlight/wasm/engine"
	"porchlight/wasm/wire"
)

// keep is how large an input buffer may be and still wait for the next call; a larger
// one is for one call alone, so that one huge page does not stay in memory.
const keep = 1 << 20

var (
	one    engine.Engine
	input  []byte // what buffer handed out
	output []byte // what call handed out
)

// garbage is how many bytes of questions and answers pass between two collections; each
// leaves some ten times as many behind. The collector's own way, beside the program, finds no turn
// here: a call is over before it has marked anything, and memory once grown is never
// given back.
const garbage = 1 << 20

var (
	passed int  // bytes since the last collection
	loaded bool // a playbook; the first one leaves no other behind
)

func init() { debug.SetGCPercent(-1) }

// collect runs between calls, when nothing but the loaded playbook is in use.
func collect(bytes int) {
	if passed += bytes; passed > garbage {
		passed = 0
		runtime.GC()
	}
}

func main() {}

// buffer returns the address of room for at least n bytes, good until the next call of
// buffer. A negative n gets the address of an empty buffer.
//
//go:wasmexport buffer
func buffer(n int32) unsafe.Pointer {
	need := max(int(n), 1)
	if cap(input) < need || cap(input) > keep {
		input = make([]byte, max(need, 64<<10))
	}
	input = input[:cap(input)]
	return unsafe.Pointer(unsafe.SliceData(input))
}

// call answers the request in the input buffer: jsonLen bytes of JSON, then textLen
// bytes of text. The result is address<<32 | length of the wire.Answer as JSON, good
// until the next call of call.
//
//go:wasmexport call
func call(jsonLen, textLen int32) int64 {
	collect(int(jsonLen) + int(textLen) + len(output))
	answer := answerTo(int(jsonLen), int(textLen))
	if cap(output) > keep {
		output = nil
	}
	switch {
	case answer.Scanned != nil:
		output = wire.AppendScanned(output[:0], answer.Scanned)
		return packed(output)
	case answer.Loaded != nil:
		if loaded {
			passed = garbage // the playbook before is now garbage, and was far larger than its bytes
		}
		loaded = true
		output = wire.AppendLoaded(output[:0], answer.Loaded)
		return packed(output)
	}
	encoded, err := json.Marshal(answer)
	if err != nil { // an Answer is plain data: only a bug gets here
		encoded, _ = json.Marshal(wire.Answer{Error: engine.Internal(err)})
	}
	output = encoded
	return packed(output)
}

func packed(b []byte) int64 {
	return int64(uintptr(unsafe.Pointer(unsafe.SliceData(b))))<<32 | int64(len(b))
}

func answerTo(jsonLen, textLen int) wire.Answer {
	if jsonLen < 0 || textLen < 0 || jsonLen > len(input) || textLen > len(input)-jsonLen {
		return wire.Answer{Error: &wire.Problem{Code: "invalid", Message: fmt.Sprintf(
			"the call names %d + %d bytes and the input buffer has %d", jsonLen, textLen, len(input))}}
	}
	return one.Ask(input[:jsonLen], input[jsonLen:jsonLen+textLen])
}
