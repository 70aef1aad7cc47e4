package drive

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// Built is what make build made: the packages and the command.
type Built struct {
	Chrome, Firefox string // folders
	Square, Lexical string // the town square's script, and the one with Lexical in its box
	Editors         string // folder of the page of editors: main.js and main.css
	Bin             string // porchlight
}

// Root is the top of the source tree, found upward from the working directory.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "manifest.json")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no manifest.json above the working directory")
		}
		dir = up
	}
}

// Build makes the packages and the command in the user's cache folder and copies them to
// out, so that another build does not change them under a running browser.
func Build(out string) (Built, error) {
	root, err := Root()
	if err != nil {
		return Built{}, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return Built{}, err
	}
	dir := filepath.Join(cache, "porchlight", fmt.Sprintf("%x", sha256.Sum256([]byte(root)))[:12])
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Built{}, err
	}
	unlock, err := lock(filepath.Join(dir, "lock"))
	if err != nil {
		return Built{}, err
	}
	defer unlock()
	cmd := exec.Command("make", "-s", "build", "square", "editors", "DIST="+dir+"/dist", "BIN="+dir+"/bin")
	cmd.Dir = root
	if said, err := cmd.CombinedOutput(); err != nil {
		return Built{}, fmt.Errorf("make build: %w\n%s", err, said)
	}
	for _, part := range []string{"dist", "bin"} {
		if err := copyTree(filepath.Join(dir, part), filepath.Join(out, part)); err != nil {
			return Built{}, err
		}
	}
	return Built{out + "/dist/chrome", out + "/dist/firefox", out + "/dist/square/editor.js", out + "/dist/square/lexical.js", out + "/dist/editors", out + "/bin/porchlight"}, nil
}

func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return func() { f.Close() }, nil
}

func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		dst := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(dst, 0o755)
		}
		info, err := d.Info()
		if err != nil || !info.Mode().IsRegular() {
			return err // a browser's lock is a link: not copied
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(dst, b, info.Mode().Perm())
	})
}
