package simulation

// The line between a browser and the home, and home.ts over it: requests that are lost,
// answers that are lost, and copies that arrive hours later.

import (
	"encoding/json"

	"porchlight/wasm/wire"
)

const timeout = 20 * second

// reply is home.ts Reply; status 0 means that there was none.
type reply struct {
	status int
	code   string
	body   []byte
	sentMs int64
}

func (r reply) ok() bool { return r.status/100 == 2 }

// api is home.ts api. One that nobody knows any more is signed out.
func (w *worker) api(method, path, body string) reply {
	d := w.on
	token := d.token
	if token == "" {
		return reply{status: 401, code: "unauthorized", sentMs: d.local()}
	}
	r := w.fetch(method, path, token, body)
	w.await("reads its home")
	if d.token != token {
		return reply{status: 401, code: "unauthorized", sentMs: r.sentMs}
	}
	if r.status == 401 && r.code == "unauthorized" {
		w.signedOut()
	}
	return r
}

// fetch is home.ts request: one request on its way, and an end to the waiting.
func (w *worker) fetch(method, path, bearer, body string) reply {
	d, t := w.on, w.on.town
	me, r, heard := t.running, reply{sentMs: d.local()}, false
	hear := func(status int, said []byte) func() bool {
		return func() bool {
			if heard || me.over {
				return false
			}
			heard = true
			if r.status, r.body = status, said; status >= 400 {
				var p wire.APIProblem
				json.Unmarshal(said, &p)
				r.code = p.Code
			}
			w.goOn(me)
			return true
		}
	}
	sent := func(what string) func() bool {
		return func() bool {
			if t.home.down {
				t.in(d, t.about(50), "hears that nobody is there", hear(t.oneOf(0, 502, 503), nil))
				return true
			}
			status, said := t.home.serve(method, path, bearer, body)
			if what == "arrives late" {
				return true
			}
			switch {
			case !d.online || t.lossy(0.04): // the answer is lost
			case t.lossy(0.02):
				t.in(d, t.latency(), "hears of trouble", hear(t.oneOf(429, 500, 503), nil))
			default:
				t.in(d, t.latency(), "hears "+method, hear(status, said))
			}
			return true
		}
	}
	switch {
	case !d.online:
		t.in(d, t.about(30), "is offline", hear(0, nil))
	case t.lossy(0.04): // the request is lost
	default:
		t.in(nil, t.latency(), method+" arrives", sent("arrives"))
	}
	if method == "POST" && t.lossy(0.05) {
		t.in(nil, t.about(2*hour), method+" arrives late", sent("arrives late"))
	}
	t.in(d, timeout, "gives up waiting", hear(0, nil))
	w.wait()
	return r
}

func (c *clock) latency() int64 {
	if c.chance(0.02) {
		return c.about(10 * second)
	}
	return c.about(60)
}

// lossy is chance while there are faults.
func (t *town) lossy(p float64) bool { return !t.quiet && t.chance(p) }

func (c *clock) oneOf(list ...int) int { return list[c.rng.IntN(len(list))] }
