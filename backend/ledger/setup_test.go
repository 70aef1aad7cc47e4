package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/backend/migrations"
)

const minute = 60_000

// Everybody: two staff, a lead, an admin, somebody who left, and somebody who never
// was a member.
var everybody = ledgertest.World{
	{ID: "kari", Role: "staff", Active: true},
	{ID: "per", Role: "staff", Active: true},
	{ID: "lise", Role: "lead", Active: true},
	{ID: "adam", Role: "admin", Active: true},
	{ID: "gone", Role: "lead", Active: false},
	{ID: "stranger"},
}

const people = 6

// openTest returns a fresh database on disk with everybody in it. Power cuts are not
// what these tests are about, so nothing is synced.
func openTest(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "team.sqlite")+
		"?_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxIdleConns(16) // as many as there are clients: opening one costs more than a write
	t.Cleanup(func() { db.Close() })
	if err := migrations.Apply(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	mustExec(t, db, `INSERT INTO meta (k, i, t) VALUES ('epoch', NULL, 'first'), ('feed_floor_seq', 0, NULL)`)
	for _, p := range everybody {
		if p.Role != "" {
			if err := setMember(db, p); err != nil {
				t.Fatal(err)
			}
		}
	}
	return db
}

func setMember(db *sql.DB, p ledgertest.Person) error {
	active := 0
	if p.Active {
		active = 1
	}
	_, err := db.Exec(`INSERT INTO members (user_id, name, role, leader, active, made_ms, own) VALUES (?1, ?1, ?2, 0, ?3, 0, ?4)
		ON CONFLICT (user_id) DO UPDATE SET role = excluded.role, active = excluded.active, own = excluded.own`,
		p.ID, p.Role, int64(active), fmt.Sprintf(`{"on_duty":%v}`, !p.Off))
	return err
}

func mustExec(t testing.TB, db *sql.DB, q string, args ...any) {
	t.Helper()
	if _, err := db.Exec(q, args...); err != nil {
		t.Fatal(err)
	}
}

// The ledger takes any unique text for an id; its form is the window's matter.
func opID(n int) string { return fmt.Sprintf("op-%08d", n) }

// do applies one operation and returns its row as the specification tells one.
func (l *Ledger) do(id, subject string, in ledgertest.In, now int64) (ledgertest.Out, bool, error) {
	row, replayed, err := l.Apply(context.Background(), Op{
		ID: id, Kind: in.Kind, Subject: subject, Actor: in.User, Device: in.User + "-device",
		NowMs: now, TTLMs: in.TTL, DueMs: in.Due, UntilMs: in.Until, Fence: in.Fence, Target: in.Target,
	})
	return ledgertest.Out{OK: row.OK, InLease: row.InLease, Fence: row.Fence, Since: row.SinceMs,
		Expires: row.ExpiresMs, Replied: row.Replied, Outcome: row.Outcome, Due: row.DueMs, At: row.AtMs, Holder: row.Holder}, replayed, err
}
