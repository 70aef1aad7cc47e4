package edge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/google/uuid"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/backend/server/servertest"
	"porchlight/wasm/wire"
)

const (
	leaseMs       = 1000 // so that leases run out within a history
	conversations = 3
	clients       = 4
	each          = 60 // operations of a client
	kickAfter     = 50 // answers of the first team until the next kill
)

// history is what several people did on one home, by conversation.
type history struct {
	people  []*person
	started time.Time
	fence   [conversations]atomic.Int64
	answers atomic.Int64
	kick    chan struct{} // told after each kickAfter answers

	mu    sync.Mutex
	ops   [conversations][]porcupine.Operation
	acked map[string]wire.OpResult
}

// F24, F26 and F27: workerd is killed in the middle, clients send the same operation
// again until it is answered; two teams at once. One order explains every answer, and
// every answered operation is in the database.
func TestHistoriesWithAKilledHomeAreLinearizable(t *testing.T) {
	unlimited(t)
	h := start(t, home)
	teams := []*history{newHistory(h, "Havblikk"), newHistory(h, "Kystekspressen Nord")}
	var wg sync.WaitGroup
	for n, hist := range teams {
		hist.started = time.Now()
		for c := range clients {
			wg.Go(func() { hist.client(t, c, rand.New(rand.NewPCG(uint64(n), uint64(c)))) })
		}
	}
	for range teams[0].kick { // so the kills fall into the middle of traffic
		if err := errors.Join(h.Kill(), h.Restart()); err != nil {
			t.Fatal(err)
		}
	}
	wg.Wait()
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	for _, hist := range teams {
		hist.check(t)
	}
	for _, db := range h.databases() {
		if err := ledgertest.Invariants(context.Background(), db); err != nil {
			t.Error(err)
		}
		checkAcked(t, db, teams)
		db.Close()
	}
}

func newHistory(h *running, name string) *history {
	ada := h.newTeam(name, leaseMs)
	return &history{acked: map[string]wire.OpResult{}, kick: make(chan struct{}, clients*each), people: []*person{
		ada, ada.invite("Lise", wire.Lead), ada.invite("Per", wire.Staff), ada.invite("Kari", wire.Staff)}}
}

// client makes operations, each sent until it is answered.
func (h *history) client(t *testing.T, n int, rng *rand.Rand) {
	kinds := []string{"claim", "claim", "claim", "renew", "release", "takeover", "reply", "handoff"}
	p := h.people[n]
	for range each {
		conv := rng.IntN(conversations)
		o := op(kinds[rng.IntN(len(kinds))], fmt.Sprint("x:post:", conv), max(0, h.fence[conv].Load()-int64(rng.IntN(2))))
		if o.Kind == "handoff" {
			o.Target = h.people[(n+1)%len(h.people)].id
		}
		call := time.Since(h.started).Nanoseconds()
		r, err := h.answered(p, o, rng)
		if err != nil {
			t.Error(err)
			return
		}
		h.record(n, p, conv, o, r, call)
	}
}

// answered sends o until somebody answers, now and then twice.
func (h *history) answered(p *person, o wire.OpIn, rng *rand.Rand) (wire.OpResult, error) {
	if rng.IntN(4) == 0 {
		go p.do(o) //nolint:errcheck // a copy whose answer nobody reads
	}
	for began := time.Now(); ; {
		r, a, err := p.do(o)
		switch {
		case err == nil && a.status == 200 && r.Code == "":
			h.count()
			return r, nil
		case err == nil && a.status != 503:
			return r, fmt.Errorf("%s: %d %s", o.Kind, a.status, a.body)
		case time.Since(began) > 30*time.Second:
			return r, fmt.Errorf("%s: no answer for 30 s: %v %d", o.Kind, err, a.status)
		}
	}
}

func (h *history) count() {
	n := h.answers.Add(1)
	if n%kickAfter == 0 {
		h.kick <- struct{}{}
	}
	if n == clients*each {
		close(h.kick)
	}
}

