package servertest

// The live socket: who gets one, what it carries, when it ends.

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

const patience = 20 * time.Second

func (d *device) ticket() string {
	d.t.Helper()
	var out wire.Ticket
	d.ask("POST", "/live", nil).into(d.t, &out)
	return out.Ticket
}

func (m *team) dial(ticket, origin string) (*websocket.Conn, int) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	conn, res, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(m.URL, "http")+m.path("/live?ticket="+ticket),
		&websocket.DialOptions{HTTPHeader: header})
	if err == nil {
		return conn, http.StatusSwitchingProtocols
	}
	if res == nil {
		m.t.Fatal(err)
	}
	return nil, res.StatusCode
}

func (d *device) socket() *websocket.Conn {
	d.t.Helper()
	conn, status := d.dial(d.ticket(), server.Chrome)
	if conn == nil {
		d.t.Fatalf("no socket: %d", status)
	}
	d.t.Cleanup(func() { conn.CloseNow() })
	return conn
}

func hear(t testing.TB, conn *websocket.Conn) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, said, err := conn.Read(ctx)
	if err != nil {
		t.Fatalf("the socket is silent: %v", err)
	}
	return string(said)
}

// ended waits until the other side closed the socket.
func ended(t testing.TB, conn *websocket.Conn) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		if _, _, err := conn.Read(ctx); err != nil {
			if errors.Is(err, context.DeadlineExceeded) {
				t.Error("the socket is still open")
			}
			return
		}
	}
}

func say(t testing.TB, conn *websocket.Conn, text string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := conn.Write(ctx, websocket.MessageText, []byte(text)); err != nil {
		t.Fatal(err)
	}
}

func living(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	kari := m.join(m.first)
	per := m.person("Per Dahl", wire.Staff)
	t.Run("BE-13.a who gets no socket", func(t *testing.T) {
		other := h.newTeam(t, 0)
		foreign := other.join(other.first).ticket()
		for what, c := range map[string]struct{ ticket, origin string }{
			"no ticket": {"", server.Chrome}, "invented": {server.Random(32), server.Chrome},
			"another team's": {foreign, server.Chrome}, "a device token": {kari.token(), server.Chrome},
			"no origin": {kari.ticket(), ""}, "a web page": {kari.ticket(), "https://evil.example"},
			"another extension": {kari.ticket(), "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
		} {
			if conn, status := m.dial(c.ticket, c.origin); conn != nil || status != 401 && status != 403 {
				t.Errorf("%s: %d", what, status)
			}
		}
		ticket := kari.ticket()
		first, _ := m.dial(ticket, "moz-extension://0b1e2c3d-1234-4321-aaaa-0123456789ab")
		if first == nil {
			t.Fatal("Firefox gets no socket")
		}
		defer first.CloseNow()
		if conn, status := m.dial(ticket, server.Chrome); conn != nil || status != 401 {
			t.Errorf("second use: %d", status)
		}
	})
	t.Run("BE-13.b it carries the newest seq", func(t *testing.T) {
		a, b := kari.socket(), per.socket()
		start := hear(t, a)
		if hear(t, b) != start {
			t.Error("two sockets start with different numbers")
		}
		seq := kari.op("claim", "live", 0).Seq
		for _, conn := range []*websocket.Conn{a, b} {
			if said := hear(t, conn); said != strconv.FormatInt(seq, 10) {
				t.Errorf("heard %q, want %d", said, seq)
			}
		}
		say(t, b, "p")
		if said := hear(t, b); said != "p" {
			t.Errorf("the ping was answered with %q", said)
		}
		if said := hear(t, per.socket()); said != strconv.FormatInt(seq, 10) {
			t.Errorf("a new socket starts with %q", said)
		}
	})
	t.Run("a publish pokes too", func(t *testing.T) {
		conn := per.socket()
		first := hear(t, conn)
		kari.ask("PUT", "/playbook", wire.PlaybookIn{Playbook: json.RawMessage(`{"brands":[{"name":"Havblikk"}]}`)}).want(t, 200, "")
		if said := hear(t, conn); said != first {
			t.Errorf("heard %q after %q", said, first)
		}
	})
	t.Run("talk closes it", func(t *testing.T) {
		conn := kari.socket()
		hear(t, conn)
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		for range 10 {
			if conn.Write(ctx, websocket.MessageText, []byte("hello")) != nil {
				break
			}
		}
		ended(t, conn)
	})
	t.Run("BE-13.c revoking closes it", func(t *testing.T) {
		conn := per.socket()
		hear(t, conn)
		ticket := per.ticket()
		kari.ask("DELETE", "/devices/"+per.id, nil).want(t, 204, "")
		ended(t, conn)
		if conn, status := m.dial(ticket, server.Chrome); conn != nil || status != 401 {
			t.Errorf("a ticket from before: %d", status)
		}
	})
}
