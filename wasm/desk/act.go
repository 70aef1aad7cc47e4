package desk

import (
	"fmt"

	"porchlight/wasm/place"
	"porchlight/wasm/wire"
)

// Act turns what a person just did into the op to store, or a problem: code invalid,
// no_key, signed_out, held (another's claim runs), forbidden (the role), not_yours,
// too_large, has_outcome or no_outcome.
// Neither, when the same thing already waits for its answer. A takeover of what nobody
// holds is a claim; a claim never becomes a takeover, because the person saw it free.
func Act(a wire.Act) wire.Acted {
	if of := a.Fact.Of(a.Kind); of != "" {
		return actOn(&a, of)
	}
	a.Refusal, a.Note = tidyRefusal(a.Refusal), lines(a.Note)
	if p := invalid(a); p != nil {
		return wire.Acted{Problem: p}
	}
	serverNow := a.NowMs + a.OffsetMs
	at := standingOf(a.Head, a.Me, serverNow)
	kind := a.Kind
	if kind == wire.OpTakeover && at != theirs {
		kind = wire.OpClaim
	}
	rows := waiting(about("", a.Outbox))
	if repeats(kind, a, rows) {
		return wire.Acted{}
	}
	if p := forbidden(kind, a, at, rows); p != nil {
		return wire.Acted{Problem: p}
	}
	id, ok := opID(serverNow, a.Random)
	if !ok {
		return wrong("an act needs 16 random bytes in hex, not %q", a.Random)
	}
	op := wire.OutboxOp{OpID: id, Kind: kind, Conversation: tidy(a.Conversation, a.OffsetMs), MadeMs: a.NowMs, State: queued}
	switch kind {
	case wire.OpHandoff, wire.OpAssign:
		op.Target = a.Target
	case wire.OpReply, wire.OpReopen:
		op.ReplyLink, op.Fact = a.ReplyLink, a.Fact
	case wire.OpRefuse:
		op.Refusal = a.Refusal
	case wire.OpAlias:
		op.Same = a.Same
	case wire.OpNotAboutUs, wire.OpAboutUs:
		op.Fact = a.Fact
	}
	op.Note = a.Note
	return wire.Acted{Op: &op}
}

// refuse is what people meet; the extension has a sentence for problem_<code>.
func refuse(code string) wire.Acted { return wire.Acted{Problem: &wire.Problem{Code: code}} }

// wrong is a mistake of ours, told to us alone.
func wrong(format string, args ...any) wire.Acted {
	a := refuse("invalid")
	a.Problem.Message = fmt.Sprintf(format, args...)
	return a
}

func invalid(a wire.Act) *wire.Problem {
	_, known := rights[a.Kind]
	noted, must := notes(a.Kind)
	switch {
	case !known:
		return wrong("there is no action %q", a.Kind).Problem
	case a.Me == "":
		return refuse("signed_out").Problem
	case a.Conversation.Key == "" || a.Conversation.Key == place.None:
		return refuse("no_key").Problem
	case a.Kind == wire.OpAlias && (a.Same == "" || a.Same == a.Conversation.Key):
		return wrong("an alias needs another key").Problem
	case a.Fact.Amiss(a.Kind) != "":
		return wrong("%s", a.Fact.Amiss(a.Kind)).Problem
	case a.Kind == wire.OpHandoff && (a.Target == "" || a.Target == a.Me):
		return wrong("a handoff needs another member").Problem
	case a.Kind == wire.OpAssign && a.Target == "":
		return wrong("an assignment needs a member").Problem
	case len(a.Note) > longestText, a.Refusal != nil && !fits(a.Refusal):
		return refuse("too_large").Problem
	case a.Kind == wire.OpRefuse && (a.Refusal == nil || a.Refusal.Reason == ""):
		return wrong("a refusal needs a reason").Problem
	case a.Note != "" && !noted, a.Note == "" && must:
		return wrong("%s and a note of %d bytes do not go together", a.Kind, len(a.Note)).Problem
	}
	return nil
}

// repeats reports whether the newest op that waits already says the same.
func repeats(kind string, a wire.Act, rows []wire.OutboxOp) bool {
	if len(rows) == 0 {
		return false
	}
	last := rows[len(rows)-1]
	switch kind {
	case wire.OpReply:
		return last.Kind == kind && a.ReplyLink != "" && last.ReplyLink == a.ReplyLink
	case wire.OpRefuse:
		return last.Kind == kind && *last.Refusal == *a.Refusal
	case wire.OpNote, wire.OpAssign:
		return last.Kind == kind && last.Note == a.Note && last.Target == a.Target
	case wire.OpClaim, wire.OpRenew:
		return takes(last.Kind) || last.Kind == wire.OpRenew || last.Kind == wire.OpKeep
	}
	return last.Kind == kind
}

func forbidden(kind string, a wire.Act, at standing, rows []wire.OutboxOp) *wire.Problem {
	// A claim still under way may turn out to be mine: what follows from it may wait
	// behind it, and the server decides.
	hopeful := len(rows) > 0 && takes(rows[len(rows)-1].Kind) && standsFor(kind, mine)
	switch {
	case !roleMay(kind, wire.Role(a.Role)):
		return refuse("forbidden").Problem
	case kind == wire.OpRaise && done(a.Head):
		return refuse("has_outcome").Problem
	case kind == wire.OpReopen && !done(a.Head), kind == wire.OpAboutUs && (a.Head == nil || a.Head.Outcome != wire.OpNotAboutUs):
		return refuse("no_outcome").Problem
	case standsFor(kind, at) || hopeful:
		return nil
	case kind == wire.OpClaim, settles(kind):
		return refuse("held").Problem
	}
	return refuse("not_yours").Problem
}
