package desk

// The service worker as the model sees it: it stores what the desk says in one
// transaction, and may die between any two steps. What is in the air dies with it; the
// request itself may still arrive.

import (
	"cmp"
	"fmt"
	"slices"

	"porchlight/wasm/wire"
)

type worker struct {
	me    string
	role  wire.Role
	skew  int64 // local time minus the ledger's
	salt  int
	air   func(*ledger) func(*wire.Settle) // a request under way; what it gives is the answer
	late  []func(*ledger)                  // copies of requests that may arrive at any time
	said  func(*wire.Settle)               // an answer under way
	sent  []wire.OutboxOp
	at    int64 // local time before the request was sent
	asOf  int   // rows there were when the answer under way was made
	next  string
	after string
	wrong string

	// IndexedDB
	heads    map[string]wire.Head
	outbox   map[string]wire.OutboxOp
	cursor   wire.Cursor
	offset   int64
	failures int
	notices  []wire.Notice
}

func newWorker(me string, role wire.Role, skew int64) *worker {
	return &worker{me: me, role: role, skew: skew, heads: map[string]wire.Head{}, outbox: map[string]wire.OutboxOp{}, next: more}
}

func (w *worker) random() string {
	w.salt++
	return fmt.Sprintf("%08x%024x", uint32(w.salt)*2654435761, w.salt<<8+int(w.me[0]))
}

func (w *worker) rows() []wire.OutboxOp {
	var rows []wire.OutboxOp
	for _, op := range w.outbox {
		rows = append(rows, op)
	}
	slices.SortFunc(rows, func(a, b wire.OutboxOp) int {
		return cmp.Or(cmp.Compare(a.MadeMs, b.MadeMs), cmp.Compare(a.OpID, b.OpID))
	})
	return rows
}

func (w *worker) all() []wire.Head {
	var all []wire.Head
	for _, h := range w.heads {
		all = append(all, h)
	}
	return all
}

func (w *worker) act(l *ledger, kind, key, target string) wire.Acted {
	a := wire.Act{NowMs: l.now + w.skew, OffsetMs: w.offset, Random: w.random(), Kind: kind, Target: target,
		Conversation: wire.Conversation{Key: key, Link: "https://square.example/" + key, Site: "square"}, Me: w.me, Role: string(w.role), Refusal: &wire.Refusal{Reason: "no boat in winter"}}
	switch kind {
	case wire.OpBounce, wire.OpNote:
		a.Note = "the boat is not mine"
	case wire.OpAlias:
		a.Same = keys[int(l.now)%len(keys)]
	case wire.OpPromise:
		a.Fact, a.Target = &wire.Fact{Text: "a boat in winter", DueMs: l.now + 1000}, w.me
	case wire.OpNotAboutUs, wire.OpAboutUs:
		a.Fact = &wire.Fact{Scope: "post"}
	case wire.OpLate:
		a.Fact = &wire.Fact{Why: "ice", DueMs: l.now + 2000}
	}
	if of := wire.Own(kind); of != "" && of != kind {
		var owed []string
		for _, r := range l.rows {
			if r.Kind == of && w.heads[r.Conv].Matter != nil {
				owed = append(owed, r.Conv)
			}
		}
		if len(owed) == 0 {
			return wire.Acted{}
		}
		key = owed[int(l.now)%len(owed)]
		a.Conversation, a.Subject = wire.Conversation{}, key
	}
	if h, ok := w.heads[key]; ok {
		a.Head = follow(&h, w.all())
	}
	for _, op := range w.rows() {
		if keyOf(op) == key {
			a.Outbox = append(a.Outbox, op)
		}
	}
	acted := Act(a)
	if acted.Op != nil {
		w.outbox[acted.Op.OpID] = *acted.Op
	}
	return acted
}

// send starts a request: ops if there are any, else what Next asked for.
func (w *worker) send(l *ledger) { w.request(l, false) }

// pull asks for the feed alone, as after a poke, whatever the outbox holds.
func (w *worker) pull(l *ledger) { w.request(l, true) }

