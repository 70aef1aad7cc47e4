//go:build !wasip1 && !js

package playbook

import (
	"embed"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
)

// The types, whose comments become the descriptions.
//
//go:embed playbook.go answers.go
var sources embed.FS

// allowed are the values of fields that have few.
var allowed = map[string][]string{
	"Team.Mode": {"off", "warn", "required"}, "SiteRule.Mode": {"off", "warn", "required"},
	"Name.Case": {"exact", "any"}, "Name.Diacritics": {"exact", "any"}, "Name.Within": {"sentence", "post"},
	"Slot.Kind": slotKinds, "Use.Intents": intents, "Use.Roles": roles, "Incident.Roles": roles,
}

// Schema is the JSON Schema (draft 2020-12) of a playbook: the shape that Parse takes,
// with the comments of the types as descriptions. What it cannot say, such as that an
// answer's ids differ, Parse alone finds.
func Schema() ([]byte, error) {
	s := schema{docs: map[string]string{}, defs: map[string]any{}}
	if err := s.readDocs("playbook.go", "answers.go"); err != nil {
		return nil, fmt.Errorf("print the playbook's schema: %w", err)
	}
	root := s.object(reflect.TypeFor[Playbook]())
	root["$schema"], root["title"], root["$defs"] = "https://json-schema.org/draft/2020-12/schema", "Porchlight playbook", s.defs
	text, err := json.MarshalIndent(root, "", "  ")
	return append(text, '\n'), err
}

type schema struct {
	docs map[string]string // of types and of their fields: Answer, Answer.ID
	defs map[string]any
}

func (s schema) readDocs(names ...string) error {
	for _, name := range names {
		text, err := sources.ReadFile(name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				s.readType(d)
			}
		}
	}
	return nil
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
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		at := t.Name() + "." + field.Name
		p := s.of(field.Type, allowed[at])
		if doc := s.docs[at]; doc != "" {
			p["description"] = doc
		}
		properties[name] = p
		if options == "" {
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
