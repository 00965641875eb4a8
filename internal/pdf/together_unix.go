//go:build unix

package pdf

import (
	"os/exec"
	"syscall"
)

// together makes a program and all that it starts one group, which is ended as
// one: Chromium is many processes.
func together(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
