//go:build !js

package main

// porchlight invite.

import (
	"errors"
	"fmt"
	"io"

	"porchlight/wasm/wire"
)

const inviteAbout = `Makes an invite link for one person. It is good once. With --member it is for a further
browser of somebody who is in the team, and for an hour.

  porchlight invite --home ./data --team ID --name "Kari Nes" --role staff
  porchlight invite --home ./data --team ID --name "Ingrid Solvang" --leader
  porchlight invite --home ./data --team ID --member MEMBER

The role is staff, lead or admin. --leader adds the prompts for a leader, who may have
any role.`

func inviteCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("invite --home DIR|URL --team ID --name NAME|--member MEMBER [--role ROLE] [--leader]", inviteAbout, stderr)
	var home homeFlags
	home.add(f.FlagSet)
	team := f.String("team", "", "the team's `ID`")
	name := f.String("name", "", "the person's `NAME`")
	member := f.String("member", "", "the id of the `MEMBER` whose further browser it is")
	role := f.String("role", "staff", "`ROLE`: staff, lead or admin")
	leader := f.Bool("leader", false, "a leader of the company")
	hours := f.Int("hours", 0, "how many `HOURS` it is good for: 72 if not said, and at most (with --member 1)")
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("unexpected %q", rest[0])
	case *team == "" || *name == "" && *member == "":
		return f.misused("--team and --name are both needed")
	case *member != "" && (f.given("name") || f.given("role") || f.given("leader")):
		return f.misused("--member has a name and a role already")
	case *role != "staff" && *role != "lead" && *role != "admin":
		return f.misused("--role is staff, lead or admin, not %q", *role)
	case f.given("hours") && (*hours < 1 || *hours > 72):
		return f.misused("--hours is from 1 to 72")
	}
	c, err := home.open()
	if err != nil {
		return f.fail(err)
	}
	defer c.close()
	in := wire.InviteIn{Name: *name, Role: wire.Role(*role), Leader: *leader, Hours: *hours}
	if *member != "" {
		in = wire.InviteIn{Member: *member, Hours: *hours}
		*name = "a further browser"
	}
	var out wire.Invite
	if err := c.ask("POST", teamPath(*team)+"/invites", in, &out); err != nil {
		if *member != "" && errors.Is(err, errNothing) {
			return f.fail(fmt.Errorf("this home has no team %s, or it has no member %s", *team, *member))
		}
		return f.fail(noTeam(err, *team))
	}
	printInvite(stdout, out, *name, *asJSON)
	return done
}

func teamPath(team string) string { return "/v1/teams/" + team }

func noTeam(err error, team string) error {
	if errors.Is(err, errNothing) {
		return fmt.Errorf("this home has no team %s", team)
	}
	return err
}
