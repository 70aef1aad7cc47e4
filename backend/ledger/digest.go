package ledger

// The daily digests: what the ledger held on a day that is over, so that a row which
// somebody changed, removed or put in behind the program's back is found.
//
// Sealing keeps a print of each row: its seq, kind and time as they are, a hash of its
// other columns, and one of its body. A day's digest is over its prints and the digest
// before it. So the purge and the retention need to record nothing: the print of a
// purged row is still there and says that it was of a kind and an age that is purged,
// and a body that was forgotten has its hash. A day is a range of seq, not of times: a
// row that was written a moment after midnight with the time before it comes with the
// next digest, and nothing can come into one that is made.
//
// Whoever may write the file may make all of this anew. Only a digest that is kept
// elsewhere shows that.

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"strconv"
)

const dayMs = 24 * 60 * 60 * 1000

// The columns under a print's hash: all that never change, in the order of the table. A
// due time stands beside the outcome, so that rows from before there were any print as then.
const printed = `l.op_id, l.req_hash, l.subject, l.actor, l.device, l.ok, l.fence, l.holder,
	l.since_ms, l.expires_ms, l.replied,
	l.outcome || CASE WHEN l.due_ms IS 0 THEN '' ELSE ' ' || typeof(l.due_ms) || l.due_ms END, l.in_lease`

const printedColumns = 13

const (
	lastDigest = `SELECT last_seq, digest, day FROM digests ORDER BY last_seq DESC LIMIT 1`
	unsealed   = `SELECT COALESCE(MAX(seq), 0) FROM ledger WHERE seq > ?1 AND at_ms < ?2`
	toSeal     = `SELECT l.seq, l.kind, l.at_ms, l.body, ` + printed + ` FROM ledger l
		WHERE l.seq > CAST(?1 AS INTEGER) AND l.seq <= ?2 ORDER BY l.seq LIMIT 500`
	keepPrints = `INSERT INTO prints (seq, kind, at_ms, hash, body)
		SELECT json_extract(value, '$.Seq'), json_extract(value, '$.Kind'), json_extract(value, '$.AtMs'),
		       json_extract(value, '$.Hash'), json_extract(value, '$.Body')
		FROM json_each(?1) WHERE 1 ON CONFLICT (seq) DO NOTHING`
	keepDigest = `INSERT INTO digests (last_seq, day, digest) SELECT ?1, ?2, ?3
		WHERE (SELECT COALESCE(MAX(last_seq), 0) FROM digests) = ?4 ON CONFLICT (last_seq) DO NOTHING`
)

// print is what is kept of a row for good.
type print struct {
	Seq  int64
	Kind string
	AtMs int64
	Hash string
	Body string // hash of the body, "" for none
}

// into adds the print to a day's digest.
func (p print) into(h hash.Hash) {
	parts(h, strconv.FormatInt(p.Seq, 10), p.Kind, strconv.FormatInt(p.AtMs, 10), p.Hash, p.Body)
}

// link begins the digest of a day after the one before it.
func link(before string, day int64) hash.Hash {
	h := sha256.New()
	parts(h, before, strconv.FormatInt(day, 10))
	return h
}

func sum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

// hashOf is a print's hash of cells as the database gave them. Types count: whoever
// writes 1 as a text has changed the row.
func hashOf(cells []any) string {
	h := sha256.New()
	for _, c := range cells {
		parts(h, fmt.Sprintf("%T", c), fmt.Sprint(c))
	}
	return base64.RawStdEncoding.EncodeToString(h.Sum(nil)) // shorter than hex, and there are many
}

func bodyHash(body any) string {
	if body == "" || body == nil {
		return ""
	}
	return hashOf([]any{body})
}

// Seal makes the digests of the days that are over at nowMs. It may be stopped anywhere
// and run again.
func (l *Ledger) Seal(ctx context.Context, nowMs int64) error {
	today := nowMs / dayMs
	var last, day, to int64
	var before string
	err := l.db.QueryRowContext(ctx, lastDigest).Scan(&last, &before, &day)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read the last digest: %w", err)
	}
	if err := l.db.QueryRowContext(ctx, unsealed, last, today*dayMs).Scan(&to); err != nil {
		return fmt.Errorf("look for what to seal: %w", err)
	}
	s := sealing{Ledger: l, last: last, before: before}
	for at := last; at < to; {
		page, err := l.prints(ctx, at, to)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, p := range page {
			// No day is above the last one that is over, and none below the one before.
			day = min(max(day, p.AtMs/dayMs), today-1)
			if err := s.add(ctx, p, day); err != nil {
				return err
			}
			at = p.Seq
		}
	}
	return s.close(ctx)
}

// sealing is one run of Seal: the day it is at, and the prints not yet written.
type sealing struct {
	*Ledger
	last   int64 // seq up to which digests are made
	before string
	day    int64
	h      hash.Hash // nil: no row of the day yet
	to     int64
	page   []print
}

func (s *sealing) add(ctx context.Context, p print, day int64) error {
	if s.h != nil && day != s.day {
		if err := s.close(ctx); err != nil {
			return err
		}
	}
	if s.h == nil {
		s.h, s.day = link(s.before, day), day
	}
	p.into(s.h)
	s.to, s.page = p.Seq, append(s.page, p)
	if len(s.page) < 500 {
		return nil
	}
	return s.flush(ctx)
}

func (s *sealing) flush(ctx context.Context) error {
	b, err := json.Marshal(s.page)
	if err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, keepPrints, string(b)); err != nil {
		return fmt.Errorf("keep the prints of a day: %w", err)
	}
	s.page = nil
	return nil
}

// close writes the day's digest, after all of its prints.
func (s *sealing) close(ctx context.Context) error {
	if s.h == nil {
		return nil
	}
	if err := s.flush(ctx); err != nil {
		return err
	}
	digest := sum(s.h)
	if _, err := s.db.ExecContext(ctx, keepDigest, s.to, s.day, digest, s.last); err != nil {
		return fmt.Errorf("keep a day's digest: %w", err)
	}
	s.last, s.before, s.h = s.to, digest, nil
	return nil
}

func (l *Ledger) prints(ctx context.Context, after, to int64) ([]print, error) {
	rows, err := l.db.QueryContext(ctx, toSeal, after, to)
	if err != nil {
		return nil, fmt.Errorf("read what to seal: %w", err)
	}
	defer rows.Close()
	var list []print
	for rows.Next() {
		var p print
		var body any
		cells, into := columnsOf(printedColumns)
		if err := rows.Scan(append([]any{&p.Seq, &p.Kind, &p.AtMs, &body}, into...)...); err != nil {
			return nil, fmt.Errorf("read what to seal: %w", err)
		}
		p.Hash, p.Body = hashOf(cells), bodyHash(body)
		list = append(list, p)
	}
	return list, rows.Err()
}

// columnsOf returns n cells of any type and where to scan them.
func columnsOf(n int) (cells, into []any) {
	cells, into = make([]any, n), make([]any, n)
	for i := range cells {
		into[i] = &cells[i]
	}
	return cells, into
}
