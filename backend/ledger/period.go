package ledger

// What happened to the conversations, promises and refusals of a period, for reports.
// Nothing here names who. All goes by pages, so that a year of a large team needs no more
// memory than its numbers do.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"porchlight/wasm/wire"
)

// Told is one conversation of a period.
type Told struct {
	wire.Stamps        // with all that was found to be the same; without ClaimedMs, ReopenedMs and AgainMs
	MadeMs      int64  // when it was first told of
	Key         string // "" after erasure
	Link        string
	Site        string
	Lang        string // "" where none was told
	Outcome     string // of its newest row
	DueMs       int64  // until when to answer, as counted when the target began to run; 0 for unknown
}

// At is a place in what is read in order of time: what comes after it is asked for.
type At struct {
	Ms   int64
	Conv string // of conversations
	Seq  int64  // of rows
}

// Since is the place before all that happened from a time on.
func Since(ms int64) At { return At{ms - 1, "~", 1<<53 - 1} }

// periodPage is how many rows a page of a period is made of.
const periodPage = 500

// What an index of the ledger holds must be said in its own words, or it is not used.
const (
	factual = `l.kind IN ('reply', 'refuse', 'listened', 'note') AND l.ok = 1`
	byTime  = `l.kind IN ('promise', 'refuse') AND l.ok = 1`
	ofTold  = `k.kind IN ('promise', 'late', 'kept', 'withdrawn', 'signal', 'incident', 'update', 'resolve', 'notAboutUs', 'aboutUs') AND k.ok = 1`
)

var period = strings.ReplaceAll(`
WITH RECURSIVE
p AS MATERIALIZED (
  SELECT c.conv, c.made_ms, c.key, c.link, c.site, c.triage,
    (SELECT h.kind || ' ' || h.outcome FROM ledger h WHERE h.subject = c.conv ORDER BY h.seq DESC LIMIT 1) AS head,
    (SELECT CASE d.kind WHEN 'reopen' THEN 0 ELSE d.due_ms END FROM ledger d WHERE d.subject = c.conv ORDER BY d.seq LIMIT 1) AS due_ms
  FROM conversations c WHERE (c.made_ms, c.conv) > (?1, CAST(?2 AS TEXT)) AND c.made_ms < ?3
  ORDER BY c.made_ms, c.conv LIMIT 500
),
f(conv, subject) AS (SELECT conv, conv FROM p UNION `+merged+`),
r AS MATERIALIZED (
  SELECT f.conv, MIN(l.at_ms) AS at_ms FROM f CROSS JOIN ledger l INDEXED BY ledger_facts ON l.subject = f.subject
  WHERE l.kind = 'reply' AND `+factual+` GROUP BY f.conv
),
s AS MATERIALIZED (
  SELECT conv, json_group_array(json(stamps)) AS told FROM (
    SELECT f.conv, c.stamps FROM f CROSS JOIN conversations c ON c.conv = f.subject WHERE c.stamps <> '' ORDER BY f.conv, c.made_ms)
  GROUP BY conv
),
d(conv, user_id) AS MATERIALIZED (`+asksFor+`),
h AS MATERIALIZED (
  SELECT d.conv, MIN(l.at_ms) AS at_ms FROM d JOIN f ON f.conv = d.conv
  LEFT JOIN ledger l ON l.subject = f.subject AND l.actor = d.user_id AND l.kind <> 'renew' GROUP BY d.conv
)
SELECT p.conv, p.made_ms, p.key, p.link, p.site, COALESCE(json_extract(NULLIF(p.triage, ''), '$.lang'), ''), COALESCE(p.head, ''), COALESCE(p.due_ms, 0),
  COALESCE(s.told, '[]'), COALESCE(r.at_ms, 0), h.conv IS NOT NULL, COALESCE(h.at_ms, 0)
FROM p LEFT JOIN r ON r.conv = p.conv LEFT JOIN s ON s.conv = p.conv LEFT JOIN h ON h.conv = p.conv
ORDER BY p.made_ms, p.conv`, "@leaders", "?4")

// Period returns a page of the conversations that were first told of after a place and before
// toMs, and the place to go on from, nil on the last page; leaders are as in Times. What was found to be the same as
// another is told with that one.
func (l *Ledger) Period(ctx context.Context, after At, toMs int64, leaders []Leader) (list []Told, next *At, err error) {
	read := 0
	known, err := listed(leaders)
	if err != nil {
		return nil, nil, err
	}
	err = l.read(ctx, "the conversations of a period", func(rows *sql.Rows) error {
		var t Told
		var head, told string
		if err := rows.Scan(&t.Conv, &t.MadeMs, &t.Key, &t.Link, &t.Site, &t.Lang, &head, &t.DueMs, &told, &t.RepliedMs, &t.ForLeader, &t.HeardMs); err != nil {
			return err
		}
		kind, outcome, _ := strings.Cut(head, " ")
		read++
		after, t.Outcome = At{Ms: t.MadeMs, Conv: t.Conv}, outcome
		if kind == "aliased" {
			return nil
		}
		if err := stamp(&t.Stamps, told); err != nil {
			return err
		}
		list = append(list, t)
		return nil
	}, period, after.Ms, after.Conv, toMs, known)
	return list, onward(read, after), err
}

// onward is the place to go on from, if the page was full.
func onward(read int, last At) *At {
	if read < periodPage {
		return nil
	}
	return &last
}

