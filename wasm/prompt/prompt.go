// Package prompt decides whether a leader is asked something in the page that they are
// reading anyway: about which post, and why them.
//
// It is hard because every prompt costs what it is for. "Ingrid Solvang lovte at nattruten
// skal tilbake – er det skriftlig?" is worth her minute; the next four posts that only name
// her are not, nor is any of them at nine in the evening. So what may be asked is counted
// in a state that cannot grow, and what is not asked now is not kept for later. It knows
// no playbook beyond the person's own entries, and does not know what a page looks like.
package prompt

import (
	"slices"

	"porchlight/wasm/place"
	"porchlight/wasm/wire"
)

const (
	lasts  = 10 * 60_000 // ms that a prompt stays, at most
	pause  = 30 * 60_000 // ms from one to the next
	minute = 60_000
	dayMs  = 24 * 60 * minute
)

// Decide answers an Ask.
func Decide(a *wire.Ask) *wire.Prompted {
	out := &wire.Prompted{Best: -1, Asked: today(a)}
	now := &out.Asked
	left, since := open(a), a.WallMs-now.LastMs
	if left <= 0 || len(now.Shown) >= a.Most || since >= 0 && since < pause {
		return out
	}
	var best *wire.AskPost
	for i := range a.Posts {
		p := &a.Posts[i]
		if p.Why == "" || p.Key == place.None || slices.Contains(now.Shown, p.Key) || slices.Contains(now.Never, p.Intent) {
			continue
		}
		if best == nil || before(p, best) {
			best, out.Best = p, i
		}
	}
	if best != nil {
		out.ForMs = min(lasts, left)
		now.Shown, now.LastMs = append(now.Shown, best.Key), a.WallMs
	}
	return out
}

// before tells which of two is asked about: for the stronger reason, then what is urgent,
// then what waits longest.
func before(a, b *wire.AskPost) bool {
	if a.Why != b.Why {
		return slices.Index(wire.AskWhys, a.Why) < slices.Index(wire.AskWhys, b.Why)
	}
	if a.Urgent != b.Urgent {
		return a.Urgent
	}
	return a.WaitMs > b.WaitMs
}

// today is the state with another day's prompts forgotten. A day before the one noted is
// the same one, seen from a zone further west or by a clock that was set back; one far
// ahead is a clock that went wrong.
func today(a *wire.Ask) wire.Asked {
	now := a.Asked
	if day := a.WallMs / dayMs; now.Day != day && now.Day != day+1 {
		now.Day, now.Shown = day, nil
	}
	if now.Shown == nil {
		now.Shown = []string{}
	}
	return now
}

// open tells for how many ms prompts may come now, 0 in quiet hours.
func open(a *wire.Ask) int64 {
	weekday := (a.WallMs/dayMs + 4) % 7 // 1970 began on a Thursday; 0 is Sunday
	if !a.Weekend && (weekday == 0 || weekday == 6) {
		return 0
	}
	from, to, at := a.From*minute, a.To*minute, a.WallMs%dayMs
	if from >= to {
		if at >= to && at < from {
			return 0
		}
		if at >= from {
			to = dayMs
		}
	} else if at < from {
		return 0
	}
	return to - at
}
