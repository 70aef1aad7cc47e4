package edge

import (
	"errors"
	"testing"

	"porchlight/backend/server/modeltest"
	"porchlight/backend/server/servertest"
)

// The suite that the native home passes too.
func TestEdgeHome(t *testing.T) {
	model := modeltest.Start(t)
	h := start(t, home, "MODEL_URL="+model.URL, "MODEL_NAME="+modeltest.Name, "MODEL_KEY="+modeltest.Key, "MODEL_SECONDS=3", "MODEL_MOST=24")
	servertest.Run(t, servertest.Home{URL: h.URL, Secret: h.Secret, Model: model, Restart: func(t testing.TB) {
		if err := errors.Join(h.Kill(), h.Restart()); err != nil {
			t.Fatal(err)
		}
	}})
}
