package place

import "strings"

// This file reads addresses the way browsers do, as far as keys need it, and refuses
// the rest. The one thing not to forget: normal must change nothing the second time.

const longestURL = 8 << 10

// address is an http or https URL in normal form. All parts are printable ASCII.
type address struct {
	host, port            string // lower case; the port only where it is neither 80 nor 443
	path, query, fragment string // percent-encoded, without their marks; path starts with /
}

// parse reads raw; ok is false for other schemes, user names, senseless hosts, invalid
// UTF-8 and anything longer than 8 KiB.
func parse(raw string) (a address, ok bool) {
	if len(raw) > longestURL || strings.ToValidUTF8(raw, "") != raw {
		return a, false
	}
	raw = strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' })
	raw = lineless(raw)
	if post, ok := strings.CutPrefix(raw, "at://"); ok { // Bluesky's own scheme
		raw = "https://bsky.app/profile/" + strings.Replace(post, "/app.bsky.feed.post/", "/post/", 1)
	}
	scheme, rest, found := strings.Cut(raw, "://")
	scheme = strings.ToLower(scheme)
	if !found || scheme != "http" && scheme != "https" {
		return a, false
	}
	rest, a.fragment, _ = strings.Cut(rest, "#")
	rest, a.query, _ = strings.Cut(rest, "?")
	rest = strings.ReplaceAll(rest, `\`, "/")
	authority, path, _ := strings.Cut(rest, "/")
	if a.host, a.port, ok = hostPort(authority); !ok {
		return a, false
	}
	a.path = "/" + undot(normal(path))
	a.query, a.fragment = normal(a.query), normal(a.fragment)
	a.fragment, _, _ = strings.Cut(a.fragment, ":~:") // a text fragment is a place to scroll to
	return a, true
}

func hostPort(authority string) (host, port string, ok bool) {
	host = authority
	if i := strings.LastIndexByte(authority, ':'); i > strings.LastIndexByte(authority, ']') {
		host, port = authority[:i], strings.TrimLeft(authority[i+1:], "0")
	}
	if len(port) > 5 || !isAll(port, isDigit) {
		return "", "", false
	}
	if port == "443" || port == "80" { // a key has no scheme, so neither tells anything
		port = ""
	}
	host, ok = normalHost(host)
	return host, port, ok
}

func normalHost(host string) (string, bool) {
	if inner, ok := strings.CutPrefix(host, "["); ok {
		inner, ok = strings.CutSuffix(strings.ToLower(inner), "]")
		return "[" + inner + "]", ok && inner != "" &&
			isAll(inner, func(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' || c == ':' || c == '.' })
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	labels := strings.Split(host, ".")
	for i, label := range labels {
		label = ASCII(label)
		if label == "" || len(label) > 63 || !isAll(label, isHostByte) {
			return "", false
		}
		labels[i] = label
	}
	host = strings.Join(labels, ".")
	return host, len(host) <= 253
}

// normal percent-encodes what is not printable ASCII or would end a line, a table cell
// or a quoted string, and decodes what needs no encoding: RFC 3986, section 6.2.2.
func normal(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c = unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
			if isUnreserved(c) {
				b.WriteByte(c)
				continue
			}
		} else if c != '%' && c > ' ' && c < 0x7f && !strings.ContainsRune("\"<>\\^`{|}", rune(c)) {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// undot resolves "." and ".." segments of a path without its first slash.
func undot(path string) string {
	if !strings.Contains("/"+path, "/.") {
		return path
	}
	var out []string
	segments := strings.Split(path, "/")
	for i, s := range segments {
		last := i == len(segments)-1
		switch s {
		case "..":
			out = out[:max(0, len(out)-1)]
		case ".":
		default:
			out = append(out, s)
			continue
		}
		if last {
			out = append(out, "")
		}
	}
	return strings.Join(out, "/")
}

// segments are the parts of the path between slashes, decoded where that is harmless,
// empty ones left out.
func (a address) segments() []string {
	parts := split(a.path)
	for i, p := range parts {
		parts[i] = legible(p)
	}
	return parts
}

// param returns the first value of a query parameter, decoded where that is harmless.
func (a address) param(name string) string {
	for pair := range strings.SplitSeq(a.query, "&") {
		if k, v, _ := strings.Cut(pair, "="); k == name {
			return legible(v)
		}
	}
	return ""
}

// lineless takes out what browsers take out. It is made once: a page asks for each post.
var lineless = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace

// legible decodes the marks inside ids that some links carry encoded: urn%3Ali%3A…
var legible = strings.NewReplacer("%3A", ":", "%28", "(", "%29", ")", "%2C", ",", "%40", "@").Replace

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isLetter(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z'
}
func isHex(c byte) bool        { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }
func isHostByte(c byte) bool   { return isDigit(c) || isLetter(c) || c == '-' || c == '_' }
func isUnreserved(c byte) bool { return isHostByte(c) || c == '.' || c == '~' }

func unhex(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

func isAll(s string, ok func(byte) bool) bool {
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}
