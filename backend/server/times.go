package server

// GET /times: how long people waited. From when they posted, which is what they felt, and
// from when one of us saw it, which is what we can be held to; both, so that nobody is
// told the flattering one alone. Only a reply ends the waiting.

import (
	"net/http"
	"time"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

// Longer waits are counted as this long: a page may say that a post is from 1970.
const longestWait = 400 * 24 * time.Hour

func (c *call) times() error {
	after := c.r.URL.Query().Get("after")
	if err := text("after", after, 100, true); err != nil {
		return err
	}
	r, err := c.rules()
	if err != nil {
		return err
	}
	list, err := c.ledger.Times(c.r.Context(), after)
	if err != nil {
		return err
	}
	out := wire.Times{Times: list}
	for i := range list {
		s := &list[i]
		if p := s.Posted; p != nil {
			s.Customer = r.waited(p.FromMs, p.ToMs, s.RepliedMs)
		}
		s.Us = r.waited(s.SeenMs, s.SeenMs, s.RepliedMs)
		s.Next = r.waited(s.ReopenedMs, s.ReopenedMs, s.AgainMs)
	}
	if len(list) == ledger.TimesPage {
		out.Next = list[len(list)-1].Conv
	}
	return c.answer(http.StatusOK, out)
}

// waited is how long somebody waited who began at some moment of a range; nil when either
// end is not known.
func (r *rules) waited(fromMs, toMs, endMs int64) *wire.Waited {
	if fromMs == 0 || endMs == 0 {
		return nil
	}
	early, late := r.wait(fromMs, endMs), r.wait(toMs, endMs)
	return &wire.Waited{LeastMs: late[0], MostMs: early[0], OpenLeastMs: late[1], OpenMostMs: early[1]}
}

// wait is by the calendar and in business hours.
func (r *rules) wait(fromMs, endMs int64) [2]int64 {
	end := time.UnixMilli(endMs)
	from := time.UnixMilli(max(min(fromMs, endMs), endMs-longestWait.Milliseconds()))
	return [2]int64{end.Sub(from).Milliseconds(), r.open.Between(from, end).Milliseconds()}
}
