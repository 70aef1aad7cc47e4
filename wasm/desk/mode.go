package desk

import (
	"porchlight/wasm/place"
	"porchlight/wasm/wire"
)

// Ruled adds to looks the team's rule for claims on their sites. Where a claim is
// required, a reply may be written into the page by whoever has one that the server has
// confirmed and that still runs; but never is a reply refused that was posted all the same.
func Ruled(looks []wire.Look, mode func(site string) string) {
	for i := range looks {
		l := &looks[i]
		l.Mode = mode(l.Site)
		l.May.Insert = l.Mode != "required" || l.State == wire.Mine || l.Key == place.None // which nobody can claim
	}
}
