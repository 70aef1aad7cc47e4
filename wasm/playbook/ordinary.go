package playbook

import (
	"strings"
	"unicode"

	"porchlight/wasm/wire"
	"porchlight/wasm/words"
)

// checkOrdinary warns of a name that is an ordinary word and has nothing that would
// tell the two apart.
func (d *decoder) checkOrdinary(e Entry, s, path string) {
	n := e.Name
	if n.Case == "exact" || len(n.Near) > 0 {
		return
	}
	fields := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
	if len(fields) != 1 {
		return
	}
	in := words.Languages(strings.ToLower(fields[0]))
	if len(in) == 0 {
		return
	}
	code := "ordinary_word"
	if strings.ToLower(s) == s {
		code = "ordinary_small"
	}
	d.report(d.names[path], wire.Problem{Code: code, Path: path, Warning: true, Parts: []string{s}, Words: in})
}
