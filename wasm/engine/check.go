package engine

import (
	"fmt"

	"porchlight/wasm/reply"
	"porchlight/wasm/wire"
)

// check cuts the text block into the draft and what was suggested. Without a playbook
// what holds for every draft is looked at.
func (e *Engine) check(c wire.Check, text []byte) (*wire.Checked, *wire.Problem) {
	post := len(text) - max(c.Post, 0)
	if c.Bytes < 0 || c.Bytes > post {
		return nil, &wire.Problem{Code: "invalid", Path: "check.bytes",
			Message: fmt.Sprintf("the draft has %d bytes of text and %d are there", c.Bytes, post)}
	}
	out := e.rules.Draft(c, valid(text[:c.Bytes]), valid(text[c.Bytes:post]))
	out.Concerns = c.Incident != nil && reply.Concerns(e.answering.book, *c.Incident, reply.Post{Text: valid(text[post:]), Intent: c.Intent})
	return &out, nil
}
