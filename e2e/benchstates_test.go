package e2e

// The workbench when something is not as usual: in another language, before there is a
// playbook, without the backend, with a workbench that does not start, and when somebody
// else was faster. What was typed is never lost, and each state says what to do.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// broken is wrong in a way on each line but the first.
const broken = `brands:
  - nmae: Havblikk
  - name: Target
    case: some
hours:
  zone: Europe/Olso
  days: {monday: ['09:00-17:00']}
answers:
  - id: late
    review: soon
    examples: []
    use: {roles: boss}
`

// What is wrong is told in the reader's language, with its line and column, and so is why
// a name matched.
func TestWorkbenchSaysWhatIsWrongInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	for lang, says := range map[string][]string{
		"nb": {"linje 2, kol. 5", "ukjent felt «nmae»; mente du «name»?", "linje 4, kol. 11", "brands[1].case er «some»; det kan være exact, any",
			"linje 6, kol. 9", "«Europe/Olso» er ikke en tidssone", "«monday» er ikke en ukedag", "«soon» er ikke en dato", "må være en liste, ikke en tekst"},
		"nn": {"linje 2, kol. 5", "ukjent felt «nmae»; meinte du «name»?", "linje 4, kol. 11", "brands[1].case er «some»; det kan vere exact, any",
			"linje 6, kol. 9", "«Europe/Olso» er ikkje ei tidssone", "«monday» er ikkje ein vekedag", "«soon» er ikkje ein dato", "må vere ei liste, ikkje ein tekst"},
	} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			c := newCompany(t, &h.Home)
			p := bench(c.joinIn(t, lang, "Liv Dahl", wire.Lead))
			write(t, p, broken, says[0])
			said := p.Want(`.problems`).MustText()
			for _, want := range says {
				wantIn(t, "what is wrong", said, want)
			}
			(&screen{"workbench-broken", p, 1200, 1100}).look(t, lang)
			write(t, p, "brands:\n - name: Havblikk\n  aliases: [x]\n", map[string]string{"nb": "«aliases» kan ikke stå her; se på innrykket", "nn": "«aliases» kan ikkje stå her; sjå på innrykket"}[lang])
			write(t, p, "brands:\n- name: Target\n  handles: {x: [target]}\n  near: [shop]\n", map[string]string{"nb": "Den kan brukes", "nn": "kan brukast"}[lang])
			p.Fill(`#pasted`, "@target: the Target shop is closed")
			wantIn(t, "why it matched", p.Want(`[data-match=Target]`).MustText(), map[string]string{"nb": "ved kontonavn", "nn": "ved kontonamn"}[lang])
			wantIn(t, "why it matched", p.Want(`[data-match=Target] ~ [data-match=Target]`).MustText(), map[string]string{"nb": "et ord i nærheten: shop", "nn": "eit ord i nærleiken: shop"}[lang])
			wantNoErrors(t, p)
		})
	}
}

// Before there is a playbook the first name is one line away, and staff are told who publishes.
func TestWorkbenchBeforeThereIsAPlaybook(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := &company{web: drive.NewWeb(t), team: h.CreateTeam("Havblikk", "Ada Admin")}
	anna, liv := c.join(t, "Anna Berg", wire.Staff).Extension("options.html#playbook"), c.join(t, "Liv Dahl", wire.Lead).Extension("options.html#playbook")
	wantIn(t, "a staff member's", anna.Want(`.workbench:has(#playbook)`).MustText(), "a lead or an admin publishes")
	wantIn(t, "a lead's", liv.Want(`.workbench:has(#playbook)`).MustText(), "Write the first name to look for, and publish")
	(&screen{"workbench-first", liv, 1200, 1000}).look(t, "en")
	if said := liv.MustElement(`.workbench`).MustText(); strings.Contains(said, "line 2") || strings.Contains(said, "live version") {
		t.Errorf("before anything was written it says that something is wrong or changed: %q", said)
	}
	write(t, liv, "brands:\n  - name: !\n", "line 2, col. 11")
	write(t, liv, "brands:\n  - name: Havblikk\n", "1 name")
	liv.Press(`[data-act=publish]:not([disabled])`)
	wantIn(t, "what is said", liv.Want(`.workbench .good:not(:empty)`).MustText(), "Version 1 is live")
	wantBook(t, c, "Havblikk", true)
	wantNoErrors(t, anna, liv)
}

