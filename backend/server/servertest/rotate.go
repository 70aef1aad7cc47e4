package servertest

// BE-09: a device changes its secret, and answers get lost at every step.

import (
	"strings"
	"sync"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func rotating(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	old, next := kari.token(), server.Random(43)
	put := func(token, secret string) answer {
		t.Helper()
		return m.ask("PUT", "/token", token, wire.TokenIn{Hash: server.Hash(secret)})
	}
	works := func(token string, status int) {
		t.Helper()
		if a := m.ask("GET", "/me", token, nil); a.status != status {
			t.Errorf("answered %d, want %d: %s", a.status, status, a.body)
		}
	}
	late := server.Token(kari.id, next)
	works(late, 401)
	put(old, "never used").want(t, 204, "")
	put(old, next).want(t, 204, "")
	put(old, next).want(t, 204, "") // the answer was lost
	works(old, 200)
	works(server.Token(per.id, next), 401)                    // it is kari's
	works(server.Token(kari.id, server.Hash(next)[:43]), 401) // the hash is no secret
	works(server.Token(kari.id, "never"+next[len("never"):]), 401)
	var wg sync.WaitGroup
	for range 20 { // the first use, many times at once
		wg.Go(func() { works(late, 200) })
	}
	wg.Wait()
	works(old, 401)
	put(old, server.Random(43)).want(t, 401, "unauthorized")
	put(late, next).want(t, 204, "") // what is so already
	works(late, 200)
	for _, hash := range []string{"", "x", strings.Repeat("A", 64), strings.Repeat("a", 65)} {
		m.ask("PUT", "/token", late, wire.TokenIn{Hash: hash}).want(t, 400, "invalid")
	}
	third := server.Random(43)
	put(late, third).want(t, 204, "")
	m.ask("DELETE", "/devices/"+kari.id, late, nil).want(t, 204, "")
	works(late, 401)
	works(server.Token(kari.id, third), 401) // revoked is revoked
	works(per.token(), 200)
}
