package server

// The devices that are signed in. People see and revoke their own; leads and admins
// everybody's. Revoking works from the next request on, closes open sockets, and voids
// the open invites for further browsers that the same person could have made with it.

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"

	"porchlight/wasm/wire"
)

func (c *call) listDevices() error {
	const q = `SELECT id, member, label, made_ms, seen_ms, revoked FROM devices
		WHERE ?1 = 1 OR member = ?2 ORDER BY made_ms, id`
	rows, err := c.DB.QueryContext(c.r.Context(), q, number(c.who.may(allDevices)), c.who.member.ID)
	if err != nil {
		return fmt.Errorf("read devices: %w", err)
	}
	defer rows.Close()
	out := wire.Devices{Devices: []wire.Device{}}
	for rows.Next() {
		var d wire.Device
		if err := rows.Scan(&d.ID, &d.Member, &d.Label, &d.MadeMs, &d.SeenMs, &d.Revoked); err != nil {
			return fmt.Errorf("read a device: %w", err)
		}
		out.Devices = append(out.Devices, d)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read devices: %w", err)
	}
	return c.answer(http.StatusOK, out)
}

// revoke answers 404 for a device that is not there and for one that the caller may
// not know of.
func (c *call) revoke() error {
	const q = `UPDATE devices SET revoked = 1 WHERE id = ?1 AND (member = ?2
		OR EXISTS (SELECT 1 FROM members m WHERE m.user_id = ?2 AND m.active = 1 AND m.role IN ('lead', 'admin')))
		RETURNING id`
	var id string
	err := c.DB.QueryRowContext(c.r.Context(), q, c.last, c.who.member.ID).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return fail("not_found", "no such device")
	} else if err != nil {
		return fmt.Errorf("revoke a device: %w", err)
	}
	if err := c.shutDoors(id); err != nil {
		return err
	}
	c.Live.Close(id)
	return c.answer(http.StatusNoContent, nil)
}

// shutDoors comes after the revoking, and no statement lets a revoked device invite: a
// stolen device leaves no way back in.
func (c *call) shutDoors(device string) error {
	const q = `DELETE FROM invites WHERE name = '' AND by_member = (SELECT member FROM devices WHERE id = ?1)
		AND NOT EXISTS (SELECT 1 FROM devices d WHERE d.invite = invites.hash)`
	if _, err := c.DB.ExecContext(c.r.Context(), q, device); err != nil {
		return fmt.Errorf("void the invites of a revoked device: %w", err)
	}
	return nil
}