// Without the backend there is nothing to compare with, which is said; once it is there, one
// press is enough. A change that cannot be published stays as it was typed.
func TestWorkbenchWithoutTheBackend(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	line := drive.NewLine(t, h.URL)
	liv := c.join(t, "Liv Dahl", wire.Lead, line)
	line.Cut()
	p := liv.Extension("options.html#playbook")
	wantIn(t, "offline", p.Want(`.workbench [role=alert]`).MustText(), "No contact with your team’s server")
	(&screen{"workbench-offline", p, 1200, 500}).look(t, "en")
	line.Mend()
	p.Press(`[data-act=again]`)
	p.Want(`.editor [data-errors]:not(:empty)`)
	write(t, p, better, "lines new")
	line.Cut()
	p.Press(`[data-act=publish]`)
	wantIn(t, "a refused publish", p.Want(`.changes [role=alert]`).MustText(), "No contact with your team’s server")
	wantIn(t, "what was typed", p.MustElement(`#playbook`).MustProperty("value").Str(), "not: [brus]")
	(&screen{"workbench-unsent", p, 1200, 1500}).look(t, "en")
	line.Mend()
	p.Press(`[data-act=publish]:not([disabled])`)
	wantIn(t, "what is said", p.Want(`.workbench .good:not(:empty)`).MustText(), "Version 2 is live")
	wantNoErrors(t, p)
}

// A workbench that does not start says so, and starts at the next try once it can.
func TestWorkbenchThatDoesNotStart(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	dist := filepath.Join(t.TempDir(), "chrome")
	check(t, os.CopyFS(dist, os.DirFS(built.Chrome)))
	wasm := filepath.Join(dist, "workbench.wasm")
	whole, err := os.ReadFile(wasm)
	check(t, err)
	check(t, os.WriteFile(wasm, whole[:len(whole)/2], 0o644))
	liv := drive.Start(t, drive.Options{Dist: dist, Web: c.web})
	liv.Join(c.team.Invite("Liv Dahl", wire.Lead))
	p := liv.Extension("options.html#playbook")
	wantIn(t, "half a workbench", p.Want(`.workbench [role=alert]`).MustText(), "The workbench did not start")
	(&screen{"workbench-dead", p, 1200, 500}).look(t, "en")
	check(t, os.WriteFile(wasm, whole, 0o644))
	p.Press(`[data-act=again]`)
	p.Want(`.editor [data-errors]:not(:empty)`)
	wantNoErrors(t, p)
}

// Going back is refused, too, when somebody published meanwhile; what it would change is then
// told anew, and the next press means that.
func TestWorkbenchGoesBackFromWhatItShows(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	c.team.Publish(`{"brands":[{"name":"Havblikk"}]}`)
	p := bench(c.join(t, "Liv Dahl", wire.Lead))
	p.Press(`[data-version="1"] [data-act=look]`)
	wantIn(t, "going back would", p.Want(`.looked .diff`).MustText(), "Kystekspressen Nord")
	c.team.Publish(`{"brands":[{"name":"Havblikk"}],"rivals":[{"name":"Fjordline"}]}`)
	p.Press(`[data-act=back]`)
	wantIn(t, "refused", p.Want(`.versions [role=alert]`).MustText(), "Somebody published version 3 meanwhile")
	wantBook(t, c, "Fjordline", true)
	wantValue(t, p, `#playbook`, "brands:\n  - name: Havblikk\nrivals:\n  - name: Fjordline\n") // nothing was typed
	wantIn(t, "going back from theirs would", p.Want(`.looked .diff`).MustText(), "Fjordline")
	(&screen{"workbench-stale", p, 1200, 1500}).look(t, "en")
	p.Press(`[data-act=back]`)
	drive.Until(t, "version 1 is live again as 4", func() (string, bool) {
		said := p.MustElement(`.workbench .good`).MustText()
		return said, strings.Contains(said, "as version 4")
	})
	wantBook(t, c, "Kystekspressen Nord", true)
	wantNoErrors(t, p)
}
