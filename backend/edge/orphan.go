//go:build !linux

package edge

import "syscall"

// follow does nothing here: only Linux ends a child with its parent.
func follow() *syscall.SysProcAttr { return nil }
