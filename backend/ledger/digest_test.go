package ledger

// What somebody does to a sealed day is told with the day and the row; what the program
// itself does to it is not.

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"porchlight/backend/migrations"
	"porchlight/wasm/wire"
)

const day = 24 * 60 * minute

// fourDays fills a ledger over the days 100 to 103 and is at the noon after.
func fourDays(t *testing.T) (*sql.DB, *Ledger, int64) {
	t.Helper()
	db := openTest(t)
	l := New(db)
	n := 0
	write := func(subject, kind, who string, fence, at int64) {
		t.Helper()
		n++
		_, _, err := l.Apply(ctx, Op{ID: opID(n), Kind: kind, Subject: subject, Actor: who, Device: who,
			NowMs: at, TTLMs: minute, Fence: fence, Body: `{"note":"æøå"}`})
		if err != nil {
			t.Fatal(err)
		}
	}
	for d := int64(100); d < 104; d++ {
		for i := range int64(3) {
			s := fmt.Sprintf("s%d.%d", d, i)
			write(s, "claim", "kari", 0, d*day+10*i)
			write(s, "renew", "kari", 1, d*day+10*i+1)
			write(s, "reply", "kari", 1, d*day+10*i+2)
		}
	}
	return db, l, 104*day + day/2
}

func mustVerify(t *testing.T, l *Ledger, now int64) wire.Digests {
	t.Helper()
	all := wire.Digests{}
	for after := int64(0); ; {
		page, err := l.Verify(ctx, after, now)
		if err != nil {
			t.Fatal(err)
		}
		all.Days, all.Open = append(all.Days, page.Days...), page.Open
		if !page.More {
			return all
		}
		after = all.Days[len(all.Days)-1].Last
	}
}

func differences(d wire.Digests) []string {
	list := []string{}
	for _, day := range d.Days {
		for _, w := range day.Wrong {
			list = append(list, day.Day+" "+w)
		}
	}
	return list
}

func mustDaily(t *testing.T, l *Ledger, now int64) {
	t.Helper()
	if err := l.Daily(ctx, now); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsDoneToASealedDayIsFound(t *testing.T) {
	const anew = "the digest does not follow from the day's prints and the digest before it: one of them was changed"
	for _, c := range []struct {
		name, do string
		want     []string
	}{
		{"nothing", `SELECT 1`, nil},
		{"who", `UPDATE ledger SET actor = 'per' WHERE seq = 2`, []string{"1970-04-11 row 2 (renew) was changed"}},
		{"who holds", `UPDATE ledger SET holder = NULL WHERE seq = 1`, []string{"1970-04-11 row 1 (claim) was changed"}},
		{"when", `UPDATE ledger SET at_ms = at_ms + 1 WHERE seq = 12`, []string{"1970-04-12 row 12 (reply) was changed"}},
		{"what", `UPDATE ledger SET kind = 'note' WHERE seq = 12`, []string{"1970-04-12 row 12 (reply) was changed"}},
		{"until when it was due", `UPDATE ledger SET due_ms = 1 WHERE seq = 12`, []string{"1970-04-12 row 12 (reply) was changed"}},
		{"the type of a cell", `UPDATE ledger SET req_hash = CAST(req_hash AS BLOB) WHERE seq = 12`, []string{"1970-04-12 row 12 (reply) was changed"}},
		{"the text", `UPDATE ledger SET body = '{"note":"x"}' WHERE seq = 36`, []string{"1970-04-14 row 36 (reply) has another text"}},
		{"the text is gone", `UPDATE ledger SET body = '' WHERE seq = 36`, []string{"1970-04-14 row 36 (reply) has another text"}},
		{"removed", `DELETE FROM ledger WHERE seq IN (9, 10)`, []string{"1970-04-11 row 9 (reply) was removed", "1970-04-12 row 10 (claim) was removed"}},
		{"the first and the last", `DELETE FROM ledger WHERE seq IN (1, 36)`, []string{"1970-04-11 row 1 (claim) was removed", "1970-04-14 row 36 (reply) was removed"}},
		{"moved", `UPDATE ledger SET seq = 99 WHERE seq = 20`, []string{"1970-04-13 row 20 (renew) was removed"}},
		{"a print", `UPDATE prints SET hash = 'x' WHERE seq = 20`, []string{"1970-04-13 row 20 (renew) was changed", "1970-04-13 " + anew}},
		{"a row and its print", `DELETE FROM prints WHERE seq = 20`, []string{"1970-04-13 row 20 (renew) was put in afterwards", "1970-04-13 " + anew}},
		{"a reply made a claim of long ago", `UPDATE prints SET kind = 'claim', at_ms = 0 WHERE seq = 3`, []string{"1970-04-11 row 3 (claim) was changed", "1970-04-11 " + anew}},
		{"a digest", `UPDATE digests SET digest = 'x' WHERE day = 101`, []string{"1970-04-12 " + anew, "1970-04-13 " + anew}},
		{"a day's digest is gone", `DELETE FROM digests WHERE day = 101`, []string{"1970-04-13 " + anew}},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, l, now := fourDays(t)
			mustDaily(t, l, now)
			before := mustVerify(t, l, now)
			if len(before.Days) != 4 || before.Open != 0 || before.Days[3].Rows != 9 || before.Days[3].Last != 36 {
				t.Fatalf("sealed: %+v", before)
			}
			mustExec(t, db, c.do)
			got := differences(mustVerify(t, l, now))
			if !slices.Equal(got, append([]string{}, c.want...)) {
				t.Errorf("told:\n%s", strings.Join(got, "\n"))
			}
			mustDaily(t, l, now+day) // which hides nothing
			if again := differences(mustVerify(t, l, now+day)); !slices.Equal(again, got) {
				t.Errorf("a day later:\n%s", strings.Join(again, "\n"))
			}
		})
	}
}

