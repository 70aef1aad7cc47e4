//go:build js && wasm

package glue

import (
	"context"
	"errors"
	"time"
	"unsafe"
)

// The request itself is made by model.js, which has the address and the key.

//go:wasmimport porchlight askModel
func askModel(number int32, body unsafe.Pointer, size, ms int32)

//go:wasmimport porchlight takeModel
func takeModel(number int32, into unsafe.Pointer)

var (
	asked   int32
	answers = map[int32]chan int32{} // bytes of an answer, -1 for none
)

// heard wakes who asked; it must not block, as accept must not.
//
//go:wasmexport heard
func heard(number, size int32) {
	if waiting := answers[number]; waiting != nil {
		waiting <- size
	}
}

// AskModel is server.Model's Ask.
func AskModel(ctx context.Context, body []byte) ([]byte, error) {
	until, _ := ctx.Deadline()
	asked++
	number, size := asked, make(chan int32, 1)
	answers[number] = size
	defer delete(answers, number)
	askModel(number, unsafe.Pointer(unsafe.SliceData(body)), int32(len(body)), int32(time.Until(until).Milliseconds()))
	select {
	case n := <-size:
		if n < 0 {
			return nil, errors.New("the endpoint gave no answer of use")
		}
		said := make([]byte, n)
		takeModel(number, unsafe.Pointer(unsafe.SliceData(said)))
		return said, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
