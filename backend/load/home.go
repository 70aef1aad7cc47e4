package main

// The homes as processes of their own, and their people.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"porchlight/backend/edge"
	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// addressHeader is where a home takes a client's address from, so that each device has one
// of its own and none waits for the limit of guesses.
const addressHeader = "X-Load-Address"

// home is one under load.
type home struct {
	url, secret, dir string
	pid              int
	stop             func() error
	native           bool
}

func buildNative(to string) (func(dir string) (*home, error), error) {
	cmd := exec.Command("go", "build", "-trimpath", "-o", to, "./backend")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build the native home: %w\n%s", err, said)
	}
	return func(dir string) (*home, error) {
		cmd := exec.Command(to, "serve", "--home", dir, "--addr", "127.0.0.1:0", "--address-header", addressHeader, "--json", "--quiet")
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			return nil, err
		}
		if err := cmd.Start(); err != nil {
			return nil, err
		}
		stop := func() error {
			if err := cmd.Process.Signal(os.Interrupt); err != nil {
				return err
			}
			return cmd.Wait()
		}
		var ready struct{ URL string }
		if err := json.NewDecoder(out).Decode(&ready); err != nil {
			return nil, fmt.Errorf("start the native home: %w", err)
		}
		secret, err := os.ReadFile(filepath.Join(dir, "operator.secret"))
		return &home{url: ready.URL, secret: strings.TrimSpace(string(secret)), dir: dir, pid: cmd.Process.Pid, stop: stop, native: true}, err
	}, nil
}

// beside starts a native home that has a team for a moment, before it moves.
var beside func(dir string) (*home, error)

func startEdge(dir string) (*home, error) {
	os.Setenv("PORCHLIGHT_ADDRESS_HEADER", addressHeader)
	bundle, err := edge.Build()
	if err != nil {
		return nil, err
	}
	h, err := edge.Start(bundle, dir, "127.0.0.1:0", io.Discard)
	if err != nil {
		return nil, err
	}
	return &home{url: h.URL, secret: h.Secret, dir: dir, pid: h.Pid(), stop: h.Stop}, nil
}

// client keeps its connections, one for each that asks at the same time.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1024}}

func (h *home) ask(method, path, bearer, address string, in, out any) error {
	body := []byte(nil)
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return err
		}
	}
	req, err := http.NewRequest(method, h.url+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(addressHeader, address)
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, said)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(said, out)
}

// device is one signed-in browser, with the feed read as far as epoch and cursor say.
type device struct {
	*home
	team, id, token, epoch string
	cursor                 int64
}

// newTeam makes a team of so many devices, each of a person of its own.
func (h *home) newTeam(devices int) ([]*device, error) {
	var first wire.Invite
	if err := h.ask("POST", "/v1/teams", h.secret, "", wire.CreateTeam{Name: "Havblikk", Admin: "Ingrid Solvang"}, &first); err != nil {
		return nil, err
	}
	var all []*device
	for n, inv := 0, first; n < devices; n++ {
		_, secret, _ := strings.Cut(inv.Link, "#"+first.Team+".")
		d := &device{home: h, team: "/v1/teams/" + first.Team, id: server.Random(16)}
		own := server.Random(43)
		d.token = server.Token(d.id, own)
		in := wire.RedeemIn{Invite: secret, Device: d.id, Hash: server.Hash(own), Label: "load"}
		if err := h.ask("POST", d.team+"/redeem", "", strconv.Itoa(n), in, nil); err != nil {
			return nil, err
		}
		if err := h.ask("POST", d.team+"/invites", h.secret, "", wire.InviteIn{Name: "Kari Nes", Role: wire.Staff}, &inv); err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// rss is the memory that the kernel counts for the home's process, in KiB.
func (h *home) rss() (int64, error) {
	said, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", h.pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(said)) {
		if kib, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			return strconv.ParseInt(strings.Fields(kib)[0], 10, 64)
		}
	}
	return 0, fmt.Errorf("no VmRSS of process %d", h.pid)
}
