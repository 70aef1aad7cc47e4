package ledger

// The SQL of the ledger. Every operation is one statement that reads the head of its
// subject, decides, and writes exactly one row, accepted or refused. On the edge other
// requests run between any two statements, so a decision made in Go would be a race.
// Nothing from a request is ever put into SQL text.

import (
	"cmp"
	"strconv"
	"strings"
)

// rule says what one kind of operation does, as SQL over the columns of s below. A
// refused operation repeats the state it found.
type rule struct {
	role, ok, fence, holder, since, expires, replied, outcome string

	due string // "" where a target begins to run that does not yet
}

// What is not settled has a due time from the first operation on, if the team has a target.
const begins = `CASE WHEN due_ms = 0 AND NOT (` + done + `) THEN ?10 ELSE due_ms END`

// The roles that may do a kind, as they are when the statement runs. This and the
// rules are the one table of who may move a claim.
const (
	anyone = `'staff', 'lead', 'admin'`
	leads  = `'lead', 'admin'`
)

const (
	current = `live AND holder = ?4 AND fence = ?8`
	closes  = `holder = ?4 AND fence = ?8`
	done    = `outcome NOT IN ('', 'reopened')`
	target  = `EXISTS (SELECT 1 FROM members t WHERE t.user_id = ?11 AND t.active = 1)`

	// Whoever had it last, unless they gave it back, have left or are off duty.
	last = `(SELECT m.user_id FROM members m WHERE m.active = 1 AND COALESCE(json_extract(m.own, '$.on_duty'), 1) <> 0
		AND m.user_id = (SELECT l.holder FROM ledger l WHERE l.subject = CAST(?3 AS TEXT) AND l.ok = 1
			AND (l.holder IS NOT NULL OR l.kind IN ('release', 'bounce')) ORDER BY l.seq DESC LIMIT 1))`
	returns = `live = 0 AND ` + last + ` IS NOT NULL`
)

// settled is a fact: it has no condition, ends the own claim and leaves another person's
// alone. It says what became of the conversation, and that stays until somebody says
// something else or reopens it.
func settled(replied, outcome string) rule {
	return rule{
		role:    anyone,
		ok:      `1`,
		fence:   `fence`,
		holder:  `CASE WHEN ` + closes + ` THEN NULL ELSE holder END`,
		since:   `CASE WHEN ` + closes + ` THEN 0 ELSE since_ms END`,
		expires: `CASE WHEN ` + closes + ` THEN 0 ELSE expires_ms END`,
		replied: replied,
		outcome: outcome,
		due:     `0`,
	}
}

var rules = map[string]rule{
	// A second claim by the holder is a no-op that may lengthen the lease.
	"claim": {
		role:    anyone,
		ok:      `live = 0 OR holder = ?4`,
		fence:   `fence + (live = 0)`,
		holder:  `?4`,
		since:   `CASE WHEN live THEN since_ms ELSE now END`,
		expires: `MAX(live * expires_ms, now + ?7)`,
		replied: `replied`,
		outcome: `outcome`,
	},
	// Never after expiry, even if nobody else came: the gap must stay visible.
	"renew": {
		role:    anyone,
		ok:      current,
		fence:   `fence`,
		holder:  `holder`,
		since:   `since_ms`,
		expires: `MAX(expires_ms, now + ?7)`,
		replied: `replied`,
		outcome: `outcome`,
	},
	// Also after expiry: a late release is no mistake of the person.
	"release": {
		role:    anyone,
		ok:      closes,
		fence:   `fence`,
		holder:  `NULL`,
		since:   `0`,
		expires: `0`,
		replied: `replied`,
		outcome: `outcome`,
	},
	"handoff": {
		role:    anyone,
		ok:      current + ` AND ` + target,
		fence:   `fence + 1`,
		holder:  `?11`,
		since:   `now`,
		expires: `now + ?7`,
		replied: `replied`,
		outcome: `outcome`,
	},
	"takeover": {
		role:    leads,
		ok:      `1`,
		fence:   `fence + 1`,
		holder:  `?4`,
		since:   `now`,
		expires: `now + ?7`,
		replied: `replied`,
		outcome: `outcome`,
	},
	// From any state, in one step: two would leave a moment in which it is nobody's.
	"assign": {
		role:    leads,
		ok:      target,
		fence:   `fence + 1`,
		holder:  `?11`,
		since:   `now`,
		expires: `now + ?7`,
		replied: `replied`,
		outcome: `outcome`,
	},
	// Back to the board and not to whoever gave it: nobody holds what he did not take.
	"bounce": {
		role:    anyone,
		ok:      closes,
		fence:   `fence`,
		holder:  `NULL`,
		since:   `0`,
		expires: `0`,
		replied: `replied`,
		outcome: `outcome`,
	},
	// Puts on the board what nobody has; a live claim is there already, and what is done
	// comes back by reopen alone, which whoever presses must mean.
	"raise": {
		role:    anyone,
		ok:      `live = 0 AND NOT (` + done + `)`,
		fence:   `fence`,
		holder:  `holder`,
		since:   `since_ms`,
		expires: `expires_ms`,
		replied: `replied`,
		outcome: `outcome`,
	},
	// Their new answer, or second thoughts: back to whoever had it last if that person is
	// on duty, else to the board. A claim that runs stays.
	"reopen": {
		role:    anyone,
		ok:      done,
		fence:   `fence + (` + returns + `)`,
		holder:  `CASE WHEN ` + returns + ` THEN ` + last + ` ELSE holder END`,
		since:   `CASE WHEN ` + returns + ` THEN now ELSE since_ms END`,
		expires: `CASE WHEN ` + returns + ` THEN now + ?7 ELSE expires_ms END`,
		replied: `replied`,
		outcome: `'reopened'`,
		due:     `?10`,
	},
	"refuse":   settled(`replied`, `'refused'`),
	"listened": settled(`replied`, `'listened'`),
	"note": {
		role:    anyone,
		ok:      `1`,
		fence:   `fence`,
		holder:  `holder`,
		since:   `since_ms`,
		expires: `expires_ms`,
		replied: `replied`,
		outcome: `outcome`,
	},
	"reply": settled(`replied + 1`, `'answered'`),
}

