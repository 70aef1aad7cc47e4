package desk

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"porchlight/wasm/wire"
)

// town is three people, one ledger and a bad line.
type town struct {
	t        *rapid.T
	ledger   *ledger
	workers  []*worker
	made     map[string]wire.OutboxOp // every op that was ever stored
	restored bool
}

var keys = []string{"square:1", "square:2", "square:3", "square:4"}

func newTown(t *rapid.T) *town {
	l := newLedger(map[string]wire.Role{"anna": wire.Staff, "bjorn": wire.Staff, "lea": wire.Lead})
	return &town{t: t, ledger: l, made: map[string]wire.OutboxOp{}, workers: []*worker{
		newWorker("anna", wire.Staff, 0), newWorker("bjorn", wire.Staff, 600_000), newWorker("lea", wire.Lead, -3_600_000)}}
}

func (c *town) one() *worker { return rapid.SampledFrom(c.workers).Draw(c.t, "who") }

func (c *town) act(*rapid.T) {
	w := c.one()
	kind := rapid.SampledFrom([]string{wire.OpClaim, wire.OpClaim, wire.OpTakeover, wire.OpRenew, wire.OpKeep, wire.OpRelease, wire.OpHandoff, wire.OpReply, wire.OpReopen, wire.OpRefuse, wire.OpListened,
		wire.OpPromise, wire.OpLate, wire.OpKept, wire.OpNotAboutUs, wire.OpAboutUs,
		wire.OpAlias, wire.OpAssign, wire.OpBounce, wire.OpRaise, wire.OpNote}).Draw(c.t, "kind")
	target := rapid.SampledFrom([]string{"anna", "bjorn", "lea"}).Draw(c.t, "target")
	acted := w.act(c.ledger, kind, rapid.SampledFrom(keys).Draw(c.t, "key"), target)
	if acted.Op != nil {
		c.made[acted.Op.OpID] = *acted.Op
	}
}

func (c *town) late(*rapid.T) {
	w := c.one()
	if n := len(w.late); n > 0 {
		w.late[rapid.IntRange(0, n-1).Draw(c.t, "copy")](c.ledger)
	}
}

func (c *town) wait(*rapid.T) {
	c.ledger.now += rapid.SampledFrom([]int64{10, 1000, 40_000, 130_000, 5 * 60_000, 20 * 60_000}).Draw(c.t, "ms")
}

func (c *town) restore(*rapid.T) {
	if n := len(c.ledger.rows); n > 0 && !c.restored {
		c.restored = true
		c.ledger.restore(rapid.IntRange(0, n-1).Draw(c.t, "rows kept"))
	}
}

func (c *town) exchange(w *worker) {
	w.send(c.ledger)
	w.arrive(c.ledger)
	w.receive(c.ledger)
}

// check is what must hold at every moment.
func (c *town) check(t *rapid.T) {
	if len(c.ledger.double) > 0 {
		t.Fatalf("op %s was sent with two contents", c.ledger.double[0])
	}
	for _, w := range c.workers {
		if w.wrong != "" {
			t.Fatalf("%s was told that %s is theirs when it was not", w.me, w.wrong)
		}
		for _, key := range keys {
			c.checkLook(t, w, w.look(c.ledger, key))
		}
	}
}

// checkLook: mine is only shown while the ledger says so too, unless somebody has moved
// the claim since, of which this device cannot know yet.
func (c *town) checkLook(t *rapid.T, w *worker, l wire.Look) {
	if l.State != wire.Mine {
		return
	}
	own := w.heads[l.Key]
	known, now := *follow(&own, w.all()), c.ledger.heads[c.ledger.root("conv-"+l.Key)]
	if known.Holder != w.me {
		t.Fatalf("%s sees %s as mine without the server's word", w.me, l.Key)
	}
	knows := w.cursor.Epoch == c.ledger.epoch // nobody has told it of a restore otherwise
	if knows && now.seq == known.Seq && now.expires <= c.ledger.now {
		t.Fatalf("%s sees %s as mine %d ms after the lease", w.me, l.Key, c.ledger.now-now.expires)
	}
}

// kept are the kinds that are never dropped, however late they are sent.
var kept = []string{wire.OpReply, wire.OpRelease, wire.OpReopen, wire.OpRefuse, wire.OpListened, wire.OpPromise, wire.OpLate, wire.OpKept, wire.OpNotAboutUs, wire.OpAboutUs, wire.OpAlias, wire.OpBounce, wire.OpRaise, wire.OpNote}

