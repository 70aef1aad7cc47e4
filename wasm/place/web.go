package place

import (
	"strings"

	"porchlight/wasm/wire"
)

// This file makes keys of addresses that the table does not know. What the page says of
// itself is a hint from a stranger: it may make a key more exact, never make it another
// site's.

// fromPage reads the address of an unknown host with the page's hints. The web: form of
// the address as it stands is an alias where the hints gave a better key.
func fromPage(a address, facts wire.PageFacts) wire.Placing {
	software := strings.ToLower(facts.Software)
	if software == "" {
		software = facts.Site
	}
	plain := "web:" + web(a, trackers)
	canonical, ok := parse(facts.Canonical)
	switch {
	case software == "wordpress":
		return wordpress(a, canonical, ok, plain)
	case software == "discourse":
		for _, r := range discourse {
			if got := (captures{"host": a.hostPort()}); r.matches(a, a.segments(), got) {
				return wire.Placing{Key: got.fill(r.key), Aliases: []string{plain}}
			}
		}
	case software == "mastodon":
		if p, ok := mastodon(a, canonical, ok, plain); ok {
			return p
		}
	case ok && sameHost(canonical, a):
		canonical.fragment = a.fragment
		return wire.Placing{Key: "web:" + web(canonical, trackers), Aliases: []string{plain}}
	}
	return wire.Placing{Key: plain}
}

// trackers are the only parameters that mean nothing on any site; short names such as
// s, t or id are other sites' ids. The star stands for any end.
var trackers = []string{"utm_*", "fbclid", "gclid", "replytocom"}

// web is an address without its scheme and without the parameters stripped.
func web(a address, stripped []string) string {
	var kept []string
	for pair := range strings.SplitSeq(a.query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if pair != "" && !strips(stripped, name) {
			kept = append(kept, pair)
		}
	}
	s := a.hostPort() + a.path
	if len(kept) > 0 {
		s += "?" + strings.Join(kept, "&")
	}
	if a.fragment != "" {
		s += "#" + a.fragment
	}
	return s
}

func strips(stripped []string, name string) bool {
	for _, s := range stripped {
		if prefix, star := strings.CutSuffix(s, "*"); s == name || star && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// sameHost: a page may call itself by another name only if it is its own, with or
// without www.
func sameHost(a, b address) bool {
	return strings.TrimPrefix(a.hostPort(), "www.") == strings.TrimPrefix(b.hostPort(), "www.")
}

func (a address) hostPort() string {
	if a.port == "" {
		return a.host
	}
	return a.host + ":" + a.port
}

// wordpress: the canonical link says which page this is, the fragment which comment.
// Its own p and amp name the same page again, but on /?p=7 alone p is all there is.
func wordpress(a, canonical address, has bool, plain string) wire.Placing {
	page, stripped := a, trackers
	if has && sameHost(canonical, a) {
		page = canonical
	}
	if page.path != "/" {
		stripped = append([]string{"p", "amp"}, trackers...)
	}
	page.fragment = ""
	p := wire.Placing{Key: "web:" + web(page, stripped)}
	if id, ok := strings.CutPrefix(a.fragment, "comment-"); ok && id != "" && isAll(id, isDigit) {
		p.Key += "#" + a.fragment
		p.Aliases = append(p.Aliases, "wp:"+a.hostPort()+":c"+id)
	}
	p.Aliases = append(p.Aliases, plain)
	return p
}

// discourse counts posts within a topic; a topic's own address is its first post.
// /p/<id> is another number, and stays a web: key until the page it leads to is open.
var discourse = []rule{
	{at: "/t/{_}/{t:num}/{n:num}/**", key: "discourse:{host}:t{t}/p{n}"},
	{at: "/t/{t:num}/{n:num}/**", key: "discourse:{host}:t{t}/p{n}"},
	{at: "/raw/{t:num}/{n:num}", key: "discourse:{host}:t{t}/p{n}"},
	{at: "/t/{_}/{t:num}", key: "discourse:{host}:t{t}/p1"},
	{at: "/t/{t:num}", key: "discourse:{host}:t{t}/p1"},
	{at: "/raw/{t:num}", key: "discourse:{host}:t{t}/p1"},
}

// fediverse finds a post's local id, and the server that a remote author is from.
var fediverse = []rule{
	{at: "/@{_:name}@{origin:name}/{id:num}/**"},
	{at: "/@{_:name}/{id:num}/**"},
	{at: "/users/{_:name}/statuses/{id:num}/**"},
	{at: "/web/@{_:name}@{origin:name}/{id:num}/**"},
	{at: "/web/@{_:name}/{id:num}/**"},
	{at: "/web/statuses/{id:num}/**"},
	{at: "/deck/@{_:name}@{origin:name}/{id:num}/**"},
	{at: "/deck/@{_:name}/{id:num}/**"},
}

// mastodon: every server gives a post another number; the author's own server has the
// true one. A link there is believed only if the address names that server itself.
func mastodon(a, canonical address, has bool, plain string) (wire.Placing, bool) {
	here, ok := fediversePost(a)
	if !ok {
		return wire.Placing{}, false
	}
	local := "mastodon:" + a.hostPort() + ":" + here["id"]
	origin := here["origin"]
	if origin == "" || origin == a.hostPort() {
		return wire.Placing{Key: "ap:" + a.hostPort() + "/" + here["id"], Aliases: []string{local, plain}}, true
	}
	if there, ok := fediversePost(canonical); has && ok && canonical.hostPort() == origin && there["origin"] == "" {
		return wire.Placing{Key: "ap:" + origin + "/" + there["id"], Aliases: []string{local, plain}}, true
	}
	return wire.Placing{Key: local, Aliases: []string{plain}}, true
}

func fediversePost(a address) (captures, bool) {
	for _, r := range fediverse {
		if got := (captures{}); r.matches(a, a.segments(), got) {
			return got, true
		}
	}
	return nil, false
}
