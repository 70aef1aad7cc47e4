package simulation

// Time. Everything that happens is an event on one queue, in the order of its time, and
// one random source decides all that is left to chance: a seed is a run. A worker's async
// functions are coroutines that come back here at each await, where time may pass and
// the worker may end.

import (
	"container/heap"
	"fmt"
	"hash/fnv"
	"iter"
	"math/rand/v2"
	"strings"
)

const (
	second = int64(1000)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// event is something that happens on a machine, or to the town where there is none.
type event struct {
	at, n int64
	on    *machine
	what  string
	do    func() bool // false: there was nothing to do after all, which is no step
}

type queue []event

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].at < q[j].at || q[i].at == q[j].at && q[i].n < q[j].n }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(e any)        { *q = append(*q, e.(event)) }
func (q *queue) Pop() any {
	old := *q
	e := old[len(old)-1]
	old[len(old)-1] = event{}
	*q = old[:len(old)-1]
	return e
}

// clock is the one thread of time.
type clock struct {
	rng     *rand.Rand
	now     int64 // unix ms; the backend's clock, too
	queue   queue
	n       int64
	steps   int
	running *thread
	last    [60]string // what was done last, for the report
	sum     uint64     // of all that was done: two runs of one seed have the same
}

// in lets do happen on d after ms, and no earlier than d is awake.
func (c *clock) in(d *machine, ms int64, what string, do func() bool) {
	c.n++
	heap.Push(&c.queue, event{c.now + ms, c.n, d, what, do})
}

// step takes the next event and returns where it happened; done is false when there was
// nothing to do.
func (c *clock) step() (on *machine, done bool) {
	e := heap.Pop(&c.queue).(event)
	c.now = max(c.now, e.at)
	if d := e.on; d != nil && d.asleep {
		d.waits = append(d.waits, e)
		return nil, false
	}
	if !e.do() {
		return nil, false
	}
	c.note(e.on, e.what)
	return e.on, true
}

func (c *clock) note(d *machine, what string) {
	who := "town"
	if d != nil {
		who = d.name
	}
	line := fmt.Sprintf("%d %s %s", c.now-start, who, what)
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", c.sum, line)
	c.sum = h.Sum64()
	c.last[c.steps%len(c.last)] = line
	c.steps++
}

// story is what was done last, oldest first.
func (c *clock) story() string {
	var b strings.Builder
	for i := range c.last {
		if line := c.last[(c.steps+i)%len(c.last)]; line != "" {
			fmt.Fprintln(&b, "  ", line)
		}
	}
	return b.String()
}

// chance is true p times of 1.
func (c *clock) chance(p float64) bool { return c.rng.Float64() < p }

// about is a time that is ms on the average, and now and then much longer.
func (c *clock) about(ms int64) int64 { return int64(c.rng.ExpFloat64()*float64(ms)) + 1 }

// random is n random bytes in hex.
func (c *clock) random(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(c.rng.Uint32())
	}
	return fmt.Sprintf("%x", b)
}

// thread is one async function of a worker under way.
type thread struct {
	of    *worker
	next  func() (struct{}, bool)
	stop  func()
	yield func(struct{}) bool
	over  bool
}

type ended struct{} // what unwinds a thread whose worker has ended

// run starts an async function, which gets as far as its first await at once.
func (w *worker) run(f func()) *promise {
	t, p := &thread{of: w}, &promise{}
	t.next, t.stop = iter.Pull(func(yield func(struct{}) bool) {
		defer func() {
			if r := recover(); r != nil && r != (ended{}) {
				panic(r)
			}
		}()
		t.yield = yield
		f()
		p.keep(w)
	})
	w.threads = append(w.threads, t)
	w.goOn(t)
	return p
}

func (w *worker) goOn(t *thread) {
	before := w.on.town.running
	w.on.town.running = t
	_, more := t.next()
	w.on.town.running = before
	if !more {
		w.gone(t)
	}
}

func (w *worker) gone(t *thread) {
	t.over = true
	for i, x := range w.threads {
		if x == t {
			w.threads = append(w.threads[:i], w.threads[i+1:]...)
			return
		}
	}
}

// later lets a thread that waits go on.
func (w *worker) later(t *thread, ms int64, what string) {
	w.on.town.in(w.on, ms, what, func() bool {
		if t.over {
			return false
		}
		if w.on.town.deaths > 0 && w.on.town.chance(w.on.town.deaths) {
			w.end()
			return true
		}
		w.goOn(t)
		return true
	})
}

// wait gives the word back until somebody lets the running thread go on.
func (w *worker) wait() {
	t := w.on.town.running
	if !t.yield(struct{}{}) {
		panic(ended{})
	}
}

// await is any await that waits for nobody else: some ms, and now and then a machine
// with other things to do.
func (w *worker) await(what string) {
	ms := int64(w.on.town.rng.IntN(3))
	if w.on.town.chance(0.02) {
		ms = w.on.town.about(2 * second)
	}
	w.later(w.on.town.running, ms, what)
	w.wait()
}

// promise is something that others wait for.
type promise struct {
	kept    bool
	waiting []*thread
}

func (p *promise) keep(w *worker) {
	p.kept = true
	for _, t := range p.waiting {
		w.later(t, 0, "goes on")
	}
	p.waiting = nil
}

// of waits for a promise.
func (w *worker) of(p *promise) {
	if p.kept {
		w.await("goes on")
		return
	}
	p.waiting = append(p.waiting, w.on.town.running)
	w.wait()
}

// lock is one name of navigator.locks.
type lock struct {
	held  bool
	queue []*thread
}

func (w *worker) locked(l *lock, f func()) {
	if l.held {
		l.queue = append(l.queue, w.on.town.running)
		w.wait()
	}
	l.held = true
	f()
	if len(l.queue) == 0 {
		l.held = false
		return
	}
	next := l.queue[0]
	l.queue = l.queue[1:]
	w.later(next, 0, "has the lock")
}

// end is the worker's death: nothing of it goes on. What it wrote stays.
func (w *worker) end() {
	for _, t := range w.threads {
		t.over = true
		before := w.on.town.running
		w.on.town.running = t
		t.stop()
		w.on.town.running = before
	}
	w.threads = nil
	w.over = true
	w.on.worker = nil
}
