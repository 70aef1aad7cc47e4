package main

// What does not grow with the ledger's length, and what an idle browser costs.

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// delta times the last hundred rows of a ledger of so many, which are written behind the
// home's back: by its file, or by a move to where there is none.
func delta(h *home, c *column, rows int) error {
	all, err := h.longTeam(rows)
	if err != nil {
		return err
	}
	d := all[0]
	if err := d.ask("GET", d.team+"/me", d.token, "", nil, &wire.Me{}); err != nil {
		return err
	}
	var at wire.Snapshot
	if err := d.ask("GET", d.team+"/snapshot?after=zz", d.token, "", nil, &at); err != nil {
		return err
	}
	path := fmt.Sprintf("%s/changes?epoch=%s&cursor=%d", d.team, at.Epoch, at.AsOf-100)
	took, _, err := together(1, func(int) (took []time.Duration, err error) {
		for n := range 300 {
			var out wire.Changes
			began := time.Now()
			if err := all[n%len(all)].ask("GET", path, all[n%len(all)].token, "", nil, &out); err != nil {
				return nil, err
			}
			took = append(took, time.Since(began))
			if len(out.Changes) != 100 {
				return nil, fmt.Errorf("%d changes", len(out.Changes))
			}
		}
		return took, nil
	})
	if err != nil {
		return err
	}
	c.put(fmt.Sprintf("the last 100 of %.0e rows, ms, p50 / p99", float64(rows)), "%s", spread(took))
	return nil
}

// longTeam is a team with a ledger of so many rows: of each conversation a claim, renewals
// and a reply.
func (h *home) longTeam(rows int) ([]*device, error) {
	from := h
	if !h.native {
		dir, err := os.MkdirTemp(filepath.Dir(h.dir), "porchlight-load-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		secret, err := os.ReadFile(filepath.Join(h.dir, "operator.secret"))
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(dir, "operator.secret"), secret, 0o600); err != nil {
			return nil, err
		}
		if from, err = beside(dir); err != nil {
			return nil, err
		}
		defer from.stop()
	}
	all, err := from.newTeam(4)
	if err != nil {
		return nil, err
	}
	id := strings.TrimPrefix(all[0].team, "/v1/teams/")
	file := filepath.Join(from.dir, "teams", id+".sqlite")
	if err := fill(file, rows); err != nil || h.native {
		return all, err
	}
	export := filepath.Join(from.dir, "long.sqlite")
	if _, err := server.Export(context.Background(), from.dir, id, export); err != nil {
		return nil, err
	}
	_, err = server.Send(context.Background(), export, h.secret, func(team string, page server.Rows) error {
		return h.ask("POST", "/v1/teams/"+team+"/rows", h.secret, "", page, nil)
	})
	for _, d := range all {
		d.home = h
	}
	return all, err
}

func fill(file string, rows int) error {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(60000)&_pragma=synchronous(OFF)")
	if err != nil {
		return err
	}
	defer db.Close()
	for _, text := range []string{`WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ?1)
		INSERT INTO ledger (op_id, req_hash, subject, kind, actor, device, at_ms, ok, fence, holder, since_ms, expires_ms, replied, in_lease, body)
		SELECT printf('fill-%032d', n), printf('%064d', n), printf('%032d', n / 10),
			CASE n % 10 WHEN 0 THEN 'claim' WHEN 9 THEN 'reply' ELSE 'renew' END, 'kari', 'kari-device',
			1000000 + n, 1, 1, CASE WHEN n % 10 = 9 THEN NULL ELSE 'kari' END, 1000000 + n, 1900000 + n, 1, 1, '' FROM i`,
		`INSERT INTO conversations (conv, key, link, site, author, names, triage, made_ms)
		SELECT subject, 'hn:' || subject, 'https://news.example/item?id=' || subject, 'hn', 'ola', '["Havblikk"]', '', 0
		FROM ledger GROUP BY subject LIMIT ?1`} {
		if _, err := db.Exec(text, int64(rows)); err != nil {
			return err
		}
	}
	return nil
}

// sockets tells what a thousand idle live sockets add to the home's process. The clients
// are bare connections.
func sockets(h *home, c *column) error {
	const count, each = 1000, 8
	all, err := h.newTeam(count / each)
	if err != nil {
		return err
	}
	before, err := h.rss()
	if err != nil {
		return err
	}
	for n := range count {
		conn, err := all[n/each].socket()
		if err != nil {
			return err
		}
		defer conn.Close()
	}
	after, err := h.rss()
	if err != nil {
		return err
	}
	c.put("1,000 idle sockets, MiB of RSS", "%.1f", float64(after-before)/1024)
	return nil
}

func (d *device) socket() (net.Conn, error) {
	var out wire.Ticket
	if err := d.ask("POST", d.team+"/live", d.token, "", nil, &out); err != nil {
		return nil, err
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(d.url, "http://"))
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(conn, "GET %s/live?ticket=%s HTTP/1.1\r\nHost: x\r\nOrigin: %s\r\nConnection: Upgrade\r\n"+
		"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n", d.team, out.Ticket, server.Chrome)
	line, err := bufio.NewReaderSize(conn, 16).ReadString('\n')
	if err != nil || !strings.Contains(line, "101") {
		return nil, fmt.Errorf("a socket was answered %q, %w", line, err)
	}
	return conn, nil
}
