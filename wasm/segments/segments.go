// Package segments joins the data segments of a WebAssembly module that Go linked.
//
// The linker leaves out each run of a few zero bytes and starts a new segment behind it. One of
// its tables (runtime.findfunctab, by which an address finds its function) has two bytes
// other than zero in every twenty, so a small program has fifty thousand segments whose
// headers do not compress: a tenth of the module as it is downloaded. Zeros compress.
// Nothing else of the module is read, and the memory that an instance starts with is the same.
package segments

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// gap is how many zero bytes between two segments are written out: more than the strides of
// tables, less than what is cheaper to leave to the memory that is zero anyway.
const gap = 256

// dataSection is the id of the section that fills memory (WebAssembly core, 5.5.14).
const dataSection = 11

// Merge returns the module with neighbouring data segments joined, their order kept. It
// takes what Go's linker writes: active segments of memory 0 at constant addresses; other
// kinds of segments, and what is no module, are an error.
func Merge(module []byte) ([]byte, error) {
	if len(module) < 8 || string(module[:4]) != "\x00asm" {
		return nil, errors.New("merge data segments: not a WebAssembly module")
	}
	out := append(make([]byte, 0, len(module)+len(module)/4), module[:8]...)
	for r := (reader{left: module[8:]}); len(r.left) > 0; {
		id, content := r.byte(), r.bytes()
		if id == dataSection && r.err == nil {
			content, r.err = merged(content)
		}
		if r.err != nil {
			return nil, fmt.Errorf("merge data segments: %w", r.err)
		}
		out = appendBytes(append(out, id), content)
	}
	return out, nil
}

// segment is what a module writes into memory at an address.
type segment struct {
	at   int64
	data []byte
}

func merged(section []byte) ([]byte, error) {
	r := reader{left: section}
	var all []segment
	for n := r.number(); n > 0 && r.err == nil; n-- {
		next := r.segment()
		if len(all) > 0 {
			last := &all[len(all)-1]
			if zeros := next.at - last.at - int64(len(last.data)); 0 <= zeros && zeros <= gap {
				last.data = append(append(last.data, make([]byte, zeros)...), next.data...)
				continue
			}
		}
		all = append(all, segment{next.at, append([]byte(nil), next.data...)})
	}
	if r.err != nil {
		return nil, r.err
	}
	out := binary.AppendUvarint(nil, uint64(len(all)))
	for _, s := range all {
		out = append(out, active, i32Const)
		out = append(appendSigned(out, s.at), end)
		out = appendBytes(out, s.data)
	}
	return out, nil
}

// The bytes around a segment's address.
const (
	active   = 0x00
	i32Const = 0x41
	end      = 0x0b
)

// reader takes a module apart and keeps the first error.
type reader struct {
	left []byte
	err  error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (r *reader) byte() byte {
	if len(r.left) == 0 {
		r.fail("the module ends too early")
		return 0
	}
	b := r.left[0]
	r.left = r.left[1:]
	return b
}

// number reads unsigned LEB128, which is encoding/binary's uvarint.
func (r *reader) number() uint64 {
	v, n := binary.Uvarint(r.left)
	if n <= 0 {
		r.fail("a number of the module is cut off")
		r.left = nil
		return 0
	}
	r.left = r.left[n:]
	return v
}

func (r *reader) bytes() []byte {
	n := r.number()
	if n > uint64(len(r.left)) {
		r.fail("a part of %d bytes is cut off after %d", n, len(r.left))
		n = 0
	}
	b := r.left[:n:n]
	r.left = r.left[n:]
	return b
}

func (r *reader) segment() segment {
	if kind, op := r.byte(), r.byte(); kind != active || op != i32Const {
		r.fail("a data segment of kind %d with an address by instruction %#x: only constant addresses in memory 0 are known", kind, op)
	}
	s := segment{at: r.signed()}
	if b := r.byte(); b != end {
		r.fail("the address of a data segment goes on with %#x", b)
	}
	s.data = r.bytes()
	return s
}

// signed reads signed LEB128, an i32 address: 0 to 2^31, since Go uses no more.
func (r *reader) signed() int64 {
	var v int64
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		v |= int64(b&0x7f) << shift
		if b < 0x80 {
			if b&0x40 != 0 {
				v -= 1 << (shift + 7)
			}
			return v
		}
	}
	r.fail("the address of a data segment is too long")
	return 0
}

func appendSigned(out []byte, v int64) []byte {
	for {
		b := byte(v & 0x7f)
		v >>= 7
		if v == 0 && b&0x40 == 0 || v == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}

func appendBytes(out, b []byte) []byte {
	return append(binary.AppendUvarint(out, uint64(len(b))), b...)
}
