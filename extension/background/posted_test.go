package background

// When a post was written, as pages tell it: posted.ts itself, run by Node.

import (
	"encoding/json"
	"os/exec"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

func TestPosted(t *testing.T) {
	const minute, hour, day = 60, 3600, 24 * 3600
	cases := []struct {
		time     string
		from, to float64 // seconds before the sighting; both 0 for none
	}{
		{"2026-11-22T09:00:00Z", 3 * hour, 3 * hour},
		{"2026-11-22T10:00:00.000+01:00", 3 * hour, 3 * hour},
		{"2026-11-22T10:00:00+0100", 3 * hour, 3 * hour},
		{"2026-11-22 09:00:00Z", 3 * hour, 3 * hour},
		{"2026-11-22T09:00:00 1763802000", 17 * hour, 0}, // whose clock?
		{"2026-11-20", 2*day + 26*hour, day},             // a day anywhere on earth ends 36 hours after its midnight in UTC
		{"3h", 4 * hour, 3 * hour},
		{"5 min", 6 * minute, 5 * minute},
		{"59m", 60 * minute, 59 * minute},
		{"2 dager siden", 3 * day, 2 * day},
		{"1 uke", 14 * day, 7 * day},
		{"3 timer", 4 * hour, 3 * hour},
		{"12 hours ago", 13 * hour, 12 * hour},
		{"2026-11-22T13:00:00Z", 0.001, 0}, // later than now: the page's clock is ahead
		{"3 months ago", 0, 0}, {"yesterday", 0, 0}, {"", 0, 0}, {"2026-13-45T10:00:00Z", 0, 0}, {"3 things", 0, 0},
	}
	built := api.Build(api.BuildOptions{EntryPoints: []string{"posted.ts"}, Bundle: true, Format: api.FormatESModule, Write: false})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors[0].Text)
	}
	times := make([]string, len(cases))
	for i, c := range cases {
		times[i] = c.time
	}
	asked, err := json.Marshal(times)
	if err != nil {
		t.Fatal(err)
	}
	script := string(built.OutputFiles[0].Contents) + `
console.log(JSON.stringify(` + string(asked) + `.map(t => posted(t, Date.UTC(2026, 10, 22, 12)) ?? null)))`
	out, err := exec.Command("node", "--input-type=module", "-e", script).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []*struct {
		FromMs int64 `json:"from_ms"`
		ToMs   int64 `json:"to_ms"`
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	const now = 1795348800000
	for i, c := range cases {
		switch g := got[i]; {
		case c.from == 0 && c.to == 0:
			if g != nil {
				t.Errorf("%q: from %d to %d, want nothing", c.time, g.FromMs, g.ToMs)
			}
		case g == nil:
			t.Errorf("%q: nothing", c.time)
		case g.FromMs < now-int64(c.from*1000) || g.FromMs > now-int64(c.from*1000)+1 || g.ToMs != now-int64(c.to*1000):
			t.Errorf("%q: from %d s to %d s before", c.time, (now-g.FromMs)/1000, (now-g.ToMs)/1000)
		}
	}
}
