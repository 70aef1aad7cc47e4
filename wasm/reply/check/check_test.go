package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"pgregory.net/rapid"

	"porchlight/wasm/playbook"
	"porchlight/wasm/reply/alike"
	"porchlight/wasm/wire"
)

// now is Wednesday 25 November 2026, 23:30 in London and half past midnight in Oslo.
var now = time.Date(2026, 11, 25, 23, 30, 0, 0, time.UTC).UnixMilli()

const book = `{"brands": [{"name": "Havblikk", "domains": ["havblikk.example"]}],
 "answers": [
  {"id": "late", "links": ["status.example/ferry", "kart.example"], "slots": [{"id": "when", "kind": "date", "label": "new departure"}],
   "blocks": {"en": {"answer": ["Call +47 22 33 44 55 or write to post@trafikk.example."]}},
   "facts": [{"id": "price", "text": "a ticket is 240 kr", "until": "2026-11-25"}, {"id": "dog", "text": "dogs travel free", "until": "2026-11-26"}, {"id": "fee", "text": "50 kr", "until": "2026-01-01"}]},
  {"id": "other", "links": ["https://annet.example/side"]}],
 "voice": {"level": 12, "signOff": "^{initials}", "disclosure": {"en": "I work at Havblikk", "nb": "Jeg jobber i Havblikk"},
  "avoid": [{"word": "unfortunately", "reason": "says nothing", "instead": "sorry"}, {"word": "kundereise"}],
  "require": [{"word": "Havblikk", "reason": "people ask who speaks"}]},
 "sites": [{"site": "linkedin", "limit": 50}]}`

func rules(t testing.TB, text string) Rules {
	t.Helper()
	p, problems := playbook.Parse([]byte(text))
	if p == nil {
		t.Fatal(problems)
	}
	return New(p)
}

// told writes problems as "code: the words", or "code: words | parts" where asked.
func told(text string, c wire.Checked) (out []string) {
	units := utf16.Encode([]rune(text))
	for _, p := range c.Problems {
		out = append(out, strings.TrimSuffix(p.Code+": "+string(utf16.Decode(units[p.Start:p.End])), ": "))
	}
	return out
}

// fine are words with which nothing is wrong by the playbook.
const fine = "Havblikk hears you, Kari. ^AN"

