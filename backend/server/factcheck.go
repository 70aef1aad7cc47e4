package server

// What is told of something with an id of its own: which parts each kind has is a
// table of package wire.

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"porchlight/wasm/wire"
)

const (
	mostLanguages = 20
	mostReplying  = 50
	mostValue     = 300
)

var scopes = []string{"post", "author", "site", "word"}

var language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// sketch is what wasm/reply/alike writes: at most 64 pairs of words, 4 characters each.
var sketch = regexp.MustCompile(`^([A-Za-z0-9_-]{4}){0,64}$`)

func checkFact(o wire.OpIn) error {
	if amiss := o.Fact.Amiss(o.Kind); amiss != "" {
		return fail("invalid", "%s", amiss)
	}
	if o.Fact == nil {
		return nil
	}
	f := *o.Fact
	if f.Kind != "" && !slices.Contains(wire.Signals, f.Kind) {
		return fail("invalid", "%q is one of %s", "fact.kind", strings.Join(wire.Signals, ", "))
	}
	if f.Scope != "" && !slices.Contains(scopes, f.Scope) {
		return fail("invalid", "%q is one of %s", "fact.scope", strings.Join(scopes, ", "))
	}
	if f.Scope == "post" && f.Value != "" {
		return fail("invalid", "%q does not belong to the scope of one post", "fact.value")
	}
	if f.Scope != "" && f.Scope != "post" {
		if err := text("fact.value", f.Value, mostValue, false); err != nil {
			return err
		}
	}
	if len(f.Status) > mostLanguages {
		return fail("invalid", "%q has more than %d languages", "fact.status", mostLanguages)
	}
	for _, lang := range slices.Sorted(maps.Keys(f.Status)) {
		if !language.MatchString(lang) {
			return fail("invalid", "%q has a key that is no language: %.20q", "fact.status", lang)
		}
		if err := text("fact.status."+lang, f.Status[lang], mostWhy, false); err != nil {
			return err
		}
	}
	if len(f.Replies) > mostReplying {
		return fail("invalid", "%q has more than %d members", "fact.replies", mostReplying)
	}
	for _, member := range f.Replies {
		if err := text("fact.replies", member, mostID, false); err != nil {
			return err
		}
	}
	if err := text("fact.incident", f.Incident, mostID, true); err != nil {
		return err
	}
	if !sketch.MatchString(f.Sketch) {
		return fail("invalid", "%q is no sketch of a text", "fact.sketch")
	}
	if f.DueMs < 0 || f.DueMs > mostInt {
		return fail("invalid", "%q must be a time in ms", "fact.due_ms")
	}
	if f.Link != "" {
		if err := webLink("fact.link", f.Link); err != nil {
			return err
		}
	}
	return errors.Join(lines("fact.text", f.Text, mostNote, true), lines("fact.why", f.Why, mostNote, true))
}

// checkSubject checks what an operation is about: a conversation, or by its own id.
func checkSubject(o wire.OpIn) error {
	of := wire.Own(o.Kind)
	own, first := of != "", of == o.Kind
	switch id, err := uuid.Parse(o.Subject); {
	case !own && o.Subject != "":
		return fail("invalid", "%q does not belong to a %s", "subject", o.Kind)
	case own && (err != nil || id.String() != o.Subject):
		return fail("invalid", "a %s needs %q: the op_id that it began with", o.Kind, "subject")
	case first && o.Subject != o.OpID:
		return fail("invalid", "%q of a %s is its own op_id", "subject", o.Kind)
	}
	if v := o.Conversation; o.Fact.Of(o.Kind) != "" && o.Kind != wire.OpPromise {
		if v.Key != "" || v.Link != "" || v.Site != "" || v.Author != "" || len(v.Names) > 0 || v.Triage != nil {
			return fail("invalid", "%q does not belong to a %s", "conversation", o.Kind)
		}
		return nil
	}
	return checkConversation(o.Conversation)
}
