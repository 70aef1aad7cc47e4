package check

import (
	"strings"
	"unicode"
)

// private is what a reply must not repeat in public: addresses and numbers of people.
// What the playbook itself says, and the brand's own domains, are public already.
func (d *draft) private() {
	d.emails()
	for at := 0; at < len(d.text); {
		n := numberAt(d.text, at)
		if n.end == 0 {
			at++
			continue
		}
		before := strings.TrimRight(d.text[max(0, n.start-4):n.start], " \u00a0")
		money := hasAny(strings.ToLower(before), "kr", "nok", "$", "€", "£", "usd", "eur") || amount(d.text[n.end:])
		if code := n.kind(d.text); code != "" && !d.inLink(n.start) && !(money && code == "personal_phone") && !d.public(d.text[n.start:n.end]) {
			d.say(code, n.start, n.end)
		}
		at = n.end
	}
	d.references()
}

func hasAny(text string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(text, e) {
			return true
		}
	}
	return false
}

// amount reports a unit of money behind a number.
func amount(text string) bool {
	text = strings.ToLower(strings.TrimLeft(text[:min(len(text), 8)], " \u00a0,-"))
	for _, unit := range []string{"kr", "nok", "usd", "eur", "€", "$", "£", "%"} {
		if strings.HasPrefix(text, unit) {
			return true
		}
	}
	return false
}

func (d *draft) inLink(at int) bool {
	from := strings.LastIndexFunc(d.text[:at], unicode.IsSpace) + 1
	return strings.Contains(d.text[from:at], "/") || strings.Contains(d.text[from:at], "#")
}

func (d *draft) emails() {
	for at := 0; ; {
		i := strings.IndexByte(d.text[at:], '@')
		if i < 0 {
			return
		}
		at += i
		start, end := at, at+1
		for start > 0 && (alnum(d.text[start-1]) || strings.IndexByte("._%+-", d.text[start-1]) >= 0) {
			start--
		}
		for end < len(d.text) && (alnum(d.text[end]) || strings.IndexByte(".-", d.text[end]) >= 0) {
			end++
		}
		domain := strings.ToLower(strings.TrimRight(d.text[at+1:end], ".-"))
		end = at + 1 + len(domain)
		handle := start > 0 && d.text[start-1] == '@' // @anna@mastodon.example is a public name
		if start < at && !handle && strings.Contains(domain, ".") && !d.own(domain) && !d.public(d.text[start:end]) {
			d.say("personal_email", start, end)
		}
		at = end
	}
}

func alnum(c byte) bool { return c-'0' <= 9 || c|0x20 >= 'a' && c|0x20 <= 'z' }

// public reports that the playbook says so itself; digits are compared without what
// stands between them.
func (d *draft) public(s string) bool {
	found := false
	d.texts(func(text string) {
		found = found || strings.Contains(text, s) || len(digitsOf(s)) > 5 && strings.Contains(digitsOf(text), digitsOf(s))
	})
	return found
}

// texts are all that the playbook says to people.
func (d *draft) texts(f func(string)) {
	for i := range d.answers {
		a := &d.answers[i]
		for _, b := range a.Blocks {
			for _, list := range [][]string{b.Acknowledge, b.Answer, b.Commit, b.Refuse, b.Next} {
				for _, text := range list {
					f(text)
				}
			}
		}
		for _, fact := range a.Facts {
			f(fact.Text)
		}
		for _, l := range a.Links {
			f(l)
		}
	}
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// references are numbers behind a word such as booking or order.
func (d *draft) references() {
	for i, w := range d.words {
		if behind := d.words[min(len(d.words), i+5)-1]; digitsOf(d.text[w.end:max(w.end, behind.end)]) == "" || !among(w.form, reference) {
			continue
		}
		last := w
		for _, next := range d.words[i+1 : min(len(d.words), i+5)] {
			text := d.text[next.start:next.end]
			if strings.ContainsAny(d.text[last.end:next.start], ".?!\n") && last.form != "no" && last.form != "nr" {
				break
			}
			last = next
			letters := text == strings.ToUpper(text) && len(text) >= 6 && !strings.ContainsFunc(text, func(r rune) bool { return r > 0x7F })
			digits := len(digitsOf(text))
			if (digits >= 4 || digits >= 2 && letters) && !next.hole && !d.public(text) && !d.told(next.start) && !amount(d.text[next.end:]) {
				d.say("personal_number", next.start, next.end)
				break
			}
		}
	}
}

func (d *draft) told(at int) bool {
	for _, p := range d.problems {
		if strings.HasPrefix(p.code, "personal_") && p.start <= at && at < p.end {
			return true
		}
	}
	return false
}

const reference = " booking bookings reservation order ref reference ticket case customer ordrenummer ordre bestilling bestillingen bookingnummer bookingnr " +
	"bookingen ordrenr ordren referanse referansen referansenummer kundenummer kundenr saksnummer saksnr sak saken billett billettnummer reservasjon reservasjonen " +
	"tinging tinginga bestillingsnummer ordrenummeret "