func TestDraft(t *testing.T) {
	r := rules(t, book)
	for _, c := range []struct {
		text string
		ask  wire.Check
		want string // problems, with ; between
	}{
		{fine, wire.Check{}, ""},
		{"", wire.Check{}, "empty"},
		{" \n ", wire.Check{}, "empty"},

		{"Havblikk: fill in {when} and {own} {x_1}. ^AN", wire.Check{Answer: "late"}, "slot: {when}; slot: {own}; slot: {x_1}"},
		{"Havblikk: code {a: 1}, {} and { b. ^AN", wire.Check{}, ""},

		{"Havblikk: a ticket is 240 kr. ^AN", wire.Check{NowMs: now}, ""}, // the last day in London
		{"Havblikk: A  ticket is 240 KR. ^AN", wire.Check{NowMs: now, ZoneOffset: 60}, "expired_fact: A  ticket is 240 KR"},
		{"Havblikk: a ticket is 240 kr. ^AN", wire.Check{}, ""},
		{"Havblikk: that is 50 kr. ^AN", wire.Check{NowMs: now}, ""},
		{"Havblikk: that is 50 kr. ^AN", wire.Check{NowMs: now, Answer: "late"}, "expired_fact: 50 kr"},

		{"Unfortunately, Havblikk’s kundereise. ^AN", wire.Check{}, "avoid: Unfortunately; avoid: kundereise"},
		{"Fortunately Havblikk is here. ^AN", wire.Check{}, ""},
		{"Hi there. ^AN", wire.Check{}, "require"},
		{"Havblikk says one two three four five six seven eight nine ten eleven twelve. Yes. ^AN", wire.Check{},
			"long_sentence: Havblikk says one two three four five six seven eight nine ten eleven twelve"},

		{"Havblikk hears you.", wire.Check{Initials: "AN"}, "sign_off"},
		{"Havblikk hears you. ^OK", wire.Check{Initials: "AN"}, ""},
		{"Havblikk ^ hears you.", wire.Check{}, "sign_off"},
		{"I work at Havblikk. Your bag is here.", wire.Check{Personal: true}, ""},
		{"I’m employed by Havblikk, your bag is here.", wire.Check{Personal: true}, ""},
		{"Your bag is here. #HavblikkEmployee", wire.Check{Personal: true}, "require"},
		{"Your bag is here, says Havblikk.", wire.Check{Personal: true}, "disclosure"},
		{"Jeg jobber i Havblikk. Bagen er her.", wire.Check{Personal: true, Lang: "nb"}, ""},
		{strings.Repeat("Here. ", 20) + "I work at Havblikk.", wire.Check{Personal: true}, "disclosure"},

		{"Havblikk will fix it by Friday. ^AN", wire.Check{NowMs: now}, ""},
		{"We at Havblikk are sorry. We will fix it. ^AN", wire.Check{NowMs: now}, "promise_undated: We will fix it"},
		{"We at Havblikk are sorry. It will be fixed by 20.11.2026. ^AN", wire.Check{NowMs: now}, "promise_unowned: It will be fixed by 20.11.2026; promise_past: by 20.11.2026"},

		{"Havblikk: https://status.example/ferry/3, kart.example. ^AN", wire.Check{Answer: "late"}, ""},
		{"Havblikk: https://www.havblikk.example/a ^AN", wire.Check{}, ""},
		{"Havblikk: https://status.example/ferryx ^AN", wire.Check{}, "link: https://status.example/ferryx"},
		{"Havblikk: https://annet.example/side ^AN", wire.Check{Answer: "late"}, "link: https://annet.example/side"},
		{"Havblikk: see bit.ly/x ^AN", wire.Check{}, "link: bit.ly/x"},

		{"Havblikk wrote to kari.n@post.example. ^AN", wire.Check{}, "personal_email: kari.n@post.example"},
		{"Havblikk: post@trafikk.example, hei@havblikk.example, @kari@mastodon.example. ^AN", wire.Check{}, ""},
		{"Havblikk calls 900 12 345 and +44 20 7946 0958. ^AN", wire.Check{}, "personal_phone: 900 12 345; personal_phone: +44 20 7946 0958"},
		{"Havblikk: call 22 33 44 55. 40012345 kr, 30.11.2026, 2026-11-30, 12.30-14.30, 1 000 000. ^AN", wire.Check{}, ""},
		{"Havblikk has 4111 1111 1111 1111, not 4111 1111 1111 1112. ^AN", wire.Check{}, "personal_card: 4111 1111 1111 1111"},
		{"Havblikk: NO93 8601 1117 947 or 8601.11.17947. ^AN", wire.Check{}, "personal_account: NO93 8601 1117 947; personal_account: 8601.11.17947"},
		{"Havblikk: NO93 8601 1117 948. ^AN", wire.Check{}, ""},
		{"Havblikk: 01010750160 and 010107 50160, not 01010750161. ^AN", wire.Check{}, "personal_id: 01010750160; personal_id: 010107 50160"},
		{"Havblikk: your booking is AB12CD, order no. 123456. ^AN", wire.Check{}, "personal_number: AB12CD; personal_number: 123456"},
		{"Havblikk: in order to help, case by case, saken er løst. ^AN", wire.Check{}, ""},

		{"Havblikk IS REALLY VERY sorry. ^AN", wire.Check{}, "shouting: IS REALLY VERY"},
		{"Havblikk and NATO, VG, EU. ^AN", wire.Check{}, ""},
		{"Havblikk is here!!! ^AN", wire.Check{}, "exclaims: !!!"},
		{"Hi! Havblikk! ^AN", wire.Check{}, ""},

		{"Havblikk HERE. ^AN", wire.Check{Site: "discourse"}, "too_short: Havblikk HERE. ^AN"},
		{"HAVBLIKK: 12345 67890 12345. ^AN", wire.Check{Site: "discourse"}, "host_uppercase"},
		{"Havblikk: https://havblikk.example/a https://havblikk.example/b https://havblikk.example/c ^AN", wire.Check{Site: "discourse"}, "host_links: https://havblikk.example/c"},
		{"Havblikk, part 1 (1/3) of it. ^AN", wire.Check{Site: "reddit"}, "host_split: part 1; host_split: (1/"},
		{"Havblikk: **sign up** today. ^AN", wire.Check{Site: "hn"}, "host_markdown: **; host_promotion: sign up"},
	} {
		c.ask.Bytes = len(c.text)
		if got := strings.Join(told(c.text, r.Draft(c.ask, c.text, "")), "; "); got != c.want {
			t.Errorf("%q %+v:\n got %s\nwant %s", c.text, c.ask, got, c.want)
		}
	}
}

