package measure

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// Centroids is the baseline of data/README.md for ranking: texts as tf-idf over words,
// word pairs and pieces of 3 to 5 characters, an answer as the mean of its examples, the
// likeliest by cosine. It offers three and never abstains.
func Centroids(examples []Asked) func(text string) Offer {
	in := map[string]float64{}
	for _, q := range examples {
		for f := range terms(q.Text) {
			in[f]++
		}
	}
	vector := func(text string) map[string]float64 {
		v, sum := terms(text), 0.0
		for f, n := range v {
			v[f] = n * (math.Log((1+float64(len(examples)))/(1+in[f])) + 1)
			if in[f] == 0 {
				delete(v, f)
			}
			sum += v[f] * v[f]
		}
		for f := range v {
			v[f] /= math.Sqrt(sum)
		}
		return v
	}
	means := map[string]map[string]float64{} // by term, by answer
	size := map[string]float64{}
	for _, q := range examples {
		for f, x := range vector(q.Text) {
			if means[f] == nil {
				means[f] = map[string]float64{}
			}
			means[f][q.Label] += x
		}
	}
	for _, by := range means {
		for label, x := range by {
			size[label] += x * x
		}
	}
	return func(text string) (o Offer) {
		score := map[string]float64{}
		for f, x := range vector(text) {
			for label, y := range means[f] {
				score[label] += x * y / math.Sqrt(size[label])
			}
		}
		for label := range score {
			o.Answers = append(o.Answers, label)
		}
		slices.SortFunc(o.Answers, func(a, b string) int {
			return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(a, b))
		})
		o.Answers = o.Answers[:min(3, len(o.Answers))]
		return o
	}
}

// terms counts the words, word pairs and pieces of a text.
func terms(text string) map[string]float64 {
	v := map[string]float64{}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		v[w]++
		if i > 0 {
			v[words[i-1]+" "+w]++
		}
		letters := []rune("\x00" + w + "\x00")
		for from := range letters {
			for to := from + 3; to <= min(from+5, len(letters)); to++ {
				v["\x00"+string(letters[from:to])]++
			}
		}
	}
	return v
}
