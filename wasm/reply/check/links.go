package check

import (
	"strings"
	"unicode"

	"porchlight/wasm/reply/length"
)

// link is an address in the draft: bytes, and "host/path" in small letters without www.
type link struct {
	start, end int
	at         string
}

// found are the addresses of the draft, whatever top-level domain they have.
func (d *draft) found() (out []link) {
	if d.addresses != nil {
		return *d.addresses
	}
	for at := 0; at < len(d.text); {
		i := strings.Index(d.text[at:], "://")
		if i < 0 {
			break
		}
		start := at + i
		for start > at && d.text[start-1]|0x20 >= 'a' && d.text[start-1]|0x20 <= 'z' {
			start--
		}
		end := len(d.text)
		if n := strings.IndexFunc(d.text[at+i:], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>\"“”«»", r) }); n >= 0 {
			end = at + i + n
		}
		at = end
		if end = start + len(strings.TrimRight(d.text[start:end], ".,;:!?)'…")); end > start+4 {
			out = append(out, link{start, end, bare(d.text[start:end])})
		}
	}
	i := 0
	for _, a := range length.Addresses(d.text, true) { // both are in order
		for i < len(out) && out[i].end <= a[0] {
			i++
		}
		if i < len(out) && out[i].start < a[1] {
			continue
		}
		out = append(out, link{})
		copy(out[i+1:], out[i:])
		out[i] = link{a[0], a[1], bare(d.text[a[0]:a[1]])}
	}
	d.addresses = &out
	return out
}

func bare(url string) string {
	if _, rest, ok := strings.Cut(url, "://"); ok {
		url = rest
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(url), "www."), "/")
}

func host(at string) string {
	if i := strings.IndexAny(at, "/?#:"); i >= 0 {
		return at[:i]
	}
	return at
}

// under reports that an address is allowed's or below it: a subdomain of a host, a page
// under a path.
func under(at, allowed string) bool {
	if h := host(allowed); h != allowed {
		rest, ok := strings.CutPrefix(at, allowed)
		return ok && (rest == "" || strings.ContainsRune("/?#", rune(rest[0])))
	}
	return host(at) == allowed || strings.HasSuffix(host(at), "."+allowed)
}

// own reports an address of the brand's.
func (d *draft) own(at string) bool {
	for _, n := range d.names {
		for _, domain := range n.Domains {
			if under(at, bare(domain)) {
				return true
			}
		}
	}
	return false
}

// links are those that neither the playbook nor the suggestion has; a playbook without
// any allows all.
func (d *draft) links() {
	found := d.found()
	if len(found) == 0 {
		return
	}
	var allowed []string
	some := false
	for i := range d.answers {
		a := &d.answers[i]
		if some = some || len(a.Links) > 0; d.ask.Answer == "" || a.ID == d.ask.Answer {
			allowed = append(allowed, a.Links...)
		}
	}
	for _, n := range d.names {
		some = some || len(n.Domains) > 0
	}
	if !some {
		return
	}
	for _, l := range found {
		fine := d.own(l.at) || strings.Contains(bare(d.suggested), l.at)
		for _, a := range allowed {
			fine = fine || under(l.at, bare(a))
		}
		if !fine {
			d.say("link", l.start, l.end, host(l.at))
		}
	}
}
