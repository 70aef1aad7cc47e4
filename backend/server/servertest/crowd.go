package servertest

// Four people at once on a home that is killed in the middle of writing. Each operation is
// sent until it is answered, under an id from a clock that is up to ten minutes off;
// requests are cut, doubled, and sent again when all is over.

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// Crowd is how a team of four works on a home, and what befalls it.
type Crowd struct {
	URL, Secret string // of the home; the URL is the same after a kill
	Each        int    // operations of each person
	Devices     int    // of each person: one may ask so many times a second and no more
	Address     string // the header in which the home is told a client's address, if it is

	Fuse      *Fuse  // nil: the home is not killed
	KillAfter int    // so many answers to this crowd; 0: another crowd's do it
	Later     func() // lets hours pass on the home's clock; nil: it cannot
}

// Fuse ends a home and starts it again; who lost a connection waits there meanwhile.
type Fuse struct {
	Blow func() error
	mu   sync.RWMutex
	n    int64
}

func (f *Fuse) blow() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	return f.Blow()
}

// await returns when the home runs, or at once without a fuse.
func (f *Fuse) await() {
	if f != nil {
		f.mu.RLock()
		defer f.mu.RUnlock()
	}
}

const (
	leaseMs = 1000 // so that leases run out within a history
	turn    = 60   // operations after which a person goes on to the next conversations
	atOnce  = 3    // conversations in a turn
)

// crowd is a Crowd at work; what was done is kept by conversation.
type crowd struct {
	Crowd
	team    *team
	people  [4][]*device
	began   time.Time
	fence   []atomic.Int64
	answers atomic.Int64
	tally   *ledgertest.Tally
	copies  sync.WaitGroup
	fuse    chan struct{} // told after each KillAfter answers
	pokes   chan struct{}

	mu    sync.Mutex
	ops   [][]porcupine.Operation
	acked map[string]wire.OpResult
	sent  []sent
	wrong error
}

type sent struct {
	by int
	op wire.OpIn
}

// Gather makes the team and joins everybody.
func (c Crowd) Gather(t testing.TB) *crowd {
	t.Helper()
	convs := atOnce * (c.Each/turn + 1)
	x := &crowd{Crowd: c, fence: make([]atomic.Int64, convs), ops: make([][]porcupine.Operation, convs), acked: map[string]wire.OpResult{},
		tally: &ledgertest.Tally{}, fuse: make(chan struct{}, 4*c.Each), pokes: make(chan struct{}, 1)}
	x.team = (&Home{URL: c.URL, Secret: c.Secret, contract: loadContract(t)}).newTeam(t, leaseMs)
	for i, role := range []wire.Role{wire.Admin, wire.Lead, wire.Staff, wire.Staff} {
		invite := x.team.first
		if i > 0 {
			invite = x.team.invite(fmt.Sprint("Person ", i), role)
		}
		for n := range max(1, c.Devices) {
			d := x.team.newDevice()
			if n > 0 {
				invite = x.again(x.people[i][0].me.Member.ID)
			}
			header := http.Header{}
			if c.Address != "" {
				header.Set(c.Address, fmt.Sprintf("192.0.2.%d", 1+i*60+n))
			}
			x.team.do(t, request{method: "POST", path: x.team.path("/redeem"), header: header, body: wire.RedeemIn{
				Invite: invite, Device: d.id, Hash: server.Hash(d.secret), Label: "test"}}).into(t, &d.me)
			x.people[i] = append(x.people[i], d)
		}
	}
	return x
}

// again is an invite of a member's next browser.
func (x *crowd) again(member string) string {
	var inv wire.Invite
	x.team.ask("POST", "/invites", x.Secret, wire.InviteIn{Member: member}).into(x.team.t, &inv)
	return secretOf(x.team.t, x.team.Home, inv)
}

