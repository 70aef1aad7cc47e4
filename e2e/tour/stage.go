package main

import (
	"fmt"
	"os"
	"sync"
)

// stage is the drive.T of a program: a failure ends the run with a message, and whatever
// was started is ended in the opposite order, once.
type stage struct {
	mu   sync.Mutex
	ends []func()
}

type failure string

// perform runs f and returns the exit code.
func (s *stage) perform(f func()) (code int) {
	defer s.end()
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failure:
			fmt.Fprintln(os.Stderr, "porchlight tour: "+string(r))
			code = 1
		default:
			panic(r)
		}
	}()
	f()
	return 0
}

func (s *stage) end() {
	for {
		s.mu.Lock()
		if len(s.ends) == 0 {
			s.mu.Unlock()
			return
		}
		last := s.ends[len(s.ends)-1]
		s.ends = s.ends[:len(s.ends)-1]
		s.mu.Unlock()
		last()
	}
}

func (s *stage) Helper() {}

func (s *stage) Cleanup(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ends = append(s.ends, f)
}

func (s *stage) Logf(format string, args ...any) { fmt.Printf(format+"\n", args...) }

func (s *stage) Fatalf(format string, args ...any) { panic(failure(fmt.Sprintf(format, args...))) }

func (s *stage) TempDir() string {
	dir, err := os.MkdirTemp("", "porchlight-tour-")
	if err != nil {
		s.Fatalf("%v", err)
	}
	s.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
