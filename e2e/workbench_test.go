package e2e

// The workbench: a lead sees what a playbook finds and would say, what a change would hide,
// publishes it with its difference in sight, and goes back; nobody's change is overwritten.

import (
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// bench opens the workbench, ready.
func bench(b *drive.Browser) *drive.Page {
	p := b.Extension("options.html#playbook")
	p.Want(`.editor [data-errors]:not(:empty)`)
	return p
}

// write puts a playbook into the editor, and waits until it was looked at.
func write(t *testing.T, p *drive.Page, text, says string) {
	t.Helper()
	e := p.Want(`#playbook`)
	e.MustSelectAllText()
	check(t, e.Input(text))
	drive.Until(t, "the workbench says "+says, func() (string, bool) {
		said := p.MustElement(`.workbench`).MustText()
		return said, strings.Contains(said, says)
	})
}

const better = `# ours
brands:
  - name: Havblikk
    handles: {x: [havblikk]}
    not: [brus]
leaders:
  - name: Ingrid Solvang
answers:
  - id: late
    examples: [The ferry is late again, Why is the boat delayed]
    blocks: {en: {answer: ["The screens on the quay show every delay."]}}
`

func TestWorkbench(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c := newCompany(t, h)
		liv, anna := c.join(t, "Liv Dahl", wire.Lead), c.join(t, "Anna Berg", wire.Staff)
		liv.Open(squareURL).WaitBadges()
		p := bench(liv)
		wantIn(t, "the live text", p.MustElement(`#playbook`).MustProperty("value").Str(), "leaders:\n  - name: Ingrid Solvang")
		p.Fill(`#pasted`, "Havblikk boat is late again, why?")
		p.Want(`[data-match=Havblikk]`)

		write(t, p, "brands:\n  - nmae: Havblikk\n", "line 2, col. 5")
		if yes, _ := p.MustElement(`[data-act=publish]`).Attribute("disabled"); yes == nil {
			t.Error("what cannot be used can be published")
		}
		p.Press(`.problems button`)
		if at := p.MustEval(`() => document.activeElement.selectionStart`).Int(); at != 12 {
			t.Errorf("the problem leads to character %d", at)
		}
		wantAccessible(t, p, "a playbook with a problem")

		write(t, p, better, "lines new")
		p.Want(`[data-answer=late]`)
		wantIn(t, "the draft", p.Want(`.tries blockquote`).MustText(), "screens on the quay")
		p.Fill(`[name=exclusion]`, "boat")
		drive.Until(t, "the exclusion hides the pasted post and more", func() (string, bool) {
			said := p.MustElement(`.excluding`).MustText()
			return said, strings.Contains(said, "Havblikk boat is late again") && strings.Contains(said, "It would hide")
		})
		p.Press(`[data-act=publish]`)
		wantIn(t, "what is said", p.Want(`.workbench .good:not(:empty)`).MustText(), "Version 2 is live")
		wantBook(t, c, "brus", true)

		// Somebody publishes while a change is being written: it is told, and kept.
		write(t, p, strings.Replace(better, "brus", "saft", 1), "1 line new")
		c.team.Publish(`{"brands":[{"name":"Havblikk"}],"rivals":[{"name":"Fjordline"}]}`)
		p.Press(`[data-act=publish]`)
		wantIn(t, "the conflict", p.Want(`.changes [role=alert]`).MustText(), "version 3")
		wantIn(t, "the difference to theirs", p.Want(`.diff`).MustText(), "Fjordline")
		wantBook(t, c, "Fjordline", true)
		p.MustReload().MustWaitLoad()
		p.Want(`.editor [data-errors]:not(:empty)`)
		wantIn(t, "what was typed, after a reload", p.MustElement(`#playbook`).MustProperty("value").Str(), "saft")
		p.Press(`[data-act=publish]:not([disabled])`)
		wantIn(t, "what is said", p.Want(`.workbench .good:not(:empty)`).MustText(), "Version 4 is live")

		p.Press(`[data-version="2"] [data-act=look]`)
		wantIn(t, "going back would", p.Want(`.looked .diff`).MustText(), "brus")
		p.Press(`[data-act=back]`)
		drive.Until(t, "version 2 is live again as 5", func() (string, bool) {
			said := p.MustElement(`.workbench .good`).MustText()
			return said, strings.Contains(said, "as version 5")
		})
		wantBook(t, c, "brus", true)
		wantBook(t, c, "saft", false)

		staff := bench(anna)
		wantIn(t, "a staff member's", staff.MustElement(`.workbench`).MustText(), "Leads and admins publish")
		if staff.MustHas(`[data-act=publish]`) || staff.MustHas(`.versions`) {
			t.Error("a staff member can publish")
		}
		wantNoErrors(t, p, staff)
	})
}

// wantBook waits until the playbook in force has a word, or has it no more.
func wantBook(t *testing.T, c *company, word string, has bool) {
	t.Helper()
	var now wire.PlaybookOut
	c.team.Call("GET", "/v1/teams/"+c.team.ID+"/playbook", nil, &now)
	if strings.Contains(string(now.Playbook), word) != has {
		t.Errorf("%q in version %d: %v, want %v: %s", word, now.Version, !has, has, now.Playbook)
	}
}

// The workbench looked at, and the first steps of a new person.
func TestWorkbenchScreens(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			c := newCompany(t, &h.Home)
			b := drive.Start(t, drive.Options{Dist: built.Chrome, Web: c.web, Grants: []string{squareOK}, Lang: lang})
			b.Join(c.team.Invite("Liv Dahl", wire.Lead))
			p := bench(b)
			p.Fill(`#pasted`, "Havblikk boat is late again, why?")
			p.Want(`[data-match=Havblikk]`)
			e := p.Want(`#playbook`)
			e.MustSelectAllText()
			check(t, e.Input(better))
			p.Want(`[data-answer=late]`)
			p.Fill(`[name=exclusion]`, "boat")
			p.Want(`[data-hidden="1"]`)
			(&screen{"workbench", p, 1200, 1500}).look(t, lang)
			wantNoErrors(t, p)
		})
	}
}
