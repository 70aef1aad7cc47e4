package server

// What the playbook in force says of claims: how long a conversation that somebody was
// given stays with its owner, by the team's business hours.

import (
	"encoding/json"
	"fmt"
	"time"

	"porchlight/backend/hours"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// OwnerTime is the business time that a conversation stays with whom it was given to,
// unless the playbook says another.
const OwnerTime = 30 * time.Minute

type rules struct {
	version int64
	open    hours.Schedule
	owner   time.Duration
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
		Team  playbook.Team
		Hours *playbook.Hours
	}
	if err := json.Unmarshal([]byte(text), &book); err != nil {
		return nil, fmt.Errorf("read the rules of version %d: %w", c.facts.playbook, err)
	}
	r := &rules{version: c.facts.playbook, owner: OwnerTime}
	var err error
	if r.open, err = hours.New(book.Hours); err != nil { // published before hours were checked
		c.Log.Warn("the team counts as always open", "playbook", r.version, "error", err)
	}
	if book.Team.OwnerMinutes > 0 {
		r.owner = time.Duration(book.Team.OwnerMinutes) * time.Minute
	}
	c.server.rules.Store(r)
	return r, nil
}

// lease is for how long an operation grants a conversation, in ms: a claim is the lock
// of somebody who writes, and whoever is given one, or given it back, gets the owner time.
func (c *call) lease(kind string) (int64, error) {
	if kind != wire.OpHandoff && kind != wire.OpAssign && kind != wire.OpReopen {
		return c.facts.ttlMs, nil
	}
	r, err := c.rules()
	if err != nil {
		return 0, err
	}
	now := time.UnixMilli(c.now)
	return r.open.Add(now, r.owner).Sub(now).Milliseconds(), nil
}
