package ledger

// Reading: the feed after a cursor, the snapshot when a cursor is of no use, and the
// conversations that rows are about.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"porchlight/wasm/wire"
)

// Page is the most rows that Feed and Snapshot return at once.
const Page = 200

// ErrResync means that the caller's cursor is of no use: rows after it were purged, or
// it belongs to another life of this database. A snapshot is the way on.
var ErrResync = errors.New("the cursor is too old or of another epoch: take a snapshot")

// Fed is one page of the feed, in order of seq.
type Fed struct {
	Epoch    string
	Changes  []wire.Change
	Cursor   int64 // seq of the last row, or the cursor asked with
	More     bool
	Playbook int64 // newest version, 0 for none
}

// Feed returns the rows after cursor. Epoch and the playbook's version are set also
// when the error is ErrResync.
func (l *Ledger) Feed(ctx context.Context, epoch string, cursor int64) (Fed, error) {
	p, err := l.page(ctx, l.sql.feed, cursor)
	if err != nil {
		return Fed{}, fmt.Errorf("read the feed: %w", err)
	}
	f := Fed{Epoch: p.epoch, Changes: p.rows, Cursor: cursor, Playbook: p.playbook, More: len(p.rows) == Page}
	fresh := epoch == "" && cursor == 0 // a device that has read nothing has nothing to drop
	if epoch != p.epoch && !fresh || cursor < p.floor || cursor > p.newest {
		f.Changes = []wire.Change{}
		return f, ErrResync
	}
	if n := len(f.Changes); n > 0 {
		f.Cursor = f.Changes[n-1].Seq
	}
	return f, nil
}

// Snapshot returns one page of heads after a subject, "" for the first page, and the
// newest fact of each kind of each, and who gave it to whoever has it. Next is "" on the last page. ServerNowMs is left
// to the caller.
func (l *Ledger) Snapshot(ctx context.Context, after string) (wire.Snapshot, error) {
	p, err := l.page(ctx, l.sql.snapshot, after)
	if err != nil {
		return wire.Snapshot{}, fmt.Errorf("read a snapshot: %w", err)
	}
	s := wire.Snapshot{Epoch: p.epoch, AsOf: p.newest, Heads: p.rows, Replies: []wire.Change{}}
	if len(p.rows) == 0 {
		return s, nil
	}
	last := p.rows[len(p.rows)-1].Conv
	r, err := l.page(ctx, l.sql.replies, after, last)
	if err != nil {
		return wire.Snapshot{}, fmt.Errorf("read the replies of a snapshot: %w", err)
	}
	s.Replies = r.rows
	if len(p.rows) == Page {
		s.Next = last
	}
	return s, nil
}

type page struct {
	floor, newest, playbook int64
	epoch                   string
	rows                    []wire.Change
}

func (l *Ledger) page(ctx context.Context, text string, args ...any) (page, error) {
	p := page{rows: []wire.Change{}}
	rows, err := l.db.QueryContext(ctx, text, args...)
	if err != nil {
		return p, err
	}
	defer rows.Close()
	for rows.Next() {
		c, err := p.scan(rows)
		if err != nil {
			return p, err
		}
		if c.Seq > 0 { // 0: the one row that carries only what the page says of itself
			p.rows = append(p.rows, c)
		}
	}
	return p, rows.Err()
}

func (p *page) scan(rows *sql.Rows) (wire.Change, error) {
	var c wire.Change
	var body, names, triage, stamps string
	t := &c.Conversation
	err := rows.Scan(&p.floor, &p.newest, &p.epoch, &p.playbook,
		&c.Seq, &c.OK, &c.Conv, &c.Kind, &c.Actor, &c.Fence, &c.Holder, &c.SinceMs,
		&c.ExpiresMs, &c.Replied, &c.Outcome, &c.DueMs, &c.InLease, &c.AtMs,
		&body, &t.Key, &t.Link, &t.Site, &t.Author, &names, &triage, &stamps)
	if err != nil {
		return c, err
	}
	if body != "" {
		c.Body = json.RawMessage(body)
	}
	t.Names = []string{}
	if names != "" {
		if err := json.Unmarshal([]byte(names), &t.Names); err != nil {
			return c, fmt.Errorf("names of conversation %s: %w", c.Conv, err)
		}
	}
	if triage != "" {
		if err := json.Unmarshal([]byte(triage), &t.Triage); err != nil {
			return c, fmt.Errorf("triage of conversation %s: %w", c.Conv, err)
		}
	}
	if stamps != "" {
		if err := json.Unmarshal([]byte(stamps), t); err != nil {
			return c, fmt.Errorf("stamps of conversation %s: %w", c.Conv, err)
		}
	}
	if wire.Own(c.Kind) != "" {
		if t.Key != "" {
			c.From = new(*t)
		}
		*t = wire.Conversation{Names: []string{}} // a device must not take the row for the conversation's
	}
	return c, nil
}

