package spot

import (
	"strings"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// ours are the authors whose posts nobody has to answer: the team's accounts and the
// leaders' own handles, by site.
type ours map[string]map[string]bool

func (o ours) add(handles playbook.Handles) {
	for site, names := range handles {
		site = strings.ToLower(strings.TrimSpace(site))
		if o[site] == nil {
			o[site] = map[string]bool{}
		}
		for _, n := range names {
			o[site][bare(n)] = true
		}
	}
}

// has knows authors of one site or of any. Where handles carry their server (Mastodon's
// "@havblikk@coast.example"), the server's own pages leave it out: the link tells.
func (o ours) has(post Post) bool {
	author := bare(post.Author)
	if author == "" || len(o) == 0 {
		return false
	}
	server, _, _ := strings.Cut(place(post.Link), "/")
	for _, site := range []string{strings.ToLower(post.Site), "any"} {
		if o[site][author] || !strings.Contains(author, "@") && o[site][author+"@"+server] {
			return true
		}
	}
	return false
}

// bare is an account without what sites and people put before it: @havblikk,
// u/havblikk, https://www.linkedin.com/company/havblikk/.
func bare(author string) string {
	author = strings.ToLower(strings.TrimSpace(author))
	if strings.Contains(author, "://") {
		author = strings.TrimSuffix(author, "/")
		author = author[strings.LastIndex(author, "/")+1:]
	}
	author = strings.TrimPrefix(strings.TrimPrefix(author, "/"), "u/")
	return strings.TrimPrefix(author, "@")
}

func oursOf(p *playbook.Playbook, entries []playbook.Entry) (company, o ours) {
	company, o = ours{}, ours{}
	company.add(p.Accounts)
	o.add(p.Accounts)
	for _, e := range entries {
		if e.Kind == wire.Leader {
			o.add(e.Name.Handles)
		}
	}
	return company, o
}

// excluded reports that a rule of the playbook takes the post out.
func excluded(x *playbook.Exclude, post Post) bool {
	if x == nil {
		return false
	}
	for _, a := range x.Authors {
		if bare(a) == bare(post.Author) && bare(a) != "" {
			return true
		}
	}
	for _, s := range x.Sites {
		if strings.EqualFold(strings.TrimSpace(s), post.Site) {
			return true
		}
	}
	for _, c := range x.Communities {
		if c = place(c); c != "" && (under(place(post.Link), c) || named(post, c)) {
			return true
		}
	}
	return false
}

// under reports that a link begins with the address c, on its host or a part of it:
// old.reddit.com/r/sailing/… is under reddit.com/r/sailing.
func under(link, c string) bool {
	for link != "" {
		if strings.HasPrefix(link+"/", c+"/") {
			return true
		}
		host, _, _ := strings.Cut(link, "/")
		dot := strings.Index(host, ".")
		if dot < 0 {
			return false
		}
		link = link[dot+1:]
	}
	return false
}

// named reports that c is the community's name as the site writes it (r/sailing), in
// the post's link or beside it, the last part of it (sailing), or its address on the
// site of the post.
func named(post Post, c string) bool {
	name := place(post.Community)
	server, path, _ := strings.Cut(place(post.Link), "/")
	host, rest, parts := strings.Cut(c, "/")
	address := parts && strings.Contains(host, ".")
	switch {
	case parts && !address && strings.HasPrefix(path+"/", c+"/"):
		return true
	case name == "":
		return false
	case address:
		return rest == name && under(server, host)
	}
	return c == name || strings.HasSuffix(name, "/"+c)
}

// place is an address or a name without scheme, www. and the slashes around it.
func place(link string) string {
	link = strings.ToLower(strings.TrimSpace(link))
	if _, rest, ok := strings.Cut(link, "://"); ok {
		link = rest
	}
	return strings.Trim(strings.TrimPrefix(link, "www."), "/")
}
