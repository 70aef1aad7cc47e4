package desk

import (
	"cmp"
	"encoding/json"
	"slices"

	"porchlight/wasm/wire"
)

// apply takes rows in the order of their seq. A row at or below the one known is
// history: it may be news to the person whose op it was, and tells at most who said what
// became of it, where an own row that came ahead of the feed did not. What a matter is, its
// rows add up to, so an own one waits until the feed is there.
func (b *book) apply(rows []row) {
	slices.SortStableFunc(rows, func(x, y row) int { return cmp.Compare(x.Seq, y.Seq) })
	for _, r := range rows {
		of := matterOf(&r.Change)
		h := b.head(r.Change, of)
		if h == nil {
			continue
		}
		if of != "" {
			b.matter(h, &r, of)
			continue
		}
		if r.Seq <= h.Seq {
			if became(h, r, r.AtMs-int64(flag(r.Seq < h.Seq))) {
				b.touched[h] = true
			}
			if r.own != nil {
				b.tellHistory(r, h)
			}
			continue
		}
		was := *h
		b.set(h, r)
		b.tell(r, &was, h)
		if r.Kind == wire.OpAliased {
			b.alias(h, r)
		}
	}
}

// set makes h what the row says. "Mine" counts at once only where the row was written
// in answer to this very request; a replay or an old row first needs a complete answer.
func (b *book) set(h *wire.Head, r row) {
	b.touched[h] = true
	wasLostTo := h.LostTo
	heard(h, &r)
	h.Conv, h.Seq, h.Fence, h.Holder, h.SinceMs, h.ExpiresMs = r.Conv, r.Seq, r.Fence, r.Holder, r.SinceMs, r.ExpiresMs
	h.Replied, h.Outcome, h.DueMs, h.AtMs, h.MineUntil, h.LostTo = r.Replied, r.Outcome, r.DueMs, r.AtMs, 0, ""
	switch key := h.Key; {
	case r.Conversation.Key == "" && r.own != nil: // moved
	case r.Conversation.Key == "": // erased
		h.Link, h.Author = "", ""
	default:
		h.Conversation = r.Conversation
		h.Key = key
	}
	if h.Names == nil {
		h.Names = []string{}
	}
	became(h, r, r.AtMs)
	if h.Holder != "" && h.Holder == wasLostTo {
		h.LostTo = wasLostTo
	}
	if h.Holder != "" && h.Holder == b.in.Me && r.own != nil && !r.replay {
		b.confirm(h)
	}
}

// alias lets h lead to what it was found to be, which alone is anybody's from now on.
func (b *book) alias(h *wire.Head, r row) {
	var body struct{ To string }
	_ = json.Unmarshal(r.Body, &body)
	h.SameAs, h.Holder, h.SinceMs, h.ExpiresMs, h.MineUntil = body.To, "", 0, 0, 0
	for _, root := range b.heads {
		if root.Conv != body.To {
			continue
		}
		b.touched[root] = true
		if root.Holder == h.LostTo {
			root.LostTo = h.LostTo
		}
		if h.RepliedMs > root.RepliedMs {
			root.RepliedBy, root.RepliedMs, root.ReplyLink, root.ReplyOf = h.RepliedBy, h.RepliedMs, h.ReplyLink, h.ReplyOf
		}
		if h.OutcomeMs > root.OutcomeMs {
			root.OutcomeBy, root.OutcomeMs, root.Refusal = h.OutcomeBy, h.OutcomeMs, h.Refusal
		}
	}
}

// follow is the head that has the state of h: of what it was found to be, where that is
// among heads.
func follow(h *wire.Head, heads []wire.Head) *wire.Head {
	for hops := 0; h != nil && h.SameAs != "" && hops < len(heads); hops++ {
		for i := range heads {
			if heads[i].Conv == h.SameAs {
				h = &heads[i]
				break
			}
		}
	}
	return h
}

// became notes who said what became of the conversation, and how, unless that was said
// after sinceMs, and tells whether it did. A reply without a link is a reply, so nothing
// depends on the body.
func became(h *wire.Head, r row, sinceMs int64) (noted bool) {
	if !r.OK || r.Kind != wire.OpReply && !settles(r.Kind) || r.Actor == "" { // "": an own one before this device knew whose it is
		return false
	}
	var body told
	_ = json.Unmarshal(r.Body, &body)
	if h.OutcomeMs <= sinceMs {
		h.OutcomeBy, h.OutcomeMs, h.Refusal, noted = r.Actor, r.AtMs, nil, true
		if r.Kind == wire.OpRefuse {
			h.Refusal = &body.Refusal
		}
	}
	if r.Kind == wire.OpReply && h.RepliedMs <= sinceMs {
		h.RepliedBy, h.RepliedMs, h.ReplyLink, noted = r.Actor, r.AtMs, body.Link, true
		h.ReplyOf = body.Incident
	}
	return noted
}

