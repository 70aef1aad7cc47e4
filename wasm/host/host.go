// Package host runs the engine's WebAssembly in Go, through wazero: for the porchlight
// command and for tests, which thereby run the very bytes that browsers run.
//
// The instance has no clock, no files and no real random source (wazero's defaults are
// fixed ones), so an engine that is not pure shows it here first.
package host

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"porchlight/wasm/wire"
)

//go:embed all:built
var built embed.FS

// Engine returns the engine.wasm that this program was built with, and an error when
// it was built without one.
func Engine() ([]byte, error) {
	b, err := built.ReadFile("built/engine.wasm")
	if err != nil {
		return nil, errors.New("this program was built without engine.wasm: run `make build`")
	}
	return b, nil
}

// Host is one engine. It is not safe for concurrent use.
type Host struct {
	ctx      context.Context // of New: the life of the runtime, not of one call
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	engine   api.Module
	stderr   bytes.Buffer // what Go prints before it dies
	playbook []byte       // loaded last, for the instance after a trap
}

// New compiles and starts an engine. Close ends it.
func New(ctx context.Context, wasm []byte) (*Host, error) {
	h := &Host{ctx: ctx, runtime: wazero.NewRuntimeWithConfig(ctx, config())}
	err := h.start(wasm)
	if err != nil {
		h.runtime.Close(ctx)
		return nil, fmt.Errorf("start the engine: %w", err)
	}
	return h, nil
}

func config() wazero.RuntimeConfig {
	if c := compiledCode(); c != nil {
		return wazero.NewRuntimeConfig().WithCompilationCache(c)
	}
	return wazero.NewRuntimeConfig()
}

// compiledCode keeps compiled code between engines and between runs, which turns
// seconds into milliseconds. It is nil where the cache folder cannot be written.
var compiledCode = sync.OnceValue(func() wazero.CompilationCache {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "porchlight", "wazero"))
	if err != nil {
		return nil
	}
	return cache
})

func (h *Host) start(wasm []byte) (err error) {
	if _, err = wasi_snapshot_preview1.Instantiate(h.ctx, h.runtime); err != nil {
		return err
	}
	if h.compiled, err = h.runtime.CompileModule(h.ctx, wasm); err != nil {
		return err
	}
	return h.instantiate()
}

func (h *Host) instantiate() (err error) {
	if h.engine != nil {
		h.engine.Close(h.ctx)
	}
	h.stderr.Reset()
	h.engine, err = h.runtime.InstantiateModule(h.ctx, h.compiled, wazero.NewModuleConfig().
		WithName("").WithStdout(io.Discard).WithStderr(&h.stderr).WithStartFunctions("_initialize"))
	return err
}

// Close ends the engine and frees its memory.
func (h *Host) Close() error {
	return h.runtime.Close(h.ctx)
}

// Do asks the engine. After a trap a new instance is made, the playbook loaded again
// and the request repeated once; the error is that of the second trap in a row.
func (h *Host) Do(req wire.Request, text []byte) (wire.Answer, error) {
	answer, err := h.call(req, text)
	if err != nil {
		if err := h.revive(); err != nil {
			return wire.Answer{}, err
		}
		if answer, err = h.call(req, text); err != nil {
			return wire.Answer{}, err
		}
	}
	if answer.Loaded != nil && answer.Loaded.OK {
		h.playbook = bytes.Clone(text)
	}
	return answer, nil
}

// Restart makes a new instance without a playbook, from the code compiled already.
func (h *Host) Restart() error {
	h.playbook = nil
	return h.instantiate()
}

func (h *Host) revive() error {
	if err := h.instantiate(); err != nil {
		return fmt.Errorf("start the engine again: %w", err)
	}
	if h.playbook == nil {
		return nil
	}
	_, err := h.call(wire.Request{Load: &wire.Load{Checked: true}}, h.playbook)
	return err
}

func (h *Host) call(req wire.Request, text []byte) (answer wire.Answer, err error) {
	envelope, err := json.Marshal(req)
	if err != nil {
		return answer, fmt.Errorf("encode the request: %w", err)
	}
	out, err := h.Ask(envelope, text)
	if err != nil {
		return answer, err
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		return answer, fmt.Errorf("read the engine's answer: %w", err)
	}
	return answer, nil
}

// Ask sends bytes that may be no request at all and returns the answer's bytes; it does
// not revive a dead engine. Do is for everything but tests of that.
func (h *Host) Ask(envelope, text []byte) ([]byte, error) {
	out, err := h.raw(envelope, text)
	if err != nil {
		return nil, fmt.Errorf("the engine stopped: %w\n%s", err, h.stderr.Bytes())
	}
	return bytes.Clone(out), nil
}

// raw is the ABI: see main_wasip1.go.
func (h *Host) raw(envelope, text []byte) ([]byte, error) {
	at, err := h.engine.ExportedFunction("buffer").Call(h.ctx, uint64(len(envelope)+len(text)))
	if err != nil {
		return nil, err
	}
	memory, ptr := h.engine.Memory(), uint32(at[0])
	if !memory.Write(ptr, envelope) || !memory.Write(ptr+uint32(len(envelope)), text) {
		return nil, errors.New("its buffer lies outside its memory")
	}
	res, err := h.engine.ExportedFunction("call").Call(h.ctx, uint64(len(envelope)), uint64(len(text)))
	if err != nil {
		return nil, err
	}
	out, ok := memory.Read(uint32(res[0]>>32), uint32(res[0]))
	if !ok {
		return nil, errors.New("its answer lies outside its memory")
	}
	return out, nil
}
