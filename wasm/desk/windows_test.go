package desk

import (
	"fmt"
	"strings"
	"testing"

	"porchlight/wasm/wire"
)

// Two windows of one browser have one outbox, and each its own idea of how things stand:
// what either presses is written once and sent in the order of the presses, one at a time,
// and both are shown the same.
func TestTwoWindows(t *testing.T) {
	link := func(n int) string { return fmt.Sprint("https://town.example/reply/", n) }
	for _, c := range []struct {
		name    string
		presses []wire.Act // in the one window and in the other, by turns
		want    string
		state   wire.State
	}{
		{"both claim", []wire.Act{{Kind: "claim"}, {Kind: "claim"}}, "claim", wire.Pending},
		{"one claims, the other answers", []wire.Act{{Kind: "claim"}, {Kind: "reply", ReplyLink: link(1)}}, "claim reply", wire.Free},
		{"both saw one answer", []wire.Act{{Kind: "reply", ReplyLink: link(1)}, {Kind: "reply", ReplyLink: link(1)}}, "reply", wire.Free},
		{"each saw another answer", []wire.Act{{Kind: "reply", ReplyLink: link(1)}, {Kind: "reply", ReplyLink: link(2)}}, "reply reply", wire.Free},
		{"one claims, the other gives it back, the first claims again", []wire.Act{{Kind: "claim"}, {Kind: "release"}, {Kind: "claim"}}, "claim release claim", wire.Pending},
		{"one note each", []wire.Act{{Kind: "note", Note: "ask Kari"}, {Kind: "note", Note: "ask Per"}}, "note note", wire.Free},
		{"one note twice", []wire.Act{{Kind: "note", Note: "ask Kari"}, {Kind: "note", Note: "ask Kari"}}, "note", wire.Free},
		{"one refuses, the other listened", []wire.Act{{Kind: "refuse", Refusal: &wire.Refusal{Reason: "no boat"}}, {Kind: "listened"}}, "refuse listened", wire.Pending},
	} {
		var outbox []wire.OutboxOp
		for i, a := range c.presses {
			a.NowMs, a.Random, a.Me, a.Role = int64(1000+i), strings.Repeat(fmt.Sprintf("%02x", i), 16), "me", "staff"
			a.Conversation, a.Outbox = wire.Conversation{Key: "k"}, outbox
			if acted := Act(a); acted.Op != nil {
				outbox = append(outbox, *acted.Op)
			} else if acted.Problem != nil {
				t.Errorf("%s: press %d: %+v", c.name, i, acted.Problem)
			}
		}
		var wrote []string
		for _, op := range outbox {
			wrote = append(wrote, op.Kind)
		}
		f := Flush(wire.Flush{NowMs: 2000, Outbox: outbox})
		l := View(wire.View{NowMs: 2000, Me: "me", Role: "staff", Outbox: outbox, Keys: []string{"k"}}).Looks[0]
		if got := strings.Join(wrote, " "); got != c.want || len(f.Inflight) != 1 || f.Inflight[0].OpID != outbox[0].OpID || l.State != c.state || l.Unsent != len(outbox) {
			t.Errorf("%s: wrote %s, sent %+v, shown %s", c.name, got, f.Inflight, l.State)
		}
	}
}
