package server

import (
	"net/http/httptest"
	"testing"

	"porchlight/wasm/wire"
)

// Two first uses of a next secret may both have read it before either takes it.
func TestTwoFirstUsesOfANextSecret(t *testing.T) {
	b := newBench(t)
	token := b.mustJoin(b.create())
	id, _, _ := ParseToken(token)
	next := Hash(Random(43))
	b.want(b.ask("PUT", "/token", token, wire.TokenIn{Hash: next}), 204)
	c := &call{server: b.h.(*server), r: httptest.NewRequest("GET", "/", nil)}
	for n := range 2 {
		if good, err := c.promote(id, next); !good || err != nil {
			t.Errorf("use %d: %v, %v", n+1, good, err)
		}
	}
	if good, err := c.promote(id, Hash("another")); good || err != nil {
		t.Errorf("another secret: %v, %v", good, err)
	}
}
