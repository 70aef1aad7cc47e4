//go:build !js

package main

// porchlight playbook check: what is wrong with a playbook, with line and column, and
// what would make it better. It needs no home and no network.

import (
	"fmt"
	"io"
	"time"

	"porchlight/wasm/playbook"
	"porchlight/wasm/reply/lint"
	"porchlight/wasm/wire"
)

const checkAbout = `Says what is wrong with a playbook, YAML or JSON, with line and column, and what would
make its answers better: facts that expire, languages that are missing, examples that
another answer would get. Warnings do not make it unusable: the exit code is 0 then,
and 1 when it cannot be used.

  porchlight playbook check playbook.yaml

FILE may be - for standard input.`

// checked is the answer of --json.
type checked struct {
	OK       bool           `json:"ok"`
	Names    int            `json:"names"`
	Answers  int            `json:"answers"`
	Problems []wire.Problem `json:"problems"`
}

func playbookCheckCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("playbook check FILE [--json]", checkAbout, stderr)
	asJSON := f.Bool("json", false, `print {"ok","names","answers","problems"}`)
	rest, code, ok := f.parse(args, stdout)
	if !ok {
		return code
	}
	if len(rest) != 1 {
		return f.misused("name one playbook file")
	}
	text, err := readFile(rest[0], stdin)
	if err != nil {
		return f.fail(err)
	}
	now := time.Now()
	book, problems := playbook.Review(text, lint.Answers(now.Format(time.DateOnly), now.AddDate(0, 0, 14).Format(time.DateOnly)))
	out := checked{OK: book != nil, Problems: playbook.English(problems)}
	if book != nil {
		out.Names, out.Answers = len(book.Entries()), len(book.Answers)
	}
	if *asJSON {
		printJSON(stdout, out)
	} else {
		tellProblems(stderr, rest[0], problems)
	}
	if !out.OK {
		return failed
	}
	if !*asJSON {
		fmt.Fprintf(stdout, "%s: good, %d names, %d answers\n", rest[0], out.Names, out.Answers)
	}
	return done
}

// tellProblems prints one line each, in the form that editors jump to.
func tellProblems(w io.Writer, file string, problems []wire.Problem) {
	for _, p := range playbook.English(problems) {
		kind := ""
		if p.Warning {
			kind = "warning: "
		}
		fmt.Fprintf(w, "%s:%d:%d: %s%s%s\n", file, p.Line, p.Column, kind, atPath(p), p.Message)
	}
}

// loadPlaybook reads a playbook and tells its problems.
func loadPlaybook(file string, stdin io.Reader, stderr io.Writer) (*playbook.Playbook, error) {
	text, err := readFile(file, stdin)
	if err != nil {
		return nil, err
	}
	book, problems := playbook.Review(text)
	tellProblems(stderr, file, problems)
	if book == nil {
		return nil, fmt.Errorf("%s cannot be used", file)
	}
	return book, nil
}
