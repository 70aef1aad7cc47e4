//go:build !js

package main

// Posts or drafts on standard input, one a line, in batches for the engine: for scan,
// suggest and check.

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// A batch goes to the engine when it has so many posts or bytes, or when no more input
// is waiting.
const (
	scanPosts = 256
	scanBytes = 1 << 18
)

// item is what stands on a line.
type item interface{ scanLine | checkLine }

// given is what every line has: its id, which is given back as it is, and its text.
type given struct {
	ID   json.RawMessage `json:"id"`
	Text *string         `json:"text"`
}

func (g *given) itself() *given { return g }

// scanLine is one post as it comes in.
type scanLine struct {
	given
	Site      string `json:"site"`
	URL       string `json:"url"`
	Lang      string `json:"lang"`
	Author    string `json:"author"`
	Community string `json:"community"`
	Intent    string `json:"intent"`
}

// batches reads lines and gives them away, with their texts one behind the other.
type batches[L item] struct {
	what   string // one of them: post, draft
	in     *bufio.Reader
	out    *bufio.Writer
	stderr io.Writer
	line   int
	bad    int
	batch  []L
	text   []byte

	ask   func(lines []L, text []byte) error
	apart func(a, b L) bool // these two are never of one batch
}

func newBatches[L item](what string, stdin io.Reader, stdout, stderr io.Writer) *batches[L] {
	return &batches[L]{what: what, in: bufio.NewReaderSize(stdin, 1<<16), out: bufio.NewWriter(stdout), stderr: stderr}
}

// run reads to the end. An error is of the engine or of the input; lines that are
// not what they should be are told as they come and counted at the end.
func (s *batches[L]) run() error {
	if err := s.read(); err != nil {
		return err
	}
	if s.bad > 0 {
		return fmt.Errorf("%d of %d lines are no %ss", s.bad, s.line, s.what)
	}
	return nil
}

func (s *batches[L]) read() error {
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
func (s *batches[L]) take(raw []byte) error {
	if raw = bytes.TrimSpace(raw); len(raw) == 0 {
		return nil
	}
	var one L
	err := json.Unmarshal(raw, &one)
	has := any(&one).(interface{ itself() *given }).itself()
	if err == nil && has.Text == nil {
		err = errors.New(`"text" is missing`)
	}
	if err != nil {
		s.bad++
		fmt.Fprintf(s.stderr, "line %d%s: %s\n", s.line, column(err), s.plain(err))
		return nil
	}
	if len(s.batch) > 0 && s.apart != nil && s.apart(s.batch[0], one) {
		if err := s.flush(); err != nil {
			return err
		}
	}
	if has.ID == nil {
		has.ID = json.RawMessage("null")
	}
	s.batch, s.text = append(s.batch, one), append(s.text, *has.Text...)
	return nil
}

// flush gives the batch away.
func (s *batches[L]) flush() error {
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

func (s *batches[L]) plain(err error) string {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		if kind.Field == "" {
			return fmt.Sprintf("a %s is an object, not %s", s.what, article(kind.Value))
		}
		return fmt.Sprintf("%q must be %s, not %s", strings.TrimPrefix(kind.Field, "given."), wanted(kind.Type.Kind()), article(kind.Value))
	}
	return err.Error()
}

func wanted(kind reflect.Kind) string {
	switch kind {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	}
	return article(kind.String())
}

func article(value string) string {
	if value == "array" || value == "object" {
		return "an " + value
	}
	return "a " + value
}
