package drive

import (
	"path/filepath"
	"sync"

	"porchlight/backend/edge"
)

var edgeBundle = sync.OnceValues(edge.Build)

// Edge is an edge home: the worker on one port of a workerd process, over one folder.
type Edge struct {
	Home
	Dir  string
	said *tail
	on   *edge.Home
}

// StartEdge starts an edge home on a free port over dir ("" for a fresh folder), with
// settings as edge.Start takes them.
func StartEdge(t T, dir string, settings ...string) *Edge {
	t.Helper()
	if dir == "" {
		dir = filepath.Join(t.TempDir(), "edge")
	}
	bundle, err := edgeBundle()
	must(t, err)
	said := &tail{}
	on, err := edge.Start(bundle, dir, FreeAddr(t), said, settings...)
	must(t, err)
	t.Cleanup(func() { _ = on.Kill() })
	return &Edge{Home: Home{URL: on.URL, Secret: on.Secret, t: t}, Dir: dir, said: said, on: on}
}

// Start starts the process again on the same port and folder.
func (e *Edge) Start() {
	e.t.Helper()
	must(e.t, e.on.Restart())
}

// Kill ends the process with SIGKILL: a power cut.
func (e *Edge) Kill() { _ = e.on.Kill() }
