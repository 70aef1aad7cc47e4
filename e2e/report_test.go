package e2e

// A report, from what a team did to the file that somebody opens: each number opens what is
// behind it, CSV and JSON hold what the screen shows, and the page to publish names nobody.

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/proto"
	"github.com/google/uuid"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// history is a working day of a team that means to answer within an hour.
func history(c *company) {
	c.team.Publish(strings.Replace(playbook, "{", `{"hours":{"firstMinutes":60},`, 1))
	ago := func(minutes int) int64 { return time.Now().Add(-time.Duration(minutes) * time.Minute).UnixMilli() }
	op := func(kind, key, site, lang string, seen, posted int) wire.OpIn {
		v := wire.Conversation{Key: site + ":" + key, Link: "https://" + site + ".example/" + key, Site: site, Author: "@jonas", Names: []string{"Havblikk"},
			SeenMs: ago(seen), Posted: &wire.Range{FromMs: ago(posted + 60), ToMs: ago(posted)}, Triage: &wire.Triage{Intent: "question", Urgency: "normal", Sentiment: "neutral", Lang: lang}}
		return wire.OpIn{OpID: newOpID(), Kind: kind, Conversation: v}
	}
	for i, seen := range []int{4, 12, 25, 40, 55, 200, 430} {
		key, site, lang := fmt.Sprint("p", i), []string{"x", "reddit", "mastodon"}[i%3], []string{"nb", "en"}[i%2]
		c.eye.Send(op(wire.OpReply, key, site, lang, seen, seen+20))
	}
	c.eye.Send(op(wire.OpRaise, "waits", "x", "de", 180, 200))
	leader := c.team.ObserveAs(wire.InviteIn{Name: "Ingrid Solvang", Role: wire.Staff, Leader: true})
	asked := op(wire.OpListened, "heard", "x", "en", 5, 9)
	asked.Conversation.Names = []string{"Ingrid Solvang"}
	leader.Send(asked)
	no := op(wire.OpRefuse, "no", "reddit", "nb", 30, 45)
	no.Refusal = &wire.Refusal{Reason: `=HYPERLINK("https://evil.example"), "quoted"`, Instead: "Ta hurtigbåten."}
	c.eye.Send(no)
	me := ""
	for _, m := range c.eye.Members().Members {
		if m.Name == "Observer" {
			me = m.ID
		}
	}
	for text, due := range map[string]int{"New screens on the quay": -600, "Refund by Friday": 60} {
		p := op(wire.OpPromise, "p0", "x", "nb", 4, 24)
		p.Subject, p.Target, p.Fact = p.OpID, me, &wire.Fact{Text: text, DueMs: ago(due)}
		c.eye.Send(p)
		if due < 0 {
			c.eye.Send(wire.OpIn{OpID: newOpID(), Kind: wire.OpKept, Subject: p.OpID, Fact: &wire.Fact{Link: "https://havblikk.example/screens"}})
		}
	}
}

func newOpID() string { return uuid.Must(uuid.NewV7()).String() }