// heard notes what was written for colleagues, and who gave it to whoever has it: that
// person takes it up by any act but the renewal, which a page makes by itself.
func heard(h *wire.Head, r *row) {
	if r.Fence != h.Fence { // a snapshot may begin with a row that was refused since
		h.Word, h.GivenBy = nil, ""
	}
	if !r.OK {
		return
	}
	var body told
	_ = json.Unmarshal(r.Body, &body)
	if r.Fence != h.Fence || r.Holder == "" || r.Actor == r.Holder && r.Kind != wire.OpRenew {
		h.GivenBy = ""
		if r.Actor != r.Holder && r.Holder != "" && (r.Kind == wire.OpHandoff || r.Kind == wire.OpAssign || r.Kind == wire.OpReopen) {
			h.GivenBy = r.Actor
		}
	}
	if body.Note != "" {
		h.Word = &wire.Word{Kind: r.Kind, By: r.Actor, Text: body.Note, Seq: r.Seq}
	}
}

// confirm starts the own deadline: the lease that is left, counted from before the
// request was sent and less a fifth of its length, three minutes at most, so that it ends
// before the server's does. Counting from the answer would add the way there (mutation
// X22).
func (b *book) confirm(h *wire.Head) {
	if !b.prompt() {
		return
	}
	left := h.ExpiresMs - b.serverNow
	margin := min(max(h.ExpiresMs-h.AtMs, 0)/5, marginMs)
	h.MineUntil = b.in.SentMs + left - margin
	h.VerifiedMs = b.in.NowMs
	b.touched[h] = true
}

// tell makes the notices of a row that was news, and remembers who took what was mine.
func (b *book) tell(r row, was, h *wire.Head) {
	me := b.in.Me
	holdsOther := r.Holder != "" && r.Holder != me && r.ExpiresMs > r.AtMs
	switch {
	case r.own != nil && !r.OK:
		if takes(r.Kind) && holdsOther || was.Holder == me && r.Holder != me && r.Holder != "" {
			h.LostTo = r.Holder
		}
		b.refused(r, h)
	case r.OK && r.Kind == wire.OpReply:
		b.collision(r, was)
	case r.OK && was.Holder == me && holdsOther && (r.Actor != me || r.Kind == wire.OpAlias || r.Kind == wire.OpAliased):
		h.LostTo = r.Holder
		if was.ExpiresMs > r.AtMs && b.isNews(r) {
			b.notice("lost", h.Key, nil, r.Holder)
		}
	}
}

// refused tells the person why an op came to nothing. A release that finds the claim
// gone has what it wanted, and a reopening finds that a colleague saw their answer too.
func (b *book) refused(r row, h *wire.Head) {
	switch {
	case r.Kind == wire.OpRelease && r.Holder != b.in.Me, r.Kind == wire.OpReopen:
	case h.LostTo != "":
		b.notice("lost", h.Key, r.own, h.LostTo)
	default:
		b.notice("refused", h.Key, r.own, "")
	}
}

// tellHistory speaks of an own op whose row is older than what is known by now.
func (b *book) tellHistory(r row, h *wire.Head) {
	if r.OK || r.Kind == wire.OpRelease || r.Kind == wire.OpReopen || h.Holder == b.in.Me {
		return
	}
	who := ""
	if h.Holder != "" && h.ExpiresMs > b.serverNow {
		who = h.Holder
	}
	if takes(r.Kind) && who != "" {
		b.notice("lost", h.Key, r.own, who)
		return
	}
	b.notice("refused", h.Key, r.own, who)
}

// collision tells both people of two answers to one post, or of an answer into a claim
// that ran: the table at the end of section 5. An own row that another device of mine
// sent has been told there.
func (b *book) collision(r row, was *wire.Head) {
	me, intoLive := b.in.Me, !r.InLease && r.Holder != "" && r.Holder != r.Actor && r.ExpiresMs > r.AtMs
	again := r.Replied > 1 && was.RepliedBy != "" && was.RepliedBy != r.Actor
	who := ""
	switch {
	case r.Actor == me && r.own != nil && intoLive:
		who = r.Holder
	case r.Actor == me && r.own != nil && again:
		who = was.RepliedBy
	case r.Actor != me && (intoLive && r.Holder == me || again && was.RepliedBy == me):
		who = r.Actor
	}
	if who != "" && b.isNews(r) {
		b.notice("reply_collision", was.Key, r.own, who)
	}
}

// isNews: a device that reads the whole ledger must not tell old stories.
func (b *book) isNews(r row) bool {
	return !b.silent && r.AtMs > b.serverNow-newsMs
}
