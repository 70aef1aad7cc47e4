package edge

import "syscall"

// follow ends workerd with this process, however that ends: a test that runs into its
// time limit cleans up nothing.
func follow() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
