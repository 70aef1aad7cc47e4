package server

// A token bucket for each device, and for each address that redeems. In memory: losing
// it with the process gives a few requests away and nothing more.

import (
	"math"
	"sync"
)

// Rate is how often one device or address may ask.
type Rate struct {
	PerSecond float64
	Burst     float64
}

// The rates when the configuration names none. A person's browser asks a few times a
// minute; a person redeems once.
var (
	deviceRate = Rate{PerSecond: 10, Burst: 120}
	redeemRate = Rate{PerSecond: 0.2, Burst: 20}
)

const mostBuckets = 10_000

type bucket struct {
	tokens float64
	atMs   int64
}

type limiter struct {
	rate Rate
	mu   sync.Mutex
	by   map[string]bucket
}

func newLimiter(rate, fallback Rate) *limiter {
	if rate == (Rate{}) {
		rate = fallback
	}
	return &limiter{rate: rate, by: map[string]bucket{}}
}

// take spends one token of who, or returns a rate_limited fault with the time to wait.
func (l *limiter) take(who string, nowMs int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, known := l.by[who]
	if !known {
		if len(l.by) >= mostBuckets {
			l.forget(nowMs)
		}
		b = bucket{l.rate.Burst, nowMs}
	}
	passed := max(0, float64(nowMs-b.atMs)/1000)
	b.tokens = min(l.rate.Burst, b.tokens+passed*l.rate.PerSecond)
	b.atMs = nowMs
	if b.tokens < 1 {
		l.by[who] = b
		wait := int(math.Ceil((1 - b.tokens) / l.rate.PerSecond))
		return &fault{code: "rate_limited", detail: "wait before asking again", after: max(1, wait)}
	}
	b.tokens--
	l.by[who] = b
	return nil
}

// Drops the buckets that are full again, or all when none is: memory stays bounded.
func (l *limiter) forget(nowMs int64) {
	full := int64(l.rate.Burst / l.rate.PerSecond * 1000)
	for who, b := range l.by {
		if nowMs-b.atMs > full {
			delete(l.by, who)
		}
	}
	if len(l.by) >= mostBuckets {
		clear(l.by)
	}
}
