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

// The parameters: 1 op_id, 2 req_hash, 3 subject, 4 actor, 5 device, 6 server now,
// 7 ttl or where Dated until when, 8 the caller's fence, 9 body, 10 due time, and where
// Targeted 11 target. SQLite plans a statement anew each time it is bound if its order or
// its LIMIT is about a bare parameter: that is ten times the work of running it, hence the
// CAST here and the constant in the LIMITs below.
const template = `
WITH h AS (
  SELECT kind, fence, holder, since_ms, expires_ms, at_ms, replied, outcome, due_ms FROM ledger
  WHERE subject = CAST(?3 AS TEXT) ORDER BY seq DESC LIMIT 1
), s AS (
  SELECT COALESCE(h.kind = 'aliased', 0) AS moved, COALESCE(h.fence, 0) AS fence, h.holder AS holder, COALESCE(h.since_ms, 0) AS since_ms,
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
FROM d WHERE ?7 >= 0 AND ?8 >= 0 AND ?10 >= 0 AND NOT moved AND @room
ON CONFLICT (op_id) DO NOTHING
RETURNING seq, subject, ok, fence, COALESCE(holder, ''), since_ms, expires_ms, replied, outcome, due_ms, in_lease, at_ms`

// A replay counts only for the same actor and the same request.
const replay = `
SELECT seq, subject, ok, fence, COALESCE(holder, ''), since_ms, expires_ms, replied, outcome, due_ms, in_lease, at_ms,
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
LEFT JOIN conversations c ON c.conv = @about
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
LEFT JOIN conversations c ON c.conv = @about
ORDER BY n.subject`

// The newest fact of each kind of each subject, and for one that others were found to be,
// theirs under its name. A line of an incident stays until there is a newer line, so of its
// updates those with one count apart. The body of a fact never has this text inside a string,
// where each quote is escaped. Of who has it now, who gave it with which word, and what that
// person did since, by which it is taken up.
const replies = `
WITH RECURSIVE
f(conv, subject) AS (
  SELECT DISTINCT subject, subject FROM ledger
  WHERE subject > CAST(?1 AS TEXT) AND subject <= CAST(?2 AS TEXT) AND kind = 'alias' AND ok = 1
  UNION ` + merged + `
),
n(conv, kind, seq) AS (
  SELECT subject, kind, MAX(seq) FROM ledger
  WHERE subject > CAST(?1 AS TEXT) AND subject <= CAST(?2 AS TEXT) AND kind IN (` + gave + `) AND ok = 1
  GROUP BY subject, kind
),
g(conv, seq, fence, holder) AS MATERIALIZED (
  SELECT n.conv, l.seq, l.fence, l.holder FROM n CROSS JOIN ledger l ON l.seq = n.seq
  WHERE l.fence = (SELECT h.fence FROM ledger h WHERE h.subject = n.conv ORDER BY h.seq DESC LIMIT 1)
),
t(conv, seq) AS (
  SELECT subject, MAX(seq) FROM ledger
  WHERE subject > CAST(?1 AS TEXT) AND subject <= CAST(?2 AS TEXT) AND kind IN (` + said + `) AND ok = 1
  GROUP BY subject, kind
  UNION ALL
  SELECT subject, MAX(seq) FROM ledger
  WHERE subject > CAST(?1 AS TEXT) AND subject <= CAST(?2 AS TEXT) AND kind IN (` + told + `) AND ok = 1
  GROUP BY subject, kind, instr(body, '"status":{') > 0
  UNION ALL
  SELECT f.conv, MAX(l.seq) FROM f CROSS JOIN ledger l ON l.subject = f.subject
  WHERE f.conv <> f.subject AND l.kind IN (` + said + `, ` + told + `) AND l.ok = 1
  GROUP BY f.conv, l.kind
  UNION
  SELECT conv, seq FROM g
  UNION
  SELECT g.conv, MAX(l.seq) FROM g CROSS JOIN ledger l ON l.subject = g.conv AND l.seq > g.seq
  WHERE l.actor = g.holder AND l.ok = 1 AND l.kind <> 'renew'
  GROUP BY g.conv
)
SELECT 0, 0, '', 0, @row
FROM t CROSS JOIN ledger l ON l.seq = t.seq LEFT JOIN conversations c ON c.conv = @about
ORDER BY t.conv, l.seq`

// The facts by their indexes, which are named in migrations 10 and 16, and by that of
// migration 23 what gives a conversation to somebody, or back.
const (
	said = `'reply', 'refuse', 'listened', 'note'`
	gave = `'handoff', 'assign', 'reopen', 'bounce'`
	told = `'promise', 'late', 'kept', 'withdrawn', 'signal', 'incident', 'update', 'resolve', 'notAboutUs', 'aboutUs'`
)

// about is the conversation that a row tells of: its own, or where a promise was made.
const about = `CASE WHEN l.kind = 'promise' AND l.body <> '' THEN json_extract(l.body, '$.conv') ELSE l.subject END`

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
	fill := strings.NewReplacer("@row", columns, "@about", about, "@page", strconv.Itoa(Page))
	s := statements{
		op:       make(map[string]string, len(rules)),
		replay:   replay,
		feed:     fill.Replace(feed),
		snapshot: fill.Replace(snapshot),
		replies:  strings.NewReplacer("@row", strings.ReplaceAll(columns, "l.subject", "t.conv"), "@about", strings.ReplaceAll(about, "l.subject", "t.conv")).Replace(replies),
		purge:    purge,
	}
	s.op["alias"] = strings.NewReplacer("@role", anyone, "@room", roomFor("alias")).Replace(merge)
	for kind, r := range rules {
		s.op[kind] = strings.NewReplacer("@kind", kind, "@room", roomFor(kind), "@role", r.role, "@ok", r.ok, "@fence", r.fence, "@holder", r.holder,
			"@since", r.since, "@expires", r.expires, "@replied", r.replied, "@outcome", r.outcome,
			"@due", cmp.Or(r.due, begins)).Replace(template)
	}
	return s
}
