package playbook

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"porchlight/wasm/wire"
)

// maxName is longer than any name that people write in a post, in characters.
const maxName = 200

// check says what is wrong with a playbook whose shape is right. Its cost is linear in
// the number of names.
func check(p *Playbook, d *decoder) {
	entries := p.Entries()
	if len(entries) == 0 && len(p.Answers) == 0 && len(d.problems) == 0 {
		d.wrong("no_names", d.names[""], "")
	}
	seen := map[string]Entry{}
	for _, e := range entries {
		d.checkName(e)
		d.checkRepeated(e, seen)
	}
	d.checkAnswers(p)
	d.oneOf(join("team", "mode"), teamMode(p), "off", "warn", "required")
	for i, s := range p.Sites {
		d.oneOf(join(index("sites", i), "mode"), s.Mode, "off", "warn", "required")
	}
	d.checkHours(p)
	d.checkExclude("exclude", p.Exclude)
	d.checkHandles("accounts", p.Accounts)
}

func teamMode(p *Playbook) string {
	if p.Team == nil {
		return ""
	}
	return p.Team.Mode
}

func (d *decoder) oneOf(path, value string, allowed ...string) {
	if value != "" && !slices.Contains(allowed, value) {
		d.wrong("not_one_of", d.names[path], path, path, value, strings.Join(allowed, ", "))
	}
}

func (d *decoder) checkName(e Entry) {
	at := join(e.Path, "name")
	if strings.TrimSpace(e.Name.Name) == "" {
		d.wrong("no_name", d.placeOf(at, e.Path), at, e.Path)
	} else {
		d.checkSurface(e, e.Name.Name, at)
		d.checkOrdinary(e, e.Name.Name, at)
	}
	for i, alias := range e.Name.Aliases {
		d.checkSurface(e, alias, index(join(e.Path, "aliases"), i))
		d.checkOrdinary(e, alias, index(join(e.Path, "aliases"), i))
	}
	for i, nick := range e.Name.Nicknames {
		d.checkSurface(e, nick, index(join(e.Path, "nicknames"), i))
	}
	for i, domain := range e.Name.Domains {
		path := index(join(e.Path, "domains"), i)
		if !strings.Contains(domain, ".") || strings.ContainsAny(domain, "/: @") {
			d.wrong("no_domain", d.names[path], path, domain)
		}
	}
	for i, tag := range e.Name.Hashtags {
		path := index(join(e.Path, "hashtags"), i)
		if strings.ContainsAny(strings.TrimPrefix(tag, "#"), " #\t") || strings.TrimPrefix(tag, "#") == "" {
			d.wrong("no_hashtag", d.names[path], path, tag)
		}
	}
	d.oneOf(join(e.Path, "case"), e.Name.Case, "exact", "any")
	d.oneOf(join(e.Path, "diacritics"), e.Name.Diacritics, "exact", "any")
	d.oneOf(join(e.Path, "within"), e.Name.Within, "sentence", "post")
	d.checkExclude(join(e.Path, "exclude"), e.Name.Exclude)
	d.checkHandles(join(e.Path, "handles"), e.Name.Handles)
}

// placeOf is the node at the first of the paths that the source has.
func (d *decoder) placeOf(paths ...string) *node {
	for _, p := range paths {
		if n := d.names[p]; n != nil {
			return n
		}
	}
	return nil
}

// nearest is the node at a path, or at the nearest path above it that the source has.
func (d *decoder) nearest(path string) *node {
	for {
		if n := d.names[path]; n != nil || path == "" {
			return n
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
}

// checkSurface judges one written form. One letter matches far too much: without a word
// that must stand near, the spotter takes it as a hashtag or handle alone.
func (d *decoder) checkSurface(e Entry, s, path string) {
	letters, runes, letter := 0, 0, ""
	for _, r := range s {
		runes++
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters, letter = letters+1, string(r)
		}
	}
	n := d.names[path]
	switch {
	case letters == 0:
		d.warn("never", n, path, s)
	case runes > maxName:
		d.wrong("name_long", n, path, strconv.Itoa(runes), strconv.Itoa(maxName))
	case letters == 1 && len(e.Name.Near) == 0:
		d.warn("too_short", n, path, s, letter)
	}
}

func (d *decoder) checkRepeated(e Entry, seen map[string]Entry) {
	for i, s := range append([]string{e.Name.Name}, e.Name.Aliases...) {
		path := join(e.Path, "name")
		if i > 0 {
			path = index(join(e.Path, "aliases"), i-1)
		}
		key := strings.ToLower(strings.TrimSpace(s))
		before, ok := seen[key]
		switch {
		case key == "" || !utf8.ValidString(key):
		case !ok:
			seen[key] = e
		case before.Path == e.Path:
			d.warn("twice_in", d.names[path], path, s, e.Path)
		case before.Kind == e.Kind:
			d.warn("name_taken", d.names[path], path, s, before.Path)
		default:
			d.report(d.names[path], wire.Problem{Code: "overlap", Path: path, Warning: true, Parts: []string{s, before.Path}, Words: []string{string(before.Kind), string(e.Kind)}})
		}
	}
}
