package reports

// A table that a spreadsheet opens: what strangers wrote is never run, and comes back as it was.

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// Cells as they are written, and as a reader has them.
var cells = [][2]string{
	{"", ""}, {"plain", "plain"}, {"a,b", "a,b"}, {`say "no"`, `say "no"`}, {"two\nlines", "two\nlines"}, {"a=b", "a=b"}, {"'quoted", "'quoted"}, {"næring", "næring"},
	{"=1+1", "'=1+1"}, {`=HYPERLINK("https://evil.example","x")`, `'=HYPERLINK("https://evil.example","x")`}, {"+47 55", "'+47 55"}, {"-2", "'-2"}, {"@SUM(A1)", "'@SUM(A1)"},
	{"\t=1", "'\t=1"}, {"\r=1", "'\r=1"}, {"\n=1", "'\n=1"}, {"＝1", "'＝1"}, {"＋1", "'＋1"}, {"－1", "'－1"}, {"＠x", "'＠x"},
}

func TestCellsAreTextAndNeverFormulas(t *testing.T) {
	built := api.Build(api.BuildOptions{EntryPoints: []string{"csv.ts"}, Bundle: true, Format: api.FormatESModule, Write: false})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors[0].Text)
	}
	in, err := json.Marshal(cells)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "--input-type=module", "-")
	node.Stdin = strings.NewReader(fmt.Sprintf("%s\nprocess.stdout.write(csv(['text', 'n', 'none'], %s.map(([c]) => [c, -2.5, undefined])))", built.OutputFiles[0].Contents, in))
	out, err := node.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, marked := strings.CutPrefix(string(out), "\ufeff")
	if !marked || strings.Count(text, "\r\n") != len(cells)+1 {
		t.Errorf("no mark, or rows without their end: %q", out)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != len(cells)+1 {
		t.Fatalf("%q: %v", rows, err)
	}
	for i, c := range cells {
		if got := rows[i+1]; got[0] != c[1] || got[1] != "-2.5" || got[2] != "" {
			t.Errorf("%q is %q, want %q", c[0], got, c[1])
		}
	}
}
