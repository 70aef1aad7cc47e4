//go:build !js

package main

// porchlight serve as a process: what it says, how it ends, and what is left when it
// is killed in the middle of writing.

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"porchlight/backend/ledger/ledgertest"
	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// process is a running porchlight serve.
type process struct {
	*exec.Cmd
	url  string
	said bytes.Buffer
}

func serveProcess(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0], append([]string{"serve", "--json"}, args...)...)}
	p.Env = append(os.Environ(), asCommand+"=1")
	p.Stderr = &p.said
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Process.Kill(); p.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	var ready struct{ URL string }
	if err != nil || json.Unmarshal([]byte(line), &ready) != nil {
		p.Wait()
		t.Fatalf("serve said %q and %s", line, &p.said)
	}
	p.url = ready.URL
	return p
}

// refusedServe runs a serve that must fail at once and returns what it says.
func refusedServe(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], append([]string{"serve"}, args...)...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	said, err := cmd.CombinedOutput()
	if e, ok := err.(*exec.ExitError); !ok || e.ExitCode() != failed {
		t.Fatalf("serve %v: %v, %s", args, err, said)
	}
	return string(said)
}

func TestServeStopsCleanly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	p := serveProcess(t, "--home", dir, "--addr", "127.0.0.1:0")
	res, err := http.Get(p.url + "/health")
	if err != nil || res.StatusCode != 200 {
		t.Fatalf("%v, %v", res, err)
	}
	res.Body.Close()
	createTeam(t, p.url, "--secret-file", filepath.Join(dir, "operator.secret"))
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err != nil {
		t.Errorf("%v: %s", err, &p.said)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "teams", "*-wal"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	createTeam(t, dir) // the folder is free again
}

func TestServeSaysWhyItCannot(t *testing.T) {
	dir := t.TempDir()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	taken := ln.Addr().String()
	if said := refusedServe(t, "--home", dir, "--addr", taken); !strings.Contains(said, taken+" is taken") || !strings.Contains(said, "--addr") {
		t.Errorf("port taken: %s", said)
	}
	if said := refusedServe(t, "--home", dir, "--addr", "nonsense"); !strings.Contains(said, "nonsense") {
		t.Errorf("no address: %s", said)
	}
	serveProcess(t, "--home", dir, "--addr", "127.0.0.1:0")
	if said := refusedServe(t, "--home", dir, "--addr", "127.0.0.1:0"); !strings.Contains(said, "another porchlight is using") || !strings.Contains(said, dir) {
		t.Errorf("folder taken: %s", said)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if said := refusedServe(t, "--home", file, "--addr", "127.0.0.1:0"); !strings.Contains(said, file) {
		t.Errorf("a file for a folder: %s", said)
	}
}

func TestServeInAFolderThatIsNotWritable(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/proc/self/exe", "serve", "--home", dir, "--addr", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), asCommand+"=1")
	if os.Geteuid() == 0 { // root may write anywhere
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	said, err := cmd.CombinedOutput()
	if e, ok := err.(*exec.ExitError); !ok {
		t.Skipf("cannot run as somebody else here: %v", err)
	} else if e.ExitCode() != failed || !strings.Contains(string(said), dir+" is not writable for you") {
		t.Errorf("exit %d: %s", e.ExitCode(), said)
	}
}

// writer claims and releases without end, and notes what was answered.
type writer struct {
	team, token string
	mu          sync.Mutex
	sent        []wire.OpIn
	acked       map[string]wire.OpResult
}

func joinAt(t *testing.T, url string, inv wire.Invite) *writer {
	t.Helper()
	id, secret := server.Random(16), server.Random(43)
	w := &writer{team: url + "/v1/teams/" + inv.Team, token: server.Token(id, secret), acked: map[string]wire.OpResult{}}
	_, invite, _ := strings.Cut(inv.Link, inv.Team+".")
	var me wire.Me
	if err := w.ask("/redeem", wire.RedeemIn{Invite: invite, Device: id, Hash: server.Hash(secret)}, &me); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *writer) ask(path string, in, out any) error {
	b, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequest("POST", w.team+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+w.token)
	client := http.Client{Timeout: 20 * time.Second}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != 200 {
		return fmt.Errorf("%d %s", res.StatusCode, said)
	}
	return json.Unmarshal(said, out)
}

func (w *writer) write(subject string) error {
	op := wire.OpIn{OpID: uuid.Must(uuid.NewV7()).String(), Kind: "claim", Conversation: wire.Conversation{
		Key: "hn:" + subject, Link: "https://news.ycombinator.com/item?id=1", Names: []string{}}}
	w.mu.Lock()
	w.sent = append(w.sent, op)
	w.mu.Unlock()
	return w.send(op)
}

func (w *writer) send(op wire.OpIn) error {
	raw, err := json.Marshal(op)
	if err != nil {
		return err
	}
	var out wire.OpsAnswer
	if err := w.ask("/ops", wire.OpsIn{Cursor: 0, Ops: []json.RawMessage{raw}}, &out); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	r := out.Results[0]
	if before, known := w.acked[op.OpID]; known && (before.Seq != r.Seq || !r.Replay) {
		return fmt.Errorf("op %s was row %d and is row %d now, replay %v", op.OpID, before.Seq, r.Seq, r.Replay)
	}
	w.acked[op.OpID] = r
	return nil
}

// BE-06.c, F26: SIGKILL while four connections write.
func TestKilledWhileWritingLosesNothingAnswered(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	secret := filepath.Join(dir, "operator.secret")
	p := serveProcess(t, "--home", dir, "--addr", "127.0.0.1:0", "--quiet")
	addr := strings.TrimPrefix(p.url, "http://")
	inv := createTeam(t, p.url, "--secret-file", secret)
	w := joinAt(t, p.url, inv)
	for round := range 3 {
		var wg sync.WaitGroup
		for c := range 4 {
			wg.Go(func() {
				for n := 0; w.write(fmt.Sprint(round, c, n/3)) == nil; n++ {
				}
			})
		}
		for enough := 20 * (round + 1); ; { // some are answered, and more are on their way
			w.mu.Lock()
			n := len(w.acked)
			w.mu.Unlock()
			if n >= enough {
				break
			}
		}
		p.Process.Kill()
		p.Wait()
		wg.Wait()
		p = serveProcess(t, "--home", dir, "--addr", addr, "--quiet")
		answered := len(w.acked)
		for _, op := range w.sent { // answered or not: sent again they are one row each
			for w.tooFast(t, op) {
			}
		}
		t.Logf("round %d: %d sent, %d were answered before the kill", round, len(w.sent), answered)
	}
	p.Process.Kill()
	p.Wait()
	db, err := sql.Open("sqlite", filepath.Join(dir, "teams", inv.Team+".sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := ledgertest.Invariants(t.Context(), db); err != nil {
		t.Error(err)
	}
	var rows int
	if err := db.QueryRow(`SELECT count(*) FROM ledger`).Scan(&rows); err != nil || rows != len(w.sent) {
		t.Errorf("%d rows for %d operations, %v", rows, len(w.sent), err)
	}
}

// tooFast sends op again and tells whether it was told to wait.
func (w *writer) tooFast(t *testing.T, op wire.OpIn) bool {
	t.Helper()
	err := w.send(op)
	if err != nil && strings.Contains(err.Error(), "rate_limited") {
		return true
	}
	if err != nil {
		t.Fatal(err)
	}
	return false
}