// Fact tells whether a kind says what happened rather than moves a claim: it is never
// refused to a member, and never purged.
func Fact(kind string) bool {
	return kind == "reply" || kind == "refuse" || kind == "listened" || kind == "note"
}

// Targeted tells whether a kind names the member who shall have the conversation.
func Targeted(kind string) bool { return kind == "handoff" || kind == "assign" }

// The parameters: 1 op_id, 2 req_hash, 3 subject, 4 actor, 5 device, 6 server now,
// 7 ttl, 8 the caller's fence, 9 body, and where Targeted 10 target. SQLite plans a
// statement anew each time it is bound if its order or its LIMIT is about a bare
// parameter: that is ten times the work of running it, hence the CAST here and the
// constant in the LIMITs below.
const template = `
WITH h AS (
  SELECT fence, holder, since_ms, expires_ms, at_ms, replied, outcome, due_ms FROM ledger
  WHERE subject = CAST(?3 AS TEXT) ORDER BY seq DESC LIMIT 1
), s AS (
  SELECT COALESCE(h.fence, 0) AS fence, h.holder AS holder, COALESCE(h.since_ms, 0) AS since_ms,
         COALESCE(h.expires_ms, 0) AS expires_ms, COALESCE(h.replied, 0) AS replied,
         COALESCE(h.outcome, '') AS outcome, COALESCE(h.due_ms, 0) AS due_ms,
         MAX(?6, COALESCE(h.at_ms, 0)) AS now,
         (h.holder IS NOT NULL AND h.expires_ms > MAX(?6, COALESCE(h.at_ms, 0))) AS live
  FROM (SELECT 1) LEFT JOIN h ON 1
), d AS (
  SELECT s.*, COALESCE((@ok) AND EXISTS (SELECT 1 FROM members m WHERE m.user_id = ?4 AND m.active = 1 AND m.role IN (@role)), 0) AS ok,
         COALESCE(live AND holder = ?4 AND fence = ?8, 0) AS in_lease
  FROM s
)
INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok,
                    fence, holder, since_ms, expires_ms, replied, outcome, due_ms, in_lease, body)
SELECT ?1, ?2, ?3, '@kind', ?4, ?5, now, ok,
       CASE WHEN ok THEN @fence ELSE fence END,
       CASE WHEN ok THEN @holder ELSE holder END,
       CASE WHEN ok THEN @since ELSE since_ms END,
       CASE WHEN ok THEN @expires ELSE expires_ms END,
       CASE WHEN ok THEN @replied ELSE replied END,
       CASE WHEN ok THEN @outcome ELSE outcome END,
       CASE WHEN ok THEN @due ELSE due_ms END,
       in_lease, ?9
FROM d WHERE ?7 >= 0 AND ?8 >= 0
ON CONFLICT (op_id) DO NOTHING
RETURNING seq, ok, fence, COALESCE(holder, ''), since_ms, expires_ms, replied, outcome, due_ms, in_lease, at_ms`

