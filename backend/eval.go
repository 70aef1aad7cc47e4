//go:build !js

package main

// porchlight eval: the metrics of data/README.md for every set, by the engine that the
// extension ships, beside the baselines that have to be beaten.

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"porchlight/wasm/host"
	"porchlight/wasm/measure"
	"porchlight/wasm/wire"
)

const evalAbout = `Measures spotting, triage and the ranking of answers on sets that other people labelled,
and prints the tables. The folder is laid out as data/README.md says.

  porchlight eval --data ../shared/data

Spotting gets the terms of each set and nothing else. "naive" is whole tokens in small
letters; the lexicon baselines are the figures that data/README.md publishes. Ranking gets
the examples of each intent; "centroids" are tf-idf means of them.`

// evalRow is one line of the table; --json prints them.
type evalRow struct {
	Set      string             `json:"set"`
	Terms    string             `json:"terms,omitempty"`
	Metrics  map[string]float64 `json:"metrics"`
	Baseline map[string]float64 `json:"baseline"`
}

func evalCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	f := newFlags("eval --data DIR [--json]", evalAbout, stderr)
	dir := f.String("data", "", "the `DIR` with the labelled sets")
	asJSON := f.Bool("json", false, "print JSON")
	rest, code, ok := f.parse(args, stdout)
	switch {
	case !ok:
		return code
	case len(rest) > 0:
		return f.misused("nothing is expected behind the flags, and there is %q", rest[0])
	case *dir == "":
		return f.misused("--data DIR is needed")
	}
	engine, err := startEngine()
	if err != nil {
		return f.fail(err)
	}
	defer engine.Close()
	spotting, err := evalSpotting(engine, *dir)
	if err != nil {
		return f.fail(err)
	}
	triage, err := evalTriage(engine, *dir)
	if err != nil {
		return f.fail(err)
	}
	answers, err := evalAnswers(engine, *dir)
	if err != nil {
		return f.fail(err)
	}
	if *asJSON {
		printJSON(stdout, map[string][]evalRow{"spotting": spotting, "triage": triage, "answers": answers})
		return done
	}
	printEval(stdout, spotting, triage, answers)
	return done
}

func evalSpotting(engine *host.Host, dir string) (rows []evalRow, err error) {
	var recall, precision []float64
	for _, name := range measure.SpottingSets {
		set, err := measure.ReadSpotting(dir, name)
		if err != nil {
			return nil, err
		}
		for i, s := range []measure.SpottingSet{set, set.WithoutAmbiguous()} {
			m, err := spotSet(engine, s)
			if err != nil {
				return nil, err
			}
			terms := "all"
			if i > 0 {
				terms = "without ambiguous"
			}
			rows = append(rows, evalRow{Set: name, Terms: terms, Metrics: spotFigures(m), Baseline: spotFigures(s.Measure(s.Naive(), nil))})
			if i == 0 && measure.Counted(name) {
				recall, precision = append(recall, m.Recall()), append(precision, m.Precision())
			}
		}
	}
	return append(rows, evalRow{Set: "English average", Terms: "all", Metrics: map[string]float64{"recall": mean(recall), "precision": mean(precision)}}), nil
}

func mean(all []float64) (sum float64) {
	for _, v := range all {
		sum += v / float64(len(all))
	}
	return sum
}

func spotFigures(m measure.Spotting) map[string]float64 {
	return map[string]float64{"recall": m.Recall(), "precision": m.Precision(), "falseAlarms": m.FalseAlarms(),
		"gold": float64(m.Gold), "inflected": float64(m.InflectedGold), "inflectedRecall": m.InflectedRecall()}
}

// spotSet loads the set's terms as a playbook and scans its posts.
func spotSet(engine *host.Host, set measure.SpottingSet) (measure.Spotting, error) {
	if err := loadInto(engine, set.Playbook()); err != nil {
		return measure.Spotting{}, fmt.Errorf("%s: %w", set.Name, err)
	}
	found := map[string][]measure.Span{}
	for posts := range slices.Chunk(set.Posts, scanPosts) {
		texts, langs := make([]string, len(posts)), make([]string, len(posts))
		for i, p := range posts {
			texts[i], langs[i] = p.Text, p.Lang
		}
		findings, err := scanTexts(engine, texts, langs, false)
		if err != nil {
			return measure.Spotting{}, err
		}
		for i, f := range findings {
			for _, m := range f.Mentions {
				found[posts[i].ID] = append(found[posts[i].ID], measure.Span{Start: m.Start, End: m.End})
			}
		}
	}
	return set.Measure(func(p measure.Post) []measure.Span { return found[p.ID] }, nil), nil
}

