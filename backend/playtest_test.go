//go:build !js

package main

import (
	"strings"
	"testing"
)

func TestPlaybookTestShowsWhatMatchesAndWhy(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.json", havblikkBook)
	page := writePlaybook(t, "page.html", `<html><head><title>Havblikk</title><link rel="canonical" href="https://kai.example/thread/7"></head><body><p>A <b>Hav</b>blikk recipe</p><ul><li>Havblikk is late<script>Havblikk</script></ul>`)
	for _, c := range []struct {
		args []string
		code int
		want []string
	}{
		{[]string{book, "Havblikks nye sjef", "--lang", "nb"}, done, []string{`block 1, 0-9 (nb): "Havblikks" is the brand Havblikk, by name, ending`, "1 found in 1 blocks"}},
		{[]string{book, "--page", page, "--not", "recipe"}, done, []string{`block 1, 2-10 (`, "hidden by --not recipe", `block 2, 0-8 (`, "2 found in 2 blocks"}},
		{[]string{book, "Havblikk", "--json"}, done, []string{`"block":1,`, `"hidden":false,"around":"[Havblikk]","start":0,"end":8,"kind":"brand"`}},
		{[]string{book, "--page", page, "--not", "recipe"}, done, []string{"2 found in 2 blocks, 1 of them hidden by --not recipe"}},
		{[]string{book, strings.Repeat("far ", 20) + "from Havblikk, at the quay" + strings.Repeat(" out", 20)}, done, []string{"\n    … far far far far far far far far from [Havblikk], at the quay out out out out out out …\n"}},
		{[]string{book, "Havblikk", "--author", "@bot", "--exclude", "author=bot"}, done, []string{"1 of them hidden by --exclude author=bot"}},
		{[]string{book, "Havblikk", "--author", "@bo", "--exclude", "author=bot"}, done, []string{"0 of them hidden"}},
		{[]string{book, "Havblikk", "--url", "https://old.reddit.com/r/cats/1", "--exclude", "community=reddit.com/r/cats", "--json"}, done, []string{`"hidden":true,"around":"[Havblikk]"`}},
		{[]string{book, "Havblikk", "--community", "r/cats", "--exclude", "community=r/cats", "--name", "havblikk"}, done, []string{"1 of them hidden"}},
		{[]string{book, "--page", page, "--exclude", "community=kai.example/thread"}, done, []string{"2 of them hidden"}},
		{[]string{book, "Havblikk", "--site", "hn", "--exclude", "site=hn", "--not", "x"}, done, []string{"1 of them hidden by --not x --exclude site=hn"}},
		{[]string{book, "Havblikk", "--exclude", "site=hn.example"}, failed, []string{`“hn.example” is no site's name`}},
		{[]string{book, "Havblikk", "--exclude", "r/cats"}, usage, []string{`--exclude is author=…, site=… or community=…, not "r/cats"`}},
		{[]string{book, "nothing"}, done, []string{"0 found in 1 blocks"}},
		{[]string{book, "x", "--not", "y", "--name", "Nobody"}, failed, []string{`has no name "Nobody"`}},
		{[]string{"-", "-"}, usage, []string{"cannot be both"}},
		{[]string{"-", "--page", "-"}, usage, []string{"cannot be both"}},
		{[]string{"-", "Havblikk"}, failed, []string{"-:1:1: "}}, // an empty standard input
		{[]string{book}, usage, []string{"name a playbook and a text"}},
	} {
		code, out, stderr := runCommand("", append([]string{"playbook", "test"}, c.args...)...)
		for _, want := range c.want {
			if code != c.code || !strings.Contains(out+stderr, want) {
				t.Errorf("%q: code %d, %q; want %d, %q", c.args, code, out+stderr, c.code, want)
			}
		}
	}
}
