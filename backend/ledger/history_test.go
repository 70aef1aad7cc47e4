package ledger

// Many clients at once, with lost requests, lost answers, copies that come at once and
// hours late, clocks apart, a disk that is full, leases that run out and members who come
// and go: is there one order that explains every answer, and did a follower see every row
// once, in order?

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"porchlight/backend/ledger/ledgertest"
)

type history struct {
	db      *sql.DB
	l       *Ledger
	subject string
	kinds   []string
	skew    int // ms that two clocks may be apart
	clock   atomic.Int64
	fence   atomic.Int64 // the newest anybody saw
	tick    func() int64 // order of events
	late    sync.WaitGroup
	full    *Ledger      // the same where the disk is full, see fullDisk; nil for none
	refused atomic.Int64 // writes to the full disk
	copies  atomic.Int64
	pokes   chan struct{} // to the follower; nil for none

	mu  sync.Mutex
	ops []porcupine.Operation
	ids []string // of each of ops, "" for a change of a member
	err error
}

func newHistory(db *sql.DB, l *Ledger, subject string, kinds []string, skew int) *history {
	h := &history{db: db, l: l, subject: subject, kinds: kinds, skew: skew}
	h.clock.Store(10_000_000)
	start := time.Now()
	h.tick = func() int64 { return time.Since(start).Nanoseconds() }
	return h
}

// run lets clients make ops each and returns what is wrong with the history.
func (h *history) run(seed uint64, clients, ops int) error {
	for _, p := range everybody[:people-1] {
		if err := setMember(h.db, p); err != nil {
			return err
		}
	}
	var wg sync.WaitGroup
	for c := range clients {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(seed, uint64(c)))
			for n := range ops {
				if c == 0 && rng.IntN(5) == 0 {
					h.member(c, rng)
					continue
				}
				h.op(c, fmt.Sprintf("%s-%d-%d", h.subject, c, n), rng)
			}
		})
	}
	wg.Wait()
	h.late.Wait()
	h.hoursLater()
	if h.err != nil {
		return h.err
	}
	return ledgertest.Linearizable(everybody, h.ops)
}

// hoursLater lets a copy of every operation arrive when all is over: each must be told
// what it was told before, though that is no longer true.
func (h *history) hoursLater() {
	for i, o := range h.ops {
		if h.ids[i] == "" || h.err != nil {
			continue
		}
		h.copies.Add(1)
		got, replayed, err := h.l.do(h.ids[i], h.subject, o.Input.(ledgertest.Attempted).In, h.clock.Load()+3*60*minute)
		if err != nil || !replayed || got != o.Output.(ledgertest.Out) {
			h.err = fmt.Errorf("%s three hours later: %+v (replay %v, %v), was %+v", h.ids[i], got, replayed, err, o.Output)
		}
	}
}

func (h *history) add(id string, o porcupine.Operation, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ops, h.ids = append(h.ops, o), append(h.ids, id)
	select {
	case h.pokes <- struct{}{}:
	default:
	}
	if h.err == nil {
		h.err = err
	}
}

func (h *history) fail(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.err = err
}

func (h *history) member(client int, rng *rand.Rand) {
	p := everybody[rng.IntN(people-1)]
	p.Role, p.Active = []string{"staff", "lead", "admin"}[rng.IntN(3)], rng.IntN(3) > 0
	p.Off = rng.IntN(3) == 0
	call := h.tick()
	err := setMember(h.db, p)
	h.add("", porcupine.Operation{ClientId: client, Input: ledgertest.Attempted{Person: &p}, Call: call,
		Output: ledgertest.Out{}, Return: h.tick()}, err)
}

// op is one operation with the faults of a network around it.
func (h *history) op(client int, id string, rng *rand.Rand) {
	in := random(h.kinds, max(0, h.fence.Load()-int64(rng.IntN(2))), rng.IntN)
	input := ledgertest.Attempted{In: in}
	now := func() int64 {
		t := h.clock.Add(int64(rng.IntN(250))) + int64(rng.IntN(2*h.skew+1)-h.skew)
		input.Nows = append(input.Nows, t)
		return t
	}
	call := h.tick()
	for range rng.IntN(2) { // the answer is lost
		h.l.do(id, h.subject, in, now())
	}
	if h.full != nil && rng.IntN(2) == 0 {
		_, _, err := h.full.do(id, h.subject, in, now())
		if err != nil && !strings.Contains(err.Error(), "disk is full") {
			h.fail(err)
		} else if err != nil {
			h.refused.Add(1)
		}
	}
	if rng.IntN(4) == 0 { // two copies at once
		t := now()
		h.copies.Add(1)
		h.late.Go(func() { h.l.do(id, h.subject, in, t) })
	}
	out, _, err := h.l.do(id, h.subject, in, now())
	back := h.tick()
	if rng.IntN(4) == 0 { // a copy that arrives after the answer
		t := input.Nows[0]
		h.copies.Add(1)
		h.late.Go(func() { h.l.do(id, h.subject, in, t) })
	}
	h.fence.Store(out.Fence)
	h.add(id, porcupine.Operation{ClientId: client, Input: input, Call: call, Output: out, Return: back}, err)
}

