//go:build !js

package main

// porchlight sites: the files that say where posts are on a site, checked by the code that
// packages them, and the JSON Schema by which an editor completes one.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"porchlight/extension/sites"
	"porchlight/wasm/wire"
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

const sitesPublishAbout = `Puts site files into force for a team, with its playbook: its browsers use them in place of
the packaged ones of the same names, without a release. The next version of the playbook has
them; one of an earlier version goes back to it. --drop NAME takes one out again.

  porchlight sites publish extension/sites/x.json --home ./data --team ID`

func sitesPublishCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("sites publish [FILE…] [--drop NAME] --home DIR|URL --team ID", sitesPublishAbout, stderr)
	var home homeFlags
	home.add(f.FlagSet)
	team := f.String("team", "", "the team's `ID`")
	drop := f.String("drop", "", "the `NAME` of a published file that is used no more")
	asJSON := f.Bool("json", false, "print JSON")
	files, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(files) == 0 && *drop == "":
		return f.misused("name one site file at least")
	case *team == "":
		return f.misused("--team is needed")
	}
	c, err := home.open()
	if err != nil {
		return f.fail(err)
	}
	defer c.close()
	out, err := publishSites(c, *team, files, *drop)
	if err != nil {
		return f.fail(noTeam(err, *team))
	}
	tellPublished(stdout, *team, out, *asJSON)
	return done
}

// publishSites puts the files into the newest playbook, in place of those of their names.
func publishSites(c *client, team string, files []string, drop string) (out wire.PlaybookOut, err error) {
	var now wire.PlaybookOut
	if err := c.ask("GET", teamPath(team)+"/playbook", nil, &now); err != nil {
		return out, err
	}
	texts, gone := []string{}, map[string]bool{drop: true}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return out, err
		}
		s, problems := sites.Read(filepath.Base(file), text)
		if len(problems) > 0 {
			return out, errors.New(strings.Join(problems, "\n"))
		}
		gone[s.Name] = true
		texts = append(texts, string(text))
	}
	book, was, err := siteFilesOf(now.Playbook)
	if err != nil {
		return out, fmt.Errorf("the playbook of version %d: %w", now.Version, err)
	}
	for _, text := range was {
		var s wire.Site
		if json.Unmarshal([]byte(text), &s) == nil && !gone[s.Name] {
			texts = append(texts, text)
		}
	}
	if book["siteFiles"], err = json.Marshal(texts); err != nil {
		return out, err
	}
	raw, err := json.Marshal(book)
	if err != nil {
		return out, err
	}
	return publish(c, team, now.Version, raw)
}

// siteFilesOf is a playbook by its fields, and its site files.
func siteFilesOf(raw json.RawMessage) (book map[string]json.RawMessage, files []string, err error) {
	if err := json.Unmarshal(raw, &book); err != nil {
		return nil, nil, err
	}
	if list := book["siteFiles"]; list != nil {
		err = json.Unmarshal(list, &files)
	}
	return book, files, err
}

// keepSiteFiles takes the site files of the version in force over into a playbook that
// says nothing of them: its author edits another file.
func keepSiteFiles(now, raw json.RawMessage) json.RawMessage {
	old, files, err := siteFilesOf(now)
	if err != nil || len(files) == 0 {
		return raw
	}
	book, _, err := siteFilesOf(raw)
	if err != nil || book["siteFiles"] != nil {
		return raw // the home says what is wrong with it
	}
	book["siteFiles"] = old["siteFiles"]
	kept, err := json.Marshal(book)
	if err != nil {
		return raw
	}
	return kept
}
