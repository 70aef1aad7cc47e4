// Package measure computes what ../shared/data/README.md defines: how well spotting,
// triage and ranking do on posts that other people labelled.
//
// The sets are third-party and are only read, never copied. Every function takes the
// thing to be measured as a function, so that the same figures come from the Go
// packages, from engine.wasm, and from the naive baselines.
package measure

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"porchlight/wasm/playbook"
)

// SpottingSets are the sets of data/README.md, in its order.
var SpottingSets = []string{"wnut17-train", "wnut17-dev", "btc-a", "btc-b", "btc-e", "norne-nob-1", "norne-nno-1"}

// Counted reports that a set counts for the average over the English sets; the
// annotators of btc-e disagree about one hashtag.
func Counted(name string) bool {
	return strings.HasPrefix(name, "wnut17") || name == "btc-a" || name == "btc-b"
}

// Post is one labelled post.
type Post struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Lang  string `json:"lang"`
	Spans []Gold `json:"spans"`
}

// Gold is an entity that the annotators marked, in UTF-16 units.
type Gold struct {
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Type      string `json:"type"`
	Term      string `json:"term"`
	Inflected bool   `json:"inflected"`
}

// Span is a hit, in UTF-16 units.
type Span struct{ Start, End int }

// Terms are the names to look for in a set.
type Terms struct {
	Brands    []string `json:"brands"`
	Leaders   []string `json:"leaders"`
	Ambiguous []string `json:"ambiguous"`
}

// SpottingSet is one file with its terms.
type SpottingSet struct {
	Name  string
	Posts []Post
	Terms Terms
}

// Spotting holds the counts that all figures come from.
type Spotting struct {
	Posts, Gold, Found            int
	Hits, Right                   int // Right: hits that overlap some entity
	InflectedGold, InflectedFound int
}

// Recall is the share of gold that was found.
func (s Spotting) Recall() float64 { return share(s.Found, s.Gold) }

// Precision is the share of hits that overlap an entity.
func (s Spotting) Precision() float64 { return share(s.Right, s.Hits) }

// FalseAlarms counts the other hits, per 1,000 posts.
func (s Spotting) FalseAlarms() float64 { return 1000 * share(s.Hits-s.Right, s.Posts) }

// InflectedRecall is the share of inflected gold that was found.
func (s Spotting) InflectedRecall() float64 { return share(s.InflectedFound, s.InflectedGold) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// ReadSpotting reads a set from a folder laid out as ../shared/data.
func ReadSpotting(dir, name string) (SpottingSet, error) {
	set := SpottingSet{Name: name}
	raw, err := os.ReadFile(filepath.Join(dir, "spot-"+name+".terms.json"))
	if err != nil {
		return set, err
	}
	if err := json.Unmarshal(raw, &set.Terms); err != nil {
		return set, fmt.Errorf("spot-%s.terms.json: %w", name, err)
	}
	set.Posts, err = readLines[Post](filepath.Join(dir, "spot-"+name+".jsonl"))
	return set, err
}

// readLines reads JSON lines of any length.
func readLines[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []T
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var one T
		if err := json.Unmarshal(in.Bytes(), &one); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, len(all)+1, err)
		}
		all = append(all, one)
	}
	return all, in.Err()
}

// WithoutAmbiguous drops the terms that are mostly no names in this very set.
func (s SpottingSet) WithoutAmbiguous() SpottingSet {
	drop := map[string]bool{}
	for _, t := range s.Terms.Ambiguous {
		drop[t] = true
	}
	keep := func(terms []string) (kept []string) {
		for _, t := range terms {
			if !drop[t] {
				kept = append(kept, t)
			}
		}
		return kept
	}
	s.Terms = Terms{Brands: keep(s.Terms.Brands), Leaders: keep(s.Terms.Leaders)}
	return s
}

// Playbook has the terms and nothing else.
func (s SpottingSet) Playbook() *playbook.Playbook {
	p := &playbook.Playbook{}
	for _, t := range s.Terms.Brands {
		p.Brands = append(p.Brands, playbook.Name{Name: t})
	}
	for _, t := range s.Terms.Leaders {
		p.Leaders = append(p.Leaders, playbook.Name{Name: t})
	}
	return p
}

var wanted = map[string]bool{"corporation": true, "product": true, "person": true, "ORG": true, "PROD": true, "PER": true}

// gold lists the entities that should be found: of a brand's or leader's type, listed.
func (s SpottingSet) gold(p Post, listed map[string]bool) []Gold {
	var out []Gold
	units := utf16.Encode([]rune(p.Text))
	for _, g := range p.Spans {
		term := g.Term
		if term == "" {
			term = string(utf16.Decode(units[g.Start:g.End]))
		}
		if wanted[g.Type] && listed[term] {
			g.Term = term
			out = append(out, g)
		}
	}
	return out
}

// Measure counts; find gives the hits of a post. each, when not nil, is told the gold
// that was missed and the hits that overlap nothing.
func (s SpottingSet) Measure(find func(Post) []Span, each func(p Post, missed []Gold, wrong []Span)) Spotting {
	listed := map[string]bool{}
	for _, t := range append(append([]string{}, s.Terms.Brands...), s.Terms.Leaders...) {
		listed[t] = true
	}
	sum := Spotting{Posts: len(s.Posts)}
	for _, p := range s.Posts {
		hits := find(p)
		var missed []Gold
		var wrong []Span
		for _, g := range s.gold(p, listed) {
			ok := found(g, hits)
			sum.count(g, ok)
			if !ok {
				missed = append(missed, g)
			}
		}
		for _, h := range hits {
			sum.Hits++
			if overlaps(h, p.Spans) {
				sum.Right++
			} else {
				wrong = append(wrong, h)
			}
		}
		if each != nil && len(missed)+len(wrong) > 0 {
			each(p, missed, wrong)
		}
	}
	return sum
}

func (s *Spotting) count(g Gold, ok bool) {
	s.Gold++
	if g.Inflected {
		s.InflectedGold++
	}
	if ok {
		s.Found++
		if g.Inflected {
			s.InflectedFound++
		}
	}
}

// found accepts the same span, and for an inflected name the span of the name alone.
func found(g Gold, hits []Span) bool {
	for _, h := range hits {
		if h.Start == g.Start && (h.End == g.End || g.Inflected && h.End == g.Start+len(utf16.Encode([]rune(g.Term)))) {
			return true
		}
	}
	return false
}

func overlaps(h Span, all []Gold) bool {
	for _, g := range all {
		if h.Start < g.End && g.Start < h.End {
			return true
		}
	}
	return false
}
