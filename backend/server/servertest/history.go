package servertest

// Many devices at once on one conversation, with answers that get lost: one order must
// explain every answer that anybody got.

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/google/uuid"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/wasm/wire"
)

func histories(t *testing.T, h *Home) {
	t.Run("linearizable", func(t *testing.T) {
		m := h.newTeam(t, 1000)
		devices := []*device{m.join(m.first), m.person("Lise Berg", wire.Lead), m.person("Kari Nes", wire.Staff),
			m.person("Per Dahl", wire.Staff)}
		for round := range 3 {
			if err := concurrent(devices, uint64(round)); err != nil {
				t.Errorf("round %d: %v", round, err)
			}
		}
	})
	t.Run("F13 many claims at once", func(t *testing.T) { races(t, h) })
}

// concurrent lets every device make operations on one conversation and checks what
// they were told.
func concurrent(devices []*device, seed uint64) error {
	var w ledgertest.World
	for i, d := range devices {
		w[i] = ledgertest.Person{ID: d.me.Member.ID, Role: string(d.me.Member.Role), Active: true}
	}
	subject := fmt.Sprint("history", seed)
	start := time.Now()
	var fence atomic.Int64
	var wg sync.WaitGroup
	var mu sync.Mutex
	var all []porcupine.Operation
	for i, d := range devices {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(seed, uint64(i)))
			for range 12 {
				o := d.attempt(subject, devices, &fence, rng, start)
				o.ClientId = i
				mu.Lock()
				all = append(all, o)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return ledgertest.Linearizable(w, all)
}

// The kinds of a conversation but alias, which joins two.
var kinds = []string{"claim", "renew", "keep", "release", "handoff", "takeover", "reply", "assign", "bounce", "raise", "refuse", "listened",
	"note", "reopen", "notAboutUs", "aboutUs"}

// randomOp is anything that the member in place me may do about a conversation, under an
// id from a clock up to ten minutes off.
func randomOp(subject string, me int, members []string, fence int64, rng *rand.Rand) wire.OpIn {
	op := newOp(kinds[rng.IntN(len(kinds))], subject, fence)
	op.OpID = idAt(time.Now().UnixMilli() + int64(rng.IntN(20*60_000)) - 10*60_000)
	if ledgertest.Targeted[op.Kind] {
		op.Target = members[rng.IntN(len(members))]
		if op.Target == members[me] && op.Kind == "handoff" {
			op.Kind, op.Target = "claim", ""
		}
	}
	return filled(op)
}

// idAt is a new operation id from a clock that shows ms.
func idAt(ms int64) string {
	id := uuid.Must(uuid.NewV7())
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	return id.String()
}

// attempt is one operation, sent once or twice and maybe once more afterwards.
func (d *device) attempt(subject string, devices []*device, fence *atomic.Int64, rng *rand.Rand, start time.Time) porcupine.Operation {
	var members []string
	me := 0
	for i, other := range devices {
		members = append(members, other.me.Member.ID)
		if other == d {
			me = i
		}
	}
	op := randomOp(subject, me, members, max(0, fence.Load()-int64(rng.IntN(2))), rng)
	input := ledgertest.Attempted{In: ledgertest.In{Kind: op.Kind, User: d.me.Member.ID, Target: op.Target,
		Fence: op.Fence, TTL: Lease(op.Kind, d.me.Team.TTLMs)}}
	send := func() wire.OpResult {
		var out wire.OpsAnswer
		for {
			a := d.ask("POST", "/ops", opsIn("", 0, op))
			if a.status == http.StatusTooManyRequests { // BE-14.c: it consumed no id
				continue
			}
			a.into(d.t, &out)
			break
		}
		input.Nows = append(input.Nows, out.ServerNowMs)
		return out.Results[0]
	}
	call := time.Since(start).Nanoseconds()
	r := send()
	for range rng.IntN(2) {
		r = send()
	}
	back := time.Since(start).Nanoseconds()
	if rng.IntN(4) == 0 {
		send()
	}
	fence.Store(r.Fence)
	return porcupine.Operation{Input: input, Call: call, Output: outOf(r), Return: back}
}
