package server

// POST /ops: the operations of one device, each independent of the others. An answer
// once given stays: a retry with the same id gets the stored row.

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

const mostOps = 20

func (c *call) ops() error {
	var in wire.OpsIn
	if err := c.decode(&in); err != nil {
		return err
	}
	if in.Cursor < 0 || in.Cursor > mostInt {
		return fail("invalid", "%q must be a whole number from 0", "cursor")
	}
	list, err := decodeOps(in.Ops)
	if err != nil {
		return err
	}
	out := wire.OpsAnswer{ServerNowMs: c.now, Results: make([]wire.OpResult, 0, len(list))}
	defer func() { c.pokeRows(out.Results) }() // an error at a later op undoes no earlier one
	var first *wire.Change
	for _, o := range list {
		r, change, err := c.op(o)
		if err != nil {
			return err
		}
		out.Results = append(out.Results, r)
		first = cmp.Or(first, change)
		c.Count.op(o.Kind, resultName(r))
	}
	fed, err := c.feed(in, first)
	if errors.Is(err, ledger.ErrResync) {
		out.Resync = true
	} else if err != nil {
		return err
	}
	out.Epoch, out.Changes, out.Cursor, out.More = fed.Epoch, fed.Changes, fed.Cursor, fed.More
	out.PlaybookVersion = fed.Playbook
	return c.answer(http.StatusOK, out)
}

// feed is what came after the cursor of in. Most often that is one operation alone, the
// first of its conversation, whose row is known already: then nothing is read.
func (c *call) feed(in wire.OpsIn, first *wire.Change) (ledger.Fed, error) {
	if first == nil || len(in.Ops) > 1 || in.Epoch != c.facts.epoch || first.Seq != in.Cursor+1 {
		return c.ledger.Feed(c.r.Context(), in.Epoch, in.Cursor)
	}
	return ledger.Fed{Epoch: in.Epoch, Changes: []wire.Change{*first}, Cursor: first.Seq, Playbook: c.facts.playbook}, nil
}

func resultName(r wire.OpResult) string {
	switch {
	case r.Code != "":
		return r.Code
	case r.Replay:
		return "replay"
	case r.OK:
		return "ok"
	}
	return "refused"
}

// pokeRows tells the others. A replay is told again: the first request may have died
// between its row and its poke.
func (c *call) pokeRows(results []wire.OpResult) {
	var newest int64
	for _, r := range results {
		if r.Code == "" {
			newest = max(newest, r.Seq)
		}
	}
	if newest > 0 {
		c.Live.Poke(newest)
	}
}

// opIn is one operation as decoded, or why it could not be.
type opIn struct {
	wire.OpIn
	err error
}

// decodeOps refuses the request as a whole only where no single answer is possible.
func decodeOps(raw []json.RawMessage) ([]opIn, error) {
	if len(raw) > mostOps {
		return nil, fail("invalid", "%q has more than %d entries", "ops", mostOps)
	}
	list := make([]opIn, 0, len(raw))
	ids, subjects := map[string]int{}, map[string]int{}
	for i, b := range raw {
		o := opIn{}
		o.err = Decode(b, &o.OpIn)
		if o.OpID == "" { // a stranger's field stops the strict reader before the id
			var name struct {
				OpID string `json:"op_id"`
			}
			json.Unmarshal(b, &name)
			o.OpID = name.OpID
		}
		if err := text("ops["+strconv.Itoa(i)+"].op_id", o.OpID, 36, false); err != nil {
			return nil, err
		}
		if j, twice := ids[o.OpID]; twice {
			return nil, fail("invalid", "ops[%d] and ops[%d] have the same op_id", j, i)
		}
		about := cmp.Or(o.Subject, o.Conversation.Key, rule(o.Fact))
		if j, twice := subjects[about]; twice && o.err == nil {
			return nil, fail("invalid", "ops[%d] and ops[%d] are about the same", j, i)
		}
		ids[o.OpID], subjects[about] = i, i
		if o.Same != "" {
			if j, twice := subjects[o.Same]; twice && j != i {
				return nil, fail("invalid", "ops[%d] and ops[%d] are about the same", j, i)
			}
			subjects[o.Same] = i
		}
		if o.err == nil {
			o.err = checkOp(o.OpIn)
		}
		list = append(list, o)
	}
	return list, nil
}

