//go:build !js

package main

// porchlight playbook publish: checks here, with lines and columns, then publishes on
// top of the newest version.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"porchlight/wasm/wire"
)

const publishAbout = `Checks a playbook, YAML or JSON, and puts it into force for a team.

  porchlight playbook publish playbook.yaml --home ./data --team ID

FILE may be - for standard input. --base N publishes only if version N is still the
newest, so that nobody's change is overwritten.`

func playbookPublishCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("playbook publish FILE --home DIR|URL --team ID [--base N]", publishAbout, stderr)
	var home homeFlags
	home.add(f.FlagSet)
	team := f.String("team", "", "the team's `ID`")
	base := f.Int64("base", -1, "the `VERSION` that was edited (default: the newest)")
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) != 1:
		return f.misused("name one playbook file")
	case *team == "":
		return f.misused("--team is needed")
	}
	book, err := loadPlaybook(rest[0], stdin, stderr)
	if err != nil {
		return f.fail(err)
	}
	raw, err := json.Marshal(book)
	if err != nil {
		return f.fail(err)
	}
	c, err := home.open()
	if err != nil {
		return f.fail(err)
	}
	defer c.close()
	out, err := publish(c, *team, *base, raw)
	if err != nil {
		return f.fail(noTeam(err, *team))
	}
	tellPublished(stdout, *team, out, *asJSON)
	return done
}

func tellPublished(stdout io.Writer, team string, out wire.PlaybookOut, asJSON bool) {
	if asJSON {
		printJSON(stdout, map[string]any{"team": team, "version": out.Version, "at_ms": out.AtMs})
		return
	}
	fmt.Fprintf(stdout, "version %d is in force\n", out.Version)
}

func publish(c *client, team string, base int64, raw json.RawMessage) (wire.PlaybookOut, error) {
	var now, out wire.PlaybookOut
	err := c.ask("GET", teamPath(team)+"/playbook", nil, &now)
	if err != nil && !errors.Is(err, errNothing) { // none yet; a missing team shows below
		return out, err
	}
	if base < 0 {
		base = now.Version
	}
	raw = keepSiteFiles(now.Playbook, raw)
	err = c.ask("PUT", teamPath(team)+"/playbook", wire.PlaybookIn{Base: base, Playbook: raw}, &out)
	return out, err
}

func readFile(name string, stdin io.Reader) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(name)
}

func atPath(p wire.Problem) string {
	if p.Path == "" {
		return ""
	}
	return p.Path + ": "
}
