package playbook

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a JSON string. Half a surrogate pair or invalid UTF-8 is an error here,
// not U+FFFD: a name that holds one could never match.
func (r *jsonReader) text() string {
	r.at++
	var b strings.Builder
	for {
		if r.at >= len(r.data) {
			r.fail("json_open")
		}
		switch c := r.data[r.at]; {
		case c == '"':
			r.at++
			return b.String()
		case c == '\\':
			b.WriteRune(r.escape())
		case c < 0x20:
			r.fail("json_control")
		default:
			ch, size := utf8.DecodeRune(r.data[r.at:])
			if ch == utf8.RuneError && size <= 1 {
				r.fail("json_utf8")
			}
			b.WriteRune(ch)
			r.at += size
		}
	}
}

func (r *jsonReader) escape() rune {
	r.at++
	c := r.peek()
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 && c != 0 {
		r.at++
		return rune("\"\\/\b\f\n\r\t"[i])
	}
	if c != 'u' {
		r.fail("json_escape", string(rune(c)))
	}
	first := r.hex()
	if !utf16.IsSurrogate(first) {
		return first
	}
	if r.at+1 < len(r.data) && r.data[r.at] == '\\' && r.data[r.at+1] == 'u' {
		r.at++
		if pair := utf16.DecodeRune(first, r.hex()); pair != utf8.RuneError {
			return pair
		}
	}
	r.fail("json_half", strconv.FormatInt(int64(first), 16))
	return 0
}

func (r *jsonReader) hex() rune {
	r.at++
	if r.at+4 <= len(r.data) {
		if v, err := strconv.ParseUint(string(r.data[r.at:r.at+4]), 16, 16); err == nil {
			r.at += 4
			return rune(v)
		}
	}
	r.fail("json_hex")
	return 0
}
