package playbook

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// The schema takes what Parse takes and refuses what Parse refuses, wherever it can.
func TestSchemaAgreesWithParse(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var s openapi3.Schema
	if err := json.Unmarshal(inlined(t, text), &s); err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{
		`{"brands":[{"name":"Havblikk"}]}`,
		`{"answers":[{"id":"late","examples":["late"]}]}`,
		`{"answers":[{"id":"late","slots":[{"id":"a","kind":"choice","choices":["b"]}],"use":{"intents":["praise"]}}],"hours":{"zone":"Europe/Oslo","days":{"mon":["09:00-17:00"]}}}`,
		`{"brands":[{"nmae":"Havblikk"}]}`, `{"answers":[{"examples":["late"]}]}`, `{"answers":[{"id":"late","slots":[{"id":"a","kind":"colour"}]}]}`,
		`{"brands":"Havblikk"}`, `{"brands":[{"name":"Havblikk","case":"some"}]}`, `{"team":{"ownerMinutes":"x"}}`, `[]`,
	} {
		p, problems := Parse([]byte(source))
		var value any
		if err := json.Unmarshal([]byte(source), &value); err != nil {
			t.Fatal(err)
		}
		if err := s.VisitJSON(value); (err == nil) != (p != nil) {
			t.Errorf("%s: the schema says %v, Parse %v", source, err, problems)
		}
	}
}

func TestSchemaSaysWhatFieldsAreFor(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"description": "date, 2026-11-30"`, `"description": "by language: en, nb, nn"`, `"#/$defs/Blocks"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s", want)
		}
	}
}

// inlined replaces references, which the validator would look for in an OpenAPI document.
func inlined(t *testing.T, text []byte) []byte {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	defs := root["$defs"].(map[string]any)
	delete(root, "$defs")
	delete(root, "$schema")
	var walk func(any) any
	walk = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				return walk(defs[strings.TrimPrefix(ref, "#/$defs/")])
			}
			for key, value := range v {
				v[key] = walk(value)
			}
		case []any:
			for i := range v {
				v[i] = walk(v[i])
			}
		}
		return v
	}
	out, err := json.Marshal(walk(root))
	if err != nil {
		t.Fatal(err)
	}
	return out
}
