package e2e

// A new person's way: join by a link, turn on a site with the reason in sight, read byte for
// byte what leaves the device, and be ready. Each step opens when the one before is done.

import (
	"strings"
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestFirstRun(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			c := newCompany(t, &h.Home)
			for _, granted := range []bool{false, true} {
				o := drive.Options{Dist: built.Chrome, Web: c.web, Lang: lang}
				name := "first-join"
				if granted {
					o.Grants, name = []string{squareOK}, "first-ready"
				}
				b := drive.Start(t, o)
				p := b.Extension("options.html#welcome")
				wantSteps(t, p, "1 open, 2, 3, 4")
				p.Fill(`input[name=invite]`, c.team.Invite("Siri "+name, wire.Staff))
				p.Press(`[data-act=join]`)
				p.Want(`[data-joined=true]`)
				if granted {
					wantSteps(t, p, "1 done, 2 open done, 3 open, 4 open")
					wantIn(t, "what leaves", p.Want(`.step pre`).MustText(), `"seen_ms"`)
					if p.MustHas(`#leave-title`) {
						t.Error("a newcomer is offered to leave")
					}
				} else {
					wantSteps(t, p, "1 done, 2 open, 3, 4")
				}
				(&screen{name, p, 900, 1600}).look(t, lang)
				wantNoErrors(t, p)
			}
		})
	}
}

// wantSteps waits until the steps stand so.
func wantSteps(t *testing.T, p *drive.Page, want string) {
	t.Helper()
	drive.Until(t, "the steps are "+want, func() (string, bool) {
		got := p.MustEval(`() => [...document.querySelectorAll(".step")].map((s, i) => [i + 1, s.dataset.open === "true" && "open", s.dataset.done === "true" && "done"].filter(Boolean).join(" ")).join(", ")`).Str()
		return got, strings.TrimSpace(got) == want
	})
}
