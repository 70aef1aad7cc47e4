package server

// JSON as strict as we mean it. encoding/json alone takes ROLE for role, lets the last
// of two equal keys win, ignores what follows the value and repairs broken UTF-8: two
// readers of one body could then disagree on what it says. Here all of that is an
// error that names the place.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

const mostDepth = 32

// Decode reads exactly one JSON value into the pointer into. Faults have the code
// "invalid" and name the path, for instance "ops[2].fence".
func Decode(data []byte, into any) error {
	if !utf8.Valid(data) {
		return fail("invalid", "the body is not UTF-8")
	}
	if loneSurrogate(data) {
		return fail("invalid", "the body has half a surrogate pair in it")
	}
	s := scan{dec: json.NewDecoder(bytes.NewReader(data))}
	s.dec.UseNumber()
	if err := s.value(reflect.TypeOf(into).Elem(), "", 1); err != nil {
		return err
	}
	if _, err := s.dec.Token(); err != io.EOF {
		return fail("invalid", "there is something after the JSON value")
	}
	if err := json.Unmarshal(data, into); err != nil {
		if t, ok := err.(*json.UnmarshalTypeError); ok {
			return fail("invalid", "%s must be a %s, not a %s", place(t.Field), t.Type, t.Value)
		}
		return fail("invalid", "%v", err)
	}
	return nil
}

// loneSurrogate finds \ud800 to \udfff that are no pair; encoding/json would put U+FFFD
// in their place.
func loneSurrogate(data []byte) bool {
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		first := escaped(data[i:])
		if first < 0 {
			i++ // whatever is escaped here, it is no backslash that starts anything
			continue
		}
		if !utf16.IsSurrogate(first) {
			continue
		}
		second := escaped(data[min(i+6, len(data)):])
		if utf16.DecodeRune(first, second) == utf8.RuneError {
			return true
		}
		i += 11
	}
	return false
}

// escaped reads \uXXXX at the start of data, -1 when it is not there.
func escaped(data []byte) rune {
	if len(data) < 6 || data[0] != '\\' || data[1] != 'u' {
		return -1
	}
	n, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}

type scan struct{ dec *json.Decoder }

var rawMessage = reflect.TypeFor[json.RawMessage]()

// value reads one value that is meant for t; t is nil where any shape will do.
func (s scan) value(t reflect.Type, path string, depth int) error {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == rawMessage {
		t = nil
	}
	token, err := s.dec.Token()
	if err != nil {
		return syntax(err, path)
	}
	open, nested := token.(json.Delim)
	if !nested {
		return nil
	}
	if depth > mostDepth {
		return fail("invalid", "%s is nested deeper than %d levels", place(path), mostDepth)
	}
	if open == '{' {
		return s.object(t, path, depth)
	}
	return s.array(t, path, depth)
}

func (s scan) object(t reflect.Type, path string, depth int) error {
	known := members(t)
	seen := map[string]bool{}
	for s.dec.More() {
		token, err := s.dec.Token()
		if err != nil {
			return syntax(err, path)
		}
		key := token.(string)
		at := strings.TrimPrefix(path+"."+key, ".")
		if seen[key] {
			return fail("invalid", "%s is there twice", place(at))
		}
		seen[key] = true
		next, ok := known[key]
		if known != nil && !ok {
			return fail("invalid", "%s is unknown", place(at))
		}
		if err := s.value(next, at, depth+1); err != nil {
			return err
		}
	}
	_, err := s.dec.Token()
	return syntax(err, path)
}

func (s scan) array(t reflect.Type, path string, depth int) error {
	var of reflect.Type
	if t != nil && t.Kind() == reflect.Slice {
		of = t.Elem()
	}
	for i := 0; s.dec.More(); i++ {
		if err := s.value(of, fmt.Sprintf("%s[%d]", path, i), depth+1); err != nil {
			return err
		}
	}
	_, err := s.dec.Token()
	return syntax(err, path)
}

// shapes are the answers of members by reflect.Type, which hold for every team:
// reflection is most of what reading a small body costs.
var shapes sync.Map

// members returns the JSON names of a struct with their types, nil for what is none.
func members(t reflect.Type) map[string]reflect.Type {
	if t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	if known, ok := shapes.Load(t); ok {
		return known.(map[string]reflect.Type)
	}
	known := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && name != "" && name != "-" {
			known[name] = f.Type
		}
	}
	shapes.Store(t, known)
	return known
}

func syntax(err error, path string) error {
	switch {
	case err == nil:
		return nil
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return fail("invalid", "the JSON ends too early, in %s", place(path))
	default:
		return fail("invalid", "not JSON, in %s: %v", place(path), err)
	}
}

func place(path string) string {
	if path == "" {
		return "the body"
	}
	if len(path) > 100 {
		path = path[:100]
	}
	return fmt.Sprintf("%q", path)
}