// Change is what Feed says of op and its row where about is what the subject was first
// described as.
func (op Op) Change(row Row, about wire.Conversation) wire.Change {
	c := wire.Change{
		Seq: row.Seq, OK: row.OK, Conv: row.Subject, Kind: op.Kind, Actor: op.Actor, Fence: row.Fence, Holder: row.Holder,
		SinceMs: row.SinceMs, ExpiresMs: row.ExpiresMs, Replied: row.Replied, Outcome: row.Outcome, DueMs: row.DueMs, InLease: row.InLease,
		AtMs: row.AtMs, Conversation: about,
	}
	c.Conversation.Names = append([]string{}, about.Names...)
	if op.Body != "" {
		c.Body = json.RawMessage(op.Body)
	}
	return c
}

// Most often there is a description already, so that nothing is written says nothing. Where
// there is no room the row lacks what no row may lack, and the statement fails.
var describe = `INSERT INTO conversations (conv, key, link, site, author, names, triage, made_ms, stamps)
	SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, CASE WHEN ` + Room("conversations") + ` THEN ?8 END, ?10
	WHERE EXISTS (SELECT 1 FROM members m WHERE m.user_id = ?9 AND m.active = 1)
	AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.conv = ?1)
	ON CONFLICT (conv) DO NOTHING RETURNING 1`

// Describe stores what a subject is about, once, and tells whether it was now: the first
// description stays, so that nobody can later send colleagues to another page. Nothing is
// stored for an actor who is no active member. The error is a *Full where there is no room.
func (l *Ledger) Describe(ctx context.Context, subject, actor string, c wire.Conversation, nowMs int64) (first bool, err error) {
	names, err := json.Marshal(append([]string{}, c.Names...))
	if err != nil {
		return false, err
	}
	triage := ""
	if c.Triage != nil {
		b, err := json.Marshal(c.Triage)
		if err != nil {
			return false, err
		}
		triage = string(b)
	}
	stamps, err := json.Marshal(struct {
		Posted *wire.Range `json:"posted,omitempty"`
		SeenMs int64       `json:"seen_ms,omitempty"`
	}{c.Posted, c.SeenMs})
	if err != nil {
		return false, err
	}
	args := []any{subject, c.Key, c.Link, c.Site, c.Author, string(names), triage, nowMs, actor, string(stamps)}
	err = l.db.QueryRowContext(ctx, describe, args...).Scan(&first)
	if err != nil && strings.Contains(err.Error(), "NOT NULL constraint failed") {
		err = l.IsFull(ctx, "conversations")
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("describe a conversation: %w", err)
	}
	return first, nil
}

// Holds tells whether actor has the live claim of a subject, or of what that was found to be.
func (l *Ledger) Holds(ctx context.Context, subject, actor string, nowMs int64) (holds bool, err error) {
	op := Op{Subject: subject}
	for range mostHops {
		moved, err := l.follow(ctx, &op)
		if err != nil {
			return false, err
		} else if !moved {
			break
		}
	}
	const q = `SELECT holder = ?2 AND expires_ms > MAX(?3, at_ms) FROM ledger WHERE subject = CAST(?1 AS TEXT) ORDER BY seq DESC LIMIT 1`
	var live sql.NullBool
	err = l.db.QueryRowContext(ctx, q, op.Subject, actor, nowMs).Scan(&live)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("look up who holds a conversation: %w", err)
	}
	return live.Bool, nil
}
