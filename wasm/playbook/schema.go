//go:build !wasip1 && !js

package playbook

import (
	_ "embed"
	"fmt"
	"reflect"

	"porchlight/wasm/schema"
)

// The types, whose comments become the descriptions.
var (
	//go:embed playbook.go
	playbookSource string
	//go:embed answers.go
	answersSource string
)

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
	text, err := schema.Of(reflect.TypeFor[Playbook](), "Porchlight playbook",
		[]schema.Source{{Name: "playbook.go", Text: playbookSource}, {Name: "answers.go", Text: answersSource}}, allowed)
	if err != nil {
		return nil, fmt.Errorf("print the playbook's schema: %w", err)
	}
	return text, nil
}
