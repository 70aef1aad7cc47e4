package server

// GET /report and GET /report/items: how it went in a period, and what is behind each
// number. Everybody in the team may read it: it is about conversations, which all of them
// see anyway, and about nobody in person. Both read page by page and keep only numbers, so
// that a long period costs time and not memory.

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"porchlight/backend/ledger"
	"porchlight/backend/report"
	"porchlight/wasm/wire"
)

const (
	longestPeriod = 400 * 24 * time.Hour
	itemsPage     = 200
)

// period reads from and to, made wider to whole quarters of an hour.
func (c *call) period() (fromMs, toMs int64, err error) {
	for name, into := range map[string]*int64{"from": &fromMs, "to": &toMs} {
		if *into, err = strconv.ParseInt(c.r.URL.Query().Get(name), 10, 64); err != nil || *into < 0 || *into > mostInt {
			return 0, 0, fail("invalid", "%q must be a whole number from 0", name)
		}
	}
	switch {
	case fromMs >= toMs:
		return 0, 0, fail("invalid", "%q must be before %q", "from", "to")
	case toMs-fromMs > longestPeriod.Milliseconds():
		return 0, 0, fail("invalid", "a period is at most 400 days")
	}
	return fromMs - fromMs%ledger.Quarter, toMs + (ledger.Quarter-toMs%ledger.Quarter)%ledger.Quarter, nil
}

func (c *call) report() error {
	from, to, err := c.period()
	if err != nil {
		return err
	}
	r, err := c.rules()
	if err != nil {
		return err
	}
	counted, err := c.count(r, from, to)
	if err != nil {
		return err
	}
	quarters, err := c.ledger.Quarters(c.r.Context(), report.Before(from), to)
	if err != nil {
		return err
	}
	out := wire.Report{FromMs: from, ToMs: to, AsOfMs: c.now, TargetMs: r.clock.First.Milliseconds(), Hours: r.hours}
	counted.Into(&out)
	out.Days, out.Spikes = report.Rush(quarters, from, to, r.clock.Open.Zone())
	return c.answer(http.StatusOK, out)
}

// count reads all that a report adds up.
func (c *call) count(r *rules, from, to int64) (*report.Counted, error) {
	leaders, err := c.leaders(r)
	if err != nil {
		return nil, err
	}
	counted, ctx := report.New(), c.r.Context()
	err = walk(from, func(after ledger.At) (*ledger.At, error) {
		list, next, err := c.ledger.Period(ctx, after, to, leaders)
		for _, t := range list {
			counted.Conversation(r.clock.Item(t, c.now))
		}
		return next, err
	})
	if err == nil {
		err = walk(from, func(after ledger.At) (*ledger.At, error) {
			list, next, err := c.ledger.PeriodPromises(ctx, after, to, c.now)
			for _, p := range list {
				counted.Promise(p)
			}
			return next, err
		})
	}
	if err == nil {
		err = walk(from, func(after ledger.At) (*ledger.At, error) {
			list, next, err := c.ledger.PeriodRefusals(ctx, after, to)
			for _, f := range list {
				counted.Refusal(f)
			}
			return next, err
		})
	}
	return counted, err
}

// walk reads page after page.
func walk(fromMs int64, page func(after ledger.At) (*ledger.At, error)) error {
	for at := ledger.Since(fromMs); ; {
		next, err := page(at)
		if err != nil || next == nil {
			return err
		}
		at = *next
	}
}

// wanted is which items are asked for; site and lang are nil for all.
type wanted struct {
	of         string
	site, lang *string
}

func (w wanted) has(i wire.ReportItem) bool {
	return itemKinds[w.of](i) && (w.site == nil || *w.site == i.Site) && (w.lang == nil || *w.lang == i.Lang)
}

// What can be behind a number.
var itemKinds = map[string]func(wire.ReportItem) bool{
	"taken":    func(wire.ReportItem) bool { return true },
	"answered": func(i wire.ReportItem) bool { return i.State == "answered" },
	"waiting":  func(i wire.ReportItem) bool { return i.State == "waiting" },
	"refused":  func(i wire.ReportItem) bool { return i.State == "refused" },
	"listened": func(i wire.ReportItem) bool { return i.State == "listened" },
	"not_us":   func(i wire.ReportItem) bool { return i.State == "notAboutUs" },
	"within":   func(i wire.ReportItem) bool { return i.InTime == "yes" },
	"missed":   func(i wire.ReportItem) bool { return i.InTime == "no" },
	"customer": func(i wire.ReportItem) bool { return i.Customer != nil },
	"us":       func(i wire.ReportItem) bool { return i.Us != nil },
	"asked":    func(i wire.ReportItem) bool { return i.ForLeader },
	"leaders":  func(i wire.ReportItem) bool { return i.Leader != nil },
	"promises": nil,
	"refusals": nil,
}

func (c *call) reportItems() error {
	from, to, err := c.period()
	if err != nil {
		return err
	}
	q := c.r.URL.Query()
	w := wanted{of: q.Get("of")}
	if q.Has("site") {
		w.site = new(q.Get("site"))
	}
	if q.Has("lang") {
		w.lang = new(q.Get("lang"))
	}
	if _, known := itemKinds[w.of]; !known {
		return fail("invalid", "%q must be one of taken, answered, waiting, refused, listened, not_us, within, missed, customer, us, asked, leaders, promises, refusals", "of")
	}
	at := ledger.Since(from)
	if after := q.Get("after"); after != "" {
		if at, err = readAt(after); err != nil {
			return err
		}
	}
	out := wire.ReportItems{Items: []wire.ReportItem{}, Promises: []wire.ReportPromise{}, Refusals: []wire.ReportRefusal{}}
	var next *ledger.At
	switch w.of {
	case "promises":
		out.Promises, next, err = c.ledger.PeriodPromises(c.r.Context(), at, to, c.now)
	case "refusals":
		out.Refusals, next, err = c.ledger.PeriodRefusals(c.r.Context(), at, to)
	default:
		next, err = c.items(&out, w, at, to)
	}
	if err != nil {
		return err
	}
	if next != nil {
		out.Next = fmt.Sprintf("%d.%d.%s", next.Ms, next.Seq, next.Conv)
	}
	return c.answer(http.StatusOK, out)
}

// items reads on until a page is full.
func (c *call) items(out *wire.ReportItems, w wanted, at ledger.At, toMs int64) (*ledger.At, error) {
	r, err := c.rules()
	if err != nil {
		return nil, err
	}
	leaders, err := c.leaders(r)
	if err != nil {
		return nil, err
	}
	for {
		list, next, err := c.ledger.Period(c.r.Context(), at, toMs, leaders)
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			i := r.clock.Item(t, c.now)
			if !w.has(i) {
				continue
			}
			if out.Items = append(out.Items, i); len(out.Items) == itemsPage {
				return &ledger.At{Ms: t.MadeMs, Conv: t.Conv}, nil
			}
		}
		if next == nil {
			return nil, nil
		}
		at = *next
	}
}

func readAt(after string) (ledger.At, error) {
	part := strings.SplitN(after, ".", 3)
	if len(part) == 3 && len(part[2]) <= 100 {
		ms, err := strconv.ParseInt(part[0], 10, 64)
		seq, wrong := strconv.ParseInt(part[1], 10, 64)
		if err == nil && wrong == nil && ms >= 0 && seq >= 0 && ms <= mostInt && seq <= mostInt {
			return ledger.At{Ms: ms, Conv: part[2], Seq: seq}, nil
		}
	}
	return ledger.At{}, fail("invalid", "%q must be next of the page before", "after")
}
