package background

// Which posts are about a leader's topics: topic.ts itself, run by Node.

import (
	"encoding/json"
	"os/exec"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

func TestTopics(t *testing.T) {
	cases := []struct{ Topics, Text, Want string }{
		{"night boat", "Will the night boats be back?", "night boat"},
		{"night boat", "Will the boat be back?", ""},
		{"nattruten", "Kjem NATTRUTA tilbake?", "nattruten"},
		{"pris", "Prisene er høye", "pris"},
		{"pris", "en prisverdig innsats", ""},
		{"night boat|prices", "why are prices so high", "prices"},
		{"båt", "Båtene går ikke", "båt"},
		{"|!", "anything", ""},
	}
	built := api.Build(api.BuildOptions{EntryPoints: []string{"topic.ts"}, Bundle: true, Format: api.FormatESModule, Write: false})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors[0].Text)
	}
	asked, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", "--input-type=module", "-e", string(built.OutputFiles[0].Contents)+`
console.log(JSON.stringify(`+string(asked)+`.map(c => topicOf(c.Topics.split("|"), c.Text))))`).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := json.Unmarshal(out, &got); err != nil || len(got) != len(cases) {
		t.Fatalf("%v in %s", err, out)
	}
	for i, c := range cases {
		if got[i] != c.Want {
			t.Errorf("%q in %q: %q, want %q", c.Topics, c.Text, got[i], c.Want)
		}
	}
}
