package server

// What an operation must look like before the ledger sees it. All of it came from
// pages that strangers wrote, by way of a browser that may be broken.

import (
	"encoding/json"
	"fmt"

	"porchlight/wasm/wire"
)

const (
	mostNames = 50
	mostBody  = 4 << 10
)

var kinds = map[string]bool{
	wire.OpClaim: true, wire.OpRenew: true, wire.OpRelease: true,
	wire.OpHandoff: true, wire.OpTakeover: true, wire.OpReply: true,
}

func checkOp(o wire.OpIn) error {
	if !kinds[o.Kind] {
		return fail("invalid", "unknown kind %.40q", o.Kind)
	}
	if o.Fence < 0 || o.Fence > mostInt {
		return fail("invalid", "%q must be a whole number from 0", "fence")
	}
	if (o.Kind == wire.OpHandoff) != (o.Target != "") {
		return fail("invalid", "%q belongs to a handoff, and a handoff needs it", "target")
	}
	if err := text("target", o.Target, 64, true); err != nil {
		return err
	}
	if o.ReplyLink != "" {
		if o.Kind != wire.OpReply {
			return fail("invalid", "%q belongs to a reply", "reply_link")
		}
		if err := webLink("reply_link", o.ReplyLink); err != nil {
			return err
		}
	}
	return checkConversation(o.Conversation)
}

func checkConversation(v wire.Conversation) error {
	if err := text("conversation.key", v.Key, 2048, false); err != nil {
		return err
	}
	if err := webLink("conversation.link", v.Link); err != nil {
		return err
	}
	if err := text("conversation.site", v.Site, 100, true); err != nil {
		return err
	}
	if err := text("conversation.author", v.Author, 300, true); err != nil {
		return err
	}
	if len(v.Names) > mostNames {
		return fail("invalid", "%q has more than %d entries", "conversation.names", mostNames)
	}
	for i, n := range v.Names {
		if err := text(fmt.Sprintf("conversation.names[%d]", i), n, 200, false); err != nil {
			return err
		}
	}
	if t := v.Triage; t != nil {
		for _, s := range []string{t.Intent, t.Urgency, t.Sentiment} {
			if err := text("conversation.triage", s, 60, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// opBody is the ledger's body of an operation: data that decides nothing.
func opBody(o wire.OpIn) (string, error) {
	if o.Kind != wire.OpReply || o.ReplyLink == "" {
		return "", nil
	}
	b, err := json.Marshal(struct {
		Link string `json:"link"`
	}{o.ReplyLink})
	if err == nil && len(b) > mostBody {
		err = fmt.Errorf("body of a %s is longer than %d bytes", o.Kind, mostBody)
	}
	return string(b), err
}
