// Package sites reads the site files: the JSON files beside it, and those that a team's
// backend serves. One checker for both, because what it lets through is what a content
// script runs on: selectors, never code.
package sites

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"strings"

	"porchlight/wasm/schema"
	"porchlight/wasm/wire"
)

// longest bounds one site file in bytes; the longest of ours has a tenth of it.
const longest = 64 << 10

var (
	nameForm  = regexp.MustCompile(`^[a-z][a-z0-9]{0,30}$`)
	monthForm = regexp.MustCompile(`^20\d\d-(0[1-9]|1[0-2])$`)
	hostForm  = regexp.MustCompile(`^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$`)
)

// Read decodes one site file. Its problems name file, field and what is allowed there, as
// in `x.json: layouts[0].seen is "soon"; a month is allowed, 2026-10`; with any, the site
// is not to be used. What selectors mean is the browser's to judge.
func Read(file string, text []byte) (s wire.Site, problems []string) {
	say := func(format string, args ...any) {
		problems = append(problems, file+": "+fmt.Sprintf(format, args...))
	}
	if len(text) > longest {
		say("the file has %d bytes; %d are allowed", len(text), longest)
		return s, problems
	}
	for _, p := range schema.Check(text, reflect.TypeFor[wire.Site]()) {
		say("%s", p)
	}
	if len(problems) > 0 {
		return s, problems
	}
	if err := json.Unmarshal(text, &s); err != nil {
		say("%v", err)
		return s, problems
	}
	if want := strings.TrimSuffix(path.Base(file), ".json"); s.Name != want || !nameForm.MatchString(s.Name) {
		say("name is %q; the file's own name is allowed, %q, of 1 to 31 lower-case letters and digits", s.Name, want)
	}
	for i, h := range s.Hosts {
		if !hostForm.MatchString(h) {
			say(`hosts[%d] is %q; a host is allowed, or *. and one: "x.com", "*.reddit.com"`, i, h)
		}
	}
	for name, paths := range map[string][]string{"private": s.Private, "expect": s.Expect} {
		for i, p := range paths {
			if !strings.HasPrefix(p, "/") {
				say(`%s[%d] is %q; a path is allowed, "/messages*"`, name, i, p)
			}
		}
	}
	if s.Frame && len(s.Hosts)+len(s.Detect) == 0 {
		say("frame is true without hosts; name the hosts whose frames are meant, or with detect the pages that write such frames themselves")
	}
	if len(s.Layouts) == 0 {
		say("layouts is empty; at least one is needed")
	}
	for i, l := range s.Layouts {
		for _, p := range layout(l) {
			say("layouts[%d].%s", i, p)
		}
	}
	return s, problems
}

// mostFiles is as many site files as a team's playbook may hold.
const mostFiles = 50

// Updates reads the site files that a team publishes, whose names stand in them.
func Updates(texts []string) (all []wire.Site, problems []string) {
	if len(texts) > mostFiles {
		return nil, []string{fmt.Sprintf("%d site files; %d are allowed", len(texts), mostFiles)}
	}
	seen := map[string]bool{}
	for i, text := range texts {
		var named struct{ Name string }
		_ = json.Unmarshal([]byte(text), &named) // Read says what is wrong
		s, wrong := Read(named.Name+".json", []byte(text))
		for _, p := range wrong {
			problems = append(problems, fmt.Sprintf("siteFiles[%d]: %s", i, p))
		}
		if seen[s.Name] {
			problems = append(problems, fmt.Sprintf("siteFiles[%d]: %s.json is there twice", i, s.Name))
		}
		seen[s.Name] = true
		all = append(all, s)
	}
	return all, problems
}

func layout(l wire.Layout) (problems []string) {
	say := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if strings.TrimSpace(l.Why) == "" {
		say("why is empty; say where the layout is from and what it rests on")
	}
	if !monthForm.MatchString(l.Seen) {
		say("seen is %q; a month is allowed, 2026-10: the last one in which it was seen to work", l.Seen)
	}
	if l.Also < 0 || l.Also > 4 {
		say("also is %d; 0 to 4 are allowed", l.Also)
	}
	if len(l.Text.From) == 0 {
		say("text.from is empty; a post without text is none")
	}
	lists := map[string][]string{"post": l.Post, "not": l.Not, "quote": l.Quote, "with": l.With, "more": l.More, "reply": l.Reply, "composer": l.Composer}
	if len(l.Post) == 0 {
		say("post is empty; at least one selector is needed")
	}
	for _, name := range []string{"post", "not", "quote", "with", "more", "reply", "composer"} {
		for i, css := range lists[name] {
			if strings.TrimSpace(css) == "" {
				say("%s[%d] is empty; a CSS selector is allowed", name, i)
			}
		}
	}
	return problems
}

// All reads the site files of a folder, the generic one last. A host or name that stands
// in two of them is a problem of the second.
func All(dir fs.FS) (all []wire.Site, problems []string) {
	files, err := fs.Glob(dir, "*.json")
	if err != nil || len(files) == 0 {
		return nil, []string{fmt.Sprintf("no site file: %v", err)}
	}
	hosts := map[string]string{}
	var generic []wire.Site
	for _, file := range files {
		text, err := fs.ReadFile(dir, file)
		if err != nil {
			return nil, []string{err.Error()}
		}
		s, wrong := Read(file, text)
		problems = append(problems, wrong...)
		for _, h := range s.Hosts {
			if first := hosts[h]; first != "" {
				problems = append(problems, fmt.Sprintf("%s: host %q is also in %s; one file says what a host's posts are", file, h, first))
			}
			hosts[h] = file
		}
		if s.Name == "generic" {
			generic = append(generic, s)
		} else {
			all = append(all, s)
		}
	}
	return append(all, generic...), problems
}