// follow reads the feed at each poke until they are closed and everything is read.
func follow(l *Ledger, pokes <-chan struct{}) ([]int64, error) {
	var seen []int64
	for cursor, last := int64(0), false; ; {
		f, err := l.Feed(context.Background(), "first", cursor)
		if err != nil {
			return seen, err
		}
		for _, c := range f.Changes {
			seen = append(seen, c.Seq)
		}
		cursor = f.Cursor
		if len(f.Changes) > 0 {
			continue
		}
		if last {
			return seen, nil
		}
		_, more := <-pokes
		last = !more
	}
}

// Several databases at once, one for each distance of clocks.
func TestConcurrentHistories(t *testing.T) {
	for _, skew := range []int{0, 10, 1000, 600_000} {
		t.Run(fmt.Sprint(skew, " ms apart"), func(t *testing.T) {
			t.Parallel()
			var tally ledgertest.Tally
			many(t, skew, &tally)
			tally.Log(t, fmt.Sprintf("ledger, clocks ±%d ms", skew))
		})
	}
}

func many(t *testing.T, skew int, tally *ledgertest.Tally) {
	db := openTest(t)
	l, full, pokes := New(db), fullDisk(t, db), make(chan struct{}, 1)
	type followed struct {
		seen []int64
		err  error
	}
	done := make(chan followed)
	go func() {
		seen, err := follow(l, pokes)
		done <- followed{seen, err}
	}()
	one := func(h *history, seed uint64, ops int) {
		h.full, h.pokes = full, pokes
		if err := h.run(seed, 8, ops); err != nil {
			t.Errorf("seed %d, %v: %v", seed, h.kinds, err)
		}
		tally.Add("copies late or at once", h.copies.Load())
		tally.Add("refused by a full disk", h.refused.Load())
		tally.Operations(len(h.ops))
	}
	for round := range *ledgertest.Times {
		for n := range 4 {
			seed := uint64(4*round + n)
			one(newHistory(db, l, fmt.Sprint("h", seed), claims, skew), seed, 25)
		}
		for n, kinds := range subjects[1:] {
			one(newHistory(db, l, fmt.Sprint("own", round, "-", n), kinds, skew), uint64(round), 10)
		}
	}
	close(pokes)
	f := <-done
	if f.err != nil {
		t.Fatal(f.err)
	}
	checkFollowed(t, db, f.seen)
	if err := ledgertest.Invariants(context.Background(), db); err != nil {
		t.Error(err)
	}
}

// fullDisk is the ledger in db seen from connections that may not make the file longer,
// so that a write fails in the middle when it needs one more page.
func fullDisk(t *testing.T, db *sql.DB) *Ledger {
	t.Helper()
	var file string
	if err := db.QueryRow(`SELECT file FROM pragma_database_list WHERE name = 'main'`).Scan(&file); err != nil {
		t.Fatal(err)
	}
	full, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(20000)&_pragma=synchronous(OFF)&_pragma=max_page_count(1)")
	if err != nil {
		t.Fatal(err)
	}
	full.SetMaxIdleConns(16)
	t.Cleanup(func() { full.Close() })
	return New(full)
}

func checkFollowed(t *testing.T, db *sql.DB, seen []int64) {
	t.Helper()
	var rows int
	if err := db.QueryRow(`SELECT count(*) FROM ledger`).Scan(&rows); err != nil {
		t.Fatal(err)
	}
	if len(seen) != rows {
		t.Errorf("the follower saw %d of %d rows", len(seen), rows)
	}
	for i := 1; i < len(seen); i++ {
		if seen[i] <= seen[i-1] {
			t.Fatalf("the follower saw %d after %d", seen[i], seen[i-1])
		}
	}
}

func TestThreeHundredClaimsAtOnce(t *testing.T) {
	db := openTest(t)
	l := New(db)
	var wg sync.WaitGroup
	var won atomic.Int64
	for i := range 300 {
		wg.Go(func() {
			out, _, err := l.do(opID(i), "x", in("claim", everybody[i%4].ID, 0), 1000)
			if err != nil {
				t.Error(err)
			}
			if out.Fence != 1 {
				t.Errorf("fence %d", out.Fence)
			}
			if out.OK && !out.InLease { // a further claim by the winner is in the lease or before its fence is known
				won.Add(1)
			}
		})
	}
	wg.Wait()
	var holders int
	if err := db.QueryRow(`SELECT count(DISTINCT holder) FROM ledger`).Scan(&holders); err != nil || holders != 1 {
		t.Errorf("%d holders, %v", holders, err)
	}
	if won.Load() == 0 {
		t.Error("nobody won")
	}
}
