package check

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// loud is what reads as shouting: capitals word after word, and marks in a row. One word
// in capitals is a name or a stress.
func (d *draft) loud() {
	for i := 0; i < len(d.words); i++ {
		end, letters := i, 0
		for end < len(d.words) && (end == i || strings.TrimSpace(d.text[d.words[end-1].end:d.words[end].start]) == "") && capitals(d.text[d.words[end].start:d.words[end].end]) && !d.words[end].hole {
			letters += utf8.RuneCountInString(d.words[end].form)
			end++
		}
		if end-i >= 2 && letters >= 10 {
			d.say("shouting", d.words[i].start, d.words[end-1].end)
		}
		i = max(i, end-1)
	}
	marks := 0
	for i := 0; i < len(d.text); i++ {
		if d.text[i] != '!' && d.text[i] != '?' {
			continue
		}
		end := i
		for end < len(d.text) && (d.text[end] == '!' || d.text[end] == '?') {
			end++
		}
		loud := strings.Contains(d.text[i:end], "!")
		if loud {
			marks++
		}
		if loud && end-i >= 3 || loud && marks == 4 {
			d.say("exclaims", i, end)
		}
		i = end
	}
}

func capitals(w string) bool {
	n := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}

// manners are the rules of the host that a reply tool runs into. Discourse's numbers are
// its defaults for a new member (config/site_settings.yml).
func (d *draft) manners() {
	switch d.ask.Site {
	case "discourse":
		d.discourse()
	case "reddit":
		d.reddit()
	case "hn":
		d.pitch()
		for _, mark := range []string{"**", "](", "```", "\n# ", "\n> "} {
			if i := strings.Index(d.text, mark); i >= 0 {
				d.say("host_markdown", i, i+len(mark), strings.TrimSpace(mark))
				return
			}
		}
	}
}

func (d *draft) discourse() {
	const entropy, newLinks = 7, 2
	kinds, upper, lower := map[rune]bool{}, 0, 0
	for _, r := range d.text {
		if len(kinds) < entropy {
			kinds[r] = true
		}
		if unicode.IsUpper(r) {
			upper++
		} else if unicode.IsLower(r) {
			lower++
		}
	}
	if len(kinds) < entropy {
		d.say("host_uniform", 0, 0)
	}
	if upper > 3 && lower == 0 {
		d.say("host_uppercase", 0, 0)
	}
	if links := d.found(); len(links) > newLinks {
		d.say("host_links", links[newLinks].start, links[newLinks].end, strconv.Itoa(newLinks))
	}
}

func (d *draft) reddit() {
	for _, p := range d.problems {
		if p.code == "too_long" {
			d.say("host_split", p.start, p.end)
		}
	}
	for _, phrase := range []string{"part 1", "part one", "del 1"} {
		p := forms(phrase)
		if i := find(d.words, p, 0); i >= 0 {
			d.say("host_split", d.words[i].start, d.words[i+len(p)-1].end)
		}
	}
	for _, part := range []string{"(1/", "[1/"} {
		if i := strings.Index(d.text, part); i >= 0 {
			d.say("host_split", i, i+len(part))
		}
	}
	if !d.ask.Personal || d.disclosure() != "" { // which asks for itself
		return
	}
	for _, l := range d.found() {
		if d.own(l.at) && !d.discloses("") {
			d.say("host_affiliation", l.start, l.end)
			return
		}
	}
}

// pitch is the language of selling.
func (d *draft) pitch() {
	for _, phrase := range []string{"check out our", "sign up", "try our", "free trial", "discount", "use code", "promo code", "book a demo", "follow us",
		"limited offer", "our product", "best in class", "game changer", "game-changer", "we just launched", "subscribe to"} {
		p := forms(phrase)
		if i := find(d.words, p, 0); i >= 0 {
			start, end := d.words[i].start, d.words[i+len(p)-1].end
			d.say("host_promotion", start, end, d.text[start:end])
			return
		}
	}
}
