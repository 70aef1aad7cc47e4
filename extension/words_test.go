package main

// The words that people read: the same keys in every language, the same things put into
// each sentence, none that nobody uses, and none in the code itself.

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// families are keys made from a code: problem_held is asked for as `problem_${code}`.
var families = regexp.MustCompile(`^(why|book|check|problem|never|step|notice|kind|role|state|means|line_is|group|rests|filter|command)_|_(one|other)$|^(name|description)$`)

func TestWords(t *testing.T) {
	en := words(t, "en")
	used := ""
	for path, src := range sources(t) {
		if strings.HasSuffix(path, ".ts") || strings.HasSuffix(path, ".tsx") {
			used += src
		}
	}
	for key, said := range en {
		if !families.MatchString(key) && !strings.Contains(used, "'"+key+"'") {
			t.Errorf("en: %s is said by no screen", key)
		}
		if strings.TrimSpace(said) != said || said == "" {
			t.Errorf("en: %s is %q", key, said)
		}
	}
	for _, lang := range []string{"nb", "nn"} {
		other := words(t, lang)
		for key := range other {
			if en[key] == "" {
				t.Errorf("%s: %s is not in en", lang, key)
			}
		}
		for key, said := range en {
			if other[key] == "" {
				t.Errorf("%s: %s is missing", lang, key)
			}
			if !slices.Equal(parts(other[key]), parts(said)) {
				t.Errorf("%s: %s puts %v into the sentence, en %v: %q", lang, key, parts(other[key]), parts(said), other[key])
			}
		}
	}
}

// The worker sends codes; a code without a sentence would be shown as it is.
func TestCodesHaveWords(t *testing.T) {
	en := words(t, "en")
	for _, from := range []struct{ stem, files, code string }{
		{"notice_", "../wasm/desk/*.go", `(?:notice\(|Code: )"([a-z_]+)"|return "([a-z]+_[a-z_]+)"`},
		{"problem_", "background/*.ts", `problem\('([a-z_]+)'`},
		{"why_", "../wasm/spot/*.go", `\tBy[A-Z]\w+ += "([a-z -]+)"`}, // of a mention's evidence
		{"problem_", "../wasm/desk/*.go", `refuse\("([a-z_]+)"`},
		{"book_", "../wasm/playbook/*.go", `(?:wrong|warn|fail|expected)\("([a-z_0-9]+)"|Code: "([a-z_]+)"|[cC]ode(?:, \w[\w., ]*)? :?= "([a-z_]+)"|", "([a-z_]+)", (?:true|false)\}`},
		{"book_", "../wasm/reply/lint/*.go", `warn\("([a-z_]+)"`},
		{"book_is_", "../wasm/playbook/*.go", `wrongType\([^"]+"([a-z]+)"|Words = \[\]string\{"([a-z]+)"\}`},
		{"kind_", "../wasm/wire/engine.go", `\t\w+ +Kind = "([a-z]+)"`},
	} {
		files, err := filepath.Glob(from.files)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, hit := range regexp.MustCompile(from.code).FindAllStringSubmatch(string(src), -1) {
				seen++
				code := regexp.MustCompile(`\W`).ReplaceAllString(strings.Join(hit[1:], ""), "_") // as the panel asks for it
				if en[from.stem+code] == "" {
					t.Errorf("%s: no words for %s%s", f, from.stem, code)
				}
			}
		}
		if seen < 5 {
			t.Errorf("%s: only %d codes found", from.files, seen)
		}
	}
}

// Text between tags that is no expression would be shown in one language only.
func TestNoWordsInCode(t *testing.T) {
	text := regexp.MustCompile(`(?:[a-z"'}] ?|^\s*)>\s*([A-ZÆØÅa-zæøå]{3,}[^<>{}();=]*)</`)
	seen := 0
	for path, src := range sources(t) {
		if !strings.HasSuffix(path, ".tsx") {
			continue
		}
		seen++
		for n, line := range strings.Split(src, "\n") {
			if hit := text.FindStringSubmatch(code(line)); hit != nil {
				t.Errorf("extension/%s:%d: %q belongs into _locales", path, n+1, hit[1])
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d screens", seen)
	}
}

func words(t *testing.T, lang string) map[string]string {
	t.Helper()
	src, err := os.ReadFile("_locales/" + lang + "/messages.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]struct{ Message string }
	if err := json.Unmarshal(src, &all); err != nil {
		t.Fatalf("%s: %v", lang, err)
	}
	out := map[string]string{}
	for key, m := range all {
		out[key] = m.Message
	}
	return out
}

// parts are the places of a sentence that are filled, sorted: languages order them as they like.
func parts(said string) []string {
	found := regexp.MustCompile(`\$\d`).FindAllString(said, -1)
	slices.Sort(found)
	return found
}
