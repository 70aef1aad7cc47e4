//go:build !js

package server

// A team's database as the native home opens it: one connection, which keeps every
// statement that it has planned. All statements are constants of this program, so there
// are some dozens of them, and planning one costs more than running it.

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"

	"modernc.org/sqlite"
)

// OpenPlanned returns the database at dsn, a URI of SQLite. One connection, as on the edge: with more of
// them writers meet at SQLite's lock and sleep in front of it, up to a second. What waits for
// it is done together, which is the matter of grouped.go.
func OpenPlanned(dsn string) (*sql.DB, error) {
	base, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(&group{base: base})
	db.SetMaxIdleConns(64) // handles, which cost nothing
	return db, nil
}

type planner struct{ driver.Connector }

func (p planner) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	whole, ok := conn.(wholeConn)
	if !ok {
		conn.Close()
		return nil, fmt.Errorf("the sqlite driver's connection is a %T, which lacks what we use", conn)
	}
	return &planned{whole, map[string]plan{}}, nil
}

type wholeConn interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.SessionResetter
	driver.Validator
}

type plan interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// planned is one connection; database/sql lets one caller at a time use it, until his
// rows are closed.
type planned struct {
	wholeConn
	kept map[string]plan
}

func (p *planned) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	s, err := p.plan(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args)
}

func (p *planned) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := p.plan(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args)
}

func (p *planned) plan(ctx context.Context, text string) (plan, error) {
	if s, kept := p.kept[text]; kept {
		return s, nil
	}
	stmt, err := p.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	s, ok := stmt.(plan)
	if !ok {
		stmt.Close()
		return nil, fmt.Errorf("the sqlite driver's statement is a %T, which lacks what we use", stmt)
	}
	p.kept[text] = s
	return s, nil
}

// Close gives the statements back first, for SQLite keeps the file until they are gone.
func (p *planned) Close() error {
	for _, s := range p.kept {
		s.Close()
	}
	return p.wholeConn.Close()
}
