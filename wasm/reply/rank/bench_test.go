package rank_test

import (
	"testing"

	"porchlight/wasm/playbook"
	"porchlight/wasm/reply/rank"
	"porchlight/wasm/reply/rank/ranktest"
)

func entries(p *playbook.Playbook) (all []rank.Entry) {
	for _, a := range p.Answers {
		all = append(all, rank.Entry{ID: a.ID, Examples: a.Examples})
	}
	return all
}

// What the first question after a wake costs: 100 answers of 10 examples.
func BenchmarkLearn(b *testing.B) {
	all := entries(ranktest.Playbook(100))
	for b.Loop() {
		if hits, _ := rank.New(all).Rank("my bag was lost again, who helps", nil, 1); all[hits[0].Entry].ID != "bag-lost" {
			b.Fatal(all[hits[0].Entry].ID)
		}
	}
}

func BenchmarkRank(b *testing.B) {
	all, posts := entries(ranktest.Playbook(100)), ranktest.Posts(100)
	r := rank.New(all)
	for b.Loop() {
		right := 0
		for _, p := range posts {
			if hits, abstain := r.Rank(p.Text, nil, 5); !abstain && all[hits[0].Entry].ID == p.Answer {
				right++
			}
		}
		if right != 200 {
			b.Fatalf("%d of 200", right)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/200, "us/post")
}
