package server

// Invites and how they become devices. An invite is used once, and "used" means that a
// device row names it. The device makes its own token and sends only the hash: when
// the answer is lost it redeems again and finds itself.

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"time"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

const (
	mostHours    = 72
	browserHours = 1   // of an invite for a further browser: the person is at both
	openInvites  = 500 // at once, in a team; used and expired ones do not count
)

func (c *call) invite() error {
	var in wire.InviteIn
	if err := c.decode(&in); err != nil {
		return err
	}
	if err := checkInvite(in); err != nil {
		return err
	}
	if err := c.mayIssue(in); err != nil {
		return err
	}
	out, err := c.issue(in)
	if err != nil {
		return err
	}
	return c.answer(http.StatusCreated, out)
}

func checkInvite(in wire.InviteIn) error {
	most := mostHours
	if in.Member != "" {
		most = browserHours
		if in.Name != "" || in.Role != "" || in.Leader {
			return fail("invalid", "with %q there is no %q, %q or %q: the person has them", "member", "name", "role", "leader")
		}
		if err := text("member", in.Member, 64, false); err != nil {
			return err
		}
	} else {
		if err := text("name", in.Name, 200, false); err != nil {
			return err
		}
		if rank[in.Role] == 0 {
			return fail("invalid", "%q must be staff, lead or admin, not %.40q", "role", in.Role)
		}
	}
	if in.Hours < 0 || in.Hours > most {
		return fail("invalid", "%q must be from 1 to %d", "hours", most)
	}
	return nil
}

func (c *call) mayIssue(in wire.InviteIn) error {
	if in.Member == "" {
		if !c.who.mayInvite(in.Role) {
			return fail("forbidden", "admins invite anybody, others only below themselves")
		}
		return nil
	}
	if !c.who.mayAddBrowser(in.Member) {
		return fail("forbidden", "a further browser is for oneself, or given by an admin")
	}
	var active bool
	err := c.DB.QueryRowContext(c.r.Context(), `SELECT active FROM members WHERE user_id = ?1`, in.Member).Scan(&active)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fail("not_found", "no such member")
	case err != nil:
		return fmt.Errorf("look up a member: %w", err)
	case !active:
		return fail("conflict", "this member is not active")
	}
	return nil
}

// issue writes an invite; one without a name is for a further browser. The statement
// reads the rights once more, and whether the device that asks is still signed in.
func (c *call) issue(in wire.InviteIn) (wire.Invite, error) {
	whose := in.Member
	if whose == "" {
		whose = Random(memberLen)
	}
	if in.Hours == 0 && in.Member != "" {
		in.Hours = browserHours
	} else if in.Hours == 0 {
		in.Hours = mostHours
	}
	secret := Random(inviteLen)
	expires := c.now + (time.Duration(in.Hours) * time.Hour).Milliseconds()
	q := `INSERT INTO invites (hash, member, name, role, leader, by_member, made_ms, expires_ms)
		SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
		WHERE (?6 = 'operator' OR EXISTS (SELECT 1 FROM members m JOIN devices d ON d.member = m.user_id
			WHERE m.user_id = ?6 AND m.active = 1 AND d.id = ?10 AND d.revoked = 0
			AND (m.role = 'admin' OR (m.role = 'lead' AND ?4 = 'staff') OR (?3 = '' AND ?2 = ?6))))
		AND (?3 <> '' OR EXISTS (SELECT 1 FROM members t WHERE t.user_id = ?2 AND t.active = 1))
		AND (?3 = '' OR ` + ledger.Room("members") + `) AND ` + ledger.Room("devices") + `
		AND (SELECT count(*) FROM invites i WHERE i.expires_ms > ?7
			AND NOT EXISTS (SELECT 1 FROM devices d WHERE d.invite = i.hash)) < ?9
		RETURNING hash`
	var hash string
	err := c.DB.QueryRowContext(c.r.Context(), q, Hash(secret), whose, in.Name, string(in.Role),
		number(in.Leader), c.who.id(), c.now, expires, int64(openInvites), c.who.device).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		if full := c.fullFor(in.Name != ""); full != nil {
			return wire.Invite{}, full
		}
		return wire.Invite{}, fail("forbidden", "your role has just changed, or %d invites are open: wait until some are used or expire", openInvites)
	} else if err != nil {
		return wire.Invite{}, fmt.Errorf("write an invite: %w", err)
	}
	return wire.Invite{Team: c.team, Link: c.origin() + "/join#" + c.team + "." + secret, ExpiresMs: expires}, nil
}

