package desk

import (
	"slices"
	"strings"

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

// partial marks the cursor while a snapshot is under way. No server has such an epoch,
// so a worker that dies between two pages is told to begin again.
const partial = "partial:"

// Settle turns one answer into one transaction. Results leave the outbox there and
// nowhere else. Heads should hold those the answer names and those that Me holds: a
// complete answer confirms the latter. OffsetMs is 0 with Status.
func Settle(s wire.Settle) wire.Settled {
	b := newBook(s)
	switch {
	case s.Status != nil:
		b.failed(*s.Status, s.Code)
	case s.Ops != nil:
		b.ops(*s.Ops)
	case s.Changes != nil:
		b.changes(*s.Changes)
	case s.Snapshot != nil:
		b.snapshot(*s.Snapshot)
	}
	return b.close()
}

func (b *book) ops(a wire.OpsAnswer) {
	b.hear(a.ServerNowMs)
	b.complete = !a.More && !a.Resync && !b.isNew(a.Epoch)
	if a.Resync || b.isNew(a.Epoch) {
		b.restart(a.Epoch)
		a.Changes = nil
	}
	b.apply(merge(b.answered(a.Results), a.Changes))
	b.moveTo(a.Epoch, a.Cursor, a.More)
}

func (b *book) changes(a wire.Changes) {
	b.hear(a.ServerNowMs)
	if b.isNew(a.Epoch) {
		b.restart(a.Epoch)
		return
	}
	b.complete = !a.More
	b.apply(merge(nil, a.Changes))
	b.moveTo(a.Epoch, a.Cursor, a.More)
}

// snapshot takes one page. The cursor is the first page's as_of, and no cursor that
// the server knows until the last page is in.
func (b *book) snapshot(a wire.Snapshot) {
	b.hear(a.ServerNowMs)
	switch {
	case b.in.First:
		b.out.Wipe = true
		b.forget()
		b.out.Cursor = wire.Cursor{Epoch: partial + a.Epoch, Seq: a.AsOf}
	case b.in.Cursor.Epoch != partial+a.Epoch: // restored between two pages
		b.restart("")
		b.out.Next = more // which is refused, and a first page asked for
		return
	}
	b.complete, b.silent = true, true
	var rows []row
	for _, c := range slices.Concat(a.Replies, a.Heads) { // one may come twice: of what others were found to be, too
		rows = append(rows, row{Change: c})
	}
	b.apply(rows)
	if a.Next != "" {
		b.out.Next, b.out.After = snapshot, a.Next
		return
	}
	b.out.Cursor.Epoch = strings.TrimPrefix(b.out.Cursor.Epoch, partial)
	b.out.Next = more
}

// failed is an answer that is none, or a refusal of the whole request.
func (b *book) failed(status int, code string) {
	b.out.Next = retry
	switch {
	case status == 401 || status == 403:
		b.out.Next = signin
	case status == 410:
		b.restart("")
		b.out.Cursor = b.in.Cursor
	case status == 400 || status == 413 || status == 422:
		b.out.Next = idle
		for _, op := range b.in.Outbox {
			b.park(op, code)
		}
		return
	}
	for _, op := range b.in.Outbox {
		b.putBack(op)
	}
}

// restart drops what is known of the ledger; the outbox stays.
func (b *book) restart(epoch string) {
	b.out.Wipe = true
	b.out.Cursor = wire.Cursor{Epoch: partial + epoch}
	b.out.Next = snapshot
	b.forget()
}

func (b *book) isNew(epoch string) bool {
	return b.in.Cursor.Epoch != "" && b.in.Cursor.Epoch != epoch
}

// moveTo sets the cursor, never back within an epoch, unless a restart has.
func (b *book) moveTo(epoch string, seq int64, hasMore bool) {
	if b.out.Wipe {
		return
	}
	b.out.Cursor = wire.Cursor{Epoch: epoch, Seq: max(seq, b.in.Cursor.Seq)}
	if hasMore && b.out.Next == idle {
		b.out.Next = more
	}
}
