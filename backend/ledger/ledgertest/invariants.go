package ledgertest

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Each of these asks for rows that must not exist.
var never = map[string]string{
	"an op has one row": `SELECT op_id FROM ledger GROUP BY op_id HAVING count(*) > 1`,

	"a fence never has two holders": `SELECT subject, fence FROM ledger WHERE ok = 1 AND holder IS NOT NULL
		GROUP BY subject, fence HAVING count(DISTINCT holder) > 1`,

	"time, fence and replies never run back; a refused op repeats the state it found": `SELECT * FROM (
		SELECT seq, kind, ok, at_ms, fence, holder, since_ms, expires_ms, replied, outcome, due_ms,
			LAG(seq) OVER w AS pseq, LAG(at_ms) OVER w AS pat, LAG(fence) OVER w AS pfence,
			LAG(holder) OVER w AS pholder, LAG(since_ms) OVER w AS psince,
			LAG(expires_ms) OVER w AS pexp, LAG(replied) OVER w AS preplied, LAG(outcome) OVER w AS poutcome,
			LAG(due_ms) OVER w AS pdue
		FROM ledger WINDOW w AS (PARTITION BY subject ORDER BY seq))
		WHERE pseq IS NOT NULL AND (at_ms < pat OR fence < pfence OR fence > pfence + 1 AND kind NOT IN ('alias', 'aliased') OR replied < preplied
		OR (ok = 0 AND (fence <> pfence OR holder IS NOT pholder OR since_ms <> psince OR expires_ms <> pexp
			OR replied <> preplied OR outcome <> poutcome OR due_ms <> pdue)))`,

	"replies and updates are counted": `SELECT subject FROM ledger GROUP BY subject
		HAVING MAX(replied) <> SUM(kind IN ('reply', 'update') AND ok = 1) AND SUM(kind IN ('alias', 'aliased')) = 0`,

	"what was found to be another conversation gets no further row": `SELECT seq FROM ledger a WHERE kind = 'aliased'
		AND seq < (SELECT MAX(seq) FROM ledger b WHERE b.subject = a.subject)`,

	"nothing is found to be itself": `WITH RECURSIVE way(start, at) AS (
			SELECT subject, json_extract(body, '$.to') FROM ledger WHERE kind = 'aliased'
			UNION SELECT start, json_extract(body, '$.to') FROM way JOIN ledger ON subject = at AND kind = 'aliased')
		SELECT start FROM way WHERE start = at`,

	"who holds has a grant and a deadline, who does not has none": `SELECT seq FROM ledger
		WHERE (holder IS NULL) <> (since_ms = 0) OR (holder IS NULL) <> (expires_ms = 0)`,

	"integers are integers": `SELECT seq FROM ledger WHERE typeof(at_ms) <> 'integer' OR typeof(fence) <> 'integer'
		OR typeof(since_ms) <> 'integer' OR typeof(expires_ms) <> 'integer' OR typeof(ok) <> 'integer'
		OR typeof(replied) <> 'integer' OR typeof(due_ms) <> 'integer' OR typeof(in_lease) <> 'integer'`,
}

// Invariants returns an error that names each property which db, before any purge,
// does not have.
func Invariants(ctx context.Context, db *sql.DB) error {
	var broken []string
	for what, query := range never {
		var n int64
		if err := db.QueryRowContext(ctx, `SELECT count(*) FROM (`+query+`)`).Scan(&n); err != nil {
			return fmt.Errorf("ask whether %s: %w", what, err)
		}
		if n > 0 {
			broken = append(broken, fmt.Sprintf("%s (%d rows say otherwise)", what, n))
		}
	}
	if broken != nil {
		return fmt.Errorf("broken: %s", strings.Join(broken, "; "))
	}
	return nil
}
