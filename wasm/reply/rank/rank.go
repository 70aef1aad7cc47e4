// Package rank puts the answers of a playbook in order for a post, learning from the
// example phrasings alone: no shipped model, no network, any language.
//
// It is hard because an entry has two to ten examples, and a post says the same thing in
// other words: "my bag never came" and "luggage still missing" share not one. So words
// count beside pairs of them and beside pieces of words, which carry endings, Norwegian
// compounds and misspellings. It does not know meanings, and it says so: off-topic and
// unsure posts are abstained from. Everything is decided by the entries and the text:
// no clock, no chance, no order of maps.
package rank

import (
	"cmp"
	"math"
	"slices"
)

// Entry is what can be ranked: a playbook's answer, by the ways in which people ask
// for it.
type Entry struct {
	ID       string
	Examples []string
}

// Hit is one entry for one text.
type Hit struct {
	Entry int     // index in the entries given to New
	Score float64 // 0 to 1, higher is likelier
	Like  string  // the example that the text is most like
}

// Ranker is good for one set of entries. It is not safe for concurrent use.
type Ranker struct {
	entries  []Entry
	examples []example
	ids      map[feature]int32
	weight   []float32 // of each feature
	posts    [][]posting
	reader   reader

	likeness []float32 // room for one text
	vector   vector
}

// example is one phrasing and whose it is.
type example struct {
	entry int32
	text  string
}

type posting struct {
	example int32
	value   float32
}

// vector is a text as feature numbers, ascending, and their values.
type vector struct {
	at    []int32
	value []float32
}

// New learns. Entries without examples are never offered.
func New(entries []Entry) *Ranker {
	r := &Ranker{entries: entries, ids: map[feature]int32{}}
	for i, e := range entries {
		for _, text := range e.Examples {
			r.examples = append(r.examples, example{int32(i), text})
		}
	}
	r.weigh()
	r.likeness = make([]float32, len(r.examples))
	r.posts = make([][]posting, len(r.weight))
	for i, e := range r.examples {
		v := r.read(e.text)
		for j, at := range v.at {
			r.posts[at] = append(r.posts[at], posting{int32(i), v.value[j]})
		}
	}
	return r
}

// weigh numbers the features and weighs them by their rarity among the examples.
func (r *Ranker) weigh() {
	var in []int32 // how many examples hold it
	var last []int32
	for i, e := range r.examples {
		r.reader.emit = func(_ int, f feature) {
			at, ok := r.ids[f]
			if !ok {
				at = int32(len(in))
				r.ids[f] = at
				in, last = append(in, 0), append(last, -1)
			}
			if last[at] != int32(i) {
				last[at] = int32(i)
				in[at]++
			}
		}
		r.reader.read(e.text)
	}
	r.weight = make([]float32, len(in))
	for at, n := range in {
		r.weight[at] = float32(math.Log(float64(1+len(r.examples))/float64(1+n)) + 1)
	}
}

// read makes the vector of a text, of length 1; it is good until the next call.
func (r *Ranker) read(text string) vector {
	v := &r.vector
	v.at, v.value = v.at[:0], v.value[:0]
	r.reader.emit = func(_ int, f feature) {
		if at, ok := r.ids[f]; ok {
			v.at = append(v.at, at)
		}
	}
	r.reader.read(text)
	slices.Sort(v.at)
	n, sum := 0, float64(0)
	for i := 0; i < len(v.at); {
		j := i
		for j < len(v.at) && v.at[j] == v.at[i] {
			j++
		}
		w := (1 + float32(math.Log(float64(j-i)))) * r.weight[v.at[i]]
		v.at[n], v.value = v.at[i], append(v.value, w)
		sum += float64(w) * float64(w)
		n, i = n+1, j
	}
	v.at = v.at[:n]
	norm := float32(1 / math.Sqrt(max(sum, 1e-12)))
	for i := range v.value {
		v.value[i] *= norm
	}
	return *v
}

// Rank orders the entries for a text. allowed, when not nil, says which may be offered.
// abstain is true when the first is not to be trusted.
func (r *Ranker) Rank(text string, allowed func(entry int) bool) (hits []Hit, abstain bool) {
	clear(r.likeness)
	v := r.read(text)
	for i, at := range v.at {
		for _, p := range r.posts[at] {
			r.likeness[p.example] += v.value[i] * p.value
		}
	}
	type found struct {
		sum, best float32
		like, n   int32
	}
	all := make([]found, len(r.entries))
	for i, e := range r.examples {
		f := &all[e.entry]
		f.sum, f.n = f.sum+r.likeness[i], f.n+1
		if f.n == 1 || r.likeness[i] > f.best {
			f.best, f.like = r.likeness[i], int32(i)
		}
	}
	for i, f := range all {
		if f.n > 0 && (allowed == nil || allowed(i)) {
			hits = append(hits, Hit{Entry: i, Score: float64(f.sum/float32(f.n)+f.best) / 2, Like: r.examples[f.like].text})
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(r.entries[a.Entry].ID, r.entries[b.Entry].ID))
	})
	return hits, len(hits) == 0 || hits[0].Score < 0.1
}
