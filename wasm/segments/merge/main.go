// Command merge joins the data segments of WebAssembly files, in place: see package segments.
package main

import (
	"fmt"
	"os"

	"porchlight/wasm/segments"
)

func main() {
	for _, name := range os.Args[1:] {
		if err := merge(name); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func merge(name string) error {
	module, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	module, err = segments.Merge(module)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(name, module, 0o644)
}
