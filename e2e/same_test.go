package e2e

// What a colleague finds out about posts: that one is not about us, and that two are one.

import (
	"testing"

	"github.com/google/uuid"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// told lets the observer do something to a post of the square.
func (c *company) told(t *testing.T, kind, css string, more func(*wire.OpIn)) {
	t.Helper()
	id, err := uuid.NewV7()
	check(t, err)
	op := wire.OpIn{OpID: id.String(), Kind: kind,
		Conversation: wire.Conversation{Key: squareKey(css), Link: squareURL + css, Site: "generic", Names: []string{"Havblikk"}}}
	more(&op)
	c.eye.Send(op)
}

// Marks and lamp of a post that is not about us go, on a page that is open and on one that
// is opened later, and come back when somebody thinks again; the panel says who said so.
func TestNotAboutUsTakesTheLampAway(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	p := anna.Open(squareURL)
	p.Reveal("#p105")
	p.WaitBadgeOf("#p105", "free")
	post := func(o *wire.OpIn) { o.Fact = &wire.Fact{Scope: "post"} }
	c.told(t, wire.OpNotAboutUs, "#p105", post)
	p.WaitNoBadgeOf("#p105")
	later := anna.Open(squareURL)
	later.Reveal("#p105")
	later.WaitBadges()
	later.WaitNoBadgeOf("#p105")
	later.Close()
	wantIn(t, "the panel", p.Panel().WaitRow(squareKey("#p105"), "answered").Text, "not about us")
	c.told(t, wire.OpAboutUs, "#p105", post)
	p.WaitBadgeOf("#p105", "free")
	wantNoErrors(t, p)
}

// Two posts that are one have one lamp between them: who has either has both.
func TestTwoPostsThatAreOne(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna := c.join(t, "Anna Berg", wire.Staff)
	p := anna.Open(squareURL)
	claim(p, "#p102")
	c.told(t, wire.OpAlias, "#p105", func(o *wire.OpIn) { o.Same = squareKey("#p102") })
	p.Reveal("#p105")
	p.WaitBadgeOf("#p105", "mine")
	p.PressIn(p.OpenCard("#p105"), drive.Release)
	p.WaitBadgeOf("#p105", "free")
	p.Reveal("#p102")
	p.WaitBadgeOf("#p102", "free")
	wantLedger(t, c, "claim #p102 by Anna Berg", "alias #p102 by Observer", "aliased #p105 by Observer", "release #p102 by Anna Berg")
	wantNoErrors(t, p)
}
