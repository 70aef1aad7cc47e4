package servertest

// What is asked of a crowd's history when all is over: one order explains it, nothing
// that was answered is lost, and a follower saw every row once, in order.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"time"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/wasm/wire"
)

// line keeps as many connections as there are people; Go's own keeps two a host.
var line = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

// exchange is one request that may get lost.
func (d *device) exchange(method, rest string, in, out any, patience time.Duration) (int, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, d.URL+d.path(rest), bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+d.token())
	req.Header.Set("Content-Type", "application/json")
	res, err := line.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode == http.StatusOK {
		err = json.Unmarshal(said, out)
	}
	return res.StatusCode, err
}

// try sends one operation once.
func (d *device) try(o wire.OpIn, patience time.Duration) (wire.OpResult, int, error) {
	var out wire.OpsAnswer
	status, err := d.exchange("POST", "/ops", opsIn("", 1<<40, o), &out, patience)
	if err != nil || len(out.Results) == 0 {
		return wire.OpResult{}, status, err
	}
	return out.Results[0], status, nil
}

// follow reads the feed at each poke until they are closed and everything is read.
func (x *crowd) follow() (seen []wire.Change) {
	rng := rand.New(rand.NewPCG(0, 0))
	epoch, cursor := "", int64(0)
	for last := false; ; {
		var out wire.Changes
		status, err := x.device(0, rng).exchange("GET", fmt.Sprintf("/changes?epoch=%s&cursor=%d", epoch, cursor), nil, &out, time.Minute)
		if err != nil || status == 429 || status == 503 {
			x.Fuse.await()
			continue
		}
		if status != 200 || epoch != "" && out.Epoch != epoch {
			x.fail(fmt.Errorf("the follower got %d and epoch %q after %q", status, out.Epoch, epoch))
			return seen
		}
		seen = append(seen, out.Changes...)
		epoch, cursor = out.Epoch, out.Cursor
		if out.More {
			continue
		}
		if last {
			return seen
		}
		_, more := <-x.pokes
		last = !more
	}
}

// sendAgain sends every operation once more: each is told what it was told before.
func (x *crowd) sendAgain() {
	rng := rand.New(rand.NewPCG(1, 0))
	for _, s := range x.sent {
		r, err := x.answered(s.by, s.op, rng)
		x.tally.Add("copies when all was over", 1)
		was := x.acked[s.op.OpID]
		was.Replay = true
		if err != nil || r != was {
			x.fail(errors.Join(err, fmt.Errorf("sent again: %+v, was %+v", r, was)))
			return
		}
	}
	x.copies.Wait()
}

func (x *crowd) checkFeed(seen []wire.Change) error {
	rows := map[int64]wire.Change{}
	for i, c := range seen {
		if i > 0 && c.Seq <= seen[i-1].Seq {
			return fmt.Errorf("the follower saw row %d after %d", c.Seq, seen[i-1].Seq)
		}
		rows[c.Seq] = c
	}
	for id, r := range x.acked {
		c, there := rows[r.Seq]
		if !there || c.OK != r.OK || c.Conv != r.Conv || c.Fence != r.Fence || c.Holder != r.Holder || c.ExpiresMs != r.ExpiresMs {
			return fmt.Errorf("%s was answered %+v, the feed has %+v", id, r, c)
		}
		delete(rows, r.Seq)
	}
	if x.wrong == nil && len(rows) > 0 {
		return fmt.Errorf("%d rows of which nobody was told", len(rows))
	}
	return nil
}

func (x *crowd) checkOrder() error {
	var w ledgertest.World
	for i, p := range x.people {
		w[i] = ledgertest.Person{ID: p[0].me.Member.ID, Role: string(p[0].me.Member.Role), Active: true}
	}
	for conv, ops := range x.ops {
		if err := ledgertest.Linearizable(w, ops); err != nil {
			return fmt.Errorf("conversation %d: %w", conv, err)
		}
	}
	return nil
}
