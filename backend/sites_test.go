//go:build !js

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSitesCommands(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "forum.json")
	if err := os.WriteFile(bad, []byte(`{"name":"forum","title":"Forum","hosts":[],"layouts":[{"psot":[]}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"sites", "check", "../extension/sites/x.json", "../extension/sites/reddit.json"}, done, "2 site files are right"},
		{[]string{"sites", "check", bad}, failed, "forum.json: layouts[0].psot is no field; allowed are also, author,"},
		{[]string{"sites", "check"}, usage, ""},
		{[]string{"sites", "schema"}, done, `"title": "Porchlight site"`},
	} {
		var out, errs strings.Builder
		if code := run(c.args, strings.NewReader(""), &out, &errs); code != c.code || !strings.Contains(out.String(), c.says) {
			t.Errorf("%q: code %d, %s %s", c.args, code, out.String(), errs.String())
		}
	}
}
