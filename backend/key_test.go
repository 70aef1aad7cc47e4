//go:build !js

package main

import (
	"bytes"
	"strings"
	"testing"

	"porchlight/wasm/host"
)

// useBuiltEngine lets commands run the engine as it is in the source now.
func useBuiltEngine(t *testing.T) {
	t.Helper()
	wasm := host.BuildForTest(t)
	before := engineWasm
	engineWasm = func() ([]byte, error) { return wasm, nil }
	t.Cleanup(func() { engineWasm = before })
}

func TestKey(t *testing.T) {
	useBuiltEngine(t)
	many := strings.Repeat("https://x.com/a/status/7\n", 2*keyBatch+1)
	for _, c := range []struct {
		name, stdin string
		args        []string
		code        int
		out, err    string
	}{
		{"one line each, in order", "", []string{"https://x.com/a/status/7", "https://t.co/abc", "nonsense"}, done, "x:post:7\n-\n-\n", ""},
		{"json", "", []string{"https://t.co/a?b=1&c", "--json"}, done, `{"url":"https://t.co/a?b=1&c","key":"-","aliases":[],"short":true}` + "\n", ""},
		{"hints", "", []string{"https://ferry.example/?p=4#comment-2", "--software", "wordpress", "--canonical", "https://ferry.example/late/"}, done,
			"web:ferry.example/late/#comment-2\n", ""},
		{"standard input, an empty line too", "https://redd.it/Ab\r\n\nhttps://t.co/a", []string{"-"}, done, "reddit:t3_ab\n-\n-\n", ""},
		{"more than one batch", many, []string{"-"}, done, strings.Repeat("x:post:7\n", 2*keyBatch+1), ""},
		{"nothing asked", "", nil, usage, "", "which address?"},
		{"unknown flag", "", []string{"--jsno", "https://x.com"}, usage, "", "-jsno"},
		{"help", "", []string{"--help"}, done, "usage: porchlight key URL", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			code := run(append([]string{"key"}, c.args...), strings.NewReader(c.stdin), &stdout, &stderr)
			exact := stdout.String() == c.out
			if c.name == "help" {
				exact = strings.HasPrefix(stdout.String(), c.out)
			}
			if code != c.code || !exact || !strings.Contains(stderr.String(), c.err) {
				t.Errorf("code %d, out %.200q, err %q; want %d, %.200q, %q", code, stdout.String(), stderr.String(), c.code, c.out, c.err)
			}
		})
	}
}
