package engine

import (
	"fmt"

	"porchlight/wasm/wire"
)

// check cuts the text block into the draft and what was suggested. Without a playbook
// what holds for every draft is looked at.
func (e *Engine) check(c wire.Check, text []byte) (*wire.Checked, *wire.Problem) {
	if c.Bytes < 0 || c.Bytes > len(text) {
		return nil, &wire.Problem{Code: "invalid", Path: "check.bytes",
			Message: fmt.Sprintf("the draft has %d bytes of text and %d are there", c.Bytes, len(text))}
	}
	out := e.rules.Draft(c, valid(text[:c.Bytes]), valid(text[c.Bytes:]))
	return &out, nil
}
