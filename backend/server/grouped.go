//go:build !js

package server

// What waits while the database is busy is done next, in one transaction: a disk is synced
// once for all of it. Each statement decides by itself as before; nobody is answered until
// the transaction is on the disk, and where it cannot get there each statement is run alone
// and gets its own answer.

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
)

// group is one connection, and who waits for it. Whoever finds it free runs what waits, and
// then lets the first of those that came meanwhile run theirs.
type group struct {
	base driver.Connector
	conn *planned // of whoever has busy

	mu      sync.Mutex
	busy    bool
	waiting []*asked
}

// asked is one statement of one caller.
type asked struct {
	ctx  context.Context
	text string
	args []driver.NamedValue
	exec bool

	result driver.Result
	rows   *kept
	err    error
	turn   chan bool // true: run what waits; false: the answer is there
}

// Connect returns one of many handles of the one connection.
func (g *group) Connect(ctx context.Context) (driver.Conn, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.conn == nil {
		conn, err := planner{g.base}.Connect(ctx)
		if err != nil {
			return nil, err
		}
		g.conn = conn.(*planned)
	}
	return handle{g}, nil
}

func (g *group) Driver() driver.Driver { return g.base.Driver() }

// Close ends the connection; database/sql calls it when no handle is in use any more.
func (g *group) Close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.conn == nil {
		return nil
	}
	return g.conn.Close()
}

type handle struct{ *group }

var errAlone = errors.New("there are no prepared statements and transactions here: write one statement")

func (handle) Close() error                        { return nil }
func (handle) Prepare(string) (driver.Stmt, error) { return nil, errAlone }
func (handle) Begin() (driver.Tx, error)           { return nil, errAlone }

func (h handle) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	a := &asked{ctx: ctx, text: text, args: args, exec: true}
	h.do(a)
	return a.result, a.err
}

func (h handle) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	a := &asked{ctx: ctx, text: text, args: args}
	h.do(a)
	if a.err != nil {
		return nil, a.err
	}
	return a.rows, nil
}

func (g *group) do(a *asked) {
	g.mu.Lock()
	g.waiting = append(g.waiting, a)
	if g.busy {
		a.turn = make(chan bool, 1)
		g.mu.Unlock()
		if !<-a.turn {
			return
		}
		g.mu.Lock()
	}
	g.busy = true
	batch := g.waiting
	g.waiting = nil
	g.mu.Unlock()
	g.run(batch)
	g.mu.Lock()
	if g.busy = len(g.waiting) > 0; g.busy {
		g.waiting[0].turn <- true
	}
	g.mu.Unlock()
	for _, other := range batch {
		if other != a {
			other.turn <- false
		}
	}
}

// run answers all of a batch.
func (g *group) run(batch []*asked) {
	if writes(batch) > 1 && g.together(batch) {
		return
	}
	for _, a := range batch {
		g.one(a, a.ctx)
	}
}

// writes counts those that a commit is for; none where one is not for a transaction.
func writes(batch []*asked) (n int) {
	for _, a := range batch {
		word, _, _ := strings.Cut(strings.TrimSpace(a.text), " ")
		switch word {
		case "INSERT", "UPDATE", "DELETE":
			n++
		case "WITH":
			if strings.Contains(a.text, "INSERT INTO") {
				n++
			}
		case "SELECT":
		default:
			return 0
		}
	}
	return n
}

// together runs a batch in one transaction. False: nothing of it has happened, so that each
// can be run alone.
func (g *group) together(batch []*asked) bool {
	if g.say("BEGIN IMMEDIATE") != nil {
		return false
	}
	for _, a := range batch {
		// A statement that is cut off takes the transaction with it, so none watches its caller.
		if a.err = a.ctx.Err(); a.err != nil {
			continue
		}
		g.one(a, context.WithoutCancel(a.ctx))
		if a.err != nil && !strings.Contains(a.err.Error(), "constraint failed") {
			_ = g.say("ROLLBACK") // SQLite may have done it
			return false
		}
	}
	if g.say("COMMIT") != nil {
		_ = g.say("ROLLBACK")
		return false
	}
	return true
}

func (g *group) say(text string) error {
	_, err := g.conn.ExecContext(context.Background(), text, nil)
	return err
}

// one runs a statement and keeps its answer.
func (g *group) one(a *asked, ctx context.Context) {
	a.result, a.rows, a.err = nil, nil, nil
	if a.exec {
		a.result, a.err = g.conn.ExecContext(ctx, a.text, a.args)
		return
	}
	rows, err := g.conn.QueryContext(ctx, a.text, a.args)
	if err != nil {
		a.err = err
		return
	}
	a.rows, a.err = keep(rows)
}

// kept are the rows of an answer, read to the end, for the connection is another's by then.
type kept struct {
	names []string
	rows  [][]driver.Value
}

func keep(from driver.Rows) (*kept, error) {
	defer from.Close()
	k := &kept{names: slices.Clone(from.Columns())}
	for {
		row := make([]driver.Value, len(k.names))
		if err := from.Next(row); err == io.EOF {
			return k, nil
		} else if err != nil {
			return nil, err
		}
		k.rows = append(k.rows, row)
	}
}

func (k *kept) Columns() []string { return k.names }
func (k *kept) Close() error      { return nil }

func (k *kept) Next(into []driver.Value) error {
	if len(k.rows) == 0 {
		return io.EOF
	}
	copy(into, k.rows[0])
	k.rows = k.rows[1:]
	return nil
}
