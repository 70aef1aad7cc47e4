package servertest

// Reports, for everybody in the team: what is behind each number, and nobody in it.

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// reported asks for a report of the last day.
func (d *device) reported() (r wire.Report, period string) {
	d.t.Helper()
	now := time.Now()
	period = fmt.Sprintf("from=%d&to=%d", now.AddDate(0, 0, -1).UnixMilli(), now.Add(time.Hour).UnixMilli())
	d.ask("GET", "/report?"+period, nil).into(d.t, &r)
	return r, period
}

// behind asks for all that is behind a number of it, page by page.
func (d *device) behind(period, of string) (all wire.ReportItems) {
	d.t.Helper()
	for after := ""; ; {
		var page wire.ReportItems
		d.ask("GET", "/report/items?"+period+"&of="+of+"&after="+after, nil).into(d.t, &page)
		all.Items, all.Promises, all.Refusals = append(all.Items, page.Items...), append(all.Promises, page.Promises...), append(all.Refusals, page.Refusals...)
		if after = page.Next; after == "" {
			return all
		}
	}
}

func reports(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	lead, per := m.join(m.first), m.person("Per Dahl", wire.Staff)
	lead.publish(0, playbook.Playbook{Hours: &playbook.Hours{FirstMinutes: 60}})
	now := time.Now()
	ago := func(d time.Duration) int64 { return now.Add(-d).UnixMilli() }
	// claimed is taken now, seen and posted some time ago.
	claimed := func(n, site, lang string, seen, posted time.Duration) wire.OpResult {
		op := newOp(wire.OpClaim, n, 0)
		v := &op.Conversation
		v.Site, v.SeenMs, v.Posted = site, ago(seen), &wire.Range{FromMs: ago(posted + time.Hour), ToMs: ago(posted)}
		v.Triage = &wire.Triage{Intent: "question", Urgency: "normal", Sentiment: "neutral", Lang: lang}
		return per.post(op).Results[0]
	}
	answer := func(n string, r wire.OpResult) { per.op(wire.OpReply, n, r.Fence) }
	answer("quick", claimed("quick", "hn", "nb-NO", 10*time.Minute, time.Hour))
	answer("slow", claimed("slow", "x", "en", 90*time.Minute, 3*time.Hour))
	claimed("late", "x", "en", 2*time.Hour, 3*time.Hour) // waits, and the target has passed
	claimed("fresh", "hn", "und", time.Minute, time.Hour)
	per.op(wire.OpListened, "heard", 0)
	no := newOp(wire.OpRefuse, "no", 0)
	no.Refusal = &wire.Refusal{Reason: "We do not fly.", Instead: "Take the boat."}
	per.post(no)

	boss := m.leader("Siv Moen")
	named := newOp(wire.OpRaise, "named", 0)
	named.Conversation.Names, named.Conversation.Posted = []string{"Siv Moen"}, &wire.Range{FromMs: ago(time.Hour), ToMs: ago(time.Hour)}
	per.post(named)
	boss.op(wire.OpListened, "named", 0)
	asked := newOp(wire.OpRaise, "asked", 0)
	asked.Conversation.Names = []string{"Siv Moen"}
	per.post(asked)

	r, period := per.reported()
	if q := r.Leaders.All; r.Asked != 2 || r.Leaders.Count != 1 || q.MedianMostMs/60_000 != 60 {
		t.Errorf("until a leader had seen it: %d, %+v", r.Asked, r.Leaders)
	}
	want := wire.Share{Taken: 8, Answered: 2, Within: 1, Missed: 2, Waiting: 3, Refused: 1, Listened: 2}
	if r.All != want || r.TargetMs != 3_600_000 || r.Hours {
		t.Errorf("all: %+v, want %+v", r.All, want)
	}
	if len(r.Sites) != 2 || r.Sites[1].Name != "x" || r.Sites[1].Missed != 2 || r.Sites[1].Within != 0 {
		t.Errorf("by site: %+v", r.Sites)
	}
	if len(r.Langs) != 3 || r.Langs[0].Name != "" || r.Langs[0].Taken != 5 || r.Langs[2].Name != "nb" || r.Langs[2].Within != 1 {
		t.Errorf("by language: %+v", r.Langs)
	}
	const minute = 60_000
	if q := r.Us.Open; r.Us.Count != 2 || q.MedianLeastMs/minute != 10 || q.MedianMostMs != q.MedianLeastMs || q.P90MostMs/minute != 90 {
		t.Errorf("from seen: %+v", r.Us)
	}
	if q := r.Customer.All; q.MedianLeastMs/minute != 60 || q.MedianMostMs/minute != 120 || q.P90LeastMs/minute != 180 || r.Customer.Unknown != 0 {
		t.Errorf("from posted, a range: %+v", r.Customer)
	}
	if r.Refusals != 1 || len(r.Reasons) != 1 || r.Reasons[0] != (wire.Reason{Text: "We do not fly.", Count: 1}) {
		t.Errorf("refused: %+v", r.Reasons)
	}
	came := 0
	for _, d := range r.Days {
		came += d.Taken
	}
	if came != 8 || len(r.Spikes) == 0 || r.Spikes[0].Usual != 0 {
		t.Errorf("%d on all days, spikes %+v", came, r.Spikes)
	}
	for of, n := range map[string]int{"taken": 8, "answered": 2, "within": 1, "missed": 2, "waiting": 3, "refused": 1, "listened": 2, "asked": 2, "leaders": 1,
		"not_us": 0, "us": 2, "customer": 2, "missed&site=x": 2, "missed&site=hn": 0, "taken&lang=nb": 1, "taken&lang=": 5} {
		if got := per.behind(period, of).Items; len(got) != n {
			t.Errorf("behind %s are %d, want %d: %+v", of, len(got), n, got)
		}
	}
	lead.publish(1, playbook.Playbook{Hours: &playbook.Hours{FirstMinutes: 1}}) // makes nothing late that was in time
	if again, _ := per.reported(); again.All != r.All || again.TargetMs != 60_000 {
		t.Errorf("after a stricter target: %+v", again.All)
	}
	if got := per.behind(period, "refusals").Refusals; len(got) != 1 || got[0].Refusal.Instead != "Take the boat." || got[0].Key != "hn:no" {
		t.Errorf("behind the refusals: %+v", got)
	}
	for _, who := range []string{per.me.Member.ID, lead.me.Member.ID, "Per Dahl", "Ingrid Solvang", "ola"} {
		for _, path := range []string{"/report?" + period, "/report/items?of=taken&" + period} {
			if a := lead.ask("GET", path, nil); strings.Contains(string(a.body), `"`+who) {
				t.Errorf("%s names %s", path, who)
			}
		}
	}
	for _, bad := range []string{"", "from=1", "from=2&to=1", "from=x&to=2", "from=0&to=40000000000", "from=-1&to=2"} {
		lead.ask("GET", "/report?"+bad, nil).want(t, 400, "invalid")
	}
	for _, bad := range []string{"of=people", "of=taken&after=1", "of=taken&after=a.b.c", ""} {
		lead.ask("GET", "/report/items?"+period+"&"+bad, nil).want(t, 400, "invalid")
	}
}

