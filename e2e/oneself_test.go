package e2e

// What a person says of themselves in the settings: on duty or not, and their accounts on
// the sites, which colleagues' browsers get.

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/input"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

func TestOnDutyAndMyAccounts(t *testing.T) {
	t.Parallel()
	h := native(t)
	c, line := newCompany(t, &h.Home), drive.NewLine(t, h.URL)
	anna := c.join(t, "Anna Berg", wire.Staff, line)
	p := anna.Extension("options.html")
	wantDuty(t, c, p, true)
	p.Press(`#duty`)
	wantSaid(t, p, `.duty`, "saved", "You are off duty")
	wantDuty(t, c, p, false)

	addAccount(p, "x", "", " https://x.com/@Anna_Berg/ ")
	wantSaid(t, p, `.accounts`, "saved", "Anna_Berg on X")
	wantFocus(t, p, `[name=account]`)
	addAccount(p, "mastodon", "https://www.Coast.example/about", "@anna")
	wantAccounts(t, c, p, "x Anna_Berg", "mastodon anna@coast.example")

	p.MustReload().MustWaitLoad()
	wantDuty(t, c, p, false)
	wantAccounts(t, c, p, "x Anna_Berg", "mastodon anna@coast.example")
	wantNoErrors(t, p)

	// Without a line nothing is said to be saved, and what was typed stays.
	line.Cut()
	p.Press(`#duty`)
	wantSaid(t, p, `.duty`, "failed", "Not saved. No contact")
	if on := p.Want(`#duty`).MustProperty("checked").Bool(); on {
		t.Error("offline the switch shows what the home does not have")
	}
	addAccount(p, "reddit", "", "anna_b")
	wantSaid(t, p, `.accounts`, "failed", "Not saved. No contact")
	p.Press(`[data-account^="x "] button`)
	wantSaid(t, p, `.accounts`, "failed", "Not saved. No contact")
	wantAccounts(t, c, p, "x Anna_Berg", "mastodon anna@coast.example")
	line.Mend()
	p.Press(`[data-act=add-account]`)
	wantSaid(t, p, `.accounts`, "saved", "anna_b on Reddit")
	wantAccounts(t, c, p, "x Anna_Berg", "mastodon anna@coast.example", "reddit anna_b")

	// By keyboard: the focus goes on to the next row.
	tabTo(t, p, `[data-account^="mastodon "] button`)
	press(t, p, input.Enter)
	wantSaid(t, p, `.accounts`, "saved", "off the list")
	wantAccounts(t, c, p, "x Anna_Berg", "reddit anna_b")
	wantFocus(t, p, `[data-account^="reddit "] button`)

	// Another browser of hers shows it without being asked.
	var inv wire.Invite
	me := memberOf(t, c, "Anna Berg")
	check(t, p.MustEval(`async id => (await chrome.runtime.sendMessage({ invite: { member: id } })).invite`, me.ID).Unmarshal(&inv))
	second := chrome(t, c.web)
	enter(t, second, inv.Link)
	other := second.Extension("options.html")
	wantAccounts(t, c, other, "x Anna_Berg", "reddit anna_b")
	other.Press(`[data-account^="x "] button`)
	wantAccounts(t, c, other, "reddit anna_b")
	wantAccounts(t, c, p, "reddit anna_b")
}

// A post by an account of one of us asks nobody for an answer, in no browser of the team,
// until the account is off the list again; a worker that starts anew knows it too.
func TestPostsByMyAccountsAreSkipped(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna, bo := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Bo Lund", wire.Staff)
	p, page := anna.Extension("options.html"), bo.Open(squareURL)
	page.WaitBadgeOf("#p103", "free")
	addAccount(p, "generic", "square.example", "Maren Lie")
	wantAccounts(t, c, p, "generic Maren Lie@square.example")
	page.WaitNoBadgeOf("#p103")
	page.WaitBadgeOf("#p102", "free")

	bo.StopWorker()
	page.MustReload().MustWaitLoad()
	page.WaitBadgeOf("#p102", "free")
	page.WaitNoBadgeOf("#p103")

	// A playbook that is published meanwhile does not forget them.
	c.team.Publish(strings.Replace(playbook, `{"name":"Havblikk Pass"}`, `{"name":"Havblikk Pass"},{"name":"bakery","case":"any"}`, 1))
	page.WaitBadgeOf("#p104", "free")
	page.WaitNoBadgeOf("#p103")

	p.Press(`[data-act=forget]`)
	wantAccounts(t, c, p)
	page.WaitBadgeOf("#p103", "free")
	wantNoErrors(t, p, page)
}

// Each thing that is wrong is told at its field, which has the focus then.
func TestWrongAccountsNameTheirField(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	p := c.join(t, "Anna Berg", wire.Staff).Extension("options.html")
	addAccount(p, "x", "", "anna")
	wantAccounts(t, c, p, "x anna")
	for _, c := range []struct{ site, host, account, field, says string }{
		{"", "", "anna", "site", "Site"},
		{"x", "", " @ ", "account", "Account"},
		{"x", "", "@ANNA", "account", "anna is in the list"},
		{"x", "", strings.Repeat("a", 301), "account", "too long"},
		{"discourse", "", "anna", "host", "address"},
		{"discourse", "no site", "anna", "host", "address"},
		{"mastodon", "", "@anna@nowhere", "host", "address"},
	} {
		p.MustReload().MustWaitLoad()
		addAccount(p, c.site, c.host, c.account)
		said := ""
		drive.Until(t, fmt.Sprintf("%+v is refused", c), func() (string, bool) {
			said = p.MustElement(`#own-` + c.field + `-wrong`).MustText()
			return said, strings.Contains(strings.ToLower(said), strings.ToLower(c.says))
		})
		wantFocus(t, p, `[name=`+c.field+`][aria-invalid=true][aria-describedby="own-`+c.field+`-wrong"]`)
	}
	wantAccounts(t, c, p, "x anna")
	wantNoErrors(t, p)
}

