// Package ledger is the append-only list of everything a team knows of its
// conversations: who claimed what, until when, under which fence, and who replied.
//
// It is hard because two people press Claim in the same second, requests arrive twice
// or an hour late, and a lease alone never excludes anybody: the reply box belongs to
// somebody else's site. So an operation is one row, written by one statement, under an
// id that its device made; and a reply is recorded, never refused. Example: Kari and
// Per both claim x:post:123; one row says ok with fence 1, the other says refused,
// holder Kari. What this package does not do: authenticate, limit, or push.
//
// The protocol with its reasons is told in RATIONALE.md. Only string and int64 are
// bound, so that it runs on database/sql over SQLite and over the edge's driver alike.
package ledger

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
)

// Errors of Apply, beside a *Full. Nothing was written.
var (
	ErrMismatch = errors.New("this operation id was already used for something else")
	ErrKind     = errors.New("unknown kind of operation")
)

// Op is one thing a member did. Actor and Device come from the token, never from a
// request's body; NowMs is the server's time, bound once for each request.
type Op struct {
	ID      string // UUIDv7, made once by the device
	Kind    string // one of rules, or alias
	Subject string // of a conversation see Subject, else its own id
	Actor   string // member id
	Device  string
	NowMs   int64
	TTLMs   int64  // length of a lease
	UntilMs int64  // see Dated
	Fence   int64  // the caller's; 0 if it has none
	DueMs   int64  // until when to answer if the target begins to run with this; 0 without one
	Target  string // see Targeted: member id; of an alias, the other's subject
	Body    string // JSON, at most 4 KiB; "" for none
}

// Row is a conversation's state after one operation, which is in the ledger for good.
type Row struct {
	Seq       int64
	Subject   string // of the op, or what that was found to be
	OK        bool   // false: refused, and the state is as it was found
	Fence     int64
	Holder    string // member id, "" when nobody
	SinceMs   int64  // server time of the current grant, 0 when nobody holds
	ExpiresMs int64
	Replied   int64  // replies so far; of an incident, updates
	Outcome   string // what became of it, see wire.Change; "" for nothing yet
	DueMs     int64  // until when to answer, 0 when nothing is due
	InLease   bool   // the actor held the live claim under the fence it named
	AtMs      int64
}

// Ledger is the ledger of one team's database.
type Ledger struct {
	db  *sql.DB
	sql statements
}

var standard = compile(template, rules)

// New returns the ledger in db, which migrations.Apply has laid out.
func New(db *sql.DB) *Ledger { return &Ledger{db, standard} }

// Subject returns the opaque name of a conversation: a keyed hash of its canonical
// key, so that the ledger itself names no page.
func Subject(secret []byte, key string) string {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(key))
	return hex.EncodeToString(m.Sum(nil)[:16])
}

// Apply writes op and returns its row. When the same request was written before, it
// returns that row and replayed; the row is history then and may no longer be true.
func (l *Ledger) Apply(ctx context.Context, op Op) (row Row, replayed bool, err error) {
	if _, known := l.sql.op[op.Kind]; !known {
		return Row{}, false, fmt.Errorf("%w: %q", ErrKind, op.Kind)
	}
	hash := reqHash(op)
	for range mostHops {
		row, replayed, err = l.apply(ctx, op, hash)
		if !errors.Is(err, errNoRow) {
			return row, replayed, err
		}
		moved, wrong := l.follow(ctx, &op)
		if wrong != nil {
			return Row{}, false, wrong
		} else if !moved { // no room, or a negative fence or ttl slipped through
			if full := l.IsFull(ctx, "rows"); full != nil {
				return Row{}, false, full
			}
			break
		}
	}
	return Row{}, false, err
}

// errNoRow means that the statement wrote nothing and nothing was written before.
var errNoRow = errors.New("neither written nor found")

// apply is Apply of an op whose subjects are taken for what they are.
func (l *Ledger) apply(ctx context.Context, op Op, hash string) (row Row, replayed bool, err error) {
	until := op.TTLMs
	if Dated(op.Kind) {
		until = op.UntilMs
	}
	args := []any{op.ID, hash, op.Subject, op.Actor, op.Device, op.NowMs, until, op.Fence, op.Body, op.DueMs}
	if Targeted(op.Kind) { // drivers refuse an argument that the statement lacks
		args = append(args, op.Target)
	}
	err = l.db.QueryRowContext(ctx, l.sql.op[op.Kind], args...).Scan(row.fields()...)
	if err == nil && op.Kind != "alias" { // which writes two rows, and the first given may be either
		return row, false, nil
	}
	written := err == nil
	if !written && !errors.Is(err, sql.ErrNoRows) {
		return Row{}, false, fmt.Errorf("write %s: %w", op.Kind, err)
	}
	var same bool
	err = l.db.QueryRowContext(ctx, l.sql.replay, op.ID, hash, op.Actor).Scan(append(row.fields(), &same)...)
	if errors.Is(err, sql.ErrNoRows) {
		return Row{}, false, fmt.Errorf("look up %s %s: %w", op.Kind, op.ID, errNoRow)
	} else if err != nil {
		return Row{}, false, fmt.Errorf("look up %s %s: %w", op.Kind, op.ID, err)
	}
	if !same {
		return Row{}, false, ErrMismatch
	}
	return row, !written, nil
}

func (r *Row) fields() []any {
	return []any{&r.Seq, &r.Subject, &r.OK, &r.Fence, &r.Holder, &r.SinceMs, &r.ExpiresMs, &r.Replied, &r.Outcome, &r.DueMs, &r.InLease, &r.AtMs}
}

// What was asked, length-prefixed so that no two requests have the same bytes.
func reqHash(op Op) string {
	h := sha256.New()
	parts(h, op.Kind, op.Subject, fmt.Sprint(op.Fence), op.Target, op.Body)
	return hex.EncodeToString(h.Sum(nil))
}

// parts writes texts, each behind its length.
func parts(h hash.Hash, list ...string) {
	for _, s := range list {
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
}
