package ledger

// How much one team may have. A team is one database, and the edge gives each 10 GB
// (Cloudflare's limit of a Durable Object), so a team is told that it is full before its
// home is. The one list; every cap is a condition of the statement that writes.

import (
	"context"
	"fmt"
	"strconv"
)

// Cap is the most of something that a team may have, unless its meta names another under
// "most_" and the name.
type Cap struct {
	Name string
	Most int64
	has  string // SQL: how many there are, at the cost of a look or two at an index
}

// Caps are all there are. A row of the ledger is some 500 bytes and at most 5 KiB, a
// conversation some 600, a playbook at most 1 MiB. Members and devices stay when they have
// left, for the ledger names them.
var Caps = []Cap{
	{"members", 2_000, `(SELECT count(*) FROM members)`},
	{"devices", 10_000, `(SELECT count(*) FROM devices)`},
	{"conversations", 1_000_000, `(SELECT COALESCE(MAX(rowid), 0) FROM conversations) - ` + gone("conversations")},
	{"rows", 5_000_000, `(SELECT COALESCE(MAX(seq), 0) FROM ledger) - ` + gone("rows")},
	{"playbooks", 5_000, `(SELECT COALESCE(MAX(version), 0) FROM playbooks)`},
}

// To count a million rows for each claim would be the claim's whole cost. What was removed
// below the newest is counted once a day instead, when the removing is done.
func gone(name string) string {
	return `COALESCE((SELECT i FROM meta WHERE k = '` + name + `_gone'), 0)`
}

const recount = `INSERT INTO meta (k, i) VALUES ('rows_gone', (SELECT COALESCE(MAX(seq), 0) - count(*) FROM ledger)),
	('conversations_gone', (SELECT COALESCE(MAX(rowid), 0) - count(*) FROM conversations))
	ON CONFLICT (k) DO UPDATE SET i = excluded.i`

// Full is the error of what would be one too many.
type Full struct {
	Name string
	Most int64
}

func (f *Full) Error() string {
	return fmt.Sprintf("the team has reached its limit of %d %s", f.Most, f.Name)
}

func capOf(name string) Cap {
	for _, c := range Caps {
		if c.Name == name {
			return c
		}
	}
	panic("no cap of " + name)
}

func (c Cap) most() string {
	return `COALESCE((SELECT i FROM meta WHERE k = 'most_` + c.Name + `'), ` + strconv.FormatInt(c.Most, 10) + `)`
}

// Room is the SQL condition that one more is not too many.
func Room(name string) string {
	c := capOf(name)
	return c.has + ` < ` + c.most()
}

// roomFor is Room of a row of some kind. A reply is never refused: facts have a tenth more,
// which lasts until somebody has made room.
func roomFor(kind string) string {
	if Fact(kind) {
		return Room("rows") + ` * 11 / 10`
	}
	return Room("rows")
}

// IsFull returns a *Full where there is no room for one more, and nil where there is. It
// says why a statement has written nothing, and decides nothing.
func (l *Ledger) IsFull(ctx context.Context, name string) error {
	f, has := Full{Name: name}, int64(0)
	c := capOf(name)
	if err := l.db.QueryRowContext(ctx, `SELECT `+c.has+`, `+c.most()).Scan(&has, &f.Most); err != nil {
		return fmt.Errorf("count the team's %s: %w", name, err)
	}
	if has < f.Most {
		return nil
	}
	return &f
}