// scanTexts asks the engine for bare texts.
func scanTexts(engine *host.Host, texts, langs []string, all bool) ([]wire.Finding, error) {
	scan, block := wire.Scan{All: all, Posts: make([]wire.ScanPost, len(texts))}, []byte(nil)
	for i, t := range texts {
		scan.Posts[i] = wire.ScanPost{Bytes: len(t)}
		if langs != nil {
			scan.Posts[i].Lang = langs[i]
		}
		block = append(block, t...)
	}
	answer, err := engine.Do(wire.Request{Scan: &scan}, block)
	switch {
	case err != nil:
		return nil, err
	case answer.Error != nil:
		return nil, errors.New(answer.Error.Message)
	}
	return answer.Scanned.Findings, nil
}

func evalTriage(engine *host.Host, dir string) ([]evalRow, error) {
	var rows []evalRow
	for _, s := range []struct {
		name     string
		read     func(string) ([]measure.Felt, error)
		strength bool
		baseline map[string]float64
	}{
		{"sentiment-val", measure.ReadSentiment, false, map[string]float64{"lexiconAccuracy": 0.555, "lexiconMacroF1": 0.537, "vaderAccuracy": 0.573, "vaderMacroF1": 0.560}},
		{"vader-tweets", measure.ReadStrength, true, map[string]float64{"lexiconAccuracy": 0.762, "lexiconMacroF1": 0.654, "lexiconR": 0.754, "vaderAccuracy": 0.808, "vaderMacroF1": 0.690, "vaderR": 0.872}},
	} {
		posts, err := s.read(dir)
		if err != nil {
			return nil, err
		}
		var classes measure.Classes
		var said, felt []float64
		for chunk := range slices.Chunk(posts, scanPosts) {
			texts := make([]string, len(chunk))
			for i, p := range chunk {
				texts[i] = p.Text
			}
			findings, err := scanTexts(engine, texts, nil, true)
			if err != nil {
				return nil, err
			}
			for i, f := range findings {
				classes[chunk[i].Label][slices.Index(measure.Feelings[:], f.Triage.Sentiment)]++
				said, felt = append(said, chunk[i].Mean), append(felt, float64(f.Feeling))
			}
		}
		row := evalRow{Set: s.name, Baseline: s.baseline, Metrics: map[string]float64{"accuracy": classes.Accuracy(), "macroF1": classes.MacroF1()}}
		row.Baseline["majorityAccuracy"], row.Baseline["majorityMacroF1"] = classes.Majority().Accuracy(), classes.Majority().MacroF1()
		if s.strength {
			row.Metrics["r"] = measure.Pearson(said, felt)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func printEval(w io.Writer, spotting, triage, answers []evalRow) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "spotting\tterms\tgold\trecall\tprecision\tfalse alarms/1000\tinflected\trecall there\tnaive: recall\tprecision\tinflected recall")
	for _, r := range spotting {
		m, b := r.Metrics, r.Baseline
		if b == nil {
			fmt.Fprintf(t, "%s\t%s\t\t%.4f\t%.4f\n", r.Set, r.Terms, m["recall"], m["precision"])
			continue
		}
		fmt.Fprintf(t, "%s\t%s\t%.0f\t%.4f\t%.4f\t%.1f\t%.0f\t%.3f\t%.3f\t%.3f\t%.3f\n", r.Set, r.Terms, m["gold"], m["recall"], m["precision"],
			m["falseAlarms"], m["inflected"], m["inflectedRecall"], b["recall"], b["precision"], b["inflectedRecall"])
	}
	fmt.Fprintln(t, "\ntriage\taccuracy\tmacro-F1\tr\tmajority\tlexicon sum: accuracy\tmacro-F1\tr\tVADER rules: accuracy\tmacro-F1\tr")
	for _, r := range triage {
		m, b := r.Metrics, r.Baseline
		fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%.3f\t%.3f / %.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\n", r.Set, m["accuracy"], m["macroF1"], m["r"],
			b["majorityAccuracy"], b["majorityMacroF1"], b["lexiconAccuracy"], b["lexiconMacroF1"], b["lexiconR"], b["vaderAccuracy"], b["vaderMacroF1"], b["vaderR"])
	}
	printAnswers(t, answers)
	t.Flush()
}
