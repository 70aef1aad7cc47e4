// Package report counts how it went: how long people waited for their first answer, what
// part of it was in time, what was promised and refused, and when more came than usual.
//
// It is hard because a number that flatters is easy to make. So the clock ends at a reply
// and at nothing else; who still waits after the target has missed it; what a page says as
// "3h" counts as both ends of that hour; a promise moved to a later date is late. It knows
// no person, reads no database and asks no clock: the same rows give the same report.
package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"porchlight/backend/hours"
	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

// Longer waits are counted as this long: a page may say that a post is from 1970.
const longestWait = 400 * 24 * time.Hour

// A sighting older than this, by a browser's clock, is taken to be as old.
const oldestSeen = 30 * 24 * time.Hour

// Clock is how a team counts time: its business hours, and until when it means to give a
// first answer, 0 for no target.
type Clock struct {
	Open  hours.Schedule
	First time.Duration
}

// Waited is how long somebody waited who began at some moment of a range; nil when either
// end is not known.
func (c Clock) Waited(fromMs, toMs, endMs int64) *wire.Waited {
	if fromMs == 0 || endMs == 0 {
		return nil
	}
	all, open := c.wait(fromMs, endMs)
	if fromMs == toMs {
		return &wire.Waited{LeastMs: all, MostMs: all, OpenLeastMs: open, OpenMostMs: open}
	}
	least, openLeast := c.wait(toMs, endMs)
	return &wire.Waited{LeastMs: least, MostMs: all, OpenLeastMs: openLeast, OpenMostMs: open}
}

// wait is by the calendar and in business hours.
func (c Clock) wait(fromMs, endMs int64) (all, open int64) {
	end := time.UnixMilli(endMs)
	from := time.UnixMilli(max(min(fromMs, endMs), endMs-longestWait.Milliseconds()))
	return end.Sub(from).Milliseconds(), c.Open.Between(from, end).Milliseconds()
}

// Due is until when to answer what was seen at one time, 0 for unknown, and told of at
// another: the team cannot keep a target for what nobody has seen. 0 without a target.
func (c Clock) Due(seenMs, toldMs int64) int64 {
	if c.First == 0 {
		return 0
	}
	from := toldMs
	if seenMs > 0 {
		from = max(min(seenMs, toldMs), toldMs-oldestSeen.Milliseconds())
	}
	return c.Open.Add(time.UnixMilli(from), c.First).UnixMilli()
}

// Item is what a report says of one conversation as it stands at nowMs.
func (c Clock) Item(t ledger.Told, nowMs int64) wire.ReportItem {
	i := wire.ReportItem{
		Key: t.Key, Link: t.Link, Site: t.Site, Lang: language(t.Lang), State: "waiting",
		TakenMs: t.MadeMs, Posted: t.Posted, SeenMs: t.SeenMs, RepliedMs: t.RepliedMs,
		Us: c.Waited(t.SeenMs, t.SeenMs, t.RepliedMs), ForLeader: t.ForLeader,
	}
	if p := t.Posted; p != nil {
		i.Customer = c.Waited(p.FromMs, p.ToMs, t.RepliedMs)
		i.Leader = c.Waited(p.FromMs, p.ToMs, t.HeardMs)
	}
	switch {
	case t.RepliedMs > 0:
		i.State = "answered"
	case t.Outcome == "refused" || t.Outcome == "listened" || t.Outcome == "notAboutUs":
		i.State = t.Outcome
	}
	due := t.DueMs // a target that was changed since makes nothing late that was in time
	if due == 0 {
		due = c.Due(t.SeenMs, t.MadeMs)
	}
	i.InTime = inTime(i, due, nowMs)
	return i
}

func inTime(i wire.ReportItem, dueMs, nowMs int64) string {
	switch {
	case dueMs == 0:
		return ""
	case i.State == "answered" && i.RepliedMs <= dueMs:
		return "yes"
	case i.State == "answered", i.State == "waiting" && nowMs > dueMs:
		return "no"
	}
	return ""
}

// language is the first part of a tag, "" for unsure.
func language(tag string) string {
	first, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if first == "und" {
		return ""
	}
	return first
}

// Counted is a report in the making.
type Counted struct {
	all          wire.Share
	sites, langs map[string]*wire.Share
	customer, us waits
	asked        int
	leaders      waits
	promises     wire.PromiseCounts
	refusals     int
	reasons      map[string]int
}

// New begins a report.
func New() *Counted {
	return &Counted{sites: map[string]*wire.Share{}, langs: map[string]*wire.Share{}, reasons: map[string]int{}}
}

// Conversation counts one.
func (c *Counted) Conversation(i wire.ReportItem) {
	for _, s := range []*wire.Share{&c.all, part(c.sites, i.Site), part(c.langs, i.Lang)} {
		s.Taken++
		*map[string]*int{"answered": &s.Answered, "waiting": &s.Waiting, "refused": &s.Refused, "listened": &s.Listened, "notAboutUs": &s.NotUs}[i.State]++
		switch i.InTime {
		case "yes":
			s.Within++
		case "no":
			s.Missed++
		}
	}
	if i.State == "answered" {
		c.customer.add(i.Customer)
		c.us.add(i.Us)
	}
	if i.ForLeader {
		c.asked++
		if i.Leader != nil {
			c.leaders.add(i.Leader)
		}
	}
}

func part(of map[string]*wire.Share, name string) *wire.Share {
	s := of[name]
	if s == nil {
		s = &wire.Share{Name: name}
		of[name] = s
	}
	return s
}

// Promise counts one.
func (c *Counted) Promise(p wire.ReportPromise) {
	n := &c.promises
	n.Made++
	switch p.State {
	case "kept":
		n.Kept++
	case "kept_late":
		n.KeptLate++
		n.Late++
	case "late":
		n.Late++
	case "withdrawn":
		n.Withdrawn++
	case "open":
		n.Open++
	}
}

// Refusal counts one.
func (c *Counted) Refusal(r wire.ReportRefusal) {
	c.refusals++
	c.reasons[strings.TrimSpace(r.Refusal.Reason)]++
}

// mostReasons are as many as people read.
const mostReasons = 100

// Into writes down what was counted.
func (c *Counted) Into(r *wire.Report) {
	r.All, r.Sites, r.Langs = c.all, parts(c.sites), parts(c.langs)
	r.Customer, r.Us = c.customer.spread(), c.us.spread()
	r.Asked, r.Leaders = c.asked, c.leaders.spread()
	r.Promises, r.Refusals, r.Reasons = c.promises, c.refusals, []wire.Reason{}
	for text, n := range c.reasons {
		if text != "" { // erased
			r.Reasons = append(r.Reasons, wire.Reason{Text: text, Count: n})
		}
	}
	slices.SortFunc(r.Reasons, func(a, b wire.Reason) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	r.Reasons = r.Reasons[:min(len(r.Reasons), mostReasons)]
}

func parts(of map[string]*wire.Share) []wire.Share {
	list := make([]wire.Share, 0, len(of))
	for _, s := range of {
		list = append(list, *s)
	}
	slices.SortFunc(list, func(a, b wire.Share) int { return cmp.Compare(a.Name, b.Name) })
	return list
}
