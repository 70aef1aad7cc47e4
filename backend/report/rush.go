package report

// When more came than usual. Usual is what the same hour of the day, by the team's clock,
// brought in the 28 days before; hours are counted from 1970, days by the wall clock.

import (
	"math"
	"time"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

const (
	usualDays  = 28
	spikeLeast = 5 // came in the hour
	spikeTimes = 3 // as many as usual
)

// Before is from when on Rush needs to know what came.
func Before(fromMs int64) int64 {
	return time.UnixMilli(fromMs).AddDate(0, 0, -usualDays-1).UnixMilli()
}

// Rush tells the days of a period and the hours in it that brought more than usual;
// quarters are what came in each quarter of an hour by its number since 1970.
func Rush(quarters map[int64]int, fromMs, toMs int64, zone *time.Location) (days []wire.Day, spikes []wire.Spike) {
	days, spikes = []wire.Day{}, []wire.Spike{}
	came := func(from, to time.Time) (n int) {
		for q := from.UnixMilli() / ledger.Quarter; q < to.UnixMilli()/ledger.Quarter; q++ {
			n += quarters[q]
		}
		return n
	}
	from, end := time.UnixMilli(fromMs).In(zone), time.UnixMilli(toMs).In(zone)
	year, month, first := from.Date()
	midnight := func(n int) time.Time { return time.Date(year, month, first+n, 0, 0, 0, 0, zone) }
	for n := 0; midnight(n).Before(end); n++ {
		date := time.Date(year, month, first+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		began, over := later(midnight(n), from), earlier(midnight(n+1), end)
		days = append(days, wire.Day{Day: date, FromMs: began.UnixMilli(), ToMs: over.UnixMilli(), Taken: came(began, over)})
	}
	for hour := from.Truncate(time.Hour); hour.Before(end); hour = hour.Add(time.Hour) {
		n := came(hour, hour.Add(time.Hour))
		if n < spikeLeast {
			continue
		}
		before := 0
		for d := 1; d <= usualDays; d++ {
			same := hour.AddDate(0, 0, -d)
			before += came(same, same.Add(time.Hour))
		}
		if n*usualDays >= spikeTimes*before {
			spikes = append(spikes, wire.Spike{AtMs: hour.UnixMilli(), Taken: n, Usual: math.Round(100*float64(before)/usualDays) / 100})
		}
	}
	return days, spikes
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
