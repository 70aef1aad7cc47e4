package check

import (
	"strconv"
	"strings"
	"time"

	"porchlight/wasm/playbook"
)

// facts are those of the playbook that the draft states and that are out of date where
// it is written.
func (d *draft) facts() {
	if d.ask.NowMs == 0 {
		return
	}
	today := date(time.UnixMilli(d.ask.NowMs + int64(d.ask.ZoneOffset)*60_000).UTC().Date())
	for _, a := range d.answers {
		for _, fact := range a.Facts {
			if len(fact.Until) != len(today) || fact.Until >= today {
				continue
			}
			phrase := forms(fact.Text)
			if len(phrase) < 3 && a.ID != d.ask.Answer { // "240 kr" may be said of something else
				continue
			}
			if i := find(d.words, phrase, 0); i >= 0 {
				d.say("expired_fact", d.words[i].start, d.words[i+len(phrase)-1].end, fact.Text, fact.Until)
			}
		}
	}
}

// date writes 2026-11-30, without package time's formats: they are 11 kB in the engine.
func date(year int, month time.Month, day int) string {
	n := year*10000 + int(month)*100 + day
	digits := []byte("0000-00-00")
	for i := len(digits) - 1; i >= 0; i-- {
		if digits[i] == '0' {
			digits[i] = byte('0' + n%10)
			n /= 10
		}
	}
	return string(digits)
}

// voiced are the words that the team avoids and those that it wants, and how long its
// sentences are.
func (d *draft) voiced() {
	for _, rule := range d.voice.Avoid {
		phrase := forms(rule.Word)
		for i := find(d.words, phrase, 0); i >= 0; i = find(d.words, phrase, i+1) {
			last := d.words[i+len(phrase)-1]
			d.say("avoid", d.words[i].start, last.end, d.text[d.words[i].start:last.end], why(rule))
		}
	}
	for _, rule := range d.voice.Require {
		if phrase := forms(rule.Word); len(phrase) > 0 && find(d.words, phrase, 0) < 0 {
			d.say("require", 0, 0, rule.Word, why(rule))
		}
	}
	if d.voice.Level <= 0 {
		return
	}
	links := d.found()
	for _, s := range d.sentences() {
		n := 0
		for _, w := range d.words[s.from:s.to] { // numbers and addresses are read at a glance
			for len(links) > 0 && links[0].end <= w.start {
				links = links[1:]
			}
			if !(len(links) > 0 && links[0].start <= w.start) && strings.Trim(w.form, "0123456789") != "" {
				n++
			}
		}
		if n > d.voice.Level {
			d.say("long_sentence", d.words[s.from].start, d.words[s.to-1].end, strconv.Itoa(n), strconv.Itoa(d.voice.Level))
		}
	}
}

// why is the reason and what to write instead, in no language of ours.
func why(rule playbook.WordRule) string {
	out := rule.Reason
	if rule.Instead != "" {
		out += " → “" + rule.Instead + "”"
	}
	return strings.TrimSpace(out)
}

// disclosed wants to hear within the first characters who somebody works for: the FTC
// wants it in the message itself, and people do not read to the end.
func (d *draft) disclosed() {
	line := d.disclosure()
	if line == "" || !d.ask.Personal && !d.rule().Disclose || d.discloses(line) {
		return
	}
	d.say("disclosure", 0, 0, line)
}

// disclosure is the team's line in the language of the draft, else in one that it has.
func (d *draft) disclosure() string {
	primary, _, _ := strings.Cut(d.lang, "-")
	for _, lang := range []string{d.lang, primary, "nb", "nn", "en"} {
		near := lang == primary || lang == d.lang || primary == "no" || primary == "nb" || primary == "nn" || lang == "en"
		if line := d.voice.Disclosure[lang]; line != "" && near {
			return strings.TrimRight(strings.TrimSpace(line), ".")
		}
	}
	first := ""
	for lang := range d.voice.Disclosure {
		if first == "" || lang < first {
			first = lang
		}
	}
	return d.voice.Disclosure[first]
}

// discloses takes the line as it is, and one in other words that names the brand and
// says work, or #brandemployee.
func (d *draft) discloses(line string) bool {
	const early = 100
	end, n := len(d.text), 0
	for i := range d.text {
		if n++; n > early {
			end = i
			break
		}
	}
	var words []word
	for _, w := range d.words {
		if w.end <= end {
			words = append(words, w)
		}
	}
	if find(words, forms(line), 0) >= 0 {
		return true
	}
	works := false
	for _, w := range words {
		works = works || among(w.form, work)
	}
	for _, name := range d.names {
		for _, alias := range append([]string{name.Name}, name.Aliases...) {
			brand := forms(alias)
			if works && find(words, brand, 0) >= 0 {
				return true
			}
			tag := strings.Join(brand, "")
			for _, w := range words {
				if tag != "" && (w.form == tag+"employee" || w.form == tag+"ansatt" || w.form == tag+"tilsett") {
					return true
				}
			}
		}
	}
	return false
}

const work = " work works working employed employee job jobber jobbar ansatt tilsett arbeider arbeidar "

// signed wants the initials of who writes from the brand's account.
func (d *draft) signed() {
	sign := d.voice.SignOff
	if sign == "" && d.rule().SignOff {
		sign = "^{initials}"
	}
	if sign == "" || d.ask.Personal {
		return
	}
	text := strings.TrimRight(d.text, " \t\r\n.")
	before, after, open := strings.Cut(strings.TrimSpace(sign), "{initials}")
	if d.ask.Initials != "" {
		sign = before + d.ask.Initials + after
	}
	if strings.HasSuffix(text, strings.TrimRight(strings.TrimSpace(sign), ".")) {
		return
	}
	if rest, ok := strings.CutSuffix(text, after); ok && open { // somebody else's, or in small letters
		i := strings.LastIndexFunc(rest, func(r rune) bool { return !inWord(r) })
		if n := len(rest) - i - 1; n > 0 && n <= 6 && before != "" && strings.HasSuffix(rest[:i+1], before) {
			return
		}
	}
	d.say("sign_off", 0, 0, sign)
}

// among reports a word of a list that has a blank around each.
func among(word, list string) bool { return strings.Contains(list, " "+word+" ") }
