package edge

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Workerd returns the path of the workerd binary that package-lock.json names. npm
// brings it into the cache folder the first time.
func Workerd() (string, error) {
	source, err := sourceDir()
	if err != nil {
		return "", err
	}
	cache, err := cacheDir()
	if err != nil {
		return "", err
	}
	lock, err := os.ReadFile(filepath.Join(source, "package-lock.json"))
	if err != nil {
		return "", fmt.Errorf("find workerd: %w", err)
	}
	kept := filepath.Join(cache, fmt.Sprintf("npm-%x", sha256.Sum256(lock))[:20])
	// Not node_modules/.bin/workerd: that is a script with the server as its child, and
	// ending the script leaves the server.
	binary := filepath.Join(kept, "node_modules", "@cloudflare", platform(), "bin", "workerd")
	if _, err := os.Stat(binary); err == nil {
		return binary, nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("find workerd: %w", err)
	}
	if err := install(source, cache, kept); err != nil {
		return "", err
	}
	if _, err := os.Stat(binary); err != nil {
		return "", fmt.Errorf("npm brought no workerd for %s: %w", platform(), err)
	}
	return binary, nil
}

// platform is the npm package of this machine's binary.
func platform() string {
	arch := map[string]string{"amd64": "64", "arm64": "arm64"}[runtime.GOARCH]
	return "workerd-" + runtime.GOOS + "-" + arch
}

func install(source, cache, kept string) error {
	making, err := os.MkdirTemp(cache, "making-")
	if err != nil {
		return fmt.Errorf("install workerd: %w", err)
	}
	defer os.RemoveAll(making)
	for _, name := range []string{"package.json", "package-lock.json"} {
		data, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return fmt.Errorf("install workerd: %w", err)
		}
		if err := os.WriteFile(filepath.Join(making, name), data, 0o644); err != nil {
			return fmt.Errorf("install workerd: %w", err)
		}
	}
	cmd := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
	cmd.Dir = making
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("install workerd with npm: %w\n%s", err, text)
	}
	if err := os.Rename(making, kept); err != nil {
		if _, gone := os.Stat(kept); gone != nil { // else another process was faster
			return fmt.Errorf("install workerd: %w", err)
		}
	}
	return nil
}
