package triage

import (
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

// mentions finds Havblikk and Ingrid Solvang in a text, as the spotter would.
func mentions(text string) (all []wire.Mention) {
	for name, kind := range map[string]wire.Kind{"Havblikk": wire.Brand, "Ingrid Solvang": wire.Leader} {
		if i := strings.Index(text, name); i >= 0 {
			units := len([]rune(text[:i])) // the texts here are in the BMP
			m := wire.Mention{Start: units, End: units + len(name), Kind: kind, Name: name, Text: name}
			if i > 0 && text[i-1] == '@' {
				m.Evidence = "handle"
			}
			all = append(all, m)
		}
	}
	return all
}

func expectIntent(t *testing.T, text, want string) {
	t.Helper()
	if got := Of(text, mentions(text)); got.Intent != want {
		t.Errorf("%q is %s (feeling %d), want %s", text, got.Intent, got.Feeling, want)
	}
}

func TestWhatAPostWants(t *testing.T) {
	expectIntent(t, "When does the last Havblikk boat leave on Sunday?", Question)
	expectIntent(t, "Når går den siste båten til Havblikk på søndag?", Question)
	expectIntent(t, "Kva tid går båten til Havblikk?", Question)
	expectIntent(t, "Havblikk was two hours late and nobody said sorry. Terrible service.", Complaint)
	expectIntent(t, "Havblikk er forsinket igjen, helt elendig.", Complaint)
	expectIntent(t, "Why is Havblikk always late? This is awful, I hate it", Complaint)
	expectIntent(t, "Thank you Havblikk, the crew was wonderful!", Praise)
	expectIntent(t, "Tusen takk til mannskapet på Havblikk, kjempebra tur", Praise)
	expectIntent(t, "Havblikk, can you send me the receipt again please", Request)
	expectIntent(t, "Is the Havblikk Pass worth it?", Purchase)
	expectIntent(t, "Hva koster Havblikk Pass?", Purchase)
	expectIntent(t, "The Havblikk app is down again", Outage)
	expectIntent(t, "Får ikke logget inn hos Havblikk", Outage)
	expectIntent(t, "We are hiring: deckhands at Havblikk, apply now", Job)
	expectIntent(t, "Havblikk opened a new line to the north.", Other)
	expectIntent(t, "", Other)
}

func TestWhoWaitsForAReply(t *testing.T) {
	for text, want := range map[string]bool{
		"Havblikk, where is my refund?":                               true,
		"RT @somebody: Havblikk is late again, awful":                 false,
		"Havblikk reports record losses https://news.example/a":       false,
		"I am still waiting for an answer from Havblikk":              true,
		"Thank you Havblikk!":                                         false,
		"The Havblikk app is not working for me https://pic.example/": true,
	} {
		if got := Of(text, mentions(text)); got.NeedsReply != want {
			t.Errorf("%q: needsReply %v (%s)", text, got.NeedsReply, got.Intent)
		}
	}
}

func TestHowSoon(t *testing.T) {
	for text, want := range map[string]string{
		"Havblikk is down": "high",
		"Stranded on the quay, Havblikk please answer": "high",
		"When does Havblikk open?":                     "normal",
		"Thanks Havblikk, lovely trip":                 "low",
	} {
		if got := Of(text, mentions(text)); got.Urgency != want {
			t.Errorf("%q is %s (%s), want %s", text, got.Urgency, got.Intent, want)
		}
	}
}

func TestToWhom(t *testing.T) {
	for text, want := range map[string]string{
		"Havblikk, when do you open?":                    "us",
		"Hei Havblikk! Når åpner dere?":                  "us",
		"@Havblikk is late":                              "us",
		"Dear Ingrid Solvang, what is Havblikk doing?":   "leader",
		"Ingrid Solvang: can you explain this?":          "leader",
		"Havblikk was late yesterday, says my friend":    "",
		"I read that Ingrid Solvang bought another boat": "",
	} {
		if got := Of(text, mentions(text)).To; got != want {
			t.Errorf("%q speaks to %q, want %q", text, got, want)
		}
	}
}

func TestNegationAndEmphasis(t *testing.T) {
	feel := func(text string) int { return Of(text, nil).Feeling }
	if feel("good") <= 0 || feel("not good") >= 0 || feel("bra") <= 0 || feel("ikke bra") >= 0 {
		t.Errorf("good %d, not good %d, bra %d, ikke bra %d", feel("good"), feel("not good"), feel("bra"), feel("ikke bra"))
	}
	if feel("very good") <= feel("good") || feel("the boat was GOOD") <= feel("the boat was good") || feel("good!!!") <= feel("good") {
		t.Error("emphasis does not strengthen")
	}
	if feel("nice boat but terrible crew") >= 0 {
		t.Error("what follows a but does not weigh more")
	}
	if feel("goooood") <= 0 || feel("this is fine :)") <= feel("this is fine") {
		t.Error("stretched words and emoticons say nothing")
	}
}

func TestLanguageFromSiteThenTextThenPage(t *testing.T) {
	for _, c := range []struct{ post, page, text, want string }{
		{"en-GB", "nb", "Hei, hvorfor svarer dere ikke?", "en"},
		{"", "en", "Hei, hvorfor svarer dere ikke på det jeg spør om?", "nb"},
		{"", "", "Eg veit ikkje kva de meiner med dette", "nn"},
		{"", "", "Jag vet inte vad ni menar med det här", "sv"},
		{"", "", "Jeg ved ikke hvad I mener med det, og jeg får aldrig svar af jer", "da"},
		{"", "", "Ich warte immer noch auf eine Antwort", "de"},
		{"", "", "Je ne comprends pas pourquoi vous ne répondez pas", "fr"},
		{"", "", "No entiendo por qué nadie me contesta", "es"},
		{"", "", "ボートが遅れています", "ja"},
		{"", "", "Havblikk 2026", "und"},
		{"", "nb", "Havblikk 2026", "nb"},
		{"no", "", "Eg veit ikkje kva de meiner", "nn"},
		{"no", "", "Havblikk", "no"},
		{"und", "", "where are you when people need the boat", "en"},
		{"x", "", "", "und"},
	} {
		if got := Language(c.post, c.page, c.text); got != c.want {
			t.Errorf("%q %q %q is %s, want %s", c.post, c.page, c.text, got, c.want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("Havblikk is :( not good!! http://x.example/ @a 🙂", 3, 9)
	f.Add("\xff\xfe 't n't -", 0, 1)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		got := Of(text, []wire.Mention{{Start: start, End: end, Kind: wire.Brand, Evidence: "handle"}})
		if got.Intent == "" || got.Urgency == "" || got.Sentiment == "" || got.Feeling < -100 || got.Feeling > 100 {
			t.Fatalf("%+v", got)
		}
		Language("", "", text)
	})
}

// A hostile post repeats a name thousands of times, in one sentence or in as many. What
// it costs must grow with its length alone; walking it once for each mention takes minutes.
func TestManyMentionsCostOneWalk(t *testing.T) {
	for _, unit := range []string{"Havblikk is late again ", "Havblikk. ", "Why, Havblikk? "} {
		const n = 10_000
		mentions := make([]wire.Mention, n)
		for i := range mentions {
			at := i*len(unit) + strings.Index(unit, "Havblikk")
			mentions[i] = wire.Mention{Start: at, End: at + len("Havblikk"), Kind: wire.Brand, Name: "Havblikk"}
		}
		text := strings.Repeat(unit, n)
		walks := testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				Of(text, mentions)
			}
		})
		cut := testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				cut(text)
			}
		})
		if ratio := float64(walks.NsPerOp()) / float64(cut.NsPerOp()); ratio > 200 {
			t.Errorf("%q × %d: %.0f times the cost of cutting it into words", unit, n, ratio)
		}
	}
}
