//go:build !js

package main

// porchlight team verify: whether the ledger's past days are as they were sealed.

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"porchlight/wasm/wire"
)

const teamVerifyAbout = `Says whether a row of the ledger's past days was changed, removed or put in behind the
program's back, and names the day and the row. A home seals each day (UTC) once it is
over, in its daily job, with a digest over the digest before it. What the purge removes
is no difference, nor is an erased person. Exit code 0: nothing differs; 1: something
does, or it could not be looked up.

  porchlight team verify --home ./data --team ID
  porchlight team verify --home ./data --team ID --json > kept.json
  porchlight team verify --home ./data --team ID --kept kept.json

Whoever can write the database can make the digests anew, too. Against that keep the
JSON somewhere else, and name it by --kept: then every day in it must have the digest
that it had. Not seen are: rows of days not sealed yet; what is not ledger (people,
playbooks, what a conversation is about); and that somebody took out, instead of the
purge, a claim older than 90 days or a renewal older than 7.`

// verified is what --json prints and --kept reads.
type verified struct {
	Team string        `json:"team"`
	Days []wire.Digest `json:"days"`
	Open int64         `json:"open"`
}

func teamVerifyCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("team verify --home DIR|URL --team ID", teamVerifyAbout, stderr)
	var home homeFlags
	home.add(f.FlagSet)
	team := f.String("team", "", "the team's `ID`")
	kept := f.String("kept", "", "`FILE` that an earlier --json wrote")
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("unexpected %q", rest[0])
	case *team == "":
		return f.misused("--team is needed")
	}
	c, err := home.open()
	if err != nil {
		return f.fail(err)
	}
	defer c.close()
	v, err := verify(c, *team)
	if err == nil && *kept != "" {
		err = v.against(*kept)
	}
	if err != nil {
		return f.fail(err)
	}
	if *asJSON {
		printJSON(stdout, v)
	} else {
		v.print(stdout)
	}
	if n := v.wrong(); n > 0 {
		return f.fail(fmt.Errorf("%d of %d days differ from what was sealed", n, len(v.Days)))
	}
	return done
}

func verify(c *client, team string) (verified, error) {
	v := verified{Team: team, Days: []wire.Digest{}}
	for after := int64(0); ; {
		var page wire.Digests
		if err := c.ask("GET", fmt.Sprintf("%s/digests?after=%d", teamPath(team), after), nil, &page); err != nil {
			return v, noTeam(err, team)
		}
		v.Days = append(v.Days, page.Days...)
		if v.Open = page.Open; !page.More || len(page.Days) == 0 {
			return v, nil
		}
		after = v.Days[len(v.Days)-1].Last
	}
}

// against compares with what was kept elsewhere, by the last row of each day.
func (v *verified) against(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("what was kept: %w", err)
	}
	var old verified
	if err := json.Unmarshal(b, &old); err != nil || old.Team == "" {
		return fmt.Errorf("%s is nothing that team verify --json wrote", path)
	}
	if old.Team != v.Team {
		return fmt.Errorf("%s is of team %s", path, old.Team)
	}
	at := map[int64]int{}
	for i, d := range v.Days {
		at[d.Last] = i
	}
	for _, d := range old.Days {
		i, there := at[d.Last]
		if !there {
			d.Wrong = []string{fmt.Sprintf("the digest that ended at row %d is gone", d.Last)}
			v.Days = append(v.Days, d)
		} else if v.Days[i].Digest != d.Digest {
			v.Days[i].Wrong = append(v.Days[i].Wrong, "the digest is another than the one kept: this day or one before it was made anew")
		}
	}
	return nil
}

func (v verified) wrong() int {
	n := 0
	for _, d := range v.Days {
		if len(d.Wrong) > 0 {
			n++
		}
	}
	return n
}

// print tells the days that differ, a line for each difference, and a sum.
func (v verified) print(w io.Writer) {
	var rows, purged int64
	for _, d := range v.Days {
		rows, purged = rows+d.Rows, purged+d.Purged
		for _, what := range d.Wrong {
			fmt.Fprintf(w, "%s\t%s\n", d.Day, what)
		}
	}
	if len(v.Days) > 0 && v.wrong() == 0 {
		last := v.Days[len(v.Days)-1]
		fmt.Fprintf(w, "%d days up to %s are as they were sealed\ndigest  %s\n", len(v.Days), last.Day, last.Digest)
	}
	fmt.Fprintf(w, "%d rows are sealed, %d of them purged since; %d rows are not sealed yet\n", rows, purged, v.Open)
}
