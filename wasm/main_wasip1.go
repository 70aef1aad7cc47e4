// Command wasm is the engine as a WebAssembly library: the same bytes run in
// Chromium's service worker, in Firefox's background page and under wazero.
package main

func main() {}
