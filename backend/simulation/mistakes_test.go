package simulation

// A simulation that finds nothing is worth nothing: each of these mistakes is made on
// purpose, and has to be found.

import (
	"regexp"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

// The first three are the client's mutations of the claim protocol.
const (
	twoTransactions = "X20: result and cursor in two transactions"
	newIDOnRetry    = "X21: a new op id on retry"
	fromTheAnswer   = "X22: deadline from the answer instead of before the send"

	// These there were, until the simulation found them or was written.
	twoSteps     = "what is doubted is read first and written later"
	anyWake      = "a worker trusts the clock from before it was there"
	beatsFirst   = "a worker says that it was there before it has written what it doubts"
	repliesAlone = "signed out, only replies are kept"

	thanks = "what settles a conversation settles what was promised there"
)

func TestMistakesAreFound(t *testing.T) {
	for _, c := range []struct {
		bug  string
		seed uint64 // the first that finds it soon
		says string
	}{
		{twoTransactions, 1, `has read up to \d+ and does not know row`},
		{newIDOnRetry, 1, `was made by nobody's press`},
		{fromTheAnswer, 1, `may show square:\d+ as its own`},
		{twoSteps, 1, `forgets row \d+ of square:\d+ for row|keeps a head that the home never told`},
		{anyWake, 6, `is shown square:\d+ as its own`},
		{beatsFirst, 1, `is shown square:\d+ as its own`},
		{repliesAlone, 1, `signed out, it forgets the (refuse|listened|promise|note|alias|signal|incident|notAboutUs|aboutUs|late|kept|update)`},
		{thanks, 2, `knows \{ID:\S+ Kind:promise State:kept .* was told .* State:promised`},
	} {
		t.Run(c.bug, func(t *testing.T) {
			t.Parallel()
			for seed := c.seed; seed < c.seed+30; seed++ {
				w := newTown(seed, t.TempDir(), calm)
				w.bug = c.bug
				err := w.run(80_000)
				if err == nil {
					continue
				}
				if !regexp.MustCompile(c.says).MatchString(err.Error()) {
					t.Fatalf("seed %d: %v", seed, err)
				}
				t.Logf("seed %d, step %d", seed, w.steps)
				return
			}
			t.Error("nobody noticed")
		})
	}
}

// A seed is a run: else no failure could be seen again.
func TestSeed(t *testing.T) {
	t.Parallel()
	var sums [2]uint64
	for i := range sums {
		w := newTown(3, t.TempDir(), busy)
		if err := w.run(5000); err != nil {
			t.Fatal(err)
		}
		sums[i] = w.sum
	}
	if sums[0] != sums[1] {
		t.Error("two runs of one seed differ")
	}
}

// spoilSettle adds the way there to the deadlines that an answer sets.
func (t *town) spoilSettle(in wire.Settle, s *wire.Settled) {
	if t.bug != fromTheAnswer {
		return
	}
	for i, h := range s.Heads {
		if h.MineUntil > 0 && h.VerifiedMs == in.NowMs {
			s.Heads[i].MineUntil += in.NowMs - in.SentMs
		}
	}
}

// spoilHeads closes the promises of a conversation that is answered.
func (t *town) spoilHeads(d *machine, heads []wire.Head) {
	if t.bug != thanks {
		return
	}
	for _, h := range heads {
		for i, p := range d.disk.matters {
			if m := p.Matter; h.Matter == nil && h.Outcome == "answered" && m.State == "promised" && m.From != nil && m.From.Key == h.Key {
				kept, closed := *p, *m
				closed.State = "kept"
				kept.Matter, d.disk.matters[i] = &closed, &kept
			}
		}
	}
}

// spoilFlush gives what was sent before a new id, as if it had just been decided.
func (t *town) spoilFlush(d *machine, f *wire.Flushed) {
	if t.bug != newIDOnRetry {
		return
	}
	for i, op := range f.Inflight {
		if d.disk.outbox[op.OpID].SentMs == 0 {
			continue
		}
		delete(d.disk.outbox, op.OpID)
		id := t.random(16)
		id = op.OpID[:19] + "-" + id[:12] // the same time, other randomness
		f.Body = strings.ReplaceAll(f.Body, op.OpID, id)
		op.Bytes = strings.ReplaceAll(op.Bytes, op.OpID, id)
		op.OpID = id
		f.Inflight[i] = op
	}
}
