package desk

// The backend as the sequential specification of the claim protocol (11.2) says it is,
// in memory. It shares nothing with the desk or with the real backend but wire types.

import (
	"cmp"
	"encoding/json"
	"slices"

	"porchlight/wasm/wire"
)

const ttl = 15 * 60_000

type head struct {
	fence, expires, at, replied, since, seq int64
	holder, outcome, last                   string // last: who had it and did not give it back
}

type ledger struct {
	now    int64
	epoch  string
	rows   []wire.Change
	ids    []string       // op id of each row
	ops    map[string]int // op id → index of its row
	asked  map[string]string
	heads  map[string]head
	roles  map[string]wire.Role
	to     map[string]string // conv → what it was found to be
	floor  int64
	double []string // op ids that came with other content
}

func newLedger(roles map[string]wire.Role) *ledger {
	return &ledger{now: 1_800_000_000_000, epoch: "e1", ops: map[string]int{}, asked: map[string]string{},
		heads: map[string]head{}, to: map[string]string{}, roles: roles}
}

// step is the specification, word for word.
func (l *ledger) step(s head, user string, in wire.OpIn) (n head, ok, inLease bool, now int64) {
	now = max(l.now, s.at)
	live := s.holder != "" && s.expires > now
	own := s.holder == user
	cur := live && own && s.fence == in.Fence
	role, member := l.roles[user]
	n = s
	switch in.Kind {
	case "claim":
		if !live {
			ok = true
			n.fence, n.holder, n.expires, n.since = s.fence+1, user, now+ttl, now
		} else if own {
			ok = true
			n.expires = max(s.expires, now+ttl)
		}
	case "renew", "keep":
		if cur {
			ok = true
			n.expires = max(s.expires, now+ttl)
		}
	case "assign":
		if _, there := l.roles[in.Target]; there && (role == wire.Lead || role == wire.Admin) {
			ok = true
			n.fence, n.holder, n.expires, n.since = s.fence+1, in.Target, now+ttl, now
		}
	case "raise":
		ok = !live && (s.outcome == "" || s.outcome == "reopened")
	case "note":
		ok = in.Note != ""
	case "release", "bounce":
		if own && s.fence == in.Fence {
			ok = true
			n.holder, n.expires = "", 0
		}
	case "handoff":
		if _, there := l.roles[in.Target]; cur && there {
			ok = true
			n.fence, n.holder, n.expires, n.since = s.fence+1, in.Target, now+ttl, now
		}
	case "takeover":
		if role == wire.Lead || role == wire.Admin {
			ok = true
			n.fence, n.holder, n.expires, n.since = s.fence+1, user, now+ttl, now
		}
	case "reopen":
		if ok = s.outcome != "" && s.outcome != "reopened"; ok {
			n.outcome = "reopened"
			if _, there := l.roles[s.last]; !live && there { // everybody is on duty
				n.fence, n.holder, n.expires, n.since = s.fence+1, s.last, now+ttl, now
			}
		}
	case "aboutUs":
		if ok = s.outcome == "notAboutUs"; ok {
			n.outcome = "reopened"
		}
	case "reply", "refuse", "listened", "notAboutUs":
		ok = true
		if in.Kind == "reply" {
			n.replied++
		}
		n.outcome = map[string]string{"reply": "answered", "refuse": "refused", "listened": "listened", "notAboutUs": "notAboutUs"}[in.Kind]
		if own && s.fence == in.Fence {
			n.holder, n.expires = "", 0
		}
	case "promise":
		if ok = s.outcome == "" && in.Target == user; ok {
			n.fence, n.holder, n.since, n.expires, n.outcome = 1, in.Target, now, in.Fact.DueMs, "promised"
		}
	case "late", "kept":
		if ok = s.outcome == "promised" && (own || role != wire.Staff); ok && in.Kind == "late" {
			n.expires = in.Fact.DueMs
		} else if ok {
			n.outcome = "kept"
		}
	}
	if in.Kind == "release" || in.Kind == "bounce" || n.holder != "" {
		n.last = n.holder
	}
	if !member || !ok {
		n, ok = s, false
	}
	n.at = now
	return n, ok, cur, now
}

