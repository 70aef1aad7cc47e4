package measure

import (
	"path/filepath"
	"slices"

	"porchlight/wasm/playbook"
)

// Asked is a question with the answer that people gave it to: an intent's name, or "oos"
// for one that fits none.
type Asked struct {
	Text  string `json:"text"`
	Label string `json:"label"`
}

// ReadAnswers reads answers-NAME.jsonl.
func ReadAnswers(dir, name string) ([]Asked, error) {
	return readLines[Asked](filepath.Join(dir, "answers-"+name+".jsonl"))
}

// Without leaves out the questions of other.
func Without(all, other []Asked) []Asked {
	drop := map[Asked]bool{}
	for _, q := range other {
		drop[q] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(q Asked) bool { return drop[q] })
}

// AnswersPlaybook has an answer for each intent, with the questions as its examples, in
// their order.
func AnswersPlaybook(examples []Asked) *playbook.Playbook {
	p, at := &playbook.Playbook{}, map[string]int{}
	for _, q := range examples {
		i, ok := at[q.Label]
		if !ok {
			i = len(p.Answers)
			at[q.Label] = i
			p.Answers = append(p.Answers, playbook.Answer{ID: q.Label})
		}
		p.Answers[i].Examples = append(p.Answers[i].Examples, q.Text)
	}
	return p
}

// Offer is what a ranker says of a question: answers, the likeliest first, and whether
// it would rather offer none.
type Offer struct {
	Answers []string
	Abstain bool
}

// Ranking holds the counts that all figures come from.
type Ranking struct {
	Questions, First, Three, Offered, Abstained int // Offered: first, and not abstained from
}

// Count adds a question.
func (r *Ranking) Count(q Asked, o Offer) {
	r.Questions++
	at := slices.Index(o.Answers, q.Label)
	if at == 0 {
		r.First++
	}
	if at >= 0 && at < 3 {
		r.Three++
	}
	if at == 0 && !o.Abstain {
		r.Offered++
	}
	if o.Abstain {
		r.Abstained++
	}
}

// Top1 is the share of questions whose answer comes first.
func (r Ranking) Top1() float64 { return share(r.First, r.Questions) }

// Top3 is the share of questions whose answer is among the first three.
func (r Ranking) Top3() float64 { return share(r.Three, r.Questions) }

// Right is the share of questions that are answered, and rightly.
func (r Ranking) Right() float64 { return share(r.Offered, r.Questions) }

// Refused is the share of questions that are abstained from; of those that fit no
// answer that is the recall.
func (r Ranking) Refused() float64 { return share(r.Abstained, r.Questions) }
