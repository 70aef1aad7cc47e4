package servertest

// The list of devices, and signing them out.

import (
	"testing"

	"porchlight/wasm/wire"
)

func devices(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	admin := m.join(m.first)
	kari, per := m.person("Kari Nes", wire.Staff), m.person("Per Dahl", wire.Staff)
	list := func(d *device) []wire.Device {
		t.Helper()
		var out wire.Devices
		d.ask("GET", "/devices", nil).into(t, &out)
		return out.Devices
	}
	if own := list(kari); len(own) != 1 || own[0].ID != kari.id || own[0].Label != "Chrome on Linux" || own[0].Revoked {
		t.Errorf("kari sees %+v", own)
	}
	if all := list(admin); len(all) != 3 {
		t.Errorf("an admin sees %+v", all)
	}
	kari.ask("DELETE", "/devices/"+per.id, nil).want(t, 404, "not_found")
	per.ask("GET", "/me", nil).want(t, 200, "")
	admin.ask("DELETE", "/devices/"+per.id, nil).want(t, 204, "")
	per.ask("GET", "/me", nil).want(t, 401, "unauthorized")
	admin.ask("DELETE", "/devices/"+per.id, nil).want(t, 204, "") // the answer was lost
	kari.ask("DELETE", "/devices/"+kari.id, nil).want(t, 204, "")
	kari.ask("POST", "/ops", opsIn("", 0, newOp("reply", "1", 0))).want(t, 401, "unauthorized")
	for _, d := range list(admin) {
		if d.Revoked != (d.ID != admin.id) {
			t.Errorf("%+v", d)
		}
	}
}
