package server

// What an operation must look like before the ledger sees it. All of it came from
// pages that strangers wrote, by way of a browser that may be broken.

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

const (
	mostNames = 50
	mostNote  = 2000
	mostID    = 64  // of a member, an incident
	mostWhy   = 600 // each part of a refusal
	mostBody  = 4 << 10
)

// What an operation of each kind may tell beside what it is about and its fence.
var kinds = map[string]struct{ link, note, needsNote, refusal bool }{
	wire.OpClaim: {}, wire.OpRenew: {}, wire.OpKeep: {}, wire.OpRelease: {}, wire.OpTakeover: {}, wire.OpRaise: {},
	wire.OpReply:   {link: true},
	wire.OpReopen:  {link: true},
	wire.OpHandoff: {note: true},
	wire.OpAssign:  {note: true},
	wire.OpBounce:  {note: true, needsNote: true},

	wire.OpRefuse:   {refusal: true},
	wire.OpListened: {note: true},
	wire.OpNote:     {note: true, needsNote: true},

	wire.OpPromise: {}, wire.OpLate: {}, wire.OpKept: {}, wire.OpWithdrawn: {}, wire.OpSignal: {},
	wire.OpAlias: {},

	wire.OpNotAboutUs: {}, wire.OpAboutUs: {},
	wire.OpIncident: {}, wire.OpUpdate: {}, wire.OpResolve: {},
}

func checkOp(o wire.OpIn) error {
	kind, known := kinds[o.Kind]
	if !known {
		return fail("invalid", "unknown kind %.40q", o.Kind)
	}
	if o.Fence < 0 || o.Fence > mostInt {
		return fail("invalid", "%q must be a whole number from 0", "fence")
	}
	if targeted := ledger.Targeted(o.Kind) && o.Kind != wire.OpAlias; targeted != (o.Target != "") && o.Kind != wire.OpSignal {
		return fail("invalid", "%q belongs to handoff, assign, promise and signal, and all but the last need it", "target")
	}
	if (o.Kind == wire.OpAlias) != (o.Same != "") || o.Same != "" && o.Same == o.Conversation.Key {
		return fail("invalid", "%q belongs to an alias, which needs it, and is another key", "same")
	}
	if err := text("same", o.Same, 2048, true); err != nil {
		return err
	}
	if err := text("target", o.Target, mostID, true); err != nil {
		return err
	}
	if o.Note != "" && !kind.note || o.Note == "" && kind.needsNote {
		return fail("invalid", "%q belongs to handoff, assign, listened, bounce and note; the last two need it", "note")
	}
	if err := lines("note", o.Note, mostNote, true); err != nil {
		return err
	}
	if kind.refusal != (o.Refusal != nil) {
		return fail("invalid", "%q belongs to a refuse, and a refuse needs it", "refusal")
	}
	if r := o.Refusal; r != nil {
		err := errors.Join(lines("refusal.reason", r.Reason, mostWhy, false),
			lines("refusal.instead", r.Instead, mostWhy, true), lines("refusal.decides", r.Decides, mostWhy, true))
		if err != nil {
			return err
		}
	}
	if o.ReplyLink != "" {
		if !kind.link {
			return fail("invalid", "%q belongs to reply and reopen", "reply_link")
		}
		if err := webLink("reply_link", o.ReplyLink); err != nil {
			return err
		}
	}
	if err := checkFact(o); err != nil {
		return err
	}
	if err := checkSubject(o); err != nil {
		return err
	}
	_, err := opBody(o, "")
	return err
}

func checkConversation(v wire.Conversation) error {
	if err := text("conversation.key", v.Key, 2048, false); err != nil {
		return err
	}
	if err := webLink("conversation.link", v.Link); err != nil {
		return err
	}
	if err := text("conversation.site", v.Site, 100, true); err != nil {
		return err
	}
	if err := text("conversation.author", v.Author, 300, true); err != nil {
		return err
	}
	if len(v.Names) > mostNames {
		return fail("invalid", "%q has more than %d entries", "conversation.names", mostNames)
	}
	for i, n := range v.Names {
		if err := text("conversation.names["+strconv.Itoa(i)+"]", n, 200, false); err != nil {
			return err
		}
	}
	if v.SeenMs < 0 || v.SeenMs > mostInt {
		return fail("invalid", "%q must be a whole number from 0", "conversation.seen_ms")
	}
	if p := v.Posted; p != nil && (p.FromMs < 0 || p.ToMs < p.FromMs || p.ToMs > mostInt) {
		return fail("invalid", "%q must be whole numbers from 0, the later one last", "conversation.posted")
	}
	if t := v.Triage; t != nil {
		for _, s := range []string{t.Intent, t.Urgency, t.Sentiment, t.Lang} {
			if err := text("conversation.triage", s, 60, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// lines checks a text that may have line breaks.
func lines(place, s string, most int, empty bool) error {
	return text(place, strings.ReplaceAll(s, "\n", " "), most, empty)
}

// opBody is the ledger's body of an operation: data that decides nothing. Conv is the
// conversation that a promise was made in.
func opBody(o wire.OpIn, conv string) (string, error) {
	if o.ReplyLink == "" && o.Note == "" && o.Refusal == nil && o.Fact == nil {
		return "", nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // else an & would take six bytes
	var body any = struct {
		Link string `json:"link,omitempty"`
		Note string `json:"note,omitempty"`
		*wire.Refusal
	}{o.ReplyLink, o.Note, o.Refusal}
	switch {
	case o.Kind == wire.OpReply && o.Fact != nil:
		said := *o.Fact
		said.Link = o.ReplyLink
		body = said
	case o.Fact != nil:
		made, to := "", ""
		switch o.Kind {
		case wire.OpPromise:
			made = conv
		case wire.OpSignal: // which nobody holds
			to = o.Target
		}
		body = struct {
			*wire.Fact
			Conv string `json:"conv,omitempty"`
			To   string `json:"to,omitempty"`
		}{o.Fact, made, to}
	}
	err := e.Encode(body)
	if err != nil {
		return "", err
	}
	if body := strings.TrimSuffix(b.String(), "\n"); len(body) <= mostBody {
		return body, nil
	}
	return "", fail("invalid", "what a %s tells is longer than %d bytes", o.Kind, mostBody)
}
