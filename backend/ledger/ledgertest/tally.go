package ledgertest

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Times is how many times as many operations the histories of a test have as on every
// run of the tests; see the target histories of the Makefile.
var Times = flag.Int("histories", 1, "how many times as many operations the concurrent histories have")

// Tally counts what was done in the histories of one driver, and which faults befell it.
// The zero value is ready; it may be used by many goroutines at once.
type Tally struct {
	mu         sync.Mutex
	operations int
	faults     map[string]int64
}

// Operations counts so many operations whose history was checked.
func (c *Tally) Operations(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.operations += n
}

// Add counts n more faults of a kind.
func (c *Tally) Add(fault string, n int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.faults == nil {
		c.faults = map[string]int64{}
	}
	c.faults[fault] += n
}

// Log writes one line, which the Makefile sums up.
func (c *Tally) Log(t testing.TB, driver string) {
	t.Helper()
	var faults []string
	for _, f := range slices.Sorted(maps.Keys(c.faults)) {
		faults = append(faults, fmt.Sprint(c.faults[f], " ", f))
	}
	verdict := "linearizable"
	if t.Failed() {
		verdict = "WRONG"
	}
	t.Logf("HISTORY %6d operations, %s: %s; %s", c.operations, driver, cmp.Or(strings.Join(faults, ", "), "answers lost"), verdict)
}