// fullFor tells whether one more device, and person, is too many.
func (c *call) fullFor(person bool) error {
	err := c.ledger.IsFull(c.r.Context(), "devices")
	if err == nil && person {
		err = c.ledger.IsFull(c.r.Context(), "members")
	}
	return err
}

func (c *call) redeem() error {
	if err := c.redeems.take(c.address(), c.now); err != nil {
		return err
	}
	var in wire.RedeemIn
	if err := c.decode(&in); err != nil {
		return err
	}
	if err := text("label", in.Label, 100, true); err != nil {
		return err
	}
	if !base62(in.Device, deviceIDLen) {
		return fail("invalid", "%q must be %d letters and digits", "device", deviceIDLen)
	}
	if !hex64(in.Hash) {
		return fail("invalid", "%q must be a SHA-256 in lower-case hex", "hash")
	}
	m, err := c.enrol(in)
	if errors.Is(err, sql.ErrNoRows) {
		if full := c.fullFor(true); full != nil && c.isOpen(in.Invite) { // told only to who has an invite
			return full
		}
		return fail("not_found", "this invite is unknown, used or expired: ask for a new one")
	} else if err != nil {
		return fmt.Errorf("redeem an invite: %w", err)
	}
	if err := c.readFacts(); err != nil {
		return err
	}
	c.Live.Poke(c.newest()) // the others see a new colleague
	return c.answer(http.StatusOK, c.meOf(m, in.Device))
}

// Valid: not expired, and whoever made it could still make it.
const validInvite = `i.hash = ?1 AND i.expires_ms > ?2 AND (i.by_member = 'operator'
	OR EXISTS (SELECT 1 FROM members b WHERE b.user_id = i.by_member AND b.active = 1 AND (b.role = 'admin'
		OR (b.role = 'lead' AND i.role = 'staff') OR (i.name = '' AND b.user_id = i.member))))`

// isOpen tells whether an invite is valid and nobody's yet.
func (c *call) isOpen(secret string) bool {
	const q = `SELECT 1 FROM invites i WHERE ` + validInvite + ` AND NOT EXISTS (SELECT 1 FROM devices d WHERE d.invite = i.hash)`
	var one int64
	return c.DB.QueryRowContext(c.r.Context(), q, Hash(secret), c.now).Scan(&one) == nil
}

// enrol makes the member, which alone opens nothing and which a further browser has
// already, and then the device, which is the one decision. It returns sql.ErrNoRows
// when the invite is of no use to this device.
func (c *call) enrol(in wire.RedeemIn) (wire.Member, error) {
	ctx, hash := c.r.Context(), Hash(in.Invite)
	member := `INSERT INTO members (user_id, name, role, leader, active, made_ms)
		SELECT i.member, i.name, i.role, i.leader, 1, ?2 FROM invites i WHERE i.name <> '' AND ` + validInvite + `
		AND ` + ledger.Room("members") + ` AND ` + ledger.Room("devices") + ` ON CONFLICT (user_id) DO NOTHING`
	if _, err := c.DB.ExecContext(ctx, member, hash, c.now); err != nil {
		return wire.Member{}, err
	}
	device := `INSERT INTO devices (id, invite, member, hash, label, made_ms, seen_ms, revoked)
		SELECT ?3, i.hash, i.member, ?4, ?5, ?2, ?2, 0 FROM invites i WHERE ` + validInvite + `
		AND EXISTS (SELECT 1 FROM members t WHERE t.user_id = i.member AND t.active = 1)
		AND ` + ledger.Room("devices") + ` ON CONFLICT DO NOTHING`
	if _, err := c.DB.ExecContext(ctx, device, hash, c.now, in.Device, in.Hash, in.Label); err != nil {
		return wire.Member{}, err
	}
	const own = `SELECT ` + memberColumns + ` FROM devices d JOIN members m ON m.user_id = d.member
		WHERE d.invite = ?1 AND d.id = ?2 AND d.hash = ?3 AND d.revoked = 0 AND m.active = 1`
	return scanMember(c.DB.QueryRowContext(ctx, own, hash, in.Device, in.Hash))
}

func hex64(s string) bool {
	if len(s) != 64 {
		return false
	}
	for i := range len(s) {
		if !(s[i] >= '0' && s[i] <= '9' || s[i] >= 'a' && s[i] <= 'f') {
			return false
		}
	}
	return true
}

func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
