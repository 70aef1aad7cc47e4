package spot

import (
	"strings"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// ours are the authors whose posts nobody has to answer: the brand's accounts and the
// leaders' own handles, by site.
type ours map[string]map[string]bool

func (o ours) add(handles playbook.Handles) {
	for site, names := range handles {
		site = strings.ToLower(site)
		if o[site] == nil {
			o[site] = map[string]bool{}
		}
		for _, n := range names {
			o[site][bare(n)] = true
		}
	}
}

func (o ours) has(site, author string) bool {
	author = bare(author)
	return author != "" && (o[strings.ToLower(site)][author] || o["any"][author])
}

func bare(author string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(author), "@"))
}

func oursOf(p *playbook.Playbook, entries []playbook.Entry) ours {
	o := ours{}
	o.add(p.Accounts)
	for _, e := range entries {
		if e.Kind == wire.Leader {
			o.add(e.Name.Handles)
		}
	}
	return o
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
		if strings.EqualFold(s, post.Site) {
			return true
		}
	}
	for _, c := range x.Communities {
		if c = place(c); c != "" && strings.HasPrefix(place(post.Link)+"/", c+"/") {
			return true
		}
	}
	return false
}

// place is an address without scheme, www. and the last slash.
func place(link string) string {
	link = strings.ToLower(link)
	if _, rest, ok := strings.Cut(link, "://"); ok {
		link = rest
	}
	return strings.TrimSuffix(strings.TrimPrefix(link, "www."), "/")
}
