package desk

import (
	"cmp"
	"slices"

	"porchlight/wasm/place"
	"porchlight/wasm/wire"
)

// View tells how conversations look now. With Keys, one look for each in that order;
// without, all that heads and outbox know, in board order: unclaimed first, on top what
// somebody held and let run out, then what is due next, then what waits longest; then
// claimed by deadline; then what has an outcome, the newest on top.
func View(v wire.View) wire.Viewed {
	heads := map[string]*wire.Head{}
	ops := map[string][]wire.OutboxOp{}
	var known []string
	for i, h := range v.Heads {
		if h.Matter != nil {
			continue
		}
		heads[h.Key] = follow(&v.Heads[i], v.Heads)
		if h.SameAs == "" {
			known = append(known, h.Key)
		}
	}
	for _, op := range v.Outbox {
		key := op.Conversation.Key
		if op.Subject != "" {
			continue
		}
		if heads[key] == nil && ops[key] == nil {
			known = append(known, key)
		}
		ops[key] = append(ops[key], op)
	}
	keys := v.Keys
	if len(keys) == 0 {
		keys = known
	}
	looks := make([]wire.Look, 0, len(keys))
	for _, key := range keys {
		looks = append(looks, look(v, key, heads[key], ops[key]))
	}
	all := wire.Viewed{Looks: looks}
	if len(v.Keys) == 0 {
		all.Matters = matters(&v)
		slices.SortStableFunc(looks, func(a, b wire.Look) int {
			return cmp.Or(cmp.Compare(group(a), group(b)), within(a, b, heads), cmp.Compare(a.Key, b.Key))
		})
	}
	return all
}

func look(v wire.View, key string, h *wire.Head, ops []wire.OutboxOp) wire.Look {
	l := wire.Look{Conversation: wire.Conversation{Key: key, Names: []string{}}, State: state(v, h, ops), Unsent: len(ops)}
	if len(ops) > 0 {
		l.Conversation = ops[0].Conversation
	}
	at := standingOf(h, v.Me, v.NowMs+v.OffsetMs)
	if h != nil {
		l.Conversation = h.Conversation
		l.Key = key
		l.Replied, l.RepliedBy, l.ReplyLink, l.Outcome = h.Replied, h.RepliedBy, h.ReplyLink, h.Outcome
		l.SinceMs, l.RepliedMs, l.DueMs = local(h.SinceMs, v), local(h.RepliedMs, v), local(h.DueMs, v)
		l.Word = h.Word
		if done(h) {
			l.OutcomeBy, l.OutcomeMs, l.Refusal = h.OutcomeBy, local(h.OutcomeMs, v), h.Refusal
		}
		switch at {
		case mine:
			l.GivenBy = h.GivenBy
			fallthrough
		case theirs:
			l.Holder, l.UntilMs = h.Holder, local(h.ExpiresMs, v)
		case mineOver, theirsOver:
			l.LastHeld = h.Holder
		}
	}
	if l.State == wire.Mine {
		l.UntilMs = h.MineUntil
	}
	if l.Names == nil {
		l.Names = []string{}
	}
	if key == place.None {
		return l // without an address of its own nothing can be done about it
	}
	l.May = may(v, at, waiting(ops))
	l.May.Settle = l.May.Settle && (!done(h) || at == mine) // what has an outcome is reopened first, or claimed
	l.May.Raise = h == nil && l.May.Claim
	l.May.Reopen = v.Me != "" && done(h) && !waits(ops, wire.OpReopen)
	return l
}

// local is a time of the server on this clock; 0 stays "never".
func local(ms int64, v wire.View) int64 {
	if ms == 0 {
		return 0
	}
	return ms - v.OffsetMs
}

// state is the table of section 8. An op that waits for its answer is "pending", never
// "mine"; only the server's word and a deadline of our own make "mine".
func state(v wire.View, h *wire.Head, ops []wire.OutboxOp) wire.State {
	at := standingOf(h, v.Me, v.NowMs+v.OffsetMs)
	sure := at == mine && v.NowMs < h.MineUntil && v.NowMs >= h.VerifiedMs-jumpMs
	if rows := waiting(ops); len(rows) > 0 {
		switch last := rows[len(rows)-1].Kind; {
		case takes(last) && !sure, leaves(last), last == wire.OpReopen, last == wire.OpAboutUs, settles(last):
			return wire.Pending
		}
	}
	switch {
	case sure:
		return wire.Mine
	case at == mine, at == mineOver && h.VerifiedMs < local(h.ExpiresMs, v):
		return wire.Unverified // ran out while nobody looked: first ask
	case at == theirs && h.LostTo == h.Holder:
		return wire.Lost
	case at == theirs:
		return wire.Theirs
	case done(h):
		return wire.Answered // refused and listened too: nobody need take it
	}
	return wire.Free
}

func may(v wire.View, at standing, rows []wire.OutboxOp) wire.May {
	if v.Me == "" {
		return wire.May{}
	}
	allowed := func(kind string) bool { return standsFor(kind, at) && roleMay(kind, wire.Role(v.Role)) }
	claiming := len(rows) > 0 && takes(rows[len(rows)-1].Kind)
	settling := len(rows) > 0 && settles(rows[len(rows)-1].Kind)
	leaving := settling || len(rows) > 0 && leaves(rows[len(rows)-1].Kind)
	return wire.May{
		Claim:   allowed(wire.OpClaim) && at != mine && !claiming && !settling,
		Take:    allowed(wire.OpTakeover) && !claiming,
		Release: (allowed(wire.OpRelease) && at == mine || claiming) && !leaving,
		Keep:    allowed(wire.OpKeep) && !claiming && !leaving,
		Settle:  (allowed(wire.OpRefuse) || claiming) && !leaving,
		Give:    (allowed(wire.OpHandoff) || allowed(wire.OpAssign)) && !claiming && !leaving,
	}
}

func waits(ops []wire.OutboxOp, kind string) bool {
	return slices.ContainsFunc(waiting(ops), func(op wire.OutboxOp) bool { return op.Kind == kind })
}

// group is the board's order of states.
func group(l wire.Look) int {
	switch {
	case l.State == wire.Free, l.State == wire.Unverified && l.Holder == "":
		return 0
	case l.State == wire.Answered:
		return 2
	}
	return 1
}

func within(a, b wire.Look, heads map[string]*wire.Head) int {
	switch group(a) {
	case 0:
		return cmp.Or(flag(a.LastHeld == "")-flag(b.LastHeld == ""), flag(a.DueMs == 0)-flag(b.DueMs == 0),
			cmp.Compare(a.DueMs, b.DueMs), cmp.Compare(age(heads[a.Key]), age(heads[b.Key])))
	case 2:
		return cmp.Compare(max(b.RepliedMs, b.OutcomeMs), max(a.RepliedMs, a.OutcomeMs))
	}
	return cmp.Compare(a.UntilMs, b.UntilMs)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// age is the server time of the newest row: how long nobody has touched it.
func age(h *wire.Head) int64 {
	if h == nil {
		return 0
	}
	return h.AtMs
}
