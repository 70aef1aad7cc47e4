//go:build !js

package main

// porchlight suggest: the playbook's answers for each post, ranked by the engine that
// the extension ships, which learns them from their example phrasings at the start.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"porchlight/wasm/host"
	"porchlight/wasm/wire"
)

const suggestAbout = `Ranks the answers of a playbook for posts, with the engine that the extension ships. It
learns from the answers' example phrasings alone; {id, examples} is enough of an answer.

  porchlight suggest --playbook playbook.yaml < posts.jsonl

Standard input has one post a line: {"id","site","lang","author","intent","text"}; only text
is needed, other fields are ignored. For each comes one line
  {"id","abstain","answers":[{"id","score","like"}],"asks","lang","drafts":[{"text","blocks","problems"}]}
with the likeliest answer first and the example that the post is most like. abstain is
true when no answer should be offered: the post is off-topic or not clear enough; what
comes nearest is listed all the same, and nothing is drafted. A line that is no post is told on standard error
with its number, the others go on, and the exit code is 1 at the end.`

// suggestion is one line that goes out.
type suggestion struct {
	ID json.RawMessage `json:"id"`
	wire.Suggestion
}

func suggestCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("suggest --playbook FILE < POSTS", suggestAbout, stderr)
	file := f.String("playbook", "", "the playbook `FILE`, YAML or JSON")
	role := f.String("role", "", "who answers: `ROLE` staff, lead, admin or leader; answers for others are left out")
	tone := f.String("tone", "", "of the drafts: `TONE` shorter, warmer or plainer")
	lang := f.String("lang", "", "of the drafts: `LANG` en, nb, nn ...; that of each post without it")
	incident := f.Bool("incident", false, "an incident is going on: its answers are offered too")
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
	if len(book.Answers) == 0 {
		return f.fail(fmt.Errorf("%s has no answers; the smallest one is {id: late, examples: [my bag never came]}", *file))
	}
	engine, err := loadedEngine(book)
	if err != nil {
		return f.fail(err)
	}
	defer engine.Close()
	b := newBatches[scanLine]("post", stdin, stdout, stderr)
	b.ask = func(posts []scanLine, text []byte) error {
		ask := wire.Suggest{Posts: make([]wire.SuggestPost, len(posts)), Role: *role, Incident: *incident,
			Drafting: &wire.Drafting{Lang: *lang, Tone: *tone, Leader: *role == "leader", NowMs: time.Now().UnixMilli()}}
		for i, p := range posts {
			ask.Posts[i] = wire.SuggestPost{Bytes: len(*p.Text), Site: p.Site, Lang: p.Lang, Author: p.Author, Intent: p.Intent}
		}
		found, err := suggestions(engine, ask, text)
		for i, s := range found {
			printJSON(b.out, suggestion{posts[i].ID, s})
		}
		return err
	}
	if err := b.run(); err != nil {
		return f.fail(err)
	}
	return done
}

func suggestions(engine *host.Host, ask wire.Suggest, text []byte) ([]wire.Suggestion, error) {
	answer, err := engine.Do(wire.Request{Suggest: &ask}, text)
	if err != nil {
		return nil, err
	}
	if answer.Error != nil {
		return nil, errors.New(answer.Error.Message)
	}
	return answer.Suggested.Suggestions, nil
}
