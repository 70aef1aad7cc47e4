package server

import (
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	// The other maker of tokens is TypeScript; this one was computed by hand in Python.
	if got := Token(strings.Repeat("A", 16), strings.Repeat("b", 43)); got != knownToken {
		t.Errorf("got %s", got)
	}
	id, secret := Random(16), Random(43)
	token := Token(id, secret)
	if i, s, ok := ParseToken(token); !ok || i != id || s != secret {
		t.Errorf("%s came apart as %s, %s, %v", token, i, s, ok)
	}
	for n := range token {
		for _, c := range []byte("aZ0_-") {
			if token[n] == c {
				continue
			}
			if _, _, ok := ParseToken(token[:n] + string(c) + token[n+1:]); ok {
				t.Errorf("taken with %q at %d", c, n)
			}
		}
		if _, _, ok := ParseToken(token[:n]); ok {
			t.Errorf("taken when cut to %d", n)
		}
	}
}

func TestTeamIDsAreOfOneHome(t *testing.T) {
	id := NewTeamID("secret")
	if !CheckTeamID("secret", id) {
		t.Error("own id refused")
	}
	for _, other := range []string{"", id[:31], id + "0", strings.ToUpper(id), NewTeamID("other"), strings.Repeat("0", 32)} {
		if CheckTeamID("secret", other) {
			t.Errorf("%q taken", other)
		}
	}
}

func TestRandomIsEven(t *testing.T) {
	const n = 62 * 2000
	count := map[rune]int{}
	for _, c := range Random(n) {
		count[c]++
	}
	if len(count) != 62 {
		t.Fatalf("%d digits", len(count))
	}
	for c, k := range count {
		if k < 1600 || k > 2400 { // nine standard deviations
			t.Errorf("%q came %d times of 2000", c, k)
		}
	}
}

const knownToken = "pl_d_AAAAAAAAAAAAAAAA_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_4BveUX"
