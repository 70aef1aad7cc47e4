//go:build !js

package main

// porchlight team retention: how long a team keeps what its conversations were about.

import (
	"fmt"
	"io"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

const teamRetentionAbout = `Shows after how many days a settled conversation is forgotten, and with --days sets it:
from 30 to 3650, or 0, which keeps everything and is what a new team has. Settled is what
was answered, refused, listened to or not about you, and then left alone for so long; so
are promises that were kept or withdrawn, incidents that are over, and signals. The home's daily
job takes from it the key, link, site, author, names and triage, and what people wrote:
notes, refusals, links of replies. The ledger keeps the rows, with hashes of the key and
of what was written, which tell nothing but to who guesses it. It cannot be undone, and
never reaches copies: exports, backups, and what a browser of a colleague has stored
already.

  porchlight team retention --home ./data --team ID
  porchlight team retention --home ./data --team ID --days 365`

func teamRetentionCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("team retention --home DIR|URL --team ID [--days N]", teamRetentionAbout, stderr)
	var home homeFlags
	home.add(f.FlagSet)
	team := f.String("team", "", "the team's `ID`")
	days := f.Int64("days", 0, "`N` days, or 0 to keep everything")
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	set := f.given("days")
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("unexpected %q", rest[0])
	case *team == "":
		return f.misused("--team is needed")
	case *days != 0 && (*days < ledger.LeastRetention || *days > ledger.MostRetention):
		return f.misused("--days is from %d to %d, or 0 to keep everything", ledger.LeastRetention, ledger.MostRetention)
	}
	c, err := home.open()
	if err != nil {
		return f.fail(err)
	}
	defer c.close()
	var out wire.Retention
	if set {
		err = c.ask("PUT", teamPath(*team)+"/retention", wire.Retention{Days: days}, &out)
	} else {
		err = c.ask("GET", teamPath(*team)+"/retention", nil, &out)
	}
	if err == nil && out.Days == nil {
		err = fmt.Errorf("the home does not say")
	}
	if err != nil {
		return f.fail(noTeam(err, *team))
	}
	switch {
	case *asJSON:
		printJSON(stdout, out)
	case *out.Days == 0:
		fmt.Fprintln(stdout, "conversations are kept")
	default:
		fmt.Fprintf(stdout, "settled conversations are forgotten after %d days\n", *out.Days)
	}
	return done
}
