// Package spot finds the names of a playbook in posts.
//
// It is hard because people write a name in every way but the playbook's: "Havblikk" is
// also HAVBLIKK, @havblikk, #HavblikkPass, Havblikks nye sjef, Havblikk-sjefen,
// ｈａｖｂｌｉｋｋ, Hav\u00adblikk and Наvblikk with two Cyrillic letters; and because
// they write "target" and mean no company. So a text is cut into words once, words are
// looked up by a hash of their folded letters, and what is found is then judged like a
// witness: what speaks for it, what against.
//
// It knows no grammar and no meaning: a name that is an ordinary word needs evidence
// (capitals, a handle, a hashtag, a domain, a word that the playbook wants near), and
// without it is left alone.
package spot

import (
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
	"porchlight/wasm/words"
)

// Post is one post to look through. All but Text may be empty.
type Post struct {
	Text   string
	Lang   string // BCP 47, as the site or the caller says
	Site   string // x, hn, ...
	Author string // public handle or name
	Link   string // absolute permalink, or the page's address

	Community string // group or forum, as the site names it: r/sailing
}

// Spotter holds a playbook's names ready for matching. It is not safe for concurrent
// use: it keeps its working memory between posts.
type Spotter struct {
	entries []playbook.Entry
	company ours // the playbook's accounts
	ours    ours // and the leaders' own handles
	exclude *playbook.Exclude
	forms   []form
	names   index // by folded letters
	alikes  index // by what the letters look like
	skim    skim

	scanner scanner
	post    Post
	lang    language
	listed  string // the language whose words are ordinary
	urls    []address
	hits    []hit
	seen    seen
	tail    []rune // of the word whose ending is looked at
}

// New makes a spotter of a checked playbook. Its cost is linear in the number of names.
func New(p *playbook.Playbook) *Spotter {
	s := &Spotter{entries: p.Entries(), exclude: p.Exclude}
	s.company, s.ours = oursOf(p, s.entries)
	for i, e := range s.entries {
		s.write(i, e)
	}
	s.names.size(len(s.forms))
	s.alikes.size(len(s.forms))
	for i := range s.forms {
		f := &s.forms[i]
		s.names.put(f, int32(i), f.folded)
		s.alikes.put(f, int32(i), f.alike)
		s.skim.put(f)
	}
	return s
}

// Company reports whether one of the company's accounts wrote the post: it may be an answer.
func (s *Spotter) Company(post Post) bool { return s.company.has(post) }

// Find returns the mentions in the post, in order, none overlapping; never nil. Its
// cost is linear in the length of the text and nearly independent of the number of
// names. A post of our own accounts or one that the playbook excludes has none.
func (s *Spotter) Find(post Post) []wire.Mention {
	s.lang = languageOf(post.Lang)
	if !s.mayName(post.Text) || s.ours.has(post) || excluded(s.exclude, post) {
		return []wire.Mention{}
	}
	s.post, s.listed = post, words.List(post.Lang)
	s.scanner.scan(post.Text)
	s.hits = s.hits[:0]
	s.seen = seen{}
	s.findURLs()
	for i := range s.scanner.words {
		if s.worth(i) {
			s.from(i)
		}
	}
	return s.mentions(s.settle())
}
