package servertest

// From an invite to a signed-in device.

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func joining(t *testing.T, h *Home) {
	t.Run("create, redeem, me, members", func(t *testing.T) {
		m := h.newTeam(t, 0)
		ingrid := m.join(m.first)
		kari := m.person("Kari Nes", wire.Staff)
		var me wire.Me
		kari.ask("GET", "/me", nil).into(t, &me)
		if me.Member != kari.me.Member || me.Member.Name != "Kari Nes" || me.Member.Role != wire.Staff || !me.Member.Active ||
			me.Device != kari.id || me.Team.ID != m.id || me.Team.Name != "Havblikk" || me.Team.TTLMs != 15*60_000 {
			t.Errorf("me is %+v", me)
		}
		if ingrid.me.Member.Role != wire.Admin {
			t.Errorf("the first member is %+v", ingrid.me.Member)
		}
		var all wire.Members
		kari.ask("GET", "/members", nil).into(t, &all)
		if !slices.Equal(all.Members, []wire.Member{ingrid.me.Member, kari.me.Member}) {
			t.Errorf("members are %+v", all.Members)
		}
	})
	t.Run("BE-10.b a lost answer is repeated", func(t *testing.T) {
		m := h.newTeam(t, 0)
		d := m.newDevice()
		first, second := d.redeem(m.first), d.redeem(m.first)
		first.want(t, 200, "")
		second.want(t, 200, "")
		var all wire.Devices
		d.ask("GET", "/devices", nil).into(t, &all)
		if len(all.Devices) != 1 {
			t.Errorf("%d devices", len(all.Devices))
		}
	})
	t.Run("BE-10.a one invite, one device", func(t *testing.T) {
		m := h.newTeam(t, 0)
		var wg sync.WaitGroup
		var mu sync.Mutex
		var in []*device
		for range 60 {
			wg.Go(func() {
				d := m.newDevice()
				a := d.redeem(m.first)
				mu.Lock()
				defer mu.Unlock()
				switch a.status {
				case http.StatusOK:
					in = append(in, d)
				case http.StatusNotFound, http.StatusTooManyRequests:
				default:
					t.Errorf("answered %d: %s", a.status, a.body)
				}
			})
		}
		wg.Wait()
		if len(in) != 1 {
			t.Fatalf("%d devices got in", len(in))
		}
		var all wire.Members
		in[0].ask("GET", "/members", nil).into(t, &all)
		if len(all.Members) != 1 {
			t.Errorf("members are %+v", all.Members)
		}
	})
	t.Run("BE-10.c used, unknown, foreign and mangled invites are one", func(t *testing.T) {
		m, other := h.newTeam(t, 0), h.newTeam(t, 0)
		m.join(m.first)
		kari := m.invite("Kari Nes", wire.Staff)
		used := m.newDevice().redeem(m.first)
		used.want(t, 404, "not_found")
		for what, invite := range map[string]string{
			"unknown": server.Random(32), "foreign": other.first, "empty": "", "cut": kari[:31], "longer": kari + "0",
			"other case": swapCase(kari), "with its team": m.id + "." + kari, "hash": server.Hash(kari), "quoted": "' OR 1=1 --",
		} {
			if a := m.newDevice().redeem(invite); a.same() != used.same() {
				t.Errorf("%s: %d %s", what, a.status, a.body)
			}
		}
		m.join(kari) // all that spoilt nothing
	})
	t.Run("BE-10.d a GET never redeems", func(t *testing.T) {
		m := h.newTeam(t, 0)
		for _, method := range []string{"GET", "HEAD", "PUT"} {
			if a := m.ask(method, "/redeem", "", nil); a.status != 405 {
				t.Errorf("%s redeem: %d", method, a.status)
			}
		}
		if a := h.do(t, request{method: "GET", path: "/join"}); a.status != 200 || !strings.Contains(string(a.body), `<html lang="en">`) || !strings.Contains(string(a.body), `lang="nb"`) || !strings.Contains(string(a.body), `lang="nn"`) {
			t.Errorf("GET join: %d, %s", a.status, a.body)
		}
		m.join(m.first)
	})
	t.Run("what a redeem must look like", func(t *testing.T) {
		m := h.newTeam(t, 0)
		good := wire.RedeemIn{Invite: m.first, Device: server.Random(16), Hash: server.Hash("x"), Label: "x"}
		for what, change := range map[string]func(*wire.RedeemIn){
			"short device":    func(r *wire.RedeemIn) { r.Device = r.Device[:15] },
			"device with _":   func(r *wire.RedeemIn) { r.Device = "_" + r.Device[1:] },
			"hash too short":  func(r *wire.RedeemIn) { r.Hash = r.Hash[:62] },
			"hash in capital": func(r *wire.RedeemIn) { r.Hash = "ABCDEF" + r.Hash[6:] },
			"label too long":  func(r *wire.RedeemIn) { r.Label = server.Random(101) },
			"label with NUL":  func(r *wire.RedeemIn) { r.Label = "a\x00b" },
		} {
			in := good
			change(&in)
			if a := m.ask("POST", "/redeem", "", in); a.status != 400 {
				t.Errorf("%s: %d %s", what, a.status, a.body)
			}
		}
		m.join(m.first)
	})
}

func swapCase(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			b[i] = c ^ 0x20
		}
	}
	return string(b)
}

func invites(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin := m.join(m.first)
	lead, staff := m.person("Lise Berg", wire.Lead), m.person("Kari Nes", wire.Staff)
	t.Run("BE-10.e who may invite whom", func(t *testing.T) {
		for _, c := range []struct {
			by   *device
			role wire.Role
			want int
		}{
			{admin, wire.Admin, 201}, {admin, wire.Lead, 201}, {admin, wire.Staff, 201},
			{lead, wire.Admin, 403}, {lead, wire.Lead, 403}, {lead, wire.Staff, 201},
			{staff, wire.Admin, 403}, {staff, wire.Lead, 403}, {staff, wire.Staff, 403},
		} {
			a := c.by.ask("POST", "/invites", wire.InviteIn{Name: "Per Dahl", Role: c.role})
			if a.status != c.want {
				t.Errorf("%s invites %s: %d, want %d", c.by.me.Member.Role, c.role, a.status, c.want)
			}
		}
	})
	t.Run("role and leader are those of the invite", func(t *testing.T) {
		var inv wire.Invite
		lead.ask("POST", "/invites", wire.InviteIn{Name: "Ola Vik", Role: wire.Staff, Leader: true, Hours: 1}).into(t, &inv)
		d := m.join(secretOf(t, h, inv))
		if d.me.Member.Role != wire.Staff || !d.me.Member.Leader || d.me.Member.Name != "Ola Vik" {
			t.Errorf("joined as %+v", d.me.Member)
		}
		if left := inv.ExpiresMs - d.me.ServerNowMs; left > 3_600_000 || left < 3_500_000 {
			t.Errorf("good for %d ms", left)
		}
	})
	t.Run("what an invite must look like", func(t *testing.T) {
		for what, in := range map[string]wire.InviteIn{
			"no name": {Role: wire.Staff}, "no role": {Name: "x"}, "unknown role": {Name: "x", Role: "owner"},
			"73 hours": {Name: "x", Role: wire.Staff, Hours: 73}, "-1 hours": {Name: "x", Role: wire.Staff, Hours: -1},
			"line break": {Name: "x\ny", Role: wire.Staff}, "long name": {Name: server.Random(201), Role: wire.Staff},
		} {
			if a := admin.ask("POST", "/invites", in); a.status != 400 {
				t.Errorf("%s: %d %s", what, a.status, a.body)
			}
		}
	})
}
