package server

// JSON as strict as we mean it. encoding/json takes ROLE for role, lets the last of two
// equal keys win and repairs broken UTF-8: two readers of one body could then disagree on
// what it says. So bodies are read by its successor, which refuses all of that; here its
// errors become sentences that name the place.

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

const mostDepth = 32

// Decode reads exactly one JSON value into the pointer into. Faults have the code
// "invalid" and name the path, for instance "ops[2].fence".
func Decode(data []byte, into any) error {
	if deeper(data, mostDepth) {
		return fail("invalid", "the body is nested deeper than %d levels", mostDepth)
	}
	err := json.Unmarshal(data, into, json.RejectUnknownMembers(true))
	var wrong *json.SemanticError
	if err == nil {
		return nil
	} else if errors.As(err, &wrong) {
		return misfit(wrong)
	}
	return malformed(data, err)
}

// deeper tells whether data has more than most brackets open at once.
func deeper(data []byte, most int) bool {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case c == '"':
			quoted = !quoted
		case quoted && c == '\\':
			i++
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > most {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// misfit says what is wrong with JSON that is not of the shape asked for.
func misfit(wrong *json.SemanticError) error {
	at := place(wrong.JSONPointer)
	switch {
	case errors.Is(wrong.Err, json.ErrUnknownName):
		return fail("invalid", "%s is unknown", at)
	case wrong.GoType == nil:
		return fail("invalid", "%s does not fit", at)
	}
	said := wrong.JSONKind.String()
	if v := wrong.JSONValue; v != nil && len(v) <= 40 {
		said = string(v)
	}
	return fail("invalid", "%s must be %s, not %s", at, takes(wrong.GoType), said)
}

// takes names what fits into t, as people who write JSON call it.
func takes(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return takes(t.Elem())
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Slice, reflect.Array:
		return "an array"
	}
	return "an object"
}

// malformed says what is wrong with data, which is not one JSON value.
func malformed(data []byte, err error) error {
	var wrong *jsontext.SyntacticError
	errors.As(err, &wrong)
	first := jsontext.NewDecoder(bytes.NewReader(data))
	switch {
	case !utf8.Valid(data):
		return fail("invalid", "the body is not UTF-8")
	case errors.Is(err, jsontext.ErrDuplicateName) && wrong != nil:
		return fail("invalid", "%s is there twice", place(wrong.JSONPointer))
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return fail("invalid", "the JSON ends too early")
	case first.SkipValue() == nil:
		return fail("invalid", "there is something after the JSON value, at byte %d", first.InputOffset())
	case wrong != nil:
		return fail("invalid", "not JSON, at byte %d: %v", wrong.ByteOffset, wrong.Err)
	}
	return fail("invalid", "not JSON: %v", err)
}

// place writes /ops/2/fence as people read it: "ops[2].fence".
func place(at jsontext.Pointer) string {
	var path strings.Builder
	for token := range at.Tokens() {
		if _, err := strconv.ParseUint(token, 10, 31); err == nil {
			fmt.Fprintf(&path, "[%s]", token)
		} else {
			path.WriteString("." + token)
		}
	}
	whole := strings.TrimPrefix(path.String(), ".")
	if whole == "" {
		return "the body"
	}
	return fmt.Sprintf("%.100q", whole)
}
