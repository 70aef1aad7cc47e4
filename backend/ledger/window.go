package ledger

// Which operation ids are taken, and what the daily purge removes. The two belong
// together: the replay of an id whose row was purged would look new, so for each kind
// accepted age + tolerated future stay below the purge age.

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Limits of the time inside an operation id, which is the device's clock and is used
// for nothing else, and the ages after which rows that are no head are removed.
const (
	AgeLimit      = 5 * 24 * time.Hour
	ReplyAgeLimit = 80 * 24 * time.Hour
	FutureLimit   = 24 * time.Hour
	PurgeAge      = 90 * 24 * time.Hour
	RenewPurgeAge = 7 * 24 * time.Hour
)

// Errors of CheckID.
var (
	ErrID    = errors.New("an operation id is a version 7 UUID in lower case")
	ErrClock = errors.New("the time in the operation id is outside what the server accepts")
)

// CheckID tells whether id may name an operation of this kind at nowMs.
func CheckID(id, kind string, nowMs int64) error {
	u, err := uuid.Parse(id)
	if err != nil || u.Version() != 7 || u.Variant() != uuid.RFC4122 || u.String() != id {
		return ErrID
	}
	var ms int64
	for _, b := range u[:6] {
		ms = ms<<8 | int64(b)
	}
	age := AgeLimit
	if Fact(kind) {
		age = ReplyAgeLimit
	}
	if ms < nowMs-age.Milliseconds() || ms > nowMs+FutureLimit.Milliseconds() {
		return ErrClock
	}
	return nil
}

// passing are the kinds that only moved a claim: when they are old and no head, nobody
// needs them.
var passing = []string{"claim", "renew", "keep", "release", "handoff", "takeover", "assign"}

// The floor is raised before anything below it goes. Replies are facts and stay, and
// so does the head of each subject. Each statement may run twice or not at all.
var purge = [3]string{
	`UPDATE meta SET i = MAX(i, COALESCE((SELECT MAX(seq) FROM ledger WHERE at_ms < ?1), 0))
	 WHERE k = 'feed_floor_seq'`,
	`DELETE FROM ledger WHERE at_ms < ?1 AND kind IN ('` + strings.Join(passing, `', '`) + `')
	 AND seq < (SELECT MAX(h.seq) FROM ledger h WHERE h.subject = ledger.subject)`,
	`DELETE FROM ledger WHERE kind = 'renew' AND at_ms < ?1
	 AND seq < (SELECT MAX(h.seq) FROM ledger h WHERE h.subject = ledger.subject)`,
}

// purges tells whether the purge takes rows of this kind that are so old and no head.
func purges(kind string, ageMs int64) bool {
	age := PurgeAge
	if kind == "renew" {
		age = RenewPurgeAge
	}
	return slices.Contains(passing, kind) && ageMs > age.Milliseconds()
}

// Daily is what a home does with each team once a day: days that are over are sealed,
// then old rows go, and then what settled conversations were about. A team that is still
// arriving row by row is left alone, for what arrives is counted.
func (l *Ledger) Daily(ctx context.Context, nowMs int64) error {
	var arrives bool
	if err := l.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM meta WHERE k = 'moving')`).Scan(&arrives); err != nil {
		return fmt.Errorf("see whether the team is whole: %w", err)
	}
	if arrives {
		return nil
	}
	if err := l.Seal(ctx, nowMs); err != nil {
		return err
	}
	if err := l.Purge(ctx, nowMs); err != nil {
		return err
	}
	if err := l.forget(ctx, nowMs); err != nil {
		return err
	}
	if _, err := l.db.ExecContext(ctx, recount); err != nil {
		return fmt.Errorf("count what is gone: %w", err)
	}
	return nil
}

// Least and most days after which a settled conversation may be forgotten; 0 is never.
// The least is far above the age of any operation id that is still accepted as its claim.
const (
	LeastRetention = 30
	MostRetention  = 3650
)

// Retention returns the days after which a settled conversation is forgotten, 0 for never.
func (l *Ledger) Retention(ctx context.Context) (days int64, err error) {
	err = l.db.QueryRowContext(ctx, `SELECT COALESCE((SELECT i FROM meta WHERE k = 'retention_days'), 0)`).Scan(&days)
	if err != nil {
		return 0, fmt.Errorf("read the retention: %w", err)
	}
	return days, nil
}

// What nobody has touched for so long, and what became of it is known.
const forgotten = `EXISTS (SELECT 1 FROM ledger h WHERE h.seq = (SELECT MAX(m.seq) FROM ledger m WHERE m.subject = conversations.conv)
	AND h.outcome NOT IN ('', 'reopened') AND h.at_ms < ?1 AND h.expires_ms < ?1)`

// The same of what has an id of its own: nobody owes it any more, and it was left alone for so long.
const over = `subject IN (SELECT h.subject FROM ledger h WHERE (h.outcome IN ('kept', 'withdrawn', 'sent', 'resolved')
	OR h.kind = 'aboutUs' AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.conv = h.subject))
	AND h.at_ms < ?1 AND h.seq = (SELECT MAX(m.seq) FROM ledger m WHERE m.subject = h.subject))`

// The mark first, by which Verify knows that bodies below it are missing rightly; and the
// descriptions last, for they say whose bodies are still to go. Each may run twice.
var forget = [3]string{
	`INSERT INTO meta (k, i) VALUES ('forgot_ms', ?1) ON CONFLICT (k) DO UPDATE SET i = MAX(i, excluded.i)`,
	`UPDATE ledger SET body = '' WHERE body <> '' AND kind <> 'aliased' AND subject IN (SELECT conv FROM conversations WHERE ` + forgotten + `)
	 OR body <> '' AND ` + over,
	`DELETE FROM conversations WHERE ` + forgotten,
}

// forget takes from settled conversations what they were about and what was written, as
// the team's retention says. The rows stay, and a new operation describes the
// conversation anew.
func (l *Ledger) forget(ctx context.Context, nowMs int64) error {
	days, err := l.Retention(ctx)
	if err != nil {
		return err
	}
	if days < LeastRetention { // 0, and whatever else no request can have set
		return nil
	}
	for i, text := range forget {
		if _, err := l.db.ExecContext(ctx, text, nowMs-days*dayMs); err != nil {
			return fmt.Errorf("forget, step %d: %w", i+1, err)
		}
	}
	return nil
}

// Purge removes old rows that carry no state. Here and in forget alone the ledger is
// deleted from and changed.
func (l *Ledger) Purge(ctx context.Context, nowMs int64) error {
	old := nowMs - PurgeAge.Milliseconds()
	for i, before := range []int64{old, old, nowMs - RenewPurgeAge.Milliseconds()} {
		if _, err := l.db.ExecContext(ctx, l.sql.purge[i], before); err != nil {
			return fmt.Errorf("purge, step %d: %w", i+1, err)
		}
	}
	return nil
}
