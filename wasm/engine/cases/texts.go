package cases

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed texts/*.json
var texts embed.FS

// Naughty is the Big List of Naughty Strings: texts that broke somebody's program.
func Naughty() ([]string, error) {
	var all []string
	return all, readTexts("texts/naughty.json", &all)
}

// Kept is one input that fuzzing found: the names of a playbook, and a post.
type Kept struct {
	Names []string `json:"names,omitempty"` // none: those of Book
	Text  string   `json:"text"`
	Lang  string   `json:"lang,omitempty"`
}

// Corpus is what was kept of fuzzing.
func Corpus() ([]Kept, error) {
	var all []Kept
	return all, readTexts("texts/corpus.json", &all)
}

func readTexts(file string, to any) error {
	b, err := texts.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, to); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// Texts are the naughty strings and the corpus as cases without answers: what the
// package answers, the others have to. They take few crossings: a playbook, and then
// all its posts at once.
func Texts() ([]Case, error) {
	naughty, err := Naughty()
	if err != nil {
		return nil, err
	}
	kept, err := Corpus()
	if err != nil {
		return nil, err
	}
	asNames := asked("naughty strings in posts and as names", append(able(naughty), "Havblikk"))
	var posts, short []Kept
	for _, s := range naughty {
		posts = append(posts, Kept{Text: s}, Kept{Text: "Havblikk" + s}, Kept{Text: s + " Havblikks " + s, Lang: "nb"})
	}
	asNames.Steps = append(asNames.Steps, scan(posts))
	var own []Case
	for i, k := range kept {
		if len(k.Names) == 0 {
			short = append(short, k)
			continue
		}
		c := Of(k.Names, k)
		c.Name = fmt.Sprintf("corpus %d", i)
		own = append(own, c)
	}
	plain := asked("corpus", []string{"Havblikk", "Target", "Bjørn Muñoz", "Hav-Blikk", "C++", "日本丸"})
	plain.Steps = append(plain.Steps, scan(short))
	return append([]Case{asNames, plain}, own...), nil
}

// Of is the case of one post under a playbook of those names that one may have.
func Of(names []string, post Kept) Case {
	c := asked("", append(able(names), "Havblikk"))
	c.Steps = append(c.Steps, scan([]Kept{post}))
	return c
}

// able are the strings that a playbook may have as names.
func able(all []string) (names []string) {
	for _, s := range all {
		if n := utf8.RuneCountInString(s); n <= 200 && strings.ContainsFunc(s, unicode.IsLetter) {
			names = append(names, s)
		}
	}
	return names
}

// asked is a case that has loaded a playbook of names: brands and leaders by turns.
func asked(name string, names []string) Case {
	type entry struct {
		Name string `json:"name"`
	}
	var book struct {
		Brands  []entry `json:"brands"`
		Leaders []entry `json:"leaders"`
	}
	for i, n := range names {
		if i%3 == 2 {
			book.Leaders = append(book.Leaders, entry{n})
		} else {
			book.Brands = append(book.Brands, entry{n})
		}
	}
	return Case{File: "texts", Name: name, Steps: []Step{{Request: json.RawMessage(`{"load":{}}`), Text: string(must(book))}}}
}

func scan(posts []Kept) Step {
	type post struct {
		ID    string `json:"id"`
		Bytes int    `json:"bytes"`
		Lang  string `json:"lang,omitempty"`
	}
	var all []post
	var text strings.Builder
	for i, p := range posts {
		all = append(all, post{fmt.Sprint(i), len(p.Text), p.Lang})
		text.WriteString(p.Text)
	}
	request := map[string]any{"scan": map[string]any{"page": map[string]string{"url": "https://torg.example/"}, "posts": all, "all": true}}
	return Step{Request: must(request), Text: text.String()}
}

func must(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
