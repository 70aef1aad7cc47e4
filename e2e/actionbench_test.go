package e2e

import (
	"fmt"
	"testing"
	"time"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

// pair is a lead's popup and a colleague's, in two browsers of one team.
type pair struct {
	anna, liv *drive.Page
	id        map[string]string // of members, by name
	raised    string            // the key of a conversation that is on the board
	promises  []string          // ids of promises that Anna owes
}

func twoPopups(b *testing.B) *pair {
	m, anna, liv := twoBrowsers(b)
	p := &pair{anna: anna, liv: liv, id: map[string]string{}, raised: squareKey("#p105")}
	eye := m.ObserveAs(wire.InviteIn{Name: "Observer", Role: wire.Lead})
	for _, one := range eye.Members().Members {
		p.id[one.Name] = one.ID
	}
	about := wire.Conversation{Key: p.raised, Link: squareURL + "#p105", Site: "generic", Author: "Sigrid Haugen", Names: []string{"Havblikk"}}
	eye.Send(wire.OpIn{OpID: newOpID(), Kind: wire.OpRaise, Conversation: about})
	for range 60 {
		id := newOpID()
		p.promises = append(p.promises, id)
		eye.Send(wire.OpIn{OpID: id, Subject: id, Kind: wire.OpPromise, Target: p.id["Anna Berg"], Conversation: about, Fact: &wire.Fact{Text: "We write here", DueMs: time.Now().Add(time.Hour).UnixMilli()}})
	}
	for _, screen := range []*drive.Page{p.anna, p.liv} {
		screen.Want(`[data-promise="` + p.promises[59] + `"]`)
		screen.WaitRow(p.raised, "free")
	}
	return p
}

// passes says something in one popup, as a press on its button does, and tells after how many
// ms the other shows it.
func passes(from, to *drive.Page, message, shown string) float64 {
	to.MustEval(`shown => { window.seen = new Promise(done => {
		const look = () => { if (document.querySelector(shown)) { watch.disconnect(); done(Date.now()) } }
		const watch = new MutationObserver(look)
		watch.observe(document, { subtree: true, childList: true, attributes: true })
		look()
	}) ; return "" }`, shown)
	at := from.MustEval(`message => { const at = Date.now(); void chrome.runtime.sendMessage(JSON.parse(message)); return at }`, message).Num()
	return to.MustEval(`() => window.seen`).Num() - at
}

// BenchmarkActionToColleague is the time from what one person does in a popup to where it
// stands in another's, in another browser, by way of a home on the same machine: both by this
// machine's clock. Run it with -benchtime 40x; results are kept in bench.txt.
func BenchmarkActionToColleague(b *testing.B) {
	p := twoPopups(b)
	act := func(kind, more string) string {
		return fmt.Sprintf(`{"act": {"kind": %q, "key": %q, "tab": 0%s}}`, kind, p.raised, more)
	}
	row, due := `[data-key="`+p.raised+`"]`, time.Now().Add(time.Hour).UnixMilli()
	incident, said, kept := "", 0, 0
	for _, a := range []struct {
		name string
		once func(n int) float64
	}{
		{"claim", func(int) float64 {
			took := passes(p.anna, p.liv, act("claim", ""), row+`[data-state=theirs]`)
			passes(p.anna, p.liv, act("release", ""), row+`[data-state=free]`)
			return took
		}},
		{"assign", func(int) float64 {
			took := passes(p.liv, p.anna, act("assign", fmt.Sprintf(`, "target": %q`, p.id["Anna Berg"])), row+`[data-state=mine]`)
			passes(p.anna, p.liv, act("release", ""), row+`[data-state=free]`)
			return took
		}},
		{"incident", func(int) float64 {
			took := passes(p.liv, p.anna, fmt.Sprintf(`{"matter": {"kind": "incident", "id": "", "fact": {"text": "Tickets", "status": {"en": "Tickets do not work."}, "due_ms": %d}}}`, due), `[data-incident][data-state=open]`)
			incident = p.anna.MustElement(`[data-incident][data-state=open]`).MustEval(`() => this.dataset.incident`).Str()
			passes(p.liv, p.anna, fmt.Sprintf(`{"matter": {"kind": "resolve", "id": %q, "fact": {}}}`, incident), `main:not(:has([data-incident][data-state=open]))`)
			return took
		}},
		{"update", func(int) float64 {
			if said++; said == 1 {
				passes(p.liv, p.anna, fmt.Sprintf(`{"matter": {"kind": "incident", "id": "", "fact": {"text": "Boats", "status": {"en": "Boats are late."}, "due_ms": %d}}}`, due), `[data-incident][data-state=open]`)
				incident = p.anna.MustElement(`[data-incident][data-state=open]`).MustEval(`() => this.dataset.incident`).Str()
			}
			return passes(p.liv, p.anna, fmt.Sprintf(`{"matter": {"kind": "update", "id": %q, "fact": {"due_ms": %d}}}`, incident, due), fmt.Sprintf(`[data-told="%d"]`, said))
		}},
		{"promise", func(int) float64 {
			kept++
			id := p.promises[kept-1]
			return passes(p.anna, p.liv, fmt.Sprintf(`{"matter": {"kind": "kept", "id": %q}}`, id), `[data-promise="`+id+`"][data-state=kept]`)
		}},
		{"signal", func(n int) float64 {
			return passes(p.liv, p.anna, fmt.Sprintf(`{"tell": {"to": %q, "kind": "talent", "text": "A deckhand looks for work.", "link": ""}}`, p.id["Anna Berg"]), fmt.Sprintf(`.rows > [data-signal]:nth-of-type(%d)`, n))
		}},
	} {
		n := 0 // of a signal, those before stay on the screen
		b.Run(a.name, func(b *testing.B) {
			var took []float64
			for b.Loop() {
				n++
				took = append(took, a.once(n))
			}
			report(b, took)
		})
	}
}
