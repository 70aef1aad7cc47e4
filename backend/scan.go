//go:build !js

package main

// porchlight scan: the engine's door for batches. One post a line in, one finding a
// line out, as they come: it can stand in a pipe that never ends.

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
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

// A batch goes to the engine when it has so many posts or bytes, or when no more input
// is waiting.
const (
	scanPosts = 256
	scanBytes = 1 << 18
)

// scanLine is one post as it comes in. The id is given back as it is.
type scanLine struct {
	ID        json.RawMessage `json:"id"`
	Site      string          `json:"site"`
	URL       string          `json:"url"`
	Lang      string          `json:"lang"`
	Author    string          `json:"author"`
	Community string          `json:"community"`
	Text      *string         `json:"text"`
}

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
	engine, err := startEngine()
	if err != nil {
		return f.fail(err)
	}
	defer engine.Close()
	if err := loadInto(engine, book); err != nil {
		return f.fail(err)
	}
	s := scanning{engine: engine, in: bufio.NewReaderSize(stdin, 1<<16), out: bufio.NewWriter(stdout), stderr: stderr}
	if err := s.run(); err != nil {
		return f.fail(err)
	}
	if s.bad > 0 {
		return f.fail(fmt.Errorf("%d of %d lines are no posts", s.bad, s.line))
	}
	return done
}

// loadInto gives the engine its playbook, which it takes as JSON.
func loadInto(engine *host.Host, book any) error {
	raw, err := json.Marshal(book)
	if err != nil {
		return err
	}
	answer, err := engine.Do(wire.Request{Load: &wire.Load{}}, raw)
	if err != nil {
		return err
	}
	if answer.Error != nil {
		return errors.New(answer.Error.Message)
	}
	for _, p := range answer.Loaded.Problems {
		if !p.Warning {
			return errors.New(atPath(p) + p.Message)
		}
	}
	return nil
}

type scanning struct {
	engine *host.Host
	in     *bufio.Reader
	out    *bufio.Writer
	stderr io.Writer
	line   int
	bad    int
	batch  []scanLine
	text   []byte
}

func (s *scanning) run() error {
	for {
		raw, err := s.in.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return errors.Join(s.flush(), fmt.Errorf("read standard input: %w", err))
		}
		if end := err != nil; end && len(raw) == 0 {
			return s.flush()
		}
		s.line++
		if err := s.take(raw); err != nil {
			return err
		}
		if len(s.batch) >= scanPosts || len(s.text) >= scanBytes || s.in.Buffered() == 0 {
			if err := s.flush(); err != nil {
				return err
			}
		}
	}
}

// take puts one line into the batch, or tells what is wrong with it.
func (s *scanning) take(raw []byte) error {
	if raw = bytes.TrimSpace(raw); len(raw) == 0 {
		return nil
	}
	var post scanLine
	err := json.Unmarshal(raw, &post)
	if err == nil && post.Text == nil {
		err = errors.New(`"text" is missing`)
	}
	if err != nil {
		s.bad++
		fmt.Fprintf(s.stderr, "line %d%s: %s\n", s.line, column(err), plain(err))
		return nil
	}
	if len(s.batch) > 0 && (s.batch[0].Site != post.Site || origin(s.batch[0].URL) != origin(post.URL)) {
		if err := s.flush(); err != nil { // a request is of one page: posts of other hosts are strangers on it
			return err
		}
	}
	if post.ID == nil {
		post.ID = json.RawMessage("null")
	}
	s.batch, s.text = append(s.batch, post), append(s.text, *post.Text...)
	return nil
}

// origin is an address up to its path.
func origin(url string) string {
	scheme, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}

func column(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf(", byte %d", syntax.Offset)
	}
	return ""
}

func plain(err error) string {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		if kind.Field == "" {
			return fmt.Sprintf("a post is an object, not %s", article(kind.Value))
		}
		return fmt.Sprintf("%q must be a text, not %s", kind.Field, article(kind.Value))
	}
	return err.Error()
}

func article(value string) string {
	if value == "array" || value == "object" {
		return "an " + value
	}
	return "a " + value
}

// flush scans the batch and writes its findings out.
func (s *scanning) flush() error {
	if len(s.batch) == 0 {
		return s.out.Flush()
	}
	scan := wire.Scan{Page: wire.PageFacts{URL: s.batch[0].URL, Site: s.batch[0].Site}, Posts: make([]wire.ScanPost, len(s.batch)), All: true}
	for i, p := range s.batch {
		scan.Posts[i] = wire.ScanPost{Bytes: len(*p.Text), Link: p.URL, Lang: p.Lang, Author: p.Author, Community: p.Community}
	}
	answer, err := s.engine.Do(wire.Request{Scan: &scan}, s.text)
	if err != nil {
		return fmt.Errorf("line %d or before: %w", s.line, err)
	}
	if answer.Error != nil {
		return fmt.Errorf("line %d or before: %s", s.line, answer.Error.Message)
	}
	for i, f := range answer.Scanned.Findings {
		printJSON(s.out, scanFinding{ID: s.batch[i].ID, Lang: f.Lang, Key: f.Key, Mentions: f.Mentions, Triage: f.Triage, To: f.To, Feeling: f.Feeling})
	}
	s.batch, s.text = s.batch[:0], s.text[:0]
	return s.out.Flush()
}
