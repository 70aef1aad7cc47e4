package server

// The team itself: made once by the operator, what each member may know of it, and how
// long it keeps what conversations were about.

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

// TTL is how long a claim's lease is, unless the team was made with another.
const TTL = 15 * time.Minute

// createTeam fills a fresh database and answers with the first admin's invite.
func (c *call) createTeam() error {
	var in wire.CreateTeam
	if err := c.decode(&in); err != nil {
		return err
	}
	if err := text("name", in.Name, 200, false); err != nil {
		return err
	}
	if err := text("admin", in.Admin, 200, false); err != nil {
		return err
	}
	if in.TTLMs == 0 {
		in.TTLMs = TTL.Milliseconds()
	}
	if in.TTLMs < 1000 || in.TTLMs > (24*time.Hour).Milliseconds() {
		return fail("invalid", "%q must be from 1 second to 24 hours", "ttl_ms")
	}
	if err := checkMost(in.Most); err != nil {
		return err
	}
	if err := c.writeTeam(in); err != nil {
		return err
	}
	out, err := c.issue(wire.InviteIn{Name: in.Admin, Role: wire.Admin})
	if err != nil {
		return err
	}
	return c.answer(http.StatusCreated, out)
}

// checkMost lets an operator name only caps that there are.
func checkMost(most map[string]int64) error {
	for name, n := range most {
		if !slices.ContainsFunc(ledger.Caps, func(c ledger.Cap) bool { return c.Name == name }) || n < 1 || n > mostInt {
			return fail("invalid", "%q names members, devices, conversations, rows or playbooks, each with a whole number from 1", "most")
		}
	}
	return nil
}

func (c *call) writeTeam(in wire.CreateTeam) error {
	secret := make([]byte, 32)
	rand.Read(secret)
	most, err := json.Marshal(in.Most)
	if err != nil {
		return err
	}
	// One statement, so that no half-made team can be met.
	const q = `INSERT INTO meta (k, i, t) SELECT * FROM (VALUES
		('team', NULL, ?1), ('name', NULL, ?2), ('secret', NULL, ?3), ('epoch', NULL, ?4),
		('ttl_ms', ?5, NULL), ('feed_floor_seq', 0, NULL))
		UNION ALL SELECT 'most_' || key, value, NULL FROM json_each(?6) WHERE type = 'integer'
		ON CONFLICT (k) DO NOTHING RETURNING k`
	var k string
	err = c.DB.QueryRowContext(c.r.Context(), q, c.team, in.Name, hex.EncodeToString(secret), Random(16),
		in.TTLMs, string(most)).Scan(&k)
	if errors.Is(err, sql.ErrNoRows) {
		return fail("conflict", "this team exists already")
	} else if err != nil {
		return fmt.Errorf("make a team: %w", err)
	}
	return nil
}

func (c *call) me() error {
	return c.answer(http.StatusOK, c.meOf(c.who.member, c.who.device))
}

func (c *call) meOf(m wire.Member, device string) wire.Me {
	me := wire.Me{
		Member: m, Device: device,
		Team:            wire.TeamInfo{ID: c.team, Name: c.facts.name, TTLMs: c.facts.ttlMs},
		PlaybookVersion: c.facts.playbook,
		ServerNowMs:     c.now,
	}
	if c.Model != nil {
		me.Model = c.Model.Name
	}
	return me
}

func (c *call) members() error {
	out, err := readMembers(c.r.Context(), c.DB)
	if err != nil {
		return fmt.Errorf("read members: %w", err)
	}
	return c.answer(http.StatusOK, out)
}

func readMembers(ctx context.Context, db *sql.DB) (wire.Members, error) {
	out := wire.Members{Members: []wire.Member{}, Handles: []wire.Handle{}}
	rows, err := db.QueryContext(ctx, `SELECT `+memberColumns+`, COALESCE(json_extract(own, '$.handles'), '[]')
		FROM members ORDER BY name, user_id`)
	if err != nil {
		return out, err
	}
	defer rows.Close()
	for rows.Next() {
		var m wire.Member
		var text string
		if err := rows.Scan(append(memberFields(&m), &text)...); err != nil {
			return out, err
		}
		out.Members = append(out.Members, m)
		var handles []wire.Handle
		if err := json.Unmarshal([]byte(text), &handles); err != nil {
			return out, fmt.Errorf("handles of member %s: %w", m.ID, err)
		}
		for _, h := range handles {
			if h.Member = m.ID; m.Active {
				out.Handles = append(out.Handles, h)
			}
		}
	}
	return out, rows.Err()
}

func (c *call) retention() error {
	days, err := c.ledger.Retention(c.r.Context())
	if err != nil {
		return err
	}
	return c.answer(http.StatusOK, wire.Retention{Days: &days})
}

func (c *call) setRetention() error {
	var in wire.Retention
	if err := c.decode(&in); err != nil {
		return err
	}
	if in.Days == nil || *in.Days != 0 && (*in.Days < ledger.LeastRetention || *in.Days > ledger.MostRetention) {
		return fail("invalid", "%q must be from %d to %d, or 0 to keep everything", "days", ledger.LeastRetention, ledger.MostRetention)
	}
	const q = `INSERT INTO meta (k, i) SELECT 'retention_days', ?1
		WHERE ?2 = 'operator' OR EXISTS (SELECT 1 FROM members a JOIN devices d ON d.member = a.user_id
			WHERE a.user_id = ?2 AND a.active = 1 AND a.role = 'admin' AND d.id = ?3 AND d.revoked = 0)
		ON CONFLICT (k) DO UPDATE SET i = excluded.i RETURNING i`
	err := c.DB.QueryRowContext(c.r.Context(), q, *in.Days, c.who.id(), c.who.device).Scan(in.Days)
	if errors.Is(err, sql.ErrNoRows) {
		return fail("forbidden", "your role has just changed")
	} else if err != nil {
		return fmt.Errorf("set the retention: %w", err)
	}
	return c.answer(http.StatusOK, in)
}
