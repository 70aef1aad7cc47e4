package edge

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// The real worker, and one whose Go does to its instance what a handler never should.
var home, probe string

// TestMain builds both once, into the cache folder.
func TestMain(m *testing.M) {
	var err error
	if home, err = Build(); err == nil {
		probe, err = build("probe", "worker.js", nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// running is a home under test: its log, and requests to it.
type running struct {
	*Home
	t   testing.TB
	log *logged
}

func start(t testing.TB, bundle string, settings ...string) *running {
	t.Helper()
	sources(t)
	log := &logged{}
	h, err := Start(bundle, t.TempDir(), "127.0.0.1:0", log, settings...)
	if err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	t.Cleanup(func() {
		_ = h.Kill()
		if t.Failed() {
			t.Logf("the home said:\n%s", log)
		}
	})
	return &running{h, t, log}
}

// sources looks at every file of the backend. go test keeps a result until a file that
// the test itself looked at changes, and the build runs before it begins to watch.
func sources(t testing.TB) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err == nil {
			_, err = os.Stat(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// answer is a response, read whole.
type answer struct {
	status int
	header http.Header
	body   string
}

// ask makes one request; bearer "" sends no token. A lost connection fails the test.
func (h *running) ask(method, path, bearer, body string, headers ...string) answer {
	h.t.Helper()
	a, err := h.try(method, path, bearer, body, headers...)
	if err != nil {
		h.t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

// client keeps as many connections as there are goroutines; Go's own keeps two a host.
var client = &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

func (h *running) try(method, path, bearer, body string, headers ...string) (answer, error) {
	req, err := http.NewRequest(method, h.URL+path, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(said)}, err
}

// logged is what a home said, readable while it speaks.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *logged) count(text string) int { return strings.Count(l.String(), text) }
