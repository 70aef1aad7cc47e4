//go:build !js

package main

// The part of eval that ranks answers: examples become a playbook, questions are asked of
// it as `porchlight suggest` does, and what is abstained from counts as it says itself.

import (
	"fmt"
	"io"
	"slices"

	"porchlight/wasm/host"
	"porchlight/wasm/measure"
	"porchlight/wasm/wire"
)

func evalAnswers(engine *host.Host, dir string) ([]evalRow, error) {
	var failed error
	read := func(name string) []measure.Asked {
		all, err := measure.ReadAnswers(dir, name)
		if err != nil && failed == nil {
			failed = err
		}
		return all
	}
	few, dev, train := read("banking77-10shot"), read("banking77-dev"), read("banking77-train")
	clinc, val, none := read("clinc150-train"), read("clinc150-val"), read("clinc150-oos_val")
	chosen := read("clinc150-oos_train")
	if failed != nil {
		return nil, failed
	}
	var rows []evalRow
	for _, s := range []struct {
		name                string
		examples, questions []measure.Asked
		none, chosen        []measure.Asked // fit no answer; the second was looked at when the rule was made
	}{
		{"banking77, 10 examples", few, dev, nil, nil},
		{"banking77, all examples", measure.Without(train, dev), dev, nil, nil},
		{"clinc150", clinc, val, none, chosen},
	} {
		if err := loadInto(engine, measure.AnswersPlaybook(s.examples)); err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		row := evalRow{Set: s.name, Metrics: map[string]float64{}}
		asked, err := ask(engine, s.questions)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		row.Metrics["top1"], row.Metrics["top3"], row.Metrics["offered"] = asked.Top1(), asked.Top3(), asked.Right()
		for figure, some := range map[string][]measure.Asked{"oosRecall": s.none, "oosRecallChosen": s.chosen} {
			refused, err := ask(engine, some)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			if some != nil {
				row.Metrics[figure] = refused.Refused()
			}
		}
		var naive measure.Ranking
		offer := measure.Centroids(s.examples)
		for _, q := range s.questions {
			naive.Count(q, offer(q.Text))
		}
		row.Baseline = map[string]float64{"top1": naive.Top1(), "top3": naive.Top3()}
		rows = append(rows, row)
	}
	return rows, nil
}

// ask counts what the engine says of questions.
func ask(engine *host.Host, questions []measure.Asked) (r measure.Ranking, err error) {
	for some := range slices.Chunk(questions, scanPosts) {
		var s wire.Suggest
		var block []byte
		for _, q := range some {
			s.Posts, block = append(s.Posts, wire.SuggestPost{Bytes: len(q.Text)}), append(block, q.Text...)
		}
		found, err := suggestions(engine, s, block)
		if err != nil {
			return r, err
		}
		for i, f := range found {
			o := measure.Offer{Abstain: f.Abstain}
			for _, a := range f.Answers {
				o.Answers = append(o.Answers, a.ID)
			}
			r.Count(some[i], o)
		}
	}
	return r, nil
}

func printAnswers(t io.Writer, rows []evalRow) {
	fmt.Fprintln(t, "\nanswers\ttop-1\ttop-3\toffered and right\trefused of what fits none\t(where the rule was chosen)\tcentroids: top-1\ttop-3")
	for _, r := range rows {
		m, b := r.Metrics, r.Baseline
		refused, chosen := "", ""
		if v, ok := m["oosRecall"]; ok {
			refused, chosen = fmt.Sprintf("%.3f", v), fmt.Sprintf("%.3f", m["oosRecallChosen"])
		}
		fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%.3f\t%s\t%s\t%.3f\t%.3f\n", r.Set, m["top1"], m["top3"], m["offered"], refused, chosen, b["top1"], b["top3"])
	}
}
