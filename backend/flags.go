//go:build !js

package main

// Flags as every command takes them: before or after the other arguments, --help to
// standard output, and a mistake told in one line with the form of the command.

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

type flags struct {
	*flag.FlagSet
	form   string
	about  string
	stderr io.Writer
}

// newFlags starts the flags of one command. Form is its usage without "porchlight",
// about what it does, with an example.
func newFlags(form, about string, stderr io.Writer) *flags {
	f := &flags{flag.NewFlagSet(form, flag.ContinueOnError), form, about, stderr}
	f.SetOutput(io.Discard)
	return f
}

// parse returns the arguments that are no flags. When ok is false the command ends
// with code.
func (f *flags) parse(args []string, stdout io.Writer) (rest []string, code int, ok bool) {
	for {
		err := f.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			f.help(stdout)
			return nil, done, false
		}
		if err != nil {
			return nil, f.misused("%v", err), false
		}
		if f.NArg() == 0 {
			return rest, done, true
		}
		rest, args = append(rest, f.Arg(0)), f.Args()[1:]
	}
}

// misused tells a mistake in the command line and returns its exit code.
func (f *flags) misused(format string, args ...any) int {
	name, _, _ := strings.Cut(f.form, " --")
	fmt.Fprintf(f.stderr, "porchlight %s: %s\nusage: porchlight %s\n", name, fmt.Sprintf(format, args...), f.form)
	return usage
}

// fail tells an error and returns its exit code.
func (f *flags) fail(err error) int {
	name, _, _ := strings.Cut(f.form, " --")
	fmt.Fprintf(f.stderr, "porchlight %s: %v\n", name, err)
	return failed
}

func (f *flags) help(w io.Writer) {
	fmt.Fprintf(w, "usage: porchlight %s\n\n%s\n\n", f.form, f.about)
	f.VisitAll(func(x *flag.Flag) {
		kind, text := flag.UnquoteUsage(x)
		if x.DefValue != "" && x.DefValue != "false" && x.DefValue != "0" {
			text += " (default " + x.DefValue + ")"
		}
		fmt.Fprintf(w, "  --%-22s %s\n", strings.TrimSpace(x.Name+" "+kind), text)
	})
}

// given tells whether the flag was written, whatever its value.
func (f *flags) given(name string) bool {
	found := false
	f.Visit(func(x *flag.Flag) { found = found || x.Name == name })
	return found
}

func printJSON(w io.Writer, v any) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.Encode(v)
}
