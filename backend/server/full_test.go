//go:build linux

package server_test

// A home on a full disk: what it cannot write it refuses in so many words, what it has
// acknowledged stays, and it goes on when there is room. The disk is a tmpfs of 2 MB,
// which only root can mount.

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/uuid"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

func TestAFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("none", disk, "tmpfs", 0, "size=2m"); err != nil {
		t.Skipf("NOT TESTED, a small tmpfs cannot be mounted here (that needs root): %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	n := &native{dir: filepath.Join(disk, "home"), addr: "127.0.0.1:0"}
	n.start(t)
	t.Cleanup(func() { n.stop() })
	f := filling{t: t, n: n}
	f.join()

	// Somebody else takes all the room that is left.
	ballast := filepath.Join(disk, "ballast")
	f.press(5)
	f.unseen()
	if err := os.WriteFile(ballast, make([]byte, 4<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk is not full: %v", err)
	}
	written, refused := f.press(400)
	if refused != 1 {
		t.Fatalf("%d claims were written to a full disk", written)
	}
	// Reading goes on, and nothing of what was answered is missing.
	f.has(5 + written)
	if err := n.home.Purge(t.Context()); err != nil { // the daily job may fail, and does no harm
		t.Logf("the daily job: %v", err)
	}
	f.has(5 + written)
	if status, _ := f.ask("POST", "/v1/teams", n.home.Secret(), wire.CreateTeam{Name: "Second", Admin: "Ada"}, nil); status != 503 {
		t.Errorf("making a team: %d", status)
	}
	if list, err := server.ListTeams(n.dir); err != nil || len(list) != 1 {
		t.Errorf("teams: %v, %v", list, err)
	}
	// A crash in that state loses nothing either.
	n.stop()
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	n.start(t)
	f.has(5 + written)
	var again wire.OpsAnswer // the browser tries again under the same id
	if status, said := f.ask("POST", f.team+"/ops", f.token, f.last, &again); status != 200 || !again.Results[0].OK || again.Results[0].Replay {
		t.Errorf("the claim that was refused: %d %s", status, said)
	}
	more, refused := f.press(20)
	if refused != 0 {
		t.Errorf("with room again %d were written", more)
	}
	f.has(5 + written + 1 + more)
	if err := n.home.Purge(t.Context()); err != nil {
		t.Error(err)
	}
}

// filling is one device of a team that claims as long as it is let.
type filling struct {
	t           *testing.T
	n           *native
	team, token string
	last        wire.OpsIn
}

// unseen lets the device's next request be one that is noted.
func (f *filling) unseen() {
	f.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(f.n.dir, "teams", strings.TrimPrefix(f.team, "/v1/teams/")+".sqlite"))
	if err == nil {
		_, err = db.Exec(`UPDATE devices SET seen_ms = seen_ms - 7200000`)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *filling) ask(method, path, bearer string, in, out any) (int, string) {
	f.t.Helper()
	b, err := json.Marshal(in)
	if err != nil {
		f.t.Fatal(err)
	}
	req, err := http.NewRequest(method, "http://"+f.n.addr+path, bytes.NewReader(b))
	if err != nil {
		f.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+bearer)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		f.t.Fatal(err)
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	if err == nil && out != nil && res.StatusCode/100 == 2 {
		err = json.Unmarshal(said, out)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return res.StatusCode, string(said)
}

func (f *filling) join() {
	f.t.Helper()
	var inv wire.Invite
	f.ask("POST", "/v1/teams", f.n.home.Secret(), wire.CreateTeam{Name: "Havblikk", Admin: "Ingrid Solvang"}, &inv)
	_, invite, _ := strings.Cut(inv.Link, "#"+inv.Team+".")
	device, secret := server.Random(16), server.Random(43)
	f.team, f.token = "/v1/teams/"+inv.Team, server.Token(device, secret)
	if status, said := f.ask("POST", f.team+"/redeem", "", wire.RedeemIn{Invite: invite, Device: device, Hash: server.Hash(secret), Label: "test"}, nil); status != 200 {
		f.t.Fatalf("join: %d %s", status, said)
	}
}

// press claims up to so many new conversations, and ends at the first that is refused,
// which must be told as a full disk.
func (f *filling) press(most int) (written, refused int) {
	f.t.Helper()
	for range most {
		id := uuid.Must(uuid.NewV7()).String()
		raw, _ := json.Marshal(wire.OpIn{OpID: id, Kind: wire.OpClaim, Conversation: wire.Conversation{Key: "hn:" + id,
			Link: "https://news.ycombinator.com/item?id=1&" + strings.Repeat("x", 1500), Site: "hn", Author: "ola", Names: []string{"Havblikk"}}})
		var out wire.OpsAnswer
		f.last = wire.OpsIn{Ops: []json.RawMessage{raw}}
		status, said := f.ask("POST", f.team+"/ops", f.token, f.last, &out)
		switch {
		case status == 429: // as fast as one device may
			continue
		case status == 503 && strings.Contains(said, `"code":"unavailable"`) && strings.Contains(said, "disk is full"):
			return written, 1
		case status != 200 || len(out.Results) != 1 || !out.Results[0].OK:
			f.t.Fatalf("a claim: %d %s", status, said)
		}
		written++
	}
	return written, 0
}

// has compares the conversations with what was acknowledged.
func (f *filling) has(want int) {
	f.t.Helper()
	heads := 0
	for after := ""; ; {
		var s wire.Snapshot
		if status, said := f.ask("GET", f.team+"/snapshot?after="+after, f.token, nil, &s); status != 200 {
			f.t.Fatalf("snapshot: %d %s", status, said)
		}
		heads += len(s.Heads)
		for _, h := range s.Heads {
			if h.Holder == "" || h.Conversation.Key == "" {
				f.t.Errorf("half a claim: %+v", h)
			}
		}
		if after = s.Next; after == "" {
			break
		}
	}
	if heads != want {
		f.t.Errorf("%d conversations, %d claims were acknowledged", heads, want)
	}
}
