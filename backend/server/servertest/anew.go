package servertest

// A browser that starts anew from the snapshot knows what one knows that followed the feed
// from the first row: of every conversation and everything with an id of its own the same
// head, whatever was done to it, and whatever it was found to be.

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"porchlight/wasm/desk"
	"porchlight/wasm/wire"
)

// store is what a browser keeps of the ledger.
type store struct {
	heads  map[string]wire.Head
	cursor wire.Cursor
	next   string
	after  string
}

func (s *store) settle(in wire.Settle) {
	in.NowMs, in.SentMs, in.Cursor = 1, 1, s.cursor
	for _, h := range s.heads {
		in.Heads = append(in.Heads, h)
	}
	out := desk.Settle(in)
	if out.Wipe {
		clear(s.heads)
	}
	for _, h := range out.Heads {
		s.heads[h.Key] = h
	}
	s.cursor, s.next, s.after = out.Cursor, out.Next, out.After
}

// follow reads what there is, from the feed or, as the desk asks for it, from the snapshot.
func (d *device) follow(first string) map[string]wire.Head {
	d.t.Helper()
	s := store{heads: map[string]wire.Head{}, next: first}
	for begun := false; s.next == "more" || s.next == "snapshot"; {
		in := wire.Settle{Me: d.me.Member.ID}
		if s.next == "more" {
			in.Changes = &wire.Changes{}
			d.changes(s.cursor.Epoch, s.cursor.Seq).into(d.t, in.Changes)
		} else {
			in.Snapshot, in.First, begun = &wire.Snapshot{}, !begun, true
			d.ask("GET", "/snapshot?after="+s.after, nil).into(d.t, in.Snapshot)
		}
		s.settle(in)
	}
	for key, h := range s.heads { // what each saw happen to itself
		h.LostTo, h.MineUntil, h.VerifiedMs = "", 0, 0
		s.heads[key] = h
		if h.Matter != nil && h.Matter.State == "" { // its first operation was refused: shown to nobody
			delete(s.heads, key)
		}
	}
	return s.heads
}

func anew(t *testing.T, h *Home) {
	for seed := range uint64(16) {
		m := h.newTeam(t, 1000)
		reader := m.join(m.first)
		all := []*device{m.person("Kari Nes", wire.Staff), m.person("Per Dahl", wire.Staff), m.person("Lise Berg", wire.Lead)}
		rng := rand.New(rand.NewPCG(seed, 0))
		subjects, heads := map[string][]string{}, map[string]wire.OpResult{} // by what they are, and by key
		for n := range 90 {
			by := all[rng.IntN(len(all))]
			o := anyOp(rng, n, by, subjects)
			if key := o.Conversation.Key; wire.Own(o.Kind) == "" && o.Kind != wire.OpAlias {
				o.Fence = heads[key].Fence
				if moves(o.Kind) && rng.IntN(4) > 0 { // mostly whoever may
					by = holder(all, heads[key].Holder, by)
				}
				if o.Kind == wire.OpHandoff || o.Kind == wire.OpAssign {
					o.Target, o.Note = all[rng.IntN(len(all))].me.Member.ID, []string{"", fmt.Sprint("yours ", n)}[rng.IntN(2)]
				}
				heads[key] = by.post(o).Results[0]
				continue
			}
			by.post(o)
		}
		followed, began := reader.follow("more"), reader.follow("snapshot")
		if len(followed) == 0 || !reflect.DeepEqual(followed, began) {
			for key, want := range followed {
				if got := began[key]; !reflect.DeepEqual(got, want) {
					t.Errorf("seed %d: %s\nby the feed       %+v %+v\nfrom the snapshot %+v %+v", seed, key, want, want.Matter, got, got.Matter)
				}
			}
			t.Errorf("seed %d: %d heads and %d", seed, len(followed), len(began))
		}
	}
}

// moves tells whether only the holder may do it.
func moves(kind string) bool {
	return slices.Contains([]string{wire.OpHandoff, wire.OpBounce, wire.OpKeep, wire.OpRenew, wire.OpRelease}, kind)
}

// holder is whose device has a conversation, else another one.
func holder(all []*device, id string, other *device) *device {
	for _, d := range all {
		if d.me.Member.ID == id {
			return d
		}
	}
	return other
}

// anyOp is one of those that leave something behind, about few things.
func anyOp(rng *rand.Rand, n int, by *device, subjects map[string][]string) wire.OpIn {
	const few = 12
	kinds := []string{"claim", "claim", "claim", "claim", "handoff", "handoff", "assign", "assign", "assign", "takeover", "bounce", "keep", "renew", "renew", "release", "raise", "reply", "reply", "refuse", "listened", "note", "reopen", "notAboutUs", "aboutUs",
		"alias", "alias", "alias", "promise", "late", "kept", "withdrawn", "signal", "incident", "update", "update", "update", "update", "resolve",
		"rule", "rule back"}
	kind, of := kinds[rng.IntN(len(kinds))], fmt.Sprint(rng.IntN(few))
	switch kind {
	case "alias":
		at := rng.IntN(few)
		return newAlias(fmt.Sprint(at), fmt.Sprint((at+1+rng.IntN(few-1))%few))
	case "rule", "rule back":
		return ownOp(map[string]string{"rule": wire.OpNotAboutUs, "rule back": wire.OpAboutUs}[kind], of)
	}
	if wire.Own(kind) == "" {
		o := filled(newOp(kind, of, 1))
		if kind == wire.OpReply {
			o.ReplyLink = fmt.Sprint("https://news.ycombinator.com/item?id=", n)
		}
		return o
	}
	about, subject := wire.Own(kind), ""
	if list := subjects[about]; len(list) == 0 {
		kind = about
	} else if kind != about {
		subject = list[rng.IntN(len(list))]
	}
	o := ownOp(kind, subject)
	if kind == wire.OpUpdate && rng.IntN(2) == 0 {
		o.Fact.Status = map[string]string{"en": fmt.Sprint("line ", n)}
	}
	if kind == about {
		subjects[about] = append(subjects[about], o.Subject)
	}
	if kind == wire.OpPromise {
		o.Target = by.me.Member.ID
	}
	return o
}
