package simulation

// The disk of a browser, as extension/background/store.ts keeps it: the IndexedDB stores
// heads, outbox, meta and drafts, each read for itself, and one transaction for each
// write. All of it outlives the worker.

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"porchlight/wasm/wire"
)

type line struct {
	online   bool
	failures int
}

type kept struct {
	refusal wire.Refusal
	atMs    int64
}

type disk struct {
	heads   []*wire.Head // by the number of the key
	matters []*wire.Head // what has an id of its own, in the order in which it was heard of
	places  map[string]int
	outbox  map[string]wire.OutboxOp
	cursor  wire.Cursor
	offset  int64
	me      *wire.Me
	notices []wire.Notice
	line    line
	drafts  map[string]kept
}

// change is store.ts Change: written whole or not at all.
type change struct {
	from    *wire.Cursor
	wipe    bool
	heads   []wire.Head
	outbox  []wire.OutboxOp
	done    []string
	notices []wire.Notice
	dismiss func(wire.Notice) bool
	cursor  *wire.Cursor
	offset  *int64
	me      *wire.Me
	line    *line
}

var (
	errStale = errors.New("the cursor moved")
	errFull  = errors.New("the disk is full")
)

const mostNotices = 50

// write is store.ts write. A worker may end before the transaction or after it.
func (w *worker) write(c change) error {
	w.await("begins to write")
	d := w.on
	if d.full && len(c.heads)+len(c.outbox) > 0 {
		w.await("cannot write")
		return errFull
	}
	if c.from != nil && *c.from != d.disk.cursor {
		w.await("writes nothing: " + errStale.Error())
		return errStale
	}
	d.town.transact(d, c)
	w.await("has written")
	return nil
}

func (t *town) transact(d *machine, c change) {
	t.writes(d, c)
	d.disk.apply(c, t.number)
	t.spoilHeads(d, c.heads)
	t.wrote(d)
	d.written = true
}

func (k *disk) apply(c change, number func(string) int) {
	if c.wipe {
		clear(k.heads)
		clear(k.places)
		k.matters = nil
	}
	for _, h := range c.heads {
		k.put(&h, number)
	}
	for _, op := range c.outbox {
		k.outbox[op.OpID] = op
	}
	for _, id := range c.done {
		delete(k.outbox, id)
	}
	if c.dismiss != nil {
		k.notices = slices.DeleteFunc(slices.Clone(k.notices), c.dismiss)
	}
	k.notices = append(k.notices, c.notices...)
	if n := len(k.notices); n > mostNotices {
		k.notices = slices.Clone(k.notices[n-mostNotices:])
	}
	if c.cursor != nil {
		k.cursor = *c.cursor
	}
	if c.offset != nil {
		k.offset = *c.offset
	}
	if c.me != nil {
		k.me = c.me
	}
	if c.line != nil {
		k.line = *c.line
	}
}

func (k *disk) put(h *wire.Head, number func(string) int) {
	if h.Matter == nil {
		k.heads[number(h.Key)] = h
		return
	}
	i, known := k.places[h.Key]
	if !known {
		i = len(k.matters)
		k.places[h.Key], k.matters = i, append(k.matters, nil)
	}
	k.matters[i] = h
}

// head is what is known of a conversation, or of what has this id; nil for nothing.
func (t *town) head(k *disk, key string) *wire.Head {
	if i, is := t.numbers[key]; is {
		return k.heads[i]
	}
	if i, known := k.places[key]; known {
		return k.matters[i]
	}
	return nil
}

// outbox is store.ts outbox: in the order in which things were done.
func (w *worker) outbox() []wire.OutboxOp {
	w.await("reads the outbox")
	return w.on.disk.rows()
}

func (k *disk) rows() []wire.OutboxOp {
	return slices.SortedFunc(maps.Values(k.outbox), func(a, b wire.OutboxOp) int {
		return cmp.Or(cmp.Compare(a.MadeMs, b.MadeMs), cmp.Compare(a.OpID, b.OpID))
	})
}