// settle lets everybody talk until nothing is left, and compares.
func (c *town) settle(t *rapid.T) {
	for range 60 {
		for _, w := range c.workers {
			w.die()
			for range 12 {
				c.exchange(w)
			}
		}
	}
	for _, w := range c.workers {
		if len(w.outbox) > 0 {
			t.Fatalf("%s keeps %+v", w.me, w.rows())
		}
		for _, key := range keys {
			c.compare(t, w, key)
		}
		c.compareMatters(t, w)
	}
	for id, op := range c.made {
		_, written := c.ledger.ops[id]
		dropped := slices.ContainsFunc(c.notices(), func(n wire.Notice) bool { return strings.HasPrefix(n.Code, "dropped_") && n.OpID == id })
		if !written && !c.restored && (!dropped || slices.Contains(kept, op.Kind)) {
			t.Fatalf("%s %s is neither in the ledger nor reported as dropped", op.Kind, id)
		}
	}
}

// compareMatters: everybody knows every promise as the ledger has it, and no other.
func (c *town) compareMatters(t *rapid.T, w *worker) {
	known := map[string]wire.Matter{}
	for _, m := range View(wire.View{NowMs: c.ledger.now + w.skew, OffsetMs: w.offset, Me: w.me, Heads: w.all()}).Matters {
		known[m.ID] = m
	}
	for conv, real := range c.ledger.heads {
		if strings.HasPrefix(conv, "conv-") || real.outcome == "" { // "": a restore lost its first row
			continue
		}
		m := known[conv]
		if m.State != real.outcome || m.Owner != real.holder || m.Fact.DueMs+w.offset != real.expires || m.Fact.Text == "" || m.From == nil {
			t.Fatalf("%s knows %+v of %s, the ledger %+v", w.me, m, conv, real)
		}
		delete(known, conv)
	}
	if len(known) > 0 {
		t.Fatalf("%s knows what is in no ledger: %+v", w.me, known)
	}
}

func (c *town) notices() (all []wire.Notice) {
	for _, w := range c.workers {
		all = append(all, w.notices...)
	}
	return all
}

func (c *town) compare(t *rapid.T, w *worker, key string) {
	own := w.heads[key]
	known, real := *follow(&own, w.all()), c.ledger.heads[c.ledger.root("conv-"+key)]
	if known.Seq != real.seq || known.Fence != real.fence || known.Holder != real.holder || known.ExpiresMs != real.expires || known.Replied != real.replied ||
		known.Outcome != real.outcome {
		t.Fatalf("%s knows %+v of %s, the ledger %+v", w.me, known, key, real)
	}
	look := w.look(c.ledger, key)
	if look.Outcome != real.outcome || look.State == wire.Free && real.outcome != "" && real.outcome != "reopened" {
		t.Fatalf("%s sees %+v, the ledger has %+v", w.me, look, real)
	}
	if live := real.holder != "" && real.expires > c.ledger.now; live != (look.Holder != "") {
		t.Fatalf("%s sees %+v, the ledger has %+v", w.me, look, real)
	}
}

// No op is lost, none is doubled, everybody ends up with the truth, and nobody is ever
// told "mine" wrongly: through lost requests and answers, late copies, workers that die
// between any two steps, clocks that jump, sleep, and a restored backup.
func TestDeskModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newTown(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"":        c.check,
			"act":     c.act,
			"act2":    c.act,
			"send":    func(*rapid.T) { c.one().send(c.ledger) },
			"pull":    func(*rapid.T) { c.one().pull(c.ledger) },
			"arrive":  func(*rapid.T) { c.one().arrive(c.ledger) },
			"receive": func(*rapid.T) { c.one().receive(c.ledger) },
			"whole":   func(*rapid.T) { c.exchange(c.one()) },
			"lose":    func(*rapid.T) { c.one().lose(rapid.SampledFrom([]int{0, 429, 500, 503, 401, 403}).Draw(rt, "status")) },
			"die":     func(*rapid.T) { c.one().die() },
			"jump":    func(*rapid.T) { c.one().jump(rapid.SampledFrom([]int64{-600_000, 600_000}).Draw(rt, "by")) },
			"late":    c.late,
			"wait":    c.wait,
			"restore": c.restore,
		})
		c.settle(rt)
	})
}
