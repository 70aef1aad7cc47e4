package desk

import (
	"testing"

	"porchlight/wasm/wire"
)

// Only "required" keeps anybody from writing into the page, and only without a claim
// that is sure.
func TestModesDecideOnInsertAlone(t *testing.T) {
	states := []wire.State{wire.Free, wire.Pending, wire.Mine, wire.Theirs, wire.Lost, wire.Unverified, wire.Answered}
	mode := func(site string) string { return site }
	for _, state := range states {
		for _, site := range []string{"off", "warn", "required"} {
			looks := []wire.Look{
				{Conversation: wire.Conversation{Key: "k", Site: site}, State: state, May: wire.May{Take: true}},
				{Conversation: wire.Conversation{Key: "-", Site: site}, State: state},
			}
			Ruled(looks, mode)
			want := site != "required" || state == wire.Mine
			if l := looks[0]; l.Mode != site || l.May != (wire.May{Take: true, Insert: want}) {
				t.Errorf("%s where claims are %s: %s, may %+v", state, site, l.Mode, l.May)
			}
			if !looks[1].May.Insert {
				t.Errorf("%s where claims are %s: nothing may be written for a post that nobody can claim", state, site)
			}
		}
	}
}