func TestOwnWords(t *testing.T) {
	const suggested = "Hi {name}. Your bag is on the next ferry. ^AN"
	for _, c := range []struct {
		text   string
		leader bool
		want   string
	}{
		{"Hi {name}. Your bag is on the next ferry. ^AN", false, "slot own_words"},
		{"Your bag is on the next ferry!", false, "own_words"},
		{"Hi Kari. Your bag is on the next ferry. ^AN", false, ""},
		{"Your blue bag is on the next ferry", false, ""},
		{"Hi Kari. Your bag is on the next ferry. ^AN", true, "own_sentence"},
		{"Hi. Your bag is on the next ferry, sorry Kari. ^AN", true, "own_sentence"},
		{"This must not happen again. Your bag is on the next ferry. ^AN", true, ""},
	} {
		var got []string
		checked := Rules{}.Draft(wire.Check{Leader: c.leader}, c.text, suggested)
		for _, p := range checked.Problems {
			got = append(got, p.Code)
		}
		slices.Sort(got)
		want := strings.Fields(c.want)
		slices.Sort(want)
		if !slices.Equal(got, want) || checked.Stops != (len(want) > 0) {
			t.Errorf("%q, leader %v: %v, stops %v", c.text, c.leader, got, checked.Stops)
		}
	}
}

func TestLength(t *testing.T) {
	left := func(n int) *wire.PageLimit { return &wire.PageLimit{Left: &n} }
	for _, c := range []struct {
		ask  wire.Check
		text string
		want string // length of limit unit, and what is too long
	}{
		{wire.Check{Site: "x"}, strings.Repeat("ø", 281), "281 of 280 weighted ø"},
		{wire.Check{Site: "x"}, strings.Repeat("の", 140), "280 of 280 weighted "},
		{wire.Check{Site: "linkedin"}, strings.Repeat("a", 51), "51 of 50 utf16 a"}, // the playbook says less
		{wire.Check{Site: "x", Limit: &wire.PageLimit{Max: 25000}}, strings.Repeat("a", 281), "281 of 25000 weighted "},
		{wire.Check{Site: "generic", Limit: &wire.PageLimit{Max: 3, Unit: "bytes"}}, "aåb", "4 of 3 bytes b"},
		{wire.Check{Site: "generic"}, "aåb", "3 of 0 utf16 "},
		{wire.Check{Site: "x", Limit: left(-2)}, "abcdef", "6 of 4 weighted ef"},
		{wire.Check{Site: "x", Limit: left(100)}, strings.Repeat("a", 281), "281 of 381 weighted "},
		{wire.Check{Site: "bluesky"}, strings.Repeat("👨‍👩‍👧‍👦", 200), "200 of 300 grapheme " + strings.Repeat("👨‍👩‍👧‍👦", 80)},
	} {
		got := rules(t, book).Draft(c.ask, c.text, "")
		over := ""
		for _, p := range got.Problems {
			if p.Code == "too_long" {
				over = string(utf16.Decode(utf16.Encode([]rune(c.text))[p.Start:p.End]))
			}
		}
		if s := fmt.Sprintf("%d of %d %s %s", got.Length, got.Limit, got.Unit, over); s != c.want {
			t.Errorf("%+v %.20q: %s, want %s", c.ask, c.text, s, c.want)
		}
	}
}

func TestRepeated(t *testing.T) {
	sent := alike.Of("@kari Your bag is on the next ferry, and it will be at the desk in Moss. ^AN").String()
	for text, want := range map[string]bool{
		"@ola Your bag is on the next ferry, and it will be at the desk in Horten. ^OK": true,
		"We found the bag in Moss; it comes with the ferry at five. ^OK":                false,
	} {
		got := Rules{}.Draft(wire.Check{Recent: []wire.RecentOne{{Sketch: "?"}, {Sketch: sent, By: "Anna"}}}, text, "")
		found := slices.ContainsFunc(got.Problems, func(p wire.DraftProblem) bool {
			return p.Code == "repeated" && slices.Equal(p.Parts, []string{"Anna"})
		})
		if found != want || got.Sketch == "" {
			t.Errorf("%q: %v", text, got.Problems)
		}
	}
}