// of are the rows of one conversation, or about what has this id.
func of(rows []wire.OutboxOp, key string) []wire.OutboxOp {
	return slices.DeleteFunc(rows, func(op wire.OutboxOp) bool { return cmp.Or(op.Subject, op.Conversation.Key) != key })
}

// heads is store.ts heads of those that are wanted, in the order of their keys.
func (w *worker) heads(wanted func(*wire.Head) bool) []wire.Head {
	w.await("reads heads")
	return w.on.disk.some(wanted)
}

func (k *disk) some(wanted func(*wire.Head) bool) []wire.Head {
	found := []wire.Head{}
	for _, list := range [][]*wire.Head{k.heads, k.matters} {
		for _, h := range list {
			if h != nil && wanted(h) {
				found = append(found, *h)
			}
		}
	}
	return found
}

// keyed is store.ts heads of some keys: those that exist, and after them what they were
// found to be.
func (t *town) keyed(k *disk, keys ...string) []wire.Head {
	found, conv := []wire.Head{}, map[string]bool{}
	for _, key := range keys {
		if h := t.head(k, key); h != nil && !conv[h.Conv] {
			conv[h.Conv] = true
			found = append(found, *h)
		}
	}
	for i := 0; i < len(found); i++ { // grows
		key, is := t.names[found[i].SameAs]
		if !is || conv[found[i].SameAs] {
			continue
		}
		if h := t.head(k, key); h != nil {
			conv[h.Conv] = true
			found = append(found, *h)
		}
	}
	return found
}

func (w *worker) keyed(keys ...string) []wire.Head {
	w.await("reads heads")
	return w.on.town.keyed(&w.on.disk, keys...)
}

// keepDraft is store.ts keepDraft: nothing typed is nothing kept.
func (w *worker) keepDraft(key string, typed wire.Refusal) {
	w.await("keeps what is typed")
	d := w.on
	if typed == (wire.Refusal{}) {
		d.town.forgets(d, key, "sent")
		delete(d.disk.drafts, key)
	} else {
		d.disk.drafts[key] = kept{typed, d.local()}
		d.typed[key] = d.town.steps
	}
	w.await("has kept it")
}

// forgetDrafts is store.ts forgetDrafts.
func (w *worker) forgetDrafts() {
	w.await("looks for old drafts")
	d := w.on
	for _, key := range slices.Sorted(maps.Keys(d.disk.drafts)) {
		if d.disk.drafts[key].atMs < d.local()-7*day {
			d.town.forgets(d, key, "old")
			delete(d.disk.drafts, key)
		}
	}
}

// doubtOwn is store.ts doubtOwn.
func (w *worker) doubtOwn() bool {
	mine := func(h *wire.Head) bool { return h.MineUntil > 0 }
	own := w.heads(mine)
	if w.on.town.bug == twoSteps {
		w.later(w.on.town.running, w.on.town.about(5*second), "doubts what it has read")
		w.wait()
	} else {
		own = w.on.disk.some(mine)
	}
	for i := range own {
		own[i].MineUntil = 0
	}
	w.on.town.transact(w.on, change{heads: own})
	w.await("doubts")
	return len(own) > 0
}

// wipe is store.ts wipe('facts').
func (w *worker) wipe() {
	w.await("wipes the disk")
	d := w.on
	kept := newDisk(len(d.disk.heads))
	kept.drafts = d.disk.drafts
	for id, op := range d.disk.outbox {
		if op.Kind == wire.OpReply || d.town.bug != repliesAlone && !slices.Contains(moves, op.Kind) {
			kept.outbox[id] = op
		}
	}
	d.town.wipes(d, kept.outbox)
	d.disk = kept
	w.await("has wiped the disk")
}

// moves is store.ts MOVES.
var moves = []string{wire.OpClaim, wire.OpRenew, wire.OpKeep, wire.OpRelease, wire.OpHandoff, wire.OpTakeover, wire.OpAssign,
	wire.OpBounce, wire.OpRaise, wire.OpReopen}

func newDisk(keys int) disk {
	return disk{heads: make([]*wire.Head, keys), places: map[string]int{}, outbox: map[string]wire.OutboxOp{}, drafts: map[string]kept{}}
}
