// Package edge builds the edge home and runs it on the bare workerd binary.
//
// The edge home is the same Go handler as `porchlight serve`, compiled to WebAssembly
// and hosted by one Durable Object per team; worker.js is its front door. workerd is the
// open-source runtime of Cloudflare Workers, taken from npm by the lock file beside this
// file. What is built lies in the user's cache folder, under porchlight/edge.
package edge

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/evanw/esbuild/pkg/api"

	"porchlight/wasm/segments"
)

// Build compiles the worker and returns the folder that holds worker.js, app.wasm and
// workerd.capnp. The folder's name is the hash of its content, so processes that build
// at the same time do not disturb each other.
func Build() (string, error) { return build("..", "worker.js", nil) }

// build compiles the Go program and bundles the module script, both named as seen from
// this package's folder. Alias adds to the names that a script may import.
func build(program, script string, alias map[string]string) (string, error) {
	source, err := sourceDir()
	if err != nil {
		return "", err
	}
	cache, err := cacheDir()
	if err != nil {
		return "", err
	}
	out, err := os.MkdirTemp(cache, "making-")
	if err != nil {
		return "", fmt.Errorf("build edge home: %w", err)
	}
	defer os.RemoveAll(out)
	if err := compile(filepath.Join(source, program), filepath.Join(out, "app.wasm")); err != nil {
		return "", err
	}
	if err := bundle(filepath.Join(source, script), filepath.Join(out, "worker.js"), alias); err != nil {
		return "", err
	}
	config, err := os.ReadFile(filepath.Join(source, "workerd.capnp"))
	if err != nil {
		return "", fmt.Errorf("build edge home: %w", err)
	}
	if err := os.WriteFile(filepath.Join(out, "workerd.capnp"), config, 0o644); err != nil {
		return "", fmt.Errorf("build edge home: %w", err)
	}
	return keep(cache, out)
}

// compile makes the Go half.
func compile(program, out string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", out, ".")
	cmd.Dir = program
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("compile the edge home: %w\n%s", err, text)
	}
	linked, err := os.ReadFile(out)
	if err != nil {
		return fmt.Errorf("compile the edge home: %w", err)
	}
	merged, err := segments.Merge(linked)
	if err != nil {
		return fmt.Errorf("compile the edge home: %w", err)
	}
	return os.WriteFile(out, merged, 0o644)
}

// bundle makes the JavaScript half one module. wasm_exec.js has to come from the Go that
// compiled app.wasm, so it is taken from GOROOT and never committed.
func bundle(entry, out string, alias map[string]string) error {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("find GOROOT: %w", err)
	}
	names := map[string]string{"wasm_exec": filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")}
	maps.Copy(names, alias)
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{entry},
		Outfile:     out,
		Bundle:      true,
		Write:       true,
		Format:      api.FormatESModule,
		Target:      api.ESNext,
		Charset:     api.CharsetUTF8,
		Loader:      map[string]api.Loader{".html": api.LoaderText},
		External:    []string{"cloudflare:*", "./app.wasm"},
		Alias:       names,
	})
	if len(result.Errors) > 0 {
		return fmt.Errorf("bundle %s: %s", entry, strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	return nil
}

// keep renames the finished folder to the hash of what is in it and drops old ones.
func keep(cache, made string) (string, error) {
	sum := sha256.New()
	err := filepath.WalkDir(made, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(sum, "%s %d\n", d.Name(), len(data))
		sum.Write(data)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("hash the edge home: %w", err)
	}
	kept := filepath.Join(cache, fmt.Sprintf("bundle-%x", sum.Sum(nil)[:8]))
	if err := os.Rename(made, kept); err != nil {
		if _, gone := os.Stat(kept); gone != nil {
			return "", fmt.Errorf("keep the edge home: %w", err)
		}
	}
	now := time.Now()
	_ = os.Chtimes(kept, now, now)
	return kept, sweep(cache, now.Add(-24*time.Hour))
}

// sweep removes bundles that nobody built since.
func sweep(cache string, since time.Time) error {
	entries, err := os.ReadDir(cache)
	if err != nil {
		return fmt.Errorf("sweep old edge homes: %w", err)
	}
	for _, e := range entries {
		info, err := e.Info()
		old := err == nil && info.ModTime().Before(since)
		if old && (strings.HasPrefix(e.Name(), "bundle-") || strings.HasPrefix(e.Name(), "making-")) {
			_ = os.RemoveAll(filepath.Join(cache, e.Name()))
		}
	}
	return nil
}

// sourceDir is this package's folder: it is only ever run from a checkout.
func sourceDir() (string, error) {
	_, file, _, ok := runtime.Caller(0)
	if !ok || !filepath.IsAbs(file) {
		return "", fmt.Errorf("the edge home is built from a checkout, not by a binary made with -trimpath")
	}
	return filepath.Dir(file), nil
}

func cacheDir() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the cache folder: %w", err)
	}
	dir := filepath.Join(base, "porchlight", "edge")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("make the cache folder: %w", err)
	}
	return dir, nil
}
