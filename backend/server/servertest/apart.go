package servertest

// Two teams' data never meet: whatever mixture of one team's addresses, tokens, names and
// cursors with another's, and with mangled ones, is asked for, no answer holds a word of a
// team that the token is not of, and nothing changes in it.

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// house is a team and every name that it has given out.
type house struct {
	*team
	people           []*device
	convs, ids, keys []string // of the ledger, of anything else, of conversations
	epoch            string
	newest           int64
	words            []string // that no other team may hear, unless it said them first
	said             string   // all that it has asked for
}

func (h *Home) newHouse(t *testing.T, word string) *house {
	m := &house{team: h.newTeam(t, 0)}
	m.people = []*device{m.join(m.first), m.person("Lise "+word, wire.Lead), m.person("Kari "+word, wire.Staff)}
	m.people[1].ask("PUT", "/playbook", wire.PlaybookIn{Playbook: book("Brand " + word)}).want(t, 200, "")
	m.people[2].ask("PUT", "/me", wire.MeIn{Handles: &[]wire.Handle{{Site: "x", Handle: "handle-" + word}}}).want(t, 200, "")
	for n, d := range m.people {
		m.ids = append(m.ids, d.id, d.me.Member.ID)
		for _, kind := range []string{wire.OpClaim, wire.OpReply} {
			o := newOp(kind, fmt.Sprint(strings.ToLower(word), "-", n), 1)
			m.ids, m.keys, m.convs = append(m.ids, o.OpID), append(m.keys, o.Conversation.Key), append(m.convs, d.post(o).Results[0].Conv)
		}
		o := ownOp(wire.OpSignal, "")
		o.Fact.Text = "told of " + word
		m.ids = append(m.ids, d.post(o).Results[0].Conv)
	}
	m.ids = append(m.ids, m.invite("Per "+word, wire.Staff))
	var fed wire.Changes
	m.people[0].changes("", 0).into(t, &fed)
	m.epoch, m.newest = fed.Epoch, fed.Cursor
	m.words = append(append([]string{word, m.epoch}, m.convs...), m.ids...)
	return m
}

// state is all that its admin sees of it.
func (m *house) state() string {
	all := ""
	for _, path := range []string{"/snapshot", "/members", "/devices", "/playbook", "/retention", "/times", "/digests?after=0", "/changes?epoch=" + m.epoch + "&cursor=0"} {
		a := m.people[0].ask("GET", path, nil)
		all += fmt.Sprintln(path, a.status, string(a.body))
	}
	return regexp.MustCompile(`"server_now_ms":\d+`).ReplaceAllString(all, "")
}

func teamsApart(t *testing.T, h *Home) {
	doc := rightsOf(t, Contract(t))
	a, b := h.newHouse(t, "Almvik"+server.Random(6)), h.newHouse(t, "Brattnes"+server.Random(6))
	for _, c := range []struct{ curious, quiet *house }{{a, b}, {b, a}} {
		before := c.quiet.state()
		rapid.Check(t, func(t *rapid.T) {
			for range 4 {
				mixed(t, c.curious, c.quiet, rapid.SampledFrom(doc).Draw(t, "route"))
			}
		})
		if after := c.quiet.state(); after != before {
			t.Errorf("the other team was\n%s\nand is\n%s", before, after)
		}
	}
}

