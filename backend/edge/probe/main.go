//go:build !js

// Command probe is a Go worker for the tests of package edge: its routes do to an
// instance what the real handler must never do. Only its js/wasm build does anything.
package main

func main() {}
