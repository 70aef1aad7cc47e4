package e2e

// Promises and reports without a mouse: each way in leads to a field or a list, each way out
// back to where it began. Incidents, signals, the board and the prompt have theirs beside
// their journeys.

import (
	"testing"
	"time"

	"github.com/go-rod/rod/lib/input"

	"porchlight/wasm/wire"
)

func TestPromisesByKeyboard(t *testing.T) {
	t.Parallel()
	c := newCompany(t, &native(t).Home)
	popup := c.join(t, "Liv Dahl", wire.Lead).Extension("popup.html")
	c.told(t, wire.OpPromise, "#p102", func(op *wire.OpIn) {
		op.Subject, op.Target = op.OpID, memberOf(t, c, "Observer").ID
		op.Fact = &wire.Fact{Text: "We put it on the screens", DueMs: time.Now().Add(time.Hour).UnixMilli()}
	})
	popup.Want(`[data-promise] [data-act=kept]`)
	for act, field := range map[string]string{"kept": `[name=link]`, "late": `[name=why]`, "withdrawn": `[name=why]`} {
		tabTo(t, popup, `[data-promise] [data-act=`+act+`]`)
		press(t, popup, input.Enter)
		wantFocus(t, popup, field)
		press(t, popup, input.Escape)
		wantFocus(t, popup, `[data-promise]`)
	}
	tabTo(t, popup, `[data-act=withdrawn]`)
	press(t, popup, input.Enter)
	wantFocus(t, popup, `[name=why]`)
	for _, why := range []string{"", "the screens are gone"} { // without a word first
		wantFocus(t, popup, `[name=why]`)
		typed(t, popup, why)
		tabTo(t, popup, `[data-act=send-withdrawn]`)
		press(t, popup, input.Enter)
	}
	popup.Want(`.promises-over`)
	if lost := popup.MustEval(`() => document.activeElement === document.body`).Bool(); lost {
		t.Error("when the last promise is over the focus is lost")
	}
	wantNoErrors(t, popup)
}

func TestReportByKeyboard(t *testing.T) {
	t.Parallel()
	c := newCompany(t, &native(t).Home)
	history(c)
	anna := c.join(t, "Anna Berg", wire.Staff)
	file := downloads(t, anna)
	p := anna.Extension("reports.html#7")
	p.Want(`.figures [data-of=missed]`)
	wantSpoken(t, p, "a report", "heading Reports", "button 7 days", "Date From", "heading How long people waited", "button 40 min", "image Answers by how long",
		"DisclosureTriangle The numbers as a table", "heading In time", "button 5 answered in time", "button 3 late", "table By site", "button 3: late, Whole team", "heading Take it along", "button Numbers (CSV)", "button Make the page")
	tabTo(t, p, `.figures [data-of=missed]`)
	press(t, p, input.Enter)
	p.Want(`dialog [data-item]`)
	wantFocus(t, p, `dialog *`)
	press(t, p, input.Escape)
	wantFocus(t, p, `.figures [data-of=missed]`)
	for _, act := range []string{"csv-numbers", "csv", "json", "public"} {
		tabTo(t, p, `[data-act=`+act+`]`)
	}
	press(t, p, input.Enter)
	wantIn(t, "the page", file("-en.html"), "How Havblikk answers")
	wantFocus(t, p, `[data-act=public]`)
	wantNoErrors(t, p)
}
