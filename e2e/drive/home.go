package drive

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"porchlight/wasm/wire"
)

// Home is a running backend: an address and its operator's secret. It is the same for
// the native server and for the edge; only how it starts differs.
type Home struct {
	URL    string // http://127.0.0.1:port
	Secret string
	t      T
}

// Native is a native home as a process on one port over one folder.
type Native struct {
	Home
	Dir   string
	bin   string
	addr  string
	flags []string
	cmd   *exec.Cmd
	done  chan struct{}
	said  *tail
}

// StartNative starts porchlight serve on a free port over dir ("" for a fresh folder)
// and waits until it answers; flags are further ones of serve.
func StartNative(t T, bin, dir string, flags ...string) *Native {
	t.Helper()
	if dir == "" {
		dir = filepath.Join(t.TempDir(), "home")
	}
	return StartNativeAt(t, bin, dir, FreeAddr(t), flags...)
}

// StartNativeAt is StartNative on a given address.
func StartNativeAt(t T, bin, dir, addr string, flags ...string) *Native {
	t.Helper()
	n := &Native{Dir: dir, bin: bin, addr: addr, flags: flags, Home: Home{URL: "http://" + addr, t: t}}
	n.Start()
	t.Cleanup(n.Kill)
	secret, err := os.ReadFile(filepath.Join(dir, "operator.secret"))
	must(t, err)
	n.Secret = strings.TrimSpace(string(secret))
	return n
}

// FreeAddr returns a loopback address that nobody listens on now. It lies below the ports
// that systems give to outgoing connections: a home that was killed must find its own free
// again.
func FreeAddr(t T) string {
	t.Helper()
	for {
		addr := fmt.Sprintf("127.0.0.1:%d", 20_000+rand.IntN(12_000))
		ln, err := net.Listen("tcp", addr)
		if errors.Is(err, syscall.EADDRINUSE) {
			continue
		}
		must(t, err)
		ln.Close()
		return addr
	}
}

// Start starts the process again on the same port and folder.
func (n *Native) Start() {
	n.t.Helper()
	n.said = &tail{}
	n.cmd = exec.Command(n.bin, append([]string{"serve", "--home", n.Dir, "--addr", n.addr}, n.flags...)...)
	n.cmd.Stdout, n.cmd.Stderr = n.said, n.said
	n.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	must(n.t, n.cmd.Start())
	n.done = make(chan struct{})
	go func(cmd *exec.Cmd, done chan struct{}) { cmd.Wait(); close(done) }(n.cmd, n.done)
	n.waitHealthy(n.done, n.said)
}

// Kill ends the process with SIGKILL: a power cut.
func (n *Native) Kill() {
	_ = n.cmd.Process.Kill()
	<-n.done
}

// waitHealthy waits for GET /health; gone is closed when the process ended instead.
func (h *Home) waitHealthy(gone chan struct{}, said *tail) {
	h.t.Helper()
	Until(h.t, "the home answers /health", func() (string, bool) {
		select {
		case <-gone:
			h.t.Fatalf("the home ended at start: %s", said.text())
		default:
		}
		res, err := http.Get(h.URL + "/health")
		if err != nil {
			return err.Error() + said.text(), false
		}
		res.Body.Close()
		return res.Status, res.StatusCode == 200
	})
}

// Team is a team made on a home.
type Team struct {
	*Home
	ID    string
	Admin string // the first admin's invite link
}

// CreateTeam makes a team; its Admin link is for the first admin's browser.
func (h *Home) CreateTeam(name, admin string) *Team {
	h.t.Helper()
	var inv wire.Invite
	h.Call("POST", "/v1/teams", wire.CreateTeam{Name: name, Admin: admin}, &inv)
	return &Team{Home: h, ID: inv.Team, Admin: inv.Link}
}

// TeamAt is a team made before.
func (h *Home) TeamAt(id string) *Team { return &Team{Home: h, ID: id} }

// Invite makes an invite link for one person.
func (m *Team) Invite(name string, role wire.Role) string {
	m.t.Helper()
	return m.InviteAs(wire.InviteIn{Name: name, Role: role})
}

// InviteAs makes a link for one person, as the invite says.
func (m *Team) InviteAs(invite wire.InviteIn) string {
	m.t.Helper()
	var inv wire.Invite
	m.Call("POST", "/v1/teams/"+m.ID+"/invites", invite, &inv)
	return inv.Link
}

// Publish puts a playbook, given as JSON, on top of the newest version.
func (m *Team) Publish(playbook string) int64 {
	m.t.Helper()
	var now, out wire.PlaybookOut
	path := "/v1/teams/" + m.ID + "/playbook"
	if status, said := m.ask("GET", path, nil, &now); status != 200 && status != 404 {
		m.t.Fatalf("GET %s: %d %s", path, status, said)
	}
	m.Call("PUT", path, wire.PlaybookIn{Base: now.Version, Playbook: json.RawMessage(playbook)}, &out)
	return out.Version
}

// Call makes one request as the operator and fails on anything but success.
func (h *Home) Call(method, path string, in, out any) {
	h.t.Helper()
	if status, said := h.ask(method, path, in, out); status < 200 || status > 299 {
		h.t.Fatalf("%s %s: %d %s", method, path, status, said)
	}
}

func (h *Home) ask(method, path string, in, out any) (int, string) {
	return request(method, h.URL+path, h.Secret, in, out)
}

func request(method, url, bearer string, in, out any) (int, string) {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return 0, err.Error()
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, url, body)
	if err != nil {
		return 0, err.Error()
	}
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	client := http.Client{Timeout: 30 * time.Second}
	res, err := client.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(res.Body)
	if res.StatusCode < 300 && out != nil {
		if err := json.Unmarshal(said, out); err != nil {
			return res.StatusCode, fmt.Sprintf("%v in %s", err, said)
		}
	}
	return res.StatusCode, string(said)
}
