// Package cases holds the engine's cases as data: what it is asked and what it answers,
// for every driver alike. They run natively and under wazero in wasm/engine, and in
// Chromium in e2e; the answers must be the same to the byte.
//
// A file is a list of cases; a case is a name, and steps that one fresh engine answers
// in order:
//
//	[{"name": "an unknown host has a web: key",
//	  "steps": [{"request": {"place": {"pages": [{"url": "https://h.example/a"}]}},
//	             "text": "",
//	             "answer": {"placed": {"keys": [{"key": "web:h.example/a"}]}}}]}]
//
// request is a wire.Request as JSON and may be anything else, to see it refused. text is
// the block beside it; "text*" repeats it that often. answer is the wire.Answer;
// `go test ./wasm/engine -update` writes it anew, and then somebody reads the diff.
package cases

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed *.json
var files embed.FS

// Case is one conversation with a fresh engine.
type Case struct {
	File  string `json:"-"` // desk.json
	Name  string `json:"name"`
	Steps []Step `json:"steps"`
}

// Step is one question.
type Step struct {
	Request json.RawMessage `json:"request"`
	Text    string          `json:"text,omitempty"`
	Times   int             `json:"text*,omitempty"`
	Answer  json.RawMessage `json:"answer"`
}

// Block is the step's text block.
func (s Step) Block() []byte {
	return []byte(strings.Repeat(s.Text, max(1, s.Times)))
}

// Same compares an answer with the one expected, to the byte but for spacing.
func (s Step) Same(answer []byte) bool {
	return bytes.Equal(s.Want(), compact(answer))
}

// Want is the answer expected, without the spacing of the file.
func (s Step) Want() []byte { return compact(s.Answer) }

func compact(b []byte) []byte {
	var out bytes.Buffer
	if json.Compact(&out, b) != nil {
		return b
	}
	return out.Bytes()
}

// All returns every case, by file.
func All() ([]Case, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var all []Case
	for _, e := range entries {
		b, err := files.ReadFile(e.Name())
		if err != nil {
			return nil, err
		}
		some, err := Read(e.Name(), b)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// Read decodes one file.
func Read(name string, b []byte) ([]Case, error) {
	var some []Case
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&some); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for i := range some {
		some[i].File = name
	}
	return some, nil
}
