//go:build !js

package main

// porchlight sites: the files that say where posts are on a site, checked by the code that
// packages them, and the JSON Schema by which an editor completes one.

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"porchlight/extension/sites"
)

const sitesCheckAbout = `Checks site files: each problem names the file, the field and what is allowed there. What a
selector means only a browser can tell: go test ./extension/content tells it.

  porchlight sites check extension/sites/*.json`

func sitesCheckCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("sites check FILE…", sitesCheckAbout, stderr)
	files, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(files) == 0:
		return f.misused("name one site file at least")
	}
	wrong := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return f.fail(err)
		}
		_, problems := sites.Read(filepath.Base(file), text)
		for _, p := range problems {
			fmt.Fprintln(stdout, p)
		}
		wrong += len(problems)
	}
	if wrong > 0 {
		return f.fail(fmt.Errorf("%d problems", wrong))
	}
	fmt.Fprintf(stdout, "%d site files are right\n", len(files))
	return done
}

const sitesSchemaAbout = `Prints the JSON Schema of a site file, for editors. In VS Code:

  "json.schemas": [{"fileMatch": ["extension/sites/*.json"], "url": "./site.schema.json"}]

  porchlight sites schema > site.schema.json`

func sitesSchemaCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("sites schema", sitesSchemaAbout, stderr)
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("the schema takes no argument, not %q", rest[0])
	}
	schema, err := sites.Schema()
	if err != nil {
		return f.fail(err)
	}
	if _, err := stdout.Write(schema); err != nil {
		return f.fail(err)
	}
	return done
}
