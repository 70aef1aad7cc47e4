package engine_test

import (
	"encoding/json"
	"testing"

	"porchlight/wasm/engine"
	"porchlight/wasm/engine/cases"
)

// Whatever arrives, the engine answers, and never by its last resort.
func FuzzAsk(f *testing.F) {
	all, err := cases.All()
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range all {
		for _, s := range c.Steps {
			if len(s.Block()) < 1<<16 {
				f.Add([]byte(s.Request), s.Block())
			}
		}
	}
	f.Fuzz(func(t *testing.T, request, text []byte) {
		var e engine.Engine
		e.Ask([]byte(`{"load":{}}`), []byte(`{"brands":[{"name":"Havblikk"}],"leaders":[{"name":"Ingrid Solvang"}]}`))
		a := e.Ask(request, text)
		if a.Error != nil && a.Error.Code == "internal" {
			t.Errorf("%s: %s", request, a.Error.Message)
		}
		if _, err := json.Marshal(a); err != nil {
			t.Errorf("%s: the answer is no JSON: %v", request, err)
		}
	})
}
