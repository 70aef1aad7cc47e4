package server

// What the playbook in force says of claims: how long a conversation that somebody was
// given stays with its owner, and until when the team means to answer, both counted in
// its business hours; and of its leaders, how they are called.

import (
	"encoding/json"
	"fmt"
	"time"

	"porchlight/backend/hours"
	"porchlight/backend/report"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// OwnerTime is the business time that a conversation stays with whom it was given to,
// unless the playbook says another.
const OwnerTime = 30 * time.Minute

type rules struct {
	version int64
	clock   report.Clock // the business hours, and the target for the first reply
	hours   bool         // the playbook has some
	owner   time.Duration
	next    time.Duration // target for the reply to their next answer, 0 for none
	leaders []playbook.Name
}

// rules are those of the version that came with the authentication. Each version is read
// once: what is kept here could be lost at any moment.
func (c *call) rules() (*rules, error) {
	if r := c.server.rules.Load(); r != nil && r.version == c.facts.playbook {
		return r, nil
	}
	var text string
	const q = `SELECT COALESCE((SELECT playbook FROM playbooks WHERE version = ?1), '{}')`
	if err := c.DB.QueryRowContext(c.r.Context(), q, c.facts.playbook).Scan(&text); err != nil {
		return nil, fmt.Errorf("read the rules of version %d: %w", c.facts.playbook, err)
	}
	var book struct {
		Team    playbook.Team
		Hours   *playbook.Hours
		Leaders []playbook.Name
	}
	if err := json.Unmarshal([]byte(text), &book); err != nil {
		return nil, fmt.Errorf("read the rules of version %d: %w", c.facts.playbook, err)
	}
	r := &rules{version: c.facts.playbook, owner: OwnerTime, leaders: book.Leaders}
	var err error
	if r.clock.Open, err = hours.New(book.Hours); err != nil { // published before hours were checked
		c.Log.Warn("the team counts as always open", "playbook", r.version, "error", err)
	}
	if book.Team.OwnerMinutes > 0 {
		r.owner = time.Duration(book.Team.OwnerMinutes) * time.Minute
	}
	if book.Hours != nil {
		r.hours = err == nil && len(book.Hours.Places()) > 0
		r.clock.First = time.Duration(book.Hours.FirstMinutes) * time.Minute
		r.next = time.Duration(book.Hours.NextMinutes) * time.Minute
	}
	c.server.rules.Store(r)
	return r, nil
}

// lease is for how long an operation grants a conversation, in ms: a claim is the lock
// of somebody who writes, and whoever is given one, or given it back, or keeps it, gets the
// owner time.
func (r *rules) lease(kind string, ttlMs, nowMs int64) int64 {
	if kind != wire.OpHandoff && kind != wire.OpAssign && kind != wire.OpReopen && kind != wire.OpKeep {
		return ttlMs
	}
	return r.until(nowMs, r.owner) - nowMs
}

// due is until when to answer if the team's clock starts with this operation, 0 for no
// target. Of a reopening it starts now, and else when one of us first saw the post.
func (r *rules) due(o wire.OpIn, nowMs int64) int64 {
	if o.Kind != wire.OpReopen {
		return r.clock.Due(o.Conversation.SeenMs, nowMs)
	}
	if r.next == 0 {
		return 0
	}
	return r.until(nowMs, r.next)
}

func (r *rules) until(fromMs int64, d time.Duration) int64 {
	return r.clock.Open.Add(time.UnixMilli(fromMs), d).UnixMilli()
}