func (w *worker) request(l *ledger, pull bool) {
	if w.air != nil || w.said != nil {
		return
	}
	ask := wire.Flush{NowMs: l.now + w.skew, OffsetMs: w.offset, Cursor: w.cursor, Heads: w.all(), Failures: w.failures, Random: w.random()}
	if !pull && w.next != snapshot {
		ask.Outbox = w.rows()
	}
	f := Flush(ask)
	for _, op := range f.Inflight {
		w.outbox[op.OpID] = op
	}
	for _, n := range f.Dropped {
		delete(w.outbox, n.OpID)
	}
	w.notices = append(w.notices, f.Dropped...)
	w.sent, w.at = f.Inflight, l.now+w.skew
	cursor, after, first := w.cursor, w.after, w.after == ""
	switch {
	case f.Body != "":
		w.air = func(l *ledger) func(*wire.Settle) {
			a := l.post(w.me, f.Body)
			return func(s *wire.Settle) { s.Ops = &a }
		}
	case w.next == snapshot:
		w.air = func(l *ledger) func(*wire.Settle) {
			a := l.snapshot(after)
			return func(s *wire.Settle) { s.Snapshot, s.First = &a, first }
		}
	default:
		w.air = func(l *ledger) func(*wire.Settle) {
			if l.unusable(cursor.Epoch, cursor.Seq) {
				return status(410)
			}
			a := l.changes(cursor.Seq)
			return func(s *wire.Settle) { s.Changes = &a }
		}
	}
}

func status(code int) func(*wire.Settle) {
	return func(s *wire.Settle) { s.Status = &code }
}

// arrive lets the ledger see the request; a copy of it may come again later.
func (w *worker) arrive(l *ledger) {
	if w.air == nil {
		return
	}
	request := w.air
	w.air, w.said = nil, request(l)
	w.asOf = len(l.rows)
	w.late = append(w.late, func(l *ledger) { request(l) })
}

// lose loses the request, or the answer if that is under way.
func (w *worker) lose(code int) {
	if w.air == nil && w.said == nil {
		return
	}
	if w.air != nil {
		request := w.air
		w.late = append(w.late, func(l *ledger) { request(l) })
	}
	w.air, w.said = nil, status(code)
}

func (w *worker) receive(l *ledger) {
	if w.said == nil {
		return
	}
	s := wire.Settle{NowMs: l.now + w.skew, SentMs: w.at, Me: w.me, Cursor: w.cursor, Outbox: w.sent, Heads: w.all()}
	w.said(&s)
	w.said, w.sent = nil, nil
	d := Settle(s)
	w.write(d, s.Status == nil)
	w.wrong = w.wrongly(l, d)
}

// wrongly names a conversation that this answer confirmed as the person's own although
// the ledger, when it answered, had another holder.
func (w *worker) wrongly(l *ledger, d wire.Settled) string {
	for _, h := range d.Heads {
		if h.MineUntil == 0 || w.cursor.Epoch != l.epoch {
			continue
		}
		for _, r := range slices.Backward(l.rows[:min(w.asOf, len(l.rows))]) {
			if r.Conv == h.Conv {
				if r.Holder != w.me {
					return h.Key
				}
				break
			}
		}
	}
	return ""
}

// write is the one transaction.
func (w *worker) write(d wire.Settled, answered bool) {
	if d.Wipe {
		w.heads = map[string]wire.Head{}
	}
	for _, h := range d.Heads {
		w.heads[h.Key] = h
	}
	for _, id := range d.Done {
		delete(w.outbox, id)
	}
	for _, op := range d.Parked {
		w.outbox[op.OpID] = op
	}
	w.notices = append(w.notices, d.Notices...)
	w.cursor, w.next, w.after = d.Cursor, d.Next, d.After
	w.failures++
	if answered {
		w.offset, w.failures = d.OffsetMs, 0
	}
}

// die loses all that is not in IndexedDB.
func (w *worker) die() {
	if w.air != nil {
		request := w.air
		w.late = append(w.late, func(l *ledger) { request(l) })
	}
	w.air, w.said, w.sent, w.next, w.after = nil, nil, nil, more, ""
}

// jump sets the local clock; a worker that notices stops trusting its deadlines.
func (w *worker) jump(by int64) {
	w.skew += by
	for key, h := range w.heads {
		h.MineUntil = 0
		w.heads[key] = h
	}
}

func (w *worker) look(l *ledger, key string) wire.Look {
	return View(wire.View{NowMs: l.now + w.skew, OffsetMs: w.offset, Me: w.me, Role: string(w.role), Heads: w.all(),
		Outbox: w.rows(), Keys: []string{key}}).Looks[0]
}
