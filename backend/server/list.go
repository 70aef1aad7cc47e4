//go:build !js

package server

// The teams of a data folder, read beside a running home: reading takes no lock.

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"porchlight/wasm/wire"
)

// ListTeams returns the teams in dir, also while another process serves it.
func ListTeams(dir string) ([]wire.TeamInfo, error) {
	files, err := teamFiles(dir)
	if err != nil {
		return nil, err
	}
	list := []wire.TeamInfo{}
	for _, id := range slices.Sorted(maps.Keys(files)) {
		path := files[id]
		t := wire.TeamInfo{ID: id}
		db, err := sql.Open("sqlite", dsn(path, url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)"}}))
		if err != nil {
			return nil, fmt.Errorf("open team %s: %w", id, err)
		}
		err = db.QueryRow(`SELECT n.t, l.i FROM meta n, meta l WHERE n.k = 'name' AND l.k = 'ttl_ms'`).Scan(&t.Name, &t.TTLMs)
		db.Close()
		if errors.Is(err, sql.ErrNoRows) || err != nil && strings.Contains(err.Error(), "no such table") {
			continue // the request that made it broke off, and nobody was told its id
		} else if err != nil {
			return nil, fmt.Errorf("read team %s: %w", id, err)
		}
		list = append(list, t)
	}
	return list, nil
}

func teamFiles(dir string) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "teams", "*.sqlite"))
	by := make(map[string]string, len(files))
	for _, f := range files {
		by[strings.TrimSuffix(filepath.Base(f), ".sqlite")] = f
	}
	return by, err
}
