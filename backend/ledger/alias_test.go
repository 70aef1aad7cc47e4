package ledger

// Two conversations that turn out to be one, against the specification: one operation
// after the other, many clients at once, and broken statements.

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
	"pgregory.net/rapid"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/wasm/wire"
)

// town is some conversations of one ledger.
type town struct {
	l   *Ledger
	run string
}

func (c town) subject(i int) string { return fmt.Sprint(c.run, "-", i) }

func (c town) do(id string, in ledgertest.Two, now int64) (ledgertest.OutOf, bool, error) {
	if in.Kind == "alias" {
		in.Target = c.subject(in.Same)
	}
	row, replayed, err := c.l.Apply(ctx, Op{ID: c.run + id, Kind: in.Kind, Subject: c.subject(in.On), Actor: in.User, Device: "d",
		NowMs: now, TTLMs: in.TTL, DueMs: in.Due, Fence: in.Fence, Target: in.Target})
	out := ledgertest.OutOf{On: -1, Out: ledgertest.Out{OK: row.OK, InLease: row.InLease, Fence: row.Fence, Since: row.SinceMs,
		Expires: row.ExpiresMs, Replied: row.Replied, Outcome: row.Outcome, Due: row.DueMs, At: row.AtMs, Holder: row.Holder}}
	for i := range ledgertest.Few {
		if row.Subject == c.subject(i) {
			out.On = i
		}
	}
	return out, replayed, err
}

// The kinds of these histories: those that an alias may lose something of.
var merging = []string{"claim", "claim", "claim", "renew", "release", "takeover", "reply", "refuse", "reopen", "alias", "alias"}

func randomTwo(fence func(i int) int64, pick func(n int) int) ledgertest.Two {
	on := pick(ledgertest.Few)
	return ledgertest.Two{On: on, Same: pick(ledgertest.Few), In: ledgertest.In{Kind: merging[pick(len(merging))],
		User: everybody[pick(people)].ID, TTL: 1000, Due: int64(pick(3)) * 5_000_000, Fence: max(0, fence(on)-int64(pick(4)/3))}}
}

// playTown makes random operations on conversations of which more and more are one.
func playTown(db *sql.DB, l *Ledger, run string, steps int, pick func(n int) int) error {
	c, s, now := town{l, run}, ledgertest.Several{World: everybody}, int64(1_000_000)
	for _, p := range everybody[:people-1] {
		if err := setMember(db, p); err != nil {
			return err
		}
	}
	type sent struct {
		in  ledgertest.Two
		out ledgertest.OutOf
	}
	var all []sent
	for n := range steps {
		now += int64([]int{0, 1, 100, 700, -400}[pick(5)])
		in := randomTwo(func(i int) int64 { return s.Of[i].Fence }, pick)
		var want ledgertest.OutOf
		s, want = s.Do(in, now)
		got, replayed, err := c.do(fmt.Sprint("-op", n), in, now)
		if err != nil || replayed || got != want {
			return fmt.Errorf("step %d, %+v at %d: got %+v (replay %v, %v), want %+v", n, in, now, got, replayed, err, want)
		}
		all = append(all, sent{in, want})
	}
	for n, o := range all {
		got, replayed, err := c.do(fmt.Sprint("-op", n), o.in, now+1_000_000)
		if err != nil || !replayed || got != o.out {
			return fmt.Errorf("replay of step %d: got %+v (replay %v, %v), want %+v", n, got, replayed, err, o.out)
		}
	}
	return ledgertest.Invariants(ctx, db)
}

func TestAliasAgainstTheSpecification(t *testing.T) {
	db := openTest(t)
	l, run := New(db), 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		if err := playTown(db, l, fmt.Sprint("run", run), 20, pick); err != nil {
			t.Fatal(err)
		}
	})
}