func (l *Ledger) read(ctx context.Context, what string, each func(*sql.Rows) error, text string, args ...any) error {
	rows, err := l.db.QueryContext(ctx, text, args...)
	if err != nil {
		return fmt.Errorf("read %s: %w", what, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return fmt.Errorf("read %s: %w", what, err)
		}
	}
	return rows.Err()
}

// What came when, in quarters of an hour: time zones differ by as little.
const quarters = `
SELECT c.made_ms / 900000 AS q, COUNT(*) FROM conversations c WHERE c.made_ms >= ?1 AND c.made_ms < ?2
  AND COALESCE((SELECT h.kind FROM ledger h WHERE h.subject = c.conv ORDER BY h.seq DESC LIMIT 1), '') <> 'aliased'
GROUP BY q`

// Quarter is a quarter of an hour in ms.
const Quarter = 900_000

// Quarters returns how many conversations were first told of in each quarter of an hour, by
// its number since 1970.
func (l *Ledger) Quarters(ctx context.Context, fromMs, toMs int64) (map[int64]int, error) {
	counts := map[int64]int{}
	return counts, l.read(ctx, "what came when", func(rows *sql.Rows) error {
		var quarter int64
		var n int
		if err := rows.Scan(&quarter, &n); err != nil {
			return err
		}
		counts[quarter] = n
		return nil
	}, quarters, fromMs, toMs)
}

const promised = `
SELECT l.seq, l.at_ms, l.expires_ms, l.body,
  COALESCE((SELECT k.at_ms` + news + ` AND k.kind = 'kept' ORDER BY k.seq DESC LIMIT 1), 0),
  COALESCE((SELECT k.body` + news + ` AND k.kind = 'kept' ORDER BY k.seq DESC LIMIT 1), ''),
  COALESCE((SELECT k.at_ms` + news + ` AND k.kind = 'withdrawn' ORDER BY k.seq DESC LIMIT 1), 0),
  COALESCE((SELECT k.body` + news + ` AND k.kind IN ('late', 'withdrawn') ORDER BY k.seq DESC LIMIT 1), ''),
  EXISTS (SELECT 1` + news + ` AND k.kind = 'late')
FROM ledger l INDEXED BY ledger_when WHERE l.kind = 'promise' AND ` + byTime + ` AND (l.at_ms, l.seq) > (?1, ?2) AND l.at_ms < ?3
ORDER BY l.at_ms, l.seq LIMIT 500`

const news = ` FROM ledger k INDEXED BY ledger_told WHERE k.subject = l.subject AND ` + ofTold

// PeriodPromises is Period for promises, by when they were made, and what had become of them
// by nowMs.
func (l *Ledger) PeriodPromises(ctx context.Context, after At, toMs, nowMs int64) (list []wire.ReportPromise, next *At, err error) {
	err = l.read(ctx, "the promises of a period", func(rows *sql.Rows) error {
		var p wire.ReportPromise
		var body [3]string
		var keptMs, withdrawnMs int64
		var moved bool
		if err := rows.Scan(&after.Seq, &p.MadeMs, &p.DueMs, &body[0], &keptMs, &body[1], &withdrawnMs, &body[2], &moved); err != nil {
			return err
		}
		var made, kept, why wire.Fact
		if err := errors.Join(fact(body[0], &made), fact(body[1], &kept), fact(body[2], &why)); err != nil {
			return err
		}
		p.Text, p.Link, p.Why, p.EndMs = made.Text, kept.Link, why.Why, max(keptMs, withdrawnMs)
		p.State = became(keptMs, withdrawnMs, p.DueMs, nowMs, moved)
		after.Ms, list = p.MadeMs, append(list, p)
		return nil
	}, promised, after.Ms, after.Seq, toMs)
	return list, onward(len(list), after), err
}

// fact reads a body; erasure leaves none.
func fact(body string, into any) error {
	if body == "" {
		return nil
	}
	return json.Unmarshal([]byte(body), into)
}

// became tells a promise by the date that was given first: a later one is late, however
// well it was explained.
func became(keptMs, withdrawnMs, dueMs, nowMs int64, moved bool) string {
	switch {
	case withdrawnMs > 0:
		return "withdrawn"
	case keptMs > 0 && keptMs <= dueMs:
		return "kept"
	case keptMs > 0:
		return "kept_late"
	case moved || nowMs > dueMs:
		return "late"
	}
	return "open"
}

const refused = `
SELECT l.seq, l.at_ms, l.body, COALESCE(c.key, ''), COALESCE(c.link, ''), COALESCE(c.site, '')
FROM ledger l INDEXED BY ledger_when LEFT JOIN conversations c ON c.conv = l.subject
WHERE l.kind = 'refuse' AND ` + byTime + ` AND (l.at_ms, l.seq) > (?1, ?2) AND l.at_ms < ?3
ORDER BY l.at_ms, l.seq LIMIT 500`

// PeriodRefusals is Period for what was refused.
func (l *Ledger) PeriodRefusals(ctx context.Context, after At, toMs int64) (list []wire.ReportRefusal, next *At, err error) {
	err = l.read(ctx, "the refusals of a period", func(rows *sql.Rows) error {
		var r wire.ReportRefusal
		var body string
		if err := rows.Scan(&after.Seq, &r.AtMs, &body, &r.Key, &r.Link, &r.Site); err != nil {
			return err
		}
		after.Ms, list = r.AtMs, append(list, r)
		return fact(body, &list[len(list)-1].Refusal)
	}, refused, after.Ms, after.Seq, toMs)
	return list, onward(len(list), after), err
}
