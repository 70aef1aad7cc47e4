package servertest

// How long people waited, for leads: both clocks, by the calendar and in business hours.

import (
	"fmt"
	"testing"
	"time"

	"porchlight/backend/hours"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

func waiting(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	lead, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	rules := closedNow()
	rules.Days["sun"] = []string{"00:00-03:00"} // so that some of the last days counts, whenever this runs
	rules.Days["wed"] = []string{"00:00-03:00"}
	lead.publish(0, playbook.Playbook{Hours: rules})
	open, err := hours.New(rules)
	if err != nil {
		t.Fatal(err)
	}
	claim := newOp(wire.OpClaim, "1", 0)
	seen := time.Now().Add(-100 * time.Hour).UnixMilli()
	claim.Conversation.SeenMs, claim.Conversation.Posted = seen, &wire.Range{FromMs: seen - 80*3_600_000, ToMs: seen - 79*3_600_000}
	claimed := per.post(claim).Results[0]
	per.op(wire.OpRaise, "2", 0) // told of with nothing known
	var out wire.Times
	one := func() wire.Stamps {
		t.Helper()
		lead.ask("GET", "/times", nil).into(t, &out)
		for _, s := range out.Times {
			if s.Conv == claimed.Conv {
				return s
			}
		}
		t.Fatalf("no conversation in %+v", out)
		return wire.Stamps{}
	}
	if s := one(); s.SeenMs != seen || s.ClaimedMs != claimed.AtMs || s.RepliedMs != 0 || s.Us != nil || s.Customer != nil || s.Next != nil || len(out.Times) != 2 {
		t.Errorf("claimed: %+v", s)
	}
	per.op(wire.OpListened, "1", 0) // ends nobody's waiting
	replied := per.op(wire.OpReply, "1", claimed.Fence)
	waited := func(from, to, end int64) wire.Waited {
		between := func(from int64) int64 { return open.Between(time.UnixMilli(from), time.UnixMilli(end)).Milliseconds() }
		return wire.Waited{LeastMs: end - to, MostMs: end - from, OpenLeastMs: between(to), OpenMostMs: between(from)}
	}
	s := one()
	if want := waited(seen, seen, replied.AtMs); s.Us == nil || *s.Us != want || want.OpenMostMs == 0 {
		t.Errorf("from seen they waited %+v, want %+v", s.Us, want)
	}
	if want := waited(claim.Conversation.Posted.FromMs, claim.Conversation.Posted.ToMs, replied.AtMs); s.Customer == nil || *s.Customer != want {
		t.Errorf("from posted they waited %+v, want %+v", s.Customer, want)
	}
	if s.Next != nil || s.RepliedMs != replied.AtMs {
		t.Errorf("replied: %+v", s)
	}
	reopened := per.op(wire.OpReopen, "1", 0)
	if s := one(); s.ReopenedMs != reopened.AtMs || s.AgainMs != 0 || s.Next != nil {
		t.Errorf("reopened: %+v", s)
	}
	per.post(filled(newOp(wire.OpNote, "1", 0))) // is no answer
	again := per.op(wire.OpReply, "1", reopened.Fence)
	if s, want := one(), waited(reopened.AtMs, reopened.AtMs, again.AtMs); s.Next == nil || *s.Next != want || s.RepliedMs != replied.AtMs {
		t.Errorf("answered again: %+v, want %+v", s, want)
	}
	old := newOp(wire.OpReply, "old", 0)
	old.Conversation.Posted, old.Conversation.SeenMs = &wire.Range{FromMs: 1, ToMs: 2}, 1
	per.post(old)
	for n := range 5 {
		var ops []wire.OpIn
		for i := range 20 {
			ops = append(ops, newOp(wire.OpRaise, fmt.Sprint("more ", n, " ", i), 0))
		}
		per.post(ops...)
	}
	found := map[string]bool{}
	for after := ""; ; after = out.Next {
		out = wire.Times{}
		lead.ask("GET", "/times?after="+after, nil).into(t, &out)
		for _, s := range out.Times {
			found[s.Conv] = true
			if s.Us != nil && s.Us.MostMs > 400*24*3_600_000 {
				t.Errorf("since 1970: %+v", s.Us)
			}
		}
		if out.Next == "" {
			break
		}
	}
	if len(found) != 103 {
		t.Errorf("%d conversations on all pages", len(found))
	}
	per.ask("GET", "/times", nil).want(t, 403, "forbidden")
}

// Two conversations that turn out to be one are told as one, with what happened under both.
func waitingForOne(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	lead, per, kari := m.join(m.first), m.person("Per Dahl", wire.Staff), m.person("Kari Nes", wire.Staff)
	now := time.Now().UnixMilli()
	early, late := newOp(wire.OpClaim, "early", 0), newOp(wire.OpClaim, "late", 0)
	early.Conversation.SeenMs = now - 1_000_000
	late.Conversation.SeenMs, late.Conversation.Posted = now-2_000_000, &wire.Range{FromMs: now - 4_000_000, ToMs: now - 3_000_000}
	claimed := kari.post(early).Results[0]
	kari.op(wire.OpReply, "early", 0) // by somebody who keeps it
	per.op(wire.OpReply, "late", per.post(late).Results[0].Fence)
	kari.op(wire.OpRelease, "early", claimed.Fence)
	again := per.op(wire.OpClaim, "late", 0)
	per.op(wire.OpReply, "late", again.Fence)
	for _, same := range []string{"early", "late"} { // the second is found to be by way of the first
		if r := lead.post(newAlias(map[string]string{"early": "late", "late": "third"}[same], same)).Results[0]; !r.OK || r.Conv != claimed.Conv {
			t.Errorf("alias: %+v", r)
		}
	}
	reopened := kari.op(wire.OpReopen, "late", 0)
	if reopened.Conv != claimed.Conv || reopened.Holder != per.me.Member.ID {
		t.Errorf("per answered last, by the other key: %+v", reopened)
	}
	answered := per.op(wire.OpReply, "early", reopened.Fence)
	var out wire.Times
	lead.ask("GET", "/times", nil).into(t, &out)
	if len(out.Times) != 1 {
		t.Fatalf("one conversation is told as %+v", out.Times)
	}
	s := out.Times[0]
	if s.Conv != claimed.Conv || s.ClaimedMs != claimed.AtMs || s.ReopenedMs != reopened.AtMs || s.AgainMs != answered.AtMs {
		t.Errorf("%+v, want the claim %d, the reopening %d and its answer %d", s, claimed.AtMs, reopened.AtMs, answered.AtMs)
	}
	if s.SeenMs != late.Conversation.SeenMs || s.Posted == nil || *s.Posted != *late.Conversation.Posted || s.RepliedMs == 0 || s.RepliedMs > reopened.AtMs {
		t.Errorf("%+v, want the stamps of the later", s)
	}
}

// A question for a leader waits until that leader does something about it; what they did
// nothing about tells nothing of them.
func waitingForLeader(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	lead, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	ingrid, ada := m.leader("Ingrid Solvang"), m.leader("Ada Moen")
	posted := time.Now().Add(-5 * time.Hour).UnixMilli()
	told := func(kind, key string, fence int64, names ...string) wire.OpIn {
		o := newOp(kind, key, fence)
		o.Conversation.Names, o.Conversation.Posted = append([]string{}, names...), &wire.Range{FromMs: posted, ToMs: posted}
		return o
	}
	per.post(told(wire.OpRaise, "named", 0, "Havblikk", "ingrid solvang"))
	ada.post(told(wire.OpListened, "named", 0)) // it is not for her
	claimed := per.post(told(wire.OpClaim, "given", 0, "Havblikk")).Results[0]
	given := told(wire.OpHandoff, "given", claimed.Fence)
	given.Target = ada.me.Member.ID
	per.post(given)
	per.post(told(wire.OpRaise, "nobody", 0, "Havblikk"))
	ingrid.op(wire.OpListened, "nobody", 0)
	stamps := func() map[string]wire.Stamps {
		var out wire.Times
		lead.ask("GET", "/times", nil).into(t, &out)
		of := map[string]wire.Stamps{}
		for _, s := range out.Times {
			of[s.Conv] = s
		}
		return of
	}
	named := ingrid.post(filled(newOp(wire.OpNote, "named", 0))).Results[0]
	if s := stamps()[claimed.Conv]; !s.ForLeader || s.HeardMs != 0 || s.Leader != nil {
		t.Errorf("given to a leader who did nothing yet: %+v", s)
	}
	heard := ada.op(wire.OpReply, "given", 0)
	for _, r := range []wire.OpResult{named, heard} {
		if s := stamps()[r.Conv]; !s.ForLeader || s.HeardMs != r.AtMs || s.Leader == nil || s.Leader.MostMs != r.AtMs-posted {
			t.Errorf("a leader did something at %d: %+v", r.AtMs, s)
		}
	}
	n := 0
	for _, s := range stamps() {
		if !s.ForLeader && s.HeardMs == 0 && s.Leader == nil {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d conversations are for no leader, want 1", n)
	}
}

// A leader is whom the playbook means: by a name, an alias, or an account that both have.
func leadersByAnyName(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	lead := m.join(m.first)
	lead.publish(0, playbook.Playbook{Leaders: []playbook.Name{
		{Name: "Ingrid Solvang", Aliases: []string{"Ingrid S. Åsen"}}, {Name: "the director", Handles: playbook.Handles{"x": {"@AdaMoen"}}}, {Name: "Eli Strand", Handles: playbook.Handles{"any": {"eli"}}},
	}})
	ingrid, ada, eli := m.leader("ingrid s. åsen"), m.leader("Ada Moen"), m.leader("E. S.")
	ada.ask("PUT", "/me", wire.MeIn{Handles: &[]wire.Handle{{Site: "x", Handle: "adamoen"}}}).want(t, 200, "")
	eli.ask("PUT", "/me", wire.MeIn{Handles: &[]wire.Handle{{Site: "reddit", Handle: "Eli"}}}).want(t, 200, "")
	staff := m.person("Per Dahl", wire.Staff)
	for name, who := range map[string]*device{"Ingrid Solvang": ingrid, "the director": ada, "Eli Strand": eli, "Ada Moen": ada, "Havblikk": nil} {
		o := newOp(wire.OpRaise, name, 0)
		o.Conversation.Names = []string{name}
		conv := staff.post(o).Results[0].Conv
		for _, d := range []*device{ingrid, ada, eli} {
			if d != who {
				d.post(filled(newOp(wire.OpNote, name, 0)))
			}
		}
		told := func() (of wire.Stamps) {
			var out wire.Times
			lead.ask("GET", "/times", nil).into(t, &out)
			for _, s := range out.Times {
				if s.Conv == conv {
					of = s
				}
			}
			return of
		}
		if s := told(); s.ForLeader != (who != nil) || s.HeardMs != 0 {
			t.Errorf("%s, after others said something: %+v", name, s)
		}
		if who == nil {
			continue
		}
		heard := who.post(filled(newOp(wire.OpNote, name, 0))).Results[0]
		if s := told(); s.HeardMs != heard.AtMs {
			t.Errorf("%s, heard at %d: %+v", name, heard.AtMs, s)
		}
	}
}

func (m *team) leader(name string) *device {
	m.t.Helper()
	var inv wire.Invite
	m.ask("POST", "/invites", m.Secret, wire.InviteIn{Name: name, Role: wire.Staff, Leader: true}).into(m.t, &inv)
	return m.join(secretOf(m.t, m.Home, inv))
}
