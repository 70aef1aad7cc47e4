//go:build !js

package main

// porchlight playbook test: what a playbook finds in a text or a saved page, why, and
// what a further exclusion would have hidden. Nothing is published.

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

const testAbout = `Shows what a playbook finds in a text, and why. With --page the text is a saved web
page, block by block. With --not WORD each mention is marked that the word, added to
"not", would have hidden; with --exclude so are those that an excluded author, site or
community would; --name NAME adds either to that name alone.

  porchlight playbook test playbook.yaml "Havblikks nye sjef" --lang nb
  porchlight playbook test playbook.yaml --page thread.html --not recipe
  porchlight playbook test playbook.yaml "Havblikk!" --url https://www.reddit.com/r/cats/1 --exclude community=reddit.com/r/cats

The page's own address and language count where --url and --lang say nothing.

A lone - reads the text from standard input.`

// tested is one mention as --json prints it.
type tested struct {
	Block  int    `json:"block"` // of the page; 1 for a text
	Lang   string `json:"lang"`
	Hidden bool   `json:"hidden"` // by the new exclusion
	Around string `json:"around"` // the words beside it
	wire.Mention
}

type playTest struct {
	lang, site, not, exclusion, name, page string
	url, author, community                 string
	asJSON                                 bool
	said                                   wire.PageFacts // by the page
}

func playbookTestCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("playbook test FILE TEXT|- [--page HTML] [--not WORD] [--exclude KIND=VALUE]", testAbout, stderr)
	var p playTest
	p.flags(f)
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case p.page == "" && len(rest) != 2, p.page != "" && len(rest) != 1:
		return f.misused("name a playbook and a text, or a playbook and --page FILE")
	case rest[0] == "-" && (p.page == "-" || p.page == "" && rest[1] == "-"):
		return f.misused("standard input cannot be both the playbook and the text")
	case p.name != "" && p.rule() == "":
		return f.misused("--name says whose --not or --exclude it is; that is missing")
	case p.exclusion != "" && p.excluding() == nil:
		return f.misused("--exclude is author=…, site=… or community=…, not %q", p.exclusion)
	}
	blocks, err := p.blocks(rest, stdin)
	if err != nil {
		return f.fail(err)
	}
	found, err := p.run(rest[0], blocks, stdin, stderr)
	if err != nil {
		return f.fail(err)
	}
	for _, m := range found {
		p.print(stdout, m)
	}
	if !p.asJSON {
		fmt.Fprintln(stdout, p.sum(found, len(blocks)))
	}
	return done
}

// rule is the new exclusion as it was written on the command line.
func (p *playTest) rule() string {
	var all []string
	if p.not != "" {
		all = append(all, "--not "+p.not)
	}
	if p.exclusion != "" {
		all = append(all, "--exclude "+p.exclusion)
	}
	return strings.Join(all, " ")
}

// excluding is what --exclude says, nil when it says nothing.
func (p *playTest) excluding() *playbook.Exclude {
	kind, value, _ := strings.Cut(p.exclusion, "=")
	switch {
	case strings.TrimSpace(value) == "":
	case kind == "author":
		return &playbook.Exclude{Authors: []string{value}}
	case kind == "site":
		return &playbook.Exclude{Sites: []string{value}}
	case kind == "community":
		return &playbook.Exclude{Communities: []string{value}}
	}
	return nil
}

func (p *playTest) sum(found []tested, blocks int) string {
	sum := fmt.Sprintf("%d found in %d blocks", len(found), blocks)
	if p.rule() == "" {
		return sum
	}
	hidden := 0
	for _, m := range found {
		if m.Hidden {
			hidden++
		}
	}
	return fmt.Sprintf("%s, %d of them hidden by %s", sum, hidden, p.rule())
}

