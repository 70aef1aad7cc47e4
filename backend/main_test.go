//go:build !js

package main

// The command line as people and scripts see it: words, exit codes, what goes where.

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

// asCommand makes this test program the command itself, for tests that need a process.
const asCommand = "PORCHLIGHT_TEST_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) == "1" {
		os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		args     string
		code     int
		out, err string
	}{
		{"", usage, "", "porchlight serve"},
		{"--help", done, "porchlight playbook publish", ""},
		{"help", done, "porchlight serve", ""},
		{"serv", usage, "", `did you mean "serve"?`},
		{"team crate", usage, "", `did you mean "team create"?`},
		{"invit", usage, "", `did you mean "invite"?`},
		{"xyzzy", usage, "", "Run porchlight help"},
		{"team", usage, "", "porchlight team create"},
		{"team --help", done, "porchlight team list", ""},
		{"playbook", usage, "", "porchlight playbook publish"},
		{"serve --help", done, "usage: porchlight serve --home DIR", ""},
		{"team create --help", done, "--admin NAME", ""},
		{"team list --help", done, "usage: porchlight team list", ""},
		{"invite -h", done, "--role ROLE", ""},
		{"playbook publish --help", done, "--base VERSION", ""},
		{"serve --prot 80", usage, "", "-prot"},
		{"serve extra", usage, "", `unexpected "extra"`},
		{"serve --url ftp://x", usage, "", "must be an origin"},
		{"serve --url https://x/path", usage, "", "must be an origin"},
		{"serve --model-name m", usage, "", "--model-url and --model-name"},
		{"serve --model-url x --model-name m", usage, "", "not the web address of an endpoint"},
		{"serve --model-url https://x/v1 --model-name m --model-key-file /nowhere", usage, "", "--model-key-file"},
		{"team create --name x", usage, "", "--name and --admin are both needed"},
		{"team create --name x --admin y --most rows", usage, "", "a name, = and a whole number"},
		{"team list --home https://x.example", usage, "", "who has its folder"},
		{"invite --team x --name y --role boss", usage, "", `not "boss"`},
		{"invite --team x --name y --hours 73", usage, "", "from 1 to 72"},
		{"team member", usage, "", "--team is needed"},
		{"team member --team x y", usage, "", "name a MEMBER and what to change"},
		{"team member --team x --role lead", usage, "", "name a MEMBER and what to change"},
		{"team member --team x y --role boss", usage, "", `not "boss"`},
		{"team member --team x y --active maybe", usage, "", "say yes or no"},
		{"team erase-member --help", done, "--yes", ""},
		{"team erase-member --team x", usage, "", "name one MEMBER"},
		{"team erase-member --team x y z", usage, "", "name one MEMBER"},
		{"team erase-member y", usage, "", "--team is needed"},
		{"team erase-member --team x y", usage, "", "cannot be undone: say --yes"},
		{"team export --help", done, "--to FILE", ""},
		{"team export --team x", usage, "", "--team and --to are both needed"},
		{"team export --team x --to y --home https://x.example", failed, "", "needs its operator's secret"},
		{"team import -h", done, "usage: porchlight team import FILE", ""},
		{"team import", usage, "", "name one file"},
		{"team import a --replace --home https://x.example", usage, "", "needs the home's folder"},
		{"team import a b", usage, "", "name one file"},
		{"team import a --home https://x.example", failed, "", "needs its operator's secret"},
		{"invite --team x --member y --name z", usage, "", "has a name and a role already"},
		{"invite --team x", usage, "", "--team and --name are both needed"},
		{"playbook publish --team x", usage, "", "name one playbook file"},
		{"playbook publish a b --team x", usage, "", "name one playbook file"},
		{"playbook publish a", usage, "", "--team is needed"},
	} {
		code, out, err := runCommand("", strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(out, c.out) || !strings.Contains(err, c.err) {
			t.Errorf("porchlight %s: exit %d\nout: %s\nerr: %s\nwant %d, %q, %q", c.args, code, out, err, c.code, c.out, c.err)
		}
		if (c.code == done) != (err == "") || (c.code != done) != (out == "") {
			t.Errorf("porchlight %s: the wrong stream\nout: %s\nerr: %s", c.args, out, err)
		}
	}
}

func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	code, out, err := runCommand("", args...)
	if code != done {
		t.Fatalf("porchlight %s: exit %d: %s", strings.Join(args, " "), code, err)
	}
	return out
}

func createTeam(t *testing.T, home string, more ...string) wire.Invite {
	t.Helper()
	out := mustRun(t, append([]string{"team", "create", "--home", home, "--name", "Havblikk", "--admin", "Ingrid Solvang", "--json"}, more...)...)
	var inv wire.Invite
	if err := json.Unmarshal([]byte(out), &inv); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return inv
}

