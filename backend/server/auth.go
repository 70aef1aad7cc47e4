package server

// Who is asking. The token is looked up in this team's own database, so a token of
// another team simply does not exist here. Unknown team, unknown device, wrong secret
// and revoked device take the same path and get the same answer.

import (
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// A device that has not asked for this long is signed out.
const deviceIdle = 90 * 24 * time.Hour

// facts are what a request needs of the team; they come with the authentication, in
// one query.
type facts struct {
	name     string
	secret   string // hex; names conversations
	ttlMs    int64
	playbook int64 // newest version
	epoch    string
}

func (f *facts) fields() []any { return []any{&f.name, &f.secret, &f.ttlMs, &f.playbook, &f.epoch} }

const factColumns = `
	COALESCE((SELECT t FROM meta WHERE k = 'name'), ''),
	COALESCE((SELECT t FROM meta WHERE k = 'secret'), ''),
	COALESCE((SELECT i FROM meta WHERE k = 'ttl_ms'), 0),
	(SELECT COALESCE(MAX(version), 0) FROM playbooks),
	COALESCE((SELECT t FROM meta WHERE k = 'epoch'), '')`

func (c *call) authenticate() error {
	switch {
	case c.route.action == anybody || c.route.action == byTicket:
		c.now = c.Now().UnixMilli()
		return nil
	case c.r.Header.Get("Porchlight-Operator") == "1":
		c.who = who{operator: true}
		if err := c.readFacts(); err != nil {
			return err
		}
	default:
		if err := c.byToken(); err != nil {
			return err
		}
	}
	c.now = c.Now().UnixMilli() // after the query: some clocks advance only with I/O
	if !c.who.operator {
		if err := c.devices.take(c.who.device, c.now); err != nil {
			return err
		}
	}
	if !c.who.may(c.route.action) {
		return fail("forbidden", "your role does not allow this")
	}
	return nil
}

func (c *call) byToken() error {
	denied := fail("unauthorized", "join the team again with an invite link")
	token, isBearer := strings.CutPrefix(c.r.Header.Get("Authorization"), "Bearer ")
	id, secret, ok := ParseToken(token)
	if !isBearer || !ok {
		return denied
	}
	const q = `SELECT d.hash, d.next, d.revoked, d.seen_ms, ` + memberColumns + `,` + factColumns + `
		FROM devices d JOIN members m ON m.user_id = d.member WHERE d.id = CAST(?1 AS TEXT)` // bare, it is planned anew each time
	var hash, next string
	var revoked bool
	var seen int64
	m := &c.who.member
	err := c.DB.QueryRowContext(c.r.Context(), q, id).Scan(slices.Concat([]any{&hash, &next, &revoked, &seen},
		memberFields(m), c.facts.fields())...)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("look up a device: %w", err)
	}
	same, err := c.isSecret(id, secret, hash, next)
	if err != nil {
		return err
	}
	now := c.Now().UnixMilli()
	arriving := c.facts.secret == "" // see rows.go
	if !same || revoked || arriving || !m.Active || now-seen > deviceIdle.Milliseconds() {
		left := same && !revoked && !m.Active && !arriving
		c.who = who{}
		if left { // told only to who has the secret
			return fail("unauthorized", "you are not active in the team any more: ask an admin")
		}
		return denied
	}
	c.who.device = id
	return c.seen(seen, now)
}

// isSecret compares also when there is no such device, so that the time tells nothing.
func (c *call) isSecret(device, secret, hash, next string) (bool, error) {
	said := []byte(Hash(secret))
	now, soon := subtle.ConstantTimeCompare([]byte(hash), said), subtle.ConstantTimeCompare([]byte(next), said)
	if soon == 1 {
		return c.promote(device, string(said))
	}
	return now == 1, nil
}

// seen notes that a device is in use, once an hour.
func (c *call) seen(before, now int64) error {
	if now-before < time.Hour.Milliseconds() {
		return nil
	}
	_, err := c.DB.ExecContext(c.r.Context(), `UPDATE devices SET seen_ms = ?2 WHERE id = ?1`, c.who.device, now)
	if err != nil && !diskFull(err) { // then reading goes on
		return fmt.Errorf("note that a device was seen: %w", err)
	}
	return nil
}

func (c *call) readFacts() error {
	err := c.DB.QueryRowContext(c.r.Context(), `SELECT`+factColumns).Scan(c.facts.fields()...)
	if err != nil {
		return fmt.Errorf("read the team: %w", err)
	}
	if c.facts.secret == "" && c.route.action != makeTeam && c.route.action != move {
		return fail("not_found", "no such team")
	}
	return nil
}

// origin is the home's own, for links that people follow.
func (c *call) origin() string {
	if o := c.r.Header.Get("Porchlight-Origin"); o != "" {
		return o
	}
	return "https://" + c.r.Host
}

func (c *call) address() string {
	if a := c.r.Header.Get("Porchlight-Address"); a != "" {
		return a
	}
	return c.r.RemoteAddr
}

var _ http.Handler = (*server)(nil)
