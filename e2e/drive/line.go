package drive

import (
	"io"
	"net"
	"strings"
	"sync"
)

// Line is a wire between browsers and a home that can be cut.
type Line struct {
	Addr  string
	to    string
	mu    sync.Mutex
	state string // "", "drop", "hole"
	conns map[net.Conn]bool
}

// NewLine carries connections to the home at url, until the test ends.
func NewLine(t T, url string) *Line {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	l := &Line{Addr: ln.Addr().String(), to: strings.TrimPrefix(url, "http://"), conns: map[net.Conn]bool{}}
	t.Cleanup(func() { ln.Close(); l.set("drop") })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go l.carry(c)
		}
	}()
	return l
}

// Through rewrites a link to the home so that it goes over this line.
func (l *Line) Through(link string) string { return strings.Replace(link, l.to, l.Addr, 1) }

// Cut refuses new connections and resets those that are open.
func (l *Line) Cut() { l.set("drop") }

// Swallow takes connections and bytes and answers nothing, as a dead mobile network does.
func (l *Line) Swallow() { l.set("hole") }

// Mend carries again. What was swallowed stays lost.
func (l *Line) Mend() { l.set("") }

func (l *Line) set(state string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state = state
	if state == "hole" {
		return // open connections go silent instead, see copy
	}
	for c := range l.conns {
		c.Close()
	}
}

func (l *Line) now() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state
}

func (l *Line) carry(c net.Conn) {
	defer c.Close()
	if l.now() == "drop" {
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
		return
	}
	l.mu.Lock()
	l.conns[c] = true
	l.mu.Unlock()
	defer func() { l.mu.Lock(); delete(l.conns, c); l.mu.Unlock() }()
	up, err := net.Dial("tcp", l.to)
	if err != nil {
		return
	}
	defer up.Close()
	go func() { l.copy(up, c); up.Close() }()
	l.copy(c, up)
}

func (l *Line) copy(to, from net.Conn) {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 && l.now() != "hole" {
			if _, werr := to.Write(buf[:n]); werr != nil {
				return
			}
		}
		if err == io.EOF || err != nil {
			return
		}
	}
}
