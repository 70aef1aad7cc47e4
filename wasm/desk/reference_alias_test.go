package desk

// The backend's alias as the rulings say it is.

import (
	"encoding/json"

	"porchlight/wasm/wire"
)

func (l *ledger) root(conv string) string {
	for l.to[conv] != "" {
		conv = l.to[conv]
	}
	return conv
}

func (l *ledger) point(r wire.Change) {
	var body struct{ To string }
	_ = json.Unmarshal(r.Body, &body)
	l.to[r.Conv] = body.To
}

// first is the place of the first row of conv that want takes, after all where there is none.
func (l *ledger) first(conv string, want func(wire.Change) bool) int {
	for i, r := range l.rows {
		if r.Conv == conv && want(r) {
			return i
		}
	}
	return len(l.rows)
}

// keyed finds how a conversation was told.
func (l *ledger) keyed(conv string, c wire.Conversation) wire.Conversation {
	c.Key = conv[len("conv-"):]
	return c
}

func (l *ledger) alias(user string, raw json.RawMessage, in wire.OpIn) wire.OpResult {
	root, later := l.root("conv-"+in.Same), l.root("conv-"+in.Conversation.Key)
	any := func(wire.Change) bool { return true }
	if l.first(later, any) < l.first(root, any) {
		root, later = later, root
	}
	x, y := l.heads[root], l.heads[later]
	n := x
	n.at = max(l.now, x.at, y.at)
	if root != later {
		live := func(h head) bool { return h.holder != "" && h.expires > n.at }
		grant := func(conv string, h head) int {
			return l.first(conv, func(r wire.Change) bool { return r.OK && r.Fence == h.fence })
		}
		n.fence, n.replied = max(x.fence, y.fence)+1, x.replied+y.replied
		n.holder, n.expires, n.since = "", 0, 0
		switch {
		case live(x) && !(live(y) && grant(later, y) < grant(root, x)):
			n.holder, n.expires, n.since = x.holder, x.expires, x.since
		case live(y):
			n.holder, n.expires, n.since = y.holder, y.expires, y.since
		}
		closed := func(s string) bool { return s != "" && s != "reopened" }
		if !closed(x.outcome) && (closed(y.outcome) || x.outcome == "") {
			n.outcome = y.outcome
		}
	}
	row := func(conv, kind, body string) wire.Change {
		n.seq = int64(len(l.rows) + 1)
		l.heads[conv] = n
		l.ids = append(l.ids, in.OpID+kind)
		c := wire.Change{Seq: n.seq, OK: true, Conv: conv, Kind: kind, Actor: user, Fence: n.fence, Holder: n.holder, SinceMs: n.since,
			ExpiresMs: n.expires, Replied: n.replied, Outcome: n.outcome, AtMs: n.at, Body: []byte(body), Conversation: l.keyed(conv, in.Conversation)}
		l.rows = append(l.rows, c)
		return c
	}
	l.ops[in.OpID], l.asked[in.OpID] = len(l.rows), user+string(raw)
	told := result(in.OpID, row(root, "alias", `{}`), false)
	told.Moved = true
	l.ids[len(l.ids)-1] = in.OpID
	if root != later {
		l.point(row(later, "aliased", `{"to":"`+root+`"}`))
	}
	return told
}
