// Package simulation is fifty browsers, thirty people and one home in one process, under
// one clock and one random source. What may go wrong between them does: requests, answers
// and pokes are lost, doubled and hours late; workers end at any await; lids close, clocks
// are set, disks are full; members leave, roles change, the home is away, loses its old
// rows, or comes back as an older copy. After each step nobody is shown what the home did
// not say, and nothing that was typed is lost; at the end all is well again, and everybody
// knows the same.
//
// The decisions are the real ones: wasm/desk in every browser, and as the home the real
// handler over a real SQLite file. What a worker does with them between two awaits is
// written here once more after extension/background, function by function, and each says
// after which; where the two differ, this proves nothing. Not here are the socket's
// tickets and pings, the month's new secret, the playbook, and a clock that is set back by
// just as much as the lid was closed, which leaves no trace.
//
//	make simulate STEPS=1000000 SEED=7
package simulation

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"porchlight/backend/ledger"
	"porchlight/wasm/wire"
)

var (
	seed  = flag.Uint64("seed", 1, "where chance begins")
	steps = flag.Int("steps", 2*slice, "how much happens, before all is well again at the end of each slice")
)

// storm is how many times as often as in life something goes wrong.
const storm = 4

// slice is how much happens to one town.
const slice = 100_000

const (
	start = int64(1_800_000_000_000)
	lease = 15 * minute
)

type town struct {
	clock
	home     *home
	people   []*person
	machines []*machine
	keys     []string
	numbers  map[string]int
	names    map[string]string // conv → key
	tokens   map[string]*person
	made     map[string]*press
	truth    *truth
	lives    map[string]*truth
	texts    int
	deaths   float64 // at each await
	quiet    bool    // all is well and nobody does anything
	pace     int64   // ms between two presses of one person
	bug      string  // a mistake made on purpose
}

const (
	busy = 20 * second
	calm = 2 * minute
)

const (
	many   = 50  // machines
	people = 30  // of whom twenty have two
	convs  = 240 // more than a page of a snapshot
)

// newTown lets everybody press at a pace: busy is three times a minute, and in a calm town
// more goes wrong for each press.
func newTown(seed uint64, dir string, pace int64) *town {
	t := &town{numbers: map[string]int{}, names: map[string]string{}, tokens: map[string]*person{}, made: map[string]*press{}, deaths: 0.001, pace: pace}
	t.rng, t.now = rand.New(rand.NewPCG(seed, 0)), start
	for i := range convs {
		t.keys = append(t.keys, fmt.Sprintf("square:%03d", i))
		t.numbers[t.keys[i]], t.names[t.conv(t.keys[i])] = i, t.keys[i]
	}
	t.settleHome(dir)
	for i := range people {
		t.people = append(t.people, t.newcomer(i))
	}
	for i := range many {
		t.machines = append(t.machines, t.browser(i))
	}
	for _, d := range t.machines {
		d.live()
		d.suffers()
	}
	t.suffers()
	return t
}

func (t *town) newcomer(i int) *person {
	p := &person{name: fmt.Sprintf("person %02d", i), role: wire.Staff, active: true}
	if i%5 == 0 {
		p.role = wire.Lead
	}
	t.home.exec(`INSERT INTO members (user_id, name, role, leader, active, made_ms) VALUES (?1, ?2, ?3, 0, 1, ?4)`,
		fmt.Sprintf("member%010d", i), p.name, string(p.role), start)
	p.id = fmt.Sprintf("member%010d", i)
	return p
}

func (t *town) browser(i int) *machine {
	d := &machine{town: t, person: t.people[i%people], online: true, stops: t.chance(0.5), alarms: map[string]int{},
		skew: int64(t.rng.IntN(int(20*minute))) - 10*minute, disk: newDisk(convs), typed: map[string]int{}, pressed: map[string]int{}, confirmed: map[string]int64{}}
	d.name = fmt.Sprintf("%s, browser %03d", d.person.name, i)
	t.in(d, t.about(10*second), "joins", func() bool { d.message((*worker).join); return true })
	return d
}

// conv is the opaque name of a conversation: the team's secret is known, see settleHome.
func (t *town) conv(key string) string { return ledger.Subject(bytes.Repeat([]byte{0x5e}, 32), key) }

func (t *town) number(key string) int { return t.numbers[key] }

// run lets so much happen, and then makes all well. What it returns is what went wrong.
func (t *town) run(steps int) (wrong error) {
	defer func() {
		r := recover()
		if v, is := r.(violation); !is && r != nil {
			panic(r)
		} else if is {
			wrong = fmt.Errorf("step %d: %s\nbefore it, in ms since the start:\n%s", t.steps, v.text, t.story())
		}
	}()
	for t.steps < steps {
		t.happen()
	}
	t.heal()
	return nil
}

func (t *town) happen() {
	d, done := t.step()
	if !done {
		return
	}
	t.checkMine()
	if d != nil && d.written {
		d.written = false
		t.checkLooks(d)
	}
	if t.steps%4 == 0 { // a look also changes because time passes
		t.checkLooks(t.machines[t.steps/4%len(t.machines)])
	}
	if t.steps%64 == 0 {
		t.checkFacts(t.machines[t.steps/64%len(t.machines)])
	}
}

// heal ends all faults, lets every browser join and pull, and compares.
func (t *town) heal() {
	t.quiet, t.deaths, t.home.down = true, 0, false
	yes := true
	for _, p := range t.people {
		p.change(t.home, wire.MemberIn{Active: &yes})
	}
	for _, d := range t.machines {
		d.wakes()
		d.online, d.full, d.visible = true, false, false // nobody looks, so no claim is renewed
	}
	for tries := 0; tries < 40 && !(tries > 0 && t.agreed()); tries++ {
		for _, d := range t.machines {
			if d.token == "" {
				d.message((*worker).join)
			} else {
				d.awake().sync(true)
			}
		}
		for until := t.now + minute; t.now < until; {
			t.happen()
		}
	}
	for _, d := range t.machines {
		t.converged(d)
	}
	t.accounted()
}

// The run that anybody may repeat and lengthen: slices of it, each from a seed of its own.
func TestSimulation(t *testing.T) {
	for i := range max(1, *steps/slice) {
		seed, steps := *seed+uint64(i), min(*steps, slice)
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			w := newTown(seed, t.TempDir(), busy)
			if err := w.run(steps); err != nil {
				t.Fatalf("%v\nto see it again: go test ./backend/simulation -run TestSimulation -seed %d -steps %d", err, seed, steps)
			}
			t.Logf("%d steps, %d presses, %d rows, %d lives of the file, %d hours", w.steps, len(w.made), len(w.truth.rows), len(w.lives), (w.now-start)/hour)
		})
	}
}
