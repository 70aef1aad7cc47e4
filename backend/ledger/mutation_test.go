package ledger

// The suite against broken ledgers: each mutation must be found, by the model and by
// the concurrent histories both. A suite that passes here is worth nothing.

import (
	"cmp"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/anishathalye/porcupine"

	"porchlight/backend/ledger/ledgertest"
)

type mutation struct {
	name string
	kind string // whose rule is changed; "" for the template
	old  string
	new  string
}

// Old is replaced in the whole rule; it must be there.
var mutations = []mutation{
	{"X01 no live check", "claim", "live = 0 OR holder = ?4", "1"},
	{"X02 renew without fence", "renew", " AND fence = ?8", ""},
	{"X03 a second arrival updates", "", "DO NOTHING", "DO UPDATE SET at_ms = excluded.at_ms, expires_ms = excluded.expires_ms"},
	{"X04 time may run back", "", "MAX(?6, COALESCE(h.at_ms, 0))", "?6"},
	{"X05 claim keeps the fence", "claim", "fence + (live = 0)", "MAX(fence, 1)"},
	{"X06 handoff keeps the fence", "handoff", "fence + 1", "fence"},
	{"X06 takeover keeps the fence", "takeover", "fence + 1", "MAX(fence, 1)"},
	{"X07 oldest row is the head", "", "ORDER BY seq DESC", "ORDER BY seq ASC"},
	{"X08 release without fence", "release", " AND fence = ?8", ""},
	{"X09 renew after expiry", "renew", "live AND ", ""},
	{"X10 reply closes any claim", "reply", closes, "1"},
	{"X11 in_lease without live", "", "COALESCE(live AND holder = ?4", "COALESCE(holder = ?4"},
	{"X12 claim shortens the lease", "claim", "MAX(live * expires_ms, now + ?7)", "now + ?7 - 500 * live"},
	{"X13 takeover by anybody", "takeover", leads, anyone},
	{"X13 assign by anybody", "assign", leads, anyone},
	{"X14 no membership", "", " AND EXISTS (SELECT 1 FROM members m WHERE m.user_id = ?4 AND m.active = 1 AND m.role IN (@role))", ""},
	{"X15 handoff to anybody", "handoff", target, "?11 <> ''"},
	{"X15 assign to anybody", "assign", target, "?11 <> ''"},
	{"assign keeps the fence", "assign", "fence + 1", "MAX(fence, 1)"},
	{"assign to oneself", "assign", "?11", "CASE WHEN live THEN ?11 ELSE ?4 END"},
	{"bounce without fence", "bounce", " AND fence = ?8", ""},
	{"bounce by anybody", "bounce", "holder = ?4 AND ", ""},
	{"refuse closes any claim", "refuse", closes, "1"},
	{"refuse counts as a reply", "refuse", "replied", "replied + 1"},
	{"listened closes nothing", "listened", closes, "0"},
	{"note lengthens the lease", "note", "expires_ms", "MAX(expires_ms, live * (now + ?7))"},
	{"raise of what is held", "raise", "live = 0", "1"},
	{"raise of what is done", "raise", " AND NOT (" + done + ")", ""},
	{"reopen of what is not done", "reopen", done, "1"},
	{"reopen twice", "reopen", done, "outcome <> ''"},
	{"reopen takes the claim", "reopen", "live = 0 AND ", ""},
	{"reopen keeps the fence", "reopen", "fence + (", "fence + (0 AND "},
	{"reopen gives it to whoever is off duty", "reopen", " AND COALESCE(json_extract(m.own, '$.on_duty'), 1) <> 0", ""},
	{"reopen gives it to who left", "reopen", "m.active = 1", "1"},
	{"reopen gives it to who gave it back", "reopen", " OR l.ok = 1 AND l.kind IN ('release', 'bounce')", ""},
	{"reopen gives it to the first holder", "reopen", "ORDER BY l.seq DESC", "ORDER BY l.seq ASC"},
	{"a claim forgets the outcome", "claim", "outcome", "''"},
	{"refused is told as listened", "refuse", "'refused'", "'listened'"},
	{"a refused operation changes the outcome", "", "CASE WHEN ok THEN @outcome ELSE outcome END", "@outcome"},
	{"a claim lets the target begin anew", "claim", begins, "?10"},
	{"a target runs on after the answer", "reply", "0", "due_ms"},
	{"a reopening lets the old target run", "reopen", "?10", "due_ms"},
	{"what is settled gets a target", "claim", " AND NOT (" + done + ")", ""},
	{"since is lost", "renew", "since_ms", "now"},
	{"keep without fence", "keep", " AND fence = ?8", ""},
	{"keep after expiry", "keep", "live AND ", ""},
	{"keep shortens", "keep", "MAX(expires_ms, now + ?7)", "now + ?7"},
	{"promise for anybody", "promise", "?11 = ?4 OR " + aLead, "1"},
	{"promise twice", "promise", "outcome = ''", "1"},
	{"promise of who left", "promise", target, "?11 <> ''"},
	{"late keeps the date", "late", "?7", "expires_ms"},
	{"kept, says anybody", "kept", "holder = ?4 OR " + aLead, "1"},
	{"kept, says its owner alone", "kept", " OR " + aLead, ""},
	{"signal to who left", "signal", target, "1"},
	{"signal twice", "signal", "outcome = ''", "1"},
	{"incident by anybody", "incident", leads, anyone},
	{"incident twice", "incident", "outcome = ''", "1"},
	{"update does not count", "update", "replied + 1", "replied"},
	{"update keeps the date", "update", "?7", "expires_ms"},
	{"update by anybody", "update", leads, anyone},
	{"resolve by anybody", "resolve", leads, anyone},
	{"resolve twice", "resolve", "outcome = 'open'", "outcome <> ''"},
	{"about us of what was answered", "aboutUs", "outcome = 'notAboutUs'", "outcome <> ''"},
	{"not about us is told as listened", "notAboutUs", "'notAboutUs'", "'listened'"},
	{"not about us closes any claim", "notAboutUs", closes, "1"},
	{"withdrawn after it was kept", "withdrawn", "outcome = 'promised'", "outcome <> ''"},
}

