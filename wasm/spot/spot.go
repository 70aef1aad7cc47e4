// Package spot finds the names of a playbook in posts.
package spot

import (
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// Post is one post to look through. Lang, Site, Author and Link may be empty.
type Post struct {
	Text   string
	Lang   string // BCP 47, as the site or the caller says
	Site   string // x, hn, ...
	Author string // public handle or name
	Link   string // absolute permalink
}

// Spotter holds a playbook's names ready for matching.
type Spotter struct{}

// New makes a spotter of a checked playbook.
func New(p *playbook.Playbook) *Spotter { return &Spotter{} }

// Find returns the mentions in the post, in order, none overlapping; never nil.
func (s *Spotter) Find(post Post) []wire.Mention { return []wire.Mention{} }
