// Package place tells which conversation an address is: it turns the many URLs of one
// post into one key, such as https://mobile.twitter.com/anna/status/42?s=20 into
// x:post:42, so that two colleagues on two devices claim the same thing.
//
// What is hard is that addresses are written by other people: ids do not fit a number,
// tracking looks like identity, and a page may lie about itself. A key is therefore only
// ever read off an address; nothing is fetched, and a short link, which hides its id,
// has no key. What a site calls a post is the table in sites.go.
package place

import (
	"slices"
	"strings"

	"porchlight/wasm/wire"
)

// None is the key of an address that names no post.
const None = "-"

// longest bounds a key: it is stored, sent and shown.
const longest = 1024

// Key returns the canonical key of facts.URL and further keys of the same post, most
// specific first. Software and Canonical are believed only as far as they fit the URL.
// The key is printable ASCII, at most 1,024 bytes, and None where the address is not
// http or https, carries a user name, is longer than 8 KiB, or is on a known site but
// is not a post there. An unknown host gives web:host/path[?query][#fragment].
func Key(facts wire.PageFacts) wire.Placing {
	a, ok := parse(facts.URL)
	if !ok {
		return wire.Placing{Key: None}
	}
	p, known := fromTable(a)
	if !known {
		p = fromPage(a, facts)
	}
	if len(p.Key) > longest {
		return wire.Placing{Key: None}
	}
	p.Aliases = slices.DeleteFunc(p.Aliases, func(k string) bool { return k == p.Key || len(k) > longest })
	return p
}

// Known reports whether url is on a host that the table of sites knows, where an
// address that is no post never gets a key.
func Known(url string) bool {
	a, ok := parse(url)
	if !ok {
		return false
	}
	_, known := fromTable(a)
	return known
}

// fromTable looks a up in the table; known is false where no site has its host.
func fromTable(a address) (p wire.Placing, known bool) {
	if a.port != "" {
		return p, false
	}
	segments := a.segments()
	for _, s := range sites {
		found := captures{}
		if !slices.ContainsFunc(s.hosts, func(h string) bool { return match(h, a.host, found) }) {
			continue
		}
		for _, r := range s.rules {
			got := found.clone()
			if !r.matches(a, segments, got) {
				continue
			}
			if r.key == asPage {
				return p, false
			}
			p = wire.Placing{Key: got.fill(r.key)}
			for _, also := range r.also {
				p.Aliases = append(p.Aliases, got.fill(also))
			}
			return p, true
		}
		return wire.Placing{Key: None}, true
	}
	return p, false
}

// matches reports whether the address has the rule's path, query and fragment.
func (r rule) matches(a address, segments []string, got captures) bool {
	at, fragment, hasFragment := strings.Cut(r.at, "#")
	path, query, hasQuery := strings.Cut(at, "?")
	if !matchPath(path, segments, got) {
		return false
	}
	if hasFragment && !match(fragment, a.fragment, got) {
		return false
	}
	if !hasQuery {
		return true
	}
	for want := range strings.SplitSeq(query, "&") {
		name, pattern, _ := strings.Cut(want, "=")
		if !match(pattern, a.param(name), got) {
			return false
		}
	}
	return true
}

// matchPath compares a rule's path with the segments of an address, without cutting
// the rule's each time: a page of posts asks thousands of times.
func matchPath(pattern string, path []string, got captures) bool {
	for i := 0; ; i++ {
		pattern = strings.TrimLeft(pattern, "/")
		if pattern == "" {
			return i == len(path)
		}
		want, rest, _ := strings.Cut(pattern, "/")
		pattern = rest
		if want == "**" {
			return true
		}
		if i >= len(path) || want != "*" && !match(want, path[i], got) {
			return false
		}
	}
}

func split(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}
