package server_test

// The suite that every home runs, on the native one.

import (
	"net"
	"net/http"
	"strings"
	"testing"

	"porchlight/backend/server"
	"porchlight/backend/server/servertest"
)

// native is a native home on a port of its own.
type native struct {
	dir, addr string
	home      *server.Home
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
	n.addr = ln.Addr().String()
	n.srv = &http.Server{Handler: n.home.Handler("")}
	go n.srv.Serve(ln)
}

func (n *native) stop() {
	n.srv.Close()
	n.home.Close()
}

func TestNativeHome(t *testing.T) {
	n := &native{dir: t.TempDir(), addr: "127.0.0.1:0"}
	n.start(t)
	t.Cleanup(func() { n.stop() })
	servertest.Run(t, servertest.Home{URL: "http://" + n.addr, Secret: n.home.Secret(), Restart: func(t testing.TB) {
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
