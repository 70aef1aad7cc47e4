//go:build !js

package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

const labelled = "../../shared/data"

func TestEvalPrintsEverySetBesideItsBaselines(t *testing.T) {
	if _, err := os.Stat(labelled); err != nil {
		t.Skip("SKIPPED: the labelled posts are third-party and not in this checkout: " + labelled)
	}
	useBuiltEngine(t)
	code, out, stderr := runCommand("", "eval", "--data", labelled, "--json")
	var answer map[string][]evalRow
	if err := json.Unmarshal([]byte(out), &answer); code != done || err != nil {
		t.Fatalf("code %d, %v, %s", code, err, stderr)
	}
	if len(answer["spotting"]) != 15 || len(answer["triage"]) != 2 {
		t.Errorf("%d and %d rows", len(answer["spotting"]), len(answer["triage"]))
	}
	for _, r := range answer["spotting"] {
		if r.Set == "English average" && (r.Metrics["recall"] < 0.97 || r.Metrics["precision"] < 0.95) {
			t.Errorf("%s: %v", r.Set, r.Metrics)
		}
		if r.Baseline != nil && r.Metrics["precision"] <= r.Baseline["precision"] && r.Terms == "all" && r.Set != "btc-e" {
			t.Errorf("%s: precision %.4f is not above the naive %.4f", r.Set, r.Metrics["precision"], r.Baseline["precision"])
		}
	}
	least := map[string][4]float64{ // top-1, top-3, offered and right, refused of what fits none
		"banking77, 10 examples": {0.735, 0.895, 0.715}, "banking77, all examples": {0.89, 0.96, 0.88}, "clinc150": {0.915, 0.97, 0.90, 0.65}}
	for _, r := range answer["answers"] {
		for i, figure := range []string{"top1", "top3", "offered", "oosRecall"} {
			if r.Metrics[figure] < least[r.Set][i] || r.Metrics[figure] < r.Baseline[figure] {
				t.Errorf("%s: %s %.3f, least %.3f, centroids %.3f", r.Set, figure, r.Metrics[figure], least[r.Set][i], r.Baseline[figure])
			}
		}
		delete(least, r.Set)
	}
	if len(least) > 0 {
		t.Errorf("not measured: %v", least)
	}
	for _, r := range answer["triage"] {
		for _, b := range []string{"majority", "lexicon"} {
			if r.Metrics["accuracy"] <= r.Baseline[b+"Accuracy"] || r.Metrics["macroF1"] <= r.Baseline[b+"MacroF1"] {
				t.Errorf("%s: %v does not beat the %s baseline %v", r.Set, r.Metrics, b, r.Baseline)
			}
		}
	}
}

func TestEvalIsUsedWrongly(t *testing.T) {
	useBuiltEngine(t)
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"eval"}, usage, "--data DIR is needed"},
		{[]string{"eval", "--data", "/nowhere"}, failed, "no such file"},
		{[]string{"eval", "--data", "x", "y"}, usage, `there is "y"`},
	} {
		if code, _, stderr := runCommand("", c.args...); code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: code %d, %q; want %d, %q", c.args, code, stderr, c.code, c.want)
		}
	}
}
