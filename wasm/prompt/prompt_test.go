package prompt

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"porchlight/wasm/wire"
)

// tuesday is one, at ten by the clock on the wall.
var tuesday = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC).UnixMilli()

const hour = 60 * minute

func naming(key string) wire.AskPost { return wire.AskPost{Key: key, Why: "named", Intent: "question"} }

// decide asks on that Tuesday, after change.
func decide(change func(*wire.Ask), posts ...wire.AskPost) *wire.Prompted {
	a := wire.Ask{WallMs: tuesday, Most: 3, From: 8 * 60, To: 17 * 60, Posts: posts}
	if change != nil {
		change(&a)
	}
	return Decide(&a)
}

func TestDecide(t *testing.T) {
	spent := wire.Asked{Day: tuesday / dayMs, Shown: []string{"x", "y", "z"}}
	one := []wire.AskPost{naming("a")}
	for _, c := range []struct {
		name   string
		change func(*wire.Ask)
		posts  []wire.AskPost
		want   string // key, "" for none
	}{
		{"one that names", nil, one, "a"},
		{"one without a reason", nil, []wire.AskPost{{Key: "a", Intent: "question"}}, ""},
		{"one without an address", nil, []wire.AskPost{naming("-")}, ""},
		{"the strongest reason first", nil, []wire.AskPost{naming("a"), {Key: "b", Why: "asked"}, {Key: "c", Why: "given"}, {Key: "d", Why: "asked", Urgent: true}}, "c"},
		{"what is urgent first", nil, []wire.AskPost{{Key: "a", Why: "named", WaitMs: 9}, {Key: "b", Why: "named", Urgent: true}}, "b"},
		{"the longest wait first", nil, []wire.AskPost{naming("a"), {Key: "b", Why: "named", WaitMs: 2}, {Key: "c", Why: "named", WaitMs: 9}}, "c"},
		{"none a day", func(a *wire.Ask) { a.Most = 0 }, one, ""},
		{"the day's are spent", func(a *wire.Ask) { a.Asked = spent }, one, ""},
		{"yesterday's were", func(a *wire.Ask) { a.Asked = spent; a.WallMs += dayMs }, one, "a"},
		{"in a plane to the west the day is the same", func(a *wire.Ask) { a.Asked = spent; a.Asked.Day++ }, one, ""},
		{"a clock that was in another year", func(a *wire.Ask) { a.Asked = spent; a.Asked.Day += 365 }, one, "a"},
		{"asked about today", func(a *wire.Ask) { a.Asked = wire.Asked{Day: tuesday / dayMs, Shown: []string{"a"}} }, one, ""},
		{"another one just before", func(a *wire.Ask) { a.Asked = wire.Asked{LastMs: tuesday - minute} }, one, ""},
		{"never for questions", func(a *wire.Ask) { a.Asked.Never = []string{"question"} }, []wire.AskPost{naming("a"), {Key: "b", Why: "given", Intent: "question"}}, ""},
		{"at seven", func(a *wire.Ask) { a.WallMs -= 3 * hour }, one, ""},
		{"at seven, for a night worker", func(a *wire.Ask) { a.WallMs -= 3 * hour; a.From, a.To = 20*60, 8*60 }, one, "a"},
		{"at ten, for a night worker", func(a *wire.Ask) { a.From, a.To = 20*60, 8*60 }, one, ""},
		{"at five", func(a *wire.Ask) { a.WallMs += 7 * hour }, one, ""},
		{"on Saturday", func(a *wire.Ask) { a.WallMs += 4 * dayMs }, one, ""},
		{"on Saturday, too", func(a *wire.Ask) { a.WallMs += 4 * dayMs; a.Weekend = true }, one, "a"},
	} {
		got, said := decide(c.change, c.posts...), ""
		if got.Best >= 0 {
			said = c.posts[got.Best].Key
		}
		if said != c.want {
			t.Errorf("%s: %q, want %q", c.name, said, c.want)
		}
	}
	if late := decide(func(a *wire.Ask) { a.WallMs += 7*hour - minute }, naming("a")); late.ForMs != minute {
		t.Errorf("a minute before five a prompt stays for %d ms", late.ForMs)
	}
}

