package drive

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// started holds, per package, a profile in which Chromium has run once with the
// extension: only then are its settings in Preferences, and only there can a grant be
// written without a person at the browser's own prompt.
var started struct {
	sync.Mutex
	dirs map[string]string
}

// prepare fills o.Profile: a copy of the once-started profile plus the grants. A profile
// that exists already is only granted more.
func prepare(t T, o Options) error {
	if _, err := os.Stat(preferences(o.Profile)); errors.Is(err, fs.ErrNotExist) {
		base, err := once(t, o)
		if err != nil {
			return err
		}
		if err := copyTree(base, o.Profile); err != nil {
			return err
		}
	}
	return grant(o.Profile, o.Grants)
}

func preferences(profile string) string { return filepath.Join(profile, "Default", "Preferences") }

func once(t T, o Options) (string, error) {
	started.Lock()
	defer started.Unlock()
	if dir := started.dirs[o.Dist]; dir != "" {
		return dir, nil
	}
	dir, err := os.MkdirTemp("", "porchlight-profile-")
	if err != nil {
		return "", err
	}
	b := &Browser{Options: Options{Dist: o.Dist, Profile: dir}, t: t}
	if err := b.start(); err != nil {
		return "", err
	}
	b.NeedExtension()
	b.End()
	if started.dirs == nil {
		started.dirs = map[string]string{}
	}
	started.dirs[o.Dist] = dir
	return dir, nil
}

// Tidy removes what the package keeps between browsers; call it last of all.
func Tidy() {
	started.Lock()
	defer started.Unlock()
	for _, dir := range started.dirs {
		os.RemoveAll(dir)
	}
	started.dirs = nil
}

// grant writes the origins where Chromium keeps what a person granted at run time. The
// three lists must agree, or Chromium drops the grant at start.
func grant(profile string, origins []string) error {
	path := preferences(profile)
	src, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("the profile was never written: %w", err)
	}
	var prefs map[string]any
	if err := json.Unmarshal(src, &prefs); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	ext, ok := dig(prefs, "extensions", "settings", ID)
	if !ok {
		return fmt.Errorf("%s: no settings of extension %s", path, ID)
	}
	for _, list := range []string{"runtime_granted_permissions", "granted_permissions", "active_permissions"} {
		p, _ := ext[list].(map[string]any)
		if p == nil {
			p = map[string]any{"api": []any{}, "manifest_permissions": []any{}}
			ext[list] = p
		}
		for _, kind := range []string{"explicit_host", "scriptable_host"} {
			p[kind] = merge(p[kind], origins, kind == "explicit_host")
		}
	}
	if all, ok := dig(prefs, "extensions"); ok { // else an unpacked package does not survive its own reload
		all["ui"] = map[string]any{"developer_mode": true}
	}
	out, err := json.Marshal(prefs)
	if err != nil {
		return err
	}
	return os.WriteFile(path, out, 0o600)
}

func merge(old any, add []string, yes bool) []any {
	list, _ := old.([]any)
	if list == nil {
		list = []any{}
	}
	if !yes {
		return list
	}
	have := map[any]bool{}
	for _, v := range list {
		have[v] = true
	}
	for _, v := range add {
		if !have[v] {
			list = append(list, v)
		}
	}
	return list
}

func dig(m map[string]any, path ...string) (map[string]any, bool) {
	for _, k := range path {
		next, ok := m[k].(map[string]any)
		if !ok {
			return nil, false
		}
		m = next
	}
	return m, true
}
