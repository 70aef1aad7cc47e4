package ledger

// When what happened in each conversation, for response times. Nothing here names who.

import (
	"context"
	"encoding/json"
	"fmt"

	"porchlight/wasm/wire"
)

// The claim is the first that is still there: claims older than PurgeAge are purged.
// Their newest answer is a reopening, and its reply the first one after it.
const times = `
SELECT c.conv, c.stamps,
  COALESCE((SELECT MIN(l.at_ms) FROM ledger l WHERE l.subject = c.conv AND l.ok = 1 AND l.kind IN ('claim', 'takeover', 'assign', 'handoff')), 0),
  COALESCE((SELECT MIN(l.at_ms) FROM ledger l WHERE l.subject = c.conv AND l.ok = 1 AND l.kind = 'reply'), 0),
  COALESCE(r.at_ms, 0),
  COALESCE((SELECT MIN(l.at_ms) FROM ledger l WHERE l.subject = c.conv AND l.ok = 1 AND l.kind = 'reply' AND l.seq > r.seq), 0)
FROM (SELECT * FROM conversations WHERE conv > CAST(?1 AS TEXT) ORDER BY conv LIMIT 100) c
LEFT JOIN ledger r ON r.seq = (SELECT MAX(l.seq) FROM ledger l WHERE l.subject = c.conv AND l.ok = 1 AND l.kind = 'reopen')
ORDER BY c.conv`

// TimesPage is the most conversations that Times returns at once.
const TimesPage = 100

// Times returns the stamps of a page of conversations after one, "" for the first page.
// How long anybody waited is left to the caller, who knows the business hours.
func (l *Ledger) Times(ctx context.Context, after string) ([]wire.Stamps, error) {
	rows, err := l.db.QueryContext(ctx, times, after)
	if err != nil {
		return nil, fmt.Errorf("read the times: %w", err)
	}
	defer rows.Close()
	list := []wire.Stamps{}
	for rows.Next() {
		var s wire.Stamps
		var told string
		if err := rows.Scan(&s.Conv, &told, &s.ClaimedMs, &s.RepliedMs, &s.ReopenedMs, &s.AgainMs); err != nil {
			return nil, fmt.Errorf("read the times: %w", err)
		}
		if told != "" {
			if err := json.Unmarshal([]byte(told), &s); err != nil {
				return nil, fmt.Errorf("stamps of conversation %s: %w", s.Conv, err)
			}
		}
		list = append(list, s)
	}
	return list, rows.Err()
}
