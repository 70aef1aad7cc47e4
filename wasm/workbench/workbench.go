// Package workbench is what a lead needs to change a playbook, beside the engine: what is
// wrong with a text, with line and column, and a playbook as a text to edit.
//
// It is hard because people edit YAML and the wire carries JSON: comments and order are the
// writer's own, and get lost on the way. So what is compared and published is always the
// form that Text gives. It is compiled into workbench.wasm and into the command line, never
// into the engine.
package workbench

import (
	"encoding/json"

	"porchlight/wasm/playbook"
	"porchlight/wasm/reply/lint"
	"porchlight/wasm/wire"
)

// Review reads a playbook, YAML or JSON, and says what is wrong with it and what would make
// it better, in the order of the lines.
func Review(r wire.Review, text []byte) wire.Reviewed {
	book, problems := playbook.Review(text, lint.Answers(r.Today, r.Soon))
	out := wire.Reviewed{OK: book != nil, Problems: problems}
	if book == nil {
		return out
	}
	out.Names, out.Answers = len(book.Entries()), len(book.Answers)
	var err error
	if out.Playbook, err = json.Marshal(book); err == nil {
		out.Text, err = Text(out.Playbook)
	}
	if err != nil {
		return wire.Reviewed{Problems: []wire.Problem{{Code: "internal", Message: err.Error()}}}
	}
	return out
}
