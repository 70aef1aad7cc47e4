package due

import "time"

// When is a time that a text names. Offsets are bytes.
type When struct {
	Start, End int
	Ms         int64 // unix milliseconds
	Precise    bool  // it names the hour; else Ms is the last minute of the day
	Past       bool  // it is over
}

type clock struct {
	now    int64
	offset int // minutes east of UTC
}

// local is now by the clock of who writes.
func (c clock) local() time.Time {
	return time.UnixMilli(c.now + int64(c.offset)*60_000).UTC()
}

func (c clock) ms(local time.Time) int64 { return local.UnixMilli() - int64(c.offset)*60_000 }

// reading is what has been understood of a sentence so far.
type reading struct {
	clock
	tokens   []token
	from, to int // tokens that say when
	day      time.Time
	hour     int // -1: none
	minute   int
	exact    time.Time // of "within 24 hours"
}

// when reads the first time in a sentence: a length of time, a day, an hour, or a day
// with its hour.
func (c clock) when(tokens []token) (When, bool) {
	if c.now == 0 {
		return When{}, false
	}
	r := reading{clock: c, tokens: tokens, from: -1, hour: -1}
	for i := 0; i < len(tokens); {
		n := r.duration(i)
		if n == 0 && r.day.IsZero() {
			n = r.dayAt(i)
		}
		if n == 0 && r.hour < 0 {
			n = r.hourAt(i)
		}
		if n == 0 {
			i++
			continue
		}
		if r.from >= 0 && i > r.to+3 { // a second time, of something else
			break
		}
		if r.from < 0 {
			r.from = i
		}
		i += n
		if r.to = i; !r.exact.IsZero() {
			break
		}
	}
	if r.from < 0 {
		return When{}, false
	}
	return r.result(), true
}

func (r *reading) result() When {
	w := When{Start: r.tokens[r.from].start, End: r.tokens[r.to-1].end}
	if r.from > 0 && leads.has(r.tokens[r.from-1].word) {
		w.Start = r.tokens[r.from-1].start
	}
	now := r.local()
	switch {
	case !r.exact.IsZero():
		w.Ms, w.Precise = r.ms(r.exact), true
	case r.hour >= 0:
		day := r.day
		if day.IsZero() {
			if day = midnight(now); day.Add(r.time()).Before(now) {
				day = day.AddDate(0, 0, 1)
			}
		}
		w.Ms, w.Precise = r.ms(day.Add(r.time())), true
	default:
		w.Ms = r.ms(r.day.Add(24*time.Hour - time.Minute))
	}
	w.Past = w.Ms < r.now
	return w
}

func (r *reading) time() time.Duration {
	return time.Duration(r.hour)*time.Hour + time.Duration(r.minute)*time.Minute
}

func (r *reading) word(i int) string { return at(r.tokens, i) }

var leads = list(" by before until on at within innen innan før til på den senest seinast due ")

// duration reads "within 24 hours", "innen en time", "i løpet av to virkedager".
func (r *reading) duration(i int) int {
	at, ok := r.introduced(i)
	if !ok {
		return 0
	}
	for w := r.word(at); w == "the" || w == "next" || w == "de" || w == "dei" || w == "neste" || w == "about" || w == "ca" || w == "."; w = r.word(at) {
		at++
	}
	n := number(r.word(at))
	switch r.word(at) {
	case "half", "halv":
		if r.word(at+1) == "an" {
			at++
		}
		if unit(r.word(at+1)) == 'h' {
			r.exact = r.local().Add(30 * time.Minute)
			return at + 2 - i
		}
		return 0
	case "hour", "timen":
		r.exact = r.local().Add(time.Hour)
		return at + 1 - i
	case "day", "dagen", "døgnet":
		r.day = midnight(r.local())
		if r.word(at) != "dagen" {
			r.day = r.day.AddDate(0, 0, 1)
		}
		return at + 1 - i
	}
	if n < 0 || n > 3650 {
		return 0
	}
	if at++; r.word(at) == "couple" || r.word(at) == "par" {
		n, at = 2, at+1
	}
	for w := r.word(at); w == "of" || w == "business" || w == "working" || w == "full"; w = r.word(at) {
		at++
	}
	workdays := r.word(at-1) == "business" || r.word(at-1) == "working"
	return r.length(n, unit(r.word(at)), workdays, at+1-i)
}

func (r *reading) length(n int, unit byte, workdays bool, size int) int {
	now := r.local()
	switch unit {
	case 'm':
		r.exact = now.Add(time.Duration(n) * time.Minute)
	case 'h':
		r.exact = now.Add(time.Duration(n) * time.Hour)
	case 'w':
		r.day = midnight(now).AddDate(0, 0, 7*n)
	case 'M':
		r.day = midnight(now).AddDate(0, n, 0)
	case 'd', 'b':
		r.day = midnight(now)
		for ; n > 0; n-- {
			r.day = r.day.AddDate(0, 0, 1)
			for (workdays || unit == 'b') && (r.day.Weekday() == time.Saturday || r.day.Weekday() == time.Sunday) {
				r.day = r.day.AddDate(0, 0, 1)
			}
		}
	default:
		return 0
	}
	return size
}

// introduced steps over the words that open a length of time.
func (r *reading) introduced(i int) (at int, ok bool) {
	switch w := r.word(i); {
	case w == "within" || w == "in" || w == "innen" || w == "om" || w == "innan":
		return i + 1, true
	case w == "i" && (r.word(i+1) == "løpet" || r.word(i+1) == "laupet") && r.word(i+2) == "av":
		return i + 3, true
	}
	return 0, false
}

// unit is the letter of a unit of time: minute, hour, day, business day, week, Month; 0
// for none.
func unit(w string) byte {
	for i := range units {
		if units[i].has(w) {
			return "mhdbwM"[i]
		}
	}
	return 0
}

var units = [...]list{" minute minutes min mins minutt minutter ", " hour hours h hrs time timer timar t ", " day days dag dager dagar døgn ",
	" virkedag virkedager virkedagar yrkedag yrkedagar arbeidsdager arbeidsdagar ", " week weeks uke uker veke veker ", " month months måned måneder månad månader "}

func midnight(t time.Time) time.Time { return t.Truncate(24 * time.Hour) }
