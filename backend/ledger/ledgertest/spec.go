// Package ledgertest says what the ledger must do, independently of its SQL, and
// checks whether it did: a sequential specification, a model for histories with
// concurrent clients, and questions to a database at the end of a run. Native tests
// call it on database/sql, tests of a whole home over HTTP.
//
// The specification is kept dull on purpose; it is the definition.
package ledgertest

// Person is a member as the specification sees one.
type Person struct {
	ID     string
	Role   string // staff, lead, admin; "" for somebody who is no member at all
	Active bool
	Off    bool // off duty
}

// World is everybody; it can be compared with ==.
type World [8]Person

// State is one conversation, or one thing with an id of its own.
type State struct {
	Fence, Since, Expires, At, Replied, Due int64
	Holder, Outcome                         string
	Last                                    string // who had it last and did not give it back
}

// In is one operation as asked.
type In struct {
	Kind, User, Target string
	Fence, TTL         int64
	Due                int64 // until when to answer
	Until              int64 // the date of a promise or an incident
}

// Out is what its row must say.
type Out struct {
	OK, InLease                             bool
	Fence, Since, Expires, Replied, At, Due int64
	Holder, Outcome                         string
}

func (w World) person(id string) Person {
	for _, p := range w {
		if p.ID == id && id != "" {
			return p
		}
	}
	return Person{}
}

func (w World) active(id string) bool { p := w.person(id); return p.Role != "" && p.Active }

func (w World) onDuty(id string) bool { return w.active(id) && !w.person(id).Off }

func (w World) leads(id string) bool {
	r := w.person(id).Role
	return r == "lead" || r == "admin"
}

// Step says what one operation at server time now does to its subject.
func Step(w World, s State, i In, now int64) (State, Out) {
	now = max(now, s.At)
	live := s.Holder != "" && s.Expires > now
	mine := s.Holder == i.User
	current := live && mine && s.Fence == i.Fence
	done := s.Outcome != "" && s.Outcome != "reopened"
	n, ok := s, false
	grant := func(to string) {
		ok = true
		n.Fence, n.Holder, n.Since, n.Expires = s.Fence+1, to, now, now+i.TTL
	}
	free := func() { n.Holder, n.Since, n.Expires = "", 0, 0 }
	switch i.Kind {
	case "claim":
		if !live {
			grant(i.User)
		} else if mine {
			ok = true
			n.Expires = max(s.Expires, now+i.TTL)
		}
	case "renew", "keep":
		if current {
			ok = true
			n.Expires = max(s.Expires, now+i.TTL)
		}
	case "release":
		if mine && s.Fence == i.Fence {
			ok = true
			free()
		}
	case "handoff":
		if current && w.active(i.Target) {
			grant(i.Target)
		}
	case "takeover":
		if w.leads(i.User) {
			grant(i.User)
		}
	case "assign":
		if w.leads(i.User) && w.active(i.Target) {
			grant(i.Target)
		}
	case "bounce":
		if mine && s.Fence == i.Fence {
			ok = true
			free()
		}
	case "raise":
		ok = !live && !done
	case "reopen":
		if done {
			ok = true
			if !live && w.onDuty(s.Last) {
				grant(s.Last)
			}
			n.Outcome, n.Due = "reopened", i.Due
		}
	case "note":
		ok = true
	case "aboutUs":
		if s.Outcome == "notAboutUs" {
			ok = true
			n.Outcome = "reopened"
		}
	case "refuse", "listened", "notAboutUs":
		ok = true
		n.Outcome, n.Due = map[string]string{"refuse": "refused", "listened": "listened", "notAboutUs": "notAboutUs"}[i.Kind], 0
		if mine && s.Fence == i.Fence {
			free()
		}
	case "reply":
		ok = true
		n.Replied++
		n.Outcome, n.Due = "answered", 0
		if mine && s.Fence == i.Fence {
			free()
		}
	case "promise":
		if s.Outcome == "" && w.active(i.Target) && (i.Target == i.User || w.leads(i.User)) {
			ok = true
			n.Fence, n.Holder, n.Since, n.Expires, n.Outcome = s.Fence+1, i.Target, now, i.Until, "promised"
		}
	case "signal":
		if s.Outcome == "" && (i.Target == "" || w.active(i.Target)) {
			ok = true
			n.Outcome = "sent"
		}
	case "incident":
		if s.Outcome == "" && w.leads(i.User) {
			ok = true
			n.Fence, n.Holder, n.Since, n.Expires, n.Outcome = s.Fence+1, i.User, now, i.Until, "open"
		}
	case "update":
		if s.Outcome == "open" && w.leads(i.User) {
			ok = true
			n.Expires = i.Until
			n.Replied++
		}
	case "resolve":
		if s.Outcome == "open" && w.leads(i.User) {
			ok = true
			n.Outcome = "resolved"
		}
	case "late", "kept", "withdrawn":
		if s.Outcome == "promised" && (mine || w.leads(i.User)) {
			ok = true
			if i.Kind == "late" {
				n.Expires = i.Until
			} else {
				n.Outcome = i.Kind
			}
		}
	}
	switch {
	case i.Kind == "release" || i.Kind == "bounce":
		n.Last = ""
	case n.Holder != "":
		n.Last = n.Holder
	}
	if n.Due == 0 && (n.Outcome == "" || n.Outcome == "reopened") {
		n.Due = i.Due
	}
	if !ok || !w.active(i.User) {
		n, ok = s, false
	}
	n.At = now
	return n, Out{OK: ok, InLease: current, Fence: n.Fence, Since: n.Since, Expires: n.Expires,
		Replied: n.Replied, Due: n.Due, At: now, Holder: n.Holder, Outcome: n.Outcome}
}
