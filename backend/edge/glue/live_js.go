//go:build js && wasm

package glue

import (
	"net/http"
	"strconv"
	"syscall/js"

	"github.com/syumai/workers/cloudflare"
)

// Number returns a number that the home's operator set, 0 when it is not set.
func Number(name string) float64 {
	f, err := strconv.ParseFloat(Text(name), 64)
	if err != nil {
		return 0
	}
	return f
}

// Text returns a text that the home's operator set, "" when it is not set.
func Text(name string) string {
	if v := cloudflare.GetBinding(name); v.Type() == js.TypeString {
		return v.String()
	}
	return ""
}

// Sockets is the team's open WebSockets. The platform holds them, also while the object
// sleeps, so nothing about them is kept here.
type Sockets struct{ live js.Value }

// OpenSockets returns the object's sockets.
func OpenSockets() Sockets { return Sockets{cloudflare.GetBinding("LIVE")} }

// Serve accepts the upgrade r. The object takes the headers out of this answer, makes
// the socket pair and answers 101 itself. Porchlight-Seq of r is sent first.
func (Sockets) Serve(w http.ResponseWriter, r *http.Request, device string) {
	if r.Header.Get("Upgrade") != "websocket" {
		w.Header().Set("Porchlight-Problem", "invalid")
		return
	}
	w.Header().Set("Porchlight-Socket", device)
	w.Header().Set("Porchlight-Seq", r.Header.Get("Porchlight-Seq"))
	w.WriteHeader(http.StatusOK)
}

//go:wasmimport porchlight poke
func poke(seq float64)

// Poke sends the newest seq to every socket.
func (Sockets) Poke(seq int64) { poke(float64(seq)) }

// Close ends the sockets of a device.
func (s Sockets) Close(device string) { s.live.Call("close", device) }
