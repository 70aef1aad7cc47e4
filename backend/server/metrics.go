package server

// What a home counts of itself, as Prometheus text. Labels are words of this program
// only: never a team, a person, an address or anything that a request said.

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"
)

// Metrics counts what the teams of one home do. A nil *Metrics counts nothing.
type Metrics struct {
	mu       sync.Mutex
	requests map[[2]string]int64 // by route and status
	ops      map[[2]string]int64 // by kind and result
	took     []int64             // requests within each of buckets
	seconds  float64
	timed    int64
}

var buckets = []float64{.001, .005, .02, .1, .5, 2, 10} // seconds

// NewMetrics returns counters that stand at zero.
func NewMetrics() *Metrics {
	return &Metrics{requests: map[[2]string]int64{}, ops: map[[2]string]int64{}, took: make([]int64, len(buckets))}
}

// request counts an answer. The life of a live socket is not a time that anybody waited.
func (m *Metrics) request(route string, status int, took time.Duration) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.requests[[2]string{route, fmt.Sprint(status)}]++
	if status == 101 {
		return
	}
	m.timed++
	m.seconds += took.Seconds()
	for i, most := range buckets {
		if took.Seconds() <= most {
			m.took[i]++
		}
	}
}

// op counts an operation: ok, refused, replay, or the code of why it has no row. A
// kind that we do not know is somebody's text and counts as "other".
func (m *Metrics) op(kind, result string) {
	if m == nil {
		return
	}
	if _, known := kinds[kind]; !known {
		kind = "other"
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ops[[2]string{kind, result}]++
}

// Write writes all counters in the Prometheus text format, 0.0.4.
func (m *Metrics) Write(w io.Writer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	table(w, "porchlight_requests_total", "Requests answered.", [2]string{"route", "status"}, m.requests)
	table(w, "porchlight_operations_total", "Operations of the ledger.", [2]string{"kind", "result"}, m.ops)
	head(w, "porchlight_request_seconds", "How long answers took.", "histogram")
	for i, most := range buckets {
		fmt.Fprintf(w, "porchlight_request_seconds_bucket{le=\"%g\"} %d\n", most, m.took[i])
	}
	fmt.Fprintf(w, "porchlight_request_seconds_bucket{le=\"+Inf\"} %d\n", m.timed)
	fmt.Fprintf(w, "porchlight_request_seconds_sum %g\nporchlight_request_seconds_count %d\n", m.seconds, m.timed)
}

func head(w io.Writer, name, help, kind string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func table(w io.Writer, name, help string, labels [2]string, counts map[[2]string]int64) {
	head(w, name, help, "counter")
	order := func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }
	for _, k := range slices.SortedFunc(maps.Keys(counts), order) {
		fmt.Fprintf(w, "%s{%s=%q,%s=%q} %d\n", name, labels[0], k[0], labels[1], k[1], counts[k])
	}
}