// A replay counts only for the same actor and the same request.
const replay = `
SELECT seq, ok, fence, COALESCE(holder, ''), since_ms, expires_ms, replied, outcome, due_ms, in_lease, at_ms,
       (req_hash = ?2 AND actor = ?3)
FROM ledger WHERE op_id = ?1`

// Floor, newest seq and epoch come from the same statement as the rows: a purge
// between two statements would leave a hole that nobody sees.
const feed = `
WITH f AS (
  SELECT (SELECT i FROM meta WHERE k = 'feed_floor_seq') AS floor,
         (SELECT COALESCE(MAX(seq), 0) FROM ledger) AS newest,
         (SELECT t FROM meta WHERE k = 'epoch') AS epoch,
         (SELECT COALESCE(MAX(version), 0) FROM playbooks) AS playbook
)
SELECT f.floor, f.newest, f.epoch, f.playbook, @row
FROM f LEFT JOIN (SELECT * FROM ledger WHERE seq > ?1 ORDER BY seq LIMIT @page) l ON 1
LEFT JOIN conversations c ON c.conv = l.subject
ORDER BY l.seq`

// Heads and as_of come from one statement. It goes from subject to subject by the index:
// a GROUP BY reads every row of each, and one thread may have a tenth of the ledger.
const snapshot = `
WITH RECURSIVE
a AS (SELECT COALESCE(MAX(seq), 0) AS as_of, (SELECT t FROM meta WHERE k = 'epoch') AS epoch FROM ledger),
n(subject) AS (
  SELECT MIN(subject) FROM ledger WHERE subject > CAST(?1 AS TEXT)
  UNION ALL
  SELECT (SELECT MIN(l.subject) FROM ledger l WHERE l.subject > n.subject) FROM n WHERE n.subject IS NOT NULL
  LIMIT @page
)
SELECT 0, a.as_of, a.epoch, 0, @row
FROM a LEFT JOIN n ON 1
LEFT JOIN ledger l ON l.seq = (SELECT MAX(h.seq) FROM ledger h WHERE h.subject = n.subject)
LEFT JOIN conversations c ON c.conv = l.subject
ORDER BY n.subject`

const replies = `
SELECT 0, 0, '', 0, @row
FROM ledger l LEFT JOIN conversations c ON c.conv = l.subject
WHERE l.seq IN (SELECT MAX(seq) FROM ledger
  WHERE subject > CAST(?1 AS TEXT) AND subject <= CAST(?2 AS TEXT) AND kind IN ('reply', 'refuse', 'listened', 'note') AND ok = 1
  GROUP BY subject, kind)
ORDER BY l.subject, l.seq`

const columns = `COALESCE(l.seq, 0), COALESCE(l.ok, 0), COALESCE(l.subject, ''), COALESCE(l.kind, ''),
       COALESCE(l.actor, ''), COALESCE(l.fence, 0), COALESCE(l.holder, ''), COALESCE(l.since_ms, 0),
       COALESCE(l.expires_ms, 0), COALESCE(l.replied, 0), COALESCE(l.outcome, ''), COALESCE(l.due_ms, 0), COALESCE(l.in_lease, 0), COALESCE(l.at_ms, 0),
       COALESCE(l.body, ''), COALESCE(c.key, ''), COALESCE(c.link, ''), COALESCE(c.site, ''),
       COALESCE(c.author, ''), COALESCE(c.names, ''), COALESCE(c.triage, ''), COALESCE(c.stamps, '')`

// All SQL as one value, so that a test can break one statement and see the suite fail.
type statements struct {
	op       map[string]string // by kind
	replay   string
	feed     string
	snapshot string
	replies  string
	purge    [3]string
}

func compile(template string, rules map[string]rule) statements {
	fill := strings.NewReplacer("@row", columns, "@page", strconv.Itoa(Page))
	s := statements{
		op:       make(map[string]string, len(rules)),
		replay:   replay,
		feed:     fill.Replace(feed),
		snapshot: fill.Replace(snapshot),
		replies:  fill.Replace(replies),
		purge:    purge,
	}
	for kind, r := range rules {
		s.op[kind] = strings.NewReplacer("@kind", kind, "@role", r.role, "@ok", r.ok, "@fence", r.fence, "@holder", r.holder,
			"@since", r.since, "@expires", r.expires, "@replied", r.replied, "@outcome", r.outcome,
			"@due", cmp.Or(r.due, begins)).Replace(template)
	}
	return s
}
