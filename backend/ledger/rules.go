package ledger

// What each kind of operation does and who may: the one list, but for the alias, which is
// about two subjects and in a file of its own. A kind that is not in it does not exist, and
// a role that a kind does not name may not do it.

import "slices"

// rule says what one kind of operation does, as SQL over the columns of s below. A
// refused operation repeats the state it found.
type rule struct {
	role, ok, fence, holder, since, expires, replied, outcome string

	due string // "" where a target begins to run that does not yet
}

// What is not settled has a due time from the first operation on, if the team has a target.
const begins = `CASE WHEN due_ms = 0 AND NOT (` + done + `) THEN ?10 ELSE due_ms END`

// The roles that may do a kind, as they are when the statement runs.
const (
	anyone = `'staff', 'lead', 'admin'`
	leads  = `'lead', 'admin'`
)

const (
	current = `live AND holder = ?4 AND fence = ?8`
	closes  = `holder = ?4 AND fence = ?8`
	done    = `outcome NOT IN ('', 'reopened')`
	target  = `EXISTS (SELECT 1 FROM members t WHERE t.user_id = ?11 AND t.active = 1)`

	// Whoever had it last, unless they gave it back, have left or are off duty. A refused row
	// repeats the state, and may be all of it that the purge has left. What was found to be
	// the same counts as well, whichever of its keys it was answered under.
	last = `(SELECT m.user_id FROM members m WHERE m.active = 1 AND COALESCE(json_extract(m.own, '$.on_duty'), 1) <> 0
		AND m.user_id = (WITH RECURSIVE f(conv, subject) AS (SELECT CAST(?3 AS TEXT), CAST(?3 AS TEXT) UNION ` + merged + `)
			SELECT l.holder FROM f CROSS JOIN ledger l ON l.subject = f.subject
			WHERE l.holder IS NOT NULL OR l.ok = 1 AND l.kind IN ('release', 'bounce') ORDER BY l.seq DESC LIMIT 1))`
	returns = `live = 0 AND ` + last + ` IS NOT NULL`

	aLead = `EXISTS (SELECT 1 FROM members l WHERE l.user_id = ?4 AND l.role IN (` + leads + `))`
	owned = `outcome = 'promised' AND (holder = ?4 OR ` + aLead + `)`
)

// settled is a fact: it has no condition, ends the own claim and leaves another person's
// alone. It says what became of the conversation, and that stays until somebody says
// something else or reopens it.
func settled(replied, outcome string) rule {
	return rule{
		role:    anyone,
		ok:      `1`,
		fence:   `fence`,
		holder:  `CASE WHEN ` + closes + ` THEN NULL ELSE holder END`,
		since:   `CASE WHEN ` + closes + ` THEN 0 ELSE since_ms END`,
		expires: `CASE WHEN ` + closes + ` THEN 0 ELSE expires_ms END`,
		replied: replied,
		outcome: outcome,
		due:     `0`,
	}
}

// stays is a row after which whoever has it still has it.
func stays(role, ok, expires, replied, outcome, due string) rule {
	return rule{role: role, ok: ok, fence: `fence`, holder: `holder`, since: `since_ms`,
		expires: expires, replied: replied, outcome: outcome, due: due}
}

// gives is a grant under a new fence.
func gives(role, ok, holder, expires, outcome, due string) rule {
	return rule{role: role, ok: ok, fence: `fence + 1`, holder: holder, since: `now`,
		expires: expires, replied: `replied`, outcome: outcome, due: due}
}

// frees ends whatever claim there is.
func frees(ok, outcome, due string) rule {
	return rule{role: anyone, ok: ok, fence: `fence`, holder: `NULL`, since: `0`,
		expires: `0`, replied: `replied`, outcome: outcome, due: due}
}

// longer makes a lease longer. Never after expiry, even if nobody else came: the gap must
// stay visible.
var longer = stays(anyone, current, `MAX(expires_ms, now + ?7)`, `replied`, `outcome`, ``)