// The same steps on both forms of --home.
func TestTeamInvitePublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	home, err := server.OpenHome(filepath.Join(t.TempDir(), "served"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer home.Close()
	web := httptest.NewServer(home.Handler(""))
	defer web.Close()
	secret := filepath.Join(home.Dir(), "operator.secret")
	for form, flags := range map[string]struct {
		home   string
		origin string
		more   []string
	}{
		"folder": {dir, "https://porchlight.example", []string{"--url", "https://porchlight.example"}},
		"URL":    {web.URL + "/", web.URL, []string{"--secret-file", secret}},
	} {
		t.Run(form, func(t *testing.T) {
			inv := createTeam(t, flags.home, flags.more...)
			if !strings.HasPrefix(inv.Link, flags.origin+"/join#"+inv.Team+".") {
				t.Errorf("link %s", inv.Link)
			}
			at := append([]string{"--home", flags.home, "--team", inv.Team}, flags.more...)
			out := mustRun(t, append([]string{"invite", "--name", "Kari Nes", "--role", "lead", "--leader"}, at...)...)
			if !strings.Contains(out, flags.origin+"/join#") || !strings.Contains(out, "Kari Nes") {
				t.Errorf("invite: %s", out)
			}
			code, _, err := runCommand("", append([]string{"invite", "--member", "nobody"}, at...)...)
			if code != failed || !strings.Contains(err, "has no member nobody") {
				t.Errorf("invite of nobody: %d %s", code, err)
			}
			book := writePlaybook(t, "book.yaml", "brands:\n  - name: Havblikk\n")
			if out := mustRun(t, append([]string{"playbook", "publish", book}, at...)...); out != "version 1 is in force\n" {
				t.Errorf("publish: %s", out)
			}
			if out := mustRun(t, append([]string{"playbook", "publish", book, "--json"}, at...)...); !strings.Contains(out, `"version":2`) {
				t.Errorf("publish again: %s", out)
			}
			code, _, err = runCommand("", append([]string{"playbook", "publish", book, "--base", "0"}, at...)...)
			if code != failed || !strings.Contains(err, "the newest is 2") {
				t.Errorf("publish on an old base: %d %s", code, err)
			}
			bad := writePlaybook(t, "bad.yaml", "brands:\n  - name: Havblikk\n    alias: HB\n")
			code, _, err = runCommand("", append([]string{"playbook", "publish", bad}, at...)...)
			if code != failed || !strings.Contains(err, "bad.yaml:3:") {
				t.Errorf("publish of a bad playbook: %d %s", code, err)
			}
		})
	}
	if out := mustRun(t, "team", "list", "--home", dir); strings.Count(out, "\n") != 1 || !strings.HasSuffix(out, "\tHavblikk\n") {
		t.Errorf("team list: %q", out)
	}
	if out := mustRun(t, "team", "list", "--home", home.Dir(), "--json"); !strings.Contains(out, `"name":"Havblikk"`) {
		t.Errorf("team list of a served folder: %q", out)
	}
}

func TestHomesThatCannotBeAsked(t *testing.T) {
	t.Setenv(secretVariable, "")
	dir := t.TempDir()
	web := httptest.NewServer(nil) // answers 404 in plain text
	defer web.Close()
	wrong := writePlaybook(t, "secret", "not the secret of that home, but long enough")
	home, err := server.OpenHome(filepath.Join(dir, "locked"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer home.Close()
	served := httptest.NewServer(home.Handler(""))
	defer served.Close()
	right := filepath.Join(home.Dir(), "operator.secret")
	foreign := server.NewTeamID("another home")
	for _, c := range []struct{ name, args, says string }{
		{"missing folder", "invite --team x --name y --home " + dir + "/none", "no such file"},
		{"a file", "team create --name x --admin y --home " + wrong + "/x", "not a directory"},
		{"folder in use", "invite --team x --name y --home " + dir + "/locked", "another porchlight is using"},
		{"folder in use, the way out", "invite --team x --name y --home " + dir + "/locked", "--home http://"},
		{"no secret", "team create --name x --admin y --home " + served.URL, secretVariable},
		{"missing secret file", "team create --name x --admin y --home " + served.URL + " --secret-file " + dir + "/none", "no such file"},
		{"wrong secret", "team create --name x --admin y --home " + served.URL + " --secret-file " + wrong, "does not know this operator's secret"},
		{"another home's team", "invite --team " + foreign + " --name y --home " + served.URL + " --secret-file " + right, "no team " + foreign},
		{"not a home", "team create --name x --admin y --home " + web.URL + " --secret-file " + wrong, "is it a Porchlight home?"},
		{"nobody there", "team create --name x --admin y --home http://127.0.0.1:1 --secret-file " + wrong, "does not answer"},
		{"not an origin", "team create --name x --admin y --home http://127.0.0.1:1/v1 --secret-file " + wrong, "must be an origin"},
		{"missing playbook", "playbook publish " + dir + "/none.yaml --team x --home " + served.URL, "no such file"},
		{"team list of nothing", "team list --home " + dir + "/none", "no such file"},
	} {
		code, out, err := runCommand("", strings.Fields(c.args)...)
		if code != failed || !strings.Contains(err, c.says) || out != "" || strings.Contains(err, home.Secret()) {
			t.Errorf("%s: exit %d, %s%s", c.name, code, out, err)
		}
	}
}
