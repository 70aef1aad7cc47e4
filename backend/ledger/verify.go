package ledger

// Comparing the ledger with its digests: each past day, what of it was purged since, and
// which rows are not what they were.

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"porchlight/wasm/wire"
)

const (
	mostWrong = 20    // told of one day
	mostRows  = 5_000 // after which Verify ends its page
)

// ErrDigest means that there is no digest that ends at this seq.
var ErrDigest = errors.New("no digest ends there")

const (
	digestAt  = `SELECT digest FROM digests WHERE last_seq = ?1`
	digestsOf = `SELECT last_seq, day, digest FROM digests WHERE last_seq > CAST(?1 AS INTEGER) ORDER BY last_seq LIMIT 50`
	sealed    = `SELECT p.seq, p.kind, p.at_ms, p.hash, p.body, l.seq IS NOT NULL, l.kind, l.at_ms, l.body,
		l.at_ms < COALESCE((SELECT i FROM meta WHERE k = 'forgot_ms'), 0), ` + printed + `
		FROM prints p LEFT JOIN ledger l ON l.seq = p.seq
		WHERE p.seq > CAST(?1 AS INTEGER) AND p.seq <= ?2 ORDER BY p.seq LIMIT 500`
	strange = `SELECT l.seq, l.kind FROM ledger l WHERE l.seq > CAST(?1 AS INTEGER) AND l.seq <= ?2
		AND NOT EXISTS (SELECT 1 FROM prints p WHERE p.seq = l.seq) ORDER BY l.seq LIMIT 20`
	stillOpen = `SELECT count(*) FROM ledger WHERE seq > ?1`
)

// Verify compares the days after the digest that ends at seq after, 0 for the first page,
// with the ledger as it is. More says that there are further days.
func (l *Ledger) Verify(ctx context.Context, after, nowMs int64) (wire.Digests, error) {
	out := wire.Digests{Days: []wire.Digest{}}
	before := ""
	if after != 0 {
		err := l.db.QueryRowContext(ctx, digestAt, after).Scan(&before)
		if errors.Is(err, sql.ErrNoRows) {
			return out, ErrDigest
		} else if err != nil {
			return out, fmt.Errorf("read a digest: %w", err)
		}
	}
	days, err := l.digests(ctx, after)
	if err != nil {
		return out, err
	}
	var done int64
	for _, d := range days {
		if done > mostRows {
			out.More = true
			return out, nil
		}
		d.First = after + 1
		if err := l.verifyDay(ctx, &d.Digest, d.number, before, nowMs); err != nil {
			return out, err
		}
		out.Days = append(out.Days, d.Digest)
		after, before, done = d.Last, d.Digest.Digest, done+d.Rows
	}
	out.More = len(days) == 50
	if err := l.db.QueryRowContext(ctx, stillOpen, after).Scan(&out.Open); err != nil {
		return out, fmt.Errorf("count what is not sealed: %w", err)
	}
	return out, nil
}

type numbered struct {
	wire.Digest
	number int64 // of the day since 1970
}

func (l *Ledger) digests(ctx context.Context, after int64) ([]numbered, error) {
	rows, err := l.db.QueryContext(ctx, digestsOf, after)
	if err != nil {
		return nil, fmt.Errorf("read the digests: %w", err)
	}
	defer rows.Close()
	var list []numbered
	for rows.Next() {
		var d numbered
		if err := rows.Scan(&d.Last, &d.number, &d.Digest.Digest); err != nil {
			return nil, fmt.Errorf("read the digests: %w", err)
		}
		d.Day, d.Wrong = time.UnixMilli(d.number*dayMs).UTC().Format(time.DateOnly), []string{}
		list = append(list, d)
	}
	return list, rows.Err()
}

// verifyDay fills in what d says beside its bounds.
func (l *Ledger) verifyDay(ctx context.Context, d *wire.Digest, day int64, before string, nowMs int64) error {
	h := link(before, day)
	for at := d.First - 1; at < d.Last; {
		found, err := l.compare(ctx, at, d.Last, nowMs)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			break
		}
		for _, f := range found {
			f.print.into(h)
			d.Rows++
			if f.purged {
				d.Purged++
			}
			d.Wrong = append(d.Wrong, f.wrong...)
			at = f.Seq
		}
	}
	from := d.First - 1
	if from == 0 {
		from = -1 << 52 // the program begins at 1, others need not
	}
	rows, err := l.db.QueryContext(ctx, strange, from, d.Last)
	if err != nil {
		return fmt.Errorf("look for inserted rows: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var kind string
		if err := rows.Scan(&seq, &kind); err != nil {
			return fmt.Errorf("read an inserted row: %w", err)
		}
		d.Wrong = append(d.Wrong, fmt.Sprintf("row %d (%s) was put in afterwards", seq, kind))
	}
	if sum(h) != d.Digest {
		d.Wrong = append(d.Wrong, "the digest does not follow from the day's prints and the digest before it: one of them was changed")
	}
	if more := len(d.Wrong) - mostWrong; more > 0 {
		d.Wrong = append(d.Wrong[:mostWrong], fmt.Sprintf("and %d more", more))
	}
	return rows.Err()
}

type compared struct {
	print
	purged bool
	wrong  []string
}

func (l *Ledger) compare(ctx context.Context, after, to, nowMs int64) ([]compared, error) {
	rows, err := l.db.QueryContext(ctx, sealed, after, to)
	if err != nil {
		return nil, fmt.Errorf("read the prints: %w", err)
	}
	defer rows.Close()
	var list []compared
	for rows.Next() {
		var c compared
		var there bool
		var old sql.NullBool // so old that its body may have been forgotten
		var kind, at, body any
		cells, into := columnsOf(printedColumns)
		err := rows.Scan(append([]any{&c.Seq, &c.Kind, &c.AtMs, &c.Hash, &c.Body, &there, &kind, &at, &body, &old}, into...)...)
		if err != nil {
			return nil, fmt.Errorf("read the prints: %w", err)
		}
		say := func(what string) { c.wrong = append(c.wrong, fmt.Sprintf("row %d (%s) %s", c.Seq, c.Kind, what)) }
		switch {
		case !there && purges(c.Kind, nowMs-c.AtMs):
			c.purged = true
		case !there:
			say("was removed")
		case kind != c.Kind || at != c.AtMs || hashOf(cells) != c.Hash:
			say("was changed")
		case bodyHash(body) != c.Body && !(body == "" && old.Bool):
			say("has another text")
		}
		list = append(list, c)
	}
	return list, rows.Err()
}
