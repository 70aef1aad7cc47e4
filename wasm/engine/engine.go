// Package engine answers every question that the extension, the command line and the
// tests ask of Porchlight's Go: which names a post mentions, which conversation an
// address is, what the desk does next.
//
// It is a pure function of the playbook loaded last and of its arguments: time and
// random bytes come in the request; there is no network, no storage, no clock. It does
// not know that it may be running as WebAssembly.
package engine

import (
	"encoding/json"
	"fmt"

	"porchlight/wasm/desk"
	"porchlight/wasm/place"
	"porchlight/wasm/prompt"
	"porchlight/wasm/reply/check"
	"porchlight/wasm/spot"
	"porchlight/wasm/wire"
)

// Engine holds the loaded playbook; its zero value is ready and has none. It is not
// safe for concurrent use: WebAssembly calls come one after the other.
type Engine struct {
	spotter *spot.Spotter            // nil: no playbook yet, nothing is found
	mode    func(site string) string // of the same playbook, for claims

	answering answering // with the same playbook
	rules     check.Rules
}

// Ask answers a request as it travels: a wire.Request in JSON, and the text block. What
// is no JSON gives code "syntax"; a panic becomes code "internal", so that one strange
// page does not cost the instance and its playbook.
func (e *Engine) Ask(request, text []byte) (a wire.Answer) {
	defer func() {
		if r := recover(); r != nil {
			a = wire.Answer{Error: Internal(r)}
		}
	}()
	req, ok := wire.Quick(request)
	if ok {
		return e.Do(req, text)
	}
	if err := json.Unmarshal(request, &req); err != nil {
		return wire.Answer{Error: &wire.Problem{Code: "syntax", Message: "the request is not valid JSON: " + err.Error()}}
	}
	return e.Do(req, text)
}

// Do answers one request. text is the raw block beside it, valid UTF-8 or not, and is
// not kept. A request with no kind, an unknown one or several gives Answer.Error with
// code "invalid"; so does one whose content makes no sense.
func (e *Engine) Do(req wire.Request, text []byte) (a wire.Answer) {
	if n := kinds(req); n != 1 {
		return wire.Answer{Error: &wire.Problem{Code: "invalid",
			Message: fmt.Sprintf("a request has exactly one kind; this one has %d known ones", n)}}
	}
	switch {
	case req.Load != nil:
		a.Loaded = e.load(*req.Load, text)
	case req.Scan != nil:
		a.Scanned, a.Error = e.scan(*req.Scan, text)
	case req.Place != nil:
		a.Placed = placed(*req.Place)
	case req.Act != nil:
		acted := desk.Act(*req.Act)
		a.Acted = &acted
	case req.Flush != nil:
		flushed := desk.Flush(*req.Flush)
		a.Flushed = &flushed
	case req.Settle != nil:
		settled := desk.Settle(*req.Settle)
		a.Settled = &settled
	case req.View != nil:
		viewed := desk.View(*req.View)
		if e.mode != nil {
			desk.Ruled(viewed.Looks, e.mode)
		}
		a.Viewed = &viewed
	case req.Suggest != nil:
		a.Suggested, a.Error = e.suggest(*req.Suggest, text)
	case req.Check != nil:
		a.Checked, a.Error = e.check(*req.Check, text)
	case req.Ask != nil:
		a.Prompted = prompt.Decide(req.Ask)
	}
	return a
}

// Internal is the problem that a bug of ours becomes.
func Internal(cause any) *wire.Problem {
	return &wire.Problem{Code: "internal", Message: fmt.Sprintf("the engine failed: %v", cause)}
}

// kinds counts. A kind missing here is one that TestEveryKindIsRouted names.
func kinds(r wire.Request) (n int) {
	for _, set := range []bool{r.Load != nil, r.Scan != nil, r.Place != nil, r.Act != nil,
		r.Flush != nil, r.Settle != nil, r.View != nil, r.Suggest != nil, r.Check != nil, r.Ask != nil} {
		if set {
			n++
		}
	}
	return n
}

func placed(p wire.Place) *wire.Placed {
	keys := make([]wire.Placing, len(p.Pages))
	for i, page := range p.Pages {
		keys[i] = place.Key(page)
	}
	return &wire.Placed{Keys: keys}
}
