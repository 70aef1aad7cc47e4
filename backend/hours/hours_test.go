package hours

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"porchlight/wasm/playbook"
)

func must(t testing.TB, h *playbook.Hours) Schedule {
	t.Helper()
	s, err := New(h)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// week is the same intervals on some days.
func week(days []string, spans ...string) map[string][]string {
	w := map[string][]string{}
	for _, d := range days {
		w[d] = spans
	}
	return w
}

var (
	workdays = []string{"mon", "tue", "wed", "thu", "fri"}
	office   = playbook.Hours{Zone: "Europe/Oslo", Days: week(workdays, "09:00-17:00")}
	night    = playbook.Hours{Zone: "Europe/Oslo", Days: week(playbook.Weekdays[:], "00:00-04:00", "22:00-24:00")}
)

// at reads a wall clock of a zone.
func at(t testing.TB, zone, wall string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	got, err := time.ParseInLocation("2006-01-02 15:04", wall, loc)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// expectAdd is one line of a vector: received, target, deadline.
func expectAdd(t *testing.T, h *playbook.Hours, zone, from string, target time.Duration, want string) {
	t.Helper()
	if got := must(t, h).Add(at(t, zone, from), target); !got.Equal(at(t, zone, want)) {
		t.Errorf("%s + %s: got %s, want %s", from, target, got.In(at(t, zone, want).Location()), want)
	}
}

// The vectors that the vendors' documentation and users' reports agree on.
func TestVectors(t *testing.T) {
	const oslo = "Europe/Oslo"
	expectAdd(t, &office, oslo, "2026-11-20 16:45", 30*time.Minute, "2026-11-23 09:15") // V1
	expectAdd(t, &office, oslo, "2026-11-20 16:30", time.Hour, "2026-11-23 09:30")      // V2
	expectAdd(t, &office, oslo, "2026-11-18 10:00", 2*time.Hour, "2026-11-18 12:00")    // V3
	expectAdd(t, &office, oslo, "2026-11-18 07:00", 2*time.Hour, "2026-11-18 11:00")    // V4
	lunch := &playbook.Hours{Zone: oslo, Days: week(workdays, "08:00-12:00", "13:30-18:00")}
	expectAdd(t, lunch, oslo, "2026-11-18 12:30", 0, "2026-11-18 13:30") // V5: the clock starts
	expectAdd(t, lunch, oslo, "2026-11-18 12:30", time.Hour, "2026-11-18 14:30")
	expectAdd(t, lunch, oslo, "2026-11-18 11:30", time.Hour, "2026-11-18 14:00")
	expectAdd(t, lunch, oslo, "2026-11-18 11:30", 30*time.Minute, "2026-11-18 12:00") // met at the last minute
	expectAdd(t, nil, oslo, "2026-11-21 23:30", time.Hour, "2026-11-22 00:30")
}

func TestHolidays(t *testing.T) {
	h := office
	h.Holidays = []string{"2026-12-24", "2026-12-25", "2027-01-01"}
	expectAdd(t, &h, "Europe/Oslo", "2026-12-23 16:00", 2*time.Hour, "2026-12-28 10:00") // Wednesday to Monday
	expectAdd(t, &h, "Europe/Oslo", "2026-12-25 12:00", time.Hour, "2026-12-28 10:00")
	mondays := playbook.Hours{Zone: "Europe/Oslo", Days: week([]string{"mon"}, "09:00-10:00")}
	for day := at(t, "UTC", "2026-11-23 00:00"); len(mondays.Holidays) < 60; day = day.AddDate(0, 0, 7) {
		mondays.Holidays = append(mondays.Holidays, day.Format(time.DateOnly))
	}
	expectAdd(t, &mondays, "Europe/Oslo", "2026-11-22 12:00", time.Minute, "2028-01-17 09:01")
}

func TestSummerTimeBothWays(t *testing.T) {
	const oslo = "Europe/Oslo" // 29 March 2026 has no 02:00-03:00, 25 October has it twice
	// A day that is an hour shorter: 22:00 to 24:00 and 00:00 to 04:00 are five hours.
	expectAdd(t, &night, oslo, "2026-03-28 22:00", 5*time.Hour, "2026-03-29 04:00")
	expectAdd(t, &night, oslo, "2026-03-29 01:30", time.Hour, "2026-03-29 03:30")
	// A day that is an hour longer: seven.
	expectAdd(t, &night, oslo, "2026-10-24 22:00", 7*time.Hour, "2026-10-25 04:00")
	expectAdd(t, &office, oslo, "2026-03-27 16:00", 2*time.Hour, "2026-03-30 10:00") // the office sleeps through both
	expectAdd(t, &office, oslo, "2026-10-23 16:00", 2*time.Hour, "2026-10-26 10:00")
	// An edge that the clock skips is the moment of the skip; of two it is the first.
	odd := &playbook.Hours{Zone: oslo, Days: week([]string{"sun"}, "02:30-05:00")}
	expectAdd(t, odd, oslo, "2026-03-28 12:00", time.Hour, "2026-03-29 04:00")
	if got := must(t, odd).Between(at(t, oslo, "2026-10-25 00:00"), at(t, oslo, "2026-10-26 00:00")); got != 3*time.Hour+30*time.Minute {
		t.Errorf("02:30-05:00 with 02:30 twice is %s", got)
	}
	gone := &playbook.Hours{Zone: oslo, Days: week([]string{"sun"}, "02:10-02:50")}
	expectAdd(t, gone, oslo, "2026-03-28 12:00", time.Minute, "2026-04-05 02:11") // that Sunday it does not open
	// Where summer time begins at midnight.
	beirut := &playbook.Hours{Zone: "Asia/Beirut", Days: week(playbook.Weekdays[:], "00:00-24:00")}
	expectAdd(t, beirut, "Asia/Beirut", "2026-03-28 23:00", 2*time.Hour, "2026-03-29 02:00")
}

// Oslo and Boston: open from 09:00 there to 17:00 here, with four hours of both.
func TestTwoZones(t *testing.T) {
	h := office
	h.Also = []playbook.Place{{Zone: "America/New_York", Days: week(workdays, "09:00-17:00"), Holidays: []string{"2026-11-26"}}}
	expectAdd(t, &h, "Europe/Oslo", "2026-11-18 16:30", time.Hour, "2026-11-18 17:30")
	expectAdd(t, &h, "Europe/Oslo", "2026-11-20 22:30", time.Hour, "2026-11-23 09:30") // Friday, 16:30 in Boston
	expectAdd(t, &h, "Europe/Oslo", "2026-11-26 16:30", time.Hour, "2026-11-27 09:30") // Thanksgiving is theirs alone
	s := must(t, &h)
	day, length := at(t, "Europe/Oslo", "2026-11-18 00:00"), 24*time.Hour
	if got := s.Between(day, day.Add(length)); got != 14*time.Hour {
		t.Errorf("open for %s, want 14 h: what both have counts once", got)
	}
	day = at(t, "Europe/Oslo", "2026-10-28 00:00") // between the two changes: five hours apart, not six
	if got := s.Between(day, day.Add(length)); got != 13*time.Hour {
		t.Errorf("open for %s, want 13 h", got)
	}
	only := &playbook.Hours{Also: h.Also}
	expectAdd(t, only, "America/New_York", "2026-11-25 16:30", time.Hour, "2026-11-27 09:30")
}

func TestBetween(t *testing.T) {
	s := must(t, &office)
	for _, c := range []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-11-20 16:45", "2026-11-23 09:15", 30 * time.Minute},
		{"2026-11-20 17:00", "2026-11-23 09:00", 0},
		{"2026-11-16 00:00", "2026-11-23 00:00", 40 * time.Hour},
		{"2026-11-18 12:00", "2026-11-18 10:00", 0},
	} {
		if got := s.Between(at(t, "Europe/Oslo", c.from), at(t, "Europe/Oslo", c.to)); got != c.want {
			t.Errorf("%s to %s: got %s, want %s", c.from, c.to, got, c.want)
		}
	}
	if s.Open(at(t, "Europe/Oslo", "2026-11-20 17:00")) || !s.Open(at(t, "Europe/Oslo", "2026-11-20 16:59")) {
		t.Error("the end of an interval is not open, the minute before is")
	}
}

func TestWhatNeverOpensIsRefused(t *testing.T) {
	for _, h := range []playbook.Hours{
		{Zone: "Europe/Oslo", Days: map[string][]string{}},
		{Zone: "Europe/Oslo", Days: map[string][]string{"mon": {"17:00-09:00"}}},
		{Zone: "Europe/Olso", Days: week(workdays, "09:00-17:00")},
	} {
		if _, err := New(&h); err == nil {
			t.Errorf("%+v was taken", h)
		}
	}
}

// anyHours draws hours of one or two places, in zones that change their clocks or not.
var anyHours = rapid.Custom(func(t *rapid.T) *playbook.Hours {
	place := rapid.Custom(func(t *rapid.T) playbook.Place {
		p := playbook.Place{Zone: rapid.SampledFrom([]string{
			"Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "UTC"}).Draw(t, "zone")}
		p.Days = map[string][]string{}
		for _, day := range rapid.SliceOfNDistinct(rapid.SampledFrom(playbook.Weekdays[:]), 1, 7, rapid.ID[string]).Draw(t, "days") {
			for range rapid.IntRange(1, 3).Draw(t, "spans") {
				from := rapid.IntRange(0, 1439).Draw(t, "from")
				to := rapid.IntRange(from+1, 1440).Draw(t, "to")
				p.Days[day] = append(p.Days[day], fmt.Sprintf("%02d:%02d-%02d:%02d", from/60, from%60, to/60, to%60))
			}
		}
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 400), 0, 20).Draw(t, "holidays") {
			p.Holidays = append(p.Holidays, start.AddDate(0, 0, n).Format(time.DateOnly))
		}
		return p
	})
	own := place.Draw(t, "own")
	return &playbook.Hours{Zone: own.Zone, Days: own.Days, Holidays: own.Holidays, Also: rapid.SliceOfN(place, 0, 1).Draw(t, "also")}
})

var start = time.Date(2025, 12, 20, 0, 0, 0, 0, time.UTC)

var anyInstant = rapid.Custom(func(t *rapid.T) time.Time {
	return start.Add(time.Duration(rapid.Int64Range(0, 400*24*60).Draw(t, "minutes")) * time.Minute)
})

func TestAddAndBetweenAgree(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s, err := New(anyHours.Draw(r, "hours"))
		if err != nil {
			r.Fatal(err)
		}
		t0 := anyInstant.Draw(r, "t")
		d := time.Duration(rapid.Int64Range(0, 100*60).Draw(r, "d")) * time.Minute
		end := s.Add(t0, d)
		if got := s.Between(t0, end); got != d {
			r.Fatalf("from %s, %s of business time end at %s, between them are %s", t0, d, end, got)
		}
		if end.Before(t0.Add(d)) || s.Between(t0, end.Add(-time.Second)) > max(0, d-time.Second) {
			r.Fatalf("%s is no first moment", end)
		}
		more, later := d+time.Duration(rapid.Int64Range(0, 6000).Draw(r, "more"))*time.Second, t0.Add(time.Duration(rapid.Int64Range(0, 90_000).Draw(r, "later"))*time.Second)
		if s.Add(t0, more).Before(end) || s.Add(later, d).Before(end) {
			r.Fatalf("Add runs back: %s", end)
		}
	})
}

