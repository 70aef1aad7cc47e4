package main

import (
	"fmt"
	"os"
	"path/filepath"

	"porchlight/backend/edge"
)

// bundle builds the edge home into dir, with the configuration to deploy it.
func bundle(dir, config string) error {
	built, err := edge.Build()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, from := range []string{filepath.Join(built, "worker.js"), filepath.Join(built, "app.wasm"), config} {
		b, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(from)), b, 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("worker.js, app.wasm and wrangler.jsonc are in %s\n", dir)
	return nil
}