// mixed asks for a route with what may be of either team. The quiet team's tokens are never
// used at its own address, so nothing of it may be told and nothing may change.
func mixed(t *rapid.T, curious, quiet *house, r right) {
	mangle := func(s string) string {
		at := rapid.IntRange(0, len(s)-1).Draw(t, "at")
		return rapid.SampledFrom([]string{s[:at] + "0" + s[at+1:], s[:at], s + "0", strings.ToUpper(s), "", s[:at] + "%00" + s[at:]}).Draw(t, "mangled")
	}
	one := func(what string, list ...string) string {
		s := rapid.SampledFrom(list).Draw(t, what)
		if s != "" && rapid.IntRange(0, 5).Draw(t, "mangle") == 0 {
			return mangle(s)
		}
		return s
	}
	ids := append(append(append(append([]string{}, quiet.ids...), curious.ids...), quiet.convs...), curious.convs...)
	cursor := fmt.Sprint(rapid.SampledFrom([]int64{0, 1, quiet.newest, curious.newest, 1 << 52, 1<<53 - 1, 1 << 53, 1<<63 - 1, -1}).Draw(t, "cursor"))
	epoch := one("epoch", quiet.epoch, curious.epoch, "")
	at, by := one("team", quiet.id, curious.id), rapid.SampledFrom(append(append([]*device{}, quiet.people...), curious.people...)).Draw(t, "by")
	token := by.token()
	if at == quiet.id && by.team == quiet.team {
		token = one("token", token[:len(token)-1], server.Token(by.id, curious.people[0].secret), server.Token(curious.people[0].id, by.secret))
	}
	path, _, _ := strings.Cut(r.path, "?")
	if parts := strings.Split(path, "/"); len(parts) == 3 {
		if at == curious.id && by.team == curious.team {
			return // what it may do to its own people is not the matter here
		}
		path = "/" + parts[1] + "/" + url.PathEscape(one("id", ids...))
	}
	query := url.Values{"epoch": {epoch}, "cursor": {cursor}, "table": {"ledger"}, "after": {one("after", append(ids, cursor)...)}}
	var body any = mixedOps(one, quiet, curious, ids, cursor, epoch)
	if !strings.HasPrefix(r.path, "/ops") {
		body = bodyFor(r)
	}
	if r.path == "/redeem" && at != quiet.id {
		body = wire.RedeemIn{Invite: one("invite", quiet.ids...), Device: server.Random(16), Hash: strings.Repeat("0", 64), Label: "x"}
	}
	if r.path == "/token" && at == curious.id {
		return // it would sign the curious out
	}
	sent, _ := json.Marshal(body)
	bare := &Home{URL: curious.URL, contract: &contract{}} // much of this is no valid request
	said := bare.do(curious.t, request{method: r.method, path: "/v1/teams/" + at + path + "?" + query.Encode(), bearer: token, body: body})
	told := fmt.Sprint(said.header, string(said.body))
	curious.said += path + query.Encode() + string(sent)
	for _, word := range quiet.words {
		if strings.Contains(told, word) && !strings.Contains(curious.said, word) {
			t.Fatalf("%s %s at %s by %s: %d tells %q: %s", r.method, path, at, by.me.Member.Name, said.status, word, told)
		}
	}
	if foreign := at != curious.id || by.team != curious.team; foreign && said.status/100 == 2 {
		t.Fatalf("%s %s at %s by %s: %d %s", r.method, path, at, by.me.Member.Name, said.status, told)
	}
}

// mixedOps is an operation about things of either team, after a cursor of either.
func mixedOps(one func(string, ...string) string, quiet, curious *house, ids []string, cursor, epoch string) any {
	kind := one("kind", wire.OpClaim, wire.OpReply, wire.OpAlias, wire.OpHandoff, wire.OpAssign, wire.OpKept, wire.OpReopen, wire.OpTakeover)
	o := map[string]any{"op_id": one("op", append([]string{newID(), newID()}, ids...)...), "kind": kind, "fence": json.Number(cursor)}
	if kind == wire.OpKept {
		o["subject"] = one("subject", ids...)
	} else {
		c := conversation("x")
		c.Key = one("key", append(append([]string{}, quiet.keys...), curious.keys...)...)
		o["conversation"] = c
	}
	switch kind {
	case wire.OpAlias:
		o["same"] = one("same", append(append([]string{}, quiet.keys...), curious.keys...)...)
	case wire.OpHandoff, wire.OpAssign:
		o["target"] = one("target", ids...)
	}
	return map[string]any{"epoch": epoch, "cursor": json.Number(cursor), "ops": []any{o}}
}
