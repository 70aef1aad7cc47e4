//go:build !js

package main

// porchlight team create and team list.

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"porchlight/backend/server"
	"porchlight/wasm/wire"
)

const teamCreateAbout = `Makes a team and prints its id and the invite link of its first admin. The link is good
once, for 72 hours.

  porchlight team create --home ./data --name Havblikk --admin "Ingrid Solvang"
  porchlight team create --home https://porchlight.example --secret-file op.secret --name …`

func teamCreateCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("team create --home DIR|URL --name NAME --admin NAME", teamCreateAbout, stderr)
	var home homeFlags
	home.add(f.FlagSet)
	name := f.String("name", "", "the team's `NAME`")
	admin := f.String("admin", "", "the first admin's `NAME`")
	lease := f.Duration("lease", server.TTL, "how long a claim holds, as a `DURATION` like 15m")
	most := map[string]int64{}
	f.Func("most", "the most that it may have, as `members=20,rows=100000`; also devices, conversations, playbooks", func(s string) error {
		return readMost(most, s)
	})
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("unexpected %q", rest[0])
	case *name == "" || *admin == "":
		return f.misused("--name and --admin are both needed")
	}
	if !isURL(home.home) {
		if err := os.MkdirAll(home.home, 0o700); err != nil {
			return f.fail(fmt.Errorf("make the data folder: %w", err))
		}
	}
	c, err := home.open()
	if err != nil {
		return f.fail(err)
	}
	defer c.close()
	var out wire.Invite
	if err := c.ask("POST", "/v1/teams", wire.CreateTeam{Name: *name, Admin: *admin, TTLMs: lease.Milliseconds(), Most: most}, &out); err != nil {
		return f.fail(err)
	}
	printInvite(stdout, out, *admin, *asJSON)
	return done
}

// readMost reads name=number, with commas between.
func readMost(into map[string]int64, text string) error {
	for part := range strings.SplitSeq(text, ",") {
		name, number, _ := strings.Cut(part, "=")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return fmt.Errorf("%q is not a name, = and a whole number", part)
		}
		into[name] = n
	}
	return nil
}

func printInvite(w io.Writer, out wire.Invite, name string, asJSON bool) {
	if asJSON {
		printJSON(w, out)
		return
	}
	fmt.Fprintf(w, "team    %s\ninvite  %s\n        for %s, good once, until %s\n",
		out.Team, out.Link, name, time.UnixMilli(out.ExpiresMs).Format("2 Jan 2006 15:04"))
}

const teamListAbout = `Lists the teams of a data folder, one a line: id, tab, name.`

func teamListCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("team list --home DIR", teamListAbout, stderr)
	dir := f.String("home", defaultHome(), "the data `DIR`")
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("unexpected %q", rest[0])
	case isURL(*dir):
		return f.misused("a home tells its teams only to somebody who has its folder")
	}
	if _, err := os.Stat(*dir); err != nil {
		return f.fail(fmt.Errorf("the data folder: %w", err))
	}
	teams, err := server.ListTeams(*dir)
	if err != nil {
		return f.fail(err)
	}
	if *asJSON {
		printJSON(stdout, teams)
		return done
	}
	for _, t := range teams {
		fmt.Fprintf(stdout, "%s\t%s\n", t.ID, t.Name)
	}
	return done
}
