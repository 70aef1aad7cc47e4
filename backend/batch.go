//go:build !js

package main

// Posts on standard input, one a line, in batches for the engine: for scan and suggest.

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

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
	Intent    string          `json:"intent"`
	Text      *string         `json:"text"`
}

// batches reads posts and gives them away, with their texts one behind the other.
type batches struct {
	in     *bufio.Reader
	out    *bufio.Writer
	stderr io.Writer
	line   int
	bad    int
	batch  []scanLine
	text   []byte

	ask   func(posts []scanLine, text []byte) error
	apart func(a, b scanLine) bool // these two are never of one batch
}

func newBatches(stdin io.Reader, stdout, stderr io.Writer) *batches {
	return &batches{in: bufio.NewReaderSize(stdin, 1<<16), out: bufio.NewWriter(stdout), stderr: stderr}
}

// run reads to the end. An error is of the engine or of the input; lines that are no
// posts are told as they come and counted at the end.
func (s *batches) run() error {
	if err := s.read(); err != nil {
		return err
	}
	if s.bad > 0 {
		return fmt.Errorf("%d of %d lines are no posts", s.bad, s.line)
	}
	return nil
}

func (s *batches) read() error {
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
func (s *batches) take(raw []byte) error {
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
	if len(s.batch) > 0 && s.apart != nil && s.apart(s.batch[0], post) {
		if err := s.flush(); err != nil {
			return err
		}
	}
	if post.ID == nil {
		post.ID = json.RawMessage("null")
	}
	s.batch, s.text = append(s.batch, post), append(s.text, *post.Text...)
	return nil
}

// flush gives the batch away.
func (s *batches) flush() error {
	if len(s.batch) == 0 {
		return s.out.Flush()
	}
	if err := s.ask(s.batch, s.text); err != nil {
		return fmt.Errorf("line %d or before: %w", s.line, err)
	}
	s.batch, s.text = s.batch[:0], s.text[:0]
	return s.out.Flush()
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
