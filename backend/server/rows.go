package server

// A team that moves over HTTP, to or from a home whose folder nobody can reach: its rows
// go page by page, table by table, and those of meta, with its secret, last. Until then
// it is no team for anybody, so a move that breaks off is begun again.

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"porchlight/backend/migrations"
)

// moved are the tables of a team, but for the tickets, which are good for a minute. What a
// row is about is read after it, so that none lacks it, and meta last.
var moved = []string{"ledger", "prints", "digests", "conversations", "members", "devices", "invites", "playbooks", "meta"}

// counted are those of which a copy tells how many rows it has.
var counted = moved[:len(moved)-1]

const (
	pageRows = 1000
	pageSize = 512 << 10 // bytes, unless one row is longer
)

// Rows is a page of one table, in order of its rowid.
type Rows struct {
	Schema  int64            `json:"schema"` // that the columns are of
	Table   string           `json:"table"`
	Columns []string         `json:"columns"`
	Rows    json.RawMessage  `json:"rows"`             // arrays of strings, whole numbers and nulls
	Next    int64            `json:"next,omitempty"`   // where the next page begins; 0 on the last
	From    string           `json:"from,omitempty"`   // on the way in: names the copy, alike on all its pages
	Counts  map[string]int64 `json:"counts,omitempty"` // on the way in, with meta: the rows of each table
}

// giveRows answers with a page after a rowid.
func (c *call) giveRows() error {
	if c.facts.secret == "" {
		return fail("not_found", "no such team")
	}
	table := c.r.URL.Query().Get("table")
	after, err := strconv.ParseInt(c.r.URL.Query().Get("after"), 10, 64)
	if err := checkTable(table); err != nil {
		return err
	}
	if err != nil || after < 0 || after > mostInt {
		return fail("invalid", "%q must be a whole number from 0", "after")
	}
	page, err := readRows(c.r.Context(), c.DB, table, after)
	if err != nil {
		return err
	}
	return c.answer(http.StatusOK, page)
}

func checkTable(table string) error {
	if slices.Contains(moved, table) {
		return nil
	}
	return fail("invalid", "%q is not one of %s", "table", strings.Join(moved, ", "))
}

// sameSchema refuses rows of another version of the tables than this program's.
func (p Rows) sameSchema() error {
	if ours := schema(); p.Schema != ours {
		return fail("conflict", "the rows are of schema %d and not %d: use the same version of Porchlight on both sides", p.Schema, ours)
	}
	return nil
}

func schema() int64 { return int64(len(migrations.Statements())) }

// readRows reads the page of table after a rowid.
func readRows(ctx context.Context, db *sql.DB, table string, after int64) (Rows, error) {
	page := Rows{Schema: schema(), Table: table}
	rows, err := db.QueryContext(ctx, `SELECT rowid AS at, * FROM `+table+` WHERE rowid > ?1 ORDER BY rowid LIMIT ?2`, after, int64(pageRows))
	if err != nil {
		return page, fmt.Errorf("read %s: %w", table, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return page, fmt.Errorf("read %s: %w", table, err)
	}
	page.Columns = names[1:]
	cells, into := make([]any, len(names)), make([]any, len(names))
	for i := range cells {
		into[i] = &cells[i]
	}
	out, n := []byte{'['}, 0
	for ; len(out) < pageSize && rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return page, fmt.Errorf("read %s: %w", table, err)
		}
		row, err := json.Marshal(cells[1:])
		if err != nil {
			return page, fmt.Errorf("read %s: %w", table, err)
		}
		if n > 0 {
			out = append(out, ',')
		}
		out = append(out, row...)
		page.Next, _ = cells[0].(int64)
	}
	if err := rows.Err(); err != nil {
		return page, fmt.Errorf("read %s: %w", table, err)
	}
	if n < pageRows && len(out) < pageSize {
		page.Next = 0
	}
	page.Rows = append(out, ']')
	return page, nil
}

// moving is the condition that the copy ?2 is the one that arrives: another may have begun,
// and even have ended, since this request began.
const moving = `NOT EXISTS (SELECT 1 FROM meta WHERE k = 'secret') AND EXISTS (SELECT 1 FROM meta WHERE k = 'moving' AND t = ?2)`

// takeRows stores a page. The same page may come again.
func (c *call) takeRows() error {
	var in Rows
	if err := c.decode(&in); err != nil {
		return err
	}
	ctx := c.r.Context()
	if c.facts.secret != "" {
		return fail("conflict", "this home has this team already")
	}
	if err := in.sameSchema(); err != nil {
		return err
	}
	if len(in.From) < 16 || !base62(in.From, len(in.From)) {
		return fail("invalid", "%q must be 16 letters and digits or more", "from")
	}
	if err := checkTable(in.Table); err != nil {
		return err
	}
	if in.Table == "meta" {
		return c.settleRows(in)
	}
	if err := c.beginMove(in.From); err != nil {
		return err
	}
	if err := putRows(ctx, c.DB, in, moving, in.From); err != nil {
		return err
	}
	return c.answer(http.StatusNoContent, nil)
}

