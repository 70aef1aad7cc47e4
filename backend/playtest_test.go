//go:build !js

package main

import (
	"strings"
	"testing"
)

func TestPlaybookTestShowsWhatMatchesAndWhy(t *testing.T) {
	useBuiltEngine(t)
	book := writePlaybook(t, "book.json", havblikkBook)
	page := writePlaybook(t, "page.html", `<html><head><title>Havblikk</title></head><body><p>A <b>Hav</b>blikk recipe</p><ul><li>Havblikk is late<script>Havblikk</script></ul>`)
	for _, c := range []struct {
		args []string
		code int
		want []string
	}{
		{[]string{book, "Havblikks nye sjef", "--lang", "nb"}, done, []string{`block 1, 0-9 (nb): "Havblikks" is the brand Havblikk, by name, ending`, "1 found in 1 blocks"}},
		{[]string{book, "--page", page, "--not", "recipe"}, done, []string{`block 1, 2-10 (`, "hidden by --not recipe", `block 2, 0-8 (`, "2 found in 2 blocks"}},
		{[]string{book, "Havblikk", "--json"}, done, []string{`"block":1,`, `"hidden":false,"start":0,"end":8,"kind":"brand"`}},
		{[]string{book, "nothing"}, done, []string{"0 found in 1 blocks"}},
		{[]string{book, "x", "--not", "y", "--name", "Nobody"}, failed, []string{`has no name "Nobody"`}},
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