func (l *ledger) op(user string, raw json.RawMessage) wire.OpResult {
	var in wire.OpIn
	if err := json.Unmarshal(raw, &in); err != nil {
		panic(err)
	}
	if i, seen := l.ops[in.OpID]; seen {
		if l.asked[in.OpID] != user+string(raw) {
			l.double = append(l.double, in.OpID)
			return wire.OpResult{OpID: in.OpID, Code: "mismatch"}
		}
		r := result(in.OpID, l.rows[i], true)
		r.Moved = in.Kind == "alias" || in.Subject == "" && r.Conv != "conv-"+in.Conversation.Key
		return r
	}
	if in.Kind == "alias" {
		return l.alias(user, raw, in)
	}
	conv := cmp.Or(in.Subject, l.root("conv-"+in.Conversation.Key))
	moved := in.Subject == "" && conv != "conv-"+in.Conversation.Key
	n, ok, inLease, now := l.step(l.heads[conv], user, in)
	n.seq = int64(len(l.rows) + 1)
	l.heads[conv] = n
	body, _ := json.Marshal(map[string]string{"link": in.ReplyLink})
	var from *wire.Conversation
	if in.Subject != "" {
		body, _ = json.Marshal(in.Fact)
		if from = &in.Conversation; in.Kind != "promise" {
			from = nil
		}
		in.Conversation = wire.Conversation{}
	} else {
		in.Conversation = l.keyed(conv, in.Conversation)
	}
	l.ops[in.OpID], l.asked[in.OpID] = len(l.rows), user+string(raw)
	l.ids = append(l.ids, in.OpID)
	l.rows = append(l.rows, wire.Change{Seq: n.seq, OK: ok, Conv: conv, Kind: in.Kind, Actor: user, Fence: n.fence, Holder: n.holder,
		SinceMs: n.since, ExpiresMs: n.expires, Replied: n.replied, Outcome: n.outcome, InLease: inLease, AtMs: now, Body: body, Conversation: in.Conversation, From: from})
	r := result(in.OpID, l.rows[len(l.rows)-1], false)
	r.Moved = moved
	return r
}

func result(id string, c wire.Change, replay bool) wire.OpResult {
	return wire.OpResult{OpID: id, Replay: replay, Seq: c.Seq, OK: c.OK, Conv: c.Conv, Fence: c.Fence, Holder: c.Holder,
		SinceMs: c.SinceMs, ExpiresMs: c.ExpiresMs, Replied: c.Replied, Outcome: c.Outcome, InLease: c.InLease, AtMs: c.AtMs}
}

const page = 3 // small, so that "more" happens

func (l *ledger) unusable(epoch string, cursor int64) bool {
	return epoch != l.epoch && !(epoch == "" && cursor == 0) || cursor < l.floor || cursor > int64(len(l.rows))
}

func (l *ledger) changes(cursor int64) wire.Changes {
	rows := l.rows[cursor:min(int(cursor)+page, len(l.rows))]
	return wire.Changes{ServerNowMs: l.now, Epoch: l.epoch, Changes: slices.Clone(rows), Cursor: cursor + int64(len(rows)), More: len(rows) == page}
}

func (l *ledger) post(user, body string) wire.OpsAnswer {
	var in wire.OpsIn
	if err := json.Unmarshal([]byte(body), &in); err != nil {
		panic(err)
	}
	a := wire.OpsAnswer{ServerNowMs: l.now, Epoch: l.epoch, Cursor: in.Cursor, Results: []wire.OpResult{}, Changes: []wire.Change{}}
	convs := map[string]bool{}
	for _, raw := range in.Ops {
		r := l.op(user, raw)
		var asked wire.OpIn
		_ = json.Unmarshal(raw, &asked)
		for _, name := range []string{cmp.Or(asked.Subject, asked.Conversation.Key), asked.Same} {
			if name != "" && convs[name] {
				panic("two ops of one conversation in one request")
			}
			convs[name] = true
		}
		a.Results = append(a.Results, r)
	}
	if l.unusable(in.Epoch, in.Cursor) {
		a.Resync = true
		return a
	}
	c := l.changes(in.Cursor)
	a.Changes, a.Cursor, a.More = c.Changes, c.Cursor, c.More
	return a
}

func (l *ledger) snapshot(after string) wire.Snapshot {
	s := wire.Snapshot{ServerNowMs: l.now, Epoch: l.epoch, AsOf: int64(len(l.rows)), Heads: []wire.Change{}, Replies: []wire.Change{}}
	var convs []string
	for conv := range l.heads {
		if conv > after {
			convs = append(convs, conv)
		}
	}
	slices.Sort(convs)
	for i, conv := range convs {
		if i == 2 {
			s.Next = convs[i-1]
			break
		}
		s.Heads = append(s.Heads, l.rows[l.heads[conv].seq-1])
		for _, r := range slices.Backward(l.rows) {
			if r.Conv == conv && (r.Kind == "reply" || wire.Own(r.Kind) != "") && r.OK {
				s.Replies = append(s.Replies, r)
				if r.Kind == "reply" {
					break
				}
			}
		}
	}
	return s
}

// restore goes back to a backup that has lost its newest rows.
func (l *ledger) restore(keep int) {
	l.epoch += "'"
	l.rows, l.ids = l.rows[:keep], l.ids[:keep]
	ops, heads := map[string]int{}, map[string]head{}
	for i, r := range l.rows {
		ops[l.ids[i]] = i
		heads[r.Conv] = head{fence: r.Fence, expires: r.ExpiresMs, at: r.AtMs, replied: r.Replied, since: r.SinceMs, seq: r.Seq, holder: r.Holder, outcome: r.Outcome}
	}
	l.to = map[string]string{}
	for _, r := range l.rows {
		if r.Kind == "aliased" {
			l.point(r)
		}
	}
	l.ops, l.heads, l.floor = ops, heads, min(l.floor, int64(keep))
}
