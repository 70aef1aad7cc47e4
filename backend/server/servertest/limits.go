package servertest

import (
	"net/http"
	"strconv"
	"sync"
	"testing"

	"porchlight/wasm/wire"
)

// BE-14: one device that asks without end is slowed down, others are not, and no
// operation is lost by it.
func limits(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	var wg sync.WaitGroup
	var mu sync.Mutex
	slowed := 0
	for range 16 {
		wg.Go(func() {
			for range h.Burst / 8 {
				a := kari.ask("GET", "/me", nil)
				if a.status != http.StatusTooManyRequests {
					continue
				}
				a.want(t, 429, "rate_limited")
				if wait, err := strconv.Atoi(a.header.Get("Retry-After")); err != nil || wait < 1 || wait > 60 {
					t.Errorf("Retry-After %q", a.header.Get("Retry-After"))
				}
				mu.Lock()
				slowed++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if slowed == 0 {
		t.Fatalf("%d requests at once and no limit", h.Burst*2)
	}
	per.ask("GET", "/me", nil).want(t, 200, "")
	claim := newOp("claim", "1", 0)
	for {
		a := kari.ask("POST", "/ops", opsIn("", 0, claim))
		if a.status == http.StatusTooManyRequests {
			continue
		}
		var out wire.OpsAnswer
		a.into(t, &out)
		if r := out.Results[0]; !r.OK || r.Replay {
			t.Errorf("after 429: %+v", r)
		}
		return
	}
}

// restarting: what was answered is there after a power cut, and devices and cursors
// go on as before.
func restarting(t *testing.T, h *Home) {
	if h.Restart == nil {
		t.Skip("this home cannot be restarted")
	}
	m := h.newTeam(t, 0)
	kari := m.join(m.first)
	before := kari.post(newOp("claim", "1", 0))
	h.Restart(t)
	var out wire.Changes
	kari.changes(before.Epoch, 0).into(t, &out)
	if len(out.Changes) != 1 || out.Changes[0].Seq != before.Results[0].Seq || out.Changes[0].Holder != kari.me.Member.ID {
		t.Errorf("after a restart: %+v", out)
	}
	if r := kari.op("release", "1", before.Results[0].Fence); !r.OK || r.Seq <= before.Results[0].Seq {
		t.Errorf("release after a restart: %+v", r)
	}
}
