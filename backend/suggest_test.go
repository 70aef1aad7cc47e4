//go:build !js

package main

import (
	"encoding/json"
	"strings"
	"testing"
)

const baggageBook = `
answers:
- id: bag
  examples: [my bag never came, the suitcase is still missing]
- id: refund
  examples: [I want my money back, when do I get the refund]
- id: dog
  examples: [can I bring my dog, er hunder tillatt om bord]
- id: storm
  examples: [is the ferry sailing in this storm]
  use: {incident: true, sites: [x], roles: [staff]}
`

func TestSuggestRanksAStreamOfPosts(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.yaml", baggageBook)
	posts := `{"id":"a","site":"x","text":"My bag still has not come"}` + "\n\n" +
		`{"id":8,"text":"Er hund tillatt?","unknown":[1]}` + "\n" +
		`{"id":null,"text":"lovely weather in Bergen"}` + "\n" + `{"text":""}`
	code, out, stderr := runCommand(posts, "suggest", "--playbook", book)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != done || len(lines) != 4 {
		t.Fatalf("code %d, %q, %q", code, out, stderr)
	}
	for i, want := range []string{
		`{"id":"a","abstain":false,"answers":[{"id":"bag","score":0.`,
		`{"id":8,"abstain":false,"answers":[{"id":"dog","score":0.`,
		`{"id":null,"abstain":true,"answers":[{"id":"`,
		`{"id":null,"abstain":true,"answers":[{"id":"`,
	} {
		if !strings.HasPrefix(lines[i], want) || !strings.HasSuffix(lines[i], `"drafts":[]}`) {
			t.Errorf("line %d: %s\nwant %s", i, lines[i], want)
		}
	}
	if !strings.Contains(lines[0], `"like":"my bag never came"`) || strings.Contains(out, "storm") {
		t.Errorf("%s", out)
	}
}

func TestSuggestOffersWhatItsUseAllows(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.yaml", baggageBook)
	for _, c := range []struct {
		site, role string
		incident   bool
		offered    bool
	}{{"x", "staff", true, true}, {"x", "", true, true}, {"", "", true, true}, {"x", "staff", false, false}, {"hn", "staff", true, false}, {"x", "leader", true, false}} {
		args := []string{"suggest", "--playbook", book, "--role", c.role}
		if c.incident {
			args = append(args, "--incident")
		}
		code, out, stderr := runCommand(`{"site":"`+c.site+`","text":"Is the ferry sailing in this storm?"}`, args...)
		if offered := strings.Contains(out, `[{"id":"storm"`); code != done || offered != c.offered {
			t.Errorf("%+v: code %d, %s%s", c, code, out, stderr)
		}
	}
}

func TestSuggestTellsBadLinesAndGoesOn(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.json", `{"answers":[{"id":"bag","examples":["my bag never came"]}]}`)
	long, _ := json.Marshal(map[string]string{"text": "my bag never came " + strings.Repeat("and so on ", 1<<17)})
	code, out, stderr := runCommand("{\"id\":1}\nnonsense\n"+strings.Repeat("{\"text\":\"my bag never came\"}\n", 2*scanPosts+1)+string(long), "suggest", "--playbook", book)
	for _, want := range []string{`line 1: "text" is missing`, "line 2, byte 2: invalid character", "2 of 516 lines are no posts"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("%q lacks %q", stderr, want)
		}
	}
	if n := strings.Count(out, `"answers":[{"id":"bag"`); code != failed || n != 2*scanPosts+2 {
		t.Errorf("code %d, %d ranked", code, n)
	}
}

func TestSuggestIsUsedWrongly(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"suggest"}, usage, "--playbook FILE is needed"},
		{[]string{"suggest", "--playbook", "p", "posts.jsonl"}, usage, `not from "posts.jsonl"`},
		{[]string{"suggest", "--playbook", "/nowhere/p.json"}, failed, "no such file"},
		{[]string{"suggest", "--playbook", writePlaybook(t, "none.json", havblikkBook)}, failed, "none.json has no answers"},
		{[]string{"suggest", "--playbook", writePlaybook(t, "bad.yaml", "answers:\n- id: bag\n  example: [x]\n")}, failed, `bad.yaml:3:3: answers[0].example: unknown field “example”; did you mean “examples”?`},
		{[]string{"suggest", "--playbook", writePlaybook(t, "twice.yaml", "answers:\n- {id: bag, examples: [x]}\n- {id: bag, examples: [y]}\n")}, failed, `twice.yaml:3:8: `},
	} {
		if code, _, stderr := runCommand("", c.args...); code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: code %d, %q; want %d, %q", c.args, code, stderr, c.code, c.want)
		}
	}
}

func TestSuggestDrafts(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.yaml", `
answers:
- id: bag
  examples: [my bag never came]
  blocks:
    en: {answer: ["It is at {place}."], commit: [We send it today.]}
    nb: {answer: ["Den er i {place}."], commit: [Vi sender den i dag.]}
  slots: [{id: place, kind: text}]
`)
	post := `{"text":"my bag never came","lang":"nn"}`
	for _, c := range []struct{ flag, want string }{
		{"--tone=shorter", `"drafts":[{"answer":"bag","text":"Den er i {place}. Vi sender den i dag.","lang":"nb","wanted":"nn","langs":["en","nb"],"blocks":["answer","commit"],"slots":[{"id":"place","kind":"text"}],"problems":[]}]`},
		{"--lang=en", `It is at {place}. We send it today."`},
		{"--role=leader", `"text":"{own}"`},
	} {
		if code, out, stderr := runCommand(post, "suggest", "--playbook", book, c.flag); code != done || !strings.Contains(out, c.want) {
			t.Errorf("%s: code %d, %s %s, want %s", c.flag, code, out, stderr, c.want)
		}
	}
}
