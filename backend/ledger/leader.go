package ledger

// When a leader has seen what is for them. Nothing new is recorded for it: a question is for
// a leader where the post names them, or a colleague gave it to them; and it is seen when they
// first do anything about it. What they read and let be, nobody is told.

import (
	"encoding/json"
	"fmt"
)

// Leader is a name by which conversations tell of a leader of the team; a member may have some.
type Leader struct {
	Member string `json:"member"`
	Name   string `json:"name"`
}

// asksFor are the conversations of f with the leaders that they are for: f pairs those with
// all that was found to be the same; @leaders is a list of Leader as JSON.
const asksFor = `SELECT f.conv, m.user_id FROM f CROSS JOIN conversations c ON c.conv = f.subject
    CROSS JOIN json_each(CASE WHEN json_valid(c.names) THEN c.names ELSE '[]' END) n
    CROSS JOIN json_each(@leaders) x ON json_extract(x.value, '$.name') = n.value COLLATE NOCASE
    CROSS JOIN members m ON m.user_id = json_extract(x.value, '$.member') AND m.leader = 1
  UNION SELECT f.conv, m.user_id FROM f CROSS JOIN ledger l ON l.subject = f.subject
    CROSS JOIN members m ON m.user_id = l.holder AND m.leader = 1
    WHERE l.ok = 1 AND l.kind IN ('handoff', 'assign') AND l.actor <> l.holder`

// sawIt is when the first of these leaders did something about the conversation p, 0 for
// never. A renewal is made by a page, and moves nothing.
const sawIt = `COALESCE((SELECT MIN(l.at_ms) FROM d CROSS JOIN f ON f.conv = d.conv CROSS JOIN ledger l ON l.subject = f.subject
    WHERE d.conv = p.conv AND l.actor = d.user_id AND l.kind <> 'renew'), 0)`

func listed(leaders []Leader) (string, error) {
	b, err := json.Marshal(append([]Leader{}, leaders...))
	if err != nil {
		return "", fmt.Errorf("list the leaders: %w", err)
	}
	return string(b), nil
}
