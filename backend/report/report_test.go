package report

// The clocks and counts of a report, by the vectors that vendors' documentation and users
// agree on, and by what the package promises: no number that flatters.

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"porchlight/backend/hours"
	"porchlight/backend/ledger"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

var oslo, _ = time.LoadLocation("Europe/Oslo")

func at(t testing.TB, wall string) int64 {
	t.Helper()
	got, err := time.ParseInLocation("2006-01-02 15:04", wall, oslo)
	if err != nil {
		t.Fatal(err)
	}
	return got.UnixMilli()
}

func clock(t testing.TB, first time.Duration, spans ...string) Clock {
	t.Helper()
	days := map[string][]string{}
	for _, d := range []string{"mon", "tue", "wed", "thu", "fri"} {
		days[d] = spans
	}
	open, err := hours.New(&playbook.Hours{Zone: "Europe/Oslo", Days: days})
	if err != nil {
		t.Fatal(err)
	}
	return Clock{Open: open, First: first}
}

// told is a conversation that was taken up when it was seen.
func told(seen, posted, replied int64) ledger.Told {
	v := ledger.Told{MadeMs: seen}
	v.SeenMs, v.RepliedMs = seen, replied
	if posted > 0 {
		v.Posted = &wire.Range{FromMs: posted, ToMs: posted}
	}
	return v
}

func TestVectors(t *testing.T) {
	office, lunch := []string{"09:00-17:00"}, []string{"08:00-12:00", "13:30-18:00"}
	for _, v := range []struct {
		name    string
		spans   []string
		seen    string
		target  time.Duration
		replied string
		inTime  string
		open    time.Duration
	}{
		{"V1 at the last minute", office, "2026-11-20 16:45", 30 * time.Minute, "2026-11-23 09:15", "yes", 30 * time.Minute},
		{"V1 a minute later", office, "2026-11-20 16:45", 30 * time.Minute, "2026-11-23 09:16", "no", 31 * time.Minute},
		{"V2", office, "2026-11-20 16:30", time.Hour, "2026-11-23 09:30", "yes", time.Hour},
		{"V3", office, "2026-11-18 10:00", 2 * time.Hour, "2026-11-18 12:00", "yes", 2 * time.Hour},
		{"V4 before the hours", office, "2026-11-18 07:00", 2 * time.Hour, "2026-11-18 11:00", "yes", 2 * time.Hour},
		{"V5 in the break", lunch, "2026-11-18 12:30", time.Hour, "2026-11-18 14:30", "yes", time.Hour},
		{"V5 answered in the break", lunch, "2026-11-18 12:10", time.Minute, "2026-11-18 12:50", "yes", 0},
	} {
		i := clock(t, v.target, v.spans...).Item(told(at(t, v.seen), 0, at(t, v.replied)), at(t, v.replied))
		if i.InTime != v.inTime || i.Us.OpenMostMs != v.open.Milliseconds() || i.Customer != nil {
			t.Errorf("%s: in time %q after %v, want %q after %v", v.name, i.InTime, time.Duration(i.Us.OpenMostMs)*time.Millisecond, v.inTime, v.open)
		}
	}
}

// What ends the waiting and what does not, and when the target begins to run.
func TestStates(t *testing.T) {
	c, now := clock(t, time.Hour, "09:00-17:00"), at(t, "2026-11-18 12:00")
	ten := at(t, "2026-11-18 10:00")
	outcome := func(o string, v ledger.Told) ledger.Told { v.Outcome = o; return v }
	long := told(ten, 0, 0)
	long.MadeMs = now // taken two hours after it was seen
	unseen := told(0, 0, 0)
	unseen.MadeMs = at(t, "2026-11-18 11:30")
	promptly := told(ten, 0, ten+3*3_600_000) // late by the target of today
	promptly.DueMs = ten + 4*3_600_000
	for name, v := range map[string]struct {
		told          ledger.Told
		state, inTime string
	}{
		"by the target of then":           {promptly, "answered", "yes"},
		"waits too long":                  {told(ten, 0, 0), "waiting", "no"},
		"waits, with time left":           {told(at(t, "2026-11-18 11:30"), 0, 0), "waiting", ""},
		"the target runs from seen":       {long, "waiting", "no"},
		"from taken where nobody said":    {unseen, "waiting", ""},
		"listened to in silence":          {outcome("listened", told(ten, 0, 0)), "listened", ""},
		"refused in silence":              {outcome("refused", told(ten, 0, 0)), "refused", ""},
		"refused after an answer":         {outcome("refused", told(ten, 0, ten+60_000)), "answered", "yes"},
		"reopened after an answer":        {outcome("reopened", told(ten, 0, ten+60_000)), "answered", "yes"},
		"reopened, and never answered":    {outcome("reopened", told(ten, 0, 0)), "waiting", "no"},
		"a browser's clock of years ago":  {told(1, 0, 0), "waiting", ""},
		"answered before it was seen, by": {told(ten, 0, ten-1), "answered", "yes"},
	} {
		if name == "a browser's clock of years ago" {
			v.told.MadeMs, v.inTime = now, "no" // as old as a sighting may be
		}
		if i := c.Item(v.told, now); i.State != v.state || i.InTime != v.inTime {
			t.Errorf("%s: %s %q, want %s %q", name, i.State, i.InTime, v.state, v.inTime)
		}
	}
	if i := (Clock{}).Item(told(ten, 0, 0), now); i.InTime != "" {
		t.Errorf("without a target it is %q", i.InTime)
	}
}

