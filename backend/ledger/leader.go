package ledger

// When a leader has seen what is for them. Nothing new is recorded for it: a question is for
// a leader where the post names them as the team does, or a colleague gave it to them; and it
// is seen when they first do anything about it. What they read and let be, nobody is told.

// asksFor are the conversations of f with the leaders that they are for: f pairs those with
// all that was found to be the same.
const asksFor = `SELECT f.conv, m.user_id FROM f CROSS JOIN conversations c ON c.conv = f.subject
    CROSS JOIN json_each(CASE WHEN json_valid(c.names) THEN c.names ELSE '[]' END) n
    CROSS JOIN members m ON m.leader = 1 AND m.name = n.value COLLATE NOCASE
  UNION SELECT f.conv, m.user_id FROM f CROSS JOIN ledger l ON l.subject = f.subject
    CROSS JOIN members m ON m.user_id = l.holder AND m.leader = 1
    WHERE l.ok = 1 AND l.kind IN ('handoff', 'assign') AND l.actor <> l.holder`

// sawIt is when the first of these leaders did something about the conversation p, 0 for
// never. A renewal is made by a page, and moves nothing.
const sawIt = `COALESCE((SELECT MIN(l.at_ms) FROM d CROSS JOIN f ON f.conv = d.conv CROSS JOIN ledger l ON l.subject = f.subject
    WHERE d.conv = p.conv AND l.actor = d.user_id AND l.kind <> 'renew'), 0)`
