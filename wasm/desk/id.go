package desk

import "encoding/hex"

// opID makes a UUIDv7 (RFC 9562) of server time in milliseconds and 16 random bytes in
// hex. The time inside is the id's alone: the server checks it against the window in
// which it accepts ids, and decides nothing else by it.
//
// Package google/uuid, which the server and the tests read these ids with, brings the
// network stack along: 160 KB of the engine's 1.3 MB, for sixteen bytes and four dashes.
func opID(ms int64, random string) (id string, ok bool) {
	var u [16]byte
	if len(random) != 2*len(u) {
		return "", false
	}
	if _, err := hex.Decode(u[:], []byte(random)); err != nil {
		return "", false
	}
	for i := range 6 {
		u[i] = byte(ms >> (40 - 8*i))
	}
	u[6] = 0x70 | u[6]&0x0f
	u[8] = 0x80 | u[8]&0x3f
	h := hex.EncodeToString(u[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:], true
}