// beginMove makes room for the copy named from: what an earlier one left is removed. Until
// that is done the copy is called "clearing", so that one which broke off here is cleared
// again, and one which another took over from removes nothing of the other's.
func (c *call) beginMove(from string) error {
	ctx, clearing := c.r.Context(), "clearing "+from
	var before string
	err := c.DB.QueryRowContext(ctx, `SELECT t FROM meta WHERE k = 'moving'`).Scan(&before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("begin a move: %w", err)
	}
	if before == from {
		return nil
	}
	const begin = `INSERT INTO meta (k, t) SELECT 'moving', ?1 WHERE NOT EXISTS (SELECT 1 FROM meta WHERE k = 'secret')
ON CONFLICT (k) DO UPDATE SET t = excluded.t`
	if _, err := c.DB.ExecContext(ctx, begin, clearing); err != nil {
		return fmt.Errorf("begin a move: %w", err)
	}
	for _, table := range counted {
		if _, err := c.DB.ExecContext(ctx, `DELETE FROM `+table+` WHERE EXISTS (SELECT 1 FROM meta WHERE k = 'moving' AND t = ?1)`, clearing); err != nil {
			return fmt.Errorf("clear %s for a move: %w", table, err)
		}
	}
	if _, err := c.DB.ExecContext(ctx, `UPDATE meta SET t = ?2 WHERE k = 'moving' AND t = ?1`, clearing, from); err != nil {
		return fmt.Errorf("begin a move: %w", err)
	}
	return nil
}

// putRows stores a page in one statement, where the condition holds; what is there stays.
func putRows(ctx context.Context, db *sql.DB, in Rows, condition string, args ...any) error {
	columns, err := columnsOf(ctx, db, in.Table)
	if err != nil {
		return err
	}
	if !slices.Equal(columns, in.Columns) {
		return fail("invalid", "the columns of %s are %s", in.Table, strings.Join(columns, ", "))
	}
	if err := checkCells(in); err != nil {
		return err
	}
	cells := make([]string, len(columns))
	for i := range cells {
		cells[i] = `json_extract(value, '$[` + strconv.Itoa(i) + `]')`
	}
	text := `INSERT INTO ` + in.Table + ` (` + strings.Join(columns, ", ") + `) SELECT ` + strings.Join(cells, ", ") +
		` FROM json_each(?1) WHERE ` + condition + ` ON CONFLICT DO NOTHING`
	if _, err := db.ExecContext(ctx, text, append([]any{string(in.Rows)}, args...)...); err != nil {
		return fmt.Errorf("store rows of %s: %w", in.Table, err)
	}
	return nil
}

func columnsOf(ctx context.Context, db *sql.DB, table string) ([]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT * FROM `+table+` LIMIT 0`)
	if err != nil {
		return nil, fmt.Errorf("read the columns of %s: %w", table, err)
	}
	defer rows.Close()
	return rows.Columns()
}

// checkCells lets nothing through that a table of ours cannot hold.
func checkCells(in Rows) error {
	var list [][]any
	if err := Decode(in.Rows, &list); err != nil {
		return err
	}
	for i, row := range list {
		if len(row) != len(in.Columns) {
			return fail("invalid", "rows[%d] has %d cells for %d columns", i, len(row), len(in.Columns))
		}
		for j, cell := range row {
			switch v := cell.(type) {
			case nil, string:
			case float64:
				if v != float64(int64(v)) || v < -mostInt || v > mostInt {
					return fail("invalid", "rows[%d][%d] must be a whole number", i, j)
				}
			default:
				return fail("invalid", "rows[%d][%d] must be a string, a whole number or null", i, j)
			}
		}
	}
	return nil
}

func countRows(ctx context.Context, db *sql.DB, table string) (n int64, err error) {
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM `+table).Scan(&n); err != nil {
		return 0, fmt.Errorf("count %s: %w", table, err)
	}
	return n, nil
}

// settleRows ends a move: where all rows are there, meta comes in one statement, and with
// it the secret that makes this a team.
func (c *call) settleRows(in Rows) error {
	ctx := c.r.Context()
	for _, table := range counted {
		n, err := countRows(ctx, c.DB, table)
		if err != nil {
			return err
		}
		if want, told := in.Counts[table]; !told || n != want {
			return fail("conflict", "%s has %d rows here and %d in the copy: move it again", table, n, want)
		}
	}
	const whole = moving + ` AND EXISTS (SELECT 1 FROM json_each(?1) s WHERE json_extract(s.value, '$[0]') = 'team' AND json_extract(s.value, '$[2]') = ?3)`
	if err := putRows(ctx, c.DB, in, whole, in.From, c.team); err != nil {
		return err
	}
	if err := c.readFacts(); err != nil {
		return err
	}
	if c.facts.secret == "" {
		return fail("conflict", "another copy came in between, or this one is of another team: move it again")
	}
	if _, err := c.DB.ExecContext(ctx, `DELETE FROM meta WHERE k = 'moving'`); err != nil {
		return fmt.Errorf("end a move: %w", err)
	}
	return c.answer(http.StatusNoContent, nil)
}
