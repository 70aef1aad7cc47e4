//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const havblikkBook = `{"brands":[{"name":"Havblikk"}],"leaders":[{"name":"Ingrid Solvang"}]}`

func writePlaybook(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func runCommand(stdin string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(args, strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

func TestScanFindsNamesInAStreamOfPosts(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.json", havblikkBook)
	posts := `{"id":"a","site":"x","url":"https://x.com/i/status/7","lang":"en","text":"🛥 Havblikk is late"}` + "\n\n" +
		`{"id":8,"text":"Ingrid Solvang, hello","unknown":[1]}` + "\n" +
		`{"id":null,"text":""}`
	code, out, stderr := runCommand(posts, "scan", "--playbook", book)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != done || len(lines) != 3 {
		t.Fatalf("code %d, %q, %q", code, out, stderr)
	}
	for i, want := range []string{
		`{"id":"a","lang":"en","key":"x:post:7","mentions":[{"start":3,"end":11,"kind":"brand","name":"Havblikk","text":"Havblikk",`,
		`{"id":8,"lang":"`,
		`{"id":null,"lang":"und","key":"-","mentions":[]`,
	} {
		if !strings.HasPrefix(lines[i], want) {
			t.Errorf("line %d: %s\nwant %s", i, lines[i], want)
		}
	}
	if !strings.Contains(lines[1], `"text":"Ingrid Solvang"`) {
		t.Errorf("line 1: %s", lines[1])
	}
}

func TestScanTellsBadLinesAndGoesOn(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.json", havblikkBook)
	posts := "{\"id\":1}\nnonsense\n{\"text\":7}\n[]\n{\"id\":2,\"text\":\"Havblikk\"}\n"
	code, out, stderr := runCommand(posts, "scan", "--playbook", book)
	for _, want := range []string{`line 1: "text" is missing`, "line 2, byte 2: invalid character", `line 3: "text" must be a text, not a number`,
		"line 4: a post is an object, not an array", "4 of 5 lines are no posts"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("%q lacks %q", stderr, want)
		}
	}
	var f scanFinding
	if err := json.Unmarshal([]byte(out), &f); code != failed || err != nil || len(f.Mentions) != 1 {
		t.Errorf("code %d, %q, %v", code, out, err)
	}
}

func TestScanOfManyAndLongPosts(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.yaml", "brands:\n- name: Havblikk\n")
	long, _ := json.Marshal(map[string]string{"text": strings.Repeat("no name ", 1<<17) + "Havblikk"})
	posts := strings.Repeat(`{"text":"Havblikk"}`+"\n", 3*scanPosts+1) + string(long) + "\n"
	code, out, stderr := runCommand(posts, "scan", "--playbook", book)
	if n := strings.Count(out, `"name":"Havblikk"`); code != done || n != 3*scanPosts+2 {
		t.Errorf("code %d, %d found, %s", code, n, stderr)
	}
}

func TestScanIsUsedWrongly(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"scan"}, usage, "--playbook FILE is needed"},
		{[]string{"scan", "--playbook", "p", "posts.jsonl"}, usage, `not from "posts.jsonl"`},
		{[]string{"scan", "--playbook", "/nowhere/p.json"}, failed, "no such file"},
		{[]string{"scan", "--playbook", writePlaybook(t, "bad.yaml", "brand:\n- name: Havblikk\n")}, failed, `bad.yaml:1:1: brand: unknown field “brand”; did you mean “brands”?`},
	} {
		if code, _, stderr := runCommand("", c.args...); code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: code %d, %q; want %d, %q", c.args, code, stderr, c.code, c.want)
		}
	}
	if code, out, _ := runCommand("", "scan", "--help"); code != done || !strings.HasPrefix(out, "usage: porchlight scan") {
		t.Errorf("--help: code %d, %q", code, out)
	}
}

func TestPlaybookCheck(t *testing.T) {
	for _, c := range []struct {
		name, text string
		code       int
		want       string
	}{
		{"good.yaml", "brands:\n- name: Havblikk\n", done, "good, 1 names, 0 answers"},
		{"good.json", havblikkBook, done, "good, 2 names, 0 answers"},
		{"syntax.json", "{\n \"brands\": [}\n", failed, "syntax.json:2:13: expected a value, found '}'"},
		{"syntax.yaml", "brands:\n  - name: Havblikk\n   bad: 1\n", failed, "syntax.yaml:3:4: "},
		{"empty.yaml", "", failed, "empty.yaml:1:1: the playbook is empty"},
		{"letter.yaml", "brands:\n- name: H\n", done, `letter.yaml:2:9: warning: brands[0].name: “H” is one letter`},
		{"twice.yaml", "brands:\n- name: Havblikk\n- name: Havblikk\n", done, "twice.yaml:3:9: warning: "},
	} {
		code, out, stderr := runCommand("", "playbook", "check", writePlaybook(t, c.name, c.text))
		if code != c.code || !strings.Contains(out+stderr, c.want) {
			t.Errorf("%s: code %d, %q; want %d, %q", c.name, code, out+stderr, c.code, c.want)
		}
	}
	code, out, _ := runCommand("brands: []", "playbook", "check", "--json", "-")
	var answer checked
	if err := json.Unmarshal([]byte(out), &answer); code != failed || err != nil || answer.OK || len(answer.Problems) != 1 {
		t.Errorf("--json: code %d, %q, %v", code, out, err)
	}
}
