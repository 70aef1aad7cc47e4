//go:build !js

package main

// porchlight team export and team import: a team as one file, for backup and for
// moving to another home.

import (
	"context"
	"fmt"
	"io"

	"porchlight/backend/server"
)

const teamExportAbout = `Writes a whole team to one new file: people, devices, ledger, playbooks. The home may run
meanwhile; the file is the team as it was at one moment. Keep it as you keep the data
folder: whoever has it has all that the team knows.

  porchlight team export --home ./data --team ID --to havblikk.sqlite`

func teamExportCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("team export --home DIR --team ID --to FILE", teamExportAbout, stderr)
	dir := f.String("home", defaultHome(), "the data `DIR`")
	team := f.String("team", "", "the team's `ID`")
	to := f.String("to", "", "the new `FILE`")
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("unexpected %q", rest[0])
	case *team == "" || *to == "":
		return f.misused("--team and --to are both needed")
	case isURL(*dir):
		return f.misused("a team is exported by somebody who has its home's folder")
	}
	m, err := server.Export(context.Background(), *dir, *team, *to)
	if err != nil {
		return f.fail(err)
	}
	if *asJSON {
		printJSON(stdout, m)
		return done
	}
	fmt.Fprintf(stdout, "%s\t%s: %d people, %d rows up to %d\n", *to, m.Name, m.Members, m.Rows, m.Newest)
	return done
}

const teamImportAbout = `Takes in a team that team export wrote. Nothing is taken from a damaged file. The home
may run meanwhile. The team keeps its id, and its browsers stay signed in, where the
folder has the operator.secret of the home it came from; else it gets a new id, and each
person needs a new invite (porchlight invite --member).

  porchlight team import havblikk.sqlite --home ./data`

func teamImportCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("team import FILE --home DIR", teamImportAbout, stderr)
	dir := f.String("home", defaultHome(), "the data `DIR`, made if it is missing")
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) != 1:
		return f.misused("name one file")
	case isURL(*dir):
		return f.misused("a team is imported by somebody who has the home's folder")
	}
	m, err := server.Import(context.Background(), *dir, rest[0])
	if err != nil {
		return f.fail(err)
	}
	if *asJSON {
		printJSON(stdout, m)
		return done
	}
	fmt.Fprintf(stdout, "team    %s\n        %s: %d people, %d rows up to %d\n", m.ID, m.Name, m.Members, m.Rows, m.Newest)
	if m.Renamed {
		fmt.Fprintln(stdout, "        a new id, for this home has another operator's secret: its browsers must join again")
	}
	return done
}
