package engine_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"porchlight/wasm/engine"
	"porchlight/wasm/engine/cases"
	"porchlight/wasm/host"
	"porchlight/wasm/wire"
)

var update = flag.Bool("update", false, "write the answers of cases/*.json anew")

// native asks the package itself, the way main_wasip1.go does.
func native(e *engine.Engine, request, text []byte) []byte {
	answer, _ := json.Marshal(e.Ask(request, text))
	return answer
}

// Every kind of Request is routed: a new one fails here until Do knows it.
func TestEveryKindIsRouted(t *testing.T) {
	kinds := reflect.TypeFor[wire.Request]()
	for i := range kinds.NumField() {
		var req wire.Request
		field := reflect.ValueOf(&req).Elem().Field(i)
		field.Set(reflect.New(field.Type().Elem()))
		var e engine.Engine
		if a := e.Do(req, nil); reflect.ValueOf(a).IsZero() || a.Error != nil {
			t.Errorf("%s: %+v", kinds.Field(i).Name, a.Error)
		}
	}
}

// The same table on the package and on the shipped bytes.
func TestCases(t *testing.T) {
	all, err := cases.All()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		rewrite(t)
		return
	}
	h, err := host.New(t.Context(), host.BuildForTest(t))
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	for _, c := range all {
		t.Run(strings.TrimSuffix(c.File, ".json")+"/"+c.Name, func(t *testing.T) {
			if err := h.Restart(); err != nil {
				t.Fatal(err)
			}
			var e engine.Engine
			for i, s := range c.Steps {
				if got := native(&e, s.Request, s.Block()); !s.Same(got) {
					t.Errorf("step %d, native:\n got %s\nwant %s", i, got, s.Want())
				}
				got, err := h.Ask(s.Request, s.Block())
				if err != nil {
					t.Fatal(err)
				}
				if !s.Same(got) {
					t.Errorf("step %d, wazero:\n got %s\nwant %s", i, got, s.Want())
				}
			}
		})
	}
}

// rewrite puts the native answers into the files.
func rewrite(t *testing.T) {
	paths, _ := filepath.Glob("cases/*.json")
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		some, err := cases.Read(path, b)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range some {
			var e engine.Engine
			for i := range c.Steps {
				c.Steps[i].Answer = native(&e, c.Steps[i].Request, c.Steps[i].Block())
			}
		}
		var out bytes.Buffer
		enc := json.NewEncoder(&out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		if err := enc.Encode(some); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestACheckedPlaybookIsReadAndADamagedOneIsTold(t *testing.T) {
	var e engine.Engine
	load := func(text string) *wire.Loaded {
		return e.Do(wire.Request{Load: &wire.Load{Checked: true}}, []byte(text)).Loaded
	}
	if l := load(`{"brands":[{"name":"Target"}]}`); !l.OK || l.Names != 1 || len(l.Problems) != 0 {
		t.Errorf("a checked one: %+v", l)
	}
	for _, text := range []string{`{"brands":[{"name":"Targ`, `{"brands":[{"nmae":"Target"}]}`, ``, `{"brands":[{"name":7}]}`} {
		if l := load(text); l.OK || len(l.Problems) == 0 {
			t.Errorf("%q: %+v", text, l)
		}
	}
}
