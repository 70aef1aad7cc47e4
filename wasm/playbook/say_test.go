package playbook_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"porchlight/wasm/playbook"
	"porchlight/wasm/reply/lint"
	"porchlight/wasm/wire"
)

const (
	named  = "brands: [{name: Havblikk}]\n"
	answer = named + "answers:\n- id: late\n  examples: [late]\n"
)

// faults has a playbook for each problem that there is, and what is said of it.
var faults = []struct{ code, source, says string }{
	{"empty", " ", `the playbook is empty; the smallest one is {"brands":[{"name":"Havblikk"}]}`},
	{"json_after", "{} x", "there is 'x' after the end of the playbook"},
	{"json_deep", strings.Repeat("[", 70), "lists and maps are nested deeper than 64"},
	{"json_value", `{"a":`, "expected a value, found the end"},
	{"json_value", `{"a":x`, "expected a value, found 'x'"},
	{"json_field", `{a`, "expected a field name in quotes, found 'a'"},
	{"json_colon", `{"a" 1`, "expected ':' after the field name “a”, found '1'"},
	{"json_comma", `["a"`, "expected ',' or ']', found the end"},
	{"json_last_comma", `["a",]`, "a comma before ']' is not allowed"},
	{"json_number", `[01]`, "“01” is not a number"},
	{"json_open", `["a`, `a text is not closed: expected '"' before the end`},
	{"json_control", "[\"a\n", `a text may not hold a line break or control character; write \n`},
	{"json_utf8", "[\"\xff\"]", "the file is not UTF-8 here"},
	{"json_escape", `["\q"]`, `unknown escape \q in a text`},
	{"json_half", `["\udc00"]`, `\udc00 is half of a pair and means nothing alone`},
	{"json_hex", `["\u12"]`, `\u needs four hexadecimal digits`},
	{"yaml", "a: \"\\q\"\n", "this is not valid YAML: found unknown escape character 'q'"},
	{"yaml_line", "a: 1\nb\n", "a line without a field: “b”; write a name, a colon and a space, as in name: Havblikk"},
	{"yaml_place", "a: b: c\n", "“b” cannot stand here; look at how far the lines are indented, and put a text that has a colon in quotes"},
	{"yaml_place", "a:\n  b: 1\n c: 2\n", "“c” cannot stand here; look at how far the lines are indented, and put a text that has a colon in quotes"},
	{"yaml_list", "a: [b\n", "a list that begins with [ ends with ] and has commas between"},
	{"yaml_map", "a: {b: c\n", "a map that begins with { ends with } and has commas between"},
	{"yaml_closes", "a: ]\n", "“]” closes nothing that was opened"},
	{"yaml_quote", "a: 'b\n", "a text in quotes is not closed"},
	{"yaml_tab", "a:\n\t- b\n", "a tab cannot indent here; use spaces"},
	{"yaml_sign", "a: @b\n", "a text that begins with @ or ` needs quotes"},
	{"yaml_second", "a: 1\n---\nb: 2\n", "a playbook is one document; there is a second one"},
	{"yaml_large", unfolding(), "the playbook is too large"},
	{"yaml_merge", "a: &x {b: 1}\nc: {<<: *x}\n", "merge keys (<<) are not supported"},
	{"yaml_alias", "a: *who\n", "*who refers to no earlier &who"},
	{"yaml_unsupported", "? a\n: b\n", "“?” is not supported in a playbook"},
	{"yaml_unsupported", "a: !!binary b\n", "“!!binary” is not supported in a playbook"},
	{"no_playbook", "[]", "the playbook must be a map, not a list"},
	{"wrong_type", "brands: {}", "brands must be a list, not a map"},
	{"wrong_type", named + "team: {ownerMinutes: soon}", "team.ownerMinutes must be a whole number, not a text"},
	{"wrong_type", "brands: [{name: a, public: 1}]", "brands[0].public must be true or false, not a number"},
	{"wants_quotes", "brands: [{name: 24}]", "brands[0].name must be a text, not a number; put it in quotes"},
	{"wants_name", "brands: [Havblikk]", `brands[0] must be a map, not a text; write {name: "Havblikk"}`},
	{"wants_quotes", "brands: [{name: true}]", "brands[0].name must be a text, not true or false; put it in quotes"},
	{"item_empty", "brands: [null]", "brands[0] is empty"},
	{"unknown_field", named + "exclude: {zzz: 1}", "unknown field “zzz”; allowed here: authors, communities, sites"},
	{"misspelt_field", "brands: [{nmae: a}]", "unknown field “nmae”; did you mean “name”?"},
	{"duplicate_key", `{"brands":[],"brands":[]}`, "brands is given twice"},
	{"duplicate_key", "brands: []\nbrands: []\n", "brands is given twice"},
	{"not_one_of", named + "team: {mode: must}", "team.mode is “must”; it may be off, warn, required"},
	{"no_names", "{}", "the playbook has no names and no answers; it needs at least brands, for example {name: Havblikk}"},
	{"no_name", "brands: [{name: ' '}]", "brands[0] has no name"},
	{"no_domain", "brands: [{name: Havblikk, domains: ['https://havblikk.example']}]", "“https://havblikk.example” is no domain; write it as havblikk.example, without https:// or a path"},
	{"no_hashtag", "brands: [{name: Havblikk, hashtags: ['a b']}]", "“a b” is no hashtag; write one word, with or without #"},
	{"never", "brands: [{name: '!!'}]", "“!!” has no letter or digit, so it can never be spotted"},
	{"name_long", "brands: [{name: " + strings.Repeat("å", 201) + "}]", "the name has 201 characters; at most 200 are possible"},
	{"too_short", "brands: [{name: H.}]", "“H.” is one letter and stands everywhere, so it counts only as #H or @H; add near: [words that stand beside it], or its handles and domains"},
	{"twice_in", "brands: [{name: Havblikk, aliases: [havblikk]}]", "“havblikk” stands twice in brands[0]"},
	{"name_taken", "brands: [{name: Havblikk}, {name: Havblikk}]", "“Havblikk” is already the name of brands[0]; the first one counts"},
	{"overlap", named + "rivals: [{name: Havblikk}]", "“Havblikk” is the name of a brand (brands[0]) and of a rival; posts will show it as the first"},
	{"overlap", "products: [{name: Havblikk}]\nleaders: [{name: Havblikk}]", "“Havblikk” is the name of a product (products[0]) and of a leader; posts will show it as the first"},
	{"overlap", named + "signals: [{name: Havblikk}]", "“Havblikk” is the name of a brand (brands[0]) and of a signal; posts will show it as the first"},
	{"ordinary_word", "brands: [{name: Store}]", "“Store” is an ordinary word in English; Norwegian, Danish or Swedish; German; French; Spanish and counts only with its capital, in the middle of a sentence, as a hashtag or as a handle; what helps: near: [words that stand beside it], its handles and domains, or case: exact"},
	{"ordinary_word", "brands: [{name: Heute}]", "“Heute” is an ordinary word in German and "},
	{"ordinary_word", "brands: [{name: Toujours}]", "“Toujours” is an ordinary word in French and "},
	{"ordinary_small", "brands: [{name: target}]", "“target” is an ordinary word in English; Norwegian, Danish or Swedish; Spanish and counts only as a hashtag or as a handle, or in small letters where it is a rare word; what helps: near: [words that stand beside it], its handles and domains, or case: exact"},
	{"community_empty", named + "exclude: {communities: ['']}", "exclude.communities[0] is empty; write the start of an address, reddit.com/r/sailing, or a name as the site shows it, r/sailing"},
	{"no_community", named + "exclude: {communities: [r/*]}", "“r/*” can fit no community; write the start of its address without *, ? or #, as reddit.com/r/sailing"},
	{"account_empty", named + "accounts: {x: ['@']}", "accounts.x[0] is empty; write a handle or a name as the site shows it"},
	{"no_site", named + "accounts: {x.com: [a]}", "“x.com” is no site's name; sites are named x, reddit, mastodon and so on; an address belongs under exclude.communities"},
	{"minutes", named + "hours: {firstMinutes: -5}", "hours.firstMinutes is -5; it may be from 1 to 40320"},
	{"zone_missing", named + "hours: {holidays: [2026-12-25]}", "hours.zone is missing; name the clock that these hours go by, as Europe/Oslo"},
	{"no_zone", named + "hours: {zone: Europe/Olso}", "“Europe/Olso” is no time zone; write it as Europe/Oslo, America/New_York or UTC"},
	{"no_weekday", named + "hours: {zone: UTC, days: {monday: ['09:00-17:00']}}", "“monday” is no weekday; they are mon, tue, wed, thu, fri, sat, sun"},
	{"no_interval", named + "hours: {zone: UTC, days: {mon: ['9-17']}}", "“9-17” is no interval of one day; write it as 09:00-17:00, and a night as 22:00-24:00 and, on the next day, 00:00-06:00"},
	{"never_open", named + "hours: {zone: UTC, days: {mon: []}}", "hours.days never opens; give a day an interval, mon: [09:00-17:00], or leave it out to be always open"},
	{"no_date", named + "hours: {zone: UTC, holidays: [2026-02-29]}", "“2026-02-29” is no date; write it as 2026-11-30"},
	{"id_missing", "answers: [{examples: [a]}]", "answers[0] has no id"},
	{"id_twice", "answers: [{id: late}, {id: late}]", "the answer id “late” is used twice"},
	{"no_id", answer + "  facts: [{id: '{', text: a}]", "“{” is no id"},
	{"hole_taken", answer + "  slots: [{id: quote, kind: name}]", "{quote} is already something else in this answer"},
	{"no_choices", answer + "  slots: [{id: why, kind: choice}]", "the slot “why” is a choice and has no choices"},
	{"unknown_hole", answer + "  blocks: {en: {answer: ['{wehn}']}}", "{wehn} is no fact or slot of this answer; it may be quote, name, own"},
	{"review_due", answer + "  review: 2026-11-21", "late was to be looked at by 2026-11-21"},
	{"review_owed", answer + "  review: 2026-11-21\n  owner: Kari", "late was to be looked at by 2026-11-21, by Kari"},
	{"expired", answer + "  facts: [{id: fare, text: a, until: 2026-11-21}]", "the fact “fare” expired on 2026-11-21, and what states it is no longer offered"},
	{"expires", answer + "  facts: [{id: fare, text: a, until: 2026-11-30}]", "the fact “fare” expires on 2026-11-30"},
	{"no_examples", "answers: [{id: late}]", "late has no examples, so it is never found; add what people write when it is the answer"},
	{"off_there", answer + "  use: {sites: [hn]}\nsites: [{site: hn, off: true}]", "late is for hn alone, where the playbook switches Porchlight off"},
	{"open_end", answer + "  blocks: {en: {answer: [a]}}", "late neither commits nor refuses nor says what comes next"},
	{"same_text", answer + "  blocks: {en: {commit: [a]}}", "every colleague would send the same words; give one part a second wording"},
	{"slot_unused", answer + "  blocks: {en: {commit: [a]}}\n  slots: [{id: who, kind: name}]", "no block of late has {who}"},
	{"fact_unused", answer + "  blocks: {en: {commit: [a]}}\n  facts: [{id: fare, text: b}]", "no block of late has {fare}; only leaders are shown it"},
	{"language_missing", answer + "  blocks: {en: {commit: [a]}}\n- {id: fare, examples: [fare], blocks: {nb: {commit: [a]}}}", "late has no blocks in nb, as most answers have"},
	{"example_twice", answer + "- {id: fare, examples: [Late]}", "“Late” is already an example of late"},
	{"mistaken", "answers:\n- {id: late, examples: [the ferry is late, ferry late again, why is the ferry late, late ferry today, what is the price of a ticket]}\n- {id: fare, examples: [price of a ticket, what is the price, ticket price please, the price of one ticket]}\n", "“what is the price of a ticket” would be answered with fare, whose example “what is the price” is nearer than the others of late"},
}

