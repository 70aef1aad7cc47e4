//go:build !js

package main

// porchlight playbook schema: the JSON Schema by which an editor completes and checks a
// playbook while it is written. It is derived from the types that read one.

import (
	"io"

	"porchlight/wasm/playbook"
)

const schemaAbout = `Prints the JSON Schema of a playbook, for editors: they complete the fields and say what
each is for. In VS Code, the first line of a YAML playbook names it:

  # yaml-language-server: $schema=./playbook.schema.json

  porchlight playbook schema > playbook.schema.json`

func playbookSchemaCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("playbook schema", schemaAbout, stderr)
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("the schema takes no argument, not %q", rest[0])
	}
	schema, err := playbook.Schema()
	if err != nil {
		return f.fail(err)
	}
	if _, err := stdout.Write(schema); err != nil {
		return f.fail(err)
	}
	return done
}
