// Package server is one team's HTTP API: sign-in by invite, the ledger's operations and
// feed, members, devices, the playbook, and the ticket of the live socket.
//
// It is one http.Handler over one database, the same on a native server and inside a
// Durable Object. It keeps nothing in memory that matters: losing the process at any
// moment loses no answered request. What stands in front of it, the router, has checked
// the team's id and removed every Porchlight-* header that came from outside; of these
// the handler believes
//
//	Porchlight-Operator: 1     the caller proved the home's operator secret
//	Porchlight-Address         the caller's network address
//	Porchlight-Origin          this home's own origin, for invite links
//	Porchlight-Request         an id for this request
//
// What it does not do: choose the team, terminate TLS, or serve pages.
package server

import (
	"database/sql"
	"encoding/json"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"porchlight/backend/ledger"
)

// Config is what a team's handler needs. DB has been through migrations.Apply.
type Config struct {
	DB     *sql.DB
	Now    func() time.Time // nil: time.Now
	Live   Live             // nil: no live socket; GET /live answers 503
	Log    *slog.Logger     // nil: silent
	Rate   Rate             // of each device; zero: the default
	Redeem Rate             // of each address on redeem; zero: the default
	Count  *Metrics         // nil: nothing is counted
	Model  *Model           // nil: none, as nearly everywhere
}

// Live carries pokes to the team's open sockets: the newest seq as decimal text, and
// nothing else.
type Live interface {
	// Serve takes over the upgrade of a request whose ticket was good. The header
	// Porchlight-Seq of r holds the newest seq, to be sent first.
	Serve(w http.ResponseWriter, r *http.Request, device string)
	Poke(seq int64)
	Close(device string)
}

type server struct {
	Config
	ledger  *ledger.Ledger
	devices *limiter
	redeems *limiter
	asks    *limiter // of the model, by member
	rules   atomic.Pointer[rules]
}

// New returns the handler of one team. Its paths begin with /v1/teams/{team}.
func New(c Config) http.Handler {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Live == nil {
		c.Live = deaf{}
	}
	return &server{
		Config:  c,
		ledger:  ledger.New(c.DB),
		devices: newLimiter(c.Rate, deviceRate),
		redeems: newLimiter(c.Redeem, redeemRate),
		asks:    newLimiter(Rate{}, modelRate),
	}
}

// ServeHTTP answers one request, whole: a panic becomes a 500 with the request's id.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := &call{server: s, w: w, r: r, id: r.Header.Get("Porchlight-Request"), start: s.Now()}
	if c.id == "" {
		c.id = Random(16)
	}
	defer func() {
		if p := recover(); p != nil {
			s.Log.Error("panic", "request", c.id, "route", c.route.name(), "panic", p, "stack", string(debug.Stack()))
			c.status = WriteProblem(w, c.id, fail("internal", ""))
		}
		c.log()
	}()
	SetHeaders(w, r)
	w.Header().Set("Porchlight-Request", c.id)
	if r.Method == http.MethodOptions {
		preflight(w, r)
		c.status = http.StatusNoContent
		return
	}
	if err := c.serve(); err != nil {
		c.fail(err)
	}
}

// call is one request on its way through.
type call struct {
	*server
	w      http.ResponseWriter
	r      *http.Request
	id     string
	start  time.Time
	route  route
	team   string
	last   string // the path's last part, where the route has one
	who    who
	facts  facts
	now    int64 // server time, bound after authentication
	status int
}

func (c *call) serve() error {
	if err := c.match(); err != nil {
		return err
	}
	if err := c.authenticate(); err != nil {
		return err
	}
	return c.route.do(c)
}

// answer writes a success.
func (c *call) answer(status int, body any) error {
	c.status = status
	if body == nil {
		c.w.WriteHeader(status)
		return nil
	}
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(status)
	c.w.Write(b)
	return nil
}

func (c *call) fail(err error) {
	c.status = WriteProblem(c.w, c.id, err)
	if c.status >= 500 {
		c.Log.Error("request failed", "request", c.id, "route", c.route.name(), "error", err)
	}
}

// One line for each request: no token, no address of a page, no name.
func (c *call) log() {
	name := "none"
	if c.route.do != nil {
		name = c.route.name()
	}
	took := c.Now().Sub(c.start)
	c.Count.request(name, c.status, took)
	if !c.Log.Enabled(c.r.Context(), slog.LevelInfo) { // on the edge: what is said is made for nobody
		return
	}
	c.Log.Info("request", "request", c.id, "route", c.route.name(), "status", c.status,
		"ms", took.Milliseconds(), "by", c.who.id())
}

// match finds the route of a path /v1/teams/{team}/…
func (c *call) match() error {
	part := strings.Split(strings.TrimPrefix(c.r.URL.Path, "/v1/teams/"), "/")
	if !strings.HasPrefix(c.r.URL.Path, "/v1/teams/") || !base62(part[0], teamRandomLen+teamTagLen) {
		return fail("not_found", "no such address")
	}
	c.team = part[0]
	var allow []string
	for _, r := range routes {
		if !r.fits(part[1:]) {
			continue
		}
		if r.method == c.r.Method {
			c.route = r
			c.last = part[len(part)-1]
			return nil
		}
		allow = append(allow, r.method)
	}
	if allow == nil {
		return fail("not_found", "no such address")
	}
	c.w.Header().Set("Allow", strings.Join(allow, ", "))
	return &fault{code: "invalid", detail: "this address does not take " + c.r.Method, status: http.StatusMethodNotAllowed}
}
