package segments

import (
	"strings"
	"testing"
)

// module is a memory and the data segments as the specification writes them.
func module(data string) string {
	return "\x00asm\x01\x00\x00\x00" + "\x05\x03\x01\x00\x01" + "\x0b" + string(rune(len(data))) + data
}

func TestMerge(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"no segment":       {"\x00", "\x00"},
		"one":              {"\x01\x00\x41\x08\x0b\x02ab", "\x01\x00\x41\x08\x0b\x02ab"},
		"side by side":     {"\x02\x00\x41\x08\x0b\x02ab\x00\x41\x0a\x0b\x01c", "\x01\x00\x41\x08\x0b\x03abc"},
		"zeros between":    {"\x02\x00\x41\x08\x0b\x01a\x00\x41\x0c\x0b\x01b", "\x01\x00\x41\x08\x0b\x05a\x00\x00\x00b"},
		"far away":         {"\x02\x00\x41\x08\x0b\x01a\x00\x41\x80\x10\x0b\x01b", "\x02\x00\x41\x08\x0b\x01a\x00\x41\x80\x10\x0b\x01b"},
		"backwards":        {"\x02\x00\x41\x0c\x0b\x01a\x00\x41\x08\x0b\x01b", "\x02\x00\x41\x0c\x0b\x01a\x00\x41\x08\x0b\x01b"},
		"over each other":  {"\x02\x00\x41\x08\x0b\x02ab\x00\x41\x09\x0b\x01c", "\x02\x00\x41\x08\x0b\x02ab\x00\x41\x09\x0b\x01c"},
		"address over 63":  {"\x01\x00\x41\xc0\x00\x0b\x01a", "\x01\x00\x41\xc0\x00\x0b\x01a"},
		"address over 2GB": {"\x01\x00\x41\x80\x80\x80\x80\x78\x0b\x01a", "\x01\x00\x41\x80\x80\x80\x80\x78\x0b\x01a"},
	} {
		got, err := Merge([]byte(module(c.in)))
		if err != nil || string(got) != module(c.want) {
			t.Errorf("%s: %q, %v, want %q", name, got, err, module(c.want))
		}
	}
}

func TestMergeRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"":                                       "not a WebAssembly module",
		"#!/bin/sh or so":                        "not a WebAssembly module",
		module("\x01\x00\x41\x08\x0b\x05"):       "cut off",
		module("\x01\x01\x01a"):                  "kind 1",
		module("\x01\x00\x23\x00\x0b\x01"):       "instruction 0x23",
		module("\x01\x00\x41\x08\x6a\x01"):       "goes on",
		module("\x02\x00\x41\x08\x0b\x00"):       "too early",
		module("\x01\x00\x41\x08\x0b\x01a")[:18]: "cut off",
	} {
		if _, err := Merge([]byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}

func FuzzMerge(f *testing.F) {
	f.Add([]byte(module("\x02\x00\x41\x08\x0b\x02ab\x00\x41\x0a\x0b\x01c")))
	f.Fuzz(func(t *testing.T, in []byte) {
		once, err := Merge(in)
		if err != nil {
			return
		}
		if twice, err := Merge(once); err != nil || string(twice) != string(once) {
			t.Errorf("merged again it differs: %v", err)
		}
	})
}
