//go:build !js

// Command stock is the home's handler behind the glue of workers as it ships, for
// BenchmarkClaim. Only its js/wasm build does anything.
package main

func main() {}
