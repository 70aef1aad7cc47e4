package main

// The rules that no type checker knows, each with the control of the threat model that it
// guards. A rule reads sources as text, so a finding names file and line; what a bundler
// may bring in is checked on the bundles, in bundle_test.go.

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// rule says what must not stand in which files.
type rule struct {
	name, why string
	files     string // regular expression over slash paths below extension/
	never     string
}

var rules = []rule{
	{"html as text", "SEC-11: untrusted text becomes markup", `\.tsx?$`,
		`\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|createContextualFragment|setHTMLUnsafe)\b`},
	{"code from text", "SEC-02: no code that was not packaged", `\.tsx?$`, `\beval\(|new Function\(|\bimport\(`},
	{"highlight registry", "the page can read the CSS highlight registry", `\.tsx?$`, `CSS\.highlights|new Highlight\(`},
	{"window messages", "SEC-06.c: a page can send them", `^(content|card|popup|panel|options|shared)/`, `addEventListener\(\s*['"]message['"]|\.onmessage\b|postMessage\(`},
	{"ports", "LIF-09: a port dies with the worker", `\.tsx?$`, `runtime\.connect\b|onConnect\b`},
	{"storage in the page", "RULINGS 24: settings come in the worker's answers", `^(content|card)/`, `chrome\.storage|indexedDB|localStorage|sessionStorage`},
	{"requests in the page", "SEC-04.g: everything goes through messages", `^(content|card)/`, `\bfetch\(|XMLHttpRequest|new WebSocket|sendBeacon|EventSource`},
	{"text in the closed root", "a page finds it with window.find", `^content/`, `aria-label|ariaLabel|createTextNode|\.innerText\s*=|\.textContent\s*=`},
	{"polling", "the page is watched, not asked", `^(content|card)/`, `setInterval\(`},
	{"suppressed checks", "say it in the type", `\.tsx?$`, `@ts-(ignore|nocheck|expect-error)|eslint-disable|\bas any\b|:\s*any\b`},
	{"third-party origin", "nothing of ours loads from elsewhere", `\.(html|css)$`, `(src|href)\s*=\s*["']?(https?:)?//|url\(\s*["']?(https?:)?//|@import\s+["']?https?:`},
	{"inline script or style", "SEC-02: the policy refuses it", `\.html$`, `<script>|<style|\son[a-z]+=|\sstyle=`},
}

func TestRules(t *testing.T) {
	for _, r := range rules {
		files, never := regexp.MustCompile(r.files), regexp.MustCompile(r.never)
		seen := 0
		for path, src := range sources(t) {
			if !files.MatchString(path) {
				continue
			}
			seen++
			for n, line := range strings.Split(src, "\n") {
				if hit := never.FindString(code(line)); hit != "" {
					t.Errorf("extension/%s:%d: %q: %s (%s)", path, n+1, hit, r.name, r.why)
				}
			}
		}
		if seen == 0 {
			t.Errorf("rule %q looks at no file: %s", r.name, r.files)
		}
	}
}

// A listener for what a person does must look at isTrusted, or a page clicks for them.
func TestInputListenersCheckTrust(t *testing.T) {
	input := regexp.MustCompile(`addEventListener\(\s*['"](click|dblclick|auxclick|contextmenu|mousedown|mouseup|pointerdown|pointerup|keydown|keyup|keypress|beforeinput|input|paste|submit|touchstart|touchend)['"]`)
	for path, src := range sources(t) {
		if !strings.HasPrefix(path, "content/") && !strings.HasPrefix(path, "card/") {
			continue
		}
		if n := len(input.FindAllString(src, -1)); n > strings.Count(src, "isTrusted") {
			t.Errorf("extension/%s: %d input listeners, %d looks at isTrusted (SEC-06)", path, n, strings.Count(src, "isTrusted"))
		}
	}
}

// Files are read by people: 300 lines at most, site files 40.
func TestFileSizes(t *testing.T) {
	root := ".."
	limits := []struct {
		files string
		most  int
	}{{`^extension/sites/.*\.json$`, 80}, {`\.(go|tsx?|js|css|html)$`, 300}}
	generated := regexp.MustCompile(`^(extension/shared/wire\.ts|.*_gen\.go)$`)
	walk(t, root, func(path string, src []byte) {
		if generated.MatchString(path) || strings.HasPrefix(path, "e2e/pages/") {
			return
		}
		for _, l := range limits {
			if !regexp.MustCompile(l.files).MatchString(path) {
				continue
			}
			if n := strings.Count(string(src), "\n"); n > l.most {
				t.Errorf("%s: %d lines, at most %d (STYLE, Size)", path, n, l.most)
			}
			return
		}
	})
}

// code is a line without its comment, roughly: a rule may be named in a comment.
func code(line string) string {
	trimmed := strings.TrimSpace(line)
	if strings.HasPrefix(trimmed, "//") || strings.HasPrefix(trimmed, "*") || strings.HasPrefix(trimmed, "/*") {
		return ""
	}
	if at := strings.Index(line, " // "); at >= 0 {
		return line[:at]
	}
	return line
}

// sources are the extension's own texts by path below extension/.
func sources(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	walk(t, ".", func(path string, src []byte) {
		if !strings.HasSuffix(path, "_test.go") {
			out[path] = string(src)
		}
	})
	return out
}

func walk(t *testing.T, root string, visit func(path string, src []byte)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "node_modules" || name == "dist" || name == "out" || name == "bin" || len(name) > 2 && name[0] == '.') {
			return fs.SkipDir
		}
		if d.IsDir() || !regexp.MustCompile(`\.(go|tsx?|js|json|css|html)$`).MatchString(name) {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		visit(filepath.ToSlash(rel), src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
