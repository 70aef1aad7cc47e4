package server

// Changing a person: role, leader flag, whether active, or on duty. The rule that a team keeps one
// active admin is part of the statement: two admins who demote each other in the same
// moment would both pass a check made before it.

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"porchlight/wasm/wire"
)

func (c *call) changeMember() error {
	var in wire.MemberIn
	if err := c.decode(&in); err != nil {
		return err
	}
	if in.Role != "" && rank[in.Role] == 0 {
		return fail("invalid", "%q must be staff, lead or admin, not %.40q", "role", in.Role)
	}
	if in == (wire.MemberIn{}) {
		return fail("invalid", "nothing to change: name %q, %q, %q or %q", "role", "leader", "active", "on_duty")
	}
	m, err := c.writeMember(in)
	if errors.Is(err, sql.ErrNoRows) {
		return c.whyNotChanged()
	} else if err != nil {
		return fmt.Errorf("change a member: %w", err)
	}
	if !m.Active {
		if err := c.closeSockets(m.ID); err != nil {
			return err
		}
	}
	c.Live.Poke(c.newest()) // a repeated seq: the team itself changed
	return c.answer(http.StatusOK, m)
}

func (c *call) writeMember(in wire.MemberIn) (wire.Member, error) {
	const q = `UPDATE members SET role = CASE WHEN ?2 = '' THEN role ELSE ?2 END,
			leader = CASE WHEN ?3 < 0 THEN leader ELSE ?3 END, active = CASE WHEN ?4 < 0 THEN active ELSE ?4 END,
			own = json_patch(own, ?7)
		WHERE user_id = ?1
		AND (?5 = 'operator' OR EXISTS (SELECT 1 FROM members a JOIN devices d ON d.member = a.user_id
			WHERE a.user_id = ?5 AND a.active = 1 AND a.role = 'admin' AND d.id = ?6 AND d.revoked = 0))
		AND (members.role <> 'admin' OR members.active = 0 OR (?2 IN ('', 'admin') AND ?4 <> 0)
			OR EXISTS (SELECT 1 FROM members o WHERE o.user_id <> ?1 AND o.role = 'admin' AND o.active = 1))
		RETURNING ` + memberColumns
	own, err := json.Marshal(wire.MeIn{OnDuty: in.OnDuty})
	if err != nil {
		return wire.Member{}, err
	}
	return scanMember(c.DB.QueryRowContext(c.r.Context(), q, c.last, string(in.Role), maybe(in.Leader), maybe(in.Active),
		c.who.id(), c.who.device, string(own)))
}

// What a query of members selects for scanMember; further columns may follow it.
const memberColumns = `user_id, name, role, leader, active, COALESCE(json_extract(own, '$.on_duty'), 1)`

func memberFields(m *wire.Member) []any {
	return []any{&m.ID, &m.Name, &m.Role, &m.Leader, &m.Active, &m.OnDuty}
}

func scanMember(row interface{ Scan(...any) error }) (wire.Member, error) {
	var m wire.Member
	err := row.Scan(memberFields(&m)...)
	return m, err
}

// maybe is -1 for what stays as it is.
func maybe(b *bool) int64 {
	if b == nil {
		return -1
	}
	return number(*b)
}

func (c *call) whyNotChanged() error {
	var there, admin bool
	const q = `SELECT EXISTS (SELECT 1 FROM members WHERE user_id = ?1),
		EXISTS (SELECT 1 FROM members WHERE user_id = ?2 AND role = 'admin' AND active = 1)`
	err := c.DB.QueryRowContext(c.r.Context(), q, c.last, c.who.id()).Scan(&there, &admin)
	switch {
	case err != nil:
		return fmt.Errorf("look up a member: %w", err)
	case !there:
		return fail("not_found", "no such member")
	case !admin && !c.who.operator:
		return fail("forbidden", "your role has just changed")
	}
	return fail("conflict", "a team keeps one active admin: make somebody else an admin first")
}

func (c *call) closeSockets(member string) error {
	rows, err := c.DB.QueryContext(c.r.Context(), `SELECT id FROM devices WHERE member = ?1`, member)
	if err != nil {
		return fmt.Errorf("read a member's devices: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return fmt.Errorf("read a member's device: %w", err)
		}
		c.Live.Close(id)
	}
	return rows.Err()
}
