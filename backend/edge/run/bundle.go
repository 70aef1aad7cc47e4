package main

import (
	"fmt"
	"os"
	"path/filepath"

	"porchlight/backend/edge"
)

// bundle builds the edge home into dir, where backend/wrangler.jsonc looks for it.
func bundle(dir string) error {
	built, err := edge.Build()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range []string{"worker.js", "app.wasm"} {
		b, err := os.ReadFile(filepath.Join(built, name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("worker.js and app.wasm are in %s\n", dir)
	return nil
}
