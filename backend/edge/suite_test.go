package edge

import (
	"errors"
	"testing"

	"porchlight/backend/server/servertest"
)

// The suite that the native home passes too.
func TestEdgeHome(t *testing.T) {
	h := start(t, home)
	servertest.Run(t, servertest.Home{URL: h.URL, Secret: h.Secret, Restart: func(t testing.TB) {
		if err := errors.Join(h.Kill(), h.Restart()); err != nil {
			t.Fatal(err)
		}
	}})
}
