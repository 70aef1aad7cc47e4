package ledger

// Two conversations that turn out to be one. One statement points the later at the
// earlier, which goes on with the sum of both; a row for each tells it. What is then done
// to the later is done to the earlier: its statement writes nothing where the head is a
// pointer, and is run again with what that points at. So a pointer that is made between
// two statements is found, too.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// mostHops is the longest way from a conversation to what it was found to be.
const mostHops = 50

// merge is the statement of an alias: ?3 and ?11 are the two subjects, the others are as
// in template. The live claim that was granted first survives, under a fence above both.
const merge = `
WITH a AS (
  SELECT * FROM ledger WHERE subject = CAST(?3 AS TEXT) ORDER BY seq DESC LIMIT 1
), b AS (
  SELECT * FROM ledger WHERE subject = CAST(?11 AS TEXT) ORDER BY seq DESC LIMIT 1
), s AS (
  SELECT MAX(?6, COALESCE(a.at_ms, 0), COALESCE(b.at_ms, 0)) AS now,
         COALESCE(a.kind = 'aliased', 0) OR COALESCE(b.kind = 'aliased', 0) AS moved,
         (SELECT MIN(seq) FROM ledger WHERE subject = ?3) AS a_first,
         (SELECT MIN(seq) FROM ledger WHERE subject = ?11) AS b_first,
         (SELECT MIN(seq) FROM ledger WHERE subject = ?3 AND ok = 1 AND fence = a.fence) AS a_grant,
         (SELECT MIN(seq) FROM ledger WHERE subject = ?11 AND ok = 1 AND fence = b.fence) AS b_grant,
         COALESCE(a.fence, 0) AS a_fence, COALESCE(b.fence, 0) AS b_fence, a.holder AS a_holder, b.holder AS b_holder,
         COALESCE(a.since_ms, 0) AS a_since, COALESCE(b.since_ms, 0) AS b_since,
         COALESCE(a.expires_ms, 0) AS a_expires, COALESCE(b.expires_ms, 0) AS b_expires,
         COALESCE(a.replied, 0) AS a_replied, COALESCE(b.replied, 0) AS b_replied,
         COALESCE(a.outcome, '') AS a_outcome, COALESCE(b.outcome, '') AS b_outcome,
         COALESCE(a.due_ms, 0) AS a_due, COALESCE(b.due_ms, 0) AS b_due
  FROM (SELECT 1) LEFT JOIN a ON 1 LEFT JOIN b ON 1
), d AS (
  SELECT s.*, ?3 <> ?11 AS two,
         EXISTS (SELECT 1 FROM members m WHERE m.user_id = ?4 AND m.active = 1 AND m.role IN (@role)) AS ok,
         COALESCE(a_first < COALESCE(b_first, a_first + 1), 0) AS a_root,
         a_holder IS NOT NULL AND a_expires > now AS a_live,
         b_holder IS NOT NULL AND b_expires > now AS b_live
  FROM s
), w AS (
  SELECT d.*, ok AND two AS merged, a_live AND NOT (b_live AND b_grant < a_grant) AS a_wins,
         CASE WHEN a_root THEN a_outcome ELSE b_outcome END AS outcome, CASE WHEN a_root THEN b_outcome ELSE a_outcome END AS other
  FROM d
), m AS (
  SELECT now, ok, merged, moved, NOT merged OR a_root AS stays,
         CASE WHEN merged THEN MAX(a_fence, b_fence) + 1 ELSE a_fence END AS fence,
         CASE WHEN a_wins OR NOT merged THEN a_holder WHEN b_live THEN b_holder END AS holder,
         CASE WHEN a_wins OR NOT merged THEN a_since WHEN b_live THEN b_since ELSE 0 END AS since_ms,
         CASE WHEN a_wins OR NOT merged THEN a_expires WHEN b_live THEN b_expires ELSE 0 END AS expires_ms,
         CASE WHEN merged THEN a_replied + b_replied ELSE a_replied END AS replied,
         CASE WHEN NOT merged THEN a_outcome WHEN outcome NOT IN ('', 'reopened') THEN outcome
              WHEN other NOT IN ('', 'reopened') THEN other ELSE MAX(outcome, other) END AS outcome,
         CASE WHEN NOT merged THEN a_due WHEN outcome NOT IN ('', 'reopened') OR other NOT IN ('', 'reopened') THEN 0
              WHEN a_due = 0 OR b_due = 0 THEN MAX(a_due, b_due) ELSE MIN(a_due, b_due) END AS due_ms
  FROM w
)
INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok,
                    fence, holder, since_ms, expires_ms, replied, outcome, due_ms, in_lease, body)
SELECT ?1, ?2, CASE WHEN stays THEN ?3 ELSE ?11 END, 'alias', ?4, ?5, now, ok,
       fence, holder, since_ms, expires_ms, replied, outcome, due_ms, 0, ?9
FROM m WHERE ?7 >= 0 AND ?8 >= 0 AND ?10 >= 0 AND NOT moved AND @room
UNION ALL
SELECT ?1 || '/aliased', ?2, CASE WHEN stays THEN ?11 ELSE ?3 END, 'aliased', ?4, ?5, now, ok,
       fence, holder, since_ms, expires_ms, replied, outcome, due_ms, 0, json_object('to', CASE WHEN stays THEN ?3 ELSE ?11 END)
FROM m WHERE ?7 >= 0 AND ?8 >= 0 AND ?10 >= 0 AND NOT moved AND @room AND merged
ON CONFLICT (op_id) DO NOTHING
RETURNING seq, subject, ok, fence, COALESCE(holder, ''), since_ms, expires_ms, replied, outcome, due_ms, in_lease, at_ms`

const pointer = `SELECT json_extract(body, '$.to') FROM ledger WHERE subject = CAST(?1 AS TEXT) AND kind = 'aliased'
	ORDER BY seq DESC LIMIT 1`

// merged is the step from the subjects f of a conversation to those that were found to be
// the same: the row of an alias is the staying one's, and names the other's by its id.
const merged = `SELECT f.conv, p.subject FROM f CROSS JOIN ledger a ON a.subject = f.subject AND a.kind = 'alias' AND a.ok = 1
	CROSS JOIN ledger p ON p.op_id = a.op_id || '/aliased'`

// follow points op at what its subjects were found to be; it tells whether any was.
func (l *Ledger) follow(ctx context.Context, op *Op) (moved bool, err error) {
	subjects := []*string{&op.Subject}
	if op.Kind == "alias" {
		subjects = append(subjects, &op.Target)
	}
	for _, s := range subjects {
		var to string
		err := l.db.QueryRowContext(ctx, pointer, *s).Scan(&to)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		} else if err != nil {
			return false, fmt.Errorf("look up what %s is: %w", *s, err)
		}
		*s, moved = to, true
	}
	return moved, nil
}