// Run lets everybody work and returns what is wrong with what they were told.
func (x *crowd) Run(t testing.TB, driver string) {
	t.Helper()
	x.began = time.Now()
	var work sync.WaitGroup
	for n := range x.people {
		work.Go(func() { x.client(n) })
	}
	var seen []wire.Change
	var follower sync.WaitGroup
	follower.Go(func() { seen = x.follow() })
	go func() { work.Wait(); x.copies.Wait(); close(x.fuse) }()
	for range x.fuse { // so the kills fall into the middle of traffic
		if err := x.Fuse.blow(); err != nil {
			x.fail(err)
		}
	}
	if x.Later != nil {
		x.Later()
	}
	x.sendAgain()
	close(x.pokes)
	follower.Wait()
	x.fail(errors.Join(x.checkFeed(seen), x.checkOrder()))
	if x.wrong != nil {
		t.Error(x.wrong)
	}
	if x.Fuse != nil && x.KillAfter > 0 {
		x.tally.Add("SIGKILLs", x.Fuse.n)
	}
	x.tally.Operations(len(x.acked))
	x.tally.Log(t, driver)
}

func (x *crowd) fail(err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.wrong == nil {
		x.wrong = err
	}
}

func (x *crowd) members() (ids []string) {
	for _, p := range x.people {
		ids = append(ids, p[0].me.Member.ID)
	}
	return ids
}

// client is one person.
func (x *crowd) client(n int) {
	rng := rand.New(rand.NewPCG(uint64(x.Each), uint64(n)))
	for k := range x.Each {
		conv := k/turn*atOnce + rng.IntN(atOnce)
		o := randomOp(fmt.Sprint("crowd", conv), n, x.members(), max(0, x.fence[conv].Load()-int64(rng.IntN(2))), rng)
		call := time.Since(x.began).Nanoseconds()
		r, err := x.answered(n, o, rng)
		if err != nil {
			x.fail(err)
			return
		}
		x.record(n, conv, o, r, call)
	}
}

// answered sends o until somebody answers, with what a line does to it before.
func (x *crowd) answered(n int, o wire.OpIn, rng *rand.Rand) (wire.OpResult, error) {
	if rng.IntN(4) == 0 {
		x.tally.Add("copies at once", 1)
		d := x.device(n, rng)
		x.copies.Go(func() { d.try(o, time.Minute) }) // nobody reads its answer
	}
	if rng.IntN(4) == 0 {
		x.tally.Add("requests or answers cut", 1)
		x.device(n, rng).try(o, time.Duration(rng.IntN(4000))*time.Microsecond)
	}
	for began := time.Now(); ; {
		r, status, err := x.device(n, rng).try(o, time.Minute)
		switch {
		case err == nil && status == 200 && r.Code == "":
			return r, nil
		case err == nil && status != 503 && status != 429:
			return r, fmt.Errorf("%s: %d %s", o.Kind, status, r.Code)
		case time.Since(began) > time.Minute:
			return r, fmt.Errorf("%s: no answer for a minute: %v %d", o.Kind, err, status)
		}
		x.Fuse.await()
	}
}

func (x *crowd) device(n int, rng *rand.Rand) *device { return x.people[n][rng.IntN(len(x.people[n]))] }

// record notes an operation. It took effect in one of its attempts, whose time is not
// known but for the row's own: a specification that takes the later of its time and the
// conversation's cannot tell them apart.
func (x *crowd) record(n, conv int, o wire.OpIn, r wire.OpResult, call int64) {
	x.fence[conv].Store(r.Fence)
	x.mu.Lock()
	x.acked[o.OpID] = r
	x.sent = append(x.sent, sent{n, o})
	x.ops[conv] = append(x.ops[conv], porcupine.Operation{
		ClientId: n, Call: call, Return: time.Since(x.began).Nanoseconds(), Output: outOf(r),
		Input: ledgertest.Attempted{Nows: []int64{r.AtMs}, In: ledgertest.In{Kind: o.Kind, User: x.people[n][0].me.Member.ID,
			Target: o.Target, Fence: o.Fence, TTL: Lease(o.Kind, leaseMs)}},
	})
	x.mu.Unlock()
	select {
	case x.pokes <- struct{}{}:
	default:
	}
	if x.KillAfter > 0 && x.answers.Add(1)%int64(x.KillAfter) == 0 {
		x.fuse <- struct{}{}
	}
}
