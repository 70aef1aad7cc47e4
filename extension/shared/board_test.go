package shared

// Which group a conversation is in, and the number on the toolbar button: board.ts itself,
// run by Node.

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"porchlight/wasm/wire"
)

const now, hour, day = int64(1_795_348_800_000), int64(3_600_000), int64(86_400_000)

// asked runs one line of TypeScript's world over cases and decodes its answers.
func asked(t *testing.T, expression string, cases, into any) {
	t.Helper()
	built := api.Build(api.BuildOptions{EntryPoints: []string{"board.ts"}, Bundle: true, Format: api.FormatESModule, Write: false})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors[0].Text)
	}
	in, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("%s\nconsole.log(JSON.stringify(%s.map(c => %s)))", built.OutputFiles[0].Contents, in, expression)
	node := exec.Command("node", "--input-type=module", "-")
	node.Stdin = strings.NewReader(script) // longer than a command line may be
	out, err := node.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := json.Unmarshal(out, into); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
}

func look(key string, state wire.State, change func(*wire.Look)) wire.Look {
	l := wire.Look{Conversation: wire.Conversation{Key: key, Names: []string{}}, State: state}
	if change != nil {
		change(&l)
	}
	return l
}

func held(by string) func(*wire.Look) { return func(l *wire.Look) { l.Holder = by } }

// everything is one conversation of each sort that there is, on the board of "me".
func everything(role wire.Role, leader bool) wire.Board {
	owes := func(id, key, owner string, due int64) wire.Matter {
		return wire.Matter{ID: id, Kind: wire.OpPromise, State: "promised", Owner: owner, From: &wire.Conversation{Key: key, Names: []string{}}, Fact: wire.Fact{DueMs: due}, SoonMs: due - day}
	}
	return wire.Board{Me: "me", Role: role, Leader: leader, Read: []string{"7"}, Members: []wire.Member{}, Signals: []wire.Matter{}, Notices: []wire.Notice{},
		Looks: []wire.Look{
			look("free", wire.Free, func(l *wire.Look) { l.DueMs = now - hour }),
			look("nobody's, unsure", wire.Unverified, nil),
			look("bo's", wire.Theirs, func(l *wire.Look) { l.Holder, l.DueMs = "bo", now+hour }),
			look("bo's and late", wire.Theirs, func(l *wire.Look) { l.Holder, l.DueMs = "bo", now-1 }),
			look("asked for", wire.Pending, nil),
			look("mine", wire.Mine, held("me")),
			look("given", wire.Mine, func(l *wire.Look) { l.Holder, l.GivenBy = "me", "liv" }),
			look("nudged", wire.Mine, func(l *wire.Look) { l.Holder, l.Word = "me", &wire.Word{Kind: wire.OpNote, By: "liv", Seq: 8} }),
			look("nudged and read", wire.Mine, func(l *wire.Look) { l.Holder, l.Word = "me", &wire.Word{Kind: wire.OpNote, By: "liv", Seq: 7} }),
			look("noted myself", wire.Mine, func(l *wire.Look) { l.Holder, l.Word = "me", &wire.Word{Kind: wire.OpNote, By: "me", Seq: 9} }),
			look("waits", wire.Answered, func(l *wire.Look) { l.Outcome, l.RepliedMs = "answered", now-day }),
			look("waited long", wire.Answered, func(l *wire.Look) { l.Outcome, l.RepliedMs = "answered", now-8*day }),
			look("refused", wire.Answered, func(l *wire.Look) { l.Outcome, l.RepliedMs = "refused", now-day }),
			look("promised", wire.Answered, func(l *wire.Look) { l.Outcome, l.RepliedMs = "answered", now-30*day }),
			look("promised and late", wire.Answered, func(l *wire.Look) { l.Outcome, l.RepliedMs = "answered", now-day }),
			look("promised, and free again", wire.Free, nil),
		},
		Promises:  []wire.Matter{owes("p1", "promised and late", "me", now-hour), owes("p2", "promised", "bo", now+2*day), owes("p3", "promised, and free again", "me", now+2*day)},
		Incidents: []wire.Matter{{ID: "i1", Kind: wire.OpIncident, State: "open", Owner: "me", SoonMs: now - 5*60_000, Fact: wire.Fact{DueMs: now + 5*60_000}}, {ID: "i2", Kind: wire.OpIncident, State: "open", Owner: "me", SoonMs: now + 50*60_000, Fact: wire.Fact{DueMs: now + hour}}},
	}
}

