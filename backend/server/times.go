package server

// GET /times: how long people waited. From when they posted, which is what they felt, and
// from when one of us saw it, which is what we can be held to; both, so that nobody is
// told the flattering one alone. Only a reply ends the waiting.

import (
	"net/http"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

func (c *call) times() error {
	after := c.r.URL.Query().Get("after")
	if err := text("after", after, 100, true); err != nil {
		return err
	}
	r, err := c.rules()
	if err != nil {
		return err
	}
	leaders, err := c.leaders(r)
	if err != nil {
		return err
	}
	list, err := c.ledger.Times(c.r.Context(), after, leaders)
	if err != nil {
		return err
	}
	out := wire.Times{Times: list}
	for i := range list {
		s := &list[i]
		if p := s.Posted; p != nil {
			s.Customer = r.clock.Waited(p.FromMs, p.ToMs, s.RepliedMs)
			s.Leader = r.clock.Waited(p.FromMs, p.ToMs, s.HeardMs)
		}
		s.Us = r.clock.Waited(s.SeenMs, s.SeenMs, s.RepliedMs)
		s.Next = r.clock.Waited(s.ReopenedMs, s.ReopenedMs, s.AgainMs)
	}
	if len(list) == ledger.TimesPage {
		out.Next = list[len(list)-1].Conv
	}
	return c.answer(http.StatusOK, out)
}
