package simulation

// The exchange with the backend, await by await as extension/background/sync.ts has it.
// The decisions are those of wasm/desk itself.

import (
	"encoding/json"
	"fmt"
	"net/url"

	"porchlight/wasm/desk"
	"porchlight/wasm/wire"
)

// What Settled.Next may say.
const (
	idle     = "idle"
	more     = "more"
	snapshot = "snapshot"
	retry    = "retry"
	signin   = "signin"
)

// sync is sync.ts sync: one run at a time; a wish that comes during a run makes it go
// round once more.
func (w *worker) sync(pull bool) *promise {
	w.wanted = true
	w.pulls = w.pulls || pull
	if w.syncing == nil {
		w.syncing = w.run(func() {
			w.await("has the line")
			w.rounds()
			w.syncing = nil
			if w.wanted {
				w.sync(false)
			}
		})
	}
	return w.syncing
}

// rounds is sync.ts rounds.
func (w *worker) rounds() {
	for w.wanted {
		pull := w.pulls
		w.wanted, w.pulls = false, false
		if w.await("reads its home"); w.on.token == "" {
			return
		}
		if err := w.round(pull); err == errStale {
			w.wanted, w.pulls = true, true
		}
		w.reconsider()
	}
}

// round is sync.ts round.
func (w *worker) round(pull bool) error {
	sent, next, after := true, idle, ""
	if pull {
		next = more
	}
	for sent {
		flushed, s, err := w.flush()
		if err != nil {
			return err
		}
		if sent = flushed; sent || next == idle {
			next, after = s.Next, s.After
		}
		if next == retry || next == signin {
			break
		}
	}
	for first := true; next == more || next == snapshot; {
		var s wire.Settled
		var err error
		if next == more {
			s, err = w.pullChanges()
		} else {
			s, err = w.pullSnapshot(after, first)
		}
		if err != nil {
			return err
		}
		first = next == more || s.Next != snapshot
		next, after = s.Next, s.After
	}
	if next == retry {
		w.retryLater()
	}
	return nil
}

// flush is sync.ts flush: what will be sent is on the disk before it is sent.
func (w *worker) flush() (sent bool, s wire.Settled, err error) {
	rows, d := w.outbox(), w.on
	w.await("reads its cursor and the line")
	cursor := d.disk.cursor
	ask := wire.Flush{NowMs: d.local(), OffsetMs: d.disk.offset, Cursor: cursor, Outbox: rows, Random: d.town.random(16),
		Failures: d.disk.line.failures}
	var keys []string
	for _, op := range rows {
		keys = append(keys, op.Conversation.Key)
	}
	if len(keys) > 0 {
		ask.Heads = w.keyed(keys...)
	}
	flushed := desk.Flush(ask)
	d.town.spoilFlush(d, &flushed)
	c := change{outbox: flushed.Inflight, notices: flushed.Dropped}
	for _, n := range flushed.Dropped {
		c.done = append(c.done, n.OpID)
	}
	if len(c.outbox)+len(c.done) > 0 {
		if err := w.write(c); err != nil {
			return false, s, err
		}
	}
	if flushed.Body == "" {
		if len(c.done) > 0 { // the feed shows what a dropped op did
			return false, wire.Settled{Next: more}, nil
		}
		return false, wire.Settled{Next: idle}, nil
	}
	r := w.api("POST", "ops", flushed.Body)
	var a wire.OpsAnswer
	s, err = w.settle(cursor, r, &a, func(in *wire.Settle) { in.Ops = &a }, flushed.Inflight)
	return true, s, err
}

// pullChanges is sync.ts pullChanges.
func (w *worker) pullChanges() (wire.Settled, error) {
	w.await("reads its cursor")
	cursor := w.on.disk.cursor
	r := w.api("GET", fmt.Sprintf("changes?epoch=%s&cursor=%d", url.QueryEscape(cursor.Epoch), cursor.Seq), "")
	var a wire.Changes
	return w.settle(cursor, r, &a, func(in *wire.Settle) { in.Changes = &a }, nil)
}

