package edge

import (
	"bufio"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Home is an edge home on a workerd process of its own, on a loopback port.
type Home struct {
	URL    string // http://127.0.0.1:PORT, the same after Restart
	Secret string // the operator's
	Dir    string // operator.secret and objects/: one SQLite file per team

	bundle, address string
	given           []string
	log             io.Writer
	process         *exec.Cmd
	ended           chan struct{}
}

// Start runs the bundle that Build made with its data in dir, on address ("127.0.0.1:0"
// for a free port), and returns when it listens. The home's log, and what workerd says,
// goes to log. Settings are bindings of workerd.capnp, "ORIGIN=…", beside those of this
// process's environment. End it with Stop or Kill.
func Start(bundle, dir, address string, log io.Writer, settings ...string) (*Home, error) {
	if err := os.MkdirAll(filepath.Join(dir, "objects"), 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	secret, err := operatorSecret(filepath.Join(dir, "operator.secret"))
	if err != nil {
		return nil, err
	}
	h := &Home{Secret: secret, Dir: dir, bundle: bundle, address: address, log: log, given: settings}
	return h, h.serve()
}

// Restart starts the home again on the same port, after Stop or Kill.
func (h *Home) Restart() error { return h.serve() }

// Stop asks workerd to end and waits until it has.
func (h *Home) Stop() error { return h.end(syscall.SIGTERM) }

// Kill ends workerd at once, like a power cut but for the disk's cache.
func (h *Home) Kill() error { return h.end(syscall.SIGKILL) }

// Ended is closed when workerd has ended, for whatever reason.
func (h *Home) Ended() <-chan struct{} { return h.ended }

// Pid is workerd's process id.
func (h *Home) Pid() int { return h.process.Process.Pid }

func (h *Home) end(signal os.Signal) error {
	if err := h.process.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("end workerd: %w", err)
	}
	select {
	case <-h.ended:
		return nil
	case <-time.After(10 * time.Second):
		_ = h.process.Process.Kill()
		<-h.ended
		return errors.New("workerd did not end within 10 s and was killed")
	}
}

func (h *Home) serve() error {
	binary, err := Workerd()
	if err != nil {
		return err
	}
	objects, err := filepath.Abs(filepath.Join(h.Dir, "objects"))
	if err != nil {
		return fmt.Errorf("start workerd: %w", err)
	}
	said, tell, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("start workerd: %w", err)
	}
	defer said.Close()
	cmd := exec.Command(binary, "serve", filepath.Join(h.bundle, "workerd.capnp"),
		"--socket-addr=http="+h.address, "--directory-path=objects="+objects, "--control-fd=3")
	cmd.ExtraFiles = []*os.File{tell}
	cmd.Env = append(h.settings(), "PORCHLIGHT_OPERATOR_SECRET="+h.Secret)
	cmd.Stdout, cmd.Stderr = h.log, h.log
	cmd.SysProcAttr = follow()
	err = cmd.Start()
	tell.Close()
	if err != nil {
		return fmt.Errorf("start workerd: %w", err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // a killed process is no error; Ended tells
		close(ended)
	}()
	h.process, h.ended = cmd, ended
	port, err := listening(said)
	if err != nil {
		_ = h.Kill()
		return err
	}
	h.address = fmt.Sprintf("127.0.0.1:%d", port)
	h.URL = "http://" + h.address
	return nil
}

// settings are the optional ones of workerd.capnp.
func (h *Home) settings() []string {
	var list []string
	for _, s := range h.given {
		list = append(list, "PORCHLIGHT_"+s)
	}
	for _, v := range os.Environ() {
		if strings.HasPrefix(v, "PORCHLIGHT_") {
			list = append(list, v)
		}
	}
	return list
}

// listening reads what workerd tells on its control pipe until it names the port.
func listening(said io.Reader) (int, error) {
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		var event struct {
			Event, Socket string
			Port          int
		}
		if err := json.Unmarshal(lines.Bytes(), &event); err != nil {
			return 0, fmt.Errorf("read workerd's control pipe: %w", err)
		}
		if event.Event == "listen" && event.Socket == "http" {
			return event.Port, nil
		}
	}
	return 0, errors.New("workerd ended before it listened; its log says why (a port that is taken?)")
}

// operatorSecret reads the home's secret, or makes one.
func operatorSecret(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err == nil {
		return strings.TrimSpace(string(data)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the operator's secret: %w", err)
	}
	secret := rand.Text() + rand.Text() // 260 bit
	if err := os.WriteFile(path, []byte(secret+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("keep the operator's secret: %w", err)
	}
	return secret, nil
}
