package servertest

// Many devices at once on conversations that turn out to be one another: one order must
// explain every answer, and which conversation each was about.

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/wasm/wire"
)

type merging struct {
	run   string
	began time.Time
	fence atomic.Int64
	mu    sync.Mutex
	convs map[string]int
	ops   []porcupine.Operation
}

func mergings(t *testing.T, h *Home) {
	m := h.newTeam(t, 1000)
	devices := []*device{m.join(m.first), m.person("Lise Berg", wire.Lead), m.person("Kari Nes", wire.Staff)}
	var w ledgertest.World
	for i, d := range devices {
		w[i] = ledgertest.Person{ID: d.me.Member.ID, Role: string(d.me.Member.Role), Active: true}
	}
	for round := range 3 {
		x := &merging{run: fmt.Sprint("merging", round), began: time.Now(), convs: map[string]int{}}
		for i := range ledgertest.Few { // by which each conversation's opaque name is known
			x.do(devices[0], ledgertest.Two{On: i, In: ledgertest.In{Kind: "note"}}, 1)
		}
		var wg sync.WaitGroup
		for n, d := range devices {
			wg.Go(func() {
				rng := rand.New(rand.NewPCG(uint64(round), uint64(n)))
				kinds := []string{"claim", "claim", "claim", "takeover", "reply", "release", "alias"}
				for range 8 {
					in := ledgertest.Two{On: rng.IntN(ledgertest.Few), In: ledgertest.In{Kind: kinds[rng.IntN(len(kinds))], Fence: x.fence.Load()}}
					in.Same = (in.On + 1 + rng.IntN(ledgertest.Few-1)) % ledgertest.Few
					x.do(d, in, 1+rng.IntN(2))
				}
			})
		}
		wg.Wait()
		if err := ledgertest.SeveralLinearizable(w, x.ops); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
	}
}

// do sends an operation so many times and notes what was answered last.
func (x *merging) do(d *device, in ledgertest.Two, times int) {
	key := func(i int) string { return fmt.Sprint(x.run, "-", i) }
	o := filled(newOp(in.Kind, key(in.On), in.Fence))
	if in.Kind == "alias" {
		o = newAlias(key(in.On), key(in.Same))
		o.Fence = in.Fence
	}
	in.User, in.TTL = d.me.Member.ID, d.me.Team.TTLMs
	o.OpID = idAt(time.Now().UnixMilli() + int64(in.On-1)*10*60_000) // clocks apart
	input, call := ledgertest.AttemptedTwo{Two: in}, time.Since(x.began).Nanoseconds()
	var out wire.OpsAnswer
	for len(input.Nows) < times {
		a := d.ask("POST", "/ops", opsIn("", 0, o))
		if a.status == http.StatusTooManyRequests {
			continue
		}
		a.into(d.t, &out)
		input.Nows = append(input.Nows, out.ServerNowMs)
	}
	r := out.Results[0]
	x.fence.Store(r.Fence)
	x.mu.Lock()
	defer x.mu.Unlock()
	if in.Kind == "note" {
		x.convs[r.Conv] = in.On
	}
	x.ops = append(x.ops, porcupine.Operation{Input: input, Output: ledgertest.OutOf{Out: outOf(r), On: x.convs[r.Conv]},
		Call: call, Return: time.Since(x.began).Nanoseconds()})
}
