package server

// Who may do what: the one table. What it does not name is denied. The statements that
// write re-read role and membership themselves; this table only answers sooner and
// with a better message.

import "porchlight/wasm/wire"

type action string

const (
	read        action = "read"         // the team's feed
	seePeople   action = "see people"   // who is in the team
	people      action = "people"       // change role, leader flag, active, on duty
	oneself     action = "oneself"      // say of oneself: on duty, handles
	operate     action = "operate"      // claim, reply, ...
	ownDevices  action = "own devices"  // see and revoke one's own
	allDevices  action = "all devices"  // see and revoke everybody's
	invite      action = "invite"       // a new person; how far: mayInvite
	addBrowser  action = "add browser"  // for somebody of the team; whose: mayAddBrowser
	seePlaybook action = "see playbook" // the newest version
	publish     action = "publish"      // a playbook
	seeTimes    action = "see times"    // how long people waited, conversation by conversation
	seeReport   action = "see report"   // how it went, without anybody in it
	audit       action = "audit"        // the digests of the ledger
	retain      action = "retain"       // see and set how long conversations are kept
	makeTeam    action = "make team"    // the operator alone
	move        action = "move"         // a whole team, to or from this home; the operator alone
	anybody     action = "anybody"      // redeem: the invite is the right
	byTicket    action = "ticket"       // the live socket: the ticket is the right
)

var rank = map[wire.Role]int{wire.Staff: 1, wire.Lead: 2, wire.Admin: 3}

var rights = map[action]struct {
	from     wire.Role // lowest role that may, "" for none
	operator bool      // whether the home's operator may
}{
	read:        {from: wire.Staff},
	operate:     {from: wire.Staff},
	seePeople:   {from: wire.Staff, operator: true},
	people:      {from: wire.Admin, operator: true},
	oneself:     {from: wire.Staff},
	ownDevices:  {from: wire.Staff},
	allDevices:  {from: wire.Lead},
	invite:      {from: wire.Lead, operator: true},
	addBrowser:  {from: wire.Staff, operator: true},
	seePlaybook: {from: wire.Staff, operator: true},
	publish:     {from: wire.Lead, operator: true},
	seeTimes:    {from: wire.Lead, operator: true},
	seeReport:   {from: wire.Staff, operator: true},
	audit:       {from: wire.Admin, operator: true},
	retain:      {from: wire.Admin, operator: true},
	makeTeam:    {operator: true},
	move:        {operator: true},
}

// who is the caller, as the token tells and the database confirms.
type who struct {
	operator bool
	device   string
	member   wire.Member
}

// id is how rows name the caller.
func (w who) id() string {
	if w.operator {
		return "operator"
	}
	return w.member.ID
}

func (w who) may(a action) bool {
	r, known := rights[a]
	if !known {
		return false
	}
	if w.operator {
		return r.operator
	}
	return r.from != "" && w.member.Active && rank[w.member.Role] >= rank[r.from]
}

// mayInvite: admins invite anybody, others only below themselves.
func (w who) mayInvite(role wire.Role) bool {
	if !w.may(invite) || rank[role] == 0 {
		return false
	}
	return w.operator || w.member.Role == wire.Admin || rank[role] < rank[w.member.Role]
}

// mayAddBrowser: each for oneself, admins for anybody.
func (w who) mayAddBrowser(member string) bool {
	return w.may(addBrowser) && (w.operator || w.member.Role == wire.Admin || w.member.ID == member)
}
