package host

import (
	_ "embed"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"porchlight/wasm/segments"
)

// flags are those of the Makefile too, one a line.
//
//go:embed build.flags
var flags string

// TB is the part of testing.TB that BuildForTest needs, so that the command does not
// carry package testing.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// BuildForTest compiles the engine from source, once a test process, and returns its
// bytes: with the same flags. Tests use it, so that they never run stale code.
func BuildForTest(tb TB) []byte {
	tb.Helper()
	wasm, err := buildOnce()
	if err != nil {
		tb.Fatalf("build the engine: %v", err)
	}
	return wasm
}

var buildOnce = sync.OnceValues(func() ([]byte, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(cache, "porchlight"), 0o755); err != nil {
		return nil, err
	}
	// Test processes run side by side: each builds under its own name.
	dir, err := os.MkdirTemp(filepath.Join(cache, "porchlight"), "engine")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "engine.wasm")
	args := append([]string{"build"}, strings.Split(strings.TrimSpace(flags), "\n")...)
	cmd := exec.Command("go", append(args, "-o", out, "porchlight/wasm")...)
	cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, err
	}
	linked, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	return segments.Merge(linked)
})
