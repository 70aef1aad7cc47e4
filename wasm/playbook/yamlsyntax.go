//go:build !wasip1 || workbench

package playbook

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"

	"porchlight/wasm/wire"
)

// slips are the mistakes that people make most, by what the parser's words begin with;
// everything else is told in those words. Theirs name what it met, ours what to do.
var slips = [...]struct {
	begins, code string
	shown        bool // what it met
}{
	{"mapping key ", "duplicate_key", true},
	{"non-map value is specified", "yaml_line", true},
	{"unexpected key name", "yaml_place", true},
	{"value is not allowed in this context", "yaml_place", true},
	{"mapping value is not allowed in this context", "yaml_place", true},
	{"block sequence entries are not allowed in this context", "yaml_place", true},
	{"found an invalid key for this map", "yaml_place", true},
	{"unexpected map key", "yaml_place", true},
	{"unexpected scalar value", "yaml_place", true},
	{"sequence end token ']' not found", "yaml_list", false},
	{"',' or ']' must be specified", "yaml_list", false},
	{"expected sequence element", "yaml_list", false},
	{"could not find flow mapping end token", "yaml_map", false},
	{"',' or '}' must be specified", "yaml_map", false},
	{"could not find flow map content", "yaml_map", false},
	{"could not find '", "yaml_closes", true}, // '[' character corresponding to ']'
	{"could not find end character of ", "yaml_quote", false},
	{"found a tab character", "yaml_tab", false},
	{"found character '\t'", "yaml_tab", false},
	{"tab character cannot", "yaml_tab", false},
	{"'@' is a reserved character", "yaml_sign", false},
	{"'`' is a reserved character", "yaml_sign", false},
}

// yamlSyntax is what stopped the parser.
func yamlSyntax(err error) wire.Problem {
	p := wire.Problem{Code: "yaml", Parts: []string{err.Error()}}
	var ye yaml.Error
	if !errors.As(err, &ye) {
		return p
	}
	p.Parts[0] = ye.GetMessage()
	tk := ye.GetToken()
	if tk == nil {
		return p
	}
	p.Line, p.Column = tk.Position.Line, tk.Position.Column
	for _, s := range slips {
		if strings.HasPrefix(p.Parts[0], s.begins) {
			if p.Code, p.Parts = s.code, nil; s.shown {
				p.Parts = []string{strings.TrimSpace(tk.Value)}
			}
			break
		}
	}
	return p
}
