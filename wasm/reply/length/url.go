package length

// Addresses in a text as twitter-text finds them: with http:// or without, as long as
// the last part of the host is a top-level domain. By hand, since regular expressions
// would make the engine 100 kB larger.

import (
	_ "embed"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"porchlight/wasm/place"
	"porchlight/wasm/words"
)

// address is one address: bytes from start to end.
type address struct{ start, end int }

// longestAddress is in bytes; a longer one is text to X.
const longestAddress = 4096

// Addresses are where text has addresses that begin with http:// or https://, and with
// bare also example.com: start and end in bytes.
func Addresses(text string, bare bool) [][2]int {
	var out [][2]int
	for _, a := range find(text, bare) {
		out = append(out, [2]int{a.start, a.end})
	}
	return out
}

// finder goes through a text. Where no host is found none begins before the end of what
// was looked at.
type finder struct {
	text  string
	bare  bool
	found []address
	fails int
}

func find(text string, bare bool) []address {
	if !strings.Contains(text, ".") {
		return nil
	}
	f := finder{text: text, bare: bare}
	before, size := utf8.DecodeRuneInString(text)
	end := 0
	if mayPrecede(before) { // the first character goes before an address sooner than it begins one
		end = f.from(size, before)
	}
	if end == 0 {
		end = f.from(0, 0)
	}
	at := size
	for {
		if end > 0 { // and what follows one goes before the next
			before, size = utf8.DecodeRuneInString(text[end:])
			at = end + size
		}
		if at >= len(text) {
			return f.found
		}
		if end = 0; mayPrecede(before) {
			end = f.from(at, before)
		}
		if end == 0 {
			before, size = utf8.DecodeRuneInString(text[at:])
			at += size
		}
	}
}

// from looks for an address that begins at text[at], and returns the end of what looks
// like one, 0 for nothing.
func (f *finder) from(at int, before rune) (end int) {
	text := f.text
	r, _ := utf8.DecodeRuneInString(text[at:])
	scheme := schemeAt(text[at:])
	if scheme == 0 && (at < f.fails || !inHost(r)) {
		return 0
	}
	host := at + scheme
	hostEnd, stop := hostAt(text, host, inHost, true)
	if hostEnd == 0 {
		f.fails = stop
		return 0
	}
	path := port(text, hostEnd)
	end = slash(text, path)
	long := end > path
	end = query(text, end)
	name := text[host:hostEnd]
	switch {
	case !valid(name) || end-at > longestAddress:
	case scheme > 0:
		f.found = append(f.found, short(text, at, host, hostEnd, end)...)
	case f.bare && !strings.ContainsRune("-_./", before):
		found := latin(name, host)
		if n := len(found); n > 0 && long {
			found[n-1].end = end
		}
		f.found = append(f.found, found...)
	}
	return end
}

// alnum is the end of the letters and digits at text[at].
func alnum(text string, at int) int {
	for at < len(text) && word(text[at]) && text[at] != '_' {
		at++
	}
	return at
}

// short are addresses of t.co, which end with their word.
func short(text string, at, host, hostEnd, end int) []address {
	if !strings.EqualFold(text[host:hostEnd], "t.co") || end <= hostEnd || text[hostEnd] != '/' {
		return []address{{at, end}}
	}
	slug := alnum(text, hostEnd+1)
	switch n := slug - hostEnd - 1; {
	case n == 0:
		return []address{{at, end}}
	case n > 40:
		return nil
	}
	return []address{{at, query(text, slug)}}
}

// latin are the hosts inside a host that is glued to other writing: のexample.com.
func latin(name string, at int) (out []address) {
	for i := 0; i < len(name); {
		r, size := utf8.DecodeRuneInString(name[i:])
		if end := 0; accented(r) || r == '-' {
			if end, _ = hostAt(name, i, func(r rune) bool { return accented(r) || r == '-' }, false); end > i {
				out = append(out, address{at + i, at + end})
				i = end
				continue
			}
		}
		i += size
	}
	return out
}

// hostAt is the end of the host that begins at text[at], 0 for none, and of what was
// looked at: labels, and a top-level domain as late as possible. Strict labels do not begin or end with - or _,
// and the one before the last has no _.
func hostAt(text string, at int, in func(rune) bool, strict bool) (end, stop int) {
	from, again := at, 0
scan:
	for stop = at; stop < len(text) && stop-at < longestAddress; {
		r, size := utf8.DecodeRuneInString(text[stop:])
		switch {
		case r == '.':
			part := text[from:stop]
			if part == "" || strict && (strings.Trim(part, "-_") != part) {
				break scan
			}
			switch n := topLevel(text[stop+1:]); {
			case n > 0 && !strings.Contains(part, "_"):
				end = stop + 1 + n
			case n > 0 && again == 0: // what follows the _ may be a host
				again = at + strings.IndexByte(text[at:], '.')
			}
			from = stop + 1
		case in(r) || strict && (r == '-' || r == '_'):
		default:
			break scan
		}
		stop += size
	}
	if again > 0 {
		stop = again
	}
	return end, stop
}

//go:embed tld.bin
var topTable string

var top = sync.OnceValue(func() []uint32 {
	out, data, last := make([]uint32, 0, 1600), []byte(topTable), uint64(0)
	for len(data) > 0 {
		v, n := binary.Uvarint(data)
		data, last = data[n:], last+v
		out = append(out, uint32(last))
	}
	return out
})

// topLevel is the length of the top-level domain that a text begins with, when no
// letter, digit, @, + or - goes on behind it; 0 for none.
func topLevel(text string) int {
	n := alnum(text, 0)
	if n > 0 {
		lower := strings.ToLower(text[:n])
		if strings.HasPrefix(lower, "xn") && strings.HasPrefix(text[n:], "--") {
			rest := n + 2
			for rest < len(text) && (text[rest] == '-' || alnum(text, rest) > rest) {
				rest++
			}
			if rest > n+2 {
				return rest
			}
		}
		if n > 24 || n < len(text) && strings.IndexByte("@+-", text[n]) >= 0 || !listed(lower) {
			return 0
		}
		return n
	}
	longest := 0
	for end := 0; end <= 48 && end < len(text); {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r < utf8.RuneSelf || !inHost(r) {
			break
		}
		end += size
		if end < len(text) && (strings.IndexByte("@+-", text[end]) >= 0 || alnum(text, end) > end) {
			continue
		}
		if listed(text[:end]) {
			longest = end
		}
	}
	return longest
}

func listed(name string) bool {
	_, ok := slices.BinarySearch(top(), words.Hash(name)>>10)
	return ok
}

// valid are hosts whose labels DNS could carry.
func valid(host string) bool {
	if strings.HasPrefix(host, "xn--") && strings.ContainsFunc(host, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return false
	}
	for label := range strings.SplitSeq(host, ".") {
		if n := len(place.ASCII(label)); n < 1 || n > 63 {
			return false
		}
	}
	return true
}
