//go:build !js

package main

import (
	"context"

	"porchlight/wasm/host"
)

// engineWasm is the engine that this binary carries. Tests, which may run before the
// first `make build`, put one built from source here.
var engineWasm = host.Engine

// startEngine runs the very engine that the extension ships.
func startEngine() (*host.Host, error) {
	wasm, err := engineWasm()
	if err != nil {
		return nil, err
	}
	return host.New(context.Background(), wasm)
}