var rules = map[string]rule{
	// A second claim by the holder is a no-op that may lengthen the lease.
	"claim": {
		role:    anyone,
		ok:      `live = 0 OR holder = ?4`,
		fence:   `fence + (live = 0)`,
		holder:  `?4`,
		since:   `CASE WHEN live THEN since_ms ELSE now END`,
		expires: `MAX(live * expires_ms, now + ?7)`,
		replied: `replied`,
		outcome: `outcome`,
	},
	// By itself while its page is looked at, and for the owner time by a press.
	"renew": longer,
	"keep":  longer,
	// Also after expiry: a late release is no mistake of the person.
	"release":  frees(closes, `outcome`, ``),
	"handoff":  gives(anyone, current+` AND `+target, `?11`, `now + ?7`, `outcome`, ``),
	"takeover": gives(leads, `1`, `?4`, `now + ?7`, `outcome`, ``),
	// From any state, in one step: two would leave a moment in which it is nobody's.
	"assign": gives(leads, target, `?11`, `now + ?7`, `outcome`, ``),
	// Back to the board and not to whoever gave it: nobody holds what he did not take.
	"bounce": frees(closes, `outcome`, ``),
	// Puts on the board what nobody has; a live claim is there already, and what is done
	// comes back by reopen alone, which whoever presses must mean.
	"raise": stays(anyone, `live = 0 AND NOT (`+done+`)`, `expires_ms`, `replied`, `outcome`, ``),
	// Their new answer, or second thoughts: back to whoever had it last if that person is
	// on duty, else to the board. A claim that runs stays.
	"reopen": {
		role:    anyone,
		ok:      done,
		fence:   `fence + (` + returns + `)`,
		holder:  `CASE WHEN ` + returns + ` THEN ` + last + ` ELSE holder END`,
		since:   `CASE WHEN ` + returns + ` THEN now ELSE since_ms END`,
		expires: `CASE WHEN ` + returns + ` THEN now + ?7 ELSE expires_ms END`,
		replied: `replied`,
		outcome: `'reopened'`,
		due:     `?10`,
	},
	// Of one post, or of all by an author, on a site or with a word: a subject of its own.
	"notAboutUs": settled(`replied`, `'notAboutUs'`),
	"aboutUs":    stays(anyone, `outcome = 'notAboutUs'`, `expires_ms`, `replied`, `'reopened'`, `?10`),

	"refuse":   settled(`replied`, `'refused'`),
	"listened": settled(`replied`, `'listened'`),
	"note":     stays(anyone, `1`, `expires_ms`, `replied`, `outcome`, ``),
	"reply":    settled(`replied + 1`, `'answered'`),

	// A promise is its owner's until its due time, which is data and stops nothing: whoever
	// reads it sees that it is late. Leads promise for others, too.
	"promise":   gives(anyone, `outcome = '' AND (?11 = ?4 OR `+aLead+`) AND `+target, `?11`, `?7`, `'promised'`, `due_ms`),
	"late":      stays(anyone, owned, `?7`, `replied`, `outcome`, `due_ms`),
	"kept":      stays(anyone, owned, `expires_ms`, `replied`, `'kept'`, `due_ms`),
	"withdrawn": stays(anyone, owned, `expires_ms`, `replied`, `'withdrawn'`, `due_ms`),

	// A signal is told, and that is all; nobody owes it anything.
	"signal": frees(`outcome = '' AND (?11 = '' OR `+target+`)`, `'sent'`, `due_ms`),

	// An incident is told until it is over. Each update counts, also one without news.
	"incident": gives(leads, `outcome = ''`, `?4`, `?7`, `'open'`, `due_ms`),
	"update":   stays(leads, `outcome = 'open'`, `?7`, `replied + 1`, `outcome`, `due_ms`),
	"resolve":  stays(leads, `outcome = 'open'`, `expires_ms`, `replied`, `'resolved'`, `due_ms`),
}

// facts say what happened rather than move a claim: they are never purged, and may
// arrive late. Those about a conversation are never refused to a member.
var facts = []string{"reply", "refuse", "listened", "note", "promise", "late", "kept", "withdrawn", "signal", "incident", "update", "resolve",
	"notAboutUs", "aboutUs", "alias", "aliased"}

// Fact tells whether a kind is one of them.
func Fact(kind string) bool { return slices.Contains(facts, kind) }

// Targeted tells whether a kind may name a member: who shall have it, or hear of it. An
// alias, whose statement is merge, names another conversation.
func Targeted(kind string) bool { return slices.Contains(targeted, kind) }

var targeted = []string{"handoff", "assign", "promise", "signal", "alias"}

// Dated tells whether a kind sets a time until which something is due.
func Dated(kind string) bool { return slices.Contains(dated, kind) }

var dated = []string{"promise", "late", "incident", "update"}
