//go:build !js

package main

import (
	"strings"
	"testing"
)

const voiceBook = `
brands: [{name: Havblikk, domains: [havblikk.example]}]
answers:
- id: late
  facts: [{id: price, text: a ticket is 240 kr, until: "2026-11-25"}]
voice:
  avoid: [{word: unfortunately, instead: sorry}]
  disclosure: {en: I work at Havblikk}
`

func TestCheckTellsAStreamOfDrafts(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.yaml", voiceBook)
	for _, c := range []struct{ draft, want string }{
		{`{"id":"a","text":"Hei 👍"}`, `{"id":"a","length":6,"limit":280,"unit":"weighted","stops":false,"problems":[],"sketch":`},
		{`{"id":2,"site":"bluesky","text":"Hei 👍"}`, `{"id":2,"length":5,"limit":300,"unit":"grapheme"`},
		{`{"site":"x","text":"👍 {when}"}`, `"problems":[{"code":"slot","message":"Fill in “when” first.","start":3,"end":9,"level":"stops","parts":["when"]}]`},
		{`{"text":"Unfortunately not"}`, `{"code":"avoid","message":"Better without “Unfortunately”. → “sorry”","start":0,"end":13,"level":"warns"`},
		{`{"text":"My bag is here.","personal":true}`, `"code":"disclosure"`},
		{`{"text":"The bag is here","suggested":"The bag is here"}`, `"code":"own_words"`},
		{`{"text":"a ticket is 240 kr","now":"2026-11-26T00:30:00+01:00"}`, `"code":"expired_fact"`},
		{`{"text":"a ticket is 240 kr","now":"2026-11-25T23:30:00Z"}`, `"problems":[]`},
		{`{"text":"We will call by 5 pm","now":"2026-11-25T12:00:00+01:00"}`, `"promises":[{"start":0,"end":20,"text":"We will call by 5 pm","dueMs":1795622400000,"precise":true,"when":"by 5 pm"}]`},
		{`{"text":"Your bag is on the next ferry to Moss","recent":["@kari Your bag is on the next ferry to Moss!"]}`, `"code":"repeated"`},
		{`{"text":"too long","limit":{"left":-3}}`, `"problems":[{"code":"too_long","message":"Too long here: 8 of 5.","start":5,"end":8`},
		{`{"text":""}`, `"code":"empty"`},
	} {
		code, out, stderr := runCommand(c.draft+"\n\n", "check", "--playbook", book, "--site", "x")
		if code != done || !strings.Contains(out, c.want) || strings.Count(out, "\n") != 1 {
			t.Errorf("%s: code %d\n got %s%s\nwant %s", c.draft, code, out, stderr, c.want)
		}
	}
}

func TestCheckNamesTheLinesThatAreNoDrafts(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.yaml", voiceBook)
	code, out, stderr := runCommand("{\"text\":\"a b\"}\n[1]\n{\"id\":1}\n{\"text\":\"x\",\"leader\":1}\n{\"text\":\"c d\"}\n{", "check", "--playbook", book)
	if code == done || strings.Count(out, "\n") != 2 {
		t.Errorf("code %d, %s", code, out)
	}
	for _, want := range []string{"line 2: a draft is an object, not an array", `line 3: "text" is missing`, `line 4: "leader" must be true or false, not a number`, "line 6", "4 of 6 lines are no drafts"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("%q is not in %q", want, stderr)
		}
	}
	if code, _, stderr := runCommand("", "check"); code == done || !strings.Contains(stderr, "--playbook") {
		t.Errorf("without a playbook: %d %q", code, stderr)
	}
}