// op returns its result, and its row in the feed where it is a new one about a
// conversation that nobody had described.
func (c *call) op(o opIn) (wire.OpResult, *wire.Change, error) {
	out := wire.OpResult{OpID: o.OpID}
	if o.err == nil && o.Kind == wire.OpHandoff && o.Target == c.who.member.ID {
		o.err = fail("invalid", "a handoff to oneself")
	}
	if o.err == nil {
		o.err = idFault(ledger.CheckID(o.OpID, o.Kind, c.now))
	}
	if o.err != nil {
		var f *fault
		errors.As(o.err, &f)
		out.Code, out.Detail = f.code, f.detail
		return out, nil, nil
	}
	op, conv, err := c.ledgerOp(o.OpIn)
	if err != nil {
		return out, nil, err
	}
	described, err := c.describe(conv, op, o.OpIn)
	var full *ledger.Full
	if err != nil && !(errors.As(err, &full) && ledger.Fact(op.Kind)) { // a reply is never refused
		return out, nil, err
	}
	row, replay, err := c.ledger.Apply(c.r.Context(), op)
	if errors.Is(err, ledger.ErrMismatch) {
		out.Code, out.Detail = "mismatch", err.Error()
		return out, nil, nil
	} else if err != nil {
		return out, nil, err
	}
	moved := row.Subject != op.Subject || o.Kind == wire.OpAlias
	if moved && conv == op.Subject { // it may have been forgotten
		if _, err = c.ledger.Describe(c.r.Context(), row.Subject, op.Actor, o.Conversation, c.now); err != nil {
			return out, nil, err
		}
	}
	var first *wire.Change
	if described && !replay && !moved && conv == op.Subject {
		first = new(op.Change(row, o.Conversation))
	}
	return wire.OpResult{
		OpID: o.OpID, Replay: replay, Moved: moved, Seq: row.Seq, OK: row.OK, Conv: row.Subject, Fence: row.Fence,
		Holder: row.Holder, SinceMs: row.SinceMs, ExpiresMs: row.ExpiresMs, Replied: row.Replied, Outcome: row.Outcome, DueMs: row.DueMs,
		InLease: row.InLease, AtMs: row.AtMs,
	}, first, nil
}

// describe stores what an operation is about, once, and tells whether it was now.
func (c *call) describe(conv string, op ledger.Op, o wire.OpIn) (first bool, err error) {
	if conv != "" {
		first, err = c.ledger.Describe(c.r.Context(), conv, op.Actor, o.Conversation, c.now)
	}
	if o.Same != "" && err == nil {
		o.Conversation.Key = o.Same
		_, err = c.ledger.Describe(c.r.Context(), op.Target, op.Actor, o.Conversation, c.now)
	}
	return first, err
}

// rule names what is not about us where that is more than a post; no key is like it.
func rule(f *wire.Fact) string {
	if f == nil {
		return ""
	}
	return "notAboutUs\x00" + f.Scope + "\x00" + f.Value
}

// secret is the team's own, which names conversations.
func (c *call) secret() ([]byte, error) {
	secret, err := hex.DecodeString(c.facts.secret)
	if err != nil || len(secret) != 32 {
		return nil, fmt.Errorf("the team's secret is damaged")
	}
	return secret, nil
}

// ledgerOp is what the ledger is asked, and the conversation that is to be described.
func (c *call) ledgerOp(o wire.OpIn) (op ledger.Op, conv string, err error) {
	secret, err := c.secret()
	if err != nil {
		return op, "", err
	}
	if o.Conversation.Key != "" {
		conv = ledger.Subject(secret, o.Conversation.Key)
	}
	r, err := c.rules()
	if err != nil {
		return op, "", err
	}
	op = ledger.Op{
		ID: o.OpID, Kind: o.Kind, Subject: cmp.Or(o.Subject, conv, ledger.Subject(secret, rule(o.Fact))),
		Actor: c.who.member.ID, Device: c.who.device, NowMs: c.now, TTLMs: r.lease(o.Kind, c.facts.ttlMs, c.now),
		Fence: o.Fence, Target: o.Target,
	}
	if o.Subject == "" && conv != "" {
		op.DueMs = r.due(o, c.now)
	}
	if o.Same != "" {
		op.Target = ledger.Subject(secret, o.Same)
	}
	if o.Fact != nil {
		op.UntilMs = o.Fact.DueMs
	}
	op.Body, err = opBody(o, conv)
	return op, conv, err
}

func idFault(err error) error {
	switch {
	case errors.Is(err, ledger.ErrClock):
		return fail("clock", "%v: check this device's clock", err)
	case err != nil:
		return fail("invalid", "%v", err)
	}
	return nil
}
