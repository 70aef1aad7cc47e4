package server

// The names and secrets that Porchlight makes, all in base 62: device tokens, invite
// secrets, tickets and team ids. Of every secret only the SHA-256 is stored; 128 bit
// and more of randomness need no slow hash.

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"hash/crc32"
	"strings"
)

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

const (
	deviceIDLen     = 16
	deviceSecretLen = 43 // 256 bit
	inviteLen       = 32
	ticketLen       = 32
	memberLen       = 16
	teamRandomLen   = 22
	teamTagLen      = 10
)

// Random returns n random base 62 digits.
func Random(n int) string {
	out := make([]byte, 0, n)
	buf := make([]byte, n+n/8+8)
	for len(out) < n {
		rand.Read(buf) // never fails
		for _, b := range buf {
			if b < 4*62 && len(out) < n { // no digit is likelier than another
				out = append(out, digits[b%62])
			}
		}
	}
	return string(out)
}

func base62(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

// Hash is how a secret is stored: hex SHA-256 of its ASCII bytes.
func Hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Token writes a device token: pl_d_<id>_<secret>_<checksum>. The prefix lets secret
// scanners know it, the checksum lets a router refuse a mangled one without a look-up
// (the form that GitHub introduced in 2021).
func Token(id, secret string) string {
	body := "pl_d_" + id + "_" + secret
	sum := crc32.ChecksumIEEE([]byte(body))
	tail := make([]byte, 6)
	for i := len(tail) - 1; i >= 0; i-- {
		tail[i] = digits[sum%62]
		sum /= 62
	}
	return body + "_" + string(tail)
}

// ParseToken takes a device token apart; ok is false when it is not one.
func ParseToken(token string) (id, secret string, ok bool) {
	part := strings.Split(token, "_")
	if len(part) != 5 || !base62(part[2], deviceIDLen) || !base62(part[3], deviceSecretLen) {
		return "", "", false
	}
	if Token(part[2], part[3]) != token {
		return "", "", false
	}
	return part[2], part[3], true
}

// NewTeamID makes the id of a team: random, and a tag that only this home can make, so
// that nobody can cause databases for invented names.
func NewTeamID(operatorSecret string) string {
	name := Random(teamRandomLen)
	return name + teamTag(operatorSecret, name)
}

// CheckTeamID tells whether this home made id.
func CheckTeamID(operatorSecret, id string) bool {
	if !base62(id, teamRandomLen+teamTagLen) {
		return false
	}
	return hmac.Equal([]byte(id[teamRandomLen:]), []byte(teamTag(operatorSecret, id[:teamRandomLen])))
}

func teamTag(operatorSecret, name string) string {
	m := hmac.New(sha256.New, []byte(operatorSecret))
	m.Write([]byte("team:" + name))
	return hex.EncodeToString(m.Sum(nil))[:teamTagLen]
}
