package place

import (
	"math"
	"strings"
	"unicode/utf8"
)

// ASCII returns a host's label as DNS has it: RFC 3492. Browsers hand over such hosts
// already; this is for addresses that a person typed. Labels are not mapped further.
func ASCII(label string) string {
	if isAll(label, func(c byte) bool { return c < utf8.RuneSelf }) || len(label) > 255 {
		return label
	}
	var basic strings.Builder
	runes := []rune(label)
	for _, r := range runes {
		if r < utf8.RuneSelf {
			basic.WriteRune(r)
		}
	}
	out := []byte("xn--" + basic.String())
	done := basic.Len()
	if done > 0 {
		out = append(out, '-')
	}
	n, delta, bias, first := rune(0x80), 0, 72, true
	for handled := done; handled < len(runes); {
		next := least(runes, n)
		delta += int(next-n) * (handled + 1)
		n = next
		for _, r := range runes {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			out = digits(out, delta, bias)
			bias = adapt(delta, handled+1, first)
			delta, first = 0, false
			handled++
		}
		delta++
		n++
	}
	return string(out)
}

// least returns the smallest of runes that is at least n.
func least(runes []rune, n rune) rune {
	next := rune(math.MaxInt32)
	for _, r := range runes {
		if r >= n && r < next {
			next = r
		}
	}
	return next
}

// digits appends delta as a variable-length number in base 36.
func digits(out []byte, delta, bias int) []byte {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	for k := 36; ; k += 36 {
		t := min(max(k-bias, 1), 26)
		if delta < t {
			return append(out, letters[delta])
		}
		out = append(out, letters[t+(delta-t)%(36-t)])
		delta = (delta - t) / (36 - t)
	}
}

func adapt(delta, count int, first bool) int {
	if first {
		delta /= 700
	} else {
		delta /= 2
	}
	delta += delta / count
	k := 0
	for ; delta > 455; k += 36 {
		delta /= 35
	}
	return k + 36*delta/(delta+38)
}
