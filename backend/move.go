//go:build !js

package main

// porchlight team export and team import: a team as one file, for backup and for
// moving to another home.

import (
	"context"
	"errors"
	"fmt"
	"io"

	"porchlight/backend/server"
)

const teamExportAbout = `Writes a whole team to one new file: people, devices, ledger, playbooks. The home may run
meanwhile; from a folder, the file is the team as it was at one moment, from a URL what
people do meanwhile may be in it or not. Keep it as you keep the data folder: whoever has
it has all that the team knows.

  porchlight team export --home ./data --team ID --to havblikk.sqlite
  porchlight team export --home https://porchlight.example --secret-file op.secret --team ID --to …`

func teamExportCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("team export --home DIR|URL --team ID --to FILE", teamExportAbout, stderr)
	var home homeFlags
	home.add(f.FlagSet)
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
	}
	m, err := export(context.Background(), home, *team, *to)
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

func export(ctx context.Context, home homeFlags, team, to string) (server.Moved, error) {
	if !isURL(home.home) {
		return server.Export(ctx, home.home, team, to)
	}
	c, err := home.open()
	if err != nil {
		return server.Moved{}, err
	}
	defer c.close()
	return server.Receive(ctx, to, func(table string, after int64) (page server.Rows, err error) {
		err = c.ask("GET", fmt.Sprintf("/v1/teams/%s/rows?table=%s&after=%d", team, table, after), nil, &page)
		return page, err
	})
}

const teamImportAbout = `Takes in a team that team export wrote. Nothing is taken from a damaged file. The home
may run meanwhile. The team keeps its id, and its browsers stay signed in, where the
home has the operator.secret of the one it came from; else it gets a new id, and each
person needs a new invite (porchlight invite --member). To a URL the rows go page by page,
and the team is there when all are: what breaks off is begun again. With --replace the home,
a folder that nobody serves just now, may have the team: that is put aside beside it, and
its browsers notice that theirs is another life of the team.

  porchlight team import havblikk.sqlite --home ./data
  porchlight team import havblikk.sqlite --home https://porchlight.example --secret-file op.secret`

func teamImportCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("team import FILE --home DIR|URL [--replace]", teamImportAbout, stderr)
	var home homeFlags
	home.add(f.FlagSet)
	replace := f.Bool("replace", false, "put aside what the home has of this team: back to a backup")
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) != 1:
		return f.misused("name one file")
	case *replace && isURL(home.home):
		return f.misused("--replace needs the home's folder, and nobody serving it")
	}
	m, err := takeIn(context.Background(), home, rest[0], *replace)
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

func takeIn(ctx context.Context, home homeFlags, file string, replace bool) (server.Moved, error) {
	if replace {
		return server.Restore(ctx, home.home, file)
	}
	if !isURL(home.home) {
		return server.Import(ctx, home.home, file)
	}
	c, err := home.open()
	if err != nil {
		return server.Moved{}, err
	}
	defer c.close()
	return server.Send(ctx, file, c.secret, func(team string, page server.Rows) error {
		err := c.ask("POST", "/v1/teams/"+team+"/rows", page, nil)
		if errors.Is(err, errNothing) { // an id that another secret made
			return errSecret
		}
		return err
	})
}
