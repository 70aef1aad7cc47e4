package playbook

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

// problems renders each problem on one line: "line:column code path: message".
func problems(ps []wire.Problem) string {
	lines := make([]string, 0, len(ps))
	for _, p := range English(ps) {
		sort := ""
		if p.Warning {
			sort = "warning "
		}
		lines = append(lines, fmt.Sprintf("%d:%d %s%s %s: %s", p.Line, p.Column, sort, p.Code, p.Path, p.Message))
	}
	return strings.Join(lines, "\n")
}

func expectProblem(t *testing.T, parse func([]byte) (*Playbook, []wire.Problem), source, want string) {
	t.Helper()
	_, ps := parse([]byte(source))
	if got := problems(ps); !strings.Contains(got, want) {
		t.Errorf("%s\ngot  %q\nwant %q", source, got, want)
	}
}

func TestSyntaxIsToldWithLineAndColumn(t *testing.T) {
	expectProblem(t, Parse, "{\n  \"brands\": [{\"name\": \"Havblikk\"},]\n}", `2:35 json_last_comma : a comma before ']' is not allowed`)
	expectProblem(t, Parse, "{\n \"brands\": [\n  {\"name\": Havblikk}]}", `3:12 json_value : expected a value, found 'H'`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk"`, `1:30 json_comma : expected ',' or '}', found the end`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk`, `1:29 json_open : a text is not closed`)
	expectProblem(t, Parse, `{"brands":[]} x`, `1:15 json_after : there is 'x' after the end`)
	expectProblem(t, Parse, `{"brands":[{"name":"\ud800"}]}`, `1:27 json_half : \ud800 is half of a pair`)
	expectProblem(t, Parse, "{\"brands\":[{\"name\":\"\xff\"}]}", `1:21 json_utf8 : the file is not UTF-8 here`)
	expectProblem(t, Parse, strings.Repeat("[", 100), `1:66 json_deep : lists and maps are nested deeper than 64`)
	expectProblem(t, Parse, `{"team":{"ownerMinutes":01}}`, `1:25 json_number : “01” is not a number`)
	expectProblem(t, ParseYAML, "brands:\n  - name: Havblikk\n   bad: 1\n", `3:4 yaml_place`)
	expectProblem(t, ParseYAML, "brands: [\n", `1:9 yaml_list`)
	expectProblem(t, ParseYAML, "brands:\n  - name: *who\n", `2:11 yaml_alias : *who refers to no earlier &who`)
	expectProblem(t, ParseYAML, "brands:\n- name: A1\n---\nbrands:\n- name: B1\n", `yaml_second : a playbook is one document`)
}

func TestUnknownFieldsAreToldWithPathAndNearestName(t *testing.T) {
	expectProblem(t, Parse, "{\"brands\":[\n {\"nmae\":\"Havblikk\"}]}", `2:3 misspelt_field brands[0].nmae: unknown field “nmae”; did you mean “name”?`)
	expectProblem(t, Parse, `{"brand":[{"name":"Havblikk"}]}`, `1:2 misspelt_field brand: unknown field “brand”; did you mean “brands”?`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk","zzz":1}]}`, `unknown field “zzz”; allowed here: aliases, case,`)
	expectProblem(t, ParseYAML, "brands:\n  - name: Havblikk\n    hashtag: [x]\n", `3:5 misspelt_field brands[0].hashtag: unknown field “hashtag”; did you mean “hashtags”?`)
	expectProblem(t, ParseYAML, "voice:\n  sign_off: AB\n", `2:3 misspelt_field voice.sign_off: unknown field “sign_off”; did you mean “signOff”?`)
}

func TestShapeAndContent(t *testing.T) {
	for _, empty := range []string{"", " \n", "null", "\ufeff"} {
		expectProblem(t, Parse, empty, `1:1 empty : the playbook is empty`)
	}
	for _, empty := range []string{"", "# later\n", "---\n"} {
		expectProblem(t, ParseYAML, empty, `empty : the playbook is empty`)
	}
	expectProblem(t, Parse, `{}`, `1:1 no_names : the playbook has no names`)
	expectProblem(t, Parse, `{"brands":{}}`, `1:11 wrong_type brands: brands must be a list, not a map`)
	expectProblem(t, Parse, `[]`, `1:1 no_playbook : the playbook must be a map, not a list`)
	expectProblem(t, Parse, `{"brands":["Havblikk"]}`, `1:12 wants_name brands[0]: brands[0] must be a map, not a text; write {name: "Havblikk"}`)
	expectProblem(t, ParseYAML, "brands:\n  - name: 24\n", `2:11 wants_quotes brands[0].name: brands[0].name must be a text, not a number; put it in quotes`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk","name":"Other"}]}`, `1:31 duplicate_key brands[0].name: brands[0].name is given twice`)
	expectProblem(t, Parse, `{"brands":[{"aliases":["Havblikk"]}]}`, `1:12 no_name brands[0].name: brands[0] has no name`)
	expectProblem(t, Parse, `{"brands":[{"name":"H"}]}`, `1:20 warning too_short brands[0].name: “H” is one letter and stands everywhere, so it counts only as #H or @H; add near:`)
	expectProblem(t, Parse, `{"brands":[{"name":"!!"}]}`, `“!!” has no letter or digit`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk","case":"upper"}]}`, `brands[0].case is “upper”; it may be exact, any`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk","domains":["https://havblikk.example/x"]}]}`, `is no domain; write it as`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk"}],"products":[{"name":"havblikk"}]}`, `1:53 warning overlap products[0].name: “havblikk” is the name of a brand (brands[0]) and of a product; posts will show it as the first`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk"},{"name":"Havblikk"}]}`, `warning name_taken brands[1].name`)
	expectProblem(t, Parse, `{"answers":[{"id":"a"},{"id":"a"}]}`, `the answer id “a” is used twice`)
}

func TestRulesThatFitNobodyAreErrors(t *testing.T) {
	const book = `{"brands":[{"name":"Havblikk"}],"exclude":{`
	expectProblem(t, Parse, book+`"communities":["r/boats","https://"]}}`, `1:69 community_empty exclude.communities[1]: exclude.communities[1] is empty; write the start of an address, reddit.com/r/sailing,`)
	expectProblem(t, Parse, book+`"communities":["reddit.com/r/*"]}}`, `no_community exclude.communities[0]: “reddit.com/r/*” can fit no community; write the start of its address without *`)
	expectProblem(t, Parse, book+`"community":["r/boats"]}}`, `unknown_field exclude.community: unknown field “community”; allowed here: authors, communities, sites`)
	expectProblem(t, Parse, book+`"authors":["@"]}}`, `account_empty exclude.authors[0]: exclude.authors[0] is empty; write a handle`)
	expectProblem(t, Parse, book+`"sites":["reddit.com"]}}`, `no_site exclude.sites[0]: “reddit.com” is no site's name; sites are named x, reddit`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk","exclude":{"communities":[""]}}]}`, `community_empty brands[0].exclude.communities[0]: brands[0].exclude.communities[0] is empty`)
	expectProblem(t, ParseYAML, "brands:\n- name: Havblikk\naccounts:\n  x.com: [havblikk]\n", `4:10 no_site accounts.x.com: “x.com” is no site's name`)
	expectProblem(t, ParseYAML, "brands:\n- name: Havblikk\n  handles:\n    x: [ok, '']\n", `4:13 account_empty brands[0].handles.x[1]: brands[0].handles.x[1] is empty`)
	if _, ps := Parse([]byte(book + `"communities":["r/boats","reddit.com/r/sailing","Båtfolk i Norge","forum.example"],"authors":["Kari N"],"sites":["hn"]}}`)); len(ps) != 0 {
		t.Error(problems(ps))
	}
}

func TestHoursThatCannotBeCounted(t *testing.T) {
	const book = "brands:\n- name: Havblikk\nhours:\n  zone: Europe/Oslo\n"
	expectProblem(t, ParseYAML, book+"  days: {mon: [], tue: []}\n", `5:10 never_open hours.days: hours.days never opens; give a day an interval, mon: [09:00-17:00], or leave it out`)
	expectProblem(t, ParseYAML, book+"  days:\n    mon: [09:00-12:00, 17:00-09:00]\n", `6:24 no_interval hours.days.mon[1]: “17:00-09:00” is no interval of one day; write it as 09:00-17:00, and a night as`)
	expectProblem(t, ParseYAML, book+"  days: {monday: [09:00-17:00]}\n", `5:18 no_weekday hours.days.monday: “monday” is no weekday; they are mon,`)
	expectProblem(t, ParseYAML, book+"  holidays: [2026-12-25, 2026-02-29]\n", `5:26 no_date hours.holidays[1]: “2026-02-29” is no date; write it as 2026-11-30`)
	expectProblem(t, ParseYAML, book+"  also: [{zone: Europe/Olso, days: {mon: [09:00-17:00]}}]\n", `5:17 no_zone hours.also[0].zone: “Europe/Olso” is no time zone; write it as Europe/Oslo,`)
	expectProblem(t, ParseYAML, book+"  firstMinutes: -5\n", `5:17 minutes hours.firstMinutes: hours.firstMinutes is -5; it may be from 1 to 40320`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk"}],"hours":{"days":{"mon":["09:00-17:00"]}}}`, `1:41 zone_missing hours.zone: hours.zone is missing; name the clock that these hours go by`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk"}],"team":{"ownerMinutes":50000}}`, `minutes team.ownerMinutes: team.ownerMinutes is 50000`)
	expectProblem(t, Parse, `{"brands":[{"name":"Havblikk"}],"sites":[{"site":"x","mode":"must"}]}`, `sites[0].mode is “must”; it may be off, warn, required`)
	for _, s := range []string{"9:00-17:00", "09:00", "09:60-10:00", "23:00-24:01", "09:00-09:00", "+9:00-10:00", "09:00-17:00 ", "ab:cd-ef:gh", ""} {
		if _, _, ok := Span(s); ok {
			t.Errorf("%q was read as an interval", s)
		}
	}
	for s, want := range map[string]bool{"2028-02-29": true, "2026-04-30": true, "2026-08-31": true, "2000-02-29": true,
		"1900-02-29": false, "2026-04-31": false, "2026-13-01": false, "2026-00-10": false, "2026-1-01": false, "2026-01-00": false} {
		if isDate(s) != want {
			t.Errorf("%s: a date is %v", s, !want)
		}
	}
	expectProblem(t, ParseYAML, book+"  days: {mon: [08:00-12:00]}\n", `5:18 wants_quotes hours.days.mon[0]: hours.days.mon[0] must be a text, not a map; put it in quotes`)
	full := book + "  days:\n    mon: [08:00-12:00, 13:30-24:00]\n  holidays: [2026-12-25]\n  also: [{zone: UTC}]\n  firstMinutes: 60\n"
	if p, ps := ParseYAML([]byte(full)); len(ps) != 0 || len(p.Hours.Places()) != 2 {
		t.Error(problems(ps))
	}
}

func TestModeOfASite(t *testing.T) {
	p, _ := Parse([]byte(`{"brands":[{"name":"Havblikk"}],"team":{"mode":"required"},"sites":[{"site":"hn","mode":"off"},{"site":"x"}]}`))
	for site, want := range map[string]string{"hn": "off", "x": "required", "": "required"} {
		if got := p.Mode(site); got != want {
			t.Errorf("%q: %s, want %s", site, got, want)
		}
	}
	if got := (&Playbook{}).Mode("x"); got != "warn" {
		t.Errorf("a team that says nothing: %s", got)
	}
}

func TestOrdinaryWordsAreWarnedOf(t *testing.T) {
	expectProblem(t, Parse, `{"brands":[{"name":"Target"}]}`, `1:20 warning ordinary_word brands[0].name: “Target” is an ordinary word in English`)
	expectProblem(t, ParseYAML, "brands:\n- name: Havblikk\n  aliases: [Store]\n", `3:13 warning ordinary_word brands[0].aliases[0]: “Store” is an ordinary word in English; Norwegian, Danish or Swedish`)
	for _, enough := range []string{`"case":"exact"`, `"near":["shop"]`} {
		if _, ps := Parse([]byte(`{"brands":[{"name":"Target",` + enough + `}]}`)); len(ps) != 0 {
			t.Errorf("%s: %s", enough, problems(ps))
		}
	}
}

func TestMinimalFormsAreValid(t *testing.T) {
	for _, source := range []string{
		`{"brands":[{"name":"Havblikk"}],"leaders":[{"name":"Ingrid Solvang"}]}`,
		`{"answers":[{"id":"refund","examples":["where is my money"]}]}`,
		`{"brands":[{"name":"H","near":["ferry"]}]}`,
	} {
		p, ps := Parse([]byte(source))
		if p == nil || len(ps) != 0 {
			t.Errorf("%s: %s", source, problems(ps))
		}
	}
}

func TestYAMLAndJSONSayTheSame(t *testing.T) {
	fromYAML, ps := ParseYAML([]byte(`
brands:
  - &brand
    name: Havblikk
    aliases: [Hav-Blikk, "Havblikk AS"]
    handles: {x: [havblikk]}
    public: true
products:
  - name: Havblikk Pass
leaders:
  - name: Ingrid Solvang
    titles: [CEO]
rivals: [*brand]
voice:
  disclosure:
    en: |
      I work at Havblikk
`))
	if fromYAML == nil {
		t.Fatal(problems(ps))
	}
	kinds := []wire.Kind{}
	for _, e := range fromYAML.Entries() {
		kinds = append(kinds, e.Kind)
	}
	if want := []wire.Kind{wire.Brand, wire.Product, wire.Leader, wire.Rival}; !slices.Equal(kinds, want) {
		t.Errorf("kinds %v, want %v", kinds, want)
	}
	if got := fromYAML.Voice.Disclosure["en"]; got != "I work at Havblikk\n" {
		t.Errorf("disclosure %q", got)
	}
	if got := fromYAML.Brands[0].Handles["x"]; !slices.Equal(got, []string{"havblikk"}) {
		t.Errorf("handles %v", got)
	}
}

func TestOnlyBrandsProductsAndLeadersArePublic(t *testing.T) {
	p, ps := Parse([]byte(`{"brands":[{"name":"B1"},{"name":"B2","public":false}],"products":[{"name":"P1"}],
		"leaders":[{"name":"L1"}],"rivals":[{"name":"R1","public":true}],"signals":[{"name":"S1","public":true}]}`))
	if p == nil {
		t.Fatal(problems(ps))
	}
	public := map[string]bool{}
	for _, e := range p.Entries() {
		public[e.Name.Name] = e.Public()
	}
	want := map[string]bool{"B1": true, "B2": false, "P1": true, "L1": true, "R1": false, "S1": false}
	if fmt.Sprint(public) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", public, want)
	}
}

func TestTenThousandNames(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"brands":[`)
	for i := range 10_000 {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `{"name":"Havblikk %d","aliases":["HB%d"]}`, i, i)
	}
	b.WriteString(`]}`)
	p, ps := Parse([]byte(b.String()))
	if len(ps) != 0 || len(p.Entries()) != 10_000 {
		t.Fatalf("%s", problems(ps))
	}
}

