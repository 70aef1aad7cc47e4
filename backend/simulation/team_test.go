package simulation

// Who is in the team and which browsers speak for whom, as team.ts and join.ts of
// extension/background have it. The month's new secret is not here.

import (
	"encoding/json"
	"fmt"
	"strings"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// person is a member, as the backend has it.
type person struct {
	id, name string
	role     wire.Role
	active   bool
}

// machine is one browser of a person, on a computer with a clock of its own.
type machine struct {
	town   *town
	name   string
	person *person

	skew   int64 // local time minus the home's
	slept  int64 // what its monotonic clock has not counted
	stops  bool  // whether that clock stops in sleep
	asleep bool  // since when: from
	from   int64 // since when it is, or was
	woke   int64
	waits  []event // in front of the closed lid
	online bool
	full   bool

	visible bool     // a granted page is
	shown   []string // the conversations in it
	alarms  map[string]int
	beatAt  int64  // storage.session: local time of the last beat
	token   string // storage.local
	joining string // the token that asks, and the invite it has
	invite  string
	made    int

	disk   disk
	worker *worker

	// What the checks remember.
	typed     map[string]int   // the step at which what is kept of a conversation was typed
	pressed   map[string]int   // the step at which an op about it was stored
	confirmed map[string]int64 // when a claim was last told to be its own
	steady    int64            // when the clock was last set
	hollow    bool             // all heads were dropped, and a snapshot is to come
	written   bool             // since it was last looked at
}

func (d *machine) local() int64     { return d.town.now + d.skew }
func (d *machine) monotonic() int64 { return d.town.now - start - d.slept }

// alarm is chrome.alarms.create with a time: it outlives the worker.
func (d *machine) alarm(name string, ms int64) {
	d.alarms[name]++
	mine := d.alarms[name]
	d.town.in(d, ms, "has the alarm "+name, func() bool {
		if d.alarms[name] != mine {
			return false
		}
		w := d.awake()
		w.sync(true)
		return true
	})
}

// refreshTeam is team.ts refreshTeam, of which only who we are matters here.
func (w *worker) refreshTeam(now bool) {
	d := w.on
	if !now && d.local()-w.asked < 5*minute && d.local() >= w.asked {
		return
	}
	w.asked = d.local()
	if r := w.api("GET", "me", ""); r.ok() {
		var me wire.Me
		d.town.home.try(json.Unmarshal(r.body, &me))
		w.write(change{me: &me})
	}
}

// join is join.ts join and arrive: the same token asks again when the answer was lost.
func (w *worker) join() {
	d := w.on
	if w.await("reads its home"); d.token != "" {
		return
	}
	if d.joining == "" {
		if !d.person.active {
			return
		}
		var inv wire.Invite
		d.town.home.must("POST", "invites", "operator", wire.InviteIn{Member: d.person.id}, &inv)
		_, d.invite, _ = strings.Cut(inv.Link, "#"+inv.Team+".")
		d.made++
		d.joining = server.Token(fmt.Sprintf("%s%06d", "browser"+d.name[len(d.name)-3:], d.made), strings.Repeat("s", 43))
	}
	joining := d.joining
	id, secret, _ := server.ParseToken(joining)
	body, _ := json.Marshal(wire.RedeemIn{Invite: d.invite, Device: id, Hash: server.Hash(secret), Label: d.name})
	r := w.fetch("POST", "redeem", "", string(body))
	if !r.ok() {
		if r.status == 404 {
			d.joining = "" // over: somebody must invite anew
		}
		return
	}
	w.await("stores its home")
	d.token = joining
	d.town.tokens[joining] = d.person
	w.await("has stored its home")
	d.joining = ""
	w.write(change{wipe: true, cursor: &wire.Cursor{}, line: &line{online: true}})
	w.refreshTeam(true)
	w.of(w.sync(true))
	w.reconsider()
}

// signedOut is join.ts signedOut: replies that the backend never got are kept.
func (w *worker) signedOut() {
	w.await("forgets its home")
	w.on.token, w.live = "", false
	w.await("closes the line")
	w.wipe()
}

// read takes over what the home says of a person, as after a restore.
func (p *person) read(h *home) {
	h.try(h.db.QueryRow(`SELECT role, active FROM members WHERE user_id = ?1`, p.id).Scan(&p.role, &p.active))
}

// change is what an admin does to a member.
func (p *person) change(h *home, in wire.MemberIn) {
	var m wire.Member
	h.must("POST", "members/"+p.id, "operator", in, &m)
	p.role, p.active = m.Role, m.Active
}

func about(key string) wire.Conversation {
	return wire.Conversation{Key: key, Link: "https://square.example/" + key, Site: "square", Author: "ola", Names: []string{"Havblikk"}}
}
