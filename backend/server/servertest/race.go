package servertest

// Everybody wants the same conversation in the same moment: exactly one has it.

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"porchlight/wasm/wire"
)

const (
	racers     = 18 // people; an address may redeem only so often
	rush       = 200
	manyKeys   = 1000
	keysAtOnce = 20
)

func races(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	everybody := []*device{m.join(m.first)}
	for n := range racers - 1 {
		everybody = append(everybody, m.person(fmt.Sprint("Racer ", n), wire.Staff))
	}
	t.Run("200 clients, one key", func(t *testing.T) {
		got := make([]wire.OpResult, rush)
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() { got[i] = everybody[i%racers].op(wire.OpClaim, "rush", 0) })
		}
		wg.Wait()
		winner := got[0].Holder
		for i, r := range got {
			if r.Holder != winner || winner == "" || r.Fence != 1 || r.OK != (winner == everybody[i%racers].me.Member.ID) {
				t.Errorf("client %d: %+v, and the first heard that %s has it", i, r, winner)
			}
		}
	})
	t.Run("1,000 keys, four clients each", func(t *testing.T) {
		won := make([]map[string]bool, 4)
		var wg sync.WaitGroup
		for c := range won {
			won[c] = map[string]bool{}
			wg.Go(func() { everybody[c].claimAll(t, won[c]) })
		}
		wg.Wait()
		for n := range manyKeys {
			key, winners := fmt.Sprint("key", n), 0
			for _, w := range won {
				if w[key] {
					winners++
				}
			}
			if winners != 1 {
				t.Errorf("%s has %d winners", key, winners)
			}
		}
	})
}

// claimAll claims every key, each client in the same order, so that they meet.
func (d *device) claimAll(t *testing.T, won map[string]bool) {
	for n := 0; n < manyKeys; n += keysAtOnce {
		var ops []wire.OpIn
		for k := range keysAtOnce {
			ops = append(ops, newOp(wire.OpClaim, fmt.Sprint("key", n+k), 0))
		}
		a := d.ask(http.MethodPost, "/ops", opsIn("", 0, ops...))
		var out wire.OpsAnswer
		if a.into(t, &out); len(out.Results) != len(ops) {
			t.Errorf("%d results for %d operations", len(out.Results), len(ops))
			return
		}
		for k, r := range out.Results {
			won[ops[k].Conversation.Key[len("hn:"):]] = r.OK
		}
	}
}
