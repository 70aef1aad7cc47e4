package server

// The live socket: a ticket by an authenticated POST, good once and for 30 s, because
// a browser can set no header on a WebSocket and a token must not be in a URL.

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"porchlight/wasm/wire"
)

const ticketLife = 30 * time.Second

func (c *call) ticket() error {
	ctx := c.r.Context()
	if _, err := c.DB.ExecContext(ctx, `DELETE FROM tickets WHERE expires_ms <= ?1`, c.now); err != nil {
		return fmt.Errorf("clear old tickets: %w", err)
	}
	t := Random(ticketLen)
	_, err := c.DB.ExecContext(ctx, `INSERT INTO tickets (hash, device, expires_ms) VALUES (?1, ?2, ?3)`,
		Hash(t), c.who.device, c.now+ticketLife.Milliseconds())
	if err != nil {
		return fmt.Errorf("write a ticket: %w", err)
	}
	return c.answer(http.StatusCreated, wire.Ticket{Ticket: t})
}

func (c *call) live() error {
	if !ourOrigin(c.r.Header.Get("Origin")) {
		return fail("forbidden", "the live socket is for the extension alone")
	}
	// Deleting is using: of two requests with one ticket only one gets a row.
	const q = `DELETE FROM tickets WHERE hash = ?1 AND expires_ms > ?2
		AND EXISTS (SELECT 1 FROM devices d JOIN members m ON m.user_id = d.member
			WHERE d.id = tickets.device AND d.revoked = 0 AND m.active = 1)
		RETURNING device`
	var device string
	err := c.DB.QueryRowContext(c.r.Context(), q, Hash(c.r.URL.Query().Get("ticket")), c.now).Scan(&device)
	if errors.Is(err, sql.ErrNoRows) {
		return fail("unauthorized", "this ticket is unknown, used or older than 30 seconds")
	} else if err != nil {
		return fmt.Errorf("use a ticket: %w", err)
	}
	c.r.Header.Set("Porchlight-Seq", strconv.FormatInt(c.newest(), 10))
	c.status = http.StatusSwitchingProtocols
	c.Live.Serve(c.w, c.r, device)
	return nil
}

// newest is the newest seq, 0 when it cannot be read: a poke is only a hint.
func (c *call) newest() int64 {
	var seq int64
	err := c.DB.QueryRowContext(c.r.Context(), `SELECT COALESCE(MAX(seq), 0) FROM ledger`).Scan(&seq)
	if err != nil {
		c.Log.Error("newest seq", "request", c.id, "error", err)
	}
	return seq
}

// deaf is the Live of a home without sockets; clients then pull by alarm.
type deaf struct{}

func (deaf) Serve(w http.ResponseWriter, _ *http.Request, _ string) {
	WriteProblem(w, Random(16), &fault{code: "unavailable", detail: "no live socket here", after: 60})
}
func (deaf) Poke(int64)   {}
func (deaf) Close(string) {}
