package check

import (
	"porchlight/wasm/reply/due"
	"porchlight/wasm/wire"
)

// promises are offered to the ledger; those without a time or a person are told.
func (d *draft) promises(out *wire.Checked) {
	for _, p := range due.Find(d.text, d.ask.NowMs, d.ask.ZoneOffset) {
		one := wire.Promised{Start: p.Start, End: p.End, Text: d.text[p.Start:p.End]}
		if w := p.When; w.End > 0 {
			one.DueMs, one.Precise, one.When = w.Ms, w.Precise, d.text[w.Start:w.End]
			if w.Past {
				d.say("promise_past", w.Start, w.End, one.When)
			}
		} else if d.ask.NowMs > 0 {
			d.say("promise_undated", p.Start, p.End)
		}
		if p.Unowned {
			d.say("promise_unowned", p.Start, p.End)
		}
		if out.Promises = append(out.Promises, one); len(out.Promises) == mostProblems {
			return
		}
	}
}
