//go:build !js

package main

// The JSON Schemas by which an editor completes and checks a playbook or a site file while
// it is written. Each is derived from the types that read one.

import (
	"io"

	"porchlight/extension/sites"
	"porchlight/wasm/playbook"
)

const playbookSchemaAbout = `Prints the JSON Schema of a playbook, for editors: they complete the fields and say what
each is for. In VS Code, the first line of a YAML playbook names it:

  # yaml-language-server: $schema=./playbook.schema.json

  porchlight playbook schema > playbook.schema.json`

const sitesSchemaAbout = `Prints the JSON Schema of a site file, for editors. In VS Code:

  "json.schemas": [{"fileMatch": ["extension/sites/*.json"], "url": "./site.schema.json"}]

  porchlight sites schema > site.schema.json`

func playbookSchemaCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	return printSchema(newFlags("playbook schema", playbookSchemaAbout, stderr), args, stdout, playbook.Schema)
}

func sitesSchemaCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	return printSchema(newFlags("sites schema", sitesSchemaAbout, stderr), args, stdout, sites.Schema)
}

func printSchema(f *flags, args []string, stdout io.Writer, of func() ([]byte, error)) int {
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("the schema takes no argument, not %q", rest[0])
	}
	schema, err := of()
	if err != nil {
		return f.fail(err)
	}
	if _, err := stdout.Write(schema); err != nil {
		return f.fail(err)
	}
	return done
}
