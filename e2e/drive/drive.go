// Package drive drives the shipped extension in a real Chromium against real homes, for
// the tests of e2e and for the tour of make run. Nothing here is a stand-in: the browser
// is the distribution's, the package is the one of make build, the home is a process.
//
// Every process is started here and ended by its own id. Nothing sleeps: what is awaited
// has a condition and a deadline, and a deadline that passes fails with what was seen.
package drive

import (
	"time"
)

// ID is the extension's stable id, pinned by "key" in manifest.json.
const ID = "kgjjopcdffmilajjpnadfkjocbpkfhii"

// Origin is the extension's own origin in Chromium.
const Origin = "chrome-extension://" + ID

// Patience is how long a condition may take before it counts as failed. It is a bound
// for a busy machine with two cores, not a promise; promises are asserted apart.
const Patience = time.Minute

// T is what this package needs of *testing.T; make run has its own small one.
type T interface {
	Helper()
	Cleanup(func())
	Logf(format string, args ...any)
	Fatalf(format string, args ...any)
	TempDir() string
}

func must(t T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%v", err)
	}
}

// Until asks again until ok is true and fails with the last thing said after Patience.
// Use it only for conditions outside a page; in a page rod waits by itself.
// What explain says is added to a failure.
func Until(t T, what string, ask func() (said string, ok bool), explain ...func() string) {
	t.Helper()
	Within(t, Patience, what, ask, explain...)
}

// Within is Until with a limit of its own: for promises such as "agree within 2 s".
func Within(t T, limit time.Duration, what string, ask func() (said string, ok bool), explain ...func() string) {
	t.Helper()
	deadline := time.Now().Add(limit)
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	for {
		said, ok := ask()
		if ok {
			return
		}
		if time.Now().After(deadline) {
			for _, e := range explain {
				said += "\n" + e()
			}
			t.Fatalf("not within %v: %s; last seen: %s", limit, what, said)
		}
		<-tick.C
	}
}
