package e2e

// The board as people meet it, in popup and in a tab of its own: every group filled, each
// state that it can be in. axe-core finds nothing in any; the pictures are in out/screens.

import (
	"fmt"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/input"
	"github.com/google/uuid"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// within an hour the team means to answer
const inAnHour = `{"brands":[{"name":"Havblikk","handles":{"x":["havblikk"]}},{"name":"Havblikk Pass"}],` +
	`"leaders":[{"name":"Ingrid Solvang","aliases":["Solvang"]}],"rivals":[{"name":"Kystekspressen Nord"}],"hours":{"firstMinutes":60}}`

func TestBoardScreens(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			c, line := newCompany(t, &h.Home), drive.NewLine(t, h.URL)
			c.team.Publish(inAnHour)
			anna := drive.Start(t, drive.Options{Dist: built.Chrome, Web: c.web, Grants: []string{squareOK}, Lang: lang})
			enter(t, anna, c.team.Invite("Anna Berg", wire.Staff))
			liv := drive.Start(t, drive.Options{Dist: built.Chrome, Web: c.web, Grants: []string{squareOK}, Lang: lang})
			enter(t, liv, line.Through(c.team.Invite("Liv Dahl", wire.Lead)))
			hers, board, full := anna.Extension("popup.html"), liv.Extension("popup.html"), liv.Extension("popup.html?full")
			fill(t, c, hers, board)
			for _, p := range []*drive.Page{board, full} {
				wantGroups(t, p, "unclaimed #p105 #p103 #p110", "claimed #p102 #p108", "waiting #p101", "promised #p106", "overdue #p109 #p104")
			}
			wantGroups(t, hers, "you #p108 #p102 #p104", "unclaimed #p105 #p103 #p110", "waiting #p101", "promised #p106", "overdue #p109")
			for _, s := range []*screen{{"board", board, 384, 900}, {"board-full", full, 1200, 800}, {"board-mine", hers, 384, 900}} {
				inFront(t, s).look(t, lang)
			}
			states(t, line, inFront(t, &screen{"board", board, 384, 700}), lang)
			panel := anna.Open(squareURL).Panel()
			panel.Press(`[data-view=board]`)
			wantGroups(t, panel, "you #p108 #p102 #p104", "unclaimed #p105 #p103 #p110", "waiting #p101", "promised #p106", "overdue #p109")
			inFront(t, &screen{"board-panel", panel, 400, 900}).look(t, lang)
			panel.Press(`[data-view=page]`)
			panel.Press(row("#p109") + ` [data-act=tell]`)
			panel.Want(`[data-form=tell]`)
			inFront(t, &screen{"panel-signal", panel, 400, 900}).look(t, lang)
			wantNoErrors(t, board, full, hers, panel)
		})
	}
}

// inFront brings a screen to the front: a window behind others is not always drawn.
func inFront(t *testing.T, s *screen) *screen {
	t.Helper()
	_, err := s.page.Activate()
	check(t, err)
	return s
}

// fill gives the team one conversation of each sort, and Anna a signal.
func fill(t *testing.T, c *company, hers, board *drive.Page) {
	t.Helper()
	ago := func(d time.Duration) int64 { return time.Now().Add(-d).UnixMilli() }
	for _, p := range []struct {
		css, author string
		seen        time.Duration
	}{
		{"#p105", "Sigrid Haugen", 3 * time.Hour}, {"#p103", "Maren Lie", 40 * time.Minute}, {"#p110", "Oda Myhre", time.Minute},
		{"#p102", "Jonas Ekeland", 10 * time.Minute}, {"#p108", "Helene Strand", 5 * time.Minute}, {"#p104", "Peter Oakes", 2 * time.Hour},
	} {
		c.sendOf(t, wire.OpRaise, p.css, wire.OpIn{}, p.author, ago(p.seen))
	}
	for css, author := range map[string]string{"#p101": "Turid Bakke", "#p106": "Amira Nassar", "#p109": "Kystekspressen-fan"} {
		c.sendOf(t, wire.OpReply, css, wire.OpIn{ReplyLink: squareURL + "#p112"}, author, ago(time.Hour))
	}
	observer := memberOf(t, c, "Observer").ID
	for css, due := range map[string]time.Duration{"#p106": 50 * time.Hour, "#p109": -2 * time.Hour} {
		c.sendOf(t, wire.OpPromise, css, wire.OpIn{Target: observer, Fact: &wire.Fact{Text: "We tell you here what we found", DueMs: time.Now().Add(due).UnixMilli()}}, "", 0)
	}
	board.WaitRow(squareKey("#p104"), "free")
	hers.WaitRow(squareKey("#p104"), "free")
	for _, css := range []string{"#p102", "#p104"} {
		sends(t, hers, 0, fmt.Sprintf(`{act: {kind: "claim", key: %q, tab: 0}}`, squareKey(css)))
		board.WaitRow(squareKey(css), "theirs")
	}
	is := memberOf(t, c, "Anna Berg").ID
	sends(t, board, 0, fmt.Sprintf(`{act: {kind: "assign", key: %q, tab: 0, target: %q, note: "You know the crew: could you thank her, and pass it on?"}}`, squareKey("#p108"), is))
	sends(t, board, 0, fmt.Sprintf(`{act: {kind: "note", key: %q, tab: 0, note: "How is it going with this one?"}}`, squareKey("#p102")))
	sends(t, board, 0, fmt.Sprintf(`{tell: {to: %q, kind: "talent", text: "A deckhand who writes well, and looks for work.", link: "https://square.example/#p107"}}`, is))
	hers.Want(`[data-signal]`)
}

// states looks at what a board can be in beside full: a form, nothing that fits, no line.
func states(t *testing.T, line *drive.Line, s *screen, lang string) {
	t.Helper()
	p := s.page
	state := func(name string) {
		wantAccessible(t, p, s.name+" "+name)
		wantNoSideways(t, p, s.name+" "+name)
		s.shoot(t, lang, name)
	}
	s.show(t, variants[0])
	press(t, p, input.ArrowDown)
	press(t, p, input.KeyA)
	p.Want(`[data-form=give]`)
	state("form")
	press(t, p, input.Escape)
	p.Press(`[data-count=overdue]`)
	p.Want(`[data-act=show-all]`)
	wantGroups(t, p, "overdue #p109 #p104")
	state("filtered")
	p.Fill(`input[type=search]`, "nobody of that name")
	p.Want(`.nothing`)
	state("nothing")
	p.MustReload().MustWaitLoad()
	p.Want(`.nothing`) // it stays
	p.Press(`[data-act=show-all]`)
	line.Cut()
	p.Want(`.line[data-line=off]`)
	state("offline")
}

// sendOf is send for a post of somebody, seen at a time.
func (c *company) sendOf(t *testing.T, kind, css string, part wire.OpIn, author string, seenMs int64) {
	t.Helper()
	id, err := uuid.NewV7()
	check(t, err)
	part.OpID, part.Kind = id.String(), kind
	if kind == wire.OpPromise {
		part.Subject = part.OpID
	}
	part.Conversation = wire.Conversation{Key: squareKey(css), Link: squareURL + css, Site: "generic", Author: author, Names: []string{"Havblikk"}, SeenMs: seenMs,
		Triage: &wire.Triage{Intent: "question", NeedsReply: true, Urgency: "normal", Sentiment: "neutral", Lang: "nb"}}
	c.eye.Send(part)
}