func (m mutation) statements(t *testing.T) statements {
	t.Helper()
	swap := func(s string) string { return strings.ReplaceAll(s, m.old, m.new) }
	text, changed := template, maps.Clone(rules)
	if m.kind == "" {
		text = swap(template)
	} else {
		r := rules[m.kind]
		changed[m.kind] = rule{swap(r.role), swap(r.ok), swap(r.fence), swap(r.holder), swap(r.since), swap(r.expires), swap(r.replied), swap(r.outcome), swap(cmp.Or(r.due, begins))}
	}
	if text == template && changed[m.kind] == rules[m.kind] {
		t.Fatalf("%s changes nothing", m.name)
	}
	return compile(text, changed)
}

func TestMutationsAreFound(t *testing.T) {
	for _, m := range mutations {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			db := openTest(t)
			l := &Ledger{db, m.statements(t)}
			if n := until(500, func(n int) error {
				return play(db, l, fmt.Sprint("run", n), kindsWith(m.kind), 30, rand.New(rand.NewPCG(uint64(n), 0)).IntN)
			}); n == 0 {
				t.Error("the model did not find it")
			}
			if n := until(600, func(n int) error {
				return newHistory(db, l, fmt.Sprint("h", n), kindsWith(m.kind), 20).run(uint64(n), 6, 15)
			}); n == 0 {
				t.Error("the histories did not find it")
			}
		})
	}
}

// until returns in which of at most n tries f failed, 0 for none.
func until(n int, f func(int) error) int {
	for i := 1; i <= n; i++ {
		if f(i) != nil {
			return i
		}
	}
	return 0
}

// What the statement of an operation does not decide.
func TestMutationsOfReadingAreFound(t *testing.T) {
	for _, m := range []struct {
		name  string
		patch func(*statements)
		check func(*sql.DB, *Ledger) error
	}{
		{"X16 replay without hash", func(s *statements) { s.replay = swapped(t, s.replay, "req_hash = ?2", "?2 <> ''") }, onLedger(mismatches)},
		{"X16 replay without actor", func(s *statements) { s.replay = swapped(t, s.replay, "actor = ?3", "?3 <> ''") }, onLedger(mismatches)},
		{"X17 feed repeats", func(s *statements) { s.feed = swapped(t, s.feed, "seq > ?1", "seq >= ?1") }, onLedger(checkFeed)},
		{"X17 feed without order", func(s *statements) {
			s.feed = swapped(t, s.feed, "ORDER BY seq LIMIT", "ORDER BY subject LIMIT")
		}, onLedger(checkFeed)},
		{"X18 purge takes heads", func(s *statements) {
			s.purge[1] = swapped(t, s.purge[1], "seq < (", "seq <= (")
		}, checkPurge},
		{"X18 purge takes heads of renewals", func(s *statements) {
			s.purge[2] = swapped(t, s.purge[2], "seq < (", "seq <= (")
		}, checkPurge},
		{"X18 purge before the floor", func(s *statements) { s.purge[0], s.purge[1] = s.purge[1], s.purge[0] }, checkPurge},
		{"replies are purged", func(s *statements) {
			s.purge[1] = swapped(t, s.purge[1], "'claim'", "'claim', 'reply'")
		}, checkPurge},
		{"notes are purged", func(s *statements) {
			s.purge[1] = swapped(t, s.purge[1], "'claim'", "'claim', 'note'")
		}, checkPurge},
		{"promises are purged", func(s *statements) {
			s.purge[1] = swapped(t, s.purge[1], "'claim'", "'claim', 'promise'")
		}, checkPurge},
		{"floor is not looked at", func(s *statements) {
			s.feed = swapped(t, s.feed, "(SELECT i FROM meta WHERE k = 'feed_floor_seq')", "0")
		}, checkPurge},
	} {
		db := openTest(t)
		l := New(db)
		m.patch(&l.sql)
		if m.check(db, l) == nil {
			t.Errorf("%s: not found", m.name)
		}
	}
}

func onLedger(f func(*Ledger) error) func(*sql.DB, *Ledger) error {
	return func(_ *sql.DB, l *Ledger) error { return f(l) }
}

func swapped(t *testing.T, s, old, new string) string {
	t.Helper()
	if !strings.Contains(s, old) {
		t.Fatalf("%q is not there to be changed", old)
	}
	return strings.ReplaceAll(s, old, new)
}

// The checker itself can fail: two people who both were told yes.
func TestTheCheckerSeesADoubleClaim(t *testing.T) {
	yes := func(client int, who string, call, back int64) porcupine.Operation {
		return porcupine.Operation{ClientId: client, Call: call, Return: back,
			Input:  ledgertest.Attempted{In: in("claim", who, 0), Nows: []int64{0}},
			Output: ledgertest.Out{OK: true, Fence: 1, Holder: who, Expires: 15 * minute}}
	}
	if ledgertest.Linearizable(everybody, []porcupine.Operation{yes(0, "kari", 1, 4), yes(1, "per", 2, 3)}) == nil {
		t.Error("a double claim passed")
	}
	if err := ledgertest.Linearizable(everybody, []porcupine.Operation{yes(0, "kari", 1, 4)}); err != nil {
		t.Errorf("a single claim did not pass: %v", err)
	}
}