// As people meet it; the pictures are in out/screens.
func TestOneselfIsForEverybody(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb", "nn"} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			c, line := newCompany(t, &h.Home), drive.NewLine(t, h.URL)
			b := drive.Start(t, drive.Options{Dist: built.Chrome, Web: c.web, Lang: lang})
			enter(t, b, line.Through(c.team.Invite("Liv Dahl", wire.Staff)))
			p := b.Extension("options.html")
			s := &screen{"oneself", p, 900, 800}
			addFast(p, "linkedin", "liv-dahl-4b2a1973", "liv-dahl-old")
			wantAccounts(t, c, p, "linkedin liv-dahl-4b2a1973", "linkedin liv-dahl-old")
			p.Press(`[data-account$=old] [data-act=forget]`)
			wantAccounts(t, c, p, "linkedin liv-dahl-4b2a1973")
			addAccount(p, "mastodon", "coast.example", "liv")
			wantAccounts(t, c, p, "linkedin liv-dahl-4b2a1973", "mastodon liv@coast.example")
			addAccount(p, "discourse", "nowhere", "")
			p.Want(`[aria-invalid=true]`)
			line.Cut()
			p.Press(`#duty`)
			p.Want(`.duty [data-said=failed]`)
			for _, v := range variants {
				s.show(t, v)
				wantAccessible(t, p, "oneself "+v.name)
				wantNoSideways(t, p, "oneself "+v.name)
				p.MustElement(`#me-title`).MustEval(`() => this.scrollIntoView()`)
				s.shoot(t, lang, v.name)
			}
		})
	}
}

func addAccount(p *drive.Page, site, host, account string) {
	if site != "" {
		p.Want(`[name=site] option[value=` + site + `]`)
		p.MustEval(`site => { const s = document.querySelector("[name=site]"); s.value = site; s.dispatchEvent(new Event("change", { bubbles: true })) }`, site)
	}
	if host != "" {
		p.Want(`[name=host]`).MustSelectAllText()
		p.Fill(`[name=host]`, host)
	}
	p.Want(`[name=account]`).MustSelectAllText()
	p.Fill(`[name=account]`, account)
	p.Press(`[data-act=add-account]`)
}

// addFast adds two accounts as somebody who types fast: the second is there and sent while
// the first is still on its way.
func addFast(p *drive.Page, site, first, second string) {
	p.Want(`[name=site] option[value=` + site + `]`)
	p.MustEval(`async (site, ...accounts) => {
		const drawn = () => new Promise(r => requestAnimationFrame(() => setTimeout(r)))
		const fill = (name, value) => { const f = document.querySelector("[name=" + name + "]"); f.value = value; f.dispatchEvent(new Event(f.matches("select") ? "change" : "input", { bubbles: true })) }
		fill("site", site)
		for (const account of accounts) {
			await drawn()
			fill("account", account)
			await drawn()
			document.querySelector("[data-act=add-account]").click()
		}
	}`, site, first, second)
}

// wantSaid waits until a part of the section says in a live region how saving went.
func wantSaid(t *testing.T, p *drive.Page, part, how, says string) {
	t.Helper()
	drive.Until(t, part+" says "+says, func() (string, bool) {
		got := p.MustEval(`css => { const s = document.querySelector(css + " .said"); return s.dataset.said + ": " + [...s.querySelectorAll("[role]")].map(e => e.innerText).join("") }`, part).Str()
		return got, strings.HasPrefix(got, how+":") && strings.Contains(got, says)
	})
}

// wantAccounts waits until the list and what a colleague's browser gets both are these.
func wantAccounts(t *testing.T, c *company, p *drive.Page, want ...string) {
	t.Helper()
	drive.Until(t, "the accounts are "+strings.Join(want, ", "), func() (string, bool) {
		var shown, home []string
		check(t, p.MustEval(`() => [...document.querySelectorAll("[data-account]")].map(e => e.dataset.account)`).Unmarshal(&shown))
		for _, h := range c.eye.Members().Handles {
			home = append(home, h.Site+" "+h.Handle)
		}
		return fmt.Sprintf("shown %q, home %q", shown, home), slices.Equal(shown, want) && slices.Equal(home, want)
	})
}

// wantDuty waits until the switch and the home agree.
func wantDuty(t *testing.T, c *company, p *drive.Page, want bool) {
	t.Helper()
	p.Want(`#duty`)
	drive.Until(t, fmt.Sprintf("on duty is %v", want), func() (string, bool) {
		shown, home := p.MustElement(`#duty`).MustProperty("checked").Bool(), memberOf(t, c, "Anna Berg").OnDuty
		return fmt.Sprintf("shown %v, home %v", shown, home), shown == want && home == want
	})
}

func memberOf(t *testing.T, c *company, name string) wire.Member {
	t.Helper()
	all := c.eye.Members().Members
	i := slices.IndexFunc(all, func(m wire.Member) bool { return m.Name == name })
	if i < 0 {
		t.Fatalf("no %s in %+v", name, all)
	}
	return all[i]
}