// historyOfTown lets clients work on all conversations at once, with lost answers and
// late copies.
func historyOfTown(l *Ledger, run string, seed uint64, clients, ops int) error {
	c := town{l, run}
	var clock, fence atomic.Int64
	clock.Store(1_000_000)
	start := time.Now()
	var wg sync.WaitGroup
	var mu sync.Mutex
	var all []porcupine.Operation
	var wrong error
	for n := range clients {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(seed, uint64(n)))
			for k := range ops {
				in := ledgertest.AttemptedTwo{Two: randomTwo(func(int) int64 { return fence.Load() }, rng.IntN)}
				id, call := fmt.Sprint("-", n, "-", k), time.Since(start).Nanoseconds()
				var out ledgertest.OutOf
				var err error
				for range 1 + rng.IntN(2) {
					in.Nows = append(in.Nows, clock.Add(int64(rng.IntN(200))))
					out, _, err = c.do(id, in.Two, in.Nows[len(in.Nows)-1])
				}
				fence.Store(out.Fence)
				mu.Lock()
				all = append(all, porcupine.Operation{ClientId: n, Input: in, Output: out, Call: call, Return: time.Since(start).Nanoseconds()})
				if err != nil {
					wrong = err
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if wrong != nil {
		return wrong
	}
	return ledgertest.SeveralLinearizable(everybody, all)
}

func TestConcurrentAliases(t *testing.T) {
	db := openTest(t)
	l := New(db)
	var tally ledgertest.Tally
	for round := range 12 * *ledgertest.Times {
		if err := historyOfTown(l, fmt.Sprint("h", round), uint64(round), 5, 12); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		tally.Operations(5 * 12)
	}
	tally.Log(t, "ledger, conversations that turn out to be one")
	if err := ledgertest.Invariants(context.Background(), db); err != nil {
		t.Error(err)
	}
}

// Each must be found by the model; what only many clients at once can show, by histories.
func TestMutationsOfAliasAreFound(t *testing.T) {
	for _, m := range []struct{ name, in, old, new string }{
		{"the later claim survives", "alias", "b_grant < a_grant", "b_grant > a_grant"},
		{"who is asked about survives", "alias", "NOT (b_live AND b_grant < a_grant)", "1"},
		{"a claim that ran out survives", "alias", "b_expires > now", "1"},
		{"fence above one alone", "alias", "MAX(a_fence, b_fence) + 1", "a_fence + 1"},
		{"fence is kept", "alias", "MAX(a_fence, b_fence) + 1", "MAX(a_fence, b_fence)"},
		{"replies are lost", "alias", "a_replied + b_replied", "MAX(a_replied, b_replied)"},
		{"the earlier points at the later", "alias", "a_first < COALESCE", "a_first > COALESCE"},
		{"an outcome is lost", "alias", "WHEN other NOT IN ('', 'reopened') THEN other ", ""},
		{"time runs back", "alias", "MAX(?6, COALESCE(a.at_ms, 0), COALESCE(b.at_ms, 0))", "?6"},
		{"no membership", "alias", "EXISTS (SELECT 1 FROM members m WHERE m.user_id = ?4 AND m.active = 1 AND m.role IN ('staff', 'lead', 'admin'))", "1"},
		{"a pointer of a pointer", "alias", " AND NOT moved", ""},
		{"a circle", "alias", "?3 <> ?11 AS two", "1 AS two"},
		{"no row for the later", "alias", " AND merged\nON", " AND 0\nON"},
		{"who had the other last is not found", "reopen", " UNION " + merged, ""},
		{"a claim goes to the pointer", "claim", " AND NOT moved", ""},
		{"a reply goes to the pointer", "reply", " AND NOT moved", ""},
	} {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			db := openTest(t)
			l := New(db)
			l.sql.op = map[string]string{}
			for kind, text := range standard.op {
				l.sql.op[kind] = text
			}
			l.sql.op[m.in] = swapped(t, standard.op[m.in], m.old, m.new)
			if n := until(600, func(n int) error {
				return playTown(db, l, fmt.Sprint("run", n), 25, rand.New(rand.NewPCG(uint64(n), 0)).IntN)
			}); n == 0 {
				t.Error("the model did not find it")
			}
			if strings.HasPrefix(m.name, "no row") {
				return // the histories wait for its pointer for ever
			}
			if n := until(300, func(n int) error { return historyOfTown(l, fmt.Sprint("h", n), uint64(n), 4, 10) }); n == 0 {
				t.Error("the histories did not find it")
			}
		})
	}
}

// What two conversations were about is forgotten, and that they are one is not.
func TestAliasOutlivesTheRetention(t *testing.T) {
	db := openTest(t)
	l := New(db)
	const day = 24 * 60 * minute
	n := 0
	do := func(kind, subject, target string, at int64) Row {
		t.Helper()
		n++
		if _, err := l.Describe(ctx, subject, "kari", wire.Conversation{Key: subject}, at); err != nil {
			t.Fatal(err)
		}
		row, _, err := l.Apply(ctx, Op{ID: fmt.Sprint("op", n), Kind: kind, Subject: subject, Target: target, Actor: "kari", NowMs: at, TTLMs: minute, Body: `{"note":"x"}`})
		if err != nil || !row.OK {
			t.Fatal(row, err)
		}
		return row
	}
	do("note", "early", "", day)
	do("reply", "late", "", day)
	do("alias", "late", "early", day)
	mustExec(t, db, `INSERT INTO meta (k, i) VALUES ('retention_days', 30)`)
	mustDaily(t, l, 100*day)
	var conversations, bodies int
	if err := db.QueryRow(`SELECT (SELECT count(*) FROM conversations), (SELECT count(*) FROM ledger WHERE body <> '')`).Scan(&conversations, &bodies); err != nil ||
		conversations != 0 || bodies != 1 {
		t.Errorf("%d conversations and %d bodies are left, %v", conversations, bodies, err)
	}
	if row := do("claim", "late", "", 100*day); row.Subject != "early" || row.Replied != 1 {
		t.Errorf("%+v", row)
	}
	if list := differences(mustVerify(t, l, 101*day)); len(list) > 0 {
		t.Errorf("%v", list)
	}
}
