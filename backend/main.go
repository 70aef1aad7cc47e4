//go:build !js

// Command porchlight is the one command line: it serves a home, makes teams and
// invites, publishes playbooks, and is the engine's door for batches.
//
// Exit codes: 0 done, 1 it failed, 2 the command was not understood. What a script
// reads goes to standard output, everything else to standard error.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// command is one form of the command line. Its run returns the exit code.
type command struct {
	name string // one or two words
	line string // what it does
	run  func(args []string, stdin io.Reader, stdout, stderr io.Writer) int
}

const (
	done   = 0
	failed = 1
	usage  = 2
)

var commands = []command{
	{"serve", "run a home: the backend for your teams", serveCommand},
	{"team create", "make a team and print the first admin's invite", teamCreateCommand},
	{"team list", "list the teams of a data folder", teamListCommand},
	{"team member", "list the people of a team, or change one", teamMemberCommand},
	{"team erase-member", "take a person's name out of a team", teamEraseMemberCommand},
	{"team verify", "say whether a past day of the ledger was changed", teamVerifyCommand},
	{"team retention", "show or set how long settled conversations are kept", teamRetentionCommand},
	{"team export", "write a whole team to one file", teamExportCommand},
	{"team import", "take in a team from such a file", teamImportCommand},
	{"invite", "invite a person to a team", inviteCommand},
	{"playbook publish", "put a playbook into force", playbookPublishCommand},
	{"playbook check", "say what is wrong with a playbook", playbookCheckCommand},
	{"playbook schema", "print the JSON Schema of a playbook, for editors", playbookSchemaCommand},
	{"playbook test", "show what a playbook finds in a text, and why", playbookTestCommand},
	{"sites check", "say what is wrong with site files", sitesCheckCommand},
	{"sites publish", "put site files into force for a team, with its playbook", sitesPublishCommand},
	{"sites schema", "print the JSON Schema of a site file, for editors", sitesSchemaCommand},
	{"scan", "find the names of a playbook in posts", scanCommand},
	{"suggest", "rank the answers of a playbook for posts", suggestCommand},
	{"check", "say what is wrong with drafts", checkCommand},
	{"eval", "measure spotting, triage and ranking on labelled posts", evalCommand},
	{"key", "print the conversation keys of addresses", keyCommand},
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run finds the command: two words before one.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		help(stderr)
		return usage
	}
	if args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		help(stdout)
		return done
	}
	for words := min(2, len(args)); words > 0; words-- {
		name := strings.Join(args[:words], " ")
		for _, c := range commands {
			if c.name == name {
				return c.run(args[words:], stdin, stdout, stderr)
			}
		}
	}
	return unknown(args, stdout, stderr)
}

func unknown(args []string, stdout, stderr io.Writer) int {
	var group []command
	for _, c := range commands {
		if strings.HasPrefix(c.name, args[0]+" ") {
			group = append(group, c)
		}
	}
	asked := len(args) > 1 && (args[1] == "--help" || args[1] == "-h")
	if group != nil && asked {
		list(stdout, group)
		return done
	}
	if group != nil && len(args) == 1 {
		fmt.Fprintf(stderr, "porchlight %s: say which:\n", args[0])
		list(stderr, group)
		return usage
	}
	said := args[0]
	if group != nil {
		said += " " + args[1]
	}
	fmt.Fprintf(stderr, "porchlight: there is no command %q", said)
	if near := nearest(said); near != "" {
		fmt.Fprintf(stderr, "; did you mean %q?", near)
	}
	fmt.Fprintln(stderr, "\nRun porchlight help for the list.")
	return usage
}

func help(w io.Writer) {
	fmt.Fprint(w, "Porchlight: see who talks about us, and answer once.\n\n")
	list(w, commands)
	fmt.Fprint(w, "\nporchlight COMMAND --help tells more of each.\n")
}

func list(w io.Writer, some []command) {
	for _, c := range some {
		fmt.Fprintf(w, "  porchlight %-17s %s\n", c.name, c.line)
	}
}

// nearest returns the command that said is a slip of, or "".
func nearest(said string) string {
	best, least := "", len(said)/2+1
	for _, c := range commands {
		if d := distance(said, c.name); d < least {
			best, least = c.name, d
		}
	}
	return best
}

// distance counts the letters to add, drop or change (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
