// Package conformance is one table of SQL calls through database/sql, run on every home.
//
// The two drivers under a team's database differ in what they bind, return and refuse:
// 9007199254740992 comes back as another number from one of them. The table pins what
// we rely on; what differs and is not relied on is not in it.
package conformance

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strings"
)

// Case is statements run one after the other in one database, the last one queried.
// In a later case the tables of earlier ones are still there.
type Case struct {
	Name string
	SQL  string
	Args []any
	Want string // rows as "(type:value, …)", "error", or "no rows"
}

const maxInt = int64(1)<<53 - 1

// Cases is the table. SQL that begins with an earlier case's table relies on its order.
var Cases = []Case{
	{"make a table", `CREATE TABLE IF NOT EXISTS probe (i INTEGER, t TEXT UNIQUE, b BLOB, r REAL)`, nil, "no rows"},
	{"empty it", `DELETE FROM probe`, nil, "no rows"},
	{"no row", `SELECT i, t FROM probe`, nil, "no rows"},
	{"insert returning", `INSERT INTO probe (i, t) VALUES (?1, ?2) RETURNING i, t`, []any{int64(1), "one"}, "(int64:1, string:one)"},
	{"insert without returning", `INSERT INTO probe (i, t) VALUES (?1, ?2)`, []any{int64(2), "two"}, "no rows"},
	{"many rows", `SELECT i, t FROM probe ORDER BY i`, nil, "(int64:1, string:one) (int64:2, string:two)"},
	{"several rows returned", `UPDATE probe SET i = i + 10 RETURNING i`, nil, "(int64:11) (int64:12)"},
	{"conflict does nothing", `INSERT INTO probe (i, t) VALUES (3, 'two') ON CONFLICT (t) DO NOTHING RETURNING i`, nil, "no rows"},
	{"unique violation", `INSERT INTO probe (i, t) VALUES (3, 'two')`, nil, "error"},
	{"after the violation", `SELECT count(*) FROM probe`, nil, "(int64:2)"},
	{"null in", `SELECT ?1 IS NULL`, []any{nil}, "(int64:1)"},
	{"null out", `SELECT NULL, 1`, nil, "(<nil>:<nil>, int64:1)"},
	{"empty string", `SELECT ?1, length(?1), ?1 IS NULL`, []any{""}, "(string:, int64:0, int64:0)"},
	{"text", `SELECT ?1`, []any{"blåbær 🫐 \" ' \u200b"}, "(string:blåbær 🫐 \" ' \u200b)"},
	{"text like a number", `SELECT ?1, typeof(?1)`, []any{"007"}, "(string:007, string:text)"},
	{"blob", `SELECT ?1, length(?1), typeof(?1)`, []any{[]byte{0, 255, 1}}, "([]uint8:[0 255 1], int64:3, string:blob)"},
	{"largest integer", `SELECT ?1, ?1 - 1`, []any{maxInt}, "(int64:9007199254740991, int64:9007199254740990)"},
	{"negative", `SELECT ?1`, []any{-maxInt}, "(int64:-9007199254740991)"},
	{"zero", `SELECT ?1`, []any{int64(0)}, "(int64:0)"},
	{"fraction", `SELECT ?1`, []any{1.5}, "(float64:1.5)"},
	{"integer column stays integer", `INSERT INTO probe (i, t) VALUES (?1, 'big') RETURNING typeof(i), i`, []any{maxInt}, "(string:integer, int64:9007199254740991)"},
	{"integer after arithmetic", `INSERT INTO probe (i, t) SELECT MAX(?1, COALESCE(?2, 0)), 'max' RETURNING typeof(i), i`, []any{int64(1700000000000), int64(5)}, "(string:integer, int64:1700000000000)"},
	{"integer after update", `UPDATE probe SET i = i + ?1 WHERE t = 'max' RETURNING typeof(i), i`, []any{int64(1)}, "(string:integer, int64:1700000000001)"},
	{"comparison is an integer", `SELECT 1 < 2, ?1 = ?2`, []any{int64(4), int64(4)}, "(int64:1, int64:1)"},
	{"parameter used twice", `SELECT ?1, ?2, ?1`, []any{"a", "b"}, "(string:a, string:b, string:a)"},
	{"too few arguments", `SELECT ?1, ?2`, []any{int64(1)}, "error"},
	{"bad SQL", `SELEC 1`, nil, "error"},
	{"no such table", `SELECT 1 FROM nowhere`, nil, "error"},
	{"names of columns", `SELECT 1 AS first, 2 AS second FROM probe WHERE 0`, nil, "no rows"},
	{"comment and semicolon in text", "SELECT 'a;b' -- ; not a second one\n", nil, "(string:a;b)"},
	{"trailing semicolon", `SELECT 1;`, nil, "(int64:1)"},
	{"boolean", `SELECT ?1`, []any{true}, "(int64:1)"},
}

