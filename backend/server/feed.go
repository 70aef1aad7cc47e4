package server

// GET /changes and GET /snapshot: how a device learns what the others did. GET /digests:
// how an admin learns whether what they did is still what stands there.

import (
	"errors"
	"net/http"
	"strconv"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

func (c *call) changes() error {
	epoch, cursor, err := c.cursor()
	if err != nil {
		return err
	}
	fed, err := c.ledger.Feed(c.r.Context(), epoch, cursor)
	if errors.Is(err, ledger.ErrResync) {
		return fail("gone", "take a snapshot and go on from there")
	} else if err != nil {
		return err
	}
	return c.answer(http.StatusOK, wire.Changes{
		ServerNowMs: c.now, Epoch: fed.Epoch, Changes: fed.Changes, Cursor: fed.Cursor,
		More: fed.More, PlaybookVersion: fed.Playbook,
	})
}

func (c *call) snapshot() error {
	after := c.r.URL.Query().Get("after")
	if err := text("after", after, 100, true); err != nil {
		return err
	}
	s, err := c.ledger.Snapshot(c.r.Context(), after)
	if err != nil {
		return err
	}
	s.ServerNowMs = c.now
	return c.answer(http.StatusOK, s)
}

func (c *call) digests() error {
	after, err := strconv.ParseInt(c.r.URL.Query().Get("after"), 10, 64)
	if err != nil || after < 0 || after > mostInt {
		return fail("invalid", "%q must be a whole number from 0", "after")
	}
	out, err := c.ledger.Verify(c.r.Context(), after, c.now)
	if errors.Is(err, ledger.ErrDigest) {
		return fail("invalid", "no day ends at row %d: begin again from 0", after)
	} else if err != nil {
		return err
	}
	return c.answer(http.StatusOK, out)
}
