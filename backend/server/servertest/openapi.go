package servertest

// Every request and answer of the suite against openapi.yaml: a success must have had a
// valid request, and every answer the shape that is written there.

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

type contract struct {
	router routers.Router
	mu     sync.Mutex
	seen   map[string]bool // "GET /v1/teams/{team}/me", answered with success
}

// Contract loads openapi.yaml from the source tree.
func Contract(t testing.TB) *openapi3.T {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(filepath.Dir(here), "../../openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatalf("openapi.yaml: %v", err)
	}
	return doc
}

func loadContract(t testing.TB) *contract {
	router, err := legacy.NewRouter(Contract(t))
	if err != nil {
		t.Fatal(err)
	}
	openapi3filter.RegisterBodyDecoder("text/html", openapi3filter.RegisteredBodyDecoder("text/plain"))
	return &contract{router: router, seen: map[string]bool{}}
}

// check tells where an exchange is not what openapi.yaml says.
func (c *contract) check(method, url string, header http.Header, sent []byte, a answer) error {
	if c.router == nil {
		return nil
	}
	req, err := http.NewRequest(method, url, bytes.NewReader(sent))
	if err != nil {
		return err
	}
	req.Header = header
	req.URL.Scheme, req.URL.Host, req.Host = "", "", ""
	route, params, err := c.router.FindRoute(req)
	if err != nil {
		if a.status == http.StatusNotFound || a.status == http.StatusMethodNotAllowed || method == http.MethodOptions {
			return nil
		}
		return err
	}
	in := &openapi3filter.RequestValidationInput{
		Request: req, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	}
	if a.status < 300 {
		if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
			return errors.Join(errors.New("a request that openapi.yaml forbids was answered with success"), err)
		}
		c.mu.Lock()
		c.seen[method+" "+route.Path] = true
		c.mu.Unlock()
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: a.status, Header: a.header, Body: io.NopCloser(bytes.NewReader(a.body)),
	})
}

// unseen lists what no test asked for with success.
func (c *contract) unseen(doc *openapi3.T) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []string
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			if name := method + " " + path; !c.seen[name] {
				list = append(list, name)
			}
		}
	}
	slices.Sort(list)
	return list
}