// Promises by the date that was given first, however well a later one was explained.
func reportsOfPromises(t *testing.T, h *Home) {
	m := h.newTeam(t, 0)
	lead := m.join(m.first)
	made := func(text string, due time.Duration) string {
		op := newOp(wire.OpPromise, "1", 0)
		op.Subject, op.Target = op.OpID, lead.me.Member.ID
		op.Fact = &wire.Fact{Text: text, DueMs: time.Now().Add(due).UnixMilli()}
		if r := lead.post(op).Results[0]; !r.OK {
			t.Fatalf("promise: %+v", r)
		}
		return op.OpID
	}
	tell := func(id, kind string, fact *wire.Fact) {
		op := wire.OpIn{OpID: newID(), Kind: kind, Subject: id, Fact: fact}
		if r := lead.post(op).Results[0]; !r.OK {
			t.Fatalf("%s: %+v", kind, r)
		}
	}
	tell(made("kept", time.Hour), wire.OpKept, &wire.Fact{Link: "https://havblikk.example/done"})
	made("open", time.Hour)
	made("late", -time.Hour)
	tell(made("kept late", -time.Hour), wire.OpKept, nil)
	tell(made("withdrawn", time.Hour), wire.OpWithdrawn, &wire.Fact{Why: "The pier is gone."})
	tell(made("moved", time.Hour), wire.OpLate, &wire.Fact{Why: "Parts.", DueMs: time.Now().Add(48 * time.Hour).UnixMilli()})

	r, period := lead.reported()
	if want := (wire.PromiseCounts{Made: 6, Kept: 1, Late: 3, KeptLate: 1, Withdrawn: 1, Open: 1}); r.Promises != want {
		t.Errorf("%+v, want %+v", r.Promises, want)
	}
	got := map[string]wire.ReportPromise{}
	for _, p := range lead.behind(period, "promises").Promises {
		got[p.Text] = p
	}
	for text, state := range map[string]string{"kept": "kept", "open": "open", "late": "late", "kept late": "kept_late", "withdrawn": "withdrawn", "moved": "late"} {
		if got[text].State != state {
			t.Errorf("%s: %+v", text, got[text])
		}
	}
	if got["kept"].Link != "https://havblikk.example/done" || got["withdrawn"].Why != "The pier is gone." || got["moved"].Why != "Parts." {
		t.Errorf("%+v", got)
	}
}
