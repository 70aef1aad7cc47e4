// Package schema prints the JSON Schema of a Go type, and says in words where a text is
// none of it: which field, and what is allowed there. encoding/json stops at the first
// unknown field and does not say where it stands. It is not for the engine: it reflects.
package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Check says what of a JSON text does not fit a struct, one sentence for each place, in
// the order of the text's fields by name: `layouts[0].author.from[1].selct is no field;
// allowed are attr, first, into, match, select, skip`. It reports all of it, not the first.
func Check(text []byte, t reflect.Type) []string {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return []string{fmt.Sprintf("byte %d: %v", d.InputOffset(), err)}
	}
	if _, err := d.Token(); err != io.EOF {
		return []string{fmt.Sprintf("byte %d: something follows the end", d.InputOffset())}
	}
	var c checker
	c.value("", v, t)
	return c.wrong
}

type checker struct{ wrong []string }

func (c *checker) say(path, format string, args ...any) {
	if path == "" {
		path = "the file"
	}
	c.wrong = append(c.wrong, path+" "+fmt.Sprintf(format, args...))
}

func (c *checker) value(path string, v any, t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer:
		c.value(path, v, t.Elem())
	case reflect.Struct:
		c.object(path, v, t)
	case reflect.Slice:
		list, ok := v.([]any)
		if !ok {
			c.say(path, "is %s; a list is allowed", kind(v))
		}
		for i, one := range list {
			c.value(fmt.Sprintf("%s[%d]", path, i), one, t.Elem())
		}
	case reflect.Bool:
		if _, ok := v.(bool); !ok {
			c.say(path, "is %s; true or false is allowed", kind(v))
		}
	case reflect.Int:
		n, ok := v.(json.Number)
		if _, err := n.Int64(); !ok || err != nil {
			c.say(path, "is %s; a whole number is allowed", kind(v))
		}
	default:
		if _, ok := v.(string); !ok {
			c.say(path, "is %s; a text is allowed", kind(v))
		}
	}
}

func (c *checker) object(path string, v any, t reflect.Type) {
	m, ok := v.(map[string]any)
	if !ok {
		c.say(path, "is %s; an object is allowed", kind(v))
		return
	}
	fields, before := map[string]reflect.Type{}, ""
	if path != "" {
		before = path + "."
	}
	for field := range t.Fields() {
		name, optional := nameOf(field)
		fields[name] = field.Type
		if _, has := m[name]; !has && !optional {
			c.say(before+name, "is missing")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if fields[name] == nil {
			c.say(before+name, "is no field; allowed are %s", strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
			continue
		}
		c.value(before+name, m[name], fields[name])
	}
}

func kind(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return fmt.Sprintf("the text %q", v)
	}
	return fmt.Sprint(v)
}

func nameOf(field reflect.StructField) (name string, optional bool) {
	name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name, options != ""
}
