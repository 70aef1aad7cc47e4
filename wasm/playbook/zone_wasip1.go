//go:build !workbench

package playbook

// knownZone is left to the homes: see zone.go.
func knownZone(string) bool { return true }
