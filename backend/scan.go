//go:build !js

package main

// porchlight scan: the engine's door for batches. One post a line in, one finding a
// line out, as they come: it can stand in a pipe that never ends.

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"porchlight/wasm/host"
	"porchlight/wasm/wire"
)

const scanAbout = `Finds the names of a playbook in posts, with the engine that the extension ships.

  porchlight scan --playbook playbook.yaml < posts.jsonl

Standard input has one post a line: {"id","site","url","lang","author","community","text"}; only
text is needed, other fields are ignored. For each comes one line
  {"id","lang","key","mentions":[{"start","end","kind","name","text"}],"triage":{…}}
with spans in UTF-16 units. A line that is no post is told on standard error with its
number, the others go on, and the exit code is 1 at the end.`

// scanFinding is one line that goes out.
type scanFinding struct {
	ID       json.RawMessage `json:"id"`
	Lang     string          `json:"lang"`
	Key      string          `json:"key"`
	Mentions []wire.Mention  `json:"mentions"`
	Triage   *wire.Triage    `json:"triage,omitempty"`
	To       string          `json:"to,omitempty"`
	Feeling  int             `json:"feeling"`
}

func scanCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("scan --playbook FILE < POSTS", scanAbout, stderr)
	file := f.String("playbook", "", "the playbook `FILE`, YAML or JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("posts come from standard input, not from %q", rest[0])
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
	b := newBatches[scanLine]("post", stdin, stdout, stderr)
	b.apart = func(a, b scanLine) bool { // a request is of one page: posts of other hosts are strangers on it
		return a.Site != b.Site || origin(a.URL) != origin(b.URL)
	}
	b.ask = func(posts []scanLine, text []byte) error { return scanPostLines(engine, posts, text, b.out) }
	if err := b.run(); err != nil {
		return f.fail(err)
	}
	return done
}

// origin is an address up to its path.
func origin(url string) string {
	scheme, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}

// scanPostLines scans a batch and writes its findings out.
func scanPostLines(engine *host.Host, posts []scanLine, text []byte, out io.Writer) error {
	scan := wire.Scan{Page: wire.PageFacts{URL: posts[0].URL, Site: posts[0].Site}, Posts: make([]wire.ScanPost, len(posts)), All: true}
	for i, p := range posts {
		scan.Posts[i] = wire.ScanPost{Bytes: len(*p.Text), Link: p.URL, Lang: p.Lang, Author: p.Author, Community: p.Community}
	}
	answer, err := engine.Do(wire.Request{Scan: &scan}, text)
	if err != nil {
		return err
	}
	if answer.Error != nil {
		return errors.New(answer.Error.Message)
	}
	for i, f := range answer.Scanned.Findings {
		printJSON(out, scanFinding{ID: posts[i].ID, Lang: f.Lang, Key: f.Key, Mentions: f.Mentions, Triage: f.Triage, To: f.To, Feeling: f.Feeling})
	}
	return nil
}
