package check

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"porchlight/wasm/reply/length"
	"porchlight/wasm/wire"
)

// limit is the room on the draft's site: the page's own word, else the playbook's, else
// the table's.
func (d *draft) limit() length.Limit {
	l := length.Of(d.ask.Site)
	if rule := d.rule(); rule.Limit > 0 {
		l.Max = rule.Limit
	}
	if page := d.ask.Limit; page != nil {
		if unit := length.Unit(page.Unit); unit.Known() {
			l.Unit = unit
		}
		if page.Max > 0 {
			l.Max, l.Bytes = page.Max, 0
		}
		if page.Min > 0 {
			l.Min, l.MinShort = page.Min, page.Min
		}
	}
	return l
}

// measure counts the whole text, also what the other checks do not read.
func (d *draft) measure(text string, out *wire.Checked) {
	l := d.limit()
	if d.lang == "ja" || d.lang == "zh" {
		l.Min = l.MinShort
	}
	room := l.Max
	if room == 0 {
		room = len(text)
	}
	n, over := l.Count(text, room)
	if page := d.ask.Limit; page != nil && page.Left != nil {
		if l.Max = max(0, n+*page.Left); *page.Left < 0 {
			_, over = l.Count(text, l.Max)
		} else {
			over = len(text)
		}
	}
	out.Length, out.Limit, out.Min, out.Unit = n, l.Max, l.Min, string(l.Unit)
	switch {
	case over < len(text):
		d.say("too_long", min(over, len(d.text)), len(d.text), strconv.Itoa(n), strconv.Itoa(l.Max))
	case l.Bytes > 0 && len(text) > l.Bytes:
		over = l.Bytes
		for !utf8.RuneStart(text[over]) {
			over--
		}
		d.say("too_long", min(over, len(d.text)), len(d.text), strconv.Itoa(len(text)), strconv.Itoa(l.Bytes)+" B")
	}
	if trimmed := strings.TrimSpace(d.text); n == 0 || l.Min == 0 || trimmed == "" {
		return
	} else if short, _ := l.Count(trimmed, 0); short < l.Min {
		d.say("too_short", 0, len(d.text), strconv.Itoa(short), strconv.Itoa(l.Min))
	}
}
