// Package desk is the client's half of the ledger: what to write down when a person
// acts, what to send, what an answer changes, and how a conversation looks now.
//
// It is hard because the truth is elsewhere and the line to it breaks at any point:
// Anna presses Claim in a train, the request arrives, the answer does not, and Bjørn
// asks two minutes later. The rules are section 9 of the claim protocol: the op is
// stored before it is sent, the same bytes go out until there is an answer, a row counts
// only if its seq is above the one known, and "mine" is never shown without the server's
// word. Every function here is pure; storing and sending are the worker's.
package desk

import "porchlight/wasm/wire"

// Constants of the claim protocol, section 9, in ms.
const (
	staleMs = 2 * 60_000 // a decision about now is not carried out later than this
	jumpMs  = 30_000     // a local clock that moved by more proves nothing
	newsMs  = 24 * 3_600_000
	maxOps  = 20

	marginMs = 3 * 60_000 // most by which "mine" ends before the server's deadline
)

// standing is where a person is to a conversation by the server's clock: section 5.
type standing int

const (
	free       standing = iota // no row, released or answered
	mine                       // live, I hold
	mineOver                   // I was the last holder, the lease ran out
	theirs                     // live, another holds
	theirsOver                 // another was the last holder
)

func standingOf(h *wire.Head, me string, serverNow int64) standing {
	switch {
	case h == nil || h.Holder == "":
		return free
	case h.Holder == me && h.ExpiresMs > serverNow:
		return mine
	case h.Holder == me:
		return mineOver
	case h.ExpiresMs > serverNow:
		return theirs
	}
	return theirsOver
}

// rights is the one table of who may do what: for each action, from which standings and
// from which role up. The server has the last word.
var rights = map[string]struct {
	from []standing
	role wire.Role
}{
	wire.OpClaim:    {[]standing{free, mine, mineOver, theirsOver}, wire.Staff},
	wire.OpTakeover: {[]standing{theirs}, wire.Lead},
	wire.OpRenew:    {[]standing{mine}, wire.Staff},
	wire.OpKeep:     {[]standing{mine}, wire.Staff},
	wire.OpRelease:  {[]standing{mine, mineOver}, wire.Staff},
	wire.OpHandoff:  {[]standing{mine}, wire.Staff},
	wire.OpBounce:   {[]standing{mine, mineOver}, wire.Staff},
	wire.OpAssign:   {[]standing{free, mine, mineOver, theirs, theirsOver}, wire.Lead},
	wire.OpRaise:    {[]standing{free, mineOver, theirsOver}, wire.Staff},
	wire.OpNote:     {[]standing{free, mine, mineOver, theirs, theirsOver}, wire.Staff},
	wire.OpReopen:   {[]standing{free, mine, mineOver, theirs, theirsOver}, wire.Staff},
	wire.OpReply:    {[]standing{free, mine, mineOver, theirs, theirsOver}, wire.Staff},

	// The server records these from anybody, but whoever has it says what becomes of it.
	wire.OpRefuse:   {[]standing{free, mine, mineOver, theirsOver}, wire.Staff},
	wire.OpListened: {[]standing{free, mine, mineOver, theirsOver}, wire.Staff},

	wire.OpAlias:      {[]standing{free, mine, mineOver, theirs, theirsOver}, wire.Staff},
	wire.OpNotAboutUs: {[]standing{free, mine, mineOver, theirsOver}, wire.Staff},
	wire.OpAboutUs:    {[]standing{free, mine, mineOver, theirs, theirsOver}, wire.Staff},
}

var rank = map[wire.Role]int{wire.Staff: 1, wire.Lead: 2, wire.Admin: 3}

func roleMay(kind string, role wire.Role) bool {
	return rank[role] >= rank[rights[kind].role]
}

func standsFor(kind string, at standing) bool {
	for _, s := range rights[kind].from {
		if s == at {
			return true
		}
	}
	return false
}

// done reports whether a conversation has an outcome that stands. Heads that an earlier
// version stored tell only of replies.
func done(h *wire.Head) bool {
	return h != nil && (h.Outcome != "" && h.Outcome != "reopened" || h.Outcome == "" && h.Replied > 0)
}

// perishes reports whether an op of this kind is a decision about now. A release may go
// late, the fence protects it; what became of a conversation is a fact; and a reopening
// that comes late costs one look too many, where a lost one costs somebody an answer.
func perishes(kind string) bool {
	switch kind {
	case wire.OpClaim, wire.OpRenew, wire.OpKeep, wire.OpHandoff, wire.OpTakeover, wire.OpAssign:
		return true
	}
	return false
}

// notes reports whether an op of this kind may have a note, and whether it must.
func notes(kind string) (may, must bool) {
	must = kind == wire.OpBounce || kind == wire.OpNote
	return must || kind == wire.OpHandoff || kind == wire.OpAssign || kind == wire.OpListened, must
}

// leaves reports whether an op of this kind, once accepted, leaves its actor without it.
func leaves(kind string) bool {
	return kind == wire.OpRelease || kind == wire.OpBounce || kind == wire.OpHandoff || kind == wire.OpAssign
}

// settles reports whether an op of this kind says that no reply will come.
func settles(kind string) bool {
	return kind == wire.OpRefuse || kind == wire.OpListened || kind == wire.OpNotAboutUs
}

// takes reports whether an op of this kind, once accepted, makes its actor the holder.
func takes(kind string) bool {
	return kind == wire.OpClaim || kind == wire.OpTakeover
}

// waiting are the ops that will still be sent, in order.
func waiting(outbox []wire.OutboxOp) []wire.OutboxOp {
	var rows []wire.OutboxOp
	for _, op := range outbox {
		if op.State != parked {
			rows = append(rows, op)
		}
	}
	return rows
}

// The states of an op in the outbox.
const (
	queued   = "queued"
	inflight = "inflight"
	parked   = "parked" // a person must look at it
)
