//go:build !js

package main

// porchlight team erase-member: what is left of a person who wants to be forgotten.

import (
	"errors"
	"fmt"
	"io"
)

const teamEraseMemberAbout = `Erases a person from a team: the name becomes the id, which means nothing; browsers are
signed out and lose their labels, invites go. The ledger keeps every row, under that id.
Names that people wrote into notes stay. It cannot be undone, and never reaches copies:
erase in those that you keep, too. A native home overwrites what was on its disk within
a day. A team keeps one active admin.

  porchlight team erase-member --home ./data --team ID MEMBER --yes`

func teamEraseMemberCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("team erase-member --home DIR|URL --team ID MEMBER --yes", teamEraseMemberAbout, stderr)
	var home homeFlags
	home.add(f.FlagSet)
	team := f.String("team", "", "the team's `ID`")
	yes := f.Bool("yes", false, "really erase")
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case *team == "":
		return f.misused("--team is needed")
	case len(rest) != 1:
		return f.misused("name one MEMBER; porchlight team member lists them")
	case !*yes:
		return f.misused("this cannot be undone: say --yes")
	}
	c, err := home.open()
	if err != nil {
		return f.fail(err)
	}
	defer c.close()
	err = c.ask("DELETE", teamPath(*team)+"/members/"+rest[0], nil, nil)
	if errors.Is(err, errNothing) {
		err = fmt.Errorf("this home has no team %s, or it has no member %s", *team, rest[0])
	}
	if err != nil {
		return f.fail(err)
	}
	if *asJSON {
		printJSON(stdout, map[string]string{"erased": rest[0]})
		return done
	}
	fmt.Fprintf(stdout, "%s is erased\n", rest[0])
	return done
}
