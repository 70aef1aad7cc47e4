//go:build unix

package server

// What a native home carries, over real sockets on the loopback, with real files that
// are synced at each commit. Figures with dates are in bench.txt.

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"porchlight/wasm/wire"
)

// loaded is a home on a port, with teams of one signed-in device each.
type loaded struct {
	home *Home
	web  *httptest.Server
	team []string
	auth []string
}

func load(b *testing.B, teams int) *loaded {
	b.Helper()
	home, err := OpenHome(b.TempDir(), nil)
	if err != nil {
		b.Fatal(err)
	}
	home.rate = Rate{PerSecond: 1e6, Burst: 1e6}
	l := &loaded{home: home, web: httptest.NewServer(home.Handler(""))}
	b.Cleanup(func() { l.web.Close(); home.Close() })
	for range teams {
		var inv wire.Invite
		l.ask(b, "POST", "/v1/teams", home.Secret(), wire.CreateTeam{Name: "Havblikk", Admin: "Ingrid Solvang"}, &inv)
		_, secret, _ := strings.Cut(inv.Link, "#"+inv.Team+".")
		id, own := Random(16), Random(43)
		l.ask(b, "POST", "/v1/teams/"+inv.Team+"/redeem", "", wire.RedeemIn{Invite: secret, Device: id, Hash: Hash(own), Label: "x"}, nil)
		l.team, l.auth = append(l.team, inv.Team), append(l.auth, Token(id, own))
	}
	return l
}

func (l *loaded) ask(b *testing.B, method, path, bearer string, in, out any) {
	b.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		b.Fatal(err)
	}
	req, err := http.NewRequest(method, l.web.URL+path, bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+bearer)
	req.Header.Set("Content-Type", "application/json")
	res, err := l.web.Client().Do(req)
	if err != nil {
		b.Error(err)
		return
	}
	defer res.Body.Close()
	var said bytes.Buffer
	said.ReadFrom(res.Body)
	if res.StatusCode/100 != 2 || out != nil && json.Unmarshal(said.Bytes(), out) != nil {
		b.Errorf("%s %s: %d %s", method, path, res.StatusCode, &said)
	}
}

// BenchmarkClaims is one claim a request, from eight clients that each wait for their
// answer and keep their cursor at the newest row, in one team and in four. The cpu is of
// the whole process, the clients with it.
//
//	TMPDIR=/dev/shm go test -run '^$' -bench Claims -benchtime 20000x ./backend/server
func BenchmarkClaims(b *testing.B) {
	for _, teams := range []int{1, 4} {
		b.Run(fmt.Sprintf("teams=%d", teams), func(b *testing.B) {
			l := load(b, teams)
			const clients = 8
			took := make([][]time.Duration, clients)
			used := cpu(b)
			b.ResetTimer()
			var wg sync.WaitGroup
			for c := range clients {
				wg.Go(func() { took[c] = l.claims(b, c, b.N/clients+1) })
			}
			wg.Wait()
			b.StopTimer()
			all := slices.Concat(took...)
			slices.SortFunc(all, cmp.Compare[time.Duration])
			b.ReportMetric(float64(len(all))/b.Elapsed().Seconds(), "claims/s")
			b.ReportMetric((cpu(b)-used).Seconds()*1e3/float64(len(all)), "cpu-ms/claim")
			b.ReportMetric(all[len(all)/2].Seconds()*1e3, "ms-p50")
			b.ReportMetric(all[len(all)*99/100].Seconds()*1e3, "ms-p99")
		})
	}
}

func (l *loaded) claims(b *testing.B, client, n int) []time.Duration {
	team, epoch, cursor := client%len(l.team), "", int64(0)
	took := make([]time.Duration, 0, n)
	for i := range n {
		op, _ := json.Marshal(wire.OpIn{OpID: uuid.Must(uuid.NewV7()).String(), Kind: wire.OpClaim,
			Conversation: wire.Conversation{Key: fmt.Sprintf("hn:%d-%d", client, i), Link: "https://news.example/x", Site: "hn",
				Author: "ola", Names: []string{"Havblikk"}}})
		var out wire.OpsAnswer
		began := time.Now()
		l.ask(b, "POST", "/v1/teams/"+l.team[team]+"/ops", l.auth[team],
			wire.OpsIn{Epoch: epoch, Cursor: cursor, Ops: []json.RawMessage{op}}, &out)
		took = append(took, time.Since(began))
		if len(out.Results) != 1 || !out.Results[0].OK {
			b.Errorf("a claim of what is free: %+v", out)
			return took
		}
		epoch, cursor = out.Epoch, out.Cursor
	}
	return took
}

// BenchmarkSockets tells what a thousand idle live sockets hold in memory. The clients
// are bare connections, so that what is counted is the server's.
func BenchmarkSockets(b *testing.B) {
	const many = 1000
	l := load(b, 1)
	t := l.home.teams[l.team[0]]
	for i := range many / socketsPerDevice {
		if _, err := t.db.Exec(`INSERT INTO devices (id, invite, member, hash, label, made_ms, seen_ms, revoked)
			SELECT 'device' || ?1, 'invite' || ?1, member, '', '', 0, 0, 0 FROM devices LIMIT 1`, int64(i)); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		before := inUse()
		conns := make([]net.Conn, many)
		for i := range conns {
			conns[i] = l.socket(b, t, fmt.Sprint("device", i/socketsPerDevice))
		}
		if n := t.live.count(); n != many {
			b.Fatalf("%d sockets are open", n)
		}
		b.ReportMetric(float64(inUse()-before)/many/1024, "KiB/socket")
		for _, c := range conns {
			c.Close()
		}
		for t.live.count() > 0 {
			runtime.Gosched()
		}
	}
}

func (l *loaded) socket(b *testing.B, t *team, device string) net.Conn {
	b.Helper()
	ticket := Random(ticketLen)
	if _, err := t.db.Exec(`INSERT INTO tickets (hash, device, expires_ms) VALUES (?1, ?2, ?3)`, Hash(ticket), device,
		time.Now().Add(ticketLife).UnixMilli()); err != nil {
		b.Fatal(err)
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(l.web.URL, "http://"))
	if err != nil {
		b.Fatal(err)
	}
	fmt.Fprintf(conn, "GET /v1/teams/%s/live?ticket=%s HTTP/1.1\r\nHost: x\r\nOrigin: %s\r\nConnection: Upgrade\r\n"+
		"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
		l.team[0], ticket, Chrome)
	line, err := bufio.NewReaderSize(conn, 16).ReadString('\n')
	if err != nil || !strings.Contains(line, "101") {
		b.Fatalf("%q, %v", line, err)
	}
	return conn
}

func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// inUse is heap and stacks after a collection.
func inUse() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}
