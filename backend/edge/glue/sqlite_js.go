//go:build js && wasm

package glue

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"sync"
	"unsafe"
)

// The object's SQLite answers at once, so a statement is one call across the border and
// no promise: the d1 driver of workers awaits one for each, and leaves a callback behind.
// What crosses is told at encode and decode; the other side is database.js.

//go:wasmimport porchlight number
func newNumber(text string) int32

//go:wasmimport porchlight query
func query(number int32, args unsafe.Pointer, size int32) int32 // bytes of the answer

//go:wasmimport porchlight take
func take(into unsafe.Pointer)

// Open returns the object's database. It ignores contexts, has no transactions, and
// carries numbers as float64: keep integers below 2^53.
func Open() *sql.DB { return sql.OpenDB(object{}) }

// one guards what follows, and the other side, which keeps one answer.
var one sync.Mutex

// statements has each text that was asked for; they are the program's constants. So a
// text and the names of its columns cross once.
var statements = map[string]*statement{}

type statement struct {
	number  int32
	columns []string
	known   bool // the columns are
}

type object struct{}

func (o object) Connect(context.Context) (driver.Conn, error)               { return o, nil }
func (object) Driver() driver.Driver                                        { return nil }
func (object) Prepare(text string) (driver.Stmt, error)                     { return nil, errPrepared }
func (object) Close() error                                                 { return nil }
func (object) Begin() (driver.Tx, error)                                    { return nil, errTx }
func (object) BeginTx(context.Context, driver.TxOptions) (driver.Tx, error) { return nil, errTx }

var (
	errTx       = errors.New("the object's database has no transactions for us: write one statement")
	errPrepared = errors.New("the object keeps its own prepared statements")
)

// ExecContext gives no counts: they differ between homes, RETURNING does not.
func (o object) ExecContext(_ context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	_, err := o.query(text, args)
	return driver.ResultNoRows, err
}

func (o object) QueryContext(_ context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	return o.query(text, args)
}

func (object) query(text string, args []driver.NamedValue) (*rows, error) {
	in, err := encode(args)
	if err != nil {
		return nil, err
	}
	one.Lock()
	defer one.Unlock()
	s := statements[text]
	if s == nil {
		s = &statement{number: newNumber(text)}
		statements[text] = s
	}
	out := make([]byte, query(s.number, unsafe.Pointer(unsafe.SliceData(in)), int32(len(in))))
	take(unsafe.Pointer(unsafe.SliceData(out)))
	return s.decode(out)
}

// The tags of a value. All numbers are little-endian.
const (
	null   = 'n'
	number = 'd' // float64
	text   = 's' // uint32 of bytes, UTF-8
	blob   = 'b' // uint32 of bytes
	failed = '!' // the whole answer: what SQLite said
	good   = '.'
)

func encode(args []driver.NamedValue) ([]byte, error) {
	out := make([]byte, 0, 256)
	for _, a := range args {
		switch v := a.Value.(type) {
		case nil:
			out = append(out, null)
		case int64:
			out = appendNumber(out, float64(v))
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("argument %d is no finite number", a.Ordinal)
			}
			out = appendNumber(out, v)
		case bool:
			n := 0.0
			if v {
				n = 1
			}
			out = appendNumber(out, n)
		case string:
			out = append(appendSize(append(out, text), len(v)), v...)
		case []byte:
			out = append(appendSize(append(out, blob), len(v)), v...)
		default:
			return nil, fmt.Errorf("argument %d: cannot bind %T", a.Ordinal, v)
		}
	}
	return append(out, good), nil // never empty: its address is taken
}

func appendNumber(b []byte, f float64) []byte {
	return binary.LittleEndian.AppendUint64(append(b, number), math.Float64bits(f))
}

func appendSize(b []byte, n int) []byte { return binary.LittleEndian.AppendUint32(b, uint32(n)) }

// decode reads the answer: the first time the columns' names as one text with a line
// each, then the cells, row after row.
func (s *statement) decode(out []byte) (*rows, error) {
	r := &rows{left: out[1:]}
	if out[0] == failed {
		return nil, errors.New(string(r.left))
	}
	if !s.known {
		names, err := r.value()
		if err != nil {
			return nil, err
		}
		if list, _ := names.(string); list != "" {
			s.columns = strings.Split(list, "\n")
		}
		s.known = true
	}
	r.names = s.columns
	return r, nil
}

type rows struct {
	names []string
	left  []byte
}

func (r *rows) Columns() []string { return r.names }
func (r *rows) Close() error      { return nil }

func (r *rows) Next(into []driver.Value) (err error) {
	if len(r.left) == 0 {
		return io.EOF
	}
	for i := range into {
		if into[i], err = r.value(); err != nil {
			return err
		}
	}
	return nil
}

// value cuts one value off. Whole numbers are int64, as SQLite has them.
func (r *rows) value() (driver.Value, error) {
	tag := r.left[0]
	r.left = r.left[1:]
	switch tag {
	case null:
		return nil, nil
	case number:
		f := math.Float64frombits(binary.LittleEndian.Uint64(r.left))
		r.left = r.left[8:]
		if f == math.Trunc(f) && math.Abs(f) <= 1<<53 {
			return int64(f), nil
		}
		return f, nil
	case text, blob:
		n := binary.LittleEndian.Uint32(r.left)
		b := r.left[4 : 4+n : 4+n]
		r.left = r.left[4+n:]
		if tag == blob {
			return b, nil
		}
		return string(b), nil
	}
	return nil, fmt.Errorf("a value of kind %q came from the object's database", tag)
}
