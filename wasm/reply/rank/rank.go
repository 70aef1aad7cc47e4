// Package rank puts the answers of a playbook in order for a post, learning from the
// example phrasings alone: no shipped model, no network, any language.
//
// It is hard because an entry has two to ten examples, and a post says the same thing in
// other words: "my bag never came" and "luggage still missing" share not one. So words
// count without their endings, beside pairs of them and beside pieces of words, which
// carry Norwegian compounds and misspellings. It does not know meanings, and it says so:
// off-topic and unsure posts are abstained from. Everything is decided by the entries
// and the text: no clock, no chance, no order of maps.
package rank

import "slices"

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
	entries []int32 // by class: index in the entries given to New
	start   []int32 // by class: its first example, and the end of the last
	texts   []string
	xs      []vector
	exact   map[uint64]int32 // whole text → example

	reader     reader
	vocabulary *vocabulary
	model      *model
	room       rooms
}

// rooms are for one text.
type rooms struct {
	likeness, score []float32 // by class
	offered         []bool
	dense           []float32 // by feature, all zero between two texts
}

// New learns. Entries without examples are never offered, nor is a second one of the same
// id; their order and that of the examples does not matter.
func New(entries []Entry) *Ranker {
	r := &Ranker{vocabulary: newVocabulary(), exact: map[uint64]int32{}, reader: reader{grammar: theGrammar()}}
	at, ids := map[string]int{}, []string{}
	for i, e := range entries {
		if _, ok := at[e.ID]; !ok && len(e.Examples) > 0 {
			at[e.ID], ids = i, append(ids, e.ID)
		}
	}
	slices.Sort(ids)
	var ys []int32
	var all []counted
	for class, id := range ids {
		i := at[id]
		r.entries = append(r.entries, int32(i))
		r.start = append(r.start, int32(len(r.texts)))
		texts := slices.Clone(entries[i].Examples)
		slices.Sort(texts)
		for _, text := range texts {
			all, ys = append(all, r.vocabulary.learn(&r.reader, text)), append(ys, int32(class))
			r.texts = append(r.texts, text)
		}
	}
	r.start = append(r.start, int32(len(r.texts)))
	r.vocabulary.weigh()
	for i, c := range all {
		r.xs = append(r.xs, r.vocabulary.vector(c, [kinds]int{}))
		if _, ok := r.exact[c.words]; !ok && c.words != 0 {
			r.exact[c.words] = int32(i)
		}
	}
	n := len(r.entries)
	r.room = rooms{make([]float32, n), make([]float32, n), make([]bool, n), make([]float32, len(r.vocabulary.in))}
	r.model = learned(r.vocabulary.in, r.xs, ys, n)
	return r
}

// unsure is the least sum of score and cover that is trusted. The score is calibrated by
// how it is learnt, an example's own entry coming 1 above the others, so that one number
// does for 3 entries of 2 examples and for 150 of 100; where the examples tell their own
// entries well (second) it may be lower. Chosen on CLINC150's train and oos_train.
const (
	unsure = 1.2
	sooner = 0.75 // for each unit of second
)

// near is the likeness to one example that is trusted whatever the entry's others say.
const near = 0.5

// sameWords is what it adds to a score that the text is an example, word for word: more
// than weights ever come to.
const sameWords = 1000

// Rank orders the entries for a text and returns the first most of them. allowed, when
// not nil, says which entries may be offered. abstain is true when the first is not to
// be trusted, or when there is none.
func (r *Ranker) Rank(text string, allowed func(entry int) bool, most int) (hits []Hit, abstain bool) {
	x, whole := r.vocabulary.read(&r.reader, text)
	likeness, score := r.room.likeness, r.room.score
	clear(likeness)
	r.model.means.likeness(x, likeness)
	clear(score)
	r.model.weigh(x, score)
	if len(r.entries) > 0 {
		r.model.compare(describe(likeness, r.model.second), score)
	}
	if i, ok := r.exact[whole]; ok {
		score[r.classOf(i)] += sameWords
	}
	offered := r.room.offered
	for class, i := range r.entries {
		offered[class] = allowed == nil || allowed(int(i))
	}
	r.open(x)
	defer r.close(x)
	abstain = true
	for class := -1; len(hits) < most; {
		if class = next(score, class, offered); class < 0 {
			break
		}
		example, like := r.nearest(class)
		if len(hits) == 0 {
			abstain = like < near && score[class]+r.model.means.cover(x, int32(class)) < unsure-sooner*r.model.second
		}
		hits = append(hits, Hit{int(r.entries[class]), squash(float64(score[class])), r.texts[example]})
	}
	return hits, abstain
}

// classOf is the class of an example.
func (r *Ranker) classOf(example int32) int32 {
	class, found := slices.BinarySearch(r.start, example)
	if !found {
		class--
	}
	return int32(class)
}

// squash brings a score into 0 to 1: the margin of the learning is a half, and an entry
// that the text has nothing to do with is near 0.
func squash(score float64) float64 { return min(1, max(0, score/2)) }

// open spreads a text by feature, for nearest; close undoes it.
func (r *Ranker) open(x vector) {
	for i, f := range x.at {
		r.room.dense[f] = x.value[i]
	}
}

func (r *Ranker) close(x vector) {
	for _, f := range x.at {
		r.room.dense[f] = 0
	}
}

// nearest is the example of a class that the opened text is most like, the first of
// equals, and how much: 0 to 1.
func (r *Ranker) nearest(class int) (example int32, most float32) {
	most = -1
	for e := r.start[class]; e < r.start[class+1]; e++ {
		like, x := float32(0), r.xs[e]
		for i, f := range x.at {
			like += x.value[i] * r.room.dense[f]
		}
		if like > most {
			example, most = e, like
		}
	}
	return example, most
}