// record notes an operation. It took effect in one of its attempts, whose time is not
// known but for the row's own: a specification that takes the later of its time and the
// conversation's cannot tell them apart.
func (h *history) record(n int, p *person, conv int, o wire.OpIn, r wire.OpResult, call int64) {
	h.fence[conv].Store(r.Fence)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.acked[o.OpID] = r
	h.ops[conv] = append(h.ops[conv], porcupine.Operation{
		ClientId: n, Call: call, Return: time.Since(h.started).Nanoseconds(),
		Input: ledgertest.Attempted{Nows: []int64{r.AtMs},
			In: ledgertest.In{Kind: o.Kind, User: p.id, Target: o.Target, Fence: o.Fence, TTL: servertest.Lease(o.Kind, leaseMs)}},
		Output: ledgertest.Out{OK: r.OK, InLease: r.InLease, Fence: r.Fence, Since: r.SinceMs, Expires: r.ExpiresMs,
			Replied: r.Replied, Outcome: r.Outcome, Due: r.DueMs, At: r.AtMs, Holder: r.Holder},
	})
}

func (h *history) check(t *testing.T) {
	t.Helper()
	var world ledgertest.World
	for i, role := range []string{"admin", "lead", "staff", "staff"} {
		world[i] = ledgertest.Person{ID: h.people[i].id, Role: role, Active: true}
	}
	for conv, ops := range h.ops {
		if err := ledgertest.Linearizable(world, ops); err != nil {
			t.Errorf("conversation %d: %v", conv, err)
		}
	}
	t.Logf("%d operations were answered", len(h.acked))
}

// checkAcked wants every answered operation of the database's team to be in it, as told.
func checkAcked(t *testing.T, db *sql.DB, teams []*history) {
	t.Helper()
	found := 0
	for _, h := range teams {
		for id, told := range h.acked {
			var got wire.OpResult
			err := db.QueryRow(`SELECT seq, ok, fence, COALESCE(holder, ''), expires_ms FROM ledger WHERE op_id = ?`, id).
				Scan(&got.Seq, &got.OK, &got.Fence, &got.Holder, &got.ExpiresMs)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			found++
			if err != nil || got.Seq != told.Seq || got.OK != told.OK || got.Fence != told.Fence ||
				got.Holder != told.Holder || got.ExpiresMs != told.ExpiresMs {
				t.Errorf("answered %+v, stored %+v, %v", told, got, err)
			}
		}
	}
	if found != len(teams[0].acked) && found != len(teams[1].acked) {
		t.Errorf("%d answered operations are in the database, want all %d or %d of a team", found, len(teams[0].acked), len(teams[1].acked))
	}
}

// databases opens the files of all teams; the home must not be running.
func (h *running) databases() []*sql.DB {
	h.t.Helper()
	var list []*sql.DB
	err := filepath.WalkDir(filepath.Join(h.Dir, "objects"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".sqlite") || filepath.Base(path) == "metadata.sqlite" {
			return err
		}
		db, err := sql.Open("sqlite", path)
		list = append(list, db)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

// The checker can fail: a fence that two people hold is no history.
func TestAMadeUpDoubleClaimIsRefused(t *testing.T) {
	h := &history{started: time.Now(), acked: map[string]wire.OpResult{}}
	var world ledgertest.World
	for i, id := range []string{"a", "b"} {
		world[i] = ledgertest.Person{ID: id, Role: "staff", Active: true}
		o := wire.OpIn{OpID: uuid.NewString(), Kind: "claim"}
		h.record(i, &person{id: id}, 0, o, wire.OpResult{OK: true, Fence: 1, Holder: id, SinceMs: 5, ExpiresMs: 5 + leaseMs, AtMs: 5}, int64(i))
	}
	if ledgertest.Linearizable(world, h.ops[0]) == nil {
		t.Error("two people hold one fence and the checker is content")
	}
}
