package servertest

// Publishing and fetching the playbook.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"porchlight/wasm/wire"
)

func book(name string) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"brands":[{"name":%q}]}`, name))
}

func playbooks(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	lead := m.join(m.first)
	kari := m.person("Kari Nes", wire.Staff)
	kari.ask("GET", "/playbook", nil).want(t, 404, "not_found")
	t.Run("versions", func(t *testing.T) {
		var out, again, got wire.PlaybookOut
		first := wire.PlaybookIn{Base: 0, Playbook: json.RawMessage("{ \"brands\": [\n{\"name\": \"Havblikk\"}] }")}
		lead.ask("PUT", "/playbook", first).into(t, &out)
		lead.ask("PUT", "/playbook", first).into(t, &again) // the answer was lost
		if out.Version != 1 || out.By != lead.me.Member.ID || again.Version != 1 || again.AtMs != out.AtMs {
			t.Errorf("published %+v, again %+v", out, again)
		}
		a := kari.ask("GET", "/playbook", nil)
		a.into(t, &got)
		if got.Version != 1 || string(got.Playbook) != `{"brands":[{"name":"Havblikk"}]}` {
			t.Errorf("got %+v %s", got, got.Playbook)
		}
		tag := a.header.Get("ETag")
		b := h.do(t, request{method: "GET", path: m.path("/playbook"), bearer: kari.token(), header: http.Header{"If-None-Match": {tag}}})
		if b.status != 304 || len(b.body) != 0 {
			t.Errorf("unchanged: %d %s", b.status, b.body)
		}
		var me wire.Me
		kari.ask("GET", "/me", nil).into(t, &me)
		var ch wire.Changes
		kari.changes("", 0).into(t, &ch)
		if me.PlaybookVersion != 1 || ch.PlaybookVersion != 1 || kari.post().PlaybookVersion != 1 {
			t.Errorf("version told as %d and %d", me.PlaybookVersion, ch.PlaybookVersion)
		}
	})
	t.Run("no publish overwrites another", func(t *testing.T) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		won := 0
		for i := range 8 {
			wg.Go(func() {
				a := lead.ask("PUT", "/playbook", wire.PlaybookIn{Base: 1, Playbook: book(fmt.Sprint("Havblikk", i))})
				mu.Lock()
				defer mu.Unlock()
				if a.status == 200 {
					won++
				} else {
					a.want(t, 409, "conflict")
				}
			})
		}
		wg.Wait()
		if won != 1 {
			t.Errorf("%d publishes on one base", won)
		}
		lead.ask("PUT", "/playbook", wire.PlaybookIn{Base: 5, Playbook: book("Havblikk")}).want(t, 409, "conflict")
		kari.ask("PUT", "/playbook", wire.PlaybookIn{Base: 2, Playbook: book("Havblikk")}).want(t, 403, "forbidden")
	})
	t.Run("going back", func(t *testing.T) {
		var all wire.PlaybookVersions
		lead.ask("GET", "/playbook/versions?before=0", nil).into(t, &all)
		if len(all.Versions) != 2 || all.Versions[0].Version != 2 || all.Versions[1].Version != 1 || all.Versions[1].By != lead.me.Member.ID {
			t.Fatalf("versions %+v", all)
		}
		lead.ask("GET", "/playbook/versions?before=2", nil).into(t, &all)
		if len(all.Versions) != 1 || all.Versions[0].Version != 1 {
			t.Errorf("before 2: %+v", all)
		}
		var first, second, out wire.PlaybookOut
		kari.ask("GET", "/playbook?version=1", nil).into(t, &first)
		kari.ask("GET", "/playbook?version=2", nil).into(t, &second)
		if first.Version != 1 || string(first.Playbook) != `{"brands":[{"name":"Havblikk"}]}` || string(second.Playbook) == string(first.Playbook) {
			t.Errorf("versions %+v and %+v", first, second)
		}
		lead.ask("PUT", "/playbook", wire.PlaybookIn{Base: 2, Playbook: first.Playbook}).into(t, &out)
		if out.Version != 3 || string(out.Playbook) != string(first.Playbook) {
			t.Errorf("back to 1 is %+v", out)
		}
		kari.ask("GET", "/playbook/versions?before=0", nil).want(t, 403, "forbidden")
		kari.ask("GET", "/playbook?version=9", nil).want(t, 404, "not_found")
		for _, bad := range []string{"0", "x", "-1", ""} {
			kari.ask("GET", "/playbook?version="+bad, nil).want(t, 400, "invalid")
			if bad != "0" {
				lead.ask("GET", "/playbook/versions?before="+bad, nil).want(t, 400, "invalid")
			}
		}
	})
	t.Run("what cannot be loaded is refused with its place", func(t *testing.T) {
		for body, says := range map[string]string{
			`{"base":3,"playbook":{"brands":[{"nam":"x"}]}}`:               "brands[0].nam",
			`{"base":3,"playbook":{"brnds":[]}}`:                           "brnds",
			`{"base":3,"playbook":[]}`:                                     "playbook",
			`{"base":3}`:                                                   "playbook",
			`{"base":-1,"playbook":{"brands":[{"name":"Havblikk"}]}}`:      "base",
			`{"base":3,"playbook":{"brands":[{"name":"a","name":"Hav"}]}}`: "twice",
			`{"base":3,"playbook":{"brands":[{"name":"Havblikk"}],"siteFiles":["{\"name\":\"x\",\"title\":\"X\",\"hosts\":[\"*\"],\"layouts\":[{}]}"]}}`: "siteFiles[0]: x.json: layouts[0].why is missing",
			`{"base":3,"playbook":{"brands":[{"name":"Havblikk"}],"siteFiles":["no"]}}`:                                                                  "siteFiles[0]",
		} {
			a := lead.ask("PUT", "/playbook", []byte(body))
			if a.status != 400 || !strings.Contains(string(a.body), says) {
				t.Errorf("%s: %d %s", body, a.status, a.body)
			}
		}
		var got wire.PlaybookOut
		kari.ask("GET", "/playbook", nil).into(t, &got)
		if got.Version != 3 {
			t.Errorf("version %d", got.Version)
		}
	})
}
