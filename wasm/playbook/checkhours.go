package playbook

import (
	"slices"
	"strconv"
	"strings"
)

// This file checks business hours: a team that is never open would have no deadline at
// all, and nobody would notice before somebody waits for an answer.

// Weekdays are the keys of Place.Days, in the order of time.Weekday.
var Weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

const (
	dayMinutes  = 24 * 60
	mostMinutes = 28 * dayMinutes // of a target: longer than any answer may take
)

// Span reads one interval, "09:00-17:00", as minutes after midnight. It ends after it
// begins, and at the latest at 24:00.
func Span(s string) (from, to int, ok bool) {
	a, b, _ := strings.Cut(s, "-")
	from, ok1 := clock(a)
	to, ok2 := clock(b)
	return from, to, ok1 && ok2 && from < to
}

func clock(s string) (int, bool) {
	if len(s) != 5 || s[2] != ':' {
		return 0, false
	}
	hours, ok1 := number(s[:2])
	minutes, ok2 := number(s[3:])
	return hours*60 + minutes, ok1 && ok2 && minutes < 60 && hours*60+minutes <= dayMinutes
}

// number reads digits alone.
func number(s string) (int, bool) {
	n, err := strconv.ParseUint(s, 10, 16)
	return int(n), err == nil
}

// isDate reports whether s is a day of the calendar, 2026-12-25.
func isDate(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	year, ok1 := number(s[:4])
	month, ok2 := number(s[5:7])
	day, ok3 := number(s[8:])
	if !ok1 || !ok2 || !ok3 || month < 1 || month > 12 {
		return false
	}
	days := 30 + (month+month/8)%2
	if month == 2 {
		days = 28
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			days = 29
		}
	}
	return day >= 1 && day <= days
}

func (d *decoder) checkHours(p *Playbook) {
	if p.Team != nil {
		d.minutes("team.ownerMinutes", p.Team.OwnerMinutes)
	}
	if p.Hours == nil {
		return
	}
	d.minutes("hours.firstMinutes", p.Hours.FirstMinutes)
	d.minutes("hours.nextMinutes", p.Hours.NextMinutes)
	d.checkPlace("hours", Place{p.Hours.Zone, p.Hours.Days, p.Hours.Holidays})
	for i, place := range p.Hours.Also {
		d.checkPlace(index("hours.also", i), place)
	}
}

func (d *decoder) minutes(path string, n int) {
	if n < 0 || n > mostMinutes {
		d.wrong("minutes", d.names[path], path, path, strconv.Itoa(n), strconv.Itoa(mostMinutes))
	}
}

func (d *decoder) checkPlace(path string, p Place) {
	at := join(path, "zone")
	switch {
	case p.Zone == "" && (len(p.Days) > 0 || len(p.Holidays) > 0):
		d.wrong("zone_missing", d.names[path], at, at)
	case p.Zone != "" && !knownZone(p.Zone):
		d.wrong("no_zone", d.names[at], at, p.Zone)
	}
	open := false
	days := make([]string, 0, len(p.Days))
	for day := range p.Days {
		days = append(days, day)
	}
	slices.Sort(days)
	for _, day := range days {
		at := join(join(path, "days"), day)
		if !slices.Contains(Weekdays[:], day) {
			d.wrong("no_weekday", d.names[at], at, day)
		}
		for i, s := range p.Days[day] {
			n := d.names[index(at, i)]
			if _, _, ok := Span(s); !ok && (n == nil || n.kind == textNode) { // else it has been told
				d.wrong("no_interval", n, index(at, i), s)
			}
			open = true
		}
	}
	if p.Days != nil && !open {
		at := join(path, "days")
		d.wrong("never_open", d.names[at], at, at)
	}
	for i, s := range p.Holidays {
		if at := index(join(path, "holidays"), i); !isDate(s) { // "" is none either
			d.wrong("no_date", d.names[at], at, s)
		}
	}
}
