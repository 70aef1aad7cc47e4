package ledger

// When what happened in each conversation, for response times. Nothing here names who.

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"porchlight/wasm/wire"
)

// A conversation is told with all that was found to be the same, and those not again. The
// claim is the first that is still there: claims older than PurgeAge are purged. Their newest
// answer is a reopening, and its reply the first one after it.
var times = strings.ReplaceAll(`
WITH RECURSIVE
p AS MATERIALIZED (
  SELECT c.conv FROM conversations c WHERE c.conv > CAST(?1 AS TEXT)
  AND COALESCE((SELECT h.kind FROM ledger h WHERE h.subject = c.conv ORDER BY h.seq DESC LIMIT 1), '') <> 'aliased'
  ORDER BY c.conv LIMIT 100
),
f(conv, subject) AS (SELECT conv, conv FROM p UNION `+merged+`),
e AS MATERIALIZED (
  SELECT f.conv, l.seq, l.kind, l.at_ms FROM f CROSS JOIN ledger l ON l.subject = f.subject
  WHERE l.ok = 1 AND l.kind IN ('claim', 'takeover', 'assign', 'handoff', 'reply', 'reopen')
),
d(conv, user_id) AS MATERIALIZED (`+asksFor+`),
r AS (SELECT conv, MAX(seq) AS seq, at_ms FROM e WHERE kind = 'reopen' GROUP BY conv)
SELECT p.conv,
  (SELECT json_group_array(json(stamps)) FROM (SELECT c.stamps FROM f CROSS JOIN conversations c ON c.conv = f.subject
    WHERE f.conv = p.conv AND c.stamps <> '' ORDER BY c.made_ms)),
  COALESCE(MIN(CASE WHEN e.kind NOT IN ('reply', 'reopen') THEN e.at_ms END), 0),
  COALESCE(MIN(CASE WHEN e.kind = 'reply' THEN e.at_ms END), 0),
  COALESCE(r.at_ms, 0),
  COALESCE(MIN(CASE WHEN e.kind = 'reply' AND e.seq > r.seq THEN e.at_ms END), 0),
  EXISTS (SELECT 1 FROM d WHERE d.conv = p.conv), `+sawIt+`
FROM p LEFT JOIN e ON e.conv = p.conv LEFT JOIN r ON r.conv = p.conv
GROUP BY p.conv ORDER BY p.conv`, "@leaders", "?2")

// TimesPage is the most conversations that Times returns at once.
const TimesPage = 100

// Times returns the stamps of a page of conversations after one, "" for the first page;
// leaders are those whom they may be for. How long anybody waited is left to the caller, who
// knows the business hours.
func (l *Ledger) Times(ctx context.Context, after string, leaders []Leader) ([]wire.Stamps, error) {
	known, err := listed(leaders)
	if err != nil {
		return nil, err
	}
	rows, err := l.db.QueryContext(ctx, times, after, known)
	if err != nil {
		return nil, fmt.Errorf("read the times: %w", err)
	}
	defer rows.Close()
	list := []wire.Stamps{}
	for rows.Next() {
		var s wire.Stamps
		var told string
		if err := rows.Scan(&s.Conv, &told, &s.ClaimedMs, &s.RepliedMs, &s.ReopenedMs, &s.AgainMs, &s.ForLeader, &s.HeardMs); err != nil {
			return nil, fmt.Errorf("read the times: %w", err)
		}
		if err := stamp(&s, told); err != nil {
			return nil, fmt.Errorf("stamps of conversation %s: %w", s.Conv, err)
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

// stamp notes what was told under each key: the post is the same, so the first to say when it
// was posted says it, and it was seen when the first of us saw it.
func stamp(s *wire.Stamps, told string) error {
	var each []wire.Stamps
	if err := json.Unmarshal([]byte(told), &each); err != nil {
		return err
	}
	for _, t := range each {
		if s.Posted == nil {
			s.Posted = t.Posted
		}
		if s.SeenMs == 0 || t.SeenMs > 0 && t.SeenMs < s.SeenMs {
			s.SeenMs = t.SeenMs
		}
	}
	return nil
}
