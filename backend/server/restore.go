//go:build !js

package server

// Taking in a team's file: as a new team of a folder, or in the place of what the folder has
// of it, which is how a backup is restored.

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Import takes a file of Export into dir, also while another process serves dir. The
// team keeps its id where dir has the operator's secret that made it; else it gets a
// new one, and its browsers must join again. Either way it gets a new epoch, so that
// no browser goes on from a row that this copy has not.
func Import(ctx context.Context, dir, from string) (Moved, error) {
	return takeFile(ctx, dir, from, func(string) error { return nil })
}

// Restore is Import where dir has the team already: what it has is put aside, under a name
// that nothing reads, and the file is the team from then on. Its browsers take a snapshot
// and send what they have not sent. It returns ErrLocked while another process serves dir.
func Restore(ctx context.Context, dir, from string) (Moved, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Moved{}, fmt.Errorf("make the data folder: %w", err)
	}
	h := &Home{dir: dir}
	if err := h.acquire(); err != nil {
		return Moved{}, err
	}
	defer h.lock.Close()
	return takeFile(ctx, dir, from, putAside)
}

// putAside renames a team's file and what SQLite keeps beside it.
func putAside(path string) error {
	aside := path + ".replaced-" + time.Now().UTC().Format("20060102T150405.000000000")
	for _, part := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(path+part, aside+part); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("put aside what is there: %w", err)
		}
	}
	return nil
}

// takeFile makes the file a team of dir, once before has made its place free.
func takeFile(ctx context.Context, dir, from string, before func(path string) error) (Moved, error) {
	if err := os.MkdirAll(filepath.Join(dir, "teams"), 0o700); err != nil {
		return Moved{}, fmt.Errorf("make the data folder: %w", err)
	}
	secret, err := operatorSecret(filepath.Join(dir, "operator.secret"))
	if err != nil {
		return Moved{}, err
	}
	part := filepath.Join(dir, "teams", "import-"+Random(16)+".part")
	defer os.Remove(part)
	m, err := adopt(ctx, part, from, secret)
	if err != nil {
		return Moved{}, fmt.Errorf("import %s: %w", from, err)
	}
	path := filepath.Join(dir, "teams", m.ID+".sqlite")
	if err := before(path); err != nil {
		return Moved{}, fmt.Errorf("import %s: %w", from, err)
	}
	if err := os.Link(part, path); errors.Is(err, os.ErrExist) {
		return Moved{}, fmt.Errorf("import %s: this home has team %s already; --replace puts it aside", from, m.ID)
	} else if err != nil {
		return Moved{}, fmt.Errorf("import %s: %w", from, err)
	}
	return m, nil
}
