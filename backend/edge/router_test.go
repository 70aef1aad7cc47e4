package edge

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
)

// team is the id of a team as the router would make it.
func team(secret, random string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("team:" + random))
	return random + fmt.Sprintf("%x", mac.Sum(nil)[:5])
}
