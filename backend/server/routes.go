package server

// The table of routes. openapi.yaml tells the same to people, and a test holds the two
// together.

import "strings"

type route struct {
	method string
	path   string // below /v1/teams/{team}; a part in braces takes anything
	action action
	body   int64 // most bytes of a body; 0: none is read
	do     func(*call) error
}

const (
	small = 64 << 10
	large = 1 << 20 // a playbook
	huge  = 4 << 20 // a playbook as a cell of a row
)

var routes []route

// In init, for the handlers mention the table themselves.
func init() {
	routes = []route{
		{"POST", "", makeTeam, small, (*call).createTeam},
		{"POST", "redeem", anybody, small, (*call).redeem},
		{"GET", "me", read, 0, (*call).me},
		{"PUT", "me", oneself, small, (*call).setMe},
		{"GET", "members", seePeople, 0, (*call).members},
		{"POST", "members/{id}", people, small, (*call).changeMember},
		{"DELETE", "members/{id}", people, 0, (*call).eraseMember},
		{"GET", "retention", retain, 0, (*call).retention},
		{"PUT", "retention", retain, small, (*call).setRetention},
		{"GET", "rows", move, 0, (*call).giveRows},
		{"POST", "rows", move, huge, (*call).takeRows},
		{"POST", "ops", operate, small, (*call).ops},
		{"GET", "changes", read, 0, (*call).changes},
		{"GET", "snapshot", read, 0, (*call).snapshot},
		{"GET", "times", seeTimes, 0, (*call).times},
		{"GET", "report", seeReport, 0, (*call).report},
		{"GET", "report/items", seeReport, 0, (*call).reportItems},
		{"GET", "digests", audit, 0, (*call).digests},
		{"GET", "playbook", seePlaybook, 0, (*call).getPlaybook},
		{"GET", "playbook/versions", publish, 0, (*call).playbookVersions},
		{"PUT", "playbook", publish, large, (*call).putPlaybook},
		{"POST", "model", operate, small, (*call).askModel},
		{"POST", "invites", addBrowser, small, (*call).invite}, // a new person needs more
		{"GET", "devices", ownDevices, 0, (*call).listDevices},
		{"DELETE", "devices/{id}", ownDevices, 0, (*call).revoke},
		{"PUT", "token", ownDevices, small, (*call).nextToken},
		{"POST", "live", read, 0, (*call).ticket},
		{"GET", "live", byTicket, 0, (*call).live},
	}
}

// Routes lists every route as "METHOD /v1/teams/{team}/…".
func Routes() []string {
	list := make([]string, 0, len(routes))
	for _, r := range routes {
		list = append(list, r.name())
	}
	return list
}

func (r route) name() string {
	return strings.TrimSuffix(r.method+" /v1/teams/{team}/"+r.path, "/")
}

func (r route) fits(part []string) bool {
	rest, more := r.path, r.path != ""
	for _, p := range part {
		if !more {
			return false
		}
		var want string
		if want, rest, more = strings.Cut(rest, "/"); want != p && (want[0] != '{' || p == "") {
			return false
		}
	}
	return !more
}
