package servertest

// The team's rules for claims, from the playbook in force.

import (
	"encoding/json"
	"testing"
	"time"

	"porchlight/backend/hours"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// publish puts the rules into force on top of version base.
func (d *device) publish(base int64, rules playbook.Playbook) {
	d.t.Helper()
	rules.Brands = []playbook.Name{{Name: "Havblikk"}}
	raw, err := json.Marshal(rules)
	if err != nil {
		d.t.Fatal(err)
	}
	d.ask("PUT", "/playbook", wire.PlaybookIn{Base: base, Playbook: raw}).want(d.t, 200, "")
}

// closedNow are hours of some hours a day at the other end of the week, by a clock that
// a home has to know of: whoever is given a conversation now has it until then.
func closedNow() *playbook.Hours {
	day := playbook.Weekdays[time.Now().Add(72*time.Hour).UTC().Weekday()]
	return &playbook.Hours{Zone: "America/St_Johns", Days: map[string][]string{day: {"09:00-12:00", "13:30-15:00"}},
		Also: []playbook.Place{{Zone: "Pacific/Chatham", Days: map[string][]string{day: {"22:00-24:00"}}}}}
}

func owners(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	lead, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	give := func(n string) wire.OpResult {
		t.Helper()
		op := newOp(wire.OpAssign, n, 0)
		op.Target = per.me.Member.ID
		return lead.post(op).Results[0]
	}
	if r := give("1"); r.ExpiresMs != r.AtMs+30*60_000 {
		t.Errorf("without a playbook the owner has it for %d ms", r.ExpiresMs-r.AtMs)
	}
	for base, rules := range []playbook.Playbook{
		{Team: &playbook.Team{OwnerMinutes: 45}},
		{Team: &playbook.Team{OwnerMinutes: 150}, Hours: closedNow()},
		{Hours: closedNow()},
	} {
		lead.publish(int64(base), rules)
		open, err := hours.New(rules.Hours)
		if err != nil {
			t.Fatal(err)
		}
		minutes := 30
		if rules.Team != nil {
			minutes = rules.Team.OwnerMinutes
		}
		r := give("2")
		if want := open.Add(time.UnixMilli(r.AtMs), time.Duration(minutes)*time.Minute).UnixMilli(); r.ExpiresMs != want {
			t.Errorf("version %d: the owner has it until %d, want %d", base+1, r.ExpiresMs, want)
		}
		if r := lead.op(wire.OpTakeover, "2", 0); r.ExpiresMs != r.AtMs+15*60_000 {
			t.Errorf("version %d: a takeover is for %d ms", base+1, r.ExpiresMs-r.AtMs)
		}
	}
	bad, err := json.Marshal(playbook.Playbook{Brands: []playbook.Name{{Name: "Havblikk"}}, Hours: &playbook.Hours{Zone: "Europe/Olso"}})
	if err != nil {
		t.Fatal(err)
	}
	lead.ask("PUT", "/playbook", wire.PlaybookIn{Base: 3, Playbook: bad}).want(t, 400, "invalid")
}
