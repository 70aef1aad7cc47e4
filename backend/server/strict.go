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
	"slices"
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
	return decodeValid(data, into)
}

// decodeValid is Decode of what was part of a body that passed it, as a RawMessage. The
// names are looked at after the reading, which has found out that it is JSON at all.
func decodeValid(data []byte, into any) error {
	err := json.Unmarshal(data, into)
	wrong, isType := err.(*json.UnmarshalTypeError)
	if err != nil && !isType {
		return invalid(data)
	}
	s := scan{data: data}
	if err := s.value(reflect.TypeOf(into).Elem()); err != nil {
		return err
	}
	if isType {
		return fail("invalid", "%s must be a %s, not a %s", place(wrong.Field), wrong.Type, wrong.Value)
	}
	return nil
}

// invalid says what is wrong with data, which is not one JSON value.
func invalid(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	var first json.RawMessage
	switch err := dec.Decode(&first); {
	case err == nil:
		return fail("invalid", "there is something after the JSON value, at byte %d", dec.InputOffset())
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return fail("invalid", "the JSON ends too early")
	default:
		at := dec.InputOffset()
		if s, ok := err.(*json.SyntaxError); ok {
			at = s.Offset
		}
		return fail("invalid", "not JSON, at byte %d: %v", at, err)
	}
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

// scan walks over data, which is valid JSON, and looks at the names in it.
type scan struct {
	data []byte
	at   int
	path []string // ".name" or "[3]" for each level that it is in
}

var rawMessage = reflect.TypeFor[json.RawMessage]()

// value walks over one value that is meant for t; t is nil where any shape will do.
func (s *scan) value(t reflect.Type) error {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == rawMessage {
		t = nil
	}
	switch s.next() {
	case '{', '[':
		if len(s.path) >= mostDepth {
			return fail("invalid", "%s is nested deeper than %d levels", s.place(), mostDepth)
		}
		if s.data[s.at] == '{' {
			return s.object(t)
		}
		return s.array(t)
	case '"':
		s.text()
	default:
		for s.at < len(s.data) && !strings.ContainsRune(",]} \t\r\n", rune(s.data[s.at])) {
			s.at++
		}
	}
	return nil
}

func (s *scan) object(t reflect.Type) error {
	known := members(t)
	var seen names
	level := len(s.path)
	for s.enter('}') {
		name := s.name()
		s.path = append(s.path[:level], "."+name)
		if !seen.add(name) {
			return fail("invalid", "%s is there twice", s.place())
		}
		next, ok := known[name]
		if known != nil && !ok {
			return fail("invalid", "%s is unknown", s.place())
		}
		s.next()
		s.at++ // the colon
		if err := s.value(next); err != nil {
			return err
		}
	}
	s.path = s.path[:level]
	return nil
}

func (s *scan) array(t reflect.Type) error {
	var of reflect.Type
	if t != nil && t.Kind() == reflect.Slice {
		of = t.Elem()
	}
	level := len(s.path)
	for i := 0; s.enter(']'); i++ {
		s.path = append(s.path[:level], "["+strconv.Itoa(i)+"]")
		if err := s.value(of); err != nil {
			return err
		}
	}
	s.path = s.path[:level]
	return nil
}

// next goes to the next byte that is no white space, and returns it.
func (s *scan) next() byte {
	for strings.IndexByte(" \t\r\n", s.data[s.at]) >= 0 {
		s.at++
	}
	return s.data[s.at]
}

// enter steps over an opening bracket or a comma, or over the closing one, with which it
// returns false.
func (s *scan) enter(closing byte) bool {
	if s.next() != closing {
		s.at++
		if s.next() != closing {
			return true
		}
	}
	s.at++
	return false
}

// text steps over a string and returns it as it is written, with its quotes.
func (s *scan) text() []byte {
	from := s.at
	for s.at++; s.data[s.at] != '"'; s.at++ {
		if s.data[s.at] == '\\' {
			s.at++
		}
	}
	s.at++
	return s.data[from:s.at]
}

// name steps over the name of a member and returns it.
func (s *scan) name() string {
	written := s.text()
	if bytes.IndexByte(written, '\\') < 0 {
		return string(written[1 : len(written)-1])
	}
	var name string
	_ = json.Unmarshal(written, &name) // it is valid
	return name
}

func (s *scan) place() string { return place(strings.TrimPrefix(strings.Join(s.path, ""), ".")) }

// names is a set of strings that is small most of the time.
type names struct {
	few  []string
	many map[string]bool
}

// add tells whether name was not there yet.
func (n *names) add(name string) bool {
	if slices.Contains(n.few, name) || n.many[name] {
		return false
	}
	if len(n.few) < 16 {
		n.few = append(n.few, name)
		return true
	}
	if n.many == nil {
		n.many = map[string]bool{}
	}
	n.many[name] = true
	return true
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

func place(path string) string {
	if path == "" {
		return "the body"
	}
	if len(path) > 100 {
		path = path[:100]
	}
	return fmt.Sprintf("%q", path)
}
