package lint

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/wasm/playbook"
)

// warnings are one line each: "line code path: message".
func warnings(t *testing.T, source string) string {
	t.Helper()
	p, problems := playbook.Review([]byte(source), Answers("2026-11-22", "2026-12-06"))
	if p == nil {
		t.Fatalf("%+v", problems)
	}
	var lines strings.Builder
	for _, w := range playbook.English(problems) {
		fmt.Fprintf(&lines, "%d %s %s: %s\n", w.Line, w.Code, w.Path, w.Message)
	}
	return lines.String()
}

// good has nothing to be said about it; each case makes one thing worse.
const good = `
answers:
- id: late
  examples: [the ferry is late, when does the ferry come, no ferry for an hour, is the ferry delayed]
  blocks:
    en: {answer: ["Held back by {why}.", "It is {why}."], commit: ["More {when}."]}
    nb: {answer: ["Holdt tilbake av {why}.", "Det er {why}."], commit: ["Mer {when}."]}
  slots: [{id: why, kind: choice, choices: [wind]}, {id: when, kind: date}]
- id: fare
  owner: Kari Nes
  review: 2026-11-22
  examples: [what does a ticket cost, ticket price, how expensive is a ticket, price of a ticket]
  blocks:
    en: {answer: ["{fare}.", "It is {fare}."], refuse: [No rebate.]}
    nb: {answer: ["{fare}.", "Det er {fare}."], refuse: [Ingen rabatt.]}
  facts: [{id: fare, text: 240 kr, until: 2027-01-31}]
`

func TestGood(t *testing.T) {
	if got := warnings(t, good); got != "" {
		t.Errorf("%s", got)
	}
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"review: 2026-11-22", "review: 2026-11-21", `11 review_owed answers[1].review: fare was to be looked at by 2026-11-21, by Kari Nes`},
		{"2027-01-31", "2026-11-21", `16 expired answers[1].facts[0].until: the fact “fare” expired on 2026-11-21`},
		{"2027-01-31", "2026-12-06", `16 expires answers[1].facts[0].until: the fact “fare” expires on 2026-12-06`},
		{"  examples: [what does a ticket cost, ticket price, how expensive is a ticket, price of a ticket]\n", "", `9 no_examples answers[1]: fare has no examples`},
		{"id: fare\n", "id: fare\n  use: {sites: [x]}\n", ``},
		{`, commit: ["More {when}."]`, "", `6 open_end answers[0].blocks.en: late neither commits nor refuses`},
		{`["{fare}.", "It is {fare}."]`, `["{fare}."]`, `14 same_text answers[1].blocks.en: every colleague would send the same words`},
		{"    nb: {answer: [\"{fare}.\", \"Det er {fare}.\"], refuse: [Ingen rabatt.]}\n", "", `14 language_missing answers[1].blocks: fare has no blocks in nb`},
		{"{id: when, kind: date}", "{id: when, kind: date}, {id: pier, kind: text}", `8 slot_unused answers[0].slots[2]: no block of late has {pier}`},
		{"until: 2027-01-31}", "until: 2027-01-31}, {id: old, text: 200 kr}", `16 fact_unused answers[1].facts[1]: no block of fare has {old}; only leaders are shown it`},
		{"ticket price,", "The  FERRY is late,", `12 example_twice answers[1].examples[1]: “The  FERRY is late” is already an example of late`},
		{"ticket price,", "when does the late ferry come,", `12 mistaken answers[1].examples[1]: “when does the late ferry come” would be answered with late, whose example “`},
	} {
		source := strings.Replace(good, c.old, c.new, 1)
		if source == good {
			t.Fatalf("%q is not in it", c.old)
		}
		got := warnings(t, source)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%q:\ngot  %q\nwant %q", c.new, got, c.want)
		}
	}
}

func TestAnAnswerForASiteThatIsOff(t *testing.T) {
	source := strings.Replace(good, "id: fare\n", "id: fare\n  use: {sites: [x]}\n", 1) + "sites: [{site: x, off: true}]\n"
	if got, want := warnings(t, source), `off_there answers[1].use.sites: fare is for x alone`; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
