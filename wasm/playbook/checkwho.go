package playbook

import (
	"slices"
	"strings"
)

// This file checks what says who and where: a rule that can never fit is an error,
// since nobody would see that it does nothing.

func (d *decoder) checkExclude(path string, x *Exclude) {
	if x == nil {
		return
	}
	for i, a := range x.Authors {
		d.checkAccount(index(join(path, "authors"), i), a)
	}
	for i, s := range x.Sites {
		d.checkSite(index(join(path, "sites"), i), s)
	}
	for i, c := range x.Communities {
		at := index(join(path, "communities"), i)
		_, rest, _ := strings.Cut("/"+c, "://")
		switch {
		case strings.Trim(c, "/ ") == "" || strings.Contains(c, "://") && strings.Trim(rest, "/ ") == "":
			d.wrong("community_empty", d.names[at], at, at)
		case strings.ContainsAny(c, "*?#"):
			d.wrong("no_community", d.names[at], at, c)
		}
	}
}

// checkHandles looks at accounts in the order of their sites, so that the same problems
// come in the same order each time.
func (d *decoder) checkHandles(path string, handles Handles) {
	sites := make([]string, 0, len(handles))
	for site := range handles {
		sites = append(sites, site)
	}
	slices.Sort(sites)
	for _, site := range sites {
		at := join(path, site)
		d.checkSite(at, site)
		for i, h := range handles[site] {
			d.checkAccount(index(at, i), h)
		}
	}
}

func (d *decoder) checkAccount(at, account string) {
	if strings.Trim(account, "@/ ") == "" {
		d.wrong("account_empty", d.names[at], at, at)
	}
}

// checkSite refuses addresses: a site has a name, whatever hosts it is on.
func (d *decoder) checkSite(at, site string) {
	if strings.TrimSpace(site) == "" || strings.ContainsAny(site, "./: ") {
		d.wrong("no_site", d.names[at], at, site)
	}
}
