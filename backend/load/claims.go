package main

// Claims: as fast as eight clients go that each wait for their answer, all at once for one
// key, and many for many keys.

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"porchlight/wasm/wire"
)

const (
	clients = 8   // that claim one thing after the other
	many    = 200 // devices of the team; each may ask 120 times at once
)

// claim claims a key and tells how long it took.
func (d *device) claim(key string) (r wire.OpResult, took time.Duration, err error) {
	op, err := json.Marshal(wire.OpIn{OpID: uuid.Must(uuid.NewV7()).String(), Kind: wire.OpClaim, Conversation: wire.Conversation{
		Key: key, Link: "https://news.example/x", Site: "hn", Author: "ola", Names: []string{"Havblikk"}}})
	if err != nil {
		return r, 0, err
	}
	var out wire.OpsAnswer
	began := time.Now()
	err = d.ask("POST", d.team+"/ops", d.token, "", wire.OpsIn{Epoch: d.epoch, Cursor: d.cursor, Ops: []json.RawMessage{op}}, &out)
	took = time.Since(began)
	if err == nil && (len(out.Results) != 1 || out.Results[0].Code != "") {
		err = fmt.Errorf("a claim was answered %+v", out)
	}
	if err != nil {
		return r, took, err
	}
	d.epoch, d.cursor = out.Epoch, out.Cursor
	return out.Results[0], took, nil
}

// together runs n at once and returns how long each of their steps took, shortest first.
func together(n int, run func(i int) ([]time.Duration, error)) (all []time.Duration, total time.Duration, err error) {
	took, errs := make([][]time.Duration, n), make([]error, n)
	var wg sync.WaitGroup
	began := time.Now()
	for i := range n {
		wg.Go(func() { took[i], errs[i] = run(i) })
	}
	wg.Wait()
	total = time.Since(began)
	all = slices.Concat(took...)
	slices.SortFunc(all, cmp.Compare[time.Duration])
	return all, total, cmp.Or(errs...)
}

func ms(d time.Duration) float64 { return d.Seconds() * 1e3 }

func spread(all []time.Duration) string {
	return fmt.Sprintf("%.1f / %.1f", ms(all[len(all)/2]), ms(all[len(all)*99/100]))
}

func claims(h *home, c *column) error {
	all, err := h.newTeam(many)
	if err != nil {
		return err
	}
	const each = 60
	took, total, err := together(clients, func(i int) (took []time.Duration, err error) {
		var at device // the feed is read once, by whichever browser asks
		for n := i; n < many; n += clients {
			d := all[n]
			d.epoch, d.cursor = at.epoch, at.cursor
			for k := range each {
				r, t, err := d.claim(fmt.Sprint("hn:", n, "-", k))
				if err != nil || !r.OK {
					return nil, fmt.Errorf("a claim of what is free: %+v, %w", r, err)
				}
				took = append(took, t)
			}
			at = *d
		}
		return took, nil
	})
	if err != nil {
		return err
	}
	c.put("claims a second, 8 clients", "%.0f", float64(len(took))/total.Seconds())
	c.put("  p50 / p99, ms", "%s", spread(took))
	return nil
}

func race(h *home, c *column) error {
	all, err := h.newTeam(many)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	won := 0
	took, total, err := together(many, func(i int) ([]time.Duration, error) {
		r, t, err := all[i].claim("hn:one")
		mu.Lock()
		defer mu.Unlock()
		if r.OK {
			won++
		}
		return []time.Duration{t}, err
	})
	if err != nil {
		return err
	}
	if won != 1 {
		return fmt.Errorf("%d of %d got the one key", won, many)
	}
	c.put("200 clients for one key: all answered, ms", "%.0f", ms(total))
	c.put("  p50 / p99 of them, ms", "%s", spread(took))
	return nil
}

func keys(h *home, c *column) error {
	all, err := h.newTeam(many)
	if err != nil {
		return err
	}
	const count, each = 1000, 50
	var mu sync.Mutex
	won := map[string]int{}
	took, total, err := together(many, func(i int) (took []time.Duration, err error) {
		for k := range each {
			key := fmt.Sprint("hn:", (i*7+k*31)%count)
			r, t, err := all[i].claim(key)
			if err != nil {
				return nil, err
			}
			took = append(took, t)
			if r.OK {
				mu.Lock()
				won[key]++
				mu.Unlock()
			}
		}
		return took, nil
	})
	if err != nil {
		return err
	}
	for key, n := range won {
		if n != 1 {
			return fmt.Errorf("%s was given %d times", key, n)
		}
	}
	if len(won) != count {
		return fmt.Errorf("%d of %d keys were given", len(won), count)
	}
	c.put("200 clients for 1,000 keys: claims a second", "%.0f", float64(len(took))/total.Seconds())
	c.put("  p50 / p99, each with 200 rows of others", "%s", spread(took))
	return nil
}