func TestARowPutIntoASealedDay(t *testing.T) {
	db, l, now := fourDays(t)
	mustExec(t, db, `DELETE FROM ledger WHERE seq = 5`) // before the seal: nobody can know
	mustDaily(t, l, now)
	for _, seq := range []int64{-3, 0, 5} {
		mustExec(t, db, `INSERT INTO ledger (seq, op_id, req_hash, subject, kind, actor, device, at_ms, ok, fence, since_ms, expires_ms, replied,
			in_lease, body) SELECT ?1, 'new' || ?1, '', 's', 'reply', 'per', 'd', at_ms, 1, 1, 0, 0, 1, 0, '' FROM ledger WHERE seq = 4`, seq)
	}
	want := []string{"1970-04-11 row -3 (reply) was put in afterwards", "1970-04-11 row 0 (reply) was put in afterwards",
		"1970-04-11 row 5 (reply) was put in afterwards"}
	if got := differences(mustVerify(t, l, now)); !slices.Equal(got, want) {
		t.Errorf("told:\n%s", strings.Join(got, "\n"))
	}
}

// The digests of a day stay as they are while its rows are purged and its people erased.
func TestThePurgeIsNoDifference(t *testing.T) {
	_, l, now := fourDays(t)
	mustDaily(t, l, now)
	first := mustVerify(t, l, now)
	for _, c := range []struct{ later, purged int64 }{{0, 0}, {8 * day, 12}, {95 * day, 24}, {300 * day, 24}} {
		later := c.later
		mustDaily(t, l, now+later)
		all := mustVerify(t, l, now+later)
		if list := differences(all); len(list) > 0 {
			t.Errorf("%d days later: %v", later/day, list)
		}
		var purged int64
		for i, d := range all.Days {
			purged += d.Purged
			if d.Digest != first.Days[i].Digest || d.Rows != 9 {
				t.Errorf("%d days later: %+v", later/day, d)
			}
		}
		if purged != c.purged {
			t.Errorf("%d days later %d rows are purged, want %d", later/day, purged, c.purged)
		}
	}
}

// Sealing day by day, at once, and broken off at each statement comes to the same.
func TestSealingComesToTheSame(t *testing.T) {
	_, whole, now := fourDays(t)
	mustDaily(t, whole, now)
	want := mustVerify(t, whole, now)
	_, daily, _ := fourDays(t)
	for d := int64(100); d <= 105; d++ {
		mustDaily(t, daily, d*day+1)
	}
	if got := mustVerify(t, daily, now); !reflect.DeepEqual(got, want) {
		t.Errorf("day by day: %+v", got)
	}
	db, broken, _ := fourDays(t)
	for _, left := range []string{`DELETE FROM digests`, `DELETE FROM prints WHERE seq > 20`, `DELETE FROM digests WHERE day > 101`} {
		mustDaily(t, broken, now)
		mustExec(t, db, left)
		if left == `DELETE FROM prints WHERE seq > 20` {
			mustExec(t, db, `DELETE FROM digests WHERE day > 101`)
		}
	}
	mustDaily(t, broken, now)
	if got := mustVerify(t, broken, now); !reflect.DeepEqual(got, want) {
		t.Errorf("broken off: %+v", got)
	}
}