func TestQuantiles(t *testing.T) {
	for _, v := range []struct {
		waits       []int64
		median, p90 int64
	}{
		{nil, 0, 0}, {[]int64{7}, 7, 7}, {[]int64{4, 2}, 2, 4}, {[]int64{5, 1, 3}, 3, 5},
		{[]int64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 5, 9}, {[]int64{11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 6, 10},
	} {
		var w waits
		for _, ms := range v.waits {
			w.add(&wire.Waited{LeastMs: ms, MostMs: ms + 1, OpenLeastMs: ms, OpenMostMs: ms})
		}
		if s := w.spread(); s.Open.MedianLeastMs != v.median || s.Open.P90MostMs != v.p90 || s.Count != len(v.waits) ||
			len(v.waits) > 0 && s.All.MedianMostMs != v.median+1 {
			t.Errorf("%v: %+v", v.waits, s)
		}
	}
}

// The order in which conversations come changes nothing, and every number adds up.
func TestAnyOrderGivesTheSameReport(t *testing.T) {
	c, now := clock(t, time.Hour, "09:00-17:00"), at(t, "2026-11-18 12:00")
	rapid.Check(t, func(r *rapid.T) {
		list := rapid.SliceOf(rapid.Custom(func(r *rapid.T) ledger.Told {
			seen := now - rapid.Int64Range(1, 4*86_400_000).Draw(r, "seen")
			v := told(seen, seen-rapid.Int64Range(0, 86_400_000).Draw(r, "posted"), 0)
			if rapid.Bool().Draw(r, "answered") {
				v.RepliedMs = seen + rapid.Int64Range(0, now-seen).Draw(r, "replied")
			}
			v.Outcome = rapid.SampledFrom([]string{"", "refused", "listened", "notAboutUs", "reopened"}).Draw(r, "outcome")
			v.Site, v.Lang = rapid.SampledFrom([]string{"x", "hn"}).Draw(r, "site"), rapid.SampledFrom([]string{"", "und", "nb-NO", "nb", "en"}).Draw(r, "lang")
			return v
		})).Draw(r, "conversations")
		count := func() (out wire.Report) {
			n := New()
			for _, v := range list {
				n.Conversation(c.Item(v, now))
			}
			n.Into(&out)
			return out
		}
		a := count()
		slices.Reverse(list)
		if b := count(); !same(a, b) {
			r.Fatalf("%+v\n%+v", a, b)
		}
		all := a.All
		if all.Taken != len(list) || all.Taken != all.Answered+all.Waiting+all.Refused+all.Listened+all.NotUs || all.Within+all.Missed > all.Answered+all.Waiting {
			r.Fatalf("%+v of %d", all, len(list))
		}
		for _, parts := range [][]wire.Share{a.Sites, a.Langs} {
			taken := 0
			for _, p := range parts {
				taken += p.Taken
			}
			if taken != all.Taken {
				r.Fatalf("%+v are not %d", parts, all.Taken)
			}
		}
		if a.Us.Open.MedianLeastMs > a.Us.Open.P90LeastMs || a.Us.Open.MedianMostMs > a.Us.All.MedianMostMs || a.Customer.All.MedianMostMs < a.Us.All.MedianMostMs {
			r.Fatalf("%+v %+v", a.Us, a.Customer)
		}
	})
}

func same(a, b wire.Report) bool {
	return a.All == b.All && slices.Equal(a.Sites, b.Sites) && slices.Equal(a.Langs, b.Langs) && a.Us.Open == b.Us.Open && a.Customer.All == b.Customer.All && slices.Equal(a.Us.Counts, b.Us.Counts)
}

// An hour is a spike against the same hour of the days before, by the wall clock: summer
// time, which ends on 25 October, moves nothing.
func TestSpikes(t *testing.T) {
	quarters := map[int64]int{}
	come := func(wall string, n int) { quarters[at(t, wall)/ledger.Quarter] += n }
	from, to := at(t, "2026-11-01 00:00"), at(t, "2026-11-03 12:30")
	for d := time.UnixMilli(from).In(oslo).AddDate(0, 0, -28); d.UnixMilli() < to; d = d.AddDate(0, 0, 1) {
		come(d.Format(time.DateOnly)+" 09:15", 4) // every morning, also before
	}
	come("2026-11-02 09:30", 7) // 11 of usually 4
	come("2026-11-03 09:45", 9) // 13 of usually 4.25, three times as many
	come("2026-11-02 14:00", 4) // few
	come("2026-11-02 15:00", 3)
	come("2026-11-02 15:45", 2) // 5 of usually none
	days, spikes := Rush(quarters, from, to, oslo)
	want := []wire.Spike{{AtMs: at(t, "2026-11-02 15:00"), Taken: 5}, {AtMs: at(t, "2026-11-03 09:00"), Taken: 13, Usual: 4.25}}
	if !slices.Equal(spikes, want) {
		t.Errorf("spikes %+v, want %+v", spikes, want)
	}
	wantDays := []wire.Day{{Day: "2026-11-01", FromMs: from, Taken: 4}, {Day: "2026-11-02", FromMs: at(t, "2026-11-02 00:00"), Taken: 20}, {Day: "2026-11-03", FromMs: at(t, "2026-11-03 00:00"), ToMs: to, Taken: 13}}
	wantDays[0].ToMs, wantDays[1].ToMs = wantDays[1].FromMs, wantDays[2].FromMs
	if !slices.Equal(days, wantDays) {
		t.Errorf("days %+v, want %+v", days, wantDays)
	}
	beirut, err := time.LoadLocation("Asia/Beirut") // where a day has no midnight
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 3, 28, 0, 0, 0, 0, beirut)
	if days, _ := Rush(nil, start.UnixMilli(), start.AddDate(0, 0, 3).UnixMilli(), beirut); len(days) != 3 || days[1].Day != "2026-03-29" {
		t.Errorf("days without a midnight: %+v", days)
	}
}
