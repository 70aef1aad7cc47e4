package due

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Wednesday 25 November 2026, 14:30 in Oslo in winter.
var now = time.Date(2026, 11, 25, 13, 30, 0, 0, time.UTC).UnixMilli()

const oslo = 60

// said writes a promise as "the words that say when = day and time", with ~ for a day.
func said(text string, promises []Promise) string {
	var out []string
	for _, p := range promises {
		s := "?"
		if w := p.When; w.End > 0 {
			at := time.UnixMilli(w.Ms + oslo*60_000).UTC()
			s = text[w.Start:w.End] + " = " + at.Format("Mon 2 Jan 15:04")
			if !w.Precise {
				s = text[w.Start:w.End] + " = " + at.Format("Mon 2 Jan ~")
			}
			if w.Past {
				s += " past"
			}
		}
		if p.Unowned {
			s += " nobody"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"We'll get back to you by Friday.":                      "by Friday = Fri 27 Nov ~",
		"We’ll get back to you by Friday.":                      "by Friday = Fri 27 Nov ~",
		"We will refund you within 24 hours.":                   "within 24 hours = Thu 26 Nov 14:30",
		"I'll call you tomorrow at 5 pm.":                       "tomorrow at 5 pm = Thu 26 Nov 17:00",
		"I will answer by 17:00 tomorrow":                       "by 17:00 tomorrow = Thu 26 Nov 17:00",
		"We will fix it in half an hour":                        "in half an hour = Wed 25 Nov 15:00",
		"We will fix it within the hour":                        "within the hour = Wed 25 Nov 15:30",
		"We will send it within two business days.":             "within two business days = Fri 27 Nov ~",
		"We will send it within 3 working days.":                "within 3 working days = Mon 30 Nov ~",
		"We will send it in a couple of days":                   "in a couple of days = Fri 27 Nov ~",
		"We'll update this by 4 p.m. today.":                    "by 4 p.m. today = Wed 25 Nov 16:00",
		"We will reply by noon":                                 "by noon = Thu 26 Nov 12:00",
		"We'll have news next Friday":                           "next Friday = Fri 4 Dec ~",
		"We'll have news next week":                             "next week = Fri 4 Dec ~",
		"We'll have news by the end of the week":                "end of the week = Fri 27 Nov ~",
		"We will publish it on November 30th, 2026":             "on November 30th = Mon 30 Nov ~",
		"We will publish it on 30 November":                     "on 30 November = Mon 30 Nov ~",
		"We will publish it by 2026-12-01":                      "by 2026-12-01 = Tue 1 Dec ~",
		"We will publish it by 2025-12-01":                      "by 2025-12-01 = Mon 1 Dec ~ past",
		"We will publish it by 3 January":                       "by 3 January = Sun 3 Jan ~",
		"We are going to fix this.":                             "?",
		"We promise to look at it.":                             "?",
		"You will get a reply within 2 hours":                   "within 2 hours = Wed 25 Nov 16:30",
		"It will be fixed by Monday.":                           "by Monday = Mon 30 Nov ~ nobody",
		"We'll get back to you. Thanks!":                        "?",
		"Vi svarer innen 24 timer.":                             "innen 24 timer = Thu 26 Nov 14:30",
		"Jeg ringer deg i morgen":                               "i morgen = Thu 26 Nov ~",
		"Eg ringer deg i morgon kl. 9.30.":                      "i morgon kl. 9.30 = Thu 26 Nov 09:30",
		"Vi skal gi deg svar innen fredag kl. 12.":              "innen fredag kl. 12 = Fri 27 Nov 12:00",
		"Vi skal rette det før helga":                           "før helga = Fri 27 Nov ~",
		"Vi kommer til å fikse det i løpet av uka":              "i løpet av uka = Fri 27 Nov ~",
		"Vi kjem til å ordne det i løpet av to virkedager":      "i løpet av to virkedager = Fri 27 Nov ~",
		"Du får pengene innen 30. november.":                    "innen 30. november = Mon 30 Nov ~",
		"Du får svar innan ein time":                            "innan ein time = Wed 25 Nov 15:30",
		"Vi sender den 30.11. Takk for tålmodigheten.":          "den 30.11 = Mon 30 Nov ~",
		"Vi lover å følge opp.":                                 "?",
		"Da skal vi se på det i dag":                            "i dag = Wed 25 Nov ~",
		"Det blir rettet innen fredag":                          "innen fredag = Fri 27 Nov ~ nobody",
		"Vi svarar deg på måndag":                               "på måndag = Mon 30 Nov ~",
		"Vi sender ny billett neste uke":                        "neste uke = Fri 4 Dec ~",
		"We will call on Friday. We'll write by Monday at 9:15": "on Friday = Fri 27 Nov ~; by Monday at 9:15 = Mon 30 Nov 09:15",

		"We will not refund this.":                      "",
		"We'll never know.":                             "",
		"We'll see.":                                    "",
		"Will we see you on Friday?":                    "",
		"Skal vi ringe deg i morgen?":                   "",
		"Vi vil gjerne høre mer.":                       "",
		"Vi vil beklage dette.":                         "",
		"Vi skal ikke gjøre det igjen.":                 "",
		"Vi svarer alltid.":                             "",
		"Jeg vil gratulere deg så mye.":                 "",
		"Biblioteket skal i følge loven ta vare på alt": "",
		"When will I be able to see the refund":         "",
		"The shop is open 24 hours a day.":              "",
		"You can call us tomorrow.":                     "",
		"We were late on Friday.":                       "",
		"Thanks, we have read it and passed it on.":     "",
		"Båten går fredag kl. 12.":                      "",
		"Nous vous répondrons demain.":                  "",
		"The ferry arrives at 17:00 and costs 240 kr.":  "",
	} {
		if got := said(text, Find(text, now, oslo)); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// The same moment is another day elsewhere.
func TestZones(t *testing.T) {
	late := time.Date(2026, 11, 25, 23, 30, 0, 0, time.UTC).UnixMilli()
	for _, c := range []struct {
		offset int
		want   string
	}{{0, "2026-11-26T23:59Z"}, {60, "2026-11-27T22:59Z"}, {-480, "2026-11-27T07:59Z"}, {330, "2026-11-27T18:29Z"}} {
		got := Find("We will call you tomorrow", late, c.offset)
		if at := time.UnixMilli(got[0].When.Ms).UTC().Format("2006-01-02T15:04Z"); at != c.want {
			t.Errorf("%d: %s, want %s", c.offset, at, c.want)
		}
	}
}

func TestNoClock(t *testing.T) {
	if got := Find("We will call you tomorrow", 0, 0); len(got) != 1 || got[0].When.End != 0 {
		t.Errorf("%+v", got)
	}
}

// Whatever the text: spans are of it, at the edges of characters, and days are near.
func TestFindHolds(t *testing.T) {
	part := rapid.SampledFrom([]string{"We will", "we'll", "Vi skal", "du får", "innen", "within", "i løpet av", "next", "neste", "30", "99999999", "24", ".", ":", "-", "/",
		"november", "fredag", "kl", "pm", "p.m.", "end of the", "week", "uke", "half", "an", "hour", "\n", "?", "\xff", "å", "2026", "11", "couple", "31", "februar", "the"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(part, 0, 30).Draw(t, "text"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
		for _, p := range Find(text, now, rapid.IntRange(-840, 840).Draw(t, "offset")) {
			if p.Start < 0 || p.End <= p.Start || p.End > len(text) || p.When.End > p.End || p.When.End > 0 && p.When.Start < p.Start {
				t.Fatalf("%q: %+v", text, p)
			}
			for _, at := range []int{p.Start, p.End, p.When.Start, p.When.End} {
				if at < len(text) && !utf8.RuneStart(text[at]) {
					t.Fatalf("%q: %d is inside a character", text, at)
				}
			}
		}
	})
}
