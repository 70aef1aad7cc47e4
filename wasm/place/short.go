package place

import "slices"

// shorteners are hosts whose every address hides the id of a post.
var shorteners = []string{"t.co", "lnkd.in", "fb.watch", "fb.me", "qr.ae"}

// Short reports whether url is a short link of a site of the table: it hides which post
// it leads to, so it has no key, and nothing is fetched to learn it. Opened by a person,
// it ends at an address that has one.
func Short(url string) bool {
	a, ok := parse(url)
	if !ok {
		return false
	}
	path := a.segments()
	on := func(hosts ...string) bool {
		return slices.ContainsFunc(hosts, func(h string) bool { return match(h, a.host, captures{}) })
	}
	switch {
	case len(path) == 0:
		return false
	case on(shorteners...):
		return true
	case on("facebook.com", "{_:sub}.facebook.com"):
		return path[0] == "share"
	case on("reddit.com", "{_:sub}.reddit.com"):
		return len(path) > 1 && path[len(path)-2] == "s" && (len(path) == 2 || path[0] == "r" && len(path) == 4)
	}
	return false
}