// unfolding is a playbook whose aliases stand for far more than it is long.
func unfolding() string {
	text := "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1]\n"
	for c := '1'; c < '9'; c++ {
		text += strings.ReplaceAll("aN: &aN [*aM, *aM, *aM, *aM, *aM, *aM, *aM, *aM]\n", "N", string(c))
		text = strings.ReplaceAll(text, "M", string(c-1))
	}
	return text
}

// Each problem is said by the extension and the command line in the same English, with
// every place of the sentence filled, and the engine gives none that has no sentence.
func TestSentences(t *testing.T) {
	raw, err := os.ReadFile("../../extension/_locales/en/messages.json")
	if err != nil {
		t.Fatal(err)
	}
	var en map[string]struct{ Message string }
	if err := json.Unmarshal(raw, &en); err != nil {
		t.Fatal(err)
	}
	unsaid := map[string]bool{}
	for key := range en {
		if code, ok := strings.CutPrefix(key, "book_"); ok {
			unsaid[code] = true
		}
	}
	for _, f := range faults {
		_, problems := playbook.Review([]byte(f.source), lint.Answers("2026-11-22", "2026-12-06"))
		at := slices.IndexFunc(problems, func(p wire.Problem) bool { return p.Code == f.code })
		if at < 0 {
			t.Errorf("%s: %s\ngives %+v", f.code, f.source, problems)
			continue
		}
		p := problems[at]
		if p.Message != "" {
			t.Errorf("%s: the engine says %q", f.code, p.Message)
		}
		delete(unsaid, p.Code)
		for _, code := range append([]string{p.Code}, words(p)...) {
			delete(unsaid, code)
			if got := playbook.English([]wire.Problem{{Code: code}})[0].Message; got != en["book_"+code].Message {
				t.Errorf("%s: the extension says %q, the command line %q", code, en["book_"+code].Message, got)
			}
		}
		if got, most, least := places(en["book_"+p.Code].Message), len(p.Parts)+len(p.Words), len(p.Parts)+min(1, len(p.Words)); got > most || got < least {
			t.Errorf("%s: %d places for %q %q", f.code, got, p.Parts, p.Words)
		}
		if got := playbook.English(problems)[at].Message; !strings.HasPrefix(got, f.says) {
			t.Errorf("%s: said is\n%s\nwant\n%s", f.code, got, f.says)
		}
	}
	if len(unsaid) > 0 {
		t.Errorf("these are said of no playbook here: %v", slices.Sorted(maps.Keys(unsaid)))
	}
}

func words(p wire.Problem) []string {
	var codes []string
	for _, w := range p.Words {
		codes = append(codes, "is_"+w)
	}
	return codes
}

// places is the highest n of a sentence's $n.
func places(said string) int {
	for n := 9; n > 0; n-- {
		if strings.Contains(said, fmt.Sprintf("$%d", n)) {
			return n
		}
	}
	return 0
}

// What is in a playbook is put into a sentence as it is, on one line.
func TestPartsStayWhatTheyAre(t *testing.T) {
	said := playbook.English([]wire.Problem{{Code: "misspelt_field", Parts: []string{"$2\x1b[31m\n", "$1"}}})[0].Message
	if want := "unknown field “$2 [31m ”; did you mean “$1”?"; said != want {
		t.Errorf("%q, want %q", said, want)
	}
}