// downloads lets files of the browser land in a folder, and gives the next one by its end.
func downloads(t *testing.T, b *drive.Browser) func(end string) string {
	t.Helper()
	dir := t.TempDir()
	check(t, proto.BrowserSetDownloadBehavior{Behavior: proto.BrowserSetDownloadBehaviorBehaviorAllow, DownloadPath: dir}.Call(b.Browser))
	return func(end string) string {
		t.Helper()
		var text []byte
		drive.Until(t, "a file "+end+" is there", func() (string, bool) {
			all, _ := filepath.Glob(filepath.Join(dir, "*"))
			for _, f := range all {
				if strings.HasSuffix(f, end) {
					text, _ = os.ReadFile(f)
				}
			}
			return strings.Join(all, " "), len(text) > 0 // Chromium takes the name first, with nothing in it
		})
		return string(text)
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	onBothHomes(t, func(t *testing.T, h *drive.Home) {
		c := newCompany(t, h)
		history(c)
		anna := c.join(t, "Anna Berg", wire.Staff)
		file := downloads(t, anna)
		p := anna.Extension("reports.html#7")
		wantIn(t, "from seen", p.Want(`[data-clock=us] [data-of=us]`).MustText(), "40 min")
		wantIn(t, "from posted, a range", p.Want(`[data-clock=customer] [data-of=customer]`).MustText(), "1 hr – 2 hr")
		wantIn(t, "until a leader had seen it", p.Want(`[data-clock=leaders]`).MustText(), "9 min – 1 hr 9 min")
		for of, n := range map[string]string{"share": "63%", "within": "5", "missed": "3", "taken": "10", "waiting": "1", "refused": "1"} {
			wantIn(t, of, p.Want(`.figures [data-of=`+of+`] b`).MustText(), n)
		}
		missed := p.Want(`.figures [data-of=missed]`)
		missed.MustFocus()
		p.Keyboard.MustType('\r')
		p.Want(`dialog [data-item="x:waits"]`)
		if n := len(p.MustElements(`dialog [data-item]`)); n != 3 {
			t.Errorf("%d behind 3", n)
		}
		wantAccessible(t, p, "what is behind a number")
		p.Press(`dialog [data-act=close]`)
		drive.Until(t, "the focus is back on the number", func() (string, bool) {
			at := p.MustEval(`() => document.activeElement.outerHTML.slice(0, 200)`).Str()
			return at, strings.Contains(at, `data-of="missed"`)
		})
		p.Press(`[data-part=coming] summary`)
		for number, wants := range map[string]string{`[data-part=coming] table [data-bar]`: "example/p", `[data-bar="kept in time"]`: "New screens on the quay", `[data-of=reason]`: "quoted", `.under [data-bar]`: "example/p"} {
			p.Press(number)
			wantIn(t, "behind "+number, p.Want(`dialog li, dialog [data-item]`).MustText(), wants)
			if n := len(p.MustElements(`dialog .told li`)); n > 1 {
				t.Errorf("%d behind the one of %s", n, number)
			}
			p.Press(`dialog [data-act=close]`)
		}
		p.Press(`[data-act=csv-numbers]`)
		rows := readCSV(t, file("-numbers.csv"))
		wantRow(t, rows, "team", "", "missed", "3")
		wantRow(t, rows, "refusals", `'=HYPERLINK("https://evil.example"), "quoted"`, "count", "1")
		p.Press(`[data-act=csv]`)
		if rows := readCSV(t, file("-conversations.csv")); len(rows) != 11 || rows[1][0] != "https://x.example/p0" {
			t.Errorf("%d rows: %q", len(rows), rows)
		}
		p.Press(`[data-act=json]`)
		var all struct {
			Report        wire.Report
			Conversations []wire.ReportItem
			Promises      []wire.ReportPromise
			Refusals      []wire.ReportRefusal
		}
		check(t, json.Unmarshal([]byte(file(".json")), &all))
		if all.Report.All.Within != 5 || len(all.Conversations) != 10 || len(all.Promises) != 2 || len(all.Refusals) != 1 {
			t.Errorf("JSON: %+v", all)
		}
		album(t, &screen{"journey-report", p, 900, 1400})
		published(t, anna, p, file)
		wantNoErrors(t, p)
	})
}

// published opens the page to publish in each language, from the disk, as a reader does.
func published(t *testing.T, b *drive.Browser, p *drive.Page, file func(string) string) {
	t.Helper()
	for lang, says := range map[string]string{"en": "How Havblikk answers", "nb": "Slik svarer Havblikk", "nn": "Slik svarar Havblikk"} {
		p.MustElement(`.exports select`).MustEval(`lang => { this.value = lang; this.dispatchEvent(new Event("change", { bubbles: true })) }`, lang)
		p.Press(`[data-act=public]`)
		html := file("-" + lang + ".html")
		for _, never := range []string{"Observer", "Anna", "Solvang", "jonas", "HYPERLINK", "example", "<script", "src=", "href=", "url(", "$1", "$2"} {
			if strings.Contains(html, never) {
				t.Errorf("the %s page has %q", lang, never)
			}
		}
		path := filepath.Join(t.TempDir(), "report.html")
		check(t, os.WriteFile(path, []byte(html), 0o600))
		read := b.Open("file://" + path)
		wantIn(t, "the page in "+lang, read.Want(`h1`).MustText(), says)
		wantIn(t, "the page in "+lang, read.Want(`main`).MustText(), "40 min")
		wantAccessible(t, read, "the page in "+lang)
		wantNoSideways(t, read, "the page in "+lang)
		for _, v := range variants[:4] {
			s := &screen{"report-public", read, 800, 1100}
			s.show(t, v)
			wantNoSideways(t, read, "the page in "+lang+", "+v.name)
			s.shoot(t, lang, v.name)
		}
		printed(t, read, lang)
		read.MustClose()
	}
}

// printed makes the PDF that a reader prints: one sheet of A4, on which nothing is cut.
func printed(t *testing.T, p *drive.Page, lang string) {
	t.Helper()
	width, height, margin := 8.27, 11.69, 0.4 // inches
	check(t, proto.EmulationSetEmulatedMedia{Media: "print"}.Call(p))
	check(t, p.SetViewport(&proto.EmulationSetDeviceMetricsOverride{Width: int((width - 2*margin) * 96), Height: int((height - 2*margin) * 96), DeviceScaleFactor: 1}))
	wantNoSideways(t, p, "the page in "+lang+" on paper")
	wantEqual(t, "what is cut on paper", p.MustEval(`() => [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth ||
		e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow !== "visible").map(e => e.outerHTML.slice(0, 80)).join()`).Str(), "")
	sheet, err := proto.PagePrintToPDF{PaperWidth: &width, PaperHeight: &height, MarginTop: &margin, MarginBottom: &margin, MarginLeft: &margin, MarginRight: &margin}.Call(p)
	check(t, err)
	if n := len(regexp.MustCompile(`/Type\s*/Page[^s]`).FindAll(sheet.Data, -1)); n != 1 {
		t.Errorf("the page in %s takes %d sheets", lang, n)
	}
	(&screen{"report-public", p, 0, 0}).shoot(t, lang, "paper")
	root, err := drive.Root()
	check(t, err)
	check(t, os.WriteFile(filepath.Join(root, "out", "screens", "report-public-"+lang+".pdf"), sheet.Data, 0o644))
}

func readCSV(t *testing.T, text string) [][]string {
	t.Helper()
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("a row of the CSV does not end in CRLF")
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	check(t, err)
	return rows
}

func wantRow(t *testing.T, rows [][]string, want ...string) {
	t.Helper()
	for _, r := range rows {
		if strings.Join(r, "|") == strings.Join(want, "|") {
			return
		}
	}
	t.Errorf("no row %q in %q", want, rows)
}

// The report looked at: every variant, in two languages, and its other states.
func TestReportScreens(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "nb"} {
		t.Run(lang, func(t *testing.T) {
			h := native(t)
			c := newCompany(t, &h.Home)
			b := drive.Start(t, drive.Options{Dist: built.Chrome, Web: c.web, Grants: []string{squareOK}, Lang: lang})
			stranger := &screen{"report-stranger", b.Extension("reports.html"), 900, 700}
			stranger.look(t, lang)
			stranger.page.MustClose()
			b.Join(c.team.Invite("Liv Dahl", wire.Lead))
			empty := &screen{"report-empty", b.Extension("reports.html"), 900, 700}
			empty.page.Want(`.empty`)
			empty.look(t, lang)
			empty.page.MustClose()
			history(c)
			s := &screen{"report", b.Extension("reports.html"), 900, 2400}
			s.page.Want(`[data-part=coming]`)
			s.look(t, lang)
			s.page.Press(`.figures [data-of=taken]`)
			s.page.Want(`dialog [data-item]`)
			(&screen{"report-behind", s.page, 900, 900}).look(t, lang)
			wantNoErrors(t, s.page)
		})
	}
}
