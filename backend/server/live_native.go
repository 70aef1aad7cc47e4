//go:build !js

package server

// The native live sockets. A socket only ever carries the newest seq, so a slow reader
// misses nothing: what it has not read yet is replaced.

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/coder/websocket"
)

const (
	socketsPerDevice = 8
	socketsPerTeam   = 1000
	silence          = 2 * time.Minute // clients send "p" every 25 s
	strangeMessages  = 3               // anything but "p"; then the socket is closed
)

// Sockets are the open live sockets of one team.
type Sockets struct {
	mu   sync.Mutex
	open map[*socket]bool
}

type socket struct {
	device string
	news   chan int64 // room for one: the newest
	stop   context.CancelFunc
}

// NewSockets returns a Live without any socket yet.
func NewSockets() *Sockets { return &Sockets{open: map[*socket]bool{}} }

// Poke tells every socket the newest seq.
func (s *Sockets) Poke(seq int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k := range s.open {
		k.tell(seq)
	}
}

func (k *socket) tell(seq int64) {
	select {
	case <-k.news:
	default:
	}
	k.news <- seq // under the lock there is one writer, so there is room
}

// Close ends the sockets of a device, or all of them for "".
func (s *Sockets) Close(device string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k := range s.open {
		if device == "" || k.device == device {
			k.stop()
		}
	}
}

func (s *Sockets) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}

// Serve keeps one socket until either side ends it.
func (s *Sockets) Serve(w http.ResponseWriter, r *http.Request, device string) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	k := &socket{device: device, news: make(chan int64, 1), stop: stop}
	if !s.add(k) {
		WriteProblem(w, Random(16), &fault{code: "rate_limited", detail: "too many live sockets", after: 60})
		return
	}
	defer s.remove(k)
	// The origin was checked against our own list, which this package cannot express.
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return // Accept has answered
	}
	defer conn.CloseNow()
	conn.SetReadLimit(64)
	if first, err := strconv.ParseInt(r.Header.Get("Porchlight-Seq"), 10, 64); err == nil {
		s.mu.Lock()
		if len(k.news) == 0 { // a poke since then is newer
			k.news <- first
		}
		s.mu.Unlock()
	}
	go func() {
		defer stop()
		listen(ctx, conn)
	}()
	speak(ctx, conn, k.news)
	conn.Close(websocket.StatusGoingAway, "")
}

func speak(ctx context.Context, conn *websocket.Conn, news <-chan int64) {
	for {
		select {
		case <-ctx.Done():
			return
		case seq := <-news:
			if conn.Write(ctx, websocket.MessageText, strconv.AppendInt(nil, seq, 10)) != nil {
				return
			}
		}
	}
}

func listen(ctx context.Context, conn *websocket.Conn) {
	for strange := 0; strange < strangeMessages; {
		quiet, cancel := context.WithTimeout(ctx, silence)
		_, said, err := conn.Read(quiet)
		cancel()
		if err != nil {
			return
		}
		if string(said) != "p" {
			strange++
			continue
		}
		if conn.Write(ctx, websocket.MessageText, []byte("p")) != nil {
			return
		}
	}
}

func (s *Sockets) add(k *socket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	own := 0
	for other := range s.open {
		if other.device == k.device {
			own++
		}
	}
	if own >= socketsPerDevice || len(s.open) >= socketsPerTeam {
		return false
	}
	s.open[k] = true
	return true
}

func (s *Sockets) remove(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, k)
}