// Nothing accumulates for a leader, whatever happens and for however long: no day has more
// prompts than the rules allow, none comes in quiet hours or outlives them, none comes of a
// kind that was refused, what is remembered is bounded, and what was not asked is not kept.
func TestNothingAccumulates(t *testing.T) {
	intents := []string{"question", "complaint", "praise", "request", "other"}
	rapid.Check(t, func(t *rapid.T) {
		rules := wire.Ask{Most: rapid.IntRange(0, 5).Draw(t, "most"), From: rapid.Int64Range(0, 1439).Draw(t, "from"),
			To: rapid.Int64Range(0, 1439).Draw(t, "to"), Weekend: rapid.Bool().Draw(t, "weekend")}
		now, perDay := tuesday, map[string]int{}
		ask := func(wallMs int64, posts ...wire.AskPost) *wire.Prompted {
			rules.WallMs, rules.Posts = wallMs, posts
			return Decide(&rules)
		}
		for step := range rapid.IntRange(1, 150).Draw(t, "steps") {
			now += rapid.Int64Range(0, 6*hour).Draw(t, "later")
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0:
				rules.Asked.Never = append(drop(rules.Asked.Never, intents[step%5]), intents[step%5])
			case 1:
				rules.Asked.Never = drop(rules.Asked.Never, intents[step%5])
			case 2: // the worker was killed: what is on the disk is all that is left
				kept, _ := json.Marshal(rules.Asked)
				rules.Asked = wire.Asked{}
				if json.Unmarshal(kept, &rules.Asked) != nil {
					t.Fatalf("it does not survive: %s", kept)
				}
			}
			posts := make([]wire.AskPost, rapid.IntRange(0, 4).Draw(t, "posts"))
			for i := range posts {
				posts[i] = naming(fmt.Sprint(step, "-", i))
				posts[i].Intent = rapid.SampledFrom(intents).Draw(t, "intent")
				posts[i].Why = rapid.SampledFrom([]string{"", "given", "asked", "named"}).Draw(t, "why")
			}
			never := slices.Clone(rules.Asked.Never)
			got := ask(now, posts...)
			rules.Asked = got.Asked
			if len(got.Asked.Shown) > rules.Most || !slices.Equal(got.Asked.Never, never) {
				t.Fatalf("it remembers %+v", got.Asked)
			}
			if got.Best < 0 {
				continue
			}
			wall := time.UnixMilli(now).UTC()
			if perDay[wall.Format(time.DateOnly)]++; perDay[wall.Format(time.DateOnly)] > rules.Most {
				t.Fatalf("%s: one more than %d", wall, rules.Most)
			}
			if kind := posts[got.Best].Intent; slices.Contains(never, kind) {
				t.Fatalf("asked about %s, which was refused", kind)
			}
			if got.ForMs <= 0 || got.ForMs > lasts {
				t.Fatalf("it stays for %d ms", got.ForMs)
			}
			for at := now; at < now+got.ForMs; at += minute {
				if isQuiet(&rules, time.UnixMilli(at).UTC()) {
					t.Fatalf("a prompt of %s stands at %s", wall, time.UnixMilli(at).UTC())
				}
			}
			if again := ask(now+got.ForMs, posts...); again.Best >= 0 { // it went by itself, and nothing of it is pending
				t.Fatalf("asked again at once: %+v", again)
			}
		}
	})
}

func drop(list []string, s string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(n string) bool { return n == s })
}

func isQuiet(r *wire.Ask, at time.Time) bool {
	m := int64(at.Hour()*60 + at.Minute())
	if !r.Weekend && (at.Weekday() == time.Saturday || at.Weekday() == time.Sunday) {
		return true
	}
	if r.From == r.To {
		return false
	}
	if r.From < r.To {
		return m < r.From || m >= r.To
	}
	return m < r.From && m >= r.To
}