// Result is what a case gave.
type Result struct {
	Name string `json:"name"`
	Got  string `json:"got"`
}

// EdgeCases are what the edge's adapter refuses and a native database would let pass:
// each is a mistake in our own SQL that only one home would show.
var EdgeCases = []Case{
	{"two statements", `SELECT 1; SELECT 2`, nil, "error"},
	{"a second one behind a text", `INSERT INTO probe (t) VALUES (';'); DELETE FROM probe`, nil, "error"},
	{"the refused one did nothing", `SELECT count(*) FROM probe WHERE t = ';'`, nil, "(int64:0)"},
	{"too many arguments", `SELECT ?1`, []any{int64(1), int64(2)}, "error"},
	{"not a number", `SELECT ?1`, []any{math.NaN()}, "error"},
	{"infinite", `SELECT ?1`, []any{math.Inf(1)}, "error"},
	{"begin", `BEGIN`, nil, "error"},
}

// Run runs cases on db, in order.
func Run(ctx context.Context, db *sql.DB, cases []Case) []Result {
	list := make([]Result, 0, len(cases)+3)
	for _, c := range cases {
		list = append(list, Result{c.Name, query(ctx, db, c)})
	}
	return list
}

// Odd is what is not a query: how the ways around RETURNING and single rows behave. It
// needs the tables of Cases. Want is the same on the edge for all; natively only for
// the first.
func Odd(ctx context.Context, db *sql.DB) []Result {
	var n int64
	noRow := db.QueryRowContext(ctx, `SELECT i FROM probe WHERE 0`).Scan(&n)
	res, err := db.ExecContext(ctx, `UPDATE probe SET i = i`)
	if err != nil {
		return []Result{{"exec", err.Error()}}
	}
	_, affected := res.RowsAffected()
	_, last := res.LastInsertId()
	_, tx := db.BeginTx(ctx, nil)
	return []Result{
		{"no row is ErrNoRows", fmt.Sprint(errors.Is(noRow, sql.ErrNoRows))},
		{"RowsAffected is an error", fmt.Sprint(affected != nil)},
		{"LastInsertId is an error", fmt.Sprint(last != nil)},
		{"a transaction is an error", fmt.Sprint(tx != nil)},
	}
}

func query(ctx context.Context, db *sql.DB, c Case) string {
	rows, err := db.QueryContext(ctx, c.SQL, c.Args...)
	if err != nil {
		return "error"
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return "error"
	}
	var out []string
	for rows.Next() {
		line, err := scan(rows, len(names))
		if err != nil {
			return "error"
		}
		out = append(out, line)
	}
	switch {
	case rows.Err() != nil:
		return "error"
	case out == nil:
		return "no rows"
	}
	return strings.Join(out, " ")
}

func scan(rows *sql.Rows, n int) (string, error) {
	values, into := make([]any, n), make([]any, n)
	for i := range values {
		into[i] = &values[i]
	}
	if err := rows.Scan(into...); err != nil {
		return "", err
	}
	parts := make([]string, n)
	for i, v := range values {
		parts[i] = fmt.Sprintf("%T:%v", v, v)
	}
	return "(" + strings.Join(parts, ", ") + ")", nil
}
