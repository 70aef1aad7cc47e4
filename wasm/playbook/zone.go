//go:build !wasip1 || workbench

package playbook

import (
	"strings"
	"time"
	_ "time/tzdata" // the edge has no table of zones, and a server may have none
)

// knownZone reports whether there is such a zone. Its twin in the engine believes
// everything: a table of zones is half a megabyte, and due times are the home's. The
// workbench has the table, so that nobody has to publish to learn of a misspelt zone.
func knownZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && (name == "UTC" || strings.Contains(name, "/"))
}
