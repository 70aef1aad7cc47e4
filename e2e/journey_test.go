package e2e

// The journeys that Porchlight exists for, each as people make it: real clicks in real
// browsers, real homes. What a badge, a card, a popup says is compared with the ledger,
// which a reader beside the browsers asks directly.

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const (
	squareURL = "https://square.example/"
	squareOK  = "https://square.example/*"
)

func squareKey(css string) string { return "web:square.example/" + css }

// company is a team on a home with the square to look at.
type company struct {
	web  *drive.Web
	team *drive.Team
	eye  *drive.Observer
}

func newCompany(t *testing.T, h *drive.Home) *company {
	t.Helper()
	return companyOn(t, h, built.Square)
}

// companyOn is the same where the square has another editor.
func companyOn(t *testing.T, h *drive.Home, script string) *company {
	t.Helper()
	web := drive.NewWeb(t)
	web.Handle("square.example", newSquare(t, script))
	m := team(t, h)
	return &company{web: web, team: m, eye: m.Observe()}
}

// join opens a browser for one person; through a line when one is given.
func (c *company) join(t *testing.T, name string, role wire.Role, line ...*drive.Line) *drive.Browser {
	t.Helper()
	b := chrome(t, c.web, squareOK)
	link := c.team.Invite(name, role)
	for _, l := range line {
		link = l.Through(link)
	}
	b.Join(link)
	return b
}

// joinIn opens a browser of another language for one person.
func (c *company) joinIn(t *testing.T, lang, name string, role wire.Role) *drive.Browser {
	t.Helper()
	b := drive.Start(t, drive.Options{Dist: built.Chrome, Web: c.web, Grants: []string{squareOK}, Lang: lang})
	b.Join(c.team.Invite(name, role))
	return b
}

// onBothHomes runs a journey on the native home and on the edge.
func onBothHomes(t *testing.T, journey func(t *testing.T, h *drive.Home)) {
	t.Run("native", func(t *testing.T) { t.Parallel(); journey(t, &native(t).Home) })
	t.Run("edge", func(t *testing.T) { t.Parallel(); journey(t, &drive.StartEdge(t, "").Home) })
}

func TestFromMentionToColleague(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c := newCompany(t, h)
		anna, bo, lead := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Bo Lund", wire.Staff), c.join(t, "Liv Dahl", wire.Lead)
		pa, pb := anna.Open(squareURL), bo.Open(squareURL)
		popup := lead.Extension("popup.html")
		wantSpotted(t, pa)

		claim(pa, "#p102")
		pb.Reveal("#p102")
		pb.WaitBadgeOf("#p102", "theirs")
		row := popup.WaitRow(squareKey("#p102"), "theirs")
		wantIn(t, "the lead's popup row", row.Text, "Anna Berg")
		if row.Author != "Jonas Ekeland" {
			t.Errorf("author in the popup %q", row.Author)
		}
		pb.ClickDrawn(pb.BadgeOf("#p102"))
		card := pb.Card()
		wantIn(t, "the colleague's card", card.Want(`[data-state=theirs]`).MustText(), "Anna Berg")

		wantLedger(t, c, "claim #p102 by Anna Berg")
		wantNoErrors(t, pa, pb)
	})
}

// wantSpotted checks what the square holds: every post with a public name is marked, the
// rival's is not, and the panel knows them all.
func wantSpotted(t *testing.T, p *drive.Page) {
	t.Helper()
	panel := p.Panel()
	defer panel.Close()
	want := []string{"#p102", "#p103", "#p105", "#p106", "#p108", "#p109", "#p110"}
	drive.Until(t, "the panel lists the square's mentions in page order", func() (string, bool) {
		var got []string
		for _, r := range panel.Rows() {
			got = append(got, r.Key)
		}
		ok := len(got) == len(want)
		for i := range want {
			ok = ok && got[i] == squareKey(want[i])
		}
		return fmt.Sprint(got), ok
	})
	drive.Until(t, "six posts are marked, the rival's is not", func() (string, bool) {
		n := len(p.Badges())
		return fmt.Sprint(n, " badges"), n == 6
	})
}

// Both press Claim within the same second: one has it, the other is told who, and within
// the same 2 s both badges, the lead's popup and a third page that only looks on agree.
func TestSameSecond(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) { newRace(t, h).run(t) })
}

// The same after 90 s in which nobody touches anything: the time after which an idle
// worker would be gone, and its socket with it, were it not for the one ping (RULINGS 7).
// The real timer is what is tested; both homes idle together.
func TestSameSecondAfterIdling(t *testing.T) {
	t.Parallel()
	homes := []struct {
		name string
		race *race
	}{{"native", newRace(t, &native(t).Home)}, {"edge", newRace(t, &drive.StartEdge(t, "").Home)}}
	<-time.After(90 * time.Second)
	for _, h := range homes {
		t.Run(h.name, func(t *testing.T) { h.race.run(t) })
	}
}

// race is two people looking at one post, and their lead at the popup and at the same page.
type race struct {
	*company
	anna, bo, popup, third *drive.Page
}

func newRace(t *testing.T, h *drive.Home) *race {
	t.Helper()
	c := newCompany(t, h)
	anna, bo, lead := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Bo Lund", wire.Staff), c.join(t, "Liv Dahl", wire.Lead)
	third := lead.Open(squareURL) // before the popup, which else would be a tab behind it
	r := &race{c, anna.Open(squareURL), bo.Open(squareURL), lead.Extension("popup.html"), third}
	for _, p := range []*drive.Page{r.anna, r.bo, r.third} {
		p.Reveal("#p105")
		p.WaitBadgeOf("#p105", "free")
	}
	return r
}

func (r *race) run(t *testing.T) {
	t.Helper()
	ca, cb := r.anna.OpenCard("#p105"), r.bo.OpenCard("#p105")
	r.anna.Aim(ca, drive.Claim)
	r.bo.Aim(cb, drive.Claim)
	var both sync.WaitGroup
	both.Go(r.anna.Click)
	both.Go(r.bo.Click)
	both.Wait()

	lost, name := cb, "Anna Berg"
	drive.Within(t, 2*time.Second, "both badges, the lead's popup and a third page agree", func() (string, bool) {
		a, b, third := badgeState(r.anna, "#p105"), badgeState(r.bo, "#p105"), badgeState(r.third, "#p105")
		if b == "mine" {
			lost, name = ca, "Bo Lund"
		}
		rows := r.popup.Rows()
		said := fmt.Sprintf("%s, %s, third page %s, popup %+v", a, b, third, rows)
		one := a == "mine" && isOthers(b) || b == "mine" && isOthers(a)
		return said, one && third == "theirs" && len(rows) == 1 && rows[0].State == "theirs" && contains(rows[0].Text, name)
	})
	drive.Until(t, "the other's card says who has it", func() (string, bool) {
		text := lost.MustElement("body").MustText()
		return text, contains(text, name)
	})
	won := 0
	for _, row := range r.eye.Ledger() {
		if row.Kind == wire.OpClaim && row.OK {
			won++
		}
	}
	if won != 1 {
		t.Errorf("%d accepted claims, want exactly 1: %+v", won, r.eye.Ledger())
	}
	wantNoErrors(t, r.anna, r.bo, r.third)
}

func badgeState(p *drive.Page, css string) string { return p.BadgeOf(css).Attr["data-state"] }

func isOthers(state string) bool { return state == "theirs" || state == "lost" }
