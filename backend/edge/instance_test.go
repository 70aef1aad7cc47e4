package edge

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// BE-04.a and b: 10,000 mixed requests to one instance, all right, and no panic's
// headers in its 500.
func TestEveryAnswerOfOneInstanceIsWhole(t *testing.T) {
	h := start(t, probe)
	path := h.team(1)
	kinds := []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/status/200?text=hello", "", 200, "hello"},
		{"GET", "/status/200", "", 200, ""},
		{"GET", "/status/204", "", 204, ""},
		{"GET", "/status/304", "", 304, ""},
		{"GET", "/status/404?text=no", "", 404, "no"},
		{"GET", "/status/500?text=oh", "", 500, "oh"},
		{"POST", "/echo", "blåbær", 200, "blåbær"},
		{"POST", "/echo", "", 200, ""},
		{"GET", "/panic", "", 500, "broken"},
		{"GET", "/nowhere", "", 404, "404 page not found\n"},
	}
	one := func(n int) error {
		k := kinds[n%len(kinds)]
		if n%500 == 0 {
			k.method, k.path, k.body, k.status, k.want = "GET", "/large", "", 200, strings.Repeat("x", 1<<20)
		}
		a, err := h.try(k.method, path+k.path, "", k.body)
		switch {
		case err != nil:
			return fmt.Errorf("%d %s: %w", n, k.path, err)
		case a.status != k.status || a.body != k.want:
			return fmt.Errorf("%d %s: %d with %d bytes", n, k.path, a.status, len(a.body))
		case k.path == "/panic" && (a.header.Get("X-Probe") != "" || a.header.Get("X-Broken") == ""):
			return fmt.Errorf("%d: headers of a 500: %v", n, a.header)
		}
		return nil
	}
	for _, err := range parallel(8, 10_000, one) {
		t.Error(err)
	}
	if n := h.log.count("instance ended"); n != 0 {
		t.Errorf("the instance ended %d times", n)
	}
}

// BE-03.b: a panic outside a handler ends the instance and its open requests, nothing else.
func TestThePanicOfOneGoroutineCostsOneInstance(t *testing.T) {
	h := start(t, probe)
	began := time.Now()
	hung := make(chan answer, 1)
	go func() { a, _ := h.try("GET", h.team(1)+"/hang", "", ""); hung <- a }()
	for _, path := range []string{"/panic-outside", "/exit"} {
		a := h.ask("GET", h.team(1)+path, "", "")
		if a.status != 503 || a.header.Get("Retry-After") == "" || !strings.Contains(a.body, `"code":"unavailable"`) {
			t.Errorf("%s: %d %v %s", path, a.status, a.header, a.body)
		}
		if strings.Contains(a.body, "probe") || strings.Contains(a.body, "panic") {
			t.Errorf("%s: the answer quotes the program: %s", path, a.body)
		}
		if a := h.ask("GET", h.team(1)+"/status/200", "", ""); a.status != 200 {
			t.Errorf("the request after %s: %d", path, a.status)
		}
	}
	if a := <-hung; a.status != 503 {
		t.Errorf("the request that was open: %d", a.status)
	}
	if took := time.Since(began); took > 24*time.Second {
		t.Errorf("all of it took %v: the open requests waited for their deadline", took)
	}
}

// BE-03.e, and the deadline.
func TestAHangingRequestHangsAlone(t *testing.T) {
	t.Parallel()
	h := start(t, probe)
	began := time.Now()
	hung := make(chan answer, 1)
	go func() { a, _ := h.try("GET", h.team(1)+"/hang", "", ""); hung <- a }()
	for range 100 {
		if a := h.ask("GET", h.team(1)+"/status/200", "", ""); a.status != 200 {
			t.Fatalf("beside a hanging request: %d", a.status)
		}
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Fatalf("100 requests beside a hanging one took %v", took)
	}
	if a := <-hung; a.status != 503 {
		t.Errorf("the hanging request: %d", a.status)
	}
	if took := time.Since(began); took < 24*time.Second || took > 40*time.Second {
		t.Errorf("it ended after %v, want the deadline of 25 s", took)
	}
}

// BE-03.c: memory grows past the limit again and again, no request fails, and the open
// ones end on the instance that they began on.
func TestAGrownInstanceIsRenewedWithoutAFailedRequest(t *testing.T) {
	h := start(t, probe)
	for _, err := range parallel(4, 400, func(n int) error {
		path := "/status/200?text=" + fmt.Sprint(n)
		if n%20 == 0 {
			path = "/hold?mb=30"
		}
		a, err := h.try("GET", h.team(1)+path, "", "")
		if err == nil && a.status != 200 {
			err = fmt.Errorf("%s: %d %s", path, a.status, a.body)
		}
		return err
	}) {
		t.Error(err)
	}
	if n := h.log.count("renewed"); n < 3 {
		t.Errorf("the instance was renewed %d times, want at least 3 for 600 MB", n)
	}
}

// BE-03.d: workerd drops an object that nobody asked for 10 s; the next request starts it.
func TestAnEvictedObjectAnswersAtOnce(t *testing.T) {
	t.Parallel()
	h := start(t, probe)
	if a := h.ask("GET", h.team(1)+"/hold?mb=1", "", ""); a.body != "1\n" {
		t.Fatalf("first: %s", a.body)
	}
	<-time.After(15 * time.Second) // the idle time is what is tested
	if a := h.ask("GET", h.team(1)+"/hold?mb=1", "", ""); a.status != 200 || a.body != "1\n" {
		t.Errorf("after eviction: %d %q, want a fresh instance that counts from 1", a.status, a.body)
	}
}

// parallel runs do(0…n-1) on some goroutines and returns what went wrong, at most ten.
func parallel(workers, n int, do func(int) error) []error {
	var mu sync.Mutex
	var errs []error
	next := 0
	take := func() int {
		mu.Lock()
		defer mu.Unlock()
		next++
		return next - 1
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := take(); i < n; i = take() {
				if err := do(i); err != nil {
					mu.Lock()
					if len(errs) < 10 {
						errs = append(errs, err)
					}
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return errs
}
