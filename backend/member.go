//go:build !js

package main

// porchlight team member: the people of a team, and changing one of them.

import (
	"errors"
	"fmt"
	"io"

	"porchlight/wasm/wire"
)

const teamMemberAbout = `Lists the people of a team, one a line: id, role, active, off duty or not active, name. With a MEMBER
it changes that person. Somebody who is not active is signed out everywhere; a team
keeps one active admin.

  porchlight team member --home ./data --team ID
  porchlight team member --home ./data --team ID MEMBER --role lead --leader yes
  porchlight team member --home ./data --team ID MEMBER --active no`

func teamMemberCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("team member --home DIR|URL --team ID [MEMBER --role ROLE --leader yes|no --active yes|no --duty yes|no]", teamMemberAbout, stderr)
	var home homeFlags
	home.add(f.FlagSet)
	team := f.String("team", "", "the team's `ID`")
	role := f.String("role", "", "`ROLE`: staff, lead or admin")
	var in wire.MemberIn
	f.Func("leader", "`yes|no`: a leader of the company", answerInto(&in.Leader))
	f.Func("active", "`yes|no`: may sign in", answerInto(&in.Active))
	f.Func("duty", "`yes|no`: on duty, so that what is reopened comes back to them", answerInto(&in.OnDuty))
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	in.Role = wire.Role(*role)
	changes := f.given("role") || f.given("leader") || f.given("active") || f.given("duty")
	switch {
	case !ok:
		return code
	case *team == "":
		return f.misused("--team is needed")
	case len(rest) > 1:
		return f.misused("unexpected %q", rest[1])
	case f.given("role") && *role != "staff" && *role != "lead" && *role != "admin":
		return f.misused("--role is staff, lead or admin, not %q", *role)
	case changes != (len(rest) == 1):
		return f.misused("name a MEMBER and what to change, or neither")
	}
	c, err := home.open()
	if err != nil {
		return f.fail(err)
	}
	defer c.close()
	if !changes {
		return listMembers(f, c, *team, *asJSON, stdout)
	}
	var m wire.Member
	err = c.ask("POST", teamPath(*team)+"/members/"+rest[0], in, &m)
	if errors.Is(err, errNothing) {
		err = fmt.Errorf("this home has no team %s, or it has no member %s", *team, rest[0])
	}
	if err != nil {
		return f.fail(err)
	}
	printMembers(stdout, []wire.Member{m}, *asJSON)
	return done
}

func listMembers(f *flags, c *client, team string, asJSON bool, stdout io.Writer) int {
	var all wire.Members
	if err := c.ask("GET", teamPath(team)+"/members", nil, &all); err != nil {
		return f.fail(noTeam(err, team))
	}
	printMembers(stdout, all.Members, asJSON)
	return done
}

func printMembers(w io.Writer, list []wire.Member, asJSON bool) {
	if asJSON {
		printJSON(w, list)
		return
	}
	for _, m := range list {
		role, active := string(m.Role), "active"
		if m.Leader {
			role += ", leader"
		}
		switch {
		case !m.Active:
			active = "not active"
		case !m.OnDuty:
			active = "off duty"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", m.ID, role, active, m.Name)
	}
}

func answerInto(to **bool) func(string) error {
	return func(s string) error {
		if s != "yes" && s != "no" {
			return errors.New("say yes or no")
		}
		yes := s == "yes"
		*to = &yes
		return nil
	}
}
