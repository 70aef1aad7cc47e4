package server

// Erasing a person: whoever is gone from a team may ask that nothing tells who it was.
// The ledger keeps its rows, for they name people only by an id that means nothing; what
// gives the id a face is here, and goes. Free texts stay: nobody can find a name in them.

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
)

// The first statement decides, and signs the person out; each of the others may run
// again, so a request that broke off is simply made once more.
const eraseMember = `UPDATE members SET name = user_id, role = 'staff', leader = 0, active = 0, own = '{}'
	WHERE user_id = ?1
	AND (?2 = 'operator' OR EXISTS (SELECT 1 FROM members a JOIN devices d ON d.member = a.user_id
		WHERE a.user_id = ?2 AND a.active = 1 AND a.role = 'admin' AND d.id = ?3 AND d.revoked = 0))
	AND (members.role <> 'admin' OR members.active = 0
		OR EXISTS (SELECT 1 FROM members o WHERE o.user_id <> ?1 AND o.role = 'admin' AND o.active = 1))
	RETURNING user_id`

var eraseRest = []string{
	`DELETE FROM invites WHERE member = ?1`, // redeemed ones still have the name
	`DELETE FROM tickets WHERE device IN (SELECT id FROM devices WHERE member = ?1)`,
	`UPDATE devices SET label = '', hash = '', next = '', revoked = 1 WHERE member = ?1`,
}

func (c *call) eraseMember() error {
	var id string
	err := c.DB.QueryRowContext(c.r.Context(), eraseMember, c.last, c.who.id(), c.who.device).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return c.whyNotChanged()
	} else if err != nil {
		return fmt.Errorf("erase a member: %w", err)
	}
	for _, text := range eraseRest {
		if _, err := c.DB.ExecContext(c.r.Context(), text, id); err != nil {
			return fmt.Errorf("erase a member's traces: %w", err)
		}
	}
	if err := c.closeSockets(id); err != nil {
		return err
	}
	c.Live.Poke(c.newest()) // a repeated seq: the team itself changed
	return c.answer(http.StatusNoContent, nil)
}
