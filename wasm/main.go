//go:build !wasip1

// Command wasm is only of use as a WebAssembly library: see main_wasip1.go.
package main

func main() {
	println("build this with GOOS=wasip1 GOARCH=wasm, as the Makefile does")
}