func TestGroups(t *testing.T) {
	var got [][]string
	asked(t, fmt.Sprintf("items(c, %d).map(i => i.group + ': ' + i.look.key)", now), []wire.Board{everything(wire.Staff, false), everything(wire.Lead, false)}, &got)
	for i, want := range []string{
		`you: given, you: nudged, you: mine, you: nudged and read, you: noted myself, unclaimed: free, unclaimed: nobody's, unsure, unclaimed: promised, and free again,
		claimed: bo's, claimed: asked for, waiting: waits, promised: promised, overdue: promised and late, overdue: bo's and late, done: waited long, done: refused`,
		`you: given, you: nudged, unclaimed: free, unclaimed: nobody's, unsure, unclaimed: promised, and free again,
		claimed: bo's, claimed: asked for, claimed: mine, claimed: nudged and read, claimed: noted myself, waiting: waits, promised: promised, overdue: promised and late, overdue: bo's and late, done: waited long, done: refused`,
	} {
		if said := strings.Join(got[i], ", "); said != strings.Join(strings.Fields(want), " ") {
			t.Errorf("%s\ngot  %s\nwant %s", []string{"staff", "lead"}[i], said, want)
		}
	}
}

// Of leads what nobody has and what is late; of staff what waits for them; of a leader who
// is only staff never any.
func TestNumber(t *testing.T) {
	quiet := wire.Board{Me: "me", Role: wire.Staff, Looks: []wire.Look{look("mine", wire.Mine, held("me")), look("free", wire.Free, nil)},
		Promises: []wire.Matter{}, Incidents: []wire.Matter{}, Read: []string{}, Members: []wire.Member{}, Signals: []wire.Matter{}, Notices: []wire.Notice{}}
	cases := []struct {
		name  string
		board wire.Board
		want  int
	}{
		{"staff", everything(wire.Staff, false), 4}, // given, nudged, a promise that is late, an update
		{"staff to whom nothing was given", quiet, 0},
		{"lead", everything(wire.Lead, false), 6}, // three that nobody has, two that are late, an update
		{"admin", everything(wire.Admin, false), 6},
		{"leader who is only staff", everything(wire.Staff, true), 0},
		{"leader who leads the team", everything(wire.Lead, true), 6},
	}
	boards := make([]wire.Board, len(cases))
	for i, c := range cases {
		boards[i] = c.board
	}
	var got []int
	asked(t, fmt.Sprintf("number(c, %d)", now), boards, &got)
	for i, c := range cases {
		if got[i] != c.want {
			t.Errorf("%s: %d, want %d", c.name, got[i], c.want)
		}
	}
}

