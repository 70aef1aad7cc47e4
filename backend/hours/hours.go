// Package hours counts business time: when a target that began on Friday at 16:45 is
// over, and how long somebody waited while the team was open.
//
// It is hard because a day is not 24 hours: offices close for lunch, on holidays and by
// different clocks, and twice a year an hour is missing or comes twice. So all counting
// is between instants, and only the edges of an interval are read off a wall clock. An
// edge that the clock shows twice is the first of the two, one that it skips is the
// moment of the skip. It reads the playbook's hours and decides nothing of its own.
package hours

import (
	"fmt"
	"slices"
	"time"

	"porchlight/wasm/playbook"
)

// Schedule is when a team is open. The zero value is always open.
type Schedule struct {
	places []place
}

type place struct {
	zone *time.Location
	days [7][]span // by time.Weekday
	off  map[string]bool
	wide int // days within which it opens again, whatever is off
}

// span is an interval in minutes after midnight.
type span struct{ from, to int }

// New reads the hours of a playbook, nil for none. An error names what is wrong; a
// playbook that was checked gives none.
func New(h *playbook.Hours) (Schedule, error) {
	var s Schedule
	for _, p := range h.Places() {
		read, err := newPlace(p)
		if err != nil {
			return Schedule{}, err
		}
		s.places = append(s.places, read)
	}
	return s, nil
}

func newPlace(p playbook.Place) (place, error) {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return place{}, fmt.Errorf("hours: %w", err)
	}
	read := place{zone: zone, off: map[string]bool{}, wide: 7 * (len(p.Holidays) + 3)}
	opens := false
	for i, name := range playbook.Weekdays {
		spans := p.Days[name]
		if p.Days == nil {
			spans = []string{"00:00-24:00"}
		}
		for _, text := range spans {
			from, to, ok := playbook.Span(text)
			if !ok {
				return place{}, fmt.Errorf("hours: %q on %s is no interval", text, name)
			}
			read.days[i], opens = append(read.days[i], span{from, to}), true
		}
		slices.SortFunc(read.days[i], func(a, b span) int { return a.from - b.from })
	}
	if !opens {
		return place{}, fmt.Errorf("hours: %s never opens", p.Zone)
	}
	for _, date := range p.Holidays {
		read.off[date] = true
	}
	return read, nil
}

// Add returns the instant at which d of business time has passed since t. Without any
// to pass that is t itself while the team is open, and else the moment it opens.
func (s Schedule) Add(t time.Time, d time.Duration) time.Time {
	if len(s.places) == 0 {
		return t.Add(d)
	}
	for {
		from, to := s.next(t)
		if left := to.Sub(from); left < d {
			d, t = d-left, to
			continue
		}
		return from.Add(d)
	}
}

// Between returns the business time from a to b, 0 if b is not after a.
func (s Schedule) Between(a, b time.Time) time.Duration {
	if len(s.places) == 0 {
		return max(0, b.Sub(a))
	}
	var d time.Duration
	for a.Before(b) {
		from, to := s.next(a)
		if to.After(b) {
			to = b
		}
		d += max(0, to.Sub(from))
		a = to
	}
	return d
}

// Zone is the clock by which the team names its days: that of its first place.
func (s Schedule) Zone() *time.Location {
	if len(s.places) == 0 {
		return time.UTC
	}
	return s.places[0].zone
}

// Open reports whether the team is open at t.
func (s Schedule) Open(t time.Time) bool {
	return s.Add(t, 0).Equal(t)
}

// next returns the first stretch of open time from t on, or from when one place opens to
// when that place closes: where two overlap, the rest of the other is the next stretch.
func (s Schedule) next(t time.Time) (from, to time.Time) {
	for i, p := range s.places {
		a, b := p.next(t)
		if a.Before(t) {
			a = t
		}
		if i == 0 || a.Before(from) {
			from, to = a, b
		}
	}
	return from, to
}

// next returns the first interval of the place that ends after t.
func (p place) next(t time.Time) (from, to time.Time) {
	year, month, day := t.In(p.zone).Date()
	for n := range p.wide {
		date := time.Date(year, month, day+n, 0, 0, 0, 0, time.UTC)
		if p.off[date.Format(time.DateOnly)] {
			continue
		}
		for _, s := range p.days[date.Weekday()] {
			from, to = p.instant(date, s.from), p.instant(date, s.to)
			if to.After(t) && to.After(from) {
				return from, to
			}
		}
	}
	panic("hours: " + p.zone.String() + " does not open again")
}

// instant returns the first moment of a day at which the wall clock shows so many
// minutes after midnight, or more. Date is midnight of that day in UTC.
func (p place) instant(date time.Time, minutes int) time.Time {
	wall := date.Add(time.Duration(minutes) * time.Minute)
	early, shows := p.shown(wall, -24*time.Hour) // by the offset before a change, if one is near
	if shows {
		return early
	}
	if late, shows := p.shown(wall, 24*time.Hour); shows {
		return late
	}
	skip, _ := early.ZoneBounds()
	return skip
}

// shown returns the moment of a wall clock's time by the offset that was in force a
// while from then, and whether that offset is in force at the moment itself.
func (p place) shown(wall time.Time, away time.Duration) (time.Time, bool) {
	_, offset := wall.Add(away).In(p.zone).Zone()
	t := wall.Add(-time.Duration(offset) * time.Second).In(p.zone)
	_, now := t.Zone()
	return t, now == offset
}
