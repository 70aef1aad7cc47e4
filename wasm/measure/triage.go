package measure

import (
	"math"
	"path/filepath"
)

// Feelings are the three classes, in the order of data/triage-labels.json.
var Feelings = [...]string{"negative", "neutral", "positive"}

// Felt is a post with the class that people gave it and, where they gave a number, the
// mean of their ratings.
type Felt struct {
	Text  string
	Label int // index of Feelings
	Mean  float64
}

// ReadSentiment reads triage-sentiment-val.jsonl.
func ReadSentiment(dir string) ([]Felt, error) {
	type row struct {
		Text  string `json:"text"`
		Label int    `json:"label"`
	}
	rows, err := readLines[row](filepath.Join(dir, "triage-sentiment-val.jsonl"))
	out := make([]Felt, len(rows))
	for i, r := range rows {
		out[i] = Felt{Text: r.Text, Label: r.Label}
	}
	return out, err
}

// ReadStrength reads sentiment-vader-tweets.jsonl; the classes are at ±0.5.
func ReadStrength(dir string) ([]Felt, error) {
	type row struct {
		Text string  `json:"text"`
		Mean float64 `json:"mean"`
	}
	rows, err := readLines[row](filepath.Join(dir, "sentiment-vader-tweets.jsonl"))
	out := make([]Felt, len(rows))
	for i, r := range rows {
		label := 1
		if r.Mean > 0.5 {
			label = 2
		} else if r.Mean < -0.5 {
			label = 0
		}
		out[i] = Felt{Text: r.Text, Label: label, Mean: r.Mean}
	}
	return out, err
}

// Classes holds how often each class was taken for each.
type Classes [3][3]int // [said by people][found]

// Accuracy is the share of posts with the right class.
func (c Classes) Accuracy() float64 {
	right, all := 0, 0
	for i := range c {
		for j := range c {
			all += c[i][j]
		}
		right += c[i][i]
	}
	return share(right, all)
}

// MacroF1 is the mean of the classes' F1.
func (c Classes) MacroF1() (sum float64) {
	for i := range c {
		said, found := 0, 0
		for j := range c {
			said += c[i][j]
			found += c[j][i]
		}
		sum += share(2*c[i][i], said+found)
	}
	return sum / 3
}

// Majority is what the commonest class alone gets.
func (c Classes) Majority() (m Classes) {
	best, most := 0, 0
	for i := range c {
		if n := c[i][0] + c[i][1] + c[i][2]; n > most {
			best, most = i, n
		}
	}
	for i := range c {
		m[i][best] = c[i][0] + c[i][1] + c[i][2]
	}
	return m
}

// Pearson's r of two lists of the same length.
func Pearson(x, y []float64) float64 {
	var sx, sy, sxx, syy, sxy float64
	for i := range x {
		sx, sy = sx+x[i], sy+y[i]
		sxx, syy, sxy = sxx+x[i]*x[i], syy+y[i]*y[i], sxy+x[i]*y[i]
	}
	n := float64(len(x))
	return (n*sxy - sx*sy) / math.Sqrt((n*sxx-sx*sx)*(n*syy-sy*sy))
}