// A clock that was ahead, and a row written after midnight with the time before it.
func TestClocksThatJump(t *testing.T) {
	_, l, now := fourDays(t)
	mustDaily(t, l, 104*day)
	for i, at := range []int64{104*day - 1, 900 * day, 104 * day, 104*day + 1} {
		if _, _, err := l.do(fmt.Sprint("late", i), fmt.Sprint("late", i), in("claim", "kari", 0), at); err != nil {
			t.Fatal(err)
		}
	}
	mustDaily(t, l, now) // the same day: the late row of yesterday, and no other
	if all := mustVerify(t, l, now); len(all.Days) != 5 || all.Days[4].Day != "1970-04-14" || all.Days[4].Rows != 1 || all.Open != 3 {
		t.Errorf("%+v", all)
	}
	mustDaily(t, l, now+day)
	all := mustVerify(t, l, now+day)
	if len(all.Days) != 6 || all.Days[5].Day != "1970-04-15" || all.Days[5].Rows != 3 || all.Open != 0 || len(differences(all)) > 0 {
		t.Errorf("%+v", all)
	}
}

// Many rows and many days: pages on both sides.
func TestVerifyGoesByPages(t *testing.T) {
	db := openTest(t)
	l := New(db)
	mustExec(t, db, `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 12000)
		INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok, fence, since_ms, expires_ms, replied, in_lease, body)
		SELECT 'op' || n, '', 's' || n, 'note', 'kari', 'd', n * 1000000, 1, 0, 0, 0, 0, 0, 'x' FROM i`)
	const now = 200 * day
	mustDaily(t, l, now)
	page, err := l.Verify(ctx, 0, now)
	if err != nil || !page.More || len(page.Days) != 50 {
		t.Errorf("%d days on the first page, %v", len(page.Days), err)
	}
	all := mustVerify(t, l, now)
	if len(all.Days) != 139 || all.Days[138].Last != 12000 || len(differences(all)) > 0 {
		t.Errorf("%d days: %v", len(all.Days), differences(all))
	}
	mustExec(t, db, `UPDATE ledger SET ok = 0 WHERE seq > 11000`)
	if got := differences(mustVerify(t, l, now)); len(got) < 21 || !strings.HasSuffix(got[20], " more") {
		t.Errorf("%q", got)
	}
}

// A ledger from before there were digests is sealed as it is then.
func TestAnOldLedgerGetsItsDigests(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "old.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for n, s := range migrations.Statements()[:13] {
		mustExec(t, db, s)
		mustExec(t, db, `INSERT INTO meta (k, i) VALUES ('schema_version', ?1) ON CONFLICT (k) DO UPDATE SET i = excluded.i`, int64(n+1))
	}
	mustExec(t, db, `INSERT INTO members VALUES ('kari', 'Kari Nes', 'staff', 0, 1, 0)`)
	mustExec(t, db, `INSERT INTO meta (k, i) VALUES ('feed_floor_seq', 0)`)
	l := New(db)
	mustExec(t, db, `INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok, fence, holder, since_ms, expires_ms,
		replied, in_lease, body) VALUES ('a', '', 's', 'claim', 'kari', 'd', ?1, 1, 1, 'kari', ?1, ?1 + 1000, 0, 0, '')`, int64(100*day))
	if err := migrations.Apply(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	mustDaily(t, l, 101*day)
	if all := mustVerify(t, l, 101*day); len(all.Days) != 1 || all.Days[0].Rows != 1 || len(differences(all)) > 0 {
		t.Errorf("%+v", all)
	}
}

// A row from before there were due times has the print that it had then.
func TestARowWithoutADueTimeIsPrintedAsBefore(t *testing.T) {
	db := openTest(t)
	l := New(db)
	l.do("a", "s", in("claim", "kari", 0), 1000)
	l.do("b", "s", in("reply", "kari", 1), 1000)
	late := in("reopen", "kari", 0)
	late.Due = 5000
	l.do("c", "s", late, 1000)
	for op, want := range map[string]string{"a": "", "b": "answered", "c": "reopened integer5000"} {
		cells, into := columnsOf(printedColumns)
		if err := db.QueryRow(`SELECT `+printed+` FROM ledger l WHERE op_id = ?1`, op).Scan(into...); err != nil || cells[11] != want {
			t.Errorf("%s is printed with %v, %v; want %q", op, cells[11], err, want)
		}
	}
}
