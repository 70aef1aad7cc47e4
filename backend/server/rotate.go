package server

// A device changes its secret. It makes the next one itself and says only the hash, so
// a lost answer loses nothing: until the next one is used for the first time both are
// good, and from then on it alone.

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"

	"porchlight/wasm/wire"
)

func (c *call) nextToken() error {
	var in wire.TokenIn
	if err := c.decode(&in); err != nil {
		return err
	}
	if !hex64(in.Hash) {
		return fail("invalid", "%q must be a SHA-256 in lower-case hex", "hash")
	}
	const q = `UPDATE devices SET next = CASE WHEN hash = ?2 THEN '' ELSE ?2 END WHERE id = ?1 AND revoked = 0 RETURNING id`
	var id string
	err := c.DB.QueryRowContext(c.r.Context(), q, c.who.device, in.Hash).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return fail("unauthorized", "this device was signed out a moment ago")
	} else if err != nil {
		return fmt.Errorf("note a device's next secret: %w", err)
	}
	return c.answer(http.StatusNoContent, nil)
}

// promote ends the secret that a device had before, at the first use of its next one.
// It says false when the next one is another by now. Two first uses at once are both
// right: the second finds what the first has written.
func (c *call) promote(device, hash string) (bool, error) {
	const q = `UPDATE devices SET hash = ?2, next = '' WHERE id = ?1 AND revoked = 0 AND (next = ?2 OR hash = ?2) RETURNING id`
	err := c.DB.QueryRowContext(c.r.Context(), q, device, hash).Scan(&device)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	} else if err != nil {
		return false, fmt.Errorf("take a device's next secret: %w", err)
	}
	return true, nil
}
