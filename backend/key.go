//go:build !js

package main

// porchlight key: which conversation an address is. One line out for each address in,
// in order, so that a script can put the two side by side.

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"porchlight/wasm/place"
	"porchlight/wasm/wire"
)

const keyAbout = `Print the conversation key of each address, one a line, "-" where there is none.
All addresses of one post have one key. Nothing is fetched. A lone - reads the
addresses from standard input, one a line.

  porchlight key "https://mobile.twitter.com/anna/status/42?s=20"     x:post:42

What a page says of itself can be added; it holds for all addresses of the call.`

// keyBatch is how many addresses go to the engine at once.
const keyBatch = 500

type keyAsk struct {
	facts  wire.PageFacts
	asJSON bool
}

// keyLine is one line of --json.
type keyLine struct {
	URL     string   `json:"url"`
	Key     string   `json:"key"`
	Aliases []string `json:"aliases"`
	Short   bool     `json:"short,omitempty"` // a short link: it hides the post, and is never followed
}

func keyCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("key URL… --json --software NAME --canonical URL", keyAbout, stderr)
	var ask keyAsk
	f.BoolVar(&ask.asJSON, "json", false, `print {"url","key","aliases"} for each, and "short" of a short link`)
	f.StringVar(&ask.facts.Software, "software", "", "what made the pages: `wordpress`, discourse or mastodon")
	f.StringVar(&ask.facts.Canonical, "canonical", "", "the `address` that the page calls its own")
	urls, code, ok := f.parse(args, stdout)
	if !ok {
		return code
	}
	if len(urls) == 0 {
		return f.misused("which address?")
	}
	var err error
	if len(urls) == 1 && urls[0] == "-" {
		err = ask.lines(stdin, stdout)
	} else {
		err = ask.print(urls, stdout)
	}
	if err != nil {
		return f.fail(err)
	}
	return done
}

// lines takes the addresses from standard input; an empty line is no address.
func (k keyAsk) lines(stdin io.Reader, stdout io.Writer) error {
	var urls []string
	in := bufio.NewReader(stdin)
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			urls = append(urls, strings.TrimRight(line, "\r\n"))
		}
		if errors.Is(err, io.EOF) {
			return k.print(urls, stdout)
		}
		if err != nil {
			return fmt.Errorf("read standard input: %w", err)
		}
	}
}

func (k keyAsk) print(urls []string, stdout io.Writer) error {
	engine, err := startEngine()
	if err != nil {
		return err
	}
	defer engine.Close()
	out := bufio.NewWriter(stdout)
	for len(urls) > 0 {
		batch := urls[:min(keyBatch, len(urls))]
		urls = urls[len(batch):]
		var asked wire.Place
		for _, url := range batch {
			facts := k.facts
			facts.URL = url
			asked.Pages = append(asked.Pages, facts)
		}
		answer, err := engine.Do(wire.Request{Place: &asked}, nil)
		if err != nil {
			return err
		}
		if answer.Placed == nil {
			return errors.New(answer.Error.Message)
		}
		for i, placing := range answer.Placed.Keys {
			k.line(out, batch[i], placing)
		}
	}
	return out.Flush()
}

func (k keyAsk) line(out io.Writer, url string, p wire.Placing) {
	if k.asJSON {
		printJSON(out, keyLine{URL: url, Key: p.Key, Aliases: append([]string{}, p.Aliases...), Short: place.Short(url)})
		return
	}
	fmt.Fprintln(out, p.Key)
}
