package due

import "time"

// Days and hours: "tomorrow", "innen fredag", "30. november", "kl. 12", "5 pm".

// dayAt reads a day at token i and returns how many tokens it takes.
func (r *reading) dayAt(i int) int {
	today := midnight(r.local())
	for _, d := range daily {
		if n := match(r.tokens, i, &d.words); n > 0 {
			r.day = today.AddDate(0, 0, d.days(today))
			return n
		}
	}
	next := r.word(i) == "next" || r.word(i) == "neste"
	at := i
	if next || r.word(i) == "this" || r.word(i) == "førstkommende" {
		at++
	}
	if day := index(weekdays[:], r.word(at)); day >= 0 {
		ahead := (day - int(today.Weekday()) + 7) % 7
		if next { // the one of next week, as weeks are counted here: from Monday
			toMonday := (8 - int(today.Weekday())) % 7
			if toMonday == 0 {
				toMonday = 7
			}
			ahead = toMonday + (day+6)%7
		}
		r.day = today.AddDate(0, 0, ahead)
		return at + 1 - i
	}
	return r.date(i, today)
}

// The days that no number tells: so many days from now, or these.
const (
	friday = 100 + iota // of this week, its last working day
	nextFriday
	monthEnd
)

type dayWords struct {
	words pattern
	ahead int
}

var daily = [...]dayWords{
	{pattern{" today tonight eod "}, 0},
	{pattern{" tomorrow "}, 1},
	{pattern{" this ", " morning afternoon evening "}, 0},
	{pattern{" i ", " dag kveld ettermiddag formiddag natt "}, 0},
	{pattern{" i ", " morgen morgon "}, 1},
	{pattern{" i ", " overmorgen overmorgon "}, 2},
	{pattern{" end ", " of ", " day "}, 0},
	{pattern{" end ", " of ", " the ", " day "}, 0},
	{pattern{" end ", " of ", " week "}, friday},
	{pattern{" end ", " of ", " the this ", " week "}, friday},
	{pattern{" end ", " of ", " the this ", " month "}, monthEnd},
	{pattern{" utgangen slutten ", " av ", " dagen "}, 0},
	{pattern{" utgangen slutten ", " av ", weekly}, friday},
	{pattern{" utgangen slutten ", " av ", " måneden månaden "}, monthEnd},
	{pattern{" i ", " løpet laupet ", " av ", " dagen "}, 0},
	{pattern{" i ", " løpet laupet ", " av ", weekly}, friday},
	{pattern{" i ", " løpet laupet ", " av ", " måneden månaden "}, monthEnd},
	{pattern{" next neste ", " week uke veke "}, nextFriday},
	{pattern{" this denne ", weekly}, friday},
	{pattern{" the før ", " weekend helga helgen "}, friday},
}

const weekly list = " week uken uka veka veken "

// days is how many days ahead of today a line of the table is.
func (d *dayWords) days(today time.Time) int {
	toFriday := (int(time.Friday) - int(today.Weekday()) + 7) % 7
	switch d.ahead {
	case friday:
		return toFriday
	case nextFriday:
		return 11 - (int(today.Weekday())+6)%7
	case monthEnd:
		return time.Date(today.Year(), today.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day() - today.Day()
	}
	return d.ahead
}

// date reads "30. november 2026", "November 30th", "30.11.", "2026-11-30".
func (r *reading) date(i int, today time.Time) int {
	a, b, c := r.word(i), r.word(i+1), r.word(i+2)
	if n := number(a); n >= 2000 && n < 2200 && b == "-" && r.word(i+3) == "-" {
		return r.on(n, number(c), number(r.word(i+4)), 5, today)
	}
	if m := 1 + index(months[:], a); m > 0 {
		if day := number(b); day > 0 && isDigits(b) {
			size := 2
			if ordinal.has(c) {
				size++
			}
			return r.on(r.year(i+size), m, day, size+r.yearSize(i+size), today)
		}
		return 0
	}
	day := number(a)
	if day < 1 || day > 31 || !isDigits(a) {
		return 0
	}
	at := i + 1
	if ordinal.has(b) || b == "." {
		at++
	}
	if r.word(at) == "of" {
		at++
	}
	if m := 1 + index(months[:], r.word(at)); m > 0 {
		at++
		return r.on(r.year(at), m, day, at-i+r.yearSize(at), today)
	}
	if (b == "." || b == "/") && isDigits(c) && number(c) >= 1 && number(c) <= 12 && (b == "/" || r.word(i+3) == "." || leads.has(r.word(i-1))) {
		size := 3
		year := 0
		if r.word(i+3) == b {
			size++
			if y := number(r.word(i + 4)); isDigits(r.word(i+4)) && y >= 2000 && y < 2200 {
				size, year = size+1, y
			}
		}
		return r.on(year, number(c), day, size, today)
	}
	return 0
}

func (r *reading) year(i int) int {
	if n := number(r.word(i)); n >= 2000 && n < 2200 {
		return n
	}
	return 0
}

func (r *reading) yearSize(i int) int {
	if r.year(i) > 0 {
		return 1
	}
	return 0
}

// on sets a date; without a year it is the next such day.
func (r *reading) on(year, month, day, size int, today time.Time) int {
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return 0
	}
	next := year == 0
	if next {
		year = today.Year()
	}
	r.day = time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if next && r.day.Before(today) {
		r.day = r.day.AddDate(1, 0, 0)
	}
	return size
}

// hourAt reads "kl. 12", "klokka 12.30", "at 17:00", "5 pm", "noon".
func (r *reading) hourAt(i int) int {
	switch r.word(i) {
	case "noon":
		r.hour = 12
		return 1
	case "midnight", "midnatt":
		r.hour = 24
		return 1
	}
	at, named := i, false
	if w := r.word(at); w == "kl" || w == "klokka" || w == "klokken" {
		named = true
		if at++; r.word(at) == "." {
			at++
		}
	}
	hour := number(r.word(at))
	if !isDigits(r.word(at)) || hour > 24 {
		return 0
	}
	minute, size := 0, 1
	if sep := r.word(at + 1); (sep == ":" || sep == "." && named) && len(r.word(at+2)) == 2 && isDigits(r.word(at+2)) {
		minute, size, named = number(r.word(at+2)), 3, true
	}
	switch r.word(at + size) {
	case "pm", "am", "p", "a":
		half := r.word(at + size)
		size++
		if half == "p" || half == "a" {
			if r.word(at+size) != "." || r.word(at+size+1) != "m" {
				return 0
			}
			size += 2
		}
		if hour %= 12; half[0] == 'p' {
			hour += 12
		}
		named = true
	case "o'clock":
		size, named = size+1, true
	}
	if !named || minute > 59 {
		return 0
	}
	r.hour, r.minute = hour, minute
	return at + size - i
}

func isDigits(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }

var ordinal = list(" st nd rd th ")

// index is which of the lists has a word, -1 for none.
func index(lists []list, w string) int {
	for i := range lists {
		if lists[i].has(w) {
			return i
		}
	}
	return -1
}

var weekdays = [...]list{" sunday søndag sundag søndagen ", " monday mandag måndag mon mandagen ", " tuesday tirsdag tysdag ", " wednesday onsdag ",
	" thursday torsdag ", " friday fredag fri fredagen ", " saturday lørdag laurdag "}

var months = [...]list{" january januar jan ", " february februar feb ", " march mars mar ", " april apr ", " may mai ", " june juni jun ",
	" july juli jul ", " august aug ", " september sep sept ", " october oktober oct okt ", " november nov ", " december desember dec des "}