func TestPromises(t *testing.T) {
	text := "Vi beklager 👍. Vi svarer deg innen fredag kl. 12."
	got := Rules{}.Draft(wire.Check{NowMs: now, ZoneOffset: 60}, text, "").Promises
	if len(got) != 1 || got[0].When != "innen fredag kl. 12" || !got[0].Precise || got[0].DueMs != time.Date(2026, 11, 27, 11, 0, 0, 0, time.UTC).UnixMilli() {
		t.Fatalf("%+v", got)
	}
	if p := got[0]; string(utf16.Decode(utf16.Encode([]rune(text))[p.Start:p.End])) != p.Text {
		t.Errorf("%+v", p)
	}
}

// Whatever the draft: spans are whole characters of it, in order, and every sentence has
// words of ours.
func TestDraftHolds(t *testing.T) {
	r := rules(t, book)
	part := rapid.SampledFrom(append(strings.Fields(book), "👍", "e\u0301", "İ", "\uFFFD", "{", "}", "{when}", "@", "a@b.co", "+47", "900", "12", "345", "NO93 8601 1117 947",
		"https://", "://", "havblikk.example", "!!!", "WE", "SHALL", "We will", "innen", "fredag", "(1/", "**", "booking", "AB12CD", "a ticket is 240 kr", ".", "\n"))
	rapid.Check(t, func(t *rapid.T) {
		join := rapid.SampledFrom([]string{" ", ""}).Draw(t, "join")
		text := strings.Join(rapid.SliceOfN(part, 0, 40).Draw(t, "text"), join)
		ask := wire.Check{Site: rapid.SampledFrom([]string{"x", "discourse", "reddit", "hn", "mastodon", "bluesky", ""}).Draw(t, "site"), NowMs: now,
			Personal: rapid.Bool().Draw(t, "personal"), Leader: rapid.Bool().Draw(t, "leader"), Answer: rapid.SampledFrom([]string{"", "late"}).Draw(t, "answer")}
		got := r.Draft(ask, text, strings.Join(rapid.SliceOfN(part, 0, 10).Draw(t, "suggested"), " "))
		units, last, stop := utf16.Encode([]rune(text)), 0, false
		English(got.Problems)
		for _, p := range got.Problems {
			if p.Start < last || p.End < p.Start || p.End > len(units) || p.Message == "" || strings.Contains(p.Message, "$1") {
				t.Fatalf("%q: %+v", text, p)
			}
			for _, at := range []int{p.Start, p.End} {
				if at < len(units) && units[at] >= 0xDC00 && units[at] < 0xE000 {
					t.Fatalf("%q: %+v cuts a character", text, p)
				}
			}
			last, stop = p.Start, stop || p.Level == "stops"
		}
		if stop != got.Stops {
			t.Fatalf("%+v", got)
		}
	})
}

func BenchmarkDraft(b *testing.B) {
	r := rules(b, book)
	text := strings.Repeat("Havblikk hører deg, Kari, og vi svarer innen 24 timer: https://havblikk.example/a 👍 eller 22 33 44 55. ", 100)[:10000]
	var recent []wire.RecentOne
	for i := range 100 {
		recent = append(recent, wire.RecentOne{Sketch: alike.Of(text[100*i:]).String()[4:]})
	}
	for b.Loop() {
		r.Draft(wire.Check{Site: "x", NowMs: now, Recent: recent}, text, fine)
	}
}

// Whatever the bytes: the engine's own door makes them UTF-8, and all else holds.
func FuzzDraft(f *testing.F) {
	r := rules(f, book)
	f.Add("Unfortunately {when} a ticket is 240 kr, +47 900 12 345", "a ticket", "x", true)
	f.Add("We will call by 5 p.m. on 30.11., NO93 8601 1117 947 or kari@post.example", "", "reddit", false)
	f.Add("👨‍👩‍👧‍👦 e\u0301 https://havblikk.example/a_(b)? İ ŉ ﬀ", "{own}", "mastodon", true)
	f.Fuzz(func(t *testing.T, text, suggested, site string, own bool) {
		text, suggested = strings.ToValidUTF8(text, "\uFFFD"), strings.ToValidUTF8(suggested, "\uFFFD")
		got := r.Draft(wire.Check{Site: site, NowMs: now, Personal: own, Leader: own}, text, suggested)
		units := len(utf16.Encode([]rune(text)))
		for _, p := range got.Problems {
			if p.Start < 0 || p.End < p.Start || p.End > units {
				t.Fatalf("%q: %+v of %d", text, p, units)
			}
		}
		for _, p := range got.Promises {
			if p.Start < 0 || p.End <= p.Start || p.End > units {
				t.Fatalf("%q: %+v of %d", text, p, units)
			}
		}
	})
}