// pullSnapshot is sync.ts pullSnapshot.
func (w *worker) pullSnapshot(after string, first bool) (wire.Settled, error) {
	w.await("reads its cursor")
	cursor := w.on.disk.cursor
	r := w.api("GET", "snapshot?after="+url.QueryEscape(after), "")
	var a wire.Snapshot
	return w.settle(cursor, r, &a, func(in *wire.Settle) { in.Snapshot, in.First = &a, first }, nil)
}

// settle is sync.ts settle: the answer, what it says of the outbox and the cursor are
// one transaction, and none where the cursor has moved meanwhile.
func (w *worker) settle(cursor wire.Cursor, r reply, body any, as func(*wire.Settle), inflight []wire.OutboxOp) (wire.Settled, error) {
	d := w.on
	if d.token == "" || r.status == 401 && r.code == "unauthorized" { // it has just read its home
		return wire.Settled{}, errStale
	}
	in := wire.Settle{SentMs: r.sentMs, Cursor: cursor, Outbox: inflight, Code: r.code}
	if r.ok() {
		if err := json.Unmarshal(r.body, body); err != nil {
			d.town.fail(d, "an answer that is none: %v: %s", err, r.body)
		}
		as(&in)
	} else {
		in.Status = &r.status
	}
	if d.disk.me != nil {
		in.Me, in.Role = d.disk.me.Member.ID, string(d.disk.me.Member.Role)
	}
	in.NowMs = d.local()
	in.Heads = w.heads(named(in, d.disk.offset))
	s := desk.Settle(in)
	d.town.spoilSettle(in, &s)
	d.town.settled(d, in, s)
	after := lineAfter(r, d.disk.line)
	c := change{from: &cursor, wipe: s.Wipe, heads: s.Heads, done: s.Done, outbox: s.Parked, notices: s.Notices, cursor: &s.Cursor, line: &after}
	if r.ok() {
		c.offset = &s.OffsetMs
	}
	if d.town.bug == twoTransactions {
		w.write(change{from: &cursor, cursor: &s.Cursor, line: &after, offset: c.offset})
		c.from = nil
	}
	if err := w.write(c); err != nil {
		return s, err
	}
	if r.ok() {
		w.reconsider()
	}
	return s, nil
}

// lineAfter is sync.ts lineAfter.
func lineAfter(r reply, before line) line {
	if r.ok() || r.status >= 400 && r.status < 500 && r.status != 429 {
		return line{online: true}
	}
	return line{failures: before.failures + 1}
}

// named is sync.ts named: every head that an answer speaks of, the own ones, and for leads
// those that ran out.
func named(in wire.Settle, offset int64) func(*wire.Head) bool {
	speaks := map[string]bool{}
	for _, op := range in.Outbox {
		speaks[op.Conversation.Key] = true
	}
	for _, c := range rowsOf(in) {
		speaks[c.Conversation.Key], speaks[c.Conv] = true, true
	}
	if in.Ops != nil {
		for _, r := range in.Ops.Results {
			speaks[r.Conv] = true
		}
	}
	return func(h *wire.Head) bool {
		over := in.Role != "" && in.Role != string(wire.Staff) && h.Holder != "" && h.ExpiresMs <= in.NowMs+offset && h.ExpiresMs != h.OverMs
		return h.Holder == in.Me || over || speaks[h.Key] || speaks[h.Conv] || h.SameAs != "" && speaks[h.SameAs]
	}
}

// rowsOf are the ledger rows in an answer.
func rowsOf(in wire.Settle) []wire.Change {
	switch {
	case in.Ops != nil:
		return in.Ops.Changes
	case in.Changes != nil:
		return in.Changes.Changes
	case in.Snapshot != nil:
		return append(append([]wire.Change{}, in.Snapshot.Heads...), in.Snapshot.Replies...)
	}
	return nil
}

// retryLater is sync.ts later: a timer, and an alarm for when the worker is gone by then.
func (w *worker) retryLater() {
	w.await("waits for a retry")
	d := w.on
	f := desk.Flush(wire.Flush{NowMs: d.local(), Failures: max(1, d.disk.line.failures), Random: d.town.random(16)})
	w.retries++
	mine := w.retries
	d.town.in(d, f.RetryMs, "tries again", func() bool {
		if w.over || w.retries != mine {
			return false
		}
		w.sync(true)
		return true
	})
	d.alarm("retry", max(30*second, f.RetryMs))
}
