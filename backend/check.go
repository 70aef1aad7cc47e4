//go:build !js

package main

// porchlight check: what is wrong with each draft, by the engine that the extension
// ships. One draft a line in, one line of problems out.

import (
	"encoding/json"
	"errors"
	"io"
	"time"

	"porchlight/wasm/host"
	"porchlight/wasm/reply/alike"
	"porchlight/wasm/reply/check"
	"porchlight/wasm/wire"
)

const checkDraftsAbout = `Says what is wrong with drafts, with the engine that the extension ships: too long for the
site, a blank that is not filled, a fact out of date, words to avoid, no disclosure, a
promise without a time, somebody's phone number.

  porchlight check --playbook playbook.yaml --site x < drafts.jsonl

Standard input has one draft a line: {"id","site","lang","answer","personal","leader",
"initials","now","limit","suggested","recent","text"}; only text is needed, other fields are
ignored. suggested is the draft as it was suggested, recent a list of texts that the team
sent of late, limit what the page itself states: {"max","min","unit","left"}. now is a time
such as "2026-11-25T14:30:00+01:00"; without it, it is now and here. For each comes one line
  {"id","length","limit","problems":[{"code","message","start","end","level"}]}
with spans in UTF-16 units; 0 to 0 is the whole draft. A line that is no draft is told on
standard error with its number, the others go on, and the exit code is 1 at the end.`

// checkLine is one draft as it comes in.
type checkLine struct {
	given
	Site      string          `json:"site"`
	Lang      string          `json:"lang"`
	Answer    string          `json:"answer"`
	Personal  bool            `json:"personal"`
	Leader    bool            `json:"leader"`
	Initials  string          `json:"initials"`
	Now       *time.Time      `json:"now"`
	Limit     *wire.PageLimit `json:"limit"`
	Suggested string          `json:"suggested"`
	Recent    []string        `json:"recent"`
}

// checkFinding is one line that goes out.
type checkFinding struct {
	ID json.RawMessage `json:"id"`
	*wire.Checked
}

func checkCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("check --playbook FILE < DRAFTS", checkDraftsAbout, stderr)
	file := f.String("playbook", "", "the playbook `FILE`, YAML or JSON")
	site := f.String("site", "", "the `SITE` of drafts that name none: x, reddit, mastodon ...")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("drafts come from standard input, not from %q", rest[0])
	case *file == "" || *file == "-":
		return f.misused("--playbook FILE is needed")
	}
	book, err := loadPlaybook(*file, stdin, stderr)
	if err != nil {
		return f.fail(err)
	}
	engine, err := loadedEngine(book)
	if err != nil {
		return f.fail(err)
	}
	defer engine.Close()
	b := newBatches[checkLine]("draft", stdin, stdout, stderr)
	b.ask = func(drafts []checkLine, _ []byte) error {
		for i := range drafts {
			checked, err := checkDraft(engine, *site, &drafts[i])
			if err != nil {
				return err
			}
			printJSON(b.out, checkFinding{drafts[i].ID, checked})
		}
		return nil
	}
	if err := b.run(); err != nil {
		return f.fail(err)
	}
	return done
}

func checkDraft(engine *host.Host, site string, d *checkLine) (*wire.Checked, error) {
	now := time.Now()
	if d.Now != nil {
		now = *d.Now
	}
	if d.Site != "" {
		site = d.Site
	}
	_, east := now.Zone()
	ask := wire.Check{Bytes: len(*d.Text), Site: site, Lang: d.Lang, Answer: d.Answer, Personal: d.Personal, Leader: d.Leader,
		Initials: d.Initials, NowMs: now.UnixMilli(), ZoneOffset: east / 60, Limit: d.Limit}
	for _, text := range d.Recent {
		ask.Recent = append(ask.Recent, wire.RecentOne{Sketch: alike.Of(text).String()})
	}
	answer, err := engine.Do(wire.Request{Check: &ask}, []byte(*d.Text+d.Suggested))
	if err != nil {
		return nil, err
	}
	if answer.Error != nil {
		return nil, errors.New(answer.Error.Message)
	}
	check.English(answer.Checked.Problems)
	return answer.Checked, nil
}
