package server_test

// The suite that every home runs, on the native one.

import (
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"porchlight/backend/server"
	"porchlight/backend/server/modeltest"
	"porchlight/backend/server/servertest"
)

// native is a native home on a port of its own.
type native struct {
	dir, addr string
	home      *server.Home
	model     *server.Model
	srv       *http.Server
}

func (n *native) start(t testing.TB) {
	t.Helper()
	ln, err := net.Listen("tcp", n.addr)
	if err != nil {
		t.Fatal(err)
	}
	if n.home, err = server.OpenHome(n.dir, nil); err != nil {
		t.Fatal(err)
	}
	n.home.Model = n.model
	n.addr = ln.Addr().String()
	n.srv = &http.Server{Handler: n.home.Handler("")}
	go n.srv.Serve(ln)
}

func (n *native) stop() {
	n.srv.Close()
	n.home.Close()
}

func TestNativeHome(t *testing.T) {
	model := modeltest.Start(t)
	asked, err := server.NewModel(model.URL, modeltest.Name, modeltest.Key)
	if err != nil {
		t.Fatal(err)
	}
	asked.Patience, asked.Most = 3*time.Second, 24
	n := &native{dir: t.TempDir(), addr: "127.0.0.1:0", model: asked}
	n.start(t)
	t.Cleanup(func() { n.stop() })
	servertest.Run(t, servertest.Home{URL: "http://" + n.addr, Secret: n.home.Secret(), Model: model, Restart: func(t testing.TB) {
		n.stop()
		n.start(t)
	}})
}

func TestContractNamesEveryRoute(t *testing.T) {
	doc := servertest.Contract(t)
	told := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			told[method+" "+path] = true
		}
	}
	for _, route := range server.Routes() {
		if !told[route] {
			t.Errorf("openapi.yaml does not name %s", route)
		}
		delete(told, route)
	}
	for route := range told {
		if strings.HasPrefix(strings.SplitN(route, " ", 2)[1], "/v1/teams/") {
			t.Errorf("openapi.yaml names %s, which does not exist", route)
		}
	}
}
