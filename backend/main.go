//go:build !js

// Command porchlight is the one command line.
package main

func main() {}