func (p *playTest) flags(f *flags) {
	f.StringVar(&p.lang, "lang", "", "the text's `LANGUAGE`, as the site says it")
	f.StringVar(&p.site, "site", "", "the `SITE` it stands on")
	f.StringVar(&p.not, "not", "", "a `WORD` that must not stand near")
	f.StringVar(&p.name, "name", "", "the `NAME` that --not or --exclude is for (default: all)")
	f.StringVar(&p.exclusion, "exclude", "", "`KIND=VALUE`: author=…, site=… or community=…")
	f.StringVar(&p.url, "url", "", "the `ADDRESS` it stands at")
	f.StringVar(&p.author, "author", "", "the `HANDLE` that wrote it")
	f.StringVar(&p.community, "community", "", "the `GROUP` it stands in, as the site names it")
	f.StringVar(&p.page, "page", "", "a saved page, `FILE`, instead of a text")
	f.BoolVar(&p.asJSON, "json", false, "print JSON, one mention a line")
}

func (p *playTest) blocks(rest []string, stdin io.Reader) ([]string, error) {
	switch {
	case p.page != "":
		raw, err := readFile(p.page, stdin)
		if err != nil {
			return nil, err
		}
		blocks, said, err := readPage(raw)
		p.said = said
		return blocks, err
	case rest[1] == "-":
		raw, err := io.ReadAll(stdin)
		return []string{string(raw)}, err
	}
	return []string{rest[1]}, nil
}

// run scans twice when there is an exclusion to try: without and with it.
func (p *playTest) run(file string, blocks []string, stdin io.Reader, stderr io.Writer) ([]tested, error) {
	book, err := loadPlaybook(file, stdin, stderr)
	if err != nil {
		return nil, err
	}
	found, err := p.scan(book, blocks)
	if err != nil || p.rule() == "" {
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

// exclude adds the rule to the names it is for; false when there is none.
func (p *playTest) exclude(book *playbook.Playbook) bool {
	any := false
	for _, e := range book.Entries() {
		if p.name == "" || strings.EqualFold(p.name, e.Name.Name) {
			any = true
			if p.not != "" {
				e.Name.Not = append(e.Name.Not, p.not)
			}
			e.Name.Exclude = join(e.Name.Exclude, p.excluding())
		}
	}
	return any
}

// join is both exclusions; either may be nil.
func join(a, b *playbook.Exclude) *playbook.Exclude {
	if a == nil || b == nil {
		return cmp.Or(a, b)
	}
	return &playbook.Exclude{Authors: slices.Concat(a.Authors, b.Authors), Sites: slices.Concat(a.Sites, b.Sites),
		Communities: slices.Concat(a.Communities, b.Communities)}
}

func (p *playTest) scan(book *playbook.Playbook, blocks []string) ([]tested, error) {
	engine, err := loadedEngine(book)
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	scan := wire.Scan{Page: wire.PageFacts{Site: p.site, URL: cmp.Or(p.url, p.said.URL), Lang: p.said.Lang}}
	for _, b := range blocks {
		scan.Posts = append(scan.Posts, wire.ScanPost{Bytes: len(b), Lang: p.lang, Author: p.author, Community: p.community})
	}
	text := []byte(strings.Join(blocks, ""))
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
			found = append(found, tested{Block: i + 1, Lang: f.Lang, Around: around(blocks[i], m), Mention: m})
		}
	}
	return found, nil
}

// around is what stands beside a mention, which is in brackets.
func around(text string, m wire.Mention) string {
	const reach = 40
	units := utf16.Encode([]rune(text))
	from, to := max(0, m.Start-reach), min(len(units), m.End+reach)
	before, after := string(utf16.Decode(units[from:m.Start])), string(utf16.Decode(units[m.End:to]))
	if from > 0 {
		_, before, _ = strings.Cut(before, " ")
		before = "… " + before
	}
	if to < len(units) {
		after = after[:strings.LastIndex(" "+after, " ")] + "…"
	}
	return strings.Join(strings.Fields(before+"["+m.Text+"]"+after), " ")
}

func (p *playTest) print(w io.Writer, t tested) {
	if p.asJSON {
		printJSON(w, t)
		return
	}
	hidden := ""
	if t.Hidden {
		hidden = "  hidden by " + p.rule()
	}
	fmt.Fprintf(w, "block %d, %d-%d (%s): %q is the %s %s, by %s%s\n    %s\n", t.Block, t.Start, t.End, t.Lang, t.Text, t.Kind, t.Name, t.Evidence, hidden, t.Around)
}