// The slow way: minute by minute, by the wall clock alone.
func TestBetweenAgreesWithCountingMinutes(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		h := anyHours.Draw(r, "hours")
		s, err := New(h)
		if err != nil {
			r.Fatal(err)
		}
		a := anyInstant.Draw(r, "t")
		b := a.Add(time.Duration(rapid.Int64Range(0, 3*24*60).Draw(r, "length")) * time.Minute)
		var want time.Duration
		for m := a; m.Before(b); m = m.Add(time.Minute) {
			if s.changes(m) {
				r.Skip("near a change of clocks the wall clock tells too little")
			}
			if slowlyOpen(h, m) {
				want += time.Minute
			}
		}
		if got := s.Between(a, b); got != want {
			r.Fatalf("%s to %s: got %s, want %s", a, b, got, want)
		}
	})
}

func (s Schedule) changes(t time.Time) bool {
	for _, p := range s.places {
		_, before := t.Add(-26 * time.Hour).In(p.zone).Zone()
		_, after := t.Add(26 * time.Hour).In(p.zone).Zone()
		if before != after {
			return true
		}
	}
	return false
}

func slowlyOpen(h *playbook.Hours, t time.Time) bool {
	for _, p := range h.Places() {
		zone, _ := time.LoadLocation(p.Zone)
		local := t.In(zone)
		off := false
		for _, date := range p.Holidays {
			off = off || date == local.Format(time.DateOnly)
		}
		for _, text := range p.Days[playbook.Weekdays[local.Weekday()]] {
			from, to, _ := playbook.Span(text)
			if m := local.Hour()*60 + local.Minute(); !off && m >= from && m < to {
				return true
			}
		}
	}
	return false
}