// What the filters leave.
func TestFitting(t *testing.T) {
	board := everything(wire.Staff, false)
	for i, state := range []string{"promised", "promised", "promised", "kept", "withdrawn"} {
		if i > 2 {
			board.Promises = append(board.Promises, wire.Matter{ID: state, Kind: wire.OpPromise, State: state, From: &wire.Conversation{Key: []string{"promised and late", "waits"}[i-3]}})
		}
	}
	board.Promises[0].Fact.Text, board.Promises[1].Fact.DueMs = "a refund by Friday", now+60_000
	for i := range board.Looks {
		board.Looks[i].Link = "https://" + []string{"square.example", "www.other.example"}[i%2] + "/"
		board.Looks[i].Triage = &wire.Triage{Lang: []string{"nb", "en", ""}[i%3]}
	}
	cases := []struct {
		Board  wire.Board     `json:"board"`
		Wanted map[string]any `json:"wanted"`
		want   string
	}{
		{board, map[string]any{"mine": true}, "given, nudged, mine, nudged and read, noted myself, promised, and free again, asked for, promised and late"},
		{board, map[string]any{"group": "waiting"}, "waits"},
		{board, map[string]any{"who": "bo"}, "bo's, promised, bo's and late"},
		{board, map[string]any{"site": "other.example", "lang": "nb"}, "noted myself, promised, and free again, bo's and late"},
		{board, map[string]any{"words": " BO  square"}, "bo's"},
		{board, map[string]any{"words": "nothing of the kind"}, ""},
		{board, map[string]any{"words": "refund"}, "promised and late"},
		{board, map[string]any{"owed": "late"}, "promised and late"},
		{board, map[string]any{"owed": "today"}, "promised"},
		{board, map[string]any{"owed": "kept"}, "promised and late"},
		{board, map[string]any{"owed": "withdrawn"}, "waits"},
		{board, map[string]any{"owed": "withdrawn", "group": "done"}, ""},
	}
	var got [][]string
	asked(t, fmt.Sprintf("fitting(items(c.board, %[1]d), { ...ALL, ...c.wanted }, 'me', id => id, %[1]d).map(i => i.look.key)", now), cases, &got)
	for i, c := range cases {
		if said := strings.Join(got[i], ", "); said != c.want {
			t.Errorf("%v\ngot  %s\nwant %s", c.Wanted, said, c.want)
		}
	}
}

// Promises of which no row tells.
func TestApart(t *testing.T) {
	board := everything(wire.Lead, false)
	board.Promises = append(board.Promises, wire.Matter{ID: "of nothing", State: "promised", Fact: wire.Fact{DueMs: now - 1}}, wire.Matter{ID: "of what is gone", State: "kept", From: &wire.Conversation{Key: "gone"}})
	var got [][]string
	asked(t, fmt.Sprintf("apart(c.board, c, %d).map(p => p.id)", now), []map[string]any{{"board": board, "owed": ""}, {"board": board, "owed": "late"}, {"board": board, "owed": "today"}}, &got)
	if said := fmt.Sprint(got); said != "[[of nothing of what is gone] [of nothing] []]" {
		t.Error(said)
	}
}

// A leader who is only staff is reminded of one promise at most, own and near its time,
// however many there are and for however long; and there is no number.
func TestNothingAddsUpForALeader(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	boards := make([]wire.Board, 400)
	for i := range boards {
		boards[i] = everything(wire.Staff, true)
		boards[i].Promises = []wire.Matter{}
		for n := range rng.IntN(30) {
			due := now + rng.Int64N(70*day) - 60*day
			boards[i].Promises = append(boards[i].Promises, wire.Matter{ID: fmt.Sprint(n), Kind: wire.OpPromise, Owner: []string{"me", "bo"}[rng.IntN(2)],
				State: []string{"promised", "promised", "kept", "withdrawn", "pending"}[rng.IntN(5)], Fact: wire.Fact{DueMs: due}, SoonMs: due - day})
		}
	}
	var got []struct {
		Number  int
		Urgency string
		Told    []wire.Matter
	}
	asked(t, fmt.Sprintf("({ number: number(c, %d), urgency: urgency(c, %[1]d), told: reminders(c, %[1]d) })", now), boards, &got)
	for i, g := range got {
		near := slices.ContainsFunc(boards[i].Promises, nears)
		if g.Number != 0 || g.Urgency != "calm" || len(g.Told) > 1 || near != (len(g.Told) == 1) || near && !nears(g.Told[0]) {
			t.Fatalf("%+v of %+v", g, boards[i].Promises)
		}
	}
}

// nears: mine, owed, and from a day before its time until a week after it.
func nears(m wire.Matter) bool {
	return m.Owner == "me" && m.State == "promised" && m.SoonMs <= now && now-m.Fact.DueMs < 7*day
}
