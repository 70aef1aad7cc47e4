//go:build !js

package main

// porchlight playbook test: what a playbook finds in a text or a saved page, why, and
// what a further exclusion would have hidden. Nothing is published.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

const testAbout = `Shows what a playbook finds in a text, and why. With --page the text is a saved web
page, block by block. With --not WORD each mention is marked that the word, added to
"not", would have hidden; --name NAME adds it to that name alone.

  porchlight playbook test playbook.yaml "Havblikks nye sjef" --lang nb
  porchlight playbook test playbook.yaml --page thread.html --not recipe

A lone - reads the text from standard input.`

// tested is one mention as --json prints it.
type tested struct {
	Block  int    `json:"block"` // of the page; 1 for a text
	Lang   string `json:"lang"`
	Hidden bool   `json:"hidden"` // by the new exclusion
	wire.Mention
}

type playTest struct {
	lang, site, not, name, page string
	asJSON                      bool
}

func playbookTestCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("playbook test FILE TEXT|- [--page HTML] [--not WORD]", testAbout, stderr)
	var p playTest
	f.StringVar(&p.lang, "lang", "", "the text's `LANGUAGE`, as the site says it")
	f.StringVar(&p.site, "site", "", "the `SITE` it stands on")
	f.StringVar(&p.not, "not", "", "a `WORD` that must not stand near")
	f.StringVar(&p.name, "name", "", "the `NAME` that --not is for (default: all)")
	f.StringVar(&p.page, "page", "", "a saved page, `FILE`, instead of a text")
	f.BoolVar(&p.asJSON, "json", false, "print JSON, one mention a line")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case p.page == "" && len(rest) != 2, p.page != "" && len(rest) != 1:
		return f.misused("name a playbook and a text, or a playbook and --page FILE")
	case p.name != "" && p.not == "":
		return f.misused("--name says whose --not it is; --not is missing")
	}
	blocks, err := p.blocks(rest, stdin)
	if err != nil {
		return f.fail(err)
	}
	found, err := p.run(rest[0], blocks, stderr)
	if err != nil {
		return f.fail(err)
	}
	for _, m := range found {
		p.print(stdout, m)
	}
	if !p.asJSON {
		fmt.Fprintf(stdout, "%d found in %d blocks\n", len(found), len(blocks))
	}
	return done
}

func (p playTest) blocks(rest []string, stdin io.Reader) ([]string, error) {
	switch {
	case p.page != "":
		raw, err := readFile(p.page, stdin)
		if err != nil {
			return nil, err
		}
		return pageBlocks(raw)
	case rest[1] == "-":
		raw, err := io.ReadAll(stdin)
		return []string{string(raw)}, err
	}
	return []string{rest[1]}, nil
}

// run scans twice when there is an exclusion to try: without and with it.
func (p playTest) run(file string, blocks []string, stderr io.Writer) ([]tested, error) {
	text, err := readFile(file, nil)
	if err != nil {
		return nil, err
	}
	book, problems := parsePlaybook(text)
	tellProblems(stderr, file, problems)
	if book == nil {
		return nil, fmt.Errorf("%s cannot be used", file)
	}
	found, err := p.scan(book, blocks)
	if err != nil || p.not == "" {
		return found, err
	}
	if !p.exclude(book) {
		return nil, fmt.Errorf("%s has no name %q", file, p.name)
	}
	left, err := p.scan(book, blocks)
	if err != nil {
		return nil, err
	}
	still := map[string]bool{}
	for _, m := range left {
		still[m.key()] = true
	}
	for i := range found {
		found[i].Hidden = !still[found[i].key()]
	}
	return found, nil
}

func (t tested) key() string { return fmt.Sprint(t.Block, t.Start, t.End, t.Name) }

// exclude adds the word to the names it is for; false when there is none.
func (p playTest) exclude(book *playbook.Playbook) bool {
	any := false
	for _, e := range book.Entries() {
		if p.name == "" || strings.EqualFold(p.name, e.Name.Name) {
			e.Name.Not, any = append(e.Name.Not, p.not), true
		}
	}
	return any
}

func (p playTest) scan(book *playbook.Playbook, blocks []string) ([]tested, error) {
	raw, err := json.Marshal(book)
	if err != nil {
		return nil, err
	}
	engine, err := startEngine()
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	if err := loadInto(engine, raw); err != nil {
		return nil, err
	}
	scan, text := wire.Scan{Page: wire.PageFacts{Site: p.site}}, []byte(nil)
	for _, b := range blocks {
		scan.Posts, text = append(scan.Posts, wire.ScanPost{Bytes: len(b), Lang: p.lang}), append(text, b...)
	}
	answer, err := engine.Do(wire.Request{Scan: &scan}, text)
	if err != nil {
		return nil, err
	}
	if answer.Error != nil {
		return nil, fmt.Errorf("%s", answer.Error.Message)
	}
	found := []tested{}
	for i, f := range answer.Scanned.Findings {
		for _, m := range f.Mentions {
			found = append(found, tested{Block: i + 1, Lang: f.Lang, Mention: m})
		}
	}
	return found, nil
}

func (p playTest) print(w io.Writer, t tested) {
	if p.asJSON {
		printJSON(w, t)
		return
	}
	hidden := ""
	if t.Hidden {
		hidden = "  hidden by --not " + p.not
	}
	fmt.Fprintf(w, "block %d, %d-%d (%s): %q is the %s %s, by %s%s\n", t.Block, t.Start, t.End, t.Lang, t.Text, t.Kind, t.Name, t.Evidence, hidden)
}

// pageBlocks are the texts of a page's smallest blocks: paragraphs, list items, cells.
func pageBlocks(raw []byte) ([]string, error) {
	root, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("read the page: %w", err)
	}
	var blocks []string
	var text strings.Builder
	flush := func() {
		if s := strings.Join(strings.Fields(text.String()), " "); s != "" {
			blocks = append(blocks, s)
		}
		text.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			text.WriteString(n.Data)
		case n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Noscript, n.DataAtom == atom.Template, n.DataAtom == atom.Head:
			return
		case n.DataAtom == atom.Br:
			text.WriteByte(' ')
		}
		block := n.Type == html.ElementNode && !inline[n.DataAtom]
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			flush()
		}
	}
	walk(root)
	return blocks, nil
}

var inline = map[atom.Atom]bool{atom.A: true, atom.B: true, atom.I: true, atom.Em: true, atom.Strong: true, atom.Span: true, atom.Code: true,
	atom.Small: true, atom.Sub: true, atom.Sup: true, atom.Mark: true, atom.Img: true, atom.Br: true, atom.Wbr: true, atom.U: true, atom.S: true,
	atom.Q: true, atom.Cite: true, atom.Abbr: true, atom.Time: true, atom.Font: true, atom.Bdi: true, atom.Bdo: true, atom.Kbd: true}
