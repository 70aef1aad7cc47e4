package edge

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// socket opens a live socket of a device and reads the seq that it is greeted with.
func (h *running) socket(n int, device string) *websocket.Conn {
	h.t.Helper()
	conn, _, err := h.dial(n, device)
	if err != nil {
		h.t.Fatal(err)
	}
	if got := h.read(conn); got != "7" {
		h.t.Fatalf("greeted with %q, want the newest seq 7", got)
	}
	return conn
}

func (h *running) dial(n int, device string) (*websocket.Conn, int, error) {
	ctx, cancel := context.WithTimeout(h.t.Context(), time.Minute)
	defer cancel()
	conn, res, err := websocket.Dial(ctx, h.URL+h.team(n)+"/live?device="+device, nil)
	if res == nil {
		return nil, 0, err
	}
	return conn, res.StatusCode, err
}

func (h *running) read(conn *websocket.Conn) string {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), time.Minute)
	defer cancel()
	_, said, err := conn.Read(ctx)
	if err != nil {
		return "closed: " + fmt.Sprint(websocket.CloseStatus(err))
	}
	return string(said)
}

func (h *running) say(conn *websocket.Conn, text string) {
	h.t.Helper()
	if err := conn.Write(h.t.Context(), websocket.MessageText, []byte(text)); err != nil {
		h.t.Fatal(err)
	}
}

func TestPokesReachEverySocketOfTheTeamAlone(t *testing.T) {
	h := start(t, probe)
	a, b, other := h.socket(1, "a"), h.socket(1, "b"), h.socket(2, "a")
	h.ask("GET", h.team(1)+"/poke?seq=41", "", "")
	h.ask("GET", h.team(2)+"/poke?seq=3", "", "")
	for _, c := range []struct {
		conn *websocket.Conn
		want string
	}{{a, "41"}, {b, "41"}, {other, "3"}} {
		if got := h.read(c.conn); got != c.want {
			t.Errorf("poked with %q, want %q", got, c.want)
		}
	}
}

func TestRevokingClosesTheSocketsOfOneDevice(t *testing.T) {
	h := start(t, probe)
	a, b := h.socket(1, "a"), h.socket(1, "b")
	h.ask("GET", h.team(1)+"/close?device=a", "", "")
	if got := h.read(a); !strings.HasPrefix(got, "closed") {
		t.Errorf("the revoked device read %q", got)
	}
	h.ask("GET", h.team(1)+"/poke?seq=8", "", "")
	if got := h.read(b); got != "8" {
		t.Errorf("the other device read %q, want 8", got)
	}
}

// BE-13: the ping is answered, anything else ends the socket soon, and there is a cap.
func TestASocketTakesNothingButPings(t *testing.T) {
	h := start(t, probe)
	conn := h.socket(1, "a")
	h.say(conn, "p")
	if got := h.read(conn); got != "p" {
		t.Errorf("p is answered with %q", got)
	}
	for range 3 {
		h.say(conn, "hello")
	}
	if got := h.read(conn); got != "closed: StatusPolicyViolation" {
		t.Errorf("after three strange messages: %q", got)
	}
	for range 8 {
		h.socket(2, "b")
	}
	if _, status, err := h.dial(2, "b"); err == nil || status != 429 {
		t.Errorf("the ninth socket of a device: %d %v, want 429", status, err)
	}
	if a := h.ask("GET", h.team(1)+"/live?device=a", "", ""); a.status != 400 {
		t.Errorf("a live request that is no upgrade: %d", a.status)
	}
}

// BE-13.d, RULINGS 7: after 90 s of pings alone the object has slept, the ping did not
// wake it, and the socket still carries the next poke.
func TestASocketOutlivesTheSleepOfItsObject(t *testing.T) {
	t.Parallel()
	h := start(t, probe)
	h.ask("GET", h.team(1)+"/hold?mb=1", "", "")
	conn := h.socket(1, "a")
	for range 6 {
		<-time.After(15 * time.Second) // the idle time is what is tested
		h.say(conn, "p")
		if got := h.read(conn); got != "p" {
			t.Fatalf("p is answered with %q", got)
		}
	}
	if a := h.ask("GET", h.team(1)+"/hold?mb=1", "", ""); a.body != "1\n" {
		t.Errorf("the object did not sleep: it counts %q", a.body)
	}
	h.ask("GET", h.team(1)+"/poke?seq=99", "", "")
	if got := h.read(conn); got != "99" {
		t.Errorf("the first poke after the sleep is %q, want 99", got)
	}
}
