package reply

import (
	"strings"
	"testing"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

const book = `{
 "answers": [
  {"id": "late", "examples": ["the ferry is late"],
   "blocks": {
    "en": {"acknowledge": ["That is a long wait."], "answer": ["The ferry was held back by {why}."], "commit": ["We tell you more {when}."], "refuse": ["We cannot pay for the hotel; the harbour office decides that."], "next": ["The board shows it first: {board}."]},
    "nb": {"answer": ["Fergen ble holdt tilbake av {why}."], "commit": ["Vi sier mer {when}."]}},
   "facts": [{"id": "board", "text": "https://havblikk.example/tavle", "source": "harbour", "until": "2026-12-31"}],
   "slots": [{"id": "why", "kind": "choice", "choices": ["wind", "ice"]}, {"id": "when", "kind": "date"}]},
  {"id": "price", "examples": ["what does it cost"],
   "blocks": {"en": {"answer": ["You asked “{quote}”: a ticket is {fare}."], "next": ["Ask away."]}},
   "facts": [{"id": "fare", "text": "240 kr", "until": "2026-11-30"}]},
  {"id": "night", "examples": ["is there a night boat"],
   "blocks": {"en": {"answer": ["{says}"]}, "nb": {"answer": ["{sier}"]}},
   "facts": [{"id": "says", "text": "The board decides."}, {"id": "sier", "text": "Styret avgjør."}, {"id": "map", "text": "https://havblikk.example/kart"}]},
  {"id": "bare", "examples": ["hello"]}
 ],
 "voice": {"signOff": "^{initials}", "disclosure": {"en": "I work at Havblikk", "nb": "Jeg jobber i Havblikk"}}
}`

// now is 22 November 2026, 12:00 UTC.
const now = 1795348800000

func load(t *testing.T) *playbook.Playbook {
	t.Helper()
	p, problems := playbook.Parse([]byte(book))
	if p == nil {
		t.Fatalf("%+v", problems)
	}
	return p
}

// drafts gives the texts alone.
func texts(drafts []wire.SuggestedDraft) (out []string) {
	for _, d := range drafts {
		out = append(out, d.Text)
	}
	return out
}

func TestDrafts(t *testing.T) {
	asks := Post{Text: "Stood an hour in the rain. When does the ferry come?", Lang: "en", Intent: "question", Urgency: "normal"}
	kari := asks
	kari.Author = "Kari Nes"
	angry := Post{Text: "The ferry is late again and nobody says why", Lang: "en", Intent: "complaint", Urgency: "high"}
	for name, c := range map[string]struct {
		ids  []string
		post Post
		how  wire.Drafting
		want []string
	}{
		"the kept way and the honest no": {[]string{"late"}, asks, wire.Drafting{NowMs: now}, []string{
			"About “When does the ferry come?”: That is a long wait. The ferry was held back by {why}. We tell you more {when}. The board shows it first: https://havblikk.example/tavle.",
			"About “When does the ferry come?”: That is a long wait. The ferry was held back by {why}. We cannot pay for the hotel; the harbour office decides that. The board shows it first: https://havblikk.example/tavle."}},
		"what will be done comes first when it is urgent": {[]string{"late"}, angry, wire.Drafting{Tone: "shorter"}, []string{
			"That is a long wait. We tell you more {when}. The ferry was held back by {why}.",
			"That is a long wait. We cannot pay for the hotel; the harbour office decides that. The ferry was held back by {why}."}},
		"a fact that has expired is not stated":     {[]string{"price"}, asks, wire.Drafting{NowMs: now + 30*86400_000}, []string{"You ask: “When does the ferry come?” Ask away."}},
		"a block that quotes is enough":             {[]string{"price"}, asks, wire.Drafting{NowMs: now}, []string{"You asked “When does the ferry come?”: a ticket is 240 kr. Ask away."}},
		"the last day counts by the own clock":      {[]string{"price"}, asks, wire.Drafting{NowMs: 1796081400000, ZoneOffset: 60, Tone: "shorter"}, nil}, // 30 November 23:30 UTC
		"who works here says so":                    {[]string{"price"}, asks, wire.Drafting{Personal: true, Initials: "AN", Tone: "shorter"}, []string{"I work at Havblikk. You asked “When does the ferry come?”: a ticket is 240 kr."}},
		"by name when it is to be warm":             {[]string{"price"}, kari, wire.Drafting{Tone: "warmer", Seed: "a"}, []string{"Hello Kari! You asked “When does the ferry come?”: a ticket is 240 kr. Ask away."}},
		"a leader's own sentence and the facts":     {[]string{"late", "price"}, asks, wire.Drafting{Leader: true, NowMs: now}, []string{"{own} https://havblikk.example/tavle", "{own} 240 kr"}},
		"facts of their language, and of every one": {[]string{"night"}, asks, wire.Drafting{Leader: true, Lang: "nb"}, []string{"{own} Styret avgjør. https://havblikk.example/kart"}},
		"nothing to quote, so no block that quotes": {[]string{"price"}, Post{Text: "??", Lang: "en"}, wire.Drafting{}, []string{"Ask away."}},
		"what cannot be drafted":                    {[]string{"bare", "gone"}, asks, wire.Drafting{}, nil},
		"an incident that is not what they write of": {[]string{"price"}, Post{Text: "what is the ticket?", Lang: "en"}, wire.Drafting{Tone: "shorter",
			Incident: &wire.IncidentStatus{Hit: "the lift at Nes", Status: map[string]string{"en": "It is broken."}}}, []string{"You asked “what is the ticket?”: a ticket is 240 kr."}},
		"an incident before all": {[]string{"price"}, angry, wire.Drafting{NowMs: now, ZoneOffset: 60, Tone: "shorter",
			Incident: &wire.IncidentStatus{ID: "i1", Hit: "the ferry to Nes", Status: map[string]string{"en": "The pier at Nes is closed."}, NextMs: now}}, []string{
			"The pier at Nes is closed. Next update at 13:00."}},
	} {
		got := texts(Drafts(load(t), c.ids, c.post, c.how))
		if len(got) != len(c.want) {
			t.Errorf("%s: %d drafts %q, want %q", name, len(got), got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s:\n got %q\nwant %q", name, got[i], c.want[i])
			}
		}
	}
}

func TestTheLanguageOfWhoAsks(t *testing.T) {
	for _, c := range []struct{ post, chosen, lang, missing string }{
		{"en", "", "en", ""}, {"en-GB", "", "en", ""}, {"nb", "", "nb", ""}, {"no", "", "nb", ""}, {"und", "", "en", ""},
		{"nn", "", "nb", "nn"}, {"da", "", "nb", "da"}, {"fr", "", "en", "fr"}, {"fr", "nb", "nb", ""}, {"nb", "en", "en", ""},
	} {
		d := Drafts(load(t), []string{"late"}, Post{Text: "?", Lang: c.post}, wire.Drafting{Lang: c.chosen})[0]
		if d.Lang != c.lang || d.Wanted != c.missing {
			t.Errorf("a post in %q, %q chosen: %q, missing %q, want %q, %q", c.post, c.chosen, d.Lang, d.Wanted, c.lang, c.missing)
		}
	}
}

func TestSlotsAndFactsAreNamed(t *testing.T) {
	d := Drafts(load(t), []string{"late"}, Post{Text: "when", Lang: "en"}, wire.Drafting{})[0]
	if len(d.Slots) != 2 || d.Slots[0].ID != "why" || len(d.Slots[0].Choices) != 2 || d.Slots[1].Kind != "date" {
		t.Errorf("slots %+v", d.Slots)
	}
	if len(d.Facts) != 1 || d.Facts[0].Source != "harbour" {
		t.Errorf("facts %+v", d.Facts)
	}
}

// Two colleagues who answer the same post, and one who answers two, write differently.
func TestTextsVary(t *testing.T) {
	p := &playbook.Playbook{Answers: []playbook.Answer{{ID: "a", Blocks: map[string]playbook.Blocks{"en": {
		Acknowledge: []string{"One.", "Two.", "Three."}, Answer: []string{"Four.", "Five.", "Six."}}}}}}
	seen := map[string]bool{}
	for _, seed := range strings.Split("abcdefghijklmnopqrst", "") {
		seen[Drafts(p, []string{"a"}, Post{Lang: "en"}, wire.Drafting{Seed: seed})[0].Text] = true
	}
	if len(seen) < 6 {
		t.Errorf("twenty people write %d texts: %v", len(seen), seen)
	}
}

func TestAsks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"When does it come?", "When does it come?"},
		{"@havblikk hello there. When does it come? Thanks", "When does it come?"},
		{"Two questions. What is it? And where is the pier? #ferry #fail", "And where is the pier?"},
		{"The ferry of 8.30 never came to Nes. Sad.", "The ferry of 8.30 never came to Nes"},
		{"My booking 123456 is lost, call me at kari@example.com", ""},
		{"My booking 123456 is lost. Where is my bag?", "Where is my bag?"},
		{"https://havblikk.example/a", ""},
		{"", ""}, {"🎉🎉", ""}, {"wow", ""},
		{"なぜ来ないの？", "なぜ来ないの？"},
		{strings.Repeat("very ", 40) + "late", "very very very very very very very very very very very very very…"},
		{"a\u200bb is\xff late today", "ab is late today"},
	} {
		if got := Asks(c.text, 70); got != c.want {
			t.Errorf("%q asks %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzDrafts(f *testing.F) {
	f.Add("When? {quote} {why}", "{name}", "Kari {quote} Nes", "en")
	f.Fuzz(func(t *testing.T, text, block, author, lang string) {
		p := &playbook.Playbook{Answers: []playbook.Answer{{ID: "a", Blocks: map[string]playbook.Blocks{"en": {Answer: []string{block}}}}}}
		for _, tone := range []string{"", "shorter", "warmer", "plainer"} {
			Drafts(p, []string{"a"}, Post{Text: text, Lang: lang, Author: author}, wire.Drafting{Tone: tone})
		}
		if n := len([]rune(Asks(text, 70))); n > 70 {
			t.Errorf("%q is quoted with %d characters", text, n)
		}
	})
}