func TestWarningsDoNotHideWhatIsWrong(t *testing.T) {
	names := strings.Repeat(`{"name":"Target"},`, 3*maxProblems)
	expectProblem(t, Parse, `{"brands":[`+names+`{"name":""}]}`, `no_name brands[300].name: brands[300] has no name`)
}

func TestAliasesDoNotUnfoldForEver(t *testing.T) {
	source := "team: {name: x}\nbrands:\n- name: A1\n  aliases: &a0 [aa, ab, ac, ad, ae, af, ag, ah, ai]\nsignals:\n"
	for i := 1; i < 12; i++ {
		source += fmt.Sprintf("- &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i-1, i-1, i-1, i-1, i-1, i-1)
	}
	expectProblem(t, ParseYAML, source, "the playbook is too large")
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"brands":[{"name":"Havblikk","handles":{"x":["@h"]}}]}`))
	f.Add([]byte(`{"team":{"name":"H","mode":"warn"},"leaders":[{"name":"Ada","public":false,"exclude":{"sites":["x"]}}],"accounts":{"any":["h"]},"answers":[{"id":"a","examples":["b"]}]}`))
	f.Add([]byte("brands:\n  - name: Havblikk\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, parse := range []func([]byte) (*Playbook, []wire.Problem){Parse, ParseYAML} {
			if p, ps := parse(data); p == nil && len(ps) == 0 {
				t.Fatal("no playbook and no reason")
			}
		}
		if p, _ := Parse(data); p != nil && !reflect.DeepEqual(Read(data), p) {
			t.Fatalf("Read and Parse do not agree on %q", data)
		}
	})
}

func TestAnswers(t *testing.T) {
	one := func(fields string) string { return "answers:\n- id: late\n" + fields }
	for fields, want := range map[string]string{
		"  review: soon\n": `3:11 no_date answers[0].review: “soon” is no date; write it as 2026-11-30`,
		"  facts: [{id: a, text: b, until: 2026-02-30}]\n":              `answers[0].facts[0].until: “2026-02-30” is no date`,
		"  facts: [{id: a, text: b}]\n  slots: [{id: a, kind: name}]\n": `4:16 hole_taken answers[0].slots[0].id: {a} is already something else in this answer`,
		"  slots: [{id: quote, kind: name}]\n":                          `hole_taken answers[0].slots[0].id: {quote} is already`,
		"  slots: [{id: '', kind: name}]\n":                             `no_id answers[0].slots[0].id: “” is no id`,
		"  slots: [{id: a, kind: colour}]\n":                            `not_one_of answers[0].slots[0].kind: answers[0].slots[0].kind is “colour”; it may be name, link, date, amount, choice, text`,
		"  slots: [{id: a, kind: choice}]\n":                            `answers[0].slots[0]: the slot “a” is a choice and has no choices`,
		"  use: {intents: [rant]}\n":                                    `answers[0].use.intents[0] is “rant”; it may be question, complaint`,
		"  use: {roles: [boss]}\n":                                      `answers[0].use.roles[0] is “boss”; it may be staff`,
		"  blocks: {en: {answer: ['It is {wehn}.']}}\n":                 `3:26 warning unknown_hole answers[0].blocks.en.answer[0]: {wehn} is no fact or slot of this answer; it may be quote, name, own`,
	} {
		expectProblem(t, ParseYAML, one(fields), want)
	}
	for _, fields := range []string{"  blocks: {en: {answer: ['{quote} {name} {{a} }{']}}\n  facts: [{id: a, text: b, until: 2028-02-29}]\n"} {
		if _, ps := ParseYAML([]byte(one(fields))); len(ps) != 0 {
			t.Errorf("%s\n%s", fields, problems(ps))
		}
	}
}
