//go:build !js

package main

import (
	"context"
	"encoding/json"
	"errors"

	"porchlight/wasm/host"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
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

// loadedEngine has its playbook already.
func loadedEngine(book any) (*host.Host, error) {
	engine, err := startEngine()
	if err != nil {
		return nil, err
	}
	if err := loadInto(engine, book); err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	return engine, nil
}

// loadInto gives the engine its playbook, which it takes as JSON.
func loadInto(engine *host.Host, book any) error {
	raw, err := json.Marshal(book)
	if err != nil {
		return err
	}
	answer, err := engine.Do(wire.Request{Load: &wire.Load{}}, raw)
	if err != nil {
		return err
	}
	if answer.Error != nil {
		return errors.New(answer.Error.Message)
	}
	for _, p := range playbook.English(answer.Loaded.Problems) {
		if !p.Warning {
			return errors.New(atPath(p) + p.Message)
		}
	}
	return nil
}
