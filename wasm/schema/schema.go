//go:build !wasip1 && !js

package schema

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
)

// Source is Go source whose comments become descriptions.
type Source struct{ Name, Text string }

// Of is the JSON Schema (draft 2020-12) of a struct. Allowed are the values of fields
// that have few, by Type.Field.
func Of(t reflect.Type, title string, sources []Source, allowed map[string][]string) ([]byte, error) {
	s := schema{docs: map[string]string{}, defs: map[string]any{}, allowed: allowed}
	for _, src := range sources {
		file, err := parser.ParseFile(token.NewFileSet(), src.Name, src.Text, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				s.readType(d)
			}
		}
	}
	root := s.object(t)
	root["$schema"], root["title"], root["$defs"] = "https://json-schema.org/draft/2020-12/schema", title, s.defs
	text, err := json.MarshalIndent(root, "", "  ")
	return append(text, '\n'), err
}

type schema struct {
	docs    map[string]string // of types and of their fields: Answer, Answer.ID
	defs    map[string]any
	allowed map[string][]string
}

func (s schema) readType(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		t := spec.(*ast.TypeSpec)
		s.docs[t.Name.Name] = plain(d.Doc)
		fields, ok := t.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, field := range fields.Fields.List {
			for _, name := range field.Names {
				s.docs[t.Name.Name+"."+name.Name] = plain(field.Comment)
			}
		}
	}
}

func plain(c *ast.CommentGroup) string { return strings.Join(strings.Fields(c.Text()), " ") }

// object is a struct: no further fields, and those without omitempty are needed.
func (s schema) object(t reflect.Type) map[string]any {
	properties, needed := map[string]any{}, []string{}
	for field := range t.Fields() {
		name, optional := nameOf(field)
		at := t.Name() + "." + field.Name
		p := s.of(field.Type, s.allowed[at])
		if doc := s.docs[at]; doc != "" {
			p["description"] = doc
		}
		properties[name] = p
		if !optional {
			needed = append(needed, name)
		}
	}
	out := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	if doc := s.docs[t.Name()]; doc != "" {
		out["description"] = doc
	}
	if len(needed) > 0 {
		out["required"] = needed
	}
	return out
}

func (s schema) of(t reflect.Type, values []string) map[string]any {
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem(), values)
	case reflect.Struct:
		if _, ok := s.defs[t.Name()]; !ok {
			s.defs[t.Name()] = nil // against types that hold themselves
			s.defs[t.Name()] = s.object(t)
		}
		return map[string]any{"$ref": "#/$defs/" + t.Name()}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": s.of(t.Elem(), values)}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": s.of(t.Elem(), values)}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	}
	if values != nil {
		return map[string]any{"type": "string", "enum": values}
	}
	return map[string]any{"type": "string"}
}
